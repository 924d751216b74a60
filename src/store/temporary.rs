//! Folders that go with the run: private from the start, removed at its end or at the signal that ends
//! it, and where it was killed by the next run.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::system;

/// What their names begin with: nobody else's do.
const SESSION: &str = ".redtape-session-";
const BUILDING: &str = ".redtape-building-";
/// Names that are tried where one is swept away as it is made.
const TRIES: usize = 16;

/// Those of this run.
static OWN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Held by whoever moves what a signal must not find half moved.
static MOVING: Mutex<()> = Mutex::new(());

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked in between leaves paths as they were.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder of the run's own. Whoever drops it removes it with all that is in it.
#[derive(Debug)]
pub struct Temporary {
    path: PathBuf,
    /// Tells other runs that this one lives: the system lets go of it however the run ends.
    _lock: Option<File>,
}

impl Temporary {
    /// For what is read and computed, in this folder or the system's.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn session(parent: Option<&Path>) -> io::Result<Self> {
        match parent {
            Some(parent) => {
                fs::create_dir_all(parent)?;
                Self::begin(parent, SESSION)
            }
            None => Self::begin(&std::env::temp_dir(), SESSION),
        }
    }

    /// For what will be put in place in `parent`, or for a file of it.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn building(parent: &Path) -> io::Result<Self> {
        Self::begin(parent, BUILDING)
    }

    fn begin(parent: &Path, prefix: &str) -> io::Result<Self> {
        sweep(parent);
        for _ in 0..TRIES {
            let mut own = locked(&OWN);
            let path = system::private_folder(parent, prefix)?;
            let lock = File::open(&path).ok();
            let sweeping = |lock: &File| matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
            // Another run that swept just now took it for a dead one's.
            if lock.as_ref().is_some_and(sweeping) || !path.is_dir() {
                continue;
            }
            own.insert(path.clone());
            return Ok(Self { path, _lock: lock });
        }
        Err(io::Error::other("other runs sweep it away"))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
        locked(&OWN).remove(&self.path);
    }
}

/// Until it is dropped, no signal ends the run.
pub(super) fn undisturbed() -> MutexGuard<'static, ()> {
    locked(&MOVING)
}

/// Removes all that this run has made, once nothing is being moved, for good: whoever would make or move
/// something later waits for the end. Gives what is left all the same.
pub fn remove_all() -> Vec<PathBuf> {
    std::mem::forget(undisturbed());
    let own = locked(&OWN);
    let left = own.iter().filter(|path| {
        // DuckDB's threads may write into it meanwhile.
        let gone = |_| fs::remove_dir_all(path).is_ok() || !path.exists();
        !(0..TRIES).any(gone)
    });
    let left = left.cloned().collect();
    std::mem::forget(own);
    left
}

/// Removes the folders that dead runs left in this one. Whether a run is dead its lock says, not its age.
pub fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(SESSION) || n.starts_with(BUILDING));
        // Not through a link.
        let folder = entry.metadata().is_ok_and(|m| m.is_dir() && system::is_mine(&m));
        if ours
            && folder
            && let Ok(lock) = File::open(entry.path())
            && lock.try_lock().is_ok()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dead_run_left_is_swept_and_what_a_living_one_has_stays() {
        let home = tempfile::tempdir().unwrap();
        let dead = home.path().join(format!("{SESSION}abc123"));
        fs::create_dir_all(dead.join("spill")).unwrap();
        fs::write(dead.join("raw.duckdb"), "names").unwrap();
        let somebodys = home.path().join("redtape-report");
        fs::create_dir(&somebodys).unwrap();
        let living = Temporary::building(home.path()).unwrap();
        assert!(!dead.exists() && somebodys.exists());
        let other = Temporary::session(Some(home.path())).unwrap();
        assert!(living.path().exists() && other.path().exists());
        drop((living, other));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_one() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let made = Temporary::session(Some(home.path())).unwrap();
        assert_eq!(fs::metadata(made.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_by_such_a_name_is_not_followed() {
        let home = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("a.txt"), "a").unwrap();
        let link = home.path().join(format!("{BUILDING}abc123"));
        std::os::unix::fs::symlink(elsewhere.path(), &link).unwrap();
        sweep(home.path());
        assert!(elsewhere.path().join("a.txt").exists());
    }
}
