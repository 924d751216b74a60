//! What only some systems can, each with what the others do instead.

use std::fs;
use std::io;
use std::path::Path;

pub use of_system::{
    exchange, ignored, is_mine, keep_private, on_stop, open_to_readers, private_folder,
};

/// Makes a folder and those on its way, readable as the caller's mask says: they are nobody's secret.
///
/// # Errors
/// If one can't be made.
pub fn open_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|f| !f.as_os_str().is_empty() && fs::symlink_metadata(f).is_err())
        .collect();
    fs::create_dir_all(folder)?;
    missing.into_iter().try_for_each(of_system::open_one)
}

#[cfg(unix)]
mod of_system {
    use std::io;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::{Path, PathBuf};
    use std::sync::OnceLock;
    use std::thread;

    use rustix::fs::{CWD, Mode};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::fs;

    /// The mask that the program was started with.
    static CALLERS: OnceLock<u32> = OnceLock::new();
    /// Where nobody has asked for another one.
    const USUAL_MASK: u32 = 0o022;

    /// From now on all that the program makes is its user's alone, until it is opened to readers.
    pub fn keep_private() {
        let callers = rustix::process::umask(Mode::RWXG | Mode::RWXO);
        let _ = CALLERS.set(callers.bits());
    }

    /// A folder with a name of its own that nobody else can look into, not even at first.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn private_folder(parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).permissions(fs::Permissions::from_mode(0o700));
        Ok(builder.tempdir_in(parent)?.keep())
    }

    /// Gives a folder and all in it the modes that the caller's mask leaves.
    ///
    /// # Errors
    /// If one can't be changed.
    pub fn open_to_readers(folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open_to_readers(&entry.path())?;
            } else {
                open_one(&entry.path())?;
            }
        }
        open_one(folder)
    }

    pub(super) fn open_one(path: &Path) -> io::Result<()> {
        let all = if fs::symlink_metadata(path)?.is_dir() { 0o777 } else { 0o666 };
        let mask = CALLERS.get().copied().unwrap_or(USUAL_MASK);
        fs::set_permissions(path, fs::Permissions::from_mode(all & !mask))
    }

    /// Lets two folders change places in one step; false where the file system can't.
    ///
    /// # Errors
    /// If it can, but may not.
    pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        {
            use rustix::fs::{RenameFlags, renameat_with};
            use rustix::io::Errno;
            match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
                Ok(()) => Ok(true),
                Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
                Err(e) => Err(e.into()),
            }
        }
        #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
        {
            let _ = (one, other, CWD);
            Ok(false)
        }
    }

    /// Whether a file or folder belongs to whoever runs the program.
    pub fn is_mine(metadata: &fs::Metadata) -> bool {
        metadata.uid() == rustix::process::geteuid().as_raw()
    }

    /// Ends the program at the first signal that asks for it, after `act` was told which, with the exit
    /// code by which a shell knows it. A signal that the caller has it ignore, as `nohup` does, it ignores.
    ///
    /// # Errors
    /// If signals can't be watched.
    pub fn on_stop(act: impl FnOnce(&'static str) + Send + 'static) -> io::Result<()> {
        let known = [("SIGINT", SIGINT, 130), ("SIGTERM", SIGTERM, 143), ("SIGHUP", SIGHUP, 129)];
        let watched = known.iter().map(|(_, no, _)| *no).filter(|no| !ignored(*no));
        let mut signals = Signals::new(watched.collect::<Vec<_>>())?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let arrived = signals.forever().next();
            if let Some(&(name, _, exit_code)) =
                known.iter().find(|(_, no, _)| arrived == Some(*no))
            {
                act(name);
                // At once: what DuckDB's threads still hold must not be torn down under them.
                low_level::exit(exit_code);
            }
        })?;
        Ok(())
    }

    /// Whether whoever started the program had it ignore this signal, where the system tells.
    pub fn ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    }
}

#[cfg(not(unix))]
mod of_system {
    use std::io;
    use std::path::{Path, PathBuf};

    use super::fs;

    /// Folders of a user are private here as they are.
    pub fn keep_private() {}

    /// A folder with a name of its own.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn private_folder(parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        Ok(tempfile::Builder::new().prefix(prefix).tempdir_in(parent)?.keep())
    }

    /// Nothing to do: nothing was closed.
    ///
    /// # Errors
    /// None.
    pub fn open_to_readers(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn open_one(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Nothing changes places in one step here.
    ///
    /// # Errors
    /// None.
    pub fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
        Ok(false)
    }

    /// Nobody can tell.
    pub fn is_mine(_metadata: &fs::Metadata) -> bool {
        true
    }

    /// Nobody can tell.
    pub fn ignored(_signal: i32) -> bool {
        false
    }

    /// The system ends the program itself; the next run removes what it left.
    ///
    /// # Errors
    /// None.
    pub fn on_stop(_act: impl FnOnce(&'static str) + Send + 'static) -> io::Result<()> {
        Ok(())
    }
}
