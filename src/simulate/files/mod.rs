//! What a user's folder would hold: exports, register, study file; and the truth beside them.

mod names;
mod register;
mod tables;

use serde::Serialize;

use super::problem::Truth;
use super::province::Province;
use super::waits::OfStep;
use crate::error::{Error, Result};

/// The files of a study of this province, as paths relative to its folder, with their bytes.
///
/// `data/` and `register/` (CSV, Vietnamese headings), `study.toml`, and `truth.json`, which says what was
/// planted and which no study reads.
///
/// # Errors
/// If a file can't be written as text; no scenario that [`run`](super::run) accepts leads there.
pub fn files(province: &Province) -> Result<Vec<(String, Vec<u8>)>> {
    let shown = shown(province)?;
    Ok(vec![
        ("data/ho_so.csv".to_owned(), tables::dossiers(province, &shown)?),
        ("data/luot_xu_ly.csv".to_owned(), tables::runs(province, &shown)?),
        ("data/tam_dung.csv".to_owned(), tables::pauses(province, &shown)?),
        ("register/thu_tuc.csv".to_owned(), register::procedures(province)?),
        ("register/buoc.csv".to_owned(), register::steps(province)?),
        ("register/can_cu.csv".to_owned(), register::legal_texts(province)?),
        ("study.toml".to_owned(), study(province).into_bytes()),
        ("truth.json".to_owned(), truth(province)?),
    ])
}

/// Of each dossier, whether the export shows it.
fn shown(province: &Province) -> Result<Vec<bool>> {
    let Some(date) = &province.scenario.export.closed_from else {
        return Ok(vec![true; province.dossiers.len()]);
    };
    let from = province.world.day(date)?;
    let ended = |at| province.world.calendar.work(at) >= from;
    Ok(province.dossiers.iter().map(|dossier| dossier.result.is_some_and(ended)).collect())
}

/// A CSV file; with a byte order mark where `export`, as one-stop systems write it.
fn write_csv<'a, const N: usize>(
    export: bool,
    header: [&str; N],
    rows: impl Iterator<Item = [std::borrow::Cow<'a, str>; N]>,
) -> Result<Vec<u8>> {
    let start = if export { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::Writer::from_writer(start);
    let unwritable =
        |e: csv::Error| Error::failed("a table can't be written").detail(e.to_string());
    writer.write_record(header).map_err(unwritable)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell.as_bytes())).map_err(unwritable)?;
    }
    writer
        .into_inner()
        .map_err(|e| Error::failed("a table can't be written").detail(e.error().to_string()))
}

fn study(province: &Province) -> String {
    let scenario = &province.scenario;
    let mut text = format!(
        r#"# A study of a made-up province: `redtape run study.toml` makes results/ beside this file.

[study]
title = {title:?}
language = "vi"
zone = "Asia/Ho_Chi_Minh"
period = {period:?}
as_of = {as_of:?}
# Officers appear under pseudonyms made with this key.
pseudonym_key = "redtape-demo-{seed}"

[calendar]
default = "vietnam"
"#,
        title = scenario.title,
        period = scenario.period,
        as_of = scenario.as_of,
        seed = province.seed,
    );
    text += &input("data/ho_so.csv", "dossiers", &tables::DOSSIER_COLUMNS);
    text += &input("data/luot_xu_ly.csv", "runs", &tables::RUN_COLUMNS);
    text += &input("data/tam_dung.csv", "pauses", &tables::PAUSE_COLUMNS);
    text += r#"
[register]
procedures = "register/thu_tuc.csv"
steps = "register/buoc.csv"
legal_texts = "register/can_cu.csv"
"#;
    text
}

fn input(path: &str, kind: &str, columns: &[(&str, &str)]) -> String {
    let mut text = format!("\n[[input]]\npath = {path:?}\nkind = {kind:?}\n\n[input.columns]\n");
    for (heading, column) in columns.iter().filter(|(_, column)| !column.is_empty()) {
        text += &format!("{column} = {heading:?}\n");
    }
    text
}

#[derive(Serialize)]
struct TruthFile<'a> {
    scenario: &'a str,
    seed: u64,
    problems: &'a [Truth],
    /// What the runs of each step waited for, in truth.
    waits: Vec<OfStep<'a>>,
}

fn truth(province: &Province) -> Result<Vec<u8>> {
    let file = TruthFile {
        scenario: &province.scenario.name,
        seed: province.seed,
        problems: &province.world.truths,
        waits: province.waits.named(&province.world),
    };
    let mut bytes = serde_json::to_vec_pretty(&file)
        .map_err(|e| Error::failed("truth.json can't be written").detail(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
