//! `redtape queries`: the relations of a study, and the SQL that makes each one.

use std::fmt::Write as _;

use serde::Serialize;

use super::QueriesArgs;
use super::ui::Ui;
use crate::error::{Error, Result};
use crate::store::{Catalogue, Kind, Published, Query};
use crate::study::nearest;

/// The layers that a relation of the catalogue may be in, and what they hold.
const LAYERS: [(&str, &str); 4] = [
    ("stage", "typed, cleaned rows"),
    ("model", "dossiers and step runs, timed"),
    ("measure", "counts and sums"),
    ("find", "evidence of the finders"),
];

pub(super) fn run(args: &QueriesArgs, ui: &Ui) -> Result<()> {
    let catalogue = Catalogue::embedded()?;
    let published = args.study.as_deref().map(Published::open).transpose()?;
    let Some(name) = &args.name else {
        let all = catalogue.queries().iter().collect();
        return list(all, published.as_ref(), args.json, ui);
    };
    if let Some(query) = catalogue.get(name) {
        let rows = rows(query, published.as_ref())?;
        if args.json {
            return json(&Shown::new(query, rows), ui);
        }
        ui.result(script(query, published.as_ref().zip(rows)).trim_end());
        return Ok(());
    }
    let layer: Vec<&Query> =
        catalogue.queries().iter().filter(|q| q.name.split('.').next() == Some(name)).collect();
    if layer.is_empty() {
        return Err(unknown(name, &catalogue));
    }
    list(layer, published.as_ref(), args.json, ui)
}

fn list(
    mut queries: Vec<&Query>,
    published: Option<&Published>,
    as_json: bool,
    ui: &Ui,
) -> Result<()> {
    // By layer and name, as one looks them up; the catalogue has them as they are made.
    let layer = |q: &Query| LAYERS.iter().position(|(l, _)| q.name.split('.').next() == Some(*l));
    queries.sort_by(|a, b| layer(a).cmp(&layer(b)).then_with(|| a.name.cmp(&b.name)));
    let mut shown = Vec::with_capacity(queries.len());
    for query in queries {
        shown.push(Shown::new(query, rows(query, published)?));
    }
    if as_json {
        return json(&shown, ui);
    }
    let widest = shown.iter().map(|s| s.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (layer, holds) in LAYERS {
        let mut of_layer =
            shown.iter().filter(|s| s.name.split('.').next() == Some(layer)).peekable();
        if of_layer.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "{layer}: {holds}");
        for relation in of_layer {
            let columns = match relation.columns.len() {
                0 => String::new(),
                n => format!("{n:>2} columns"),
            };
            let _ = write!(text, "  {:widest$}  {:5}  {columns:10}", relation.name, relation.kind);
            if published.is_some() {
                let rows = relation.rows.map_or_else(|| "–".to_owned(), |n| n.to_string());
                let _ = write!(text, "  {rows:>9} rows");
            }
            let _ = writeln!(text, "  {}", relation.grain);
        }
        text.push('\n');
    }
    text.push_str("redtape queries NAME prints what a relation's columns mean, and its SQL.");
    ui.result(&text);
    Ok(())
}

/// A relation as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    kind: &'a str,
    grain: &'a str,
    key: Vec<&'a str>,
    columns: Vec<ShownColumn<'a>>,
    why: &'a str,
    holds: Vec<ShownIdentity<'a>>,
    reads: Vec<&'a str>,
    rows: Option<u64>,
    sql: String,
}

#[derive(Serialize)]
struct ShownColumn<'a> {
    name: &'a str,
    unit: Option<&'a str>,
    meaning: &'a str,
}

#[derive(Serialize)]
struct ShownIdentity<'a> {
    sentence: &'a str,
    broken_by: &'a str,
}

impl<'a> Shown<'a> {
    fn new(query: &'a Query, rows: Option<u64>) -> Self {
        Self {
            name: &query.name,
            kind: query.kind.as_str(),
            grain: &query.grain,
            key: query.key().collect(),
            columns: query
                .columns
                .iter()
                .map(|c| ShownColumn { name: &c.name, unit: c.unit(), meaning: &c.meaning })
                .collect(),
            why: &query.why,
            holds: query
                .holds
                .iter()
                .map(|i| ShownIdentity { sentence: &i.sentence, broken_by: i.broken_by.trim_end() })
                .collect(),
            reads: query.reads_raw.iter().chain(&query.reads).map(String::as_str).collect(),
            rows,
            sql: statement(query),
        }
    }
}

fn json<T: Serialize>(value: &T, ui: &Ui) -> Result<()> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|e| Error::failed(format!("the relations can't be written as JSON: {e}")))?;
    ui.result(&text);
    Ok(())
}

fn rows(query: &Query, published: Option<&Published>) -> Result<Option<u64>> {
    match published {
        Some(published) if query.kind.is_relation() => published.rows(&query.name),
        _ => Ok(None),
    }
}

/// The statement as an analyst pastes it; a function becomes one of the analyst's own session.
fn statement(query: &Query) -> String {
    let body = query.body.trim();
    match &query.kind {
        Kind::Macro(parameters) => {
            let name = query.name.rsplit('.').next().unwrap_or(&query.name);
            format!("create or replace temporary macro {name}{parameters} as\n{body};")
        }
        Kind::Table | Kind::View | Kind::Type | Kind::Kernel(_) => format!("{body};"),
    }
}

/// Header and statement as one script.
fn script(query: &Query, rows: Option<(&Published, u64)>) -> String {
    let mut text = format!("-- {}\n-- {}\n", query.name, query.grain);
    let widest = query.columns.iter().map(|c| c.name.len()).max().unwrap_or(0);
    let units = query.columns.iter().filter_map(|c| c.unit()).map(str::len).max().unwrap_or(0);
    for column in &query.columns {
        let unit = column.unit().unwrap_or("");
        let line = format!("--   {:widest$}  {unit:units$}  {}", column.name, column.meaning);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let _ = writeln!(text, "-- Why: {}", query.why);
    for identity in &query.holds {
        let _ = writeln!(text, "-- Holds: {}", identity.sentence);
        for line in identity.broken_by.lines() {
            let _ = writeln!(text, "--   {line}");
        }
    }
    let reads: Vec<&str> = query.reads_raw.iter().chain(&query.reads).map(String::as_str).collect();
    if !reads.is_empty() {
        let _ = writeln!(text, "-- Reads: {}", reads.join(", "));
    }
    if let Some((published, rows)) = rows {
        let _ = writeln!(text, "-- Rows: {rows} in {}", published.file().display());
    }
    text.push_str(&statement(query));
    text
}

fn unknown(name: &str, catalogue: &Catalogue) -> Error {
    let names = || catalogue.queries().iter().map(|q| q.name.as_str());
    let bare = name.rsplit('.').next().unwrap_or(name);
    let mut near: Vec<&str> = names()
        .filter(|n| n.split_once('.').is_some_and(|(_, relation)| relation == bare))
        .collect();
    if near.is_empty() {
        near.extend(nearest(name, names()));
    }
    if near.is_empty() {
        // Without its layer, as one remembers it.
        let bare_names = names().filter_map(|n| n.split_once('.').map(|(_, relation)| relation));
        let meant = nearest(bare, bare_names);
        near.extend(names().filter(|n| n.split_once('.').map(|(_, relation)| relation) == meant));
    }
    let help = if near.is_empty() {
        "redtape queries lists the relations".to_owned()
    } else {
        format!("did you mean {}?", near.join(" or "))
    };
    Error::usage(format!("there is no relation {name}")).help(help)
}
