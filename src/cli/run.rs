//! `redtape run`: a whole study, from its files to a folder of results.

use std::path::{Path, PathBuf};

use super::check::session_folder;
use super::manifest::Clock;
use super::ui::Ui;
use super::{OutputArgs, RunArgs, analyse, manifest, set_aside};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::report;
use crate::results::Results;
use crate::store::{Building, Kept, Session, refuse_no_folder};
use crate::study::Study;
use crate::words::{Language, Words};

/// Recommendations that the terminal shows.
const SHOWN: usize = 5;
/// Results of which nothing says up to which day they are.
const UNDATED: &str = "undated";

pub(super) fn run(args: &RunArgs, ui: &Ui) -> Result<()> {
    let (results, folder) = publish(&args.study, &args.output, ui)?;
    show(&results, &folder, &args.output, ui)
}

/// Runs the study of a file and publishes its results beside it.
pub(super) fn publish(
    study_file: &Path,
    output: &OutputArgs,
    ui: &Ui,
) -> Result<(Results, PathBuf)> {
    let clock = Clock::start();
    let study = &Study::open(study_file)?;
    let results_folder = study.dir.join("results");
    refuse_others(&results_folder)?;
    let building = Building::begin(&results_folder)?;
    let session_folder = session_folder(study)?;
    let session = Session::create(
        &building.path().join("study.duckdb"),
        session_folder.path(),
        &study.machine,
    )?;
    let measured = analyse::measured(study, session, ui)?;
    let results = analyse::results(study, &measured)?;
    let words =
        Words::new(output.lang.map_or(study.language, Language::from), results.study.office_day_s);
    let drawn = analyse::drawn(&results, &words, ui)?;

    ui.phase("write", None);
    for (name, svg) in &drawn.svg {
        building.write(&format!("charts/{name}.svg"), svg.as_bytes())?;
    }
    for (name, png) in &drawn.png {
        building.write(&format!("charts/{name}.png"), png)?;
    }
    let charts = report::charts_json::charts_json(&results, &drawn.sizes, &words)?;
    building.write("charts/charts.json", charts.as_bytes())?;
    let page = report::html::html(&results, &drawn.inline, crate::draw::font_css(), &words)?;
    building.write("report.html", page.as_bytes())?;
    building.write("results.json", report::json::results_json(&results)?.as_bytes())?;
    let table = report::recommendations_csv::recommendations_csv(&results, &words)?;
    building.write("recommendations.csv", table.as_bytes())?;
    let asides = set_aside::all(&measured.session, &measured.sources)?;
    building.write("set-aside.csv", &set_aside::csv(&asides, &results.study, &words)?)?;
    let english = Words::new(Language::En, results.study.office_day_s);
    for line in set_aside::lines(&asides, &results.study, &english) {
        ui.say(&line);
    }
    measured.session.publish()?;
    building.write(
        "manifest.json",
        manifest::manifest(&results, study, &building, &clock)?.as_bytes(),
    )?;
    let name = results.study.as_of.get(..10).unwrap_or(UNDATED).to_owned();
    let (folder, kept) = building.publish_keeping(&name)?;
    for file in &kept {
        ui.say(&said(file));
    }
    ui.finish();
    Ok((results, folder))
}

/// What became of a file in the earlier results that isn't as redtape wrote it.
fn said(kept: &Kept) -> String {
    let Kept { file, as_file, changed } = kept;
    let why = if *changed { "was changed since redtape wrote it" } else { "isn't redtape's" };
    if as_file == file {
        format!("{file} {why}: kept in the new results")
    } else {
        format!("{file} {why}: kept as {as_file}")
    }
}

/// Refuses anything but folders where results will lie, before the work and not after it: only the data
/// say of which day they are.
fn refuse_others(results: &Path) -> Result<()> {
    if !results.is_dir() {
        return refuse_no_folder(results);
    }
    let failed = |e| Error::failed(format!("{} can't be read: {e}", results.display()));
    for entry in std::fs::read_dir(results).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let day = name.to_str().is_some_and(|name| {
            name == UNDATED || name.len() == 10 && name.parse::<jiff::civil::Date>().is_ok()
        });
        if day {
            refuse_no_folder(&results.join(name))?;
        }
    }
    Ok(())
}

/// The first recommendations and where the report lies, on standard output.
pub(super) fn show(results: &Results, folder: &Path, output: &OutputArgs, ui: &Ui) -> Result<()> {
    if output.json {
        ui.result(report::json::results_json(results)?.trim_end());
        return Ok(());
    }
    let words = Words::new(Language::En, results.study.office_day_s);
    if results.recommendations.is_empty() {
        ui.result("No recommendation stands on these data.");
    }
    for recommendation in results.recommendations.iter().take(SHOWN) {
        let confirm = if recommendation.confirm { " (to be confirmed by an analyst)" } else { "" };
        ui.result(&format!(
            "{}. {}{confirm}",
            recommendation.rank,
            words.say(&recommendation.title)
        ));
        let saved =
            recommendation.saving.as_ref().map(|s| report::saved(s, &results.study, &words));
        if let Some(report::Saved { value, range }) = saved {
            ui.result(&format!("   saves {value} ({range})"));
        }
    }
    ui.result(&format!("Report: {}", folder.join("report.html").display()));
    Ok(())
}
