//! One name for what the data spell in several ways, where the study says so.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::{Connection, params};

use super::feed;
use super::heading::{clean, key};
use super::reader::Asked;
use super::schema::database;
use crate::error::{Error, Result};
use crate::results::Message;
use crate::study::{Names, RegisterFile};

/// What is named, and the columns of `raw` that name it.
const NAMED: [(&str, &[(&str, &str)]); 3] = [
    (
        "agency",
        &[
            ("dossier", "agency"),
            ("dossier", "receiving_agency"),
            ("step_run", "agency"),
            ("portal_total", "agency"),
        ],
    ),
    ("unit", &[("step_run", "unit")]),
    ("step", &[("step_run", "step"), ("register_procedure_step", "step")]),
];

/// Names that a note shows; the study file has all.
const SHOWN: usize = 5;

/// Other spellings, each with what it names and the name that it stands for.
type Aliases = BTreeMap<(&'static str, String), String>;

/// Gives every agency, unit and step the name that the study file says, and notes those of its spellings
/// that the data don't have.
///
/// # Errors
/// If the file of names can't be read, or a spelling stands for two names.
pub(super) fn apply(names: &Names, conn: &Connection) -> Result<Vec<Message>> {
    let aliases = aliases(names)?;
    let mut unknown = Vec::new();
    for ((what, given), name) in &aliases {
        conn.execute("insert into raw.name_alias values (?, ?, ?)", params![what, given, name])
            .map_err(|e| database(&e))?;
        if !occurs(what, given, conn)? {
            unknown.push(given.as_str());
        }
    }
    for (what, columns) in NAMED {
        if !aliases.keys().any(|(of, _)| *of == what) {
            continue;
        }
        for (table, column) in columns {
            conn.execute_batch(&format!(
                "update raw.{table} set {column} = a.name from raw.name_alias as a
                 where a.what = '{what}' and a.given = raw.{table}.{column}"
            ))
            .map_err(|e| database(&e))?;
        }
    }
    if unknown.is_empty() {
        return Ok(Vec::new());
    }
    let shown: Vec<String> = unknown.iter().take(SHOWN).map(|name| format!("“{name}”")).collect();
    Ok(vec![
        Message::new("note-unknown-names")
            .count("n", unknown.len() as u64)
            .text("names", shown.join(", ")),
    ])
}

fn occurs(what: &str, given: &str, conn: &Connection) -> Result<bool> {
    for (_, columns) in NAMED.iter().filter(|(of, _)| *of == what) {
        for (table, column) in *columns {
            let sql = format!("select exists (select 1 from raw.{table} where {column} = ?)");
            if conn.query_row(&sql, [given], |row| row.get(0)).map_err(|e| database(&e))? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Those of the study file and of its file of pairs, each with the last name of its chain.
fn aliases(names: &Names) -> Result<Aliases> {
    let mut pairs: Vec<(&'static str, String, String)> = Vec::new();
    for (what, table) in [("agency", &names.agency), ("unit", &names.unit), ("step", &names.step)] {
        let cleaned = |(from, to): (&String, &String)| {
            (what, clean(from).into_owned(), clean(to).into_owned())
        };
        pairs.extend(table.iter().map(cleaned));
    }
    if let Some(file) = &names.file {
        pairs.extend(of_file(file)?);
    }
    let mut direct = Aliases::new();
    for (what, from, to) in pairs {
        if from == to {
            continue;
        }
        match direct.get(&(what, from.clone())) {
            Some(other) if *other != to => {
                return Err(Error::usage(format!(
                    "[names.{what}]: \"{from}\" stands for two names"
                ))
                .detail(format!("\"{other}\" and \"{to}\""))
                .help("leave one of the two"));
            }
            _ => direct.insert((what, from), to),
        };
    }
    let end = |what: &'static str, from: &str, to: &str| {
        let mut seen = BTreeSet::from([from.to_owned()]);
        let mut name = to.to_owned();
        while let Some(next) = direct.get(&(what, name.clone())) {
            if !seen.insert(name.clone()) {
                return Err(Error::usage(format!(
                    "[names.{what}]: \"{from}\" leads back to itself"
                ))
                .help("leave the name that is to stay on the right side alone"));
            }
            name.clone_from(next);
        }
        Ok(name)
    };
    direct
        .iter()
        .map(|((what, from), to)| Ok(((*what, from.clone()), end(what, from, to)?)))
        .collect()
}

/// Pairs of a file with the columns what, from and to. Where it has a column yes, as a list of proposals
/// has, only the rows count that are filled there.
fn of_file(file: &RegisterFile) -> Result<Vec<(&'static str, String, String)>> {
    let shown = &file.shown;
    let whole = feed::whole(&Asked::file(&file.path, shown))?;
    let header =
        whole.header.ok_or_else(|| Error::input(format!("{shown} has no row of headings")))?;
    let place = |name: &str| header.names.iter().position(|heading| key(heading) == name);
    let needed = |name: &str| {
        place(name).ok_or_else(|| {
            Error::input(format!("{shown} has no column {name}"))
                .detail(format!("headings found: {}", header.names.join(", ")))
                .help("a file of names has the columns what (agency, unit or step), from and to")
        })
    };
    let (what_at, from_at, to_at) = (needed("what")?, needed("from")?, needed("to")?);
    let yes_at = place("yes");
    let mut pairs = Vec::new();
    for (number, row) in whole.rows.iter().skip(header.data_from) {
        let cell = |at: usize| row.get(at).map(|text| clean(text).into_owned()).unwrap_or_default();
        let confirmed = yes_at.is_none_or(|yes| {
            !["", "no", "n", "0", "khong", "false"].contains(&key(&cell(yes)).as_str())
        });
        if !confirmed || row.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let (word, from, to) = (cell(what_at), cell(from_at), cell(to_at));
        let what = NAMED.iter().map(|(what, _)| *what).find(|what| key(&word) == *what);
        match what {
            Some(what) if !from.is_empty() && !to.is_empty() => pairs.push((what, from, to)),
            _ => {
                let found = format!("{word}, {from}, {to}");
                return Err(Error::input(format!(
                    "{shown}, row {number}: \"{found}\" can't be used"
                ))
                .help(
                    "give agency, unit or step, then the spelling, then the name it stands for",
                ));
            }
        }
    }
    Ok(pairs)
}
