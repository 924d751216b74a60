//! `redtape check`: what a study's files hold, and what can be measured with them.

use std::path::Path;

use super::CheckArgs;
use super::ui::Ui;
use super::{analyse, check_counts, set_aside};
use crate::checkup::{self, Checkup, List};
use crate::error::{Error, Result};
use crate::load::NamePair;
use crate::progress::Progress;
use crate::report;
use crate::results::Message;
use crate::sheet::Sheet;
use crate::store::{Building, Session, Temporary, refuse_no_folder, tidy};
use crate::study::Study;
use crate::words::{Language, Words};

/// Where the check-up lies, beside the study file.
const FOLDER: &str = "check";
/// What is in it, and nothing else.
const FILES: [&str; 4] = ["check.html", "check.json", "names-to-confirm.csv", "set-aside.csv"];

pub(super) fn run(args: &CheckArgs, ui: &Ui) -> Result<()> {
    let study = &Study::open(&args.study)?;
    refuse_others(&study.dir.join(FOLDER))?;
    tidy(&study.dir.join("results"));
    let folder = session_folder(study)?;
    let session =
        Session::create(&folder.path().join("study.duckdb"), folder.path(), &study.machine)?;
    let measured = analyse::checked(study, session, ui)?;
    let language = args.lang.map_or(study.language, Language::from);
    let words = Words::new(language, measured.facts.office_day_s);
    let asides = set_aside::all(&measured.session, &measured.sources)?;
    let lists = check_counts::lists(&measured.session)?;
    let names = check_counts::near_names(&lists);
    let checkup = checkup(study, &measured, &asides, lists, names.len() as u64)?;

    ui.phase("write", None);
    let building = Building::begin(&study.dir)?;
    let json = checkup::json(&checkup)?;
    building.write("check.json", json.as_bytes())?;
    let page = checkup::html(&checkup, crate::draw::font_css(), &words)?;
    building.write("check.html", page.as_bytes())?;
    building.write("set-aside.csv", &set_aside::csv(&asides, &measured.facts, &words)?)?;
    building.write("names-to-confirm.csv", &names_to_confirm(&names)?)?;
    let folder = building.publish_private(FOLDER)?;
    ui.finish();
    if args.json {
        ui.result(json.trim_end());
        return Ok(());
    }
    for line in checkup::lines(&checkup, &words) {
        ui.result(&line);
    }
    let page = folder.join("check.html").display().to_string();
    ui.result(&words.say(&Message::new("check-folder").text("page", page)));
    Ok(())
}

fn checkup(
    study: &Study,
    measured: &analyse::Measured,
    asides: &[set_aside::Aside],
    lists: Vec<List>,
    names_to_confirm: u64,
) -> Result<Checkup> {
    let grounds = check_counts::grounds(study, measured, &lists)?;
    let mut checkup = Checkup {
        schema_version: checkup::SCHEMA_VERSION,
        redtape_version: env!("CARGO_PKG_VERSION").to_owned(),
        study: measured.facts.clone(),
        attention: Vec::new(),
        files: check_counts::files(study, measured, asides)?,
        set_aside: check_counts::reasons(asides),
        lists,
        measures: checkup::abilities(&grounds),
        tables: report::tables::of_portal_totals(measured.frames(), &measured.facts)?,
        names_to_confirm,
    };
    checkup.attention = checkup::attention(&checkup);
    Ok(checkup)
}

/// Names that may be spellings of one, for the analyst to confirm; its header always.
fn names_to_confirm(names: &[NamePair]) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new("names-to-confirm.csv", &NamePair::HEADINGS)?;
    for pair in names {
        sheet.row(pair.row().iter().map(String::as_str))?;
    }
    sheet.bytes()
}

/// A folder of that name that holds anything else is somebody's own, and would be lost.
fn refuse_others(folder: &Path) -> Result<()> {
    refuse_no_folder(folder)?;
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !FILES.contains(&name.as_str()) {
            let shown = folder.display();
            return Err(Error::usage(format!("{shown} holds {name}, which redtape didn't write"))
                .help("move it away: the check-up takes that folder's place"));
        }
    }
    Ok(())
}

/// A folder for a session that is not published: removed when dropped.
pub(super) fn session_folder(study: &Study) -> Result<Temporary> {
    Temporary::session(study.machine.spill.as_deref()).map_err(|e| {
        Error::failed(format!("no folder for the session: {e}"))
            .help("set [machine] spill in study.toml to a folder with space")
    })
}
