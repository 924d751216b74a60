//! The catalogue: every relation is one file of `queries/`, and its path is its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};

/// A relation of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// `schema.relation`.
    pub name: String,
    pub kind: Kind,
    /// What a row is.
    pub grain: String,
    /// Column names with their descriptions, in the order of the header.
    pub columns: Vec<(String, String)>,
    /// Why the relation exists.
    pub why: String,
    /// The statement, without its header.
    pub body: String,
    /// Relations that it reads, `raw` ones apart.
    pub reads: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Materialised once.
    Table,
    View,
    /// A function of the given parameters.
    Macro(String),
}

/// Layers in the order of the data's way; a relation reads its own layer and earlier ones.
pub const LAYERS: [&str; 5] = ["raw", "stage", "model", "measure", "find"];

macro_rules! queries {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../queries/", $name, ".sql")))),*]
    };
}

/// One line a relation; a test compares the list with the folder.
const FILES: &[(&str, &str)] = queries![
    "stage/agency_calendar",
    "stage/deadline_rule",
    "stage/dossier",
    "stage/dossier_fault",
    "stage/legal_text",
    "stage/officer",
    "stage/pause",
    "stage/pause_fault",
    "stage/procedure",
    "stage/procedure_step",
    "stage/run_fault",
    "stage/set_aside",
    "stage/step_consequence",
    "stage/step_role",
    "stage/step_run",
    "stage/study_parameter",
    "model/calendar_day",
    "model/clock",
    "model/deadline_axis",
    "model/deadline_base",
    "model/deadline_stop",
    "model/dossier",
    "model/dossier_clock",
    "model/lateness",
    "model/legal_deadline",
    "model/pause",
    "model/pause_reason",
    "model/run_clock",
    "model/run_enabling",
    "model/run_frontier",
    "model/run_pause",
    "model/step_run",
    "model/week",
    "measure/deadline_coverage",
    "measure/deadline_match",
    "measure/dossier_distribution",
    "measure/dossier_week",
    "measure/due_gap",
    "measure/handover",
    "measure/lateness",
    "measure/on_time_week",
    "measure/open_dossier",
    "measure/paused_reason",
    "measure/rework",
    "measure/step_distribution",
    "measure/step_week",
    "measure/summary",
    "measure/unit_week",
    "find/bulk_closing",
    "find/channel_time",
    "find/check_kind",
    "find/check_outcome",
    "find/check_pair",
    "find/delay_share",
    "find/follow_up",
    "find/half_deadline",
    "find/over_plan",
    "find/peer_wait",
    "find/ping_pong",
    "find/procedure_week",
    "find/same_hands",
    "find/span",
    "find/unit_load",
];

/// All relations, each after those that it reads.
#[derive(Debug, Clone)]
pub struct Catalogue {
    queries: Vec<Query>,
}

impl Catalogue {
    /// The catalogue that the binary carries.
    ///
    /// # Errors
    /// If a header is incomplete, a relation is unknown, a read goes to a later layer, or there is a
    /// cycle.
    pub fn embedded() -> Result<Self> {
        Self::new(FILES)
    }

    fn new(files: &[(&str, &str)]) -> Result<Self> {
        let mut parsed = BTreeMap::new();
        for (path, text) in files {
            let query = parse(&path.replace('/', "."), text)?;
            parsed.insert(query.name.clone(), query);
        }
        for query in parsed.values() {
            for read in &query.reads {
                if !parsed.contains_key(read) {
                    return Err(Error::failed(format!(
                        "{} reads {read}: no such relation",
                        query.name
                    )));
                }
                if layer(read) > layer(&query.name) {
                    return Err(Error::failed(format!(
                        "{} reads {read}, of a later layer",
                        query.name
                    )));
                }
            }
        }
        Ok(Self { queries: in_order(parsed)? })
    }

    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    pub fn get(&self, name: &str) -> Option<&Query> {
        self.queries.iter().find(|q| q.name == name)
    }
}

fn layer(name: &str) -> Option<usize> {
    let schema = name.split('.').next().unwrap_or(name);
    LAYERS.iter().position(|l| *l == schema)
}

/// Orders by what each reads; names break ties, so the order is total.
fn in_order(mut waiting: BTreeMap<String, Query>) -> Result<Vec<Query>> {
    let mut ordered: Vec<Query> = Vec::with_capacity(waiting.len());
    let mut made = BTreeSet::new();
    while !waiting.is_empty() {
        let ready: Vec<String> = waiting
            .values()
            .filter(|q| q.reads.iter().all(|r| made.contains(r)))
            .map(|q| q.name.clone())
            .collect();
        if ready.is_empty() {
            let names: Vec<_> = waiting.into_keys().collect();
            return Err(Error::failed(format!(
                "relations read each other in a circle: {}",
                names.join(", ")
            )));
        }
        for name in ready {
            if let Some(query) = waiting.remove(&name) {
                made.insert(name);
                ordered.push(query);
            }
        }
    }
    Ok(ordered)
}

fn parse(name: &str, text: &str) -> Result<Query> {
    let bad = |what: &str| Error::failed(format!("queries/{}.sql: {what}", name.replace('.', "/")));
    let mut lines = text.lines();
    if lines.next() != Some(format!("-- {name}").as_str()) {
        return Err(bad("the first line must be the relation's name"));
    }
    let (mut grain, mut why, mut kind) = (Vec::new(), String::new(), Kind::Table);
    let mut columns: Vec<(String, String)> = Vec::new();
    // How many columns the last line with names named.
    let mut named = 0;
    let mut body = String::new();
    for line in lines {
        match line.strip_prefix("--") {
            Some(header) if body.is_empty() => {
                if let Some(reason) = header.strip_prefix(" Why: ") {
                    why = reason.to_owned();
                } else if let Some(given) = header.strip_prefix(" Kind: ") {
                    kind = match given {
                        "view" => Kind::View,
                        _ => match given.strip_prefix("macro ") {
                            Some(parameters) => Kind::Macro(parameters.to_owned()),
                            None => return Err(bad("the kind is view or macro (parameters)")),
                        },
                    };
                } else if let Some(column) = header.strip_prefix("   ") {
                    describe(column, &mut columns, &mut named);
                } else if why.is_empty() {
                    grain.push(header.trim());
                } else {
                    why.push(' ');
                    why.push_str(header.trim());
                }
            }
            _ => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    if grain.is_empty() || why.is_empty() {
        return Err(bad("the header must say what a row is, and why the relation exists"));
    }
    let reads = reads(&body, name);
    Ok(Query { name: name.to_owned(), kind, grain: grain.join(" "), columns, why, body, reads })
}

/// A line of a header: `name, name   meaning`, or, indented deeper, more of the meaning before it.
fn describe(line: &str, columns: &mut Vec<(String, String)>, named: &mut usize) {
    if line.starts_with(' ') {
        let from = columns.len().saturating_sub(*named);
        for (_, meaning) in columns.iter_mut().skip(from) {
            meaning.push(' ');
            meaning.push_str(line.trim());
        }
        return;
    }
    let (names, meaning) = line.split_once("  ").unwrap_or((line, ""));
    let before = columns.len();
    columns
        .extend(names.split(", ").map(|name| (name.trim().to_owned(), meaning.trim().to_owned())));
    *named = columns.len() - before;
}

/// Names of the form `layer.relation` outside of comments and strings, `raw` ones apart.
fn reads(body: &str, own: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in body.lines() {
        let code = line.split("--").next().unwrap_or("");
        for (i, part) in code.split('\'').enumerate() {
            if i % 2 == 1 {
                continue;
            }
            for word in part.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')) {
                if let Some((schema, relation)) = word.split_once('.')
                    && schema != "raw"
                    && LAYERS.contains(&schema)
                    && !relation.is_empty()
                {
                    // `schema.relation.column` names the relation too.
                    let relation = relation.split('.').next().unwrap_or(relation);
                    let name = format!("{schema}.{relation}");
                    if name != own {
                        found.insert(name);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_in_the_catalogue() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let mut in_folder = BTreeSet::new();
        for layer in std::fs::read_dir(root).unwrap() {
            let layer = layer.unwrap().path();
            for file in std::fs::read_dir(&layer).unwrap() {
                let path = file.unwrap().path();
                let schema = layer.file_name().unwrap().to_str().unwrap();
                in_folder
                    .insert(format!("{schema}/{}", path.file_stem().unwrap().to_str().unwrap()));
            }
        }
        let listed: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, in_folder);
    }

    #[test]
    fn relations_come_after_what_they_read() {
        let catalogue = Catalogue::embedded().unwrap();
        let mut made = BTreeSet::new();
        for query in catalogue.queries() {
            assert!(query.reads.iter().all(|r| made.contains(r)), "{}", query.name);
            made.insert(query.name.clone());
        }
        assert_eq!(made.len(), FILES.len());
    }

    fn message(files: &[(&str, &str)]) -> String {
        Catalogue::new(files).unwrap_err().message
    }

    #[test]
    fn a_catalogue_that_cannot_be_ordered_is_refused() {
        let unknown = ("stage/a", "-- stage.a\n-- One row.\n-- Why: x\nselect 1 from stage.b");
        assert!(message(&[unknown]).contains("stage.b: no such relation"));
        let later = [
            ("stage/a", "-- stage.a\n-- One row.\n-- Why: x\nselect 1 from model.b"),
            ("model/b", "-- model.b\n-- One row.\n-- Why: x\nselect 1"),
        ];
        assert!(message(&later).contains("of a later layer"));
        let circle = [
            ("stage/a", "-- stage.a\n-- One row.\n-- Why: x\nselect 1 from stage.b"),
            ("stage/b", "-- stage.b\n-- One row.\n-- Why: x\nselect 1 from stage.a"),
        ];
        assert!(message(&circle).contains("in a circle"));
    }

    #[test]
    fn names_in_strings_and_comments_are_not_reads() {
        let found = reads("select 'model.x' -- model.y\nfrom stage.z.column_name", "stage.own");
        assert_eq!(found, BTreeSet::from(["stage.z".to_owned()]));
    }
}
