//! Rows that are events into step runs: one pairing for logs and tables.
//!
//! A file whose rows are events fills `raw.event`, typed like any runs, the event's own time in
//! `finished_at`. Here they are sorted by dossier and time and paired; what comes out are rows of
//! `raw.step_run`, each under the number of the row that stands for it, and the holds of runs.

mod stream;
mod write;

use duckdb::{Connection, params};

use super::batch::Plan;
use super::columns::utc_name;
use super::lifecycle::{Lifecycle, Transition};
use super::schema::database;
use crate::error::{Error, Result};
use crate::results::Message;
use crate::study::{FieldType, InputKind, fields};

/// Words of a lifecycle that a message names.
const SHOWN_WORDS: usize = 12;

/// What pairing says of a file.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub rows_set_aside: u64,
    pub notes: Vec<Message>,
}

/// A word of the file's lifecycle.
struct Word {
    text: String,
    transition: Option<Transition>,
    events: u64,
}

/// Turns the events of a file, which `raw.event` holds, into runs; empties it.
///
/// # Errors
/// Of kind `Input` where no event has a time, or none of them makes a run; says which words stand there.
pub(super) fn into_runs(
    conn: &Connection,
    shown: &str,
    file_no: i32,
    plan: &Plan,
    lifecycle: &Lifecycle,
) -> Result<Said> {
    let heading = |column: &str| {
        let found = plan.columns.iter().find(|(field, _)| field.name == column);
        found.map_or("", |(_, heading)| heading.as_str()).to_owned()
    };
    let (time, attribute) = (heading("finished_at"), heading("lifecycle"));
    let words = words(conn, lifecycle)?;
    let events: u64 = words.iter().map(|word| word.events).sum();
    if events == 0 {
        return Ok(Said::default());
    }
    keep_words(conn, file_no, &words)?;
    let mut said = Said {
        rows_set_aside: aside(conn, &time, "''", "finished_at is null", "aside-missing")?,
        notes: Vec::new(),
    };
    if said.rows_set_aside == events {
        return Err(Error::input(format!("{shown}: no event has a \"{time}\"")).help(
            "map finished_at in [input.columns] to the attribute that has the time of an event",
        ));
    }
    first_and_last(conn, file_no)?;
    let unknown: Vec<&Word> = words.iter().filter(|word| word.transition.is_none()).collect();
    let simple = words.iter().all(|word| word.transition == Some(Transition::Finish));
    if simple {
        execute(
            conn,
            "insert into raw.step_run select * from raw.event where finished_at is not null",
        )?;
        execute(conn, "truncate raw.event")?;
        return Ok(said);
    }
    said.rows_set_aside += aside(
        conn,
        &attribute,
        "lifecycle",
        "finished_at is not null and lifecycle in (select word from raw.lifecycle_word where transition is null)",
        "aside-lifecycle-word",
    )?;
    if !unknown.is_empty() {
        said.notes.push(
            Message::new("note-lifecycle-words")
                .text("file", shown)
                .text("column", attribute.clone())
                .text("words", listed(&unknown))
                .count("n", unknown.iter().map(|word| word.events).sum()),
        );
    }
    let by_number = numbers_pair(conn, file_no)?;
    if by_number == Some(false) {
        said.notes.push(
            Message::new("note-instances-unpaired")
                .text("file", shown)
                .text("column", heading("instance")),
        );
    }
    let made = stream::pairs(conn, file_no, by_number.unwrap_or(false))?;
    if made.runs == 0 {
        let all: Vec<&Word> = words.iter().collect();
        return Err(no_run(shown, events, &attribute, &all, &unknown));
    }
    write::runs(conn, file_no, plan, &made)?;
    said.rows_set_aside += aside(
        conn,
        &attribute,
        "lifecycle",
        "row_no in (select event_row_no from raw.run_event where row_no is null)",
        "aside-no-run",
    )?;
    if made.without_run > 0 {
        said.notes.push(
            Message::new("note-events-without-run")
                .text("file", shown)
                .count("n", made.without_run),
        );
    }
    execute(
        conn,
        "truncate raw.event; truncate raw.pair; delete from raw.run_event where row_no is null",
    )?;
    Ok(said)
}

/// Parts of runs by their stamps, each with the part that may go on with it in another file: what was
/// started with what was finished, then what was handed over with what was started or finished.
const HALVES: [(&str, &str); 2] = [
    (
        "r.started_utc is not null and coalesce(r.finished_utc, r.ended_utc) is null",
        "coalesce(r.enabled_utc, r.started_utc) is null and coalesce(r.finished_utc, r.ended_utc) is not null",
    ),
    (
        "r.enabled_utc is not null and coalesce(r.started_utc, r.finished_utc, r.ended_utc) is null",
        "r.enabled_utc is null and coalesce(r.started_utc, r.finished_utc, r.ended_utc) is not null",
    ),
];

/// Puts together the runs that begin in one file of events and end in another: a beginning, and next of
/// that step what can only go on with it. Says how many.
pub(super) fn across_files(conn: &Connection) -> Result<Option<Message>> {
    let files: u64 = conn
        .query_row("select count(distinct file_no) from raw.lifecycle_word", [], |row| row.get(0))
        .map_err(|e| database(&e))?;
    if files < 2 {
        return Ok(None);
    }
    let mut n = 0;
    for (begins, ends) in HALVES {
        n += joined(conn, begins, ends)?;
    }
    Ok((n > 0).then(|| Message::new("note-steps-across-files").count("n", n)))
}

fn joined(conn: &Connection, begins: &str, ends: &str) -> Result<u64> {
    execute(
        conn,
        &format!(
            "create or replace table raw.halved as
             with
             half as (
               select
                 r.file_no,
                 r.row_no,
                 r.dossier_id,
                 r.step,
                 {begins} as begins,
                 coalesce(r.started_utc, r.enabled_utc, r.finished_utc, r.ended_utc) as at_utc
               from raw.step_run as r
               where r.file_no in (select file_no from raw.lifecycle_word)
                 and (({begins}) or ({ends}))
             ),
             followed as (
               select
                 file_no, row_no, begins,
                 lead(file_no) over next as end_file_no,
                 lead(row_no) over next as end_row_no,
                 not lead(begins) over next as ends
               from half
               window next as (
                 partition by dossier_id, step order by at_utc, not begins, file_no, row_no
               )
             )
             select file_no, row_no, end_file_no, end_row_no
             from followed
             where begins and ends and file_no <> end_file_no"
        ),
    )?;
    let n: u64 = conn
        .query_row("select count(*) from raw.halved", [], |row| row.get(0))
        .map_err(|e| database(&e))?;
    if n > 0 {
        execute(conn, &joining())?;
    }
    execute(conn, "drop table raw.halved")?;
    Ok(n)
}

/// What turns the two rows of each line of `raw.halved` into the second, with their events and holds.
fn joining() -> String {
    let both = |column: String| format!("{column} = coalesce(r.{column}, o.{column})");
    let columns: Vec<String> = fields(InputKind::Runs)
        .iter()
        .flat_map(|field| {
            let stamp = matches!(field.field_type, FieldType::Stamp | FieldType::Due);
            [Some(field.name.to_owned()), stamp.then(|| utc_name(field.name))]
        })
        .flatten()
        .map(both)
        .collect();
    format!(
        "update raw.step_run as r set {}
         from raw.halved as h
         join raw.step_run as o on o.file_no = h.file_no and o.row_no = h.row_no
         where r.file_no = h.end_file_no and r.row_no = h.end_row_no;
         update raw.run_event as e set run_file_no = h.end_file_no, row_no = h.end_row_no
         from raw.halved as h
         where e.run_file_no = h.file_no and e.row_no = h.row_no;
         update raw.run_hold as e set file_no = h.end_file_no, row_no = h.end_row_no
         from raw.halved as h
         where e.file_no = h.file_no and e.row_no = h.row_no;
         delete from raw.step_run as r using raw.halved as h
         where r.file_no = h.file_no and r.row_no = h.row_no",
        columns.join(", ")
    )
}

fn words(conn: &Connection, lifecycle: &Lifecycle) -> Result<Vec<Word>> {
    let mut statement = conn
        .prepare("select coalesce(lifecycle, ''), count(*) from raw.event group by 1 order by 1")
        .map_err(|e| database(&e))?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?)))
        .map_err(|e| database(&e))?;
    rows.map(|row| {
        let (text, events) = row.map_err(|e| database(&e))?;
        Ok(Word { transition: lifecycle.transition(&text), text, events })
    })
    .collect()
}

fn keep_words(conn: &Connection, file_no: i32, words: &[Word]) -> Result<()> {
    for word in words {
        conn.execute(
            "insert into raw.lifecycle_word values (?, ?, ?, ?)",
            params![file_no, word.text, word.transition.map(Transition::as_str), word.events],
        )
        .map_err(|e| database(&e))?;
    }
    Ok(())
}

/// Sets rows of `raw.event` aside; gives their number.
fn aside(conn: &Connection, column: &str, value: &str, which: &str, reason: &str) -> Result<u64> {
    let sql = format!(
        "insert into raw.set_aside
         select file_no, row_no, ?, left(coalesce({value}, ''), 200), ?
         from raw.event where {which} order by row_no"
    );
    let rows = conn.execute(&sql, params![column, reason]).map_err(|e| database(&e))?;
    Ok(rows as u64)
}

/// First and last stamp of each dossier of a log.
fn first_and_last(conn: &Connection, file_no: i32) -> Result<()> {
    execute(
        conn,
        &format!(
            "update raw.dossier set
               first_event_at = e.first_at, first_event_utc = e.first_utc,
               last_event_at = e.last_at, last_event_utc = e.last_utc
             from (
               select
                 dossier_id,
                 arg_min(finished_at, finished_utc) as first_at, min(finished_utc) as first_utc,
                 arg_max(finished_at, finished_utc) as last_at, max(finished_utc) as last_utc
               from raw.event group by dossier_id
             ) as e
             where raw.dossier.file_no = {file_no} and raw.dossier.dossier_id = e.dossier_id"
        ),
    )
}

/// Whether the numbers of runs pair their events: some number has the beginning and the end of a run.
/// `None` where there are no numbers, or nothing to pair.
fn numbers_pair(conn: &Connection, file_no: i32) -> Result<Option<bool>> {
    let sql = format!(
        "with classed as (
           select
             e.dossier_id, e.step, e.instance,
             w.transition in ('schedule', 'start') as begins,
             w.transition in ('complete', 'abort', 'withdraw') as ends
           from raw.event as e
           join raw.lifecycle_word as w on w.word = coalesce(e.lifecycle, '') and w.file_no = {file_no}
           where e.finished_at is not null
         ),
         numbered as (
           select bool_or(begins) and bool_or(ends) as whole
           from classed where instance is not null
           group by dossier_id, step, instance
         )
         select
           (select count(*) from classed where begins and instance is not null),
           (select count(*) from classed where ends and instance is not null),
           (select coalesce(bool_or(whole), false) from numbered)"
    );
    let counted: (u64, u64, bool) = conn
        .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .map_err(|e| database(&e))?;
    Ok(match counted {
        (0, 0, _) => None,
        (0, _, _) | (_, 0, _) => Some(true),
        (_, _, whole) => Some(whole),
    })
}

fn no_run(shown: &str, events: u64, attribute: &str, all: &[&Word], unknown: &[&Word]) -> Error {
    let error = Error::input(format!("{shown}: none of its {events} events makes a step run"))
        .detail(format!("words of \"{attribute}\": {}", listed(all)));
    if unknown.is_empty() {
        return error.help("export the log with the events that begin and finish a step");
    }
    error.help("say in study.toml what they mean:  [lifecycle] start = [\"…\"] complete = [\"…\"]  (schedule, suspend, resume, assign, skip, abort, withdraw and ignore likewise)")
}

/// `"Đang xử lý" (12), …`, the most frequent first.
fn listed(words: &[&Word]) -> String {
    let mut words = words.to_vec();
    words.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.text.cmp(&b.text)));
    let shown = words.iter().take(SHOWN_WORDS);
    let mut list: Vec<String> =
        shown.map(|word| format!("\"{}\" ({})", word.text, word.events)).collect();
    if words.len() > SHOWN_WORDS {
        list.push("…".to_owned());
    }
    list.join(", ")
}

fn execute(conn: &Connection, sql: &str) -> Result<()> {
    conn.execute_batch(sql).map_err(|e| database(&e))
}
