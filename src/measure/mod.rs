//! From raw rows to measures: hands the study's parameters to SQL and runs the catalogue.

mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Int32Array, RecordBatch, StringArray};
use duckdb::params;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::progress::Progress;
use crate::store::{Catalogue, Session};
use crate::study::{Calendar, Officers, Period, Regime, Study};

/// The epoch of [`Frame`]'s dates.
const EPOCH: Date = date(1970, 1, 1);

/// Makes every relation of the catalogue from the rows that `load` left in `raw`.
///
/// # Errors
/// If there is no stamp at all, a calendar doesn't know a day of the data, or DuckDB fails.
pub fn all(
    study: &Study,
    session: &Session,
    catalogue: &Catalogue,
    progress: &dyn Progress,
) -> Result<()> {
    parameters(study, session)?;
    calendars(study, session)?;
    session.materialise(catalogue, progress)
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
    let (named, key) = match &study.officers {
        Officers::Named => (true, ""),
        Officers::Pseudonym { key } => (false, key.as_str()),
    };
    let failed =
        |e: duckdb::Error| Error::failed(format!("the study's parameters can't be written: {e}"));
    let conn = session.conn();
    conn.execute(
        "insert into raw.study values (
           cast(? as timestamp), cast(? as timestamp), cast(? as date), cast(? as date), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            study.as_of.map(|at| at.to_string()),
            as_of_utc(study)?,
            from,
            to,
            study.resolution.seconds(),
            study.calendar.office_day_s(),
            study.suppress_below,
            named,
            key,
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
            params![officer, calendar.name()],
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

/// Fills `raw.calendar_day` with every day that the data reach, for every calendar of the study.
fn calendars(study: &Study, session: &Session) -> Result<()> {
    let span = session.query(include_str!("span.sql"))?;
    let day = |name: &str| -> Result<Date> {
        let days = span.int(name)?.first().copied().flatten();
        days.and_then(|d| EPOCH.checked_add(jiff::Span::new().try_days(d).ok()?).ok()).ok_or_else(
            || {
                Error::input("the files have no usable row with a date")
                    .help("run `redtape check study.toml` and look at the reasons in set-aside.csv")
            },
        )
    };
    let (first, last) = (day("first_on")?, day("last_on")?);
    // A whole week before and after, so that weekly sums of open time are of whole weeks.
    let week = jiff::ToSpan::days(7);
    let padded = |date: Date, later: bool| {
        let moved = if later { date.checked_add(week) } else { date.checked_sub(week) };
        moved.unwrap_or(date)
    };
    let ahead = span.int("ahead_days")?.first().copied().flatten().unwrap_or(0);
    let mut seen = BTreeSet::new();
    let single = study.agency_calendars.values().chain(study.officer_calendars.values());
    for calendar in std::iter::once(&study.calendar).chain(single) {
        if seen.insert(calendar.name().to_owned()) {
            let (wide_first, wide_last) = (padded(first, false), padded(last, true));
            let far_last = wide_last.saturating_add(jiff::Span::new().days(ahead));
            let from = if calendar.covers(wide_first, last) { wide_first } else { first };
            let known = calendar.last().unwrap_or(far_last);
            let to = far_last.min(known).max(last);
            append_days(session, calendar, from, to)?;
        }
    }
    Ok(())
}

fn append_days(session: &Session, calendar: &Calendar, from: Date, to: Date) -> Result<()> {
    let days = calendar.days(from, to)?;
    let mut numbers: [Vec<i32>; 6] = Default::default();
    let mut dates = Vec::with_capacity(days.len());
    for day in &days {
        let since = day.date.since(EPOCH).map(|s| s.get_days()).unwrap_or_default();
        dates.push(since);
        for slot in 0..3 {
            let (open, close) = day.intervals.get(slot).copied().unwrap_or((0, 0));
            for (column, value) in [(2 * slot, open), (2 * slot + 1, close)] {
                if let Some(column) = numbers.get_mut(column) {
                    column.push(i32::try_from(value).unwrap_or(0));
                }
            }
        }
    }
    let failed =
        |e: String| Error::failed(format!("calendar {} can't be written: {e}", calendar.name()));
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("calendar", Arc::new(StringArray::from(vec![calendar.name(); days.len()]))),
        ("day", Arc::new(Date32Array::from(dates))),
    ];
    let names = ["open1_s", "close1_s", "open2_s", "close2_s", "open3_s", "close3_s"];
    for (name, values) in names.into_iter().zip(numbers) {
        columns.push((name, Arc::new(Int32Array::from(values))));
    }
    let kinds: Vec<&str> = days.iter().map(|day| day.kind.as_str()).collect();
    let reasons: Vec<&str> = days.iter().map(|day| day.reason.as_str()).collect();
    let counts: Vec<bool> = days.iter().map(|day| day.counts).collect();
    columns.push(("kind", Arc::new(StringArray::from(kinds))));
    columns.push(("reason", Arc::new(StringArray::from(reasons))));
    columns.push(("counts", Arc::new(BooleanArray::from(counts))));
    let batch = RecordBatch::try_from_iter(columns).map_err(|e| failed(e.to_string()))?;
    let mut appender = session
        .conn()
        .appender_to_catalog_and_db("calendar_day", "raw", "main")
        .map_err(|e| failed(e.to_string()))?;
    appender.append_record_batch(batch).map_err(|e| failed(e.to_string()))?;
    appender.flush().map_err(|e| failed(e.to_string()))
}
