//! From raw rows to measures: hands the study's parameters to SQL and runs the catalogue.

mod calendars;
mod rows;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use duckdb::params;
use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::progress::Progress;
use crate::store::{Catalogue, Session};
use crate::study::{Period, Regime, Study};

pub use rows::lost_rows;

/// What stands in the officers' column where the one-stop counter is meant and nobody in it.
const COUNTER: &str = "Cán bộ một cửa";

/// Makes every relation of the catalogue from the rows that `load` left in `raw`.
///
/// # Errors
/// If there is no stamp at all, no file gives a dossier, a calendar doesn't know a day of the data, or
/// DuckDB fails.
pub fn all(
    study: &Study,
    session: &Session,
    catalogue: &Catalogue,
    progress: &dyn Progress,
) -> Result<()> {
    parameters(study, session)?;
    calendars::fill(study, session, catalogue)?;
    session.materialise(catalogue, progress)?;
    rows::given(session)
}

/// Relations as frames, by name.
///
/// # Errors
/// If one can't be read.
pub fn frames<'a>(
    session: &Session,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeMap<String, Frame>> {
    let names: BTreeSet<&str> = names.into_iter().collect();
    names.into_iter().map(|name| Ok((name.to_owned(), session.frame(name)?))).collect()
}

fn parameters(study: &Study, session: &Session) -> Result<()> {
    session.execute(include_str!("raw_study.sql"))?;
    let (from, to) = match study.period {
        Period::All => (None, None),
        Period::Between { from, to } => (Some(from.to_string()), Some(to.to_string())),
    };
    let failed =
        |e: duckdb::Error| Error::failed(format!("the study's parameters can't be written: {e}"));
    let conn = session.conn();
    conn.execute(
        "insert into raw.study values (
           cast(? as timestamp), cast(? as timestamp), cast(? as date), cast(? as date), ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            study.as_of.map(|at| at.to_string()),
            as_of_utc(study)?,
            from,
            to,
            study.resolution.seconds(),
            study.calendar.office_day_s(),
            study.suppress_below,
            study.officers.shown(COUNTER).as_ref(),
            study.calendar.name(),
            study.find.bulk_size,
            study.waits.batch_size,
            study.waits.batch_gap_s,
        ],
    )
    .map_err(failed)?;
    for (agency, calendar) in &study.agency_calendars {
        conn.execute(
            "insert into raw.agency_calendar values (?, ?)",
            params![agency, calendar.name()],
        )
        .map_err(failed)?;
    }
    deadlines(study, session)?;
    for (officer, calendar) in &study.officer_calendars {
        conn.execute(
            "insert into raw.officer_calendar values (?, ?)",
            params![study.officers.shown(officer).as_ref(), calendar.name()],
        )
        .map_err(failed)?;
    }
    vocabulary::fill(study, session)?;
    for (step, note) in &study.steps {
        if let Some(role) = note.role {
            conn.execute("insert into raw.step_role values (?, ?)", params![step, role.as_str()])
                .map_err(failed)?;
        }
        for consequence in &note.consequence {
            conn.execute(
                "insert into raw.step_consequence values (?, ?)",
                params![step, consequence],
            )
            .map_err(failed)?;
        }
    }
    // What the study says of a name it says of its other spellings.
    for (table, column, what) in [
        ("agency_calendar", "agency", "agency"),
        ("step_role", "step", "step"),
        ("step_consequence", "step", "step"),
        ("step_consequence", "consequence", "step"),
    ] {
        session.execute(&format!(
            "update raw.{table} set {column} = a.name from raw.name_alias as a
             where a.what = '{what}' and a.given = raw.{table}.{column}"
        ))?;
    }
    Ok(())
}

/// The instant in UTC up to which everything is known, where the study says it.
fn as_of_utc(study: &Study) -> Result<Option<String>> {
    let Some(at) = study.as_of else { return Ok(None) };
    let placed = TimeZone::get(&study.zone).and_then(|zone| {
        let stamp = zone.to_ambiguous_timestamp(at).compatible()?;
        Ok(TimeZone::UTC.to_datetime(stamp).to_string())
    });
    placed.map(Some).map_err(|e| {
        Error::usage(format!("as-of {at} can't be placed in zone {}", study.zone))
            .detail(e.to_string())
    })
}

fn deadlines(study: &Study, session: &Session) -> Result<()> {
    let failed =
        |e: duckdb::Error| Error::failed(format!("the rules of deadlines can't be written: {e}"));
    let set = &study.deadline;
    session
        .conn()
        .execute(
            "insert into raw.deadline values (?, ?, ?, ?)",
            params![
                set.received_until_s,
                set.same_day_until_s,
                set.roll,
                set.after_supplement.map(Regime::as_str),
            ],
        )
        .map_err(failed)?;
    for (procedure, until) in &set.procedures {
        session
            .conn()
            .execute("insert into raw.deadline_procedure values (?, ?)", params![procedure, until])
            .map_err(failed)?;
    }
    Ok(())
}
