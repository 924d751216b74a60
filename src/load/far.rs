//! Stamps that lie far after all others: the value is set aside, its row stays.

use duckdb::{Connection, params};

use super::schema::{self, database};
use super::typing::utc_name;
use crate::error::Result;
use crate::study::{Input, InputKind};

/// What the bulk of the stamps is, by the rule that later relations go by too.
const BULK: &str = include_str!("../../queries/stage/stamp_bulk.sql");

/// Columns that hold what happened: promises may lie far ahead.
const STAMPS: [(InputKind, &[&str]); 4] = [
    (
        InputKind::Dossiers,
        &[
            "submitted_at",
            "received_at",
            "result_at",
            "returned_at",
            "first_event_at",
            "last_event_at",
        ],
    ),
    (
        InputKind::Runs,
        &["enabled_at", "started_at", "finished_at", "ended_at", "received_at", "result_at"],
    ),
    (InputKind::Pauses, &["paused_at", "resumed_at"]),
    (InputKind::Portal, &["result_at"]),
];

/// Sets stamps aside that lie more than two years after the bulk.
pub(super) fn set_aside(inputs: &[Input], conn: &Connection) -> Result<()> {
    let run = |sql: &str| conn.execute_batch(sql).map_err(|e| database(&e));
    run(&format!(
        "create or replace temp table bulk as {BULK};
         create or replace temp table heading (file_no integer, field varchar, heading varchar);"
    ))?;
    for (table, columns) in STAMPS {
        let relation = schema::name(table);
        for field in columns {
            let far = format!(
                "from raw.{relation} where {field} > (select last_on + interval 2 years + interval 1 day from bulk)"
            );
            let n: i64 = conn
                .query_row(&format!("select count(*) {far}"), [], |row| row.get(0))
                .map_err(|e| database(&e))?;
            if n == 0 {
                continue;
            }
            headings(inputs, field, conn)?;
            run(&format!(
                "insert into raw.value_aside
                 select
                   r.file_no, r.row_no, '{relation}', '{field}', coalesce(h.heading, '{field}'),
                   strftime(r.{field}, '%Y-%m-%d %H:%M:%S'), 'aside-far-date'
                 from (select * {far}) as r
                 left join heading as h on h.file_no = r.file_no and h.field = '{field}'
                 order by r.file_no, r.row_no;
                 update raw.{relation} set {field} = null, {utc} = null
                 where {field} > (select last_on + interval 2 years + interval 1 day from bulk);",
                utc = utc_name(field),
            ))?;
        }
    }
    run("drop table heading; drop table bulk;")
}

/// Under which heading each file has the column.
fn headings(inputs: &[Input], field: &str, conn: &Connection) -> Result<()> {
    conn.execute("delete from heading where field = ?", params![field])
        .map_err(|e| database(&e))?;
    for (file_no, input) in inputs.iter().enumerate() {
        let Some(heading) = input.columns.get(field) else { continue };
        let file_no = i32::try_from(file_no).unwrap_or(i32::MAX);
        conn.execute("insert into heading values (?, ?, ?)", params![file_no, field, heading])
            .map_err(|e| database(&e))?;
    }
    Ok(())
}
