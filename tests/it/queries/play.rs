//! Plays a case: the relations that a query reads are filled, and the query is run.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::{Config, Connection};
use redtape::store::{Catalogue, Kind, Query, run_kernel};

use super::script::{Block, Case, Given, Grid, Value};
use crate::support::Folder;

/// Columns with their types, in order, of every table and view of a study, `raw` ones too.
pub type Shapes = BTreeMap<String, Vec<(String, String)>>;

/// The smallest study there is: the shapes are the same in every one.
const SMALLEST: [(&str, &str); 2] = [
    (
        "study.toml",
        r#"
[study]
title = "One run"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
step = "step"
finished_at = "end"
"#,
    ),
    ("runs.csv", "id,step,end\nA,receive,2024-03-25 08:30:00\n"),
];

pub fn shapes() -> Shapes {
    let measured = Folder::with(&SMALLEST).measured();
    let columns = measured
        .session
        .query(
            "select
               if(database_name = 'raw', 'raw', schema_name) || '.' || table_name as relation, column_name, data_type
             from duckdb_columns() where not internal
             order by relation, column_index",
        )
        .unwrap_or_else(|e| panic!("{e}"));
    let text = |name: &str| columns.text(name).unwrap().iter().flatten().cloned();
    let mut shapes = Shapes::new();
    for ((relation, column), kind) in
        text("relation").zip(text("column_name")).zip(text("data_type"))
    {
        let kind = if kind.starts_with("ENUM(") { "VARCHAR".to_owned() } else { kind };
        shapes.entry(relation).or_default().push((column, kind));
    }
    shapes
}

/// What the query gives for each `then` of the case, in order.
///
/// # Errors
/// If the case fills what the query doesn't read, names a column that isn't there, or DuckDB refuses.
pub fn play(
    case: &Case,
    query: &Query,
    catalogue: &Catalogue,
    shapes: &Shapes,
) -> Result<Vec<Grid>, String> {
    let conn = Config::default()
        .threads(1)
        .and_then(Connection::open_in_memory_with_flags)
        .map_err(|e| e.to_string())?;
    let execute = |sql: &str| conn.execute_batch(sql).map_err(|e| format!("{e}\n{sql}"));
    for layer in ["raw", "stage", "model", "measure", "find"] {
        execute(&format!("create schema {layer}"))?;
    }
    let is_macro = matches!(query.kind, Kind::Macro(_));
    let mut filled: BTreeSet<&str> = query.reads.iter().map(String::as_str).collect();
    filled.extend(query.reads_raw.iter().map(String::as_str));
    let given: Vec<&Given> = case
        .blocks
        .iter()
        .filter_map(|block| if let Block::Given(given) = block { Some(given) } else { None })
        .collect();
    for given in &given {
        // A function reads nothing by itself; what is asked of it may read anything.
        if is_macro {
            filled.insert(&given.relation);
        } else if !filled.contains(given.relation.as_str()) {
            return Err(format!("{} does not read {}", query.name, given.relation));
        }
    }
    for name in filled {
        match catalogue.get(name) {
            Some(function) if matches!(function.kind, Kind::Macro(_)) => {
                execute(&function_sql(function))?;
            }
            // Which names there are is another query's business: any text is one.
            Some(names) if names.kind == Kind::Type => {
                execute(&format!("create type {name} as varchar"))?;
            }
            _ => execute(&table_sql(name, shapes)?)?,
        }
    }
    for given in given {
        fill(given).iter().try_for_each(|sql| execute(sql))?;
    }
    // The place of a name in its type: there are only texts here, so that any number of its own will do.
    execute(
        "create macro enum_code(name) as case when name is not null then hash(name) % 9973 end",
    )?;
    match &query.kind {
        Kind::Macro(_) => execute(&function_sql(query))?,
        Kind::Kernel(name) => {
            run_kernel(&conn, name, query, "main.outcome").map_err(|e| e.to_string())?;
        }
        _ => execute(&format!("create temporary table outcome as\n{}", query.body))?,
    }
    let mut asked = None;
    let mut grids = Vec::new();
    for block in &case.blocks {
        match block {
            Block::Ask(sql) if is_macro => asked = Some(sql),
            Block::Ask(_) => return Err("only a function needs to be asked".to_owned()),
            Block::Then(wanted) => {
                let source = match asked {
                    Some(sql) => format!("({sql})"),
                    None if is_macro => return Err("a function needs an ask".to_owned()),
                    None => "outcome".to_owned(),
                };
                grids.push(select(&conn, &source, &wanted.columns)?);
            }
            Block::Text(_) | Block::Given(_) => {}
        }
    }
    Ok(grids)
}

fn function_sql(query: &Query) -> String {
    let Kind::Macro(parameters) = &query.kind else { unreachable!("asked of functions only") };
    format!("create macro {}{parameters} as\n{}", query.name, query.body)
}

fn table_sql(name: &str, shapes: &Shapes) -> Result<String, String> {
    let columns = shapes.get(name).ok_or_else(|| format!("there is no relation {name}"))?;
    let columns: Vec<String> =
        columns.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    Ok(format!("create table {name} ({})", columns.join(", ")))
}

/// One statement a row; a column that isn't named is null. No table at all is one row of the constants.
fn fill(given: &Given) -> Vec<String> {
    let constants = given.constants.iter().map(|(column, _)| column);
    let columns: Vec<&str> = constants.chain(&given.grid.columns).map(String::as_str).collect();
    let nothing = vec![Vec::new()];
    let rows = if given.grid.columns.is_empty() { &nothing } else { &given.grid.rows };
    rows.iter()
        .map(|row| {
            let constants = given.constants.iter().map(|(_, value)| value);
            let values: Vec<String> = constants.chain(row).map(literal).collect();
            format!(
                "insert into {} ({}) values ({})",
                given.relation,
                columns.join(", "),
                values.join(", ")
            )
        })
        .collect()
}

fn literal(value: &Value) -> String {
    match value {
        None => "null".to_owned(),
        Some(text) => format!("'{}'", text.replace('\'', "''")),
    }
}

/// The wanted columns, all where none is named, every value as text, in the order of all of them.
fn select(conn: &Connection, source: &str, wanted: &[String]) -> Result<Grid, String> {
    let said = |e: duckdb::Error| e.to_string();
    let mut columns = Vec::new();
    let mut statement = conn.prepare(&format!("describe select * from {source}")).map_err(said)?;
    let described = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .map_err(said)?;
    for column in described {
        columns.push(column.map_err(said)?);
    }
    let kinds: BTreeMap<&str, &str> =
        columns.iter().map(|(name, kind)| (name.as_str(), kind.as_str())).collect();
    let names: Vec<String> = if wanted.is_empty() {
        columns.iter().map(|(name, _)| name.clone()).collect()
    } else {
        wanted.to_vec()
    };
    for name in &names {
        if !kinds.contains_key(name.as_str()) {
            return Err(format!("there is no column {name} in what the query gives"));
        }
    }
    let texts: Vec<String> = names.iter().map(|n| format!("cast({n} as varchar)")).collect();
    let sql = format!("select {} from {source} order by {}", texts.join(", "), names.join(", "));
    let mut statement = conn.prepare(&sql).map_err(said)?;
    let read = statement
        .query_map([], |row| (0..names.len()).map(|at| row.get::<_, Value>(at)).collect())
        .map_err(said)?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for row in read {
        rows.push(row.map_err(said)?);
    }
    for (at, name) in names.iter().enumerate() {
        if kinds.get(name.as_str()) == Some(&"TIMESTAMP") {
            rows.iter_mut().for_each(|row| row[at] = row[at].as_deref().map(to_the_minute));
        }
    }
    Ok(Grid { columns: names, rows })
}

/// An instant without its seconds where there are none.
pub fn to_the_minute(text: &str) -> String {
    let whole = text.len() == "2024-03-25 08:30:00".len();
    text.strip_suffix(":00").filter(|_| whole).unwrap_or(text).to_owned()
}
