//! Results appear whole or not at all.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::fault;
use super::keep::{self, Kept};
use super::temporary::{self, Temporary};
use crate::error::{Error, Result};
use crate::system;

/// What the name of earlier results begins with while new ones take their place.
const EARLIER: &str = ".redtape-earlier-";

/// A folder in the making, beside where it will appear. Dropped unpublished, it leaves no trace.
pub struct Building {
    parent: PathBuf,
    folder: Temporary,
    /// Whether the parent was made for it.
    made_parent: bool,
}

/// For whom a folder is put in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Whom the caller's mask lets in, with what is somebody's own in the earlier one kept.
    Readers {
        keep: bool,
    },
    ItsMaker,
}

impl Building {
    /// Begins a folder in `parent`, which is made if need be, and tidies there first.
    ///
    /// # Errors
    /// If `parent` can't be written.
    pub fn begin(parent: &Path) -> Result<Self> {
        let denied =
            |e: io::Error| Error::failed(format!("{} can't be written: {e}", parent.display()));
        let made_parent = !parent.exists();
        system::open_folder(parent).map_err(denied)?;
        tidy(parent);
        let folder = Temporary::building(parent).map_err(denied)?;
        Ok(Self { parent: parent.to_owned(), folder, made_parent })
    }

    /// Where to build.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the folder, making the folders on its way.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut file = self.create(name)?;
        fault::point(name);
        let written = fault::disk(name).and_then(|()| file.write_all(bytes));
        written.map_err(|e| unwritten(name, &e))
    }

    /// Begins a file of the folder, making the folders on its way.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn create(&self, name: &str) -> Result<File> {
        let path = self.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| unwritten(name, &e))?;
        }
        File::create(&path).map_err(|e| unwritten(name, &e))
    }

    /// Gives the folder its name in the parent, in the place of an earlier one.
    ///
    /// # Errors
    /// If the folder can't be renamed; the earlier one is then where it was.
    pub fn publish(self, name: &str) -> Result<PathBuf> {
        self.put(name, For::Readers { keep: false }).map(|(folder, _)| folder)
    }

    /// The same, and of the earlier one keeps what nobody but its reader can make again: files of their
    /// own, and those that were changed since.
    ///
    /// # Errors
    /// As [`Building::publish`], and if something can't be kept.
    pub fn publish_keeping(self, name: &str) -> Result<(PathBuf, Vec<Kept>)> {
        self.put(name, For::Readers { keep: true })
    }

    /// The same, for its maker's eyes alone.
    ///
    /// # Errors
    /// As [`Building::publish`].
    pub fn publish_private(self, name: &str) -> Result<PathBuf> {
        self.put(name, For::ItsMaker).map(|(folder, _)| folder)
    }

    fn put(mut self, name: &str, whom: For) -> Result<(PathBuf, Vec<Kept>)> {
        let target = self.parent.join(name);
        refuse_no_folder(&target)?;
        let denied = |e: io::Error| {
            Error::failed(format!("{} can't be put in place: {e}", target.display()))
        };
        if matches!(whom, For::Readers { .. }) {
            system::open_to_readers(self.path()).map_err(denied)?;
        }
        let _undisturbed = temporary::undisturbed();
        // One process at a time moves folders in the parent, where the system can see to it.
        let parent = File::open(&self.parent).ok();
        let _alone = parent.as_ref().map(File::lock);
        restore(&self.parent);
        let mut kept = Vec::new();
        if whom == (For::Readers { keep: true }) && target.exists() {
            kept = keep::keep(&target, self.path())?;
        }
        fault::point("kept");
        self.swap(name, &target).map_err(denied)?;
        self.made_parent = false;
        fault::point("published");
        Ok((target, kept))
    }

    /// Puts the folder in the place of an earlier one, in one step where the system can.
    fn swap(&self, name: &str, target: &Path) -> io::Result<()> {
        if !target.exists() {
            return fs::rename(self.path(), target);
        }
        if fault::disk("exchange").is_ok() && system::exchange(self.path(), target)? {
            // The earlier one now goes the way of what is temporary.
            return Ok(());
        }
        let aside = self.parent.join(format!("{EARLIER}{name}"));
        fs::rename(target, &aside)?;
        fault::point("between-renames");
        if let Err(e) = fs::rename(self.path(), target) {
            fs::rename(&aside, target)?;
            return Err(e);
        }
        // What can't be removed now the next run removes.
        let _ = fs::remove_dir_all(&aside);
        Ok(())
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        if self.made_parent {
            let _ = fs::remove_dir_all(self.path());
            // Only while nothing else is in it.
            let _ = fs::remove_dir(&self.parent);
        }
    }
}

fn unwritten(name: &str, error: &io::Error) -> Error {
    let out = Error::failed(format!("{name} can't be written: {error}"));
    if error.kind() == io::ErrorKind::StorageFull {
        return out.help("make room on that disk and run again; earlier results are as they were");
    }
    out
}

/// Brings back results that a run was killed while replacing, and removes what dead runs left beside them.
pub fn tidy(parent: &Path) {
    let folder = File::open(parent).ok();
    let moving = |folder: &File| matches!(folder.try_lock(), Err(TryLockError::WouldBlock));
    // Whoever moves folders there right now is about to put them where they belong.
    if !folder.as_ref().is_some_and(moving) {
        restore(parent);
    }
    temporary::sweep(parent);
}

/// Refuses a file, or a link to anything, where a folder will be put.
///
/// # Errors
/// Of kind `Usage` where there is one.
pub fn refuse_no_folder(place: &Path) -> Result<()> {
    match fs::symlink_metadata(place) {
        Ok(found) if !found.is_dir() => {
            let what = if found.is_symlink() { "a link" } else { "no folder" };
            Err(Error::usage(format!("{} is {what}", place.display()))
                .help("move it away: a folder takes that place"))
        }
        _ => Ok(()),
    }
}

/// Earlier results that stand aside go back, or away where new ones are in their place.
fn restore(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let aside = entry.file_name();
        let Some(name) = aside.to_str().and_then(|name| name.strip_prefix(EARLIER)) else {
            continue;
        };
        let target = parent.join(name);
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if fs::symlink_metadata(&target).is_ok() {
            let _ = fs::remove_dir_all(entry.path());
        } else {
            let _ = fs::rename(entry.path(), &target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_and_replaces_the_earlier_one() {
        let home = tempfile::tempdir().unwrap();
        for text in ["first", "second"] {
            let building = Building::begin(home.path()).unwrap();
            building.write("charts/a.txt", text.as_bytes()).unwrap();
            let target = building.publish("2024-12-31").unwrap();
            assert_eq!(fs::read_to_string(target.join("charts/a.txt")).unwrap(), text);
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_folder_is_its_makers_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let building = Building::begin(home.path()).unwrap();
        building.write("a.txt", b"a").unwrap();
        let target = building.publish_private("check").unwrap();
        assert_eq!(fs::metadata(target).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_folder_that_is_given_up_leaves_the_earlier_one() {
        let home = tempfile::tempdir().unwrap();
        let first = Building::begin(home.path()).unwrap();
        first.write("a.txt", b"first").unwrap();
        let target = first.publish("x").unwrap();
        let second = Building::begin(home.path()).unwrap();
        second.write("a.txt", b"second").unwrap();
        drop(second);
        assert_eq!(fs::read_to_string(target.join("a.txt")).unwrap(), "first");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn results_left_aside_by_a_killed_run_come_back() {
        let home = tempfile::tempdir().unwrap();
        let aside = home.path().join(format!("{EARLIER}x"));
        fs::create_dir(&aside).unwrap();
        fs::write(aside.join("a.txt"), "earlier").unwrap();
        tidy(home.path());
        assert_eq!(fs::read_to_string(home.path().join("x/a.txt")).unwrap(), "earlier");
        fs::create_dir(&aside).unwrap();
        let building = Building::begin(home.path()).unwrap();
        building.write("a.txt", b"new").unwrap();
        let target = building.publish("x").unwrap();
        assert_eq!(fs::read_to_string(target.join("a.txt")).unwrap(), "new");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn whoever_moves_folders_is_waited_for_and_their_folders_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let aside = home.path().join(format!("{EARLIER}x"));
        fs::create_dir(&aside).unwrap();
        let moving = File::open(home.path()).unwrap();
        moving.lock().unwrap();
        tidy(home.path());
        assert!(aside.exists());
        drop(moving);
        tidy(home.path());
        assert!(!aside.exists() && home.path().join("x").exists());
    }

    #[test]
    fn a_parent_that_was_made_for_a_folder_that_is_given_up_goes_with_it() {
        let home = tempfile::tempdir().unwrap();
        let parent = home.path().join("results");
        drop(Building::begin(&parent).unwrap());
        assert!(!parent.exists());
        let building = Building::begin(&parent).unwrap();
        fs::write(parent.join("notes.txt"), "somebody's").unwrap();
        drop(building);
        assert_eq!(fs::read_dir(&parent).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_or_a_link_where_a_folder_belongs_is_refused() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "somebody's").unwrap();
        std::os::unix::fs::symlink("nowhere", home.path().join("link")).unwrap();
        for (name, what) in [("file", "no folder"), ("link", "a link")] {
            let building = Building::begin(home.path()).unwrap();
            let error = building.publish(name).unwrap_err();
            assert!(error.message.ends_with(&format!("{name} is {what}")), "{error}");
            assert_eq!(error.exit_code(), 2);
        }
        assert_eq!(fs::read_to_string(home.path().join("file")).unwrap(), "somebody's");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    }
}
