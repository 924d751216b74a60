//! `redtape generate`: the files of a made-up province whose truth is known.

use std::fs;
use std::path::Path;

use super::ui::Ui;
use super::{GenerateArgs, province};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::simulate::{Scenario, Written};

const EXAMPLE: &str = "redtape generate SCENARIO --out FOLDER";

pub(super) fn run(args: &GenerateArgs, ui: &Ui) -> Result<()> {
    province::refuse_others(&args.out, EXAMPLE)?;
    let scenario = scenario(&args.scenario)?.scaled(args.scale)?;
    ui.phase("simulate", None);
    let (folder, written) =
        province::publish(&args.out, &scenario, args.seed, &args.format, EXAMPLE)?;
    let Written { dossiers, closed, in_time } = written;
    ui.result(&format!(
        "{dossiers} dossiers in {}; what is wrong in them is in truth.json",
        folder.display()
    ));
    ui.result(&format!(
        "{closed} of them closed ({}), {in_time} of these in time ({})",
        percent(closed, dossiers),
        percent(in_time, closed)
    ));
    ui.say(&format!("next: redtape run {}", folder.join("study.toml").display()));
    Ok(())
}

fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        "–".to_owned()
    } else {
        format!("{:.2} %", 100.0 * part as f64 / whole as f64)
    }
}

/// A file of this name, else a scenario that redtape carries.
fn scenario(given: &str) -> Result<Scenario> {
    let path = Path::new(given);
    let names_a_file = path.extension().is_some() || path.components().count() > 1;
    if !names_a_file && !path.is_file() {
        return Scenario::named(given);
    }
    let text = fs::read_to_string(path)
        .map_err(|e| Error::usage(format!("{given} can't be read: {e}")))?;
    Scenario::parse(&text).map_err(|mut error| {
        error.message = format!("{given}: {}", error.message);
        error
    })
}
