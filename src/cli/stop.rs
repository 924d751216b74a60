//! The end of a run that a signal brings: nothing temporary stays, and one line says so.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::{store, system};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// From now on a signal that asks the program to end removes what is temporary first.
pub(super) fn watch() {
    // Where signals can't be watched they end the program, and the next run removes what it left.
    let _ = system::on_stop(|signal| {
        STOPPED.store(true, Ordering::SeqCst);
        let left = store::remove_all();
        let mut line = format!("stopped by {signal}: ");
        match left.first() {
            None => line.push_str("nothing temporary is left, and no results are half written"),
            Some(path) => line.push_str(&format!(
                "{} could not be removed, which the next run tries again",
                path.display()
            )),
        }
        let mut err = io::stderr().lock();
        // Past a bar that is shown.
        let begin = if err.is_terminal() { "\n" } else { "" };
        let _ = writeln!(err, "{begin}{line}");
    });
}

/// Leaves the end to the signal, if one has arrived.
pub(super) fn wait_if_stopped() {
    while STOPPED.load(Ordering::SeqCst) {
        thread::park();
    }
}
