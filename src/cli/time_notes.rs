//! What a reader must know of how time was counted: what waits begin with, deadlines beside the given due
//! dates, agencies whose days are of another length, and days of which a calendar knows nothing, or nothing
//! for certain.

use crate::error::Result;
use crate::results::Message;
use crate::store::Session;
use crate::study::Study;

/// # Errors
/// If a relation can't be read.
pub(super) fn notes(study: &Study, session: &Session) -> Result<Vec<Message>> {
    let mut notes: Vec<Message> = enabling(session)?.into_iter().collect();
    notes.extend(deadlines(session)?);
    notes.extend(other_days(study, session)?);
    notes.extend(unknown_days(session)?);
    notes.extend(provisional_days(session)?);
    Ok(notes)
}

/// What the moments rest on from which runs could begin, as shares of all runs; nothing where all are
/// recorded.
fn enabling(session: &Session) -> Result<Option<Message>> {
    let said = session.query(
        "select
           cast(sum(n) as bigint) as n,
           cast(sum(n_recorded) as bigint) as recorded,
           cast(sum(n_from_finish) as bigint) as finish,
           cast(sum(n_from_receipt) as bigint) as receipt,
           cast(sum(n_unknown) as bigint) as unknown
         from measure.time_basis",
    )?;
    let count = |name: &str| -> Result<u64> {
        let value = said.int(name)?.first().copied().flatten();
        Ok(value.and_then(|v| u64::try_from(v).ok()).unwrap_or(0))
    };
    let n = count("n")?;
    if n == count("recorded")? {
        return Ok(None);
    }
    let mut note = Message::new("note-enabling").count("n", n);
    for name in ["recorded", "finish", "receipt", "unknown"] {
        #[expect(clippy::cast_precision_loss, reason = "runs of a country stay below 2^53")]
        let share = count(name)? as f64 / n as f64;
        note = note.share(name, share);
    }
    Ok(Some(note))
}

/// Given due dates beside the deadlines that the register's days give, and what stops do to them.
fn deadlines(session: &Session) -> Result<Vec<Message>> {
    let said = session.query(
        "select
           rule,
           cast(sum(n) as bigint) as n,
           cast(sum(n_equal) as bigint) as n_equal,
           cast(sum(n_later) as bigint) as n_later,
           cast(sum(n_earlier) as bigint) as n_earlier
         from measure.deadline_match
         where rule = 'no_stop' or fits_best
         group by rule
         order by rule = 'no_stop' desc",
    )?;
    let column = |name: &str| -> Result<Vec<u64>> {
        let values = said.int(name)?.iter();
        Ok(values.map(|v| v.and_then(|v| u64::try_from(v).ok()).unwrap_or(0)).collect())
    };
    let (n, equal) = (column("n")?, column("n_equal")?);
    let (later, earlier) = (column("n_later")?, column("n_earlier")?);
    let mut notes = Vec::new();
    for (at, rule) in said.text("rule")?.iter().enumerate() {
        let Some(rule) = rule.as_deref() else { continue };
        let of = |values: &[u64]| values.get(at).copied().unwrap_or(0);
        let note = match rule {
            "no_stop" => Message::new("note-deadline"),
            rule => Message::new("note-deadline-stopped")
                .said("regime", Message::new(format!("regime-{rule}"))),
        };
        notes.push(
            note.count("n", of(&n))
                .count("equal", of(&equal))
                .count("later", of(&later))
                .count("earlier", of(&earlier)),
        );
    }
    Ok(notes)
}

/// Agencies of the data whose working day is longer or shorter than the study's.
fn other_days(study: &Study, session: &Session) -> Result<Option<Message>> {
    let day_s = study.calendar.office_day_s();
    let said = session.query(
        "select cast(agency as varchar) as said from stage.agency_calendar where agency <> '' order by agency",
    )?;
    let differs = |agency: &&String| {
        let own = study.agency_calendars.get(agency.as_str());
        own.is_some_and(|calendar| calendar.office_day_s() != day_s)
    };
    let n = said.text("said")?.iter().flatten().filter(differs).count() as u64;
    #[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
    let hours = day_s as f64 / 3_600.0;
    Ok((n > 0).then(|| Message::new("note-other-day").count("n", n).number("hours", hours)))
}

/// Due dates and receipts on days that the calendar of their dossier doesn't know.
fn unknown_days(session: &Session) -> Result<Vec<Message>> {
    let said = session.query(
        "with known as (
           select calendar, min(day) as first_on, max(day) as last_on from model.calendar_day group by calendar
         )
         select
           count(*) filter (where cast(d.due_at as date) not between k.first_on and k.last_on
             or cast(d.first_due_at as date) not between k.first_on and k.last_on) as due,
           count(*) filter (where cast(d.received_at as date) < k.first_on) as received,
           cast(min(k.first_on) as varchar) as first_on,
           cast(min(k.last_on) as varchar) as last_on
         from model.dossier as d
         join known as k on k.calendar = d.calendar",
    )?;
    let text = |name: &str| -> Result<String> {
        Ok(said.text(name)?.first().cloned().flatten().unwrap_or_default())
    };
    let mut notes = Vec::new();
    for (column, key) in [("due", "note-due-beyond-calendar"), ("received", "note-before-calendar")]
    {
        let n = said.int(column)?.first().copied().flatten().unwrap_or(0);
        if let Ok(n @ 1..) = u64::try_from(n) {
            let note = Message::new(key).count("n", n);
            notes.push(note.text("first", text("first_on")?).text("last", text("last_on")?));
        }
    }
    Ok(notes)
}

/// Days not decided when the calendar was written, where the time of a dossier or its deadline goes over them.
fn provisional_days(session: &Session) -> Result<Option<Message>> {
    let said = session.query(
        "with provisional as (
           select calendar, day from model.calendar_day where provisional
         ),
         known as (
           select calendar, max(day) as last_on from model.calendar_day group by calendar
         ),
         dossier as (
           select
             d.calendar,
             cast(d.received_at as date) as from_on,
             greatest(
               cast(d.end_at as date),
               case when cast(d.due_at as date) <= k.last_on then cast(d.due_at as date) end,
               case when cast(d.first_due_at as date) <= k.last_on then cast(d.first_due_at as date) end
             ) as to_on
           from model.dossier as d
           join known as k on k.calendar = d.calendar
         )
         select
           count(*) as n,
           (select cast(min(day) as varchar) from provisional) as first_on,
           (select cast(max(day) as varchar) from provisional) as last_on
         from dossier as d
         where exists (
           select 1 from provisional as p where p.calendar = d.calendar and p.day between d.from_on and d.to_on
         )",
    )?;
    let n = said.int("n")?.first().copied().flatten().unwrap_or(0);
    let text = |name: &str| -> Result<String> {
        Ok(said.text(name)?.first().cloned().flatten().unwrap_or_default())
    };
    Ok(match u64::try_from(n) {
        Ok(n @ 1..) => Some(
            Message::new("note-provisional-days")
                .count("n", n)
                .text("first", text("first_on")?)
                .text("last", text("last_on")?),
        ),
        _ => None,
    })
}
