//! What a reform is predicted to save, against what it does save.
//!
//! The truth is the mean, over fresh seeds, of what a dossier takes less in the same province after the
//! reform: *direct* where its officers still spend the minutes of what is gone, so that no queue is
//! relieved, *total* where they don't, and *queues* the rest (methods §9). A dossier that comes back to a
//! desk and waits there for its own ghost waits for what no world has: that is no part of the direct truth.
//! The generator alone makes it; the prediction is what a study of the province before the reform recommends.
//!
//! A prediction is of days in a year, and its range holds how much the year's arrivals vary. So it is divided
//! by how many dossiers a year has on average, not by how many its own year had.

use redtape::error::{Error, Result};
use redtape::results::{Recommendation, Scope};
use redtape::simulate::{self, Among, Province, Reform, Scenario};

use crate::jobs::side_by_side;
use crate::world::studied;

/// Levels of the ranges.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];

/// Fresh seeds, which no study of the grid has.
const FRESH: u64 = 1_000_000;

/// The evidence window of these worlds, 52 whole weeks: its first day, and the first one after it.
const WINDOW: [&str; 2] = ["2024-01-01", "2024-12-30"];

/// 52 weeks of dossiers that are done when the data end, so that each has saved all that it saves.
const FOLLOWED: [&str; 2] = ["2023-11-27", "2024-11-25"];

/// A problem, the recommendation that it brings up, and the reform that this one means.
pub struct Plan {
    pub scenario: &'static str,
    /// Of two rules for one thing the stronger one's recommendation stays.
    pub rules: &'static [&'static str],
    pub said: &'static str,
    reform: &'static str,
    procedure: &'static str,
    agency: Option<&'static str>,
    /// The step that the recommendation names.
    step: Option<&'static str>,
}

pub const PLANS: &[Plan] = &[
    Plan {
        scenario: "rubber-stamp",
        rules: &["C01"],
        said: "cut a check that passes nearly everything",
        reform: "kind = \"remove_check\"\nprocedure = \"1.001612\"\nstep = \"Trình lãnh đạo phòng\"",
        procedure: "1.001612",
        agency: None,
        step: Some("Trình lãnh đạo phòng"),
    },
    Plan {
        scenario: "duplicate-check",
        rules: &["C01", "C02"],
        said: "cut a second appraisal",
        reform: "kind = \"remove_check\"\nprocedure = \"1.001612\"\nstep = \"Thẩm định lại\"",
        procedure: "1.001612",
        agency: None,
        step: Some("Thẩm định lại"),
    },
    Plan {
        scenario: "same-hands",
        rules: &["C03"],
        said: "merge two steps of one clerk",
        reform: "kind = \"merge_steps\"\nprocedure = \"1.010226\"\nstep = \"Văn thư đóng dấu\"\nother_step = \"Trả kết quả\"",
        procedure: "1.010226",
        agency: None,
        step: Some("Văn thư đóng dấu"),
    },
    Plan {
        scenario: "ping-pong",
        rules: &["C04"],
        said: "end a way to and fro",
        reform: "kind = \"end_detour\"\nprocedure = \"1.010226\"",
        procedure: "1.010226",
        agency: None,
        step: None,
    },
    Plan {
        scenario: "slower-than-peers",
        rules: &["C05"],
        said: "sign at any time in one district",
        reform: "kind = \"dissolve_batch\"\ndesk = \"district-leaders\"\nagency = \"UBND huyện Cẩm Khê\"",
        procedure: "1.001612",
        agency: Some("UBND huyện Cẩm Khê"),
        step: Some("Ký duyệt"),
    },
    Plan {
        scenario: "slower-than-peers",
        rules: &["C05"],
        said: "delegate the signature in one district",
        reform: "kind = \"delegate\"\nprocedure = \"1.001612\"\nstep = \"Ký duyệt\"\ndesk = \"finance-heads\"\nagency = \"UBND huyện Cẩm Khê\"",
        procedure: "1.001612",
        agency: Some("UBND huyện Cẩm Khê"),
        step: Some("Ký duyệt"),
    },
];

/// Kinds of reforms for which no rule predicts a saving, and why.
pub const UNPREDICTED: &[(&str, &str)] = &[
    ("a document removed", "no finder judges documents yet: no recommendation names one"),
    ("two steps side by side", "no finder looks for a needless sequence yet"),
    ("officers moved", "C07 recommends it without a figure: all that it saves is in the queues"),
    ("a data link in place of a paper", "no finder tells what a paper's way costs yet"),
    (
        "a heap worked off by number",
        "no finder looks at waits for a heap yet; sessions come up as B102",
    ),
];

/// A mean over fresh seeds with its standard error.
#[derive(Debug, Clone, Copy)]
pub struct Mean {
    pub value: f64,
    pub error: f64,
}

impl Mean {
    fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let value = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|v| (v - value).powi(2)).sum();
        Self { value, error: (squares / (n - 1.0).max(1.0) / n).sqrt() }
    }
}

/// Working seconds that a dossier takes less.
#[derive(Debug, Clone, Copy)]
pub struct Truth {
    pub direct_s: Mean,
    pub total_s: Mean,
    /// Total less direct, seed by seed.
    pub queues_s: Mean,
    /// Dossiers in the evidence window.
    pub dossiers: f64,
}

/// What one study predicts, in working seconds a dossier; ranges by level.
#[derive(Debug, Clone, Copy)]
pub struct Predicted {
    pub saving_s: f64,
    pub ranges: [[f64; 2]; LEVELS.len()],
}

/// A reform with its truth and, by seed, what was predicted: nothing where the recommendation wasn't made.
pub struct Tried {
    pub plan: &'static Plan,
    pub truth: Result<Truth, String>,
    pub seeds: Vec<(u64, Result<Option<Predicted>, String>)>,
}

impl Tried {
    pub fn predicted(&self) -> impl Iterator<Item = &Predicted> {
        self.seeds.iter().filter_map(|(_, p)| p.as_ref().ok()?.as_ref())
    }
}

/// Works out all truths, then all predictions.
pub fn run(
    seeds: u64,
    fresh: u64,
    threads: usize,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Tried> {
    let truths = side_by_side(PLANS, threads, tell, |plan| {
        plan.truth(fresh).map_err(|error| error.to_string())
    });
    let jobs: Vec<(usize, u64)> =
        (0..PLANS.len()).flat_map(|plan| (1..=seeds).map(move |seed| (plan, seed))).collect();
    let predicted = side_by_side(&jobs, threads, tell, |(plan, seed)| {
        let truth = truths.get(*plan).and_then(|truth| truth.as_ref().ok());
        let (Some(plan), Some(truth)) = (PLANS.get(*plan), truth) else {
            return Err("nothing to compare with".to_owned());
        };
        plan.predict(*seed, truth.dossiers).map_err(|error| error.to_string())
    });
    let mut tried: Vec<Tried> = PLANS
        .iter()
        .zip(truths)
        .map(|(plan, truth)| Tried { plan, truth, seeds: Vec::new() })
        .collect();
    for ((plan, seed), predicted) in jobs.into_iter().zip(predicted) {
        if let Some(tried) = tried.get_mut(plan) {
            tried.seeds.push((seed, predicted));
        }
    }
    tried
}

impl Plan {
    fn among(&self, [from, to]: [&'static str; 2]) -> Among<'_> {
        Among {
            procedure: Some(self.procedure),
            agency: self.agency,
            from: Some(from),
            to: Some(to),
        }
    }

    fn truth(&self, fresh: u64) -> Result<Truth> {
        let base = Scenario::named(self.scenario)?;
        let reform = Reform::parse(self.reform)?;
        let [ghost, gone] = [true, false].map(|ghost| base.with_reform(&reform, ghost));
        let mean = |province: &Province| -> Result<f64> {
            let figures = province.figures(&self.among(FOLLOWED))?;
            Ok(figures.makespan_s - figures.own_ghost_s)
        };
        let [mut direct, mut total, mut queues, mut dossiers] = [const { Vec::new() }; 4];
        for seed in (FRESH..).take(usize::try_from(fresh).unwrap_or(usize::MAX)) {
            let province = simulate::run(&base, seed)?;
            dossiers.push(province.figures(&self.among(WINDOW))?.dossiers as f64);
            let before = mean(&province)?;
            let [ghostly, relieved] =
                [mean(&simulate::run(&ghost, seed)?)?, mean(&simulate::run(&gone, seed)?)?];
            direct.push(before - ghostly);
            total.push(before - relieved);
            queues.push(ghostly - relieved);
        }
        Ok(Truth {
            direct_s: Mean::of(&direct),
            total_s: Mean::of(&total),
            queues_s: Mean::of(&queues),
            dossiers: Mean::of(&dossiers).value,
        })
    }

    fn predict(&self, seed: u64, dossiers: f64) -> Result<Option<Predicted>> {
        let base = Scenario::named(self.scenario)?;
        let studied = studied(&base, seed)?;
        let day_s = studied.grounds.limits.office_day_s as f64;
        let a_dossier = |days: f64| days * day_s / dossiers;
        let mut predicted: Option<Predicted> = None;
        for (at, level) in LEVELS.into_iter().enumerate() {
            let advised = studied.grounds.recommendations(&studied.found.findings, level)?;
            let Some(saving) =
                advised.iter().find(|r| self.means(r)).and_then(|r| r.saving.as_ref())
            else {
                return Ok(None);
            };
            let range =
                saving.window_interval.map(|ends| ends.map(a_dossier)).ok_or_else(|| {
                    Error::failed(format!("{}: a saving without a range", self.scenario))
                })?;
            let predicted = predicted.get_or_insert(Predicted {
                saving_s: a_dossier(saving.in_window),
                ranges: [[0.0; 2]; LEVELS.len()],
            });
            if let Some(slot) = predicted.ranges.get_mut(at) {
                *slot = range;
            }
        }
        Ok(predicted)
    }

    /// Whether a recommendation is the one that the reform carries out.
    fn means(&self, recommendation: &Recommendation) -> bool {
        let Scope { procedure, step, agency, .. } = &recommendation.target;
        let named = |wanted: Option<&str>, given: &Option<String>| {
            wanted.is_none_or(|wanted| given.as_deref() == Some(wanted))
        };
        self.rules.contains(&recommendation.rule.as_str())
            && procedure.as_deref() == Some(self.procedure)
            && named(self.step, step)
            && named(self.agency, agency)
    }
}
