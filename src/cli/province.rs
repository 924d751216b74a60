//! The folder of a made-up province: whole or not at all, and never in place of anything else.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::simulate::{self, Folder, Scenario, Written};
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

/// Simulates a scenario and puts its files in the folder, in place of what was there.
pub(super) fn publish(
    scenario: &Scenario,
    seed: u64,
    folder: &Path,
    example: &str,
) -> Result<(PathBuf, Written)> {
    let name = folder.file_name().ok_or_else(|| {
        Error::usage(format!("{} can't be a province's folder", folder.display()))
            .help(format!("name a folder: {example}"))
    })?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let building = Building::begin(parent)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let written = simulate::write(scenario, seed, threads, &mut Files(&building))?;
    Ok((building.publish(&name.to_string_lossy())?, written))
}

/// The files of a folder in the making.
struct Files<'a>(&'a Building);

impl Folder for Files<'_> {
    fn file(&mut self, path: &str) -> Result<Box<dyn Write>> {
        let denied = |e: std::io::Error| Error::failed(format!("{path} can't be written: {e}"));
        let file = self.0.path().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(denied)?;
        }
        Ok(Box::new(BufWriter::new(fs::File::create(file).map_err(denied)?)))
    }
}
