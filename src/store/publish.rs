//! Results appear whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// A folder in the making, beside where it will appear. Dropped unpublished, it leaves no trace.
pub struct Building {
    parent: PathBuf,
    folder: TempDir,
}

impl Building {
    /// Begins a folder in `parent`, which is made if need be.
    ///
    /// # Errors
    /// If `parent` can't be written.
    pub fn begin(parent: &Path) -> Result<Self> {
        let denied = |e: std::io::Error| {
            Error::failed(format!("{} can't be written: {e}", parent.display()))
        };
        fs::create_dir_all(parent).map_err(denied)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".building-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(parent).map_err(denied)?;
        Ok(Self { parent: parent.to_owned(), folder })
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
        let denied = |e: std::io::Error| Error::failed(format!("{name} can't be written: {e}"));
        self.create(name)?.write_all(bytes).map_err(denied)
    }

    /// Begins a file of the folder, making the folders on its way.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn create(&self, name: &str) -> Result<File> {
        let path = self.path().join(name);
        let denied = |e: std::io::Error| Error::failed(format!("{name} can't be written: {e}"));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(denied)?;
        }
        File::create(&path).map_err(denied)
    }

    /// Gives the folder its name in the parent. An earlier one is renamed aside first, restored if the
    /// new one can't take its place, and removed when it has.
    ///
    /// # Errors
    /// If the folder can't be renamed; the earlier one is then where it was.
    pub fn publish(self, name: &str) -> Result<PathBuf> {
        self.put(name, true)
    }

    /// The same, for its maker's eyes alone.
    ///
    /// # Errors
    /// As [`Building::publish`].
    pub fn publish_private(self, name: &str) -> Result<PathBuf> {
        self.put(name, false)
    }

    fn put(self, name: &str, to_readers: bool) -> Result<PathBuf> {
        let target = self.parent.join(name);
        let aside = self.parent.join(format!(".earlier-{name}"));
        let denied = |e: std::io::Error| {
            Error::failed(format!("{} can't be put in place: {e}", target.display()))
        };
        // Left by a run that was killed between its two renames: the earlier results, whole.
        if aside.exists() {
            if target.exists() {
                fs::remove_dir_all(&aside).map_err(denied)?;
            } else {
                fs::rename(&aside, &target).map_err(denied)?;
            }
        }
        if target.exists() {
            fs::rename(&target, &aside).map_err(denied)?;
        }
        // A folder in the making is private to its maker; results are not.
        if to_readers {
            open_to_readers(self.folder.path()).map_err(denied)?;
        }
        if let Err(e) = fs::rename(self.folder.path(), &target) {
            if aside.exists() {
                fs::rename(&aside, &target).map_err(denied)?;
            }
            return Err(denied(e));
        }
        // The folder has moved: nothing is left for the guard to remove.
        let _moved = self.folder.keep();
        if aside.exists() {
            fs::remove_dir_all(&aside).map_err(denied)?;
        }
        Ok(target)
    }
}

#[cfg(unix)]
fn open_to_readers(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_readers(_folder: &Path) -> std::io::Result<()> {
    Ok(())
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
        fs::create_dir(home.path().join(".earlier-x")).unwrap();
        fs::write(home.path().join(".earlier-x/a.txt"), "earlier").unwrap();
        let building = Building::begin(home.path()).unwrap();
        building.write("a.txt", b"new").unwrap();
        let target = building.publish("x").unwrap();
        assert_eq!(fs::read_to_string(target.join("a.txt")).unwrap(), "new");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
