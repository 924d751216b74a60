//! The folder of a made-up province: whole or not at all, and never in place of anything else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::store::Building;

/// Only a made-up province has it, and every one has it.
const MARK: &str = "truth.json";

/// An earlier province is replaced; any other folder with something in it is refused. `example` is a
/// command that names one.
pub(super) fn refuse_others(folder: &Path, example: &str) -> Result<()> {
    if !folder.exists() || folder.join(MARK).is_file() {
        return Ok(());
    }
    let empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if empty {
        return Ok(());
    }
    Err(Error::usage(format!("{} is not empty and not an earlier province", folder.display()))
        .help(format!("name another folder: {example}")))
}

/// Puts the files in the folder, in place of what was there.
pub(super) fn publish(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    example: &str,
) -> Result<PathBuf> {
    let name = folder.file_name().ok_or_else(|| {
        Error::usage(format!("{} can't be a province's folder", folder.display()))
            .help(format!("name a folder: {example}"))
    })?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let building = Building::begin(parent)?;
    for (name, bytes) in files {
        building.write(name, bytes)?;
    }
    building.publish(&name.to_string_lossy())
}
