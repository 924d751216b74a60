//! Codes of dossiers, across files: a code that one file writes as a number is the one that it was, codes
//! whose digits are lost are nobody's, and a file whose rows find no dossier is refused.

use duckdb::{Connection, Row};

use super::LoadedSource;
use super::schema::database;
use crate::error::{Error, Result};
use crate::results::Message;
use crate::shown::shown_code;
use crate::study::{Input, Unmatched};

/// Tables whose rows have a dossier's code, that of dossiers first.
const TABLES: [&str; 4] = ["dossier", "step_run", "pause", "portal_dossier"];
/// Codes that an error shows of either side.
const SAMPLES: usize = 3;

/// What spreadsheets and data frames make of a long number.
const LOST: &str = r"^[0-9](\.[0-9]+)?[eE]\+[0-9]+$";

/// Whether a row's code is that of no dossier.
const STRANGE: &str = "dossier_id not in (select dossier_id from raw.dossier)";

/// Every code that could be a number once, with what is left of it as a number. Within each file no two
/// may be one number.
const NUMBERS: &str = r"
create or replace temporary table number_code as
with code as (
  select distinct file_no, dossier_id as given, true as of_dossiers from raw.dossier
  union all
  select distinct file_no, dossier_id, false from raw.step_run
  union all
  select distinct file_no, dossier_id, false from raw.pause
  union all
  select distinct file_no, dossier_id, false from raw.portal_dossier
),
number as (
  select
    file_no, given, of_dossiers,
    contains(given, '.') as is_decimal,
    ltrim(regexp_replace(given, '\.0+$', ''), '0') as digits
  from code
  where regexp_full_match(given, '[0-9]+(\.0+)?')
)
select * from number
where digits not in (select digits from number group by file_no, digits having count(distinct given) > 1)";

/// The code that each number was: that of the dossier files, else the only one that is no decimal.
const KEYS: &str = r"
insert into raw.dossier_key
with target as (
  select
    digits,
    count(distinct given) filter (where of_dossiers and not is_decimal) as n_of_dossiers,
    min(given) filter (where of_dossiers and not is_decimal) as of_dossiers,
    bool_or(of_dossiers) as has_dossier,
    count(distinct given) filter (where not is_decimal) as n_of_all,
    min(given) filter (where not is_decimal) as of_all
  from number_code
  group by digits
),
known as (
  select
    digits,
    case
      when n_of_dossiers = 1 then of_dossiers
      when n_of_dossiers = 0 and n_of_all = 1 and (has_dossier or not exists (select 1 from raw.dossier)) then of_all
    end as dossier_id
  from target
)
select c.file_no, c.given, k.dossier_id
from number_code as c
join known as k on k.digits = c.digits
where k.dossier_id <> c.given";

/// Rows of a file, and those of them that find no dossier.
#[derive(Debug, Clone, Copy, Default)]
struct Match {
    all: u64,
    none: u64,
    /// Of those that find none, the ones whose digits are lost.
    lost: u64,
}

/// Compares the codes of all files: notes what was matched as numbers, sets lost codes aside.
///
/// # Errors
/// Of kind `Input` where most rows of a file find no dossier, with samples of both sides.
pub(super) fn matched(
    inputs: &[Input],
    conn: &Connection,
    sources: &mut [LoadedSource],
) -> Result<Vec<Message>> {
    let lost = set_lost_aside(inputs, conn, sources)?;
    let mut notes = Vec::new();
    let mut found = found(inputs, conn, &lost)?;
    if found.iter().any(|file| file.none > file.lost) || any_decimal(conn)? {
        notes = as_numbers(inputs, conn)?;
        if !notes.is_empty() {
            found = self::found(inputs, conn, &lost)?;
        }
    }
    for (at, (input, found)) in inputs.iter().zip(&found).enumerate() {
        if input.unmatched == Unmatched::Refuse && found.none * 2 > found.all {
            return Err(refused(at, input, found, conn)?);
        }
    }
    Ok(notes)
}

/// Rows whose code is a number in its short form, by file.
fn set_lost_aside(
    inputs: &[Input],
    conn: &Connection,
    sources: &mut [LoadedSource],
) -> Result<Vec<u64>> {
    let mut lost = vec![0; inputs.len()];
    for table in TABLES {
        // The regular expression is asked of few rows.
        let is_lost = format!("contains(dossier_id, '+') and regexp_matches(dossier_id, '{LOST}')");
        let sql = format!(
            "select file_no, count(*) from raw.{table} where {is_lost} group by file_no order by file_no"
        );
        let found = rows(conn, &sql, |row| Ok((row.get::<_, i32>(0)?, row.get::<_, i64>(1)?)))?;
        for (file_no, n) in &found {
            let Some(at) = usize::try_from(*file_no).ok().filter(|at| *at < inputs.len()) else {
                continue;
            };
            let n = u64::try_from(*n).unwrap_or(0);
            if let (Some(lost), Some(source)) = (lost.get_mut(at), sources.get_mut(at)) {
                *lost += n;
                source.rows_set_aside += n;
            }
            let heading = inputs
                .get(at)
                .and_then(|input| input.columns.get("dossier_id"))
                .map_or("dossier_id", String::as_str);
            conn.execute(
                &format!(
                    "insert into raw.set_aside
                     select file_no, row_no, ?, dossier_id, 'aside-lost-digits' from raw.{table}
                     where file_no = ? and {is_lost}"
                ),
                duckdb::params![heading, file_no],
            )
            .map_err(|e| database(&e))?;
        }
        if !found.is_empty() {
            execute(conn, &format!("delete from raw.{table} where {is_lost}"))?;
        }
    }
    Ok(lost)
}

/// How many rows of each file find a dossier.
fn found(inputs: &[Input], conn: &Connection, lost: &[u64]) -> Result<Vec<Match>> {
    let mut found: Vec<Match> =
        lost.iter().map(|&lost| Match { all: lost, none: lost, lost }).collect();
    let any_dossier = one::<bool>(conn, "select exists (select 1 from raw.dossier)")?;
    for table in TABLES {
        let strange = if any_dossier && table != "dossier" { STRANGE } else { "false" };
        let sql = format!(
            "select file_no, count(*), count(*) filter (where {strange}) from raw.{table} group by file_no order by file_no"
        );
        let counts = rows(conn, &sql, |row| {
            Ok((row.get::<_, i32>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
        for (file_no, all, none) in counts {
            let of_file = usize::try_from(file_no).ok().filter(|at| *at < inputs.len());
            if let Some(file) = of_file.and_then(|at| found.get_mut(at)) {
                file.all += u64::try_from(all).unwrap_or(0);
                file.none += u64::try_from(none).unwrap_or(0);
            }
        }
    }
    Ok(found)
}

fn any_decimal(conn: &Connection) -> Result<bool> {
    for table in TABLES {
        let sql =
            format!("select exists (select 1 from raw.{table} where suffix(dossier_id, '.0'))");
        if one::<bool>(conn, &sql)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn as_numbers(inputs: &[Input], conn: &Connection) -> Result<Vec<Message>> {
    execute(conn, NUMBERS)?;
    execute(conn, KEYS)?;
    execute(conn, "drop table number_code")?;
    let told = rows(
        conn,
        "select file_no, count(*), min(given), arg_min(dossier_id, given)
         from raw.dossier_key group by file_no order by file_no",
        |row| {
            Ok((
                row.get::<_, i32>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        },
    )?;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    for table in TABLES {
        execute(
            conn,
            &format!(
                "update raw.{table} set dossier_id = k.dossier_id from raw.dossier_key as k
                 where k.file_no = raw.{table}.file_no and k.given = raw.{table}.dossier_id"
            ),
        )?;
    }
    Ok(told
        .into_iter()
        .map(|(file_no, n, given, code)| {
            Message::new("note-codes-as-numbers")
                .text("file", shown(inputs, file_no))
                .count("n", u64::try_from(n).unwrap_or(0))
                .text("given", given)
                .text("code", code)
        })
        .collect())
}

/// A file whose codes don't fit those of the dossiers.
fn refused(at: usize, input: &Input, found: &Match, conn: &Connection) -> Result<Error> {
    let codes = |sql: String| -> Result<String> {
        let list = rows(conn, &sql, |row| row.get::<_, String>(0))?;
        Ok(list.iter().map(|code| shown_code(code).plain()).collect::<Vec<_>>().join(", "))
    };
    let of_tables: Vec<String> = TABLES
        .into_iter()
        .skip(1)
        .map(|table| {
            format!("select dossier_id as code from raw.{table} where file_no = {at} and {STRANGE}")
        })
        .collect();
    let there = codes(format!(
        "select distinct code from ({}
           union all
           select value from raw.set_aside where file_no = {at} and reason = 'aside-lost-digits')
         order by code limit {SAMPLES}",
        of_tables.join(" union all ")
    ))?;
    let known = codes(format!(
        "select distinct dossier_id from raw.dossier order by dossier_id limit {SAMPLES}"
    ))?;
    let mut error = Error::input(format!(
        "{}: {} of its {} rows find no dossier",
        input.shown, found.none, found.all
    ))
    .detail(format!("codes there: {there}"));
    if !known.is_empty() {
        error = error.detail(format!("codes of the dossiers: {known}"));
    }
    if found.lost > 0 {
        error = error.detail(format!(
            "{} codes were saved as numbers and have lost their digits",
            found.lost
        ));
    }
    Ok(error.help(
        "map dossier_id to the columns that hold the same code, and save codes as text; where the file reaches beyond the dossiers, set  unmatched = \"ignore\"  in its [[input]]",
    ))
}

fn shown(inputs: &[Input], file_no: i32) -> String {
    let input = usize::try_from(file_no).ok().and_then(|at| inputs.get(at));
    input.map(|input| input.shown.clone()).unwrap_or_default()
}

fn execute(conn: &Connection, sql: &str) -> Result<()> {
    conn.execute_batch(sql).map_err(|e| database(&e))
}

fn one<T: duckdb::types::FromSql>(conn: &Connection, sql: &str) -> Result<T> {
    conn.query_row(sql, [], |row| row.get(0)).map_err(|e| database(&e))
}

fn rows<T>(
    conn: &Connection,
    sql: &str,
    of: impl FnMut(&Row<'_>) -> duckdb::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare(sql).map_err(|e| database(&e))?;
    let found = statement.query_map([], of).map_err(|e| database(&e))?;
    found.collect::<duckdb::Result<_>>().map_err(|e| database(&e))
}
