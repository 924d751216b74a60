//! The folder of a made-up province: whole or not at all, and never in place of anything else.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::formats;
use crate::error::{Error, Result};
use crate::simulate::{self, Scenario, Written};
use crate::store::{Building, refuse_no_folder};

/// Only a made-up province has it, and every one has it.
const MARK: &str = "truth.json";

/// An earlier province is replaced; any other folder with something in it is refused. `example` is a
/// command that names one.
pub(super) fn refuse_others(folder: &Path, example: &str) -> Result<()> {
    refuse_no_folder(folder)?;
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

/// Simulates a scenario into the folder, in place of what was there.
pub(super) fn publish(
    folder: &Path,
    scenario: &Scenario,
    seed: u64,
    format: &str,
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
    formats::convert(format, building.path())?;
    Ok((building.publish(&name.to_string_lossy())?, written))
}

struct Files<'a>(&'a Building);

impl simulate::Folder for Files<'_> {
    fn file(&mut self, path: &str) -> Result<Box<dyn Write>> {
        Ok(Box::new(BufWriter::new(self.0.create(path)?)))
    }
}
