//! `redtape demo`: a made-up province with known problems, studied like any other.

use std::fs;
use std::path::Path;

use super::ui::Ui;
use super::{DemoArgs, run};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::simulate::{self, Scenario};
use crate::store::Building;

/// Only a demo has it, and every demo has it.
const MARK: &str = "truth.json";

pub(super) fn run(args: &DemoArgs, ui: &Ui) -> Result<()> {
    refuse_others(&args.folder)?;
    ui.phase("simulate", None);
    let scenario = Scenario::named(if args.null { "null" } else { "demo" })?;
    let province = simulate::run(&scenario, args.seed)?;
    let folder = publish(&args.folder, &simulate::files(&province)?)?;
    let (results, results_folder) = run::publish(&folder.join("study.toml"), &args.output, ui)?;
    run::show(&results, &results_folder, &args.output, ui)
}

/// An earlier demo is replaced; any other folder with something in it is refused.
fn refuse_others(folder: &Path) -> Result<()> {
    if !folder.exists() || folder.join(MARK).is_file() {
        return Ok(());
    }
    let empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if empty {
        return Ok(());
    }
    Err(Error::usage(format!("{} is not empty and not an earlier demo", folder.display()))
        .help("name another folder: redtape demo FOLDER"))
}

fn publish(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<std::path::PathBuf> {
    let name = folder.file_name().ok_or_else(|| {
        Error::usage(format!("{} can't be a demo's folder", folder.display()))
            .help("name a folder: redtape demo FOLDER")
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
