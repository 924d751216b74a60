//! `.xes`: dossiers as traces, the moments of their step runs as events; stopped clocks stay a CSV, for
//! which the standard has no place.

use std::io::Write;
use std::iter::Peekable;

use csv::StringRecord;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_xml::escape::escape;

use super::{Export, failed};
use crate::error::Result;
use crate::simulate::Table;

/// Of Vietnam, where the made-up provinces lie.
const OFFSET: &str = "+07:00";
/// What the standard extensions name; the rest goes by its heading.
const STANDARD: [(&str, &str); 4] = [
    ("dossier_id", "concept:name"),
    ("step", "concept:name"),
    ("unit", "org:group"),
    ("officer", "org:resource"),
];
/// The moments of a run, as columns and as the standard calls them.
const MOMENTS: [(&str, &str); 3] =
    [("enabled_at", "schedule"), ("started_at", "start"), ("finished_at", "complete")];

pub(super) fn convert(export: &Export<'_>) -> Result<()> {
    let path = "data/ho_so.xes";
    let mut log = export.begin(path)?;
    write(export, path, &mut log)?;
    log.flush().map_err(|e| failed(path, &e))?;
    replace(export, path)
}

pub(super) fn convert_packed(export: &Export<'_>) -> Result<()> {
    let path = "data/ho_so.xes.gz";
    let mut log = GzEncoder::new(export.begin(path)?, Compression::default());
    write(export, path, &mut log)?;
    let mut file = log.finish().map_err(|e| failed(path, &e))?;
    file.flush().map_err(|e| failed(path, &e))?;
    replace(export, path)
}

fn replace(export: &Export<'_>, path: &str) -> Result<()> {
    let columns = Table::DOSSIERS.columns.iter().chain(Table::RUNS.columns);
    let mut mapped: Vec<(&str, &str)> = Vec::new();
    for &(heading, column) in columns {
        let moment = MOMENTS.iter().any(|(known, _)| *known == column);
        let known = mapped.iter().any(|(_, known)| *known == column);
        if !moment && !known && !matches!(column, "dossier_id" | "step") {
            mapped.push((key(heading, column), column));
        }
    }
    let input = Table { path: "", kind: "xes", columns: &mapped }.input(path);
    export.replace(&[&Table::DOSSIERS, &Table::RUNS], &input)
}

/// Both tables are in the order of dossiers: each run is met when its dossier is.
fn write(export: &Export<'_>, path: &str, log: &mut dyn Write) -> Result<()> {
    let unwritten = |e: std::io::Error| failed(path, &e);
    log.write_all(HEAD.as_bytes()).map_err(unwritten)?;
    let mut runs = export.rows(&Table::RUNS)?.peekable();
    for dossier in export.rows(&Table::DOSSIERS)? {
        let dossier = dossier.map_err(|e| failed(path, &e))?;
        log.write_all(b"<trace>\n").map_err(unwritten)?;
        for (&(heading, column), value) in Table::DOSSIERS.columns.iter().zip(&dossier) {
            attribute(log, heading, column, value).map_err(unwritten)?;
        }
        let id = dossier.get(0).unwrap_or_default();
        let mut nth = 0;
        while let Some(run) = next_of(&mut runs, id).map_err(|e| failed(path, &e))? {
            nth += 1;
            events(log, &run, nth).map_err(unwritten)?;
        }
        log.write_all(b"</trace>\n").map_err(unwritten)?;
    }
    log.write_all(b"</log>\n").map_err(unwritten)
}

type Row = csv::Result<StringRecord>;

/// The next run, if it is of this dossier.
fn next_of(
    runs: &mut Peekable<impl Iterator<Item = Row>>,
    id: &str,
) -> csv::Result<Option<StringRecord>> {
    let fits = |row: &Row| row.as_ref().map_or(true, |run| run.get(0) == Some(id));
    runs.next_if(fits).transpose()
}

/// The moments of a run: the officer is known when it is begun, the outcome when it is done.
fn events(log: &mut dyn Write, run: &StringRecord, nth: usize) -> std::io::Result<()> {
    let columns = || Table::RUNS.columns.iter().zip(run);
    for (nth_moment, (moment, transition)) in MOMENTS.into_iter().enumerate() {
        let at = columns().find(|((_, column), _)| *column == moment).map_or("", |(_, at)| at);
        if at.is_empty() {
            continue;
        }
        log.write_all(b"<event>\n")?;
        for (&(heading, column), value) in columns() {
            let known_from = match column {
                "officer" => 1,
                "outcome" => 2,
                _ => 0,
            };
            let moment = MOMENTS.iter().any(|(known, _)| *known == column);
            if !moment && column != "dossier_id" && nth_moment >= known_from {
                attribute(log, heading, column, value)?;
            }
        }
        string(log, "concept:instance", &nth.to_string())?;
        string(log, "lifecycle:transition", transition)?;
        date(log, "time:timestamp", at)?;
        log.write_all(b"</event>\n")?;
    }
    Ok(())
}

fn key<'a>(heading: &'a str, column: &str) -> &'a str {
    STANDARD.iter().find(|(known, _)| *known == column).map_or(heading, |(_, key)| *key)
}

fn attribute(log: &mut dyn Write, heading: &str, column: &str, value: &str) -> std::io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let key = key(heading, column);
    if column.ends_with("_at") { date(log, key, value) } else { string(log, key, value) }
}

fn string(log: &mut dyn Write, key: &str, value: &str) -> std::io::Result<()> {
    writeln!(log, r#"<string key="{key}" value="{}"/>"#, escape(value))
}

/// `dd/MM/yyyy HH:mm:ss` as the standard has it.
fn date(log: &mut dyn Write, key: &str, value: &str) -> std::io::Result<()> {
    let (day, time) = value.split_once(' ').unwrap_or((value, "00:00:00"));
    let mut parts: Vec<&str> = day.split('/').collect();
    parts.reverse();
    writeln!(log, r#"<date key="{key}" value="{}T{time}{OFFSET}"/>"#, parts.join("-"))
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
"#;
