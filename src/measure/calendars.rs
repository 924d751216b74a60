//! Which days a study's calendars must know, and what these are.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Int32Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::calendar::Passing;
use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::store::{Catalogue, Session};
use crate::study::{Calendar, Study};

/// The epoch of [`Frame`]'s dates.
const EPOCH: Date = date(1970, 1, 1);
/// One row: the days between which the bulk of the stamps lies.
const BULK: &str = "stage.stamp_bulk";

/// Fills `raw.calendar_day` for every calendar of the study with each day from the bulk's first to the last
/// stamp, and as far on as it knows days of due dates.
///
/// # Errors
/// If there is no stamp at all, or a calendar doesn't know the day of one.
pub(super) fn fill(study: &Study, session: &Session, catalogue: &Catalogue) -> Result<()> {
    let reach = Reach::of(session, catalogue)?;
    let zone = TimeZone::get(&study.zone).map_err(|e| {
        Error::usage(format!("zone {} is unknown", study.zone)).detail(e.to_string())
    })?;
    let mut seen = BTreeSet::new();
    let single = study.agency_calendars.values().chain(study.officer_calendars.values());
    let calendars: Vec<&Calendar> = std::iter::once(&study.calendar)
        .chain(single)
        .filter(|calendar| seen.insert(calendar.name().to_owned()))
        .collect();
    // A whole week before and after, so that weekly sums of open time are of whole weeks. All begin on one
    // day: what was stamped before it counts from it, whichever calendar it is.
    let week = jiff::ToSpan::days(7);
    let padded = reach.first.saturating_sub(week);
    let from = if calendars.iter().all(|calendar| calendar.covers(padded, reach.last)) {
        padded
    } else {
        reach.first
    };
    let ahead = reach.last.saturating_add(week).saturating_add(jiff::Span::new().days(reach.ahead));
    for calendar in calendars {
        let wanted = reach.due.map_or(ahead, |due| due.max(ahead));
        let to = calendar.last().map_or(wanted, |known| wanted.min(known)).max(reach.last);
        append_days(session, calendar, from, to, &zone)?;
    }
    Ok(())
}

/// The days that calendars should know.
struct Reach {
    first: Date,
    last: Date,
    due: Option<Date>,
    /// Days after the last one.
    ahead: i64,
}

impl Reach {
    fn of(session: &Session, catalogue: &Catalogue) -> Result<Self> {
        let span = session.query(include_str!("span.sql"))?;
        let (Some(first), Some(last)) = (day(&span, "first_on")?, day(&span, "last_on")?) else {
            return Err(Error::input("the files have no usable row with a date")
                .help("map the columns of what has happened (received, finished, result) in [input.columns]; docs/study.md says how dates may be written"));
        };
        let ahead = span.int("ahead_days")?.first().copied().flatten().unwrap_or(0);
        // Only what reaches over years can have a few stamps that lie far before all others.
        let years = first.saturating_add(jiff::ToSpan::years(2)) < last;
        let bulk = match catalogue.get(BULK).filter(|_| years) {
            Some(query) => day(&session.query(&query.body)?, "first_on")?,
            None => None,
        };
        Ok(Self { first: bulk.unwrap_or(first), last, due: day(&span, "due_on")?, ahead })
    }
}

fn day(said: &Frame, name: &str) -> Result<Option<Date>> {
    let days = said.int(name)?.first().copied().flatten();
    Ok(days.and_then(|d| EPOCH.checked_add(jiff::Span::new().try_days(d).ok()?).ok()))
}

fn append_days(
    session: &Session,
    calendar: &Calendar,
    from: Date,
    to: Date,
    zone: &TimeZone,
) -> Result<()> {
    let days = calendar.days(from, to).map_err(|e| match stamp_outside(session, calendar) {
        Ok(Some(stamp)) => e.detail(stamp),
        _ => e,
    })?;
    let small = |value: i64| i32::try_from(value).unwrap_or(0);
    let mut passing = Passing::new(zone.clone());
    let mut numbers: [Vec<i32>; 6] = Default::default();
    let mut dates = Vec::with_capacity(days.len());
    let mut starts = Vec::with_capacity(days.len());
    for day in &days {
        let passed = passing.day(day.date, &day.intervals)?;
        dates.push(day.date.since(EPOCH).map(|s| s.get_days()).unwrap_or_default());
        starts.push(passed.starts_utc_s.saturating_mul(1_000_000));
        for slot in 0..3 {
            let (open, close) = passed.intervals.get(slot).copied().unwrap_or((0, 0));
            for (column, value) in [(2 * slot, open), (2 * slot + 1, close)] {
                if let Some(column) = numbers.get_mut(column) {
                    column.push(small(value));
                }
            }
        }
    }
    let failed =
        |e: String| Error::failed(format!("calendar {} can't be written: {e}", calendar.name()));
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("calendar", Arc::new(StringArray::from(vec![calendar.name(); days.len()]))),
        ("day", Arc::new(Date32Array::from(dates))),
        ("starts_utc", Arc::new(TimestampMicrosecondArray::from(starts))),
    ];
    let names = ["open1_s", "close1_s", "open2_s", "close2_s", "open3_s", "close3_s"];
    for (name, values) in names.into_iter().zip(numbers) {
        columns.push((name, Arc::new(Int32Array::from(values))));
    }
    let closing: Int32Array = days.iter().map(|day| day.closing_s().map(small)).collect();
    columns.push(("closing_s", Arc::new(closing)));
    let kinds: Vec<&str> = days.iter().map(|day| day.kind.as_str()).collect();
    let reasons: Vec<&str> = days.iter().map(|day| day.reason.as_str()).collect();
    let flags = |of: fn(&crate::calendar::Day) -> bool| -> BooleanArray {
        days.iter().map(|d| Some(of(d))).collect()
    };
    columns.push(("kind", Arc::new(StringArray::from(kinds))));
    columns.push(("reason", Arc::new(StringArray::from(reasons))));
    columns.push(("counts", Arc::new(flags(|day| day.counts))));
    columns.push(("provisional", Arc::new(flags(|day| day.provisional))));
    let batch = RecordBatch::try_from_iter(columns).map_err(|e| failed(e.to_string()))?;
    let mut appender = session
        .conn()
        .appender_to_catalog_and_db("calendar_day", "raw", "main")
        .map_err(|e| failed(e.to_string()))?;
    appender.append_record_batch(batch).map_err(|e| failed(e.to_string()))?;
    appender.flush().map_err(|e| failed(e.to_string()))
}

/// A stamp of which the calendar doesn't know the day, in words of the data.
fn stamp_outside(session: &Session, calendar: &Calendar) -> Result<Option<String>> {
    let end = |date: Option<Date>| date.map_or("null".to_owned(), |d| format!("date '{d}'"));
    let (first, last) = (end(calendar.first()), end(calendar.last()));
    let said = session.query(&format!(
        "select concat(field, ' of ', dossier_id, ': ', strftime(stamp_at, '%Y-%m-%d %H:%M')) as said
         from ({}) as stamp
         where cast(stamp_at as date) < {first} or cast(stamp_at as date) > {last}
         order by stamp_at desc, dossier_id, field
         limit 1",
        include_str!("stamps.sql")
    ))?;
    Ok(said.text("said")?.first().cloned().flatten())
}
