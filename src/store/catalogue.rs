//! The catalogue: every relation is one file of `queries/`, and its path is its name.

use std::collections::{BTreeMap, BTreeSet};

use super::header::{LAYERS, Query, parse, reads};
use crate::error::{Error, Result};

macro_rules! queries {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../queries/", $name, ".sql")))),*]
    };
}

/// One line a relation; a test compares the list with the folder.
const FILES: &[(&str, &str)] = queries![
    "stage/agency_calendar",
    "stage/agency_name",
    "stage/calendar_day",
    "stage/calendar_name",
    "stage/channel_name",
    "stage/deadline_rule",
    "stage/dossier",
    "stage/dossier_difference",
    "stage/dossier_fault",
    "stage/dossier_state",
    "stage/legal_text",
    "stage/officer_calendar",
    "stage/officer_name",
    "stage/outcome_word",
    "stage/pause",
    "stage/pause_fault",
    "stage/pause_repeat",
    "stage/portal_dossier",
    "stage/portal_fault",
    "stage/portal_total",
    "stage/portal_total_fault",
    "stage/procedure",
    "stage/procedure_document",
    "stage/procedure_key",
    "stage/procedure_limit",
    "stage/procedure_match",
    "stage/procedure_step",
    "stage/procedure_text",
    "stage/run_fault",
    "stage/run_hold",
    "stage/run_repeat",
    "stage/run_stamp_fault",
    "stage/set_aside",
    "stage/stamp_bulk",
    "stage/status_conflict",
    "stage/status_word",
    "stage/step_consequence",
    "stage/step_name",
    "stage/step_role",
    "stage/step_run",
    "stage/study_parameter",
    "stage/unit_name",
    "stage/value_fault",
    "model/calendar_day",
    "model/clock",
    "model/deadline_axis",
    "model/deadline_base",
    "model/deadline_stop",
    "model/dossier",
    "model/dossier_clock",
    "model/lateness",
    "model/legal_deadline",
    "model/on_time",
    "model/pause_clock",
    "model/pause",
    "model/pause_before",
    "model/pause_reason",
    "model/run_timing",
    "model/run_wait",
    "model/step_concurrency",
    "model/step_run",
    "model/week",
    "measure/channel_distribution",
    "measure/closed_quarter",
    "measure/completion",
    "measure/deadline_coverage",
    "measure/deadline_match",
    "measure/dossier_distribution",
    "measure/dossier_group",
    "measure/dossier_week",
    "measure/due_gap",
    "measure/due_work_gap",
    "measure/handover",
    "measure/late_account",
    "measure/late_holder",
    "measure/lateness",
    "measure/observation",
    "measure/on_time",
    "measure/on_time_bridge",
    "measure/open_dossier",
    "measure/open_week",
    "measure/peer_distribution",
    "measure/paused_reason",
    "measure/portal_total",
    "measure/quarter_week",
    "measure/receipt_age",
    "measure/rework",
    "measure/stamp_heap",
    "measure/step_distribution",
    "measure/step_group",
    "measure/step_week",
    "measure/summary",
    "measure/time_account",
    "measure/time_basis",
    "measure/unit_service",
    "measure/unit_week",
    "measure/wait_cause",
    "find/bulk_closing",
    "find/channel_time",
    "find/check_kind",
    "find/check_outcome",
    "find/check_pair",
    "find/check_return",
    "find/check_unknown",
    "find/delay_share",
    "find/half_deadline",
    "find/over_plan",
    "find/peer_wait",
    "find/ping_pong",
    "find/ping_pong_way",
    "find/procedure_week",
    "find/restricted_time",
    "find/round_trip",
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
            let identities = query.holds.iter();
            let of_identities = identities.flat_map(|i| reads(&i.broken_by, |_| true, ""));
            for read in query.reads.iter().cloned().chain(of_identities) {
                if !parsed.contains_key(&read) {
                    return Err(Error::failed(format!(
                        "{} reads {read}: no such relation",
                        query.name
                    )));
                }
                if layer(&read) > layer(&query.name) {
                    return Err(Error::failed(format!(
                        "{} reads {read}, of a later layer",
                        query.name
                    )));
                }
            }
            if let Some(read) = query.reads_raw.first()
                && query.layer() != "stage"
            {
                return Err(Error::failed(format!(
                    "{} reads {read}: only stage reads raw, which is not published",
                    query.name
                )));
            }
        }
        Ok(Self { queries: in_order(parsed)? })
    }

    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    /// These relations and what they rest on, and nothing else.
    #[must_use]
    pub fn only<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut wanted: BTreeSet<String> = names.into_iter().map(str::to_owned).collect();
        // Each stands after those that it reads: from the end, all readers are known.
        for query in self.queries.iter().rev() {
            if wanted.contains(&query.name) {
                wanted.extend(query.reads.iter().cloned());
            }
        }
        self.queries.retain(|query| wanted.contains(&query.name));
        self
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

    #[test]
    fn a_part_of_the_catalogue_stands_on_its_own() {
        let whole = Catalogue::embedded().unwrap();
        let part = whole.clone().only(["find.same_hands", "stage.study_parameter"]);
        assert!(part.get("find.same_hands").is_some() && part.get("model.step_run").is_some());
        assert!(part.get("find.ping_pong").is_none());
        let holds = |q: &Query| q.reads.iter().all(|read| part.get(read).is_some());
        assert!(part.queries().iter().all(holds) && part.queries().len() < whole.queries().len());
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
        let raw = ("model/a", "-- model.a\n-- One row.\n-- Why: x\nselect 1 from raw.b");
        assert!(message(&[raw]).contains("only stage reads raw"));
        let identity = (
            "stage/a",
            "-- stage.a\n-- One row.\n-- Why: x\n-- Holds: y\n--   select 1 from model.b\nselect 1",
        );
        assert!(message(&[identity]).contains("model.b: no such relation"));
    }
}
