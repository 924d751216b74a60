//! Every row of a file is in a relation or set aside, and files of dossiers give dossiers.

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::store::Session;

/// Rows that count as used and are in no relation, each as its relation, file and row: none, whatever
/// the files are like. Asked by tests; `raw` must still be there.
///
/// # Errors
/// If a relation can't be read.
pub fn lost_rows(session: &Session) -> Result<Frame> {
    session.query(include_str!("lost_rows.sql"))
}

/// Refuses a study whose files give no dossier, and a file of dossiers or of step runs that gives none.
///
/// # Errors
/// Of kind `Input`: names the file, with the reasons why its rows were set aside.
pub(super) fn given(session: &Session) -> Result<()> {
    // A file that says again what others say, or speaks of later days than the study, is as it should be.
    let silent = session.query(
        "with
         loaded as (
           select file_no, count(*) as n from raw.dossier group by file_no
           union all
           select file_no, count(*) from raw.step_run group by file_no
         ),
         aside as (
           select file_no, count(*) as n from stage.dossier_fault group by file_no
           union all
           -- Faults of events that are no run of their own are no rows of that table.
           select f.file_no, count(*)
           from stage.run_fault as f
           join raw.step_run as r on r.file_no = f.file_no and r.row_no = f.row_no
           group by f.file_no
         ),
         expected as (
           select f.file_no
           from (
             select file_no, reason from stage.dossier_fault union all select file_no, reason from stage.run_fault
           ) as f
           where f.reason in (
             'aside-duplicate-dossier', 'aside-repeated-run', 'aside-outdated-run', 'aside-after-as-of')
         )
         select i.file_no, i.file
         from raw.input as i
         join (select file_no, sum(n) as n from loaded group by file_no) as l on l.file_no = i.file_no
         left join (select file_no, sum(n) as n from aside group by file_no) as a on a.file_no = i.file_no
         where coalesce(a.n, 0) = l.n and not i.ignores_unmatched
           and i.file_no not in (select file_no from expected)
         order by i.file_no limit 1",
    )?;
    if let Some(Some(file)) = silent.text("file")?.first() {
        let file_no = silent.int("file_no")?.first().copied().flatten().unwrap_or(0);
        let error = Error::input(format!("{file}: none of its rows could be used"));
        return Err(reasons(error, session, &format!("where file_no = {file_no}"))?.help(
            "map a column of dates that is filled, and the column with the dossiers' codes",
        ));
    }
    let none = session.query("select count(*) as n from stage.dossier")?;
    if none.int("n")?.first().copied().flatten() == Some(0) {
        let error = Error::input("the files give no dossier");
        return Err(reasons(error, session, "")?
            .help("look at the reasons; as_of in study.toml may lie before the first stamp"));
    }
    Ok(())
}

/// The reasons of rows set aside, with how often each holds and a row.
fn reasons(mut error: Error, session: &Session, of: &str) -> Result<Error> {
    let found = session.query(&format!(
        "select reason, count(*) as n, min(row_no) as row_no
         from (
           select file_no, row_no, reason from raw.set_aside
           union all
           select file_no, row_no, reason from stage.dossier_fault
           union all
           select file_no, row_no, reason from stage.run_fault)
         {of}
         group by reason order by n desc, reason limit 5"
    ))?;
    let (counts, rows) = (found.int("n")?, found.int("row_no")?);
    for ((reason, n), row) in found.text("reason")?.iter().zip(counts).zip(rows) {
        let (n, row) = (n.unwrap_or(0), row.unwrap_or(0));
        let why = plain(reason.as_deref().unwrap_or_default());
        error = error.detail(format!("{n} rows: {why} (row {row} is the first)"));
    }
    Ok(error)
}

/// A reason in a few English words, for an error on the terminal.
fn plain(reason: &str) -> &str {
    match reason {
        "aside-no-stamp" => "no date at all",
        "aside-after-as-of" => "after the as-of date",
        "aside-ends-before-start" => "ends before it starts",
        "aside-unknown-dossier" => "no such dossier in the dossier files",
        "aside-not-a-date" => "not a date",
        "aside-missing" => "a value that every row needs is missing",
        "aside-lonely" => "a code and nothing else",
        "aside-lost-digits" => "a code that has lost its digits",
        other => other.strip_prefix("aside-").unwrap_or(other),
    }
}
