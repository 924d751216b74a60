//! `redtape check`: loads a study's files and says what was found, without analysing them.

use super::CheckArgs;
use super::ui::Ui;
use super::{analyse, set_aside};
use crate::error::{Error, Result};
use crate::store::Session;
use crate::study::Study;
use crate::words::{Language, Words};

pub(super) fn run(args: &CheckArgs, ui: &Ui) -> Result<()> {
    let study = Study::open(&args.study)?;
    let folder = session_folder(&study)?;
    let session =
        Session::create(&folder.path().join("study.duckdb"), folder.path(), &study.machine)?;
    let measured = analyse::measured(&study, session, ui)?;
    let words = Words::new(Language::En, measured.facts.office_day_s);
    ui.finish();
    for line in set_aside::lines(&measured.session, &measured.facts, &words)? {
        ui.result(&line);
    }
    let facts = &measured.facts;
    ui.result(&format!(
        "{} dossiers ({} open at {}), {} step runs; period {} to {}; {} weeks of evidence",
        facts.dossiers,
        facts.open_dossiers,
        facts.as_of,
        facts.step_runs,
        facts.period[0],
        facts.period[1],
        facts.evidence_weeks
    ));
    for note in &facts.notes {
        ui.result(&format!("note: {}", words.say(note)));
    }
    Ok(())
}

/// A folder for a session that is not published: removed when dropped.
pub(super) fn session_folder(study: &Study) -> Result<tempfile::TempDir> {
    let made = match &study.machine.spill {
        Some(folder) => std::fs::create_dir_all(folder)
            .and_then(|()| tempfile::Builder::new().prefix("redtape-").tempdir_in(folder)),
        None => tempfile::Builder::new().prefix("redtape-").tempdir(),
    };
    made.map_err(|e| {
        Error::failed(format!("no folder for the session: {e}"))
            .help("set [machine] spill in study.toml to a folder with space")
    })
}
