//! What a check-up counts: of the rows as loaded, column by column, and of the study's first relations.

use std::collections::BTreeMap;

use super::analyse::Measured;
use super::set_aside::{self, Aside};
use crate::checkup::{
    CheckedColumn, CheckedFile, Example, Grounds, List, ListName, Listed, Reason,
};
use crate::error::Result;
use crate::frame::Frame;
use crate::load::{LoadedSource, NamePair, What, propose_names};
use crate::results::{Arg, Message};
use crate::shown::Shown;
use crate::store::Session;
use crate::study::{DateOrder, Field, FieldType, InputKind, PlannedUnit, Study, fields};

/// Examples of a column's trouble.
const EXAMPLES: usize = 3;

/// Tables of raw rows, with the kind whose columns they have.
const TABLES: [(&str, InputKind); 5] = [
    ("dossier", InputKind::Dossiers),
    ("step_run", InputKind::Runs),
    ("pause", InputKind::Pauses),
    ("portal_dossier", InputKind::Portal),
    ("portal_total", InputKind::PortalTotals),
];

/// Columns of events, which are gone once their runs are made.
const OF_EVENTS: [&str; 2] = ["lifecycle", "instance"];

/// Attributes that every log has, by the column that they are read as.
const OF_LOGS: [(&str, &str); 4] = [
    ("dossier_id", "concept:name"),
    ("step", "concept:name"),
    ("officer", "org:resource"),
    ("finished_at", "time:timestamp"),
];

/// Reasons for which a value isn't even read; with all others it is read and can't be right.
const UNREADABLE: [&str; 4] =
    ["aside-not-a-date", "aside-not-a-number", "aside-out-of-range", "aside-unknown-value"];

/// A column of one file as it lies in its table.
#[derive(Debug, Clone, Copy, Default)]
struct Fill {
    rows: u64,
    filled: u64,
    /// Stamps that are a day's begin or its last second, and those of whole minutes.
    days: u64,
    minutes: u64,
}

type Fills = BTreeMap<(usize, &'static str, &'static str), Fill>;

/// Every file with its mapped columns.
///
/// # Errors
/// If the database refuses.
pub(super) fn files(
    study: &Study,
    measured: &Measured,
    asides: &[Aside],
) -> Result<Vec<CheckedFile>> {
    let fills = fills(&measured.session)?;
    let facts = measured.facts.sources.iter().zip(&measured.sources).enumerate();
    let file = |(no, (rows, source)): (usize, (&crate::results::Source, &LoadedSource))| {
        let own: Vec<&Aside> = asides.iter().filter(|aside| aside.file_no == no).collect();
        CheckedFile {
            file: rows.file.clone(),
            kind: source.kind.to_owned(),
            rows_in: rows.rows_in,
            rows_used: rows.rows_used,
            rows_set_aside: rows.rows_set_aside,
            values_set_aside: own.iter().filter(|a| a.what == set_aside::What::Value).count()
                as u64,
            columns: columns(study, &measured.facts.notes, no, source, &fills, &own),
        }
    };
    Ok(facts.map(file).collect())
}

fn columns(
    study: &Study,
    notes: &[Message],
    file_no: usize,
    source: &LoadedSource,
    fills: &Fills,
    asides: &[&Aside],
) -> Vec<CheckedColumn> {
    let is_log = source.kind == InputKind::Log.as_str();
    let mut columns: Vec<CheckedColumn> = Vec::new();
    for (table, kind) in TABLES {
        for field in fields(kind).iter().filter(|field| field.mapped) {
            let mapped = source.headings.get(field.name).cloned();
            let fill = fills.get(&(file_no, table, field.name)).copied().unwrap_or_default();
            let of_log = OF_LOGS.iter().find(|(name, _)| *name == field.name);
            let of_log = of_log.filter(|_| is_log && fill.filled > 0);
            let Some(heading) = mapped.or_else(|| of_log.map(|(_, key)| (*key).to_owned())) else {
                continue;
            };
            // A key stands in both tables of a log; a table without rows of this file is none of its own.
            let again = columns.iter().any(|c| c.column == field.name && c.heading == heading);
            let of_event = fill.filled == 0 && OF_EVENTS.contains(&field.name);
            if again || of_event || (fill.rows == 0 && !of_kind(source.kind, table)) {
                continue;
            }
            columns.push(column(study, notes, field, &heading, fill, source, asides));
        }
    }
    columns
}

/// The table that files of a kind always fill.
fn of_kind(kind: &str, table: &str) -> bool {
    TABLES.iter().any(|(name, of)| *name == table && of.as_str() == kind)
        || (table == "dossier"
            && [InputKind::Log, InputKind::Wide].iter().any(|k| k.as_str() == kind))
}

fn column(
    study: &Study,
    notes: &[Message],
    field: &Field,
    heading: &str,
    fill: Fill,
    source: &LoadedSource,
    asides: &[&Aside],
) -> CheckedColumn {
    let own: Vec<&&Aside> = asides
        .iter()
        .filter(|aside| match &aside.field {
            Some(name) => name == field.name,
            None => aside.column == heading || aside.column == field.name,
        })
        .collect();
    let unreadable = own.iter().filter(|a| UNREADABLE.contains(&a.reason.as_str())).count();
    CheckedColumn {
        heading: heading.to_owned(),
        column: field.name.to_owned(),
        rows: fill.rows,
        filled: fill.filled,
        unreadable: unreadable as u64,
        odd: own.len().saturating_sub(unreadable) as u64,
        examples: own.iter().take(EXAMPLES).map(|aside| example(aside)).collect(),
        read_as: read_as(study, notes, field, heading, fill, source),
    }
}

fn example(aside: &Aside) -> Example {
    let (value, letters) = match &aside.value {
        Some(Shown::Whole(value)) => (Some(value.clone()), None),
        Some(Shown::Text(n)) => (None, Some(*n)),
        None => (None, None),
    };
    Example { row: aside.row, value, letters, reason: aside.reason() }
}

/// How a column's values are read: days or times, which part of a date is the day, in what planned times are.
fn read_as(
    study: &Study,
    notes: &[Message],
    field: &Field,
    heading: &str,
    fill: Fill,
    source: &LoadedSource,
) -> Vec<Message> {
    match field.field_type {
        FieldType::Text | FieldType::Channel => Vec::new(),
        FieldType::Number => {
            let input = study.inputs.iter().find(|input| input.shown == source.file);
            let unit =
                input.and_then(|input| input.planned).filter(|_| field.name == "planned_min");
            let said = unit.map(|unit| Message::new("read-planned").said("unit", planned(unit)));
            std::iter::once(Message::new("read-number")).chain(said).collect()
        }
        FieldType::Stamp | FieldType::Due if fill.filled == 0 => Vec::new(),
        FieldType::Stamp | FieldType::Due => {
            let due = field.field_type == FieldType::Due;
            let exact = if fill.days == fill.filled {
                if due { "read-due-days" } else { "read-days" }
            } else if fill.minutes == fill.filled {
                "read-minutes"
            } else {
                "read-seconds"
            };
            let input = study.inputs.iter().find(|input| input.shown == source.file);
            let given = input.and_then(|input| input.order).map(DateOrder::as_str);
            let order = told_order(notes, &source.file, heading).or(given);
            let order = order.map(|order| Message::new(format!("read-{order}")));
            std::iter::once(Message::new(exact)).chain(order).collect()
        }
    }
}

/// The order of day and month that the values of a column told, by the note about it.
fn told_order<'a>(notes: &'a [Message], file: &str, heading: &str) -> Option<&'a str> {
    let said = |note: &'a Message, name: &str| match note.args.get(name) {
        Some(Arg::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let quoted = format!("“{heading}”");
    let about = notes.iter().filter(|&note| {
        said(note, "file") == Some(file)
            && said(note, "columns").is_some_and(|columns| columns.contains(&quoted))
    });
    let mut told = about.filter_map(|note| match note.key.as_str() {
        "note-order-value" | "note-order-others" => said(note, "order"),
        "note-order-country" => Some("dmy"),
        _ => None,
    });
    told.next().filter(|order| ["dmy", "mdy", "ymd"].contains(order))
}

fn planned(unit: PlannedUnit) -> Message {
    Message::new(format!("unit-of-{}", unit.as_str().replace('_', "-")))
}

/// How full each column of each table is, by file.
fn fills(session: &Session) -> Result<Fills> {
    let mut fills = Fills::new();
    for (table, kind) in TABLES {
        let fields = || fields(kind).iter().filter(|field| field.mapped);
        let counts: Vec<String> = fields().map(counted).collect();
        let frame = session.query(&format!(
            "select file_no, count(*) as rows_in, {} from raw.{table} group by file_no order by file_no",
            counts.join(", ")
        ))?;
        let files = frame.int("file_no")?;
        for field in fields() {
            let column = |suffix: &str| frame.int(&format!("{}_{suffix}", field.name));
            let is_stamp = matches!(field.field_type, FieldType::Stamp | FieldType::Due);
            for (row, file) in files.iter().enumerate() {
                let Some(no) = file.and_then(|no| usize::try_from(no).ok()) else { continue };
                let fill = Fill {
                    rows: at(frame.int("rows_in")?, row),
                    filled: at(column("filled")?, row),
                    days: if is_stamp { at(column("days")?, row) } else { 0 },
                    minutes: if is_stamp { at(column("minutes")?, row) } else { 0 },
                };
                fills.insert((no, table, field.name), fill);
            }
        }
    }
    Ok(fills)
}

/// What is counted of a column; names are the program's own.
fn counted(field: &Field) -> String {
    let name = field.name;
    let filled = format!("count({name}) as {name}_filled");
    match field.field_type {
        FieldType::Text | FieldType::Channel | FieldType::Number => filled,
        FieldType::Stamp | FieldType::Due => format!(
            "{filled},
             count(*) filter (where cast({name} as time) in (time '00:00:00', time '23:59:59')) as {name}_days,
             count(*) filter (where date_trunc('minute', {name}) = {name}) as {name}_minutes"
        ),
    }
}

fn at(column: &[Option<i64>], row: usize) -> u64 {
    column.get(row).copied().flatten().and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

/// Every reason with its counts, the most frequent first.
pub(super) fn reasons(asides: &[Aside]) -> Vec<Reason> {
    let mut counts: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for aside in asides {
        let [rows, values] = counts.entry(&aside.reason).or_default();
        *(if aside.what == set_aside::What::Row { rows } else { values }) += 1;
    }
    let reason = |(key, [rows, values]): (&str, [u64; 2])| Reason {
        reason: Message::new(key),
        rows,
        values,
    };
    let mut reasons: Vec<Reason> = counts.into_iter().map(reason).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.rows + reason.values));
    reasons
}

/// What the columns of names hold, each name with its counts, the most frequent first.
///
/// # Errors
/// If the database refuses.
pub(super) fn lists(session: &Session) -> Result<Vec<List>> {
    ListName::ALL.into_iter().map(|name| list(session, name)).collect()
}

fn list(session: &Session, name: ListName) -> Result<List> {
    let frame = session.query(&format!(
        "select name, dossiers, runs, meaning from ({}) as listed
         order by coalesce(dossiers, runs) desc, runs desc, name",
        listed(name)
    ))?;
    let (names, meanings) = (frame.text("name")?, frame.text("meaning")?);
    let counted = |column: &[Option<i64>], row: usize| {
        column.get(row).copied().flatten().and_then(|n| u64::try_from(n).ok())
    };
    let (dossiers, runs) = (frame.int("dossiers")?, frame.int("runs")?);
    let row = |row: usize| {
        let text = |column: &[Option<String>]| column.get(row).cloned().flatten();
        let name = text(names).unwrap_or_default();
        let meaning = text(meanings).filter(|_| !name.is_empty());
        let known = !meaning.as_deref().is_some_and(|key| key.contains("unknown"));
        Listed {
            dossiers: counted(dossiers, row),
            runs: counted(runs, row),
            meaning: meaning.map(Message::new),
            known,
            name,
        }
    };
    Ok(List { name, rows: (0..frame.rows()).map(row).collect() })
}

/// Names with their counts; `meaning` is a key of the catalogue of words.
fn listed(name: ListName) -> &'static str {
    match name {
        ListName::Procedures => {
            "select cast(d.procedure_code as varchar) as name, count(*) as dossiers, cast(null as bigint) as runs,
               case when (select count(*) from stage.procedure_match where side = 'register') > 0 then
                 case when bool_or(m.match is not null) then 'known-register' else 'unknown-register' end
               end as meaning
             from stage.dossier as d
             left join stage.procedure_match as m
               on m.side = 'data' and m.procedure_code = cast(d.procedure_code as varchar)
             group by d.procedure_code"
        }
        ListName::Agencies => {
            "select coalesce(d.name, r.name) as name, d.n as dossiers, r.n as runs, cast(null as varchar) as meaning
             from (select cast(agency as varchar) as name, count(*) as n from stage.dossier group by agency) as d
             full join (select cast(agency as varchar) as name, count(*) as n from stage.step_run group by agency) as r
               on r.name = d.name"
        }
        ListName::Units => {
            "select cast(unit as varchar) as name, cast(null as bigint) as dossiers, count(*) as runs,
               cast(null as varchar) as meaning
             from stage.step_run group by unit"
        }
        ListName::Steps => {
            "select cast(step as varchar) as name, count(distinct dossier_no) as dossiers, count(*) as runs,
               cast(null as varchar) as meaning
             from stage.step_run group by step"
        }
        ListName::Statuses => {
            "select status as name, dossiers, cast(null as bigint) as runs,
               'means-' || replace(meaning, '_', '-') as meaning
             from stage.status_word"
        }
        ListName::Outcomes => {
            "select coalesce(r.outcome, '') as name, cast(null as bigint) as dossiers, count(*) as runs,
               'means-' || replace(coalesce(min(w.meaning), 'unknown'), '_', '-') as meaning
             from stage.step_run as r
             left join stage.outcome_word as w on w.outcome = r.outcome
             group by r.outcome"
        }
        ListName::Channels => {
            "select cast(channel as varchar) as name, count(*) as dossiers, cast(null as bigint) as runs,
               cast(null as varchar) as meaning
             from stage.dossier group by channel"
        }
    }
}

/// Names of agencies, units and steps that may be spellings of one; officers' are never looked at.
pub(super) fn near_names(lists: &[List]) -> Vec<NamePair> {
    let named = [
        (ListName::Agencies, What::Agency),
        (ListName::Units, What::Unit),
        (ListName::Steps, What::Step),
    ];
    let mut names = Vec::new();
    for (list, what) in named {
        for row in lists.iter().filter(|l| l.name == list).flat_map(|l| &l.rows) {
            names.push((what, row.name.clone(), row.dossiers.or(row.runs).unwrap_or(0)));
        }
    }
    propose_names(&names)
}

/// What the later measures stand on.
///
/// # Errors
/// If the database refuses.
pub(super) fn grounds(study: &Study, measured: &Measured, lists: &[List]) -> Result<Grounds> {
    let session = &measured.session;
    let dossiers = session.query(
        "select
           count(*) as dossiers,
           count(due_at) as with_due,
           count(*) filter (where result_basis in ('observed', 'returned')) as with_result,
           count(*) filter (where receipt_basis = 'observed') as with_receipt,
           count(*) filter (where cast(result_at as time) not in (time '00:00:00', time '23:59:59')) as timed_results,
           count(*) filter (where channel = 'online') as online,
           count(distinct agency) filter (where agency <> '') as agencies,
           count(distinct channel) filter (where channel <> '') as channels
         from stage.dossier",
    )?;
    let runs = session.query(
        "select
           count(*) as runs,
           count(*) filter (where unit <> '') as with_unit,
           count(officer) as with_officer,
           count(planned_min) as with_plan,
           count(outcome) as with_outcome,
           count(*) filter (where cast(finished_at as time) not in (time '00:00:00', time '23:59:59')) as timed_finishes
         from stage.step_run",
    )?;
    let others = session.query(
        "select
           (select count(*) from stage.pause) as stops,
           (select count(*) from stage.portal_dossier) as portal,
           (select count(*) from stage.portal_total) as portal_totals,
           (select count(*) from raw.register_procedure_step where planned_min is not null) as planned_steps,
           (select count(*) from raw.register_legal_text) as legal_texts,
           (select count(*) from stage.dossier as d
             join stage.procedure as p on p.procedure_code = d.procedure_code
             where p.statutory_days is not null) as with_law_days",
    )?;
    let starts = session.query("select start_known_share as share from measure.summary")?;
    let starts = starts.float("share")?.first().copied().filter(|share| share.is_finite());
    let one = |frame: &Frame, name: &str| -> Result<u64> { Ok(at(frame.int(name)?, 0)) };
    let unknown = lists.iter().filter(|list| list.name == ListName::Outcomes);
    let unknown: Vec<&Listed> = unknown.flat_map(|l| &l.rows).filter(|row| !row.known).collect();
    Ok(Grounds {
        dossiers: one(&dossiers, "dossiers")?,
        with_due: one(&dossiers, "with_due")?,
        with_result: one(&dossiers, "with_result")?,
        with_receipt: one(&dossiers, "with_receipt")?,
        results_are_days: one(&dossiers, "timed_results")? == 0,
        agencies: one(&dossiers, "agencies")?,
        channels: one(&dossiers, "channels")?,
        online: one(&dossiers, "online")?,
        runs: one(&runs, "runs")?,
        starts: starts.unwrap_or(0.0),
        finishes_are_days: one(&runs, "timed_finishes")? == 0,
        runs_with_unit: one(&runs, "with_unit")?,
        runs_with_officer: one(&runs, "with_officer")?,
        runs_with_plan: one(&runs, "with_plan")?,
        runs_with_outcome: one(&runs, "with_outcome")?,
        unknown_outcomes: unknown.len() as u64,
        runs_with_unknown_outcome: unknown.iter().filter_map(|row| row.runs).sum(),
        stops: one(&others, "stops")?,
        weeks: measured.facts.evidence_weeks.into(),
        by_closing: measured.facts.selection.by_closing,
        with_law_days: one(&others, "with_law_days")?,
        planned_steps: one(&others, "planned_steps")?,
        legal_texts: one(&others, "legal_texts")?,
        yearly_given: study.yearly_dossiers.is_some(),
        portal: one(&others, "portal")?,
        portal_totals: one(&others, "portal_totals")?,
    })
}
