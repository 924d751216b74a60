//! Runs from the events that make them.

use duckdb::Connection;

use super::execute;
use super::stream::Made;
use crate::error::Result;
use crate::load::batch::Plan;
use crate::load::columns::utc_name;
use crate::study::{FieldType, InputKind, fields};

/// Writes the runs of `raw.pair` and the holds of `raw.held`, with what their events say.
pub(super) fn runs(conn: &Connection, file_no: i32, plan: &Plan, made: &Made) -> Result<()> {
    let mapped = |name: &str| plan.columns.iter().any(|(field, _)| field.name == name);
    // o stands for the run; s began it, e handed it over, x ended it, a gave it to somebody.
    let mut joins = String::new();
    let mut others = vec!["o", "s"];
    for (there, alias, part) in [
        (made.handed, "e", "handed_no"),
        (made.ended, "x", "ended_no"),
        (made.assigned, "a", "assigned_no"),
    ] {
        if there {
            joins
                .push_str(&format!(" left join raw.event as {alias} on {alias}.row_no = p.{part}"));
            others.push(alias);
        }
    }
    let first = |aliases: &[&str], column: &str| {
        let all: Vec<String> = aliases
            .iter()
            .filter(|alias| others.contains(alias))
            .map(|alias| format!("{alias}.{column}"))
            .collect();
        if all.is_empty() { "null".to_owned() } else { format!("coalesce({})", all.join(", ")) }
    };
    let officer = || {
        let finished = "case when p.finish_no is not null then o.officer end";
        let late =
            if made.assigned { "case when p.assigned_late then a.officer end" } else { "null" };
        format!("coalesce({finished}, {late}, {})", first(&["s", "a", "e", "x"], "officer"))
    };
    let stamp = |name: &str, column: &str, time: &str| match name {
        "enabled_at" => match (made.handed, mapped(name)) {
            (true, true) => format!("coalesce(e.{time}, o.{column}, s.{column})"),
            (true, false) => format!("e.{time}"),
            (false, true) => format!("coalesce(o.{column}, s.{column})"),
            (false, false) => "null".to_owned(),
        },
        "started_at" if mapped(name) => format!("coalesce(s.{time}, o.{column})"),
        "started_at" => format!("s.{time}"),
        "finished_at" => format!("case when p.finish_no is not null then o.{time} end"),
        "ended_at" if made.ended => format!("x.{time}"),
        _ if mapped(name) => first(&["o", "s", "e", "x", "a"], column),
        _ => "null".to_owned(),
    };
    let mut columns = Vec::new();
    for field in fields(InputKind::Runs) {
        match field.field_type {
            FieldType::Stamp | FieldType::Due => {
                let utc = utc_name(field.name);
                columns.push(stamp(field.name, field.name, "finished_at"));
                columns.push(stamp(field.name, &utc, "finished_utc"));
            }
            _ if field.name == "officer" && mapped("officer") => columns.push(officer()),
            _ if field.name == "lifecycle" || field.name == "instance" => {
                columns.push(format!("o.{}", field.name));
            }
            _ if mapped(field.name) => {
                columns.push(first(&["o", "s", "e", "x", "a"], field.name));
            }
            _ => columns.push("null".to_owned()),
        }
    }
    execute(
        conn,
        &format!(
            "insert into raw.step_run
             select {file_no}, p.row_no, {}
             from raw.pair as p
             join raw.event as o on o.row_no = p.row_no
             left join raw.event as s on s.row_no = p.start_no{joins};
             insert into raw.run_hold
             select {file_no}, h.row_no, f.finished_at, f.finished_utc, t.finished_at, t.finished_utc
             from raw.held as h
             join raw.event as f on f.row_no = h.held_no
             left join raw.event as t on t.row_no = h.resumed_no;
             truncate raw.held",
            columns.join(",\n")
        ),
    )
}
