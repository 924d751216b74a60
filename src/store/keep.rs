//! What of earlier results nobody can make again: files of their readers' own, and those of ours that
//! were changed since.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

const MANIFEST: &str = "manifest.json";
/// Made anew by every run; the manifest tells nothing of them.
const UNTOLD: [&str; 4] = [MANIFEST, "study.duckdb", "study.duckdb.wal", "study.duckdb.tmp"];

/// A file that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Where it lay in the earlier folder.
    pub file: String,
    /// Where it lies now.
    pub as_file: String,
    /// Whether redtape wrote it and somebody changed it.
    pub changed: bool,
}

/// What the program knows of the files that it wrote.
#[derive(Deserialize, Default)]
struct Written {
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Gives the new folder what is to be kept of the earlier one, which stays as it is: both have the file
/// until one of the two is removed.
///
/// # Errors
/// If a file can't be read or given to the new folder.
pub fn keep(earlier: &Path, new: &Path) -> Result<Vec<Kept>> {
    let manifest = fs::read(earlier.join(MANIFEST)).unwrap_or_default();
    let written: Written = serde_json::from_slice(&manifest).unwrap_or_default();
    let mut kept = Vec::new();
    let files = files(earlier, Path::new("")).map_err(|e| unkept(earlier, &e))?;
    let named = files.into_iter().map(|file| (file.to_string_lossy().replace('\\', "/"), file));
    // Names that somebody gave come before names that we give.
    let (ours, others): (Vec<_>, Vec<_>) =
        named.partition(|(name, _)| written.files.contains_key(name));
    for (name, file) in others.into_iter().chain(ours) {
        let from = earlier.join(&file);
        if UNTOLD.iter().any(|untold| name == *untold || name.starts_with(&format!("{untold}/"))) {
            continue;
        }
        let is_file = fs::symlink_metadata(&from).is_ok_and(|found| found.is_file());
        let sha256 =
            if is_file { Some(sha256(&from).map_err(|e| unkept(&from, &e))?) } else { None };
        let ours = written.files.get(&name);
        if ours.is_some() && ours == sha256.as_ref() {
            continue;
        }
        let target = new.join(&file);
        let there = fs::symlink_metadata(&target).is_ok_and(|found| found.is_file());
        if there && sha256.is_some() && self::sha256(&target).ok() == sha256 {
            continue;
        }
        let changed = ours.is_some();
        let (as_file, target) = free(new, &name, changed);
        give(&from, &target).map_err(|e| unkept(&from, &e))?;
        kept.push(Kept { file: name, as_file, changed });
    }
    Ok(kept)
}

/// Every file below the folder, links and the like too, in the order of their names.
fn files(folder: &Path, below: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder.join(below))?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            found.extend(files(folder, &path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// The first name that nothing has in the new folder: a file of ours never takes its own back.
fn free(new: &Path, name: &str, changed: bool) -> (String, PathBuf) {
    let own = (!changed).then(|| name.to_owned());
    let edited = (1_u32..).map(|n| match n {
        1 => format!("{name}.edited"),
        n => format!("{name}.edited-{n}"),
    });
    own.into_iter()
        .chain(edited)
        .map(|name| (name.clone(), new.join(name)))
        .find(|(_, path)| fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| (name.to_owned(), new.join(name)))
}

/// A second name for the same file; a copy where the file system has no such thing.
fn give(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        crate::system::open_folder(folder)?;
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = io::Read::read(&mut file, &mut buffer)?;
        if n == 0 {
            return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
}

fn unkept(path: &Path, error: &io::Error) -> Error {
    Error::failed(format!("{} can't be kept: {error}", path.display()))
        .help("move it away and run again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn manifest(folder: &Path, files: &[&str]) {
        let hashes: BTreeMap<&str, String> =
            files.iter().map(|name| (*name, sha256(&folder.join(name)).unwrap())).collect();
        let text = serde_json::json!({ "files": hashes }).to_string();
        fs::write(folder.join(MANIFEST), text).unwrap();
    }

    fn names(kept: &[Kept]) -> Vec<(&str, &str, bool)> {
        kept.iter().map(|k| (k.file.as_str(), k.as_file.as_str(), k.changed)).collect()
    }

    #[test]
    fn files_of_their_own_and_those_that_were_changed_are_kept_and_no_others() {
        let earlier = folder(&[
            ("report.html", "first"),
            ("charts/old.svg", "drawn"),
            ("study.duckdb", "rows"),
            ("study.duckdb.wal", "rows"),
        ]);
        manifest(earlier.path(), &["report.html", "charts/old.svg"]);
        fs::write(earlier.path().join("report.html"), "edited by hand").unwrap();
        fs::create_dir(earlier.path().join("for the meeting")).unwrap();
        fs::write(earlier.path().join("for the meeting/notes.txt"), "mine").unwrap();
        fs::write(earlier.path().join("recommendations.csv"), "mine").unwrap();
        let new = folder(&[("report.html", "second"), ("recommendations.csv", "new")]);
        let kept = keep(earlier.path(), new.path()).unwrap();
        assert_eq!(
            names(&kept),
            [
                ("for the meeting/notes.txt", "for the meeting/notes.txt", false),
                ("recommendations.csv", "recommendations.csv.edited", false),
                ("report.html", "report.html.edited", true),
            ]
        );
        let read = |name: &str| fs::read_to_string(new.path().join(name)).unwrap();
        assert_eq!(read("report.html"), "second");
        assert_eq!(read("report.html.edited"), "edited by hand");
        assert_eq!(read("for the meeting/notes.txt"), "mine");
        assert!(!new.path().join("charts").exists() && !new.path().join("study.duckdb").exists());
    }

    #[test]
    fn a_second_change_is_kept_beside_the_first() {
        let earlier = folder(&[("report.html", "first"), ("report.html.edited", "once")]);
        manifest(earlier.path(), &["report.html"]);
        fs::write(earlier.path().join("report.html"), "twice").unwrap();
        let new = folder(&[("report.html", "second")]);
        keep(earlier.path(), new.path()).unwrap();
        let read = |name: &str| fs::read_to_string(new.path().join(name)).unwrap();
        assert_eq!(read("report.html.edited"), "once");
        assert_eq!(read("report.html.edited-2"), "twice");
    }

    #[test]
    fn without_a_manifest_whatever_the_new_folder_has_not_is_kept() {
        let earlier = folder(&[("report.html", "first"), ("results.json", "{}")]);
        let new = folder(&[("report.html", "second"), ("results.json", "{}")]);
        let kept = keep(earlier.path(), new.path()).unwrap();
        assert_eq!(names(&kept), [("report.html", "report.html.edited", false)]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_kept_as_a_link() {
        let earlier = folder(&[]);
        std::os::unix::fs::symlink("nowhere", earlier.path().join("link")).unwrap();
        let new = folder(&[]);
        keep(earlier.path(), new.path()).unwrap();
        assert_eq!(fs::read_link(new.path().join("link")).unwrap(), Path::new("nowhere"));
    }
}
