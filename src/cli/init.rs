//! `redtape init`: a study file from a first look at the files.

use std::io::Write;
use std::path::Path;

use super::InitArgs;
use super::ui::Ui;
use crate::error::{Error, Result};
use crate::load::{self, Question};
use crate::store::Temporary;

const STUDY_FILE: &str = "study.toml";

pub(super) fn run(args: &InitArgs, ui: &Ui) -> Result<()> {
    refuse_existing(Path::new(STUDY_FILE))?;
    let proposal = load::propose(&args.files, &mut |question| answer(question, args.yes, ui))?;
    for line in proposal.describe() {
        ui.say(&line);
    }
    if !args.yes && !ui.confirm("Write study.toml with this mapping?")? {
        ui.say("Nothing was written.");
        return Ok(());
    }
    write_new(Path::new(STUDY_FILE), &proposal.to_toml())?;
    ui.result("Wrote study.toml. Read it, then: redtape run study.toml");
    Ok(())
}

/// What a person says, or where nobody is asked, what is safe.
///
/// # Errors
/// Of kind `Usage` where nothing is safe and nobody says; names the key that settles it.
fn answer(question: &Question, yes: bool, ui: &Ui) -> Result<usize> {
    let chosen =
        if yes { None } else { ui.choose(&question.asks, &question.answers, question.default)? };
    chosen.or(question.default).ok_or_else(|| {
        let mut error = Error::usage(question.asks.clone());
        for answer in &question.answers {
            error = error.detail(answer.clone());
        }
        error.help(format!(
            "run init without --yes and answer, or write study.toml by hand with {}",
            question.key
        ))
    })
}

fn refuse_existing(path: &Path) -> Result<()> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(Error::usage("there is a study.toml in this folder already")
            .help("move it away, or begin the new study in a folder of its own"));
    }
    Ok(())
}

/// Writes a file that must not exist yet, whole or not at all.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let denied =
        |e: std::io::Error| Error::failed(format!("{} can't be written: {e}", path.display()));
    let folder = Temporary::building(Path::new(".")).map_err(denied)?;
    let mut file = tempfile::NamedTempFile::new_in(folder.path()).map_err(denied)?;
    file.write_all(text.as_bytes()).map_err(denied)?;
    file.persist_noclobber(path).map_err(|e| denied(e.error))?;
    Ok(())
}
