//! Work on several threads whose results come in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};

/// Results that may wait to be taken, a thread.
const AHEAD: usize = 2;

struct Line<T> {
    next: usize,
    taken: usize,
    made: BTreeMap<usize, T>,
    /// Somebody gave up: nobody begins anything new.
    stopped: bool,
}

/// Makes `n` things on so many threads and takes them one after the other: what comes out doesn't depend
/// on the number of threads. Few are kept at a time.
///
/// # Errors
/// The first of `take`.
pub(super) fn in_order<T: Send>(
    threads: usize,
    n: usize,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    if threads <= 1 {
        return (0..n).try_for_each(|nth| take(make(nth)));
    }
    let line = Mutex::new(Line { next: 0, taken: 0, made: BTreeMap::new(), stopped: false });
    let changed = Condvar::new();
    let lock = || line.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = |guard| changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
    let stop = || {
        lock().stopped = true;
        changed.notify_all();
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let unwinding = OnPanic(&stop);
                while let Some(nth) = begin(lock(), n, threads * AHEAD, wait) {
                    let thing = make(nth);
                    lock().made.insert(nth, thing);
                    changed.notify_all();
                }
                drop(unwinding);
            });
        }
        for nth in 0..n {
            let mut guard = lock();
            let thing = loop {
                if let Some(thing) = guard.made.remove(&nth) {
                    break thing;
                }
                if guard.stopped {
                    return Err(Error::failed("a thread of the simulation failed"));
                }
                guard = wait(guard);
            };
            guard.taken = nth + 1;
            drop(guard);
            changed.notify_all();
            if let Err(error) = take(thing) {
                stop();
                return Err(error);
            }
        }
        Ok(())
    })
}

/// The next thing to make, as soon as there is room for it.
fn begin<'l, T>(
    mut line: MutexGuard<'l, Line<T>>,
    n: usize,
    ahead: usize,
    wait: impl Fn(MutexGuard<'l, Line<T>>) -> MutexGuard<'l, Line<T>>,
) -> Option<usize> {
    while !line.stopped && line.next < n && line.next >= line.taken + ahead {
        line = wait(line);
    }
    let nth = (!line.stopped && line.next < n).then_some(line.next)?;
    line.next += 1;
    Some(nth)
}

struct OnPanic<'f>(&'f (dyn Fn() + Sync));

impl Drop for OnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.0)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_in_order_however_many_threads_make_them() {
        for threads in [1, 2, 5] {
            let mut taken = Vec::new();
            let make = |nth: usize| (0..(nth * 7919) % 1000).fold(nth, |_, _| nth);
            in_order(threads, 50, make, |thing| {
                taken.push(thing);
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, (0..50).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let made = Mutex::new(0);
        let make = |_| *made.lock().unwrap() += 1;
        let error = in_order(2, 1000, make, |()| Err(Error::failed("full"))).unwrap_err();
        assert!(error.message == "full" && *made.lock().unwrap() < 20);
    }
}
