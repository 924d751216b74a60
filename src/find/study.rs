//! All finders over one study: false discovery, what stands, and the table of every test.

use super::finder::{Finder, Outcome, Seen};
use super::scope::counted;
use super::{Evidence, FINDERS, Limits};
use crate::error::{Error, Result};
use crate::results::{Cell, Column, FinderTally, Finding, Message, Table, Unit};
use crate::stats::fdr::{one_sided_q_values, q_values_by_family};
use crate::stats::{Unfit, real};

/// What the finders found.
#[derive(Debug)]
pub struct Found {
    /// What stands within its finder beyond the margin, and what is descriptive; in order of code, scope,
    /// basis. Headlines and recommendations look at `q_study` besides.
    pub findings: Vec<Finding>,
    /// One entry a finder, in order of code.
    pub tally: Vec<FinderTally>,
    /// The table `tests`: every test, whether it stands or not.
    pub tests: Table,
}

/// Runs every finder. Benjamini–Hochberg is applied over each finder's tests ([`one_sided_q_values`]) and
/// over all tests of the study, where every finder has an equal part of the error budget
/// ([`q_values_by_family`]); what holds in the study holds in its finder too, so that the larger of both q is
/// the study's.
///
/// # Errors
/// If a relation or a column is missing.
pub fn all(evidence: &Evidence<'_>, limits: &Limits) -> Result<Found> {
    all_by(limits, |finder| (finder.find)(evidence, limits))
}

/// The same, where `look` says what each finder sees: for trying what a broken one would do.
///
/// # Errors
/// Those of `look`.
pub fn all_by(limits: &Limits, look: impl Fn(&Finder) -> Result<Outcome>) -> Result<Found> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut untested = Vec::with_capacity(FINDERS.len());
    let mut suppressed = Vec::with_capacity(FINDERS.len());
    let mut unjudged = Vec::with_capacity(FINDERS.len());
    for finder in FINDERS {
        let mut outcome = look(finder)?;
        // Small groups stay unsaid, in a finding as in a table; they cost no q either.
        let seen_of = outcome.seen.len();
        outcome.seen.retain(|one| one.finding.n >= limits.suppress_below);
        suppressed.push(counted(seen_of - outcome.seen.len()));
        let q = q_over(&outcome.seen)?;
        for (one, q) in outcome.seen.iter_mut().zip(q) {
            one.finding.q_finder = q;
        }
        untested.push(outcome.untested);
        unjudged.push(outcome.unjudged);
        seen.append(&mut outcome.seen);
    }
    let p: Vec<Option<f64>> = seen.iter().map(|s| s.finding.p).collect();
    let codes: Vec<&str> = seen.iter().map(|s| s.finding.code.as_str()).collect();
    let q = q_values_by_family(&p, &codes).map_err(unfit)?;
    for (one, q) in seen.iter_mut().zip(q) {
        let of_finder = one.finding.q_finder;
        one.finding.q_study = q.map(|q| of_finder.map_or(q, |of_finder| q.max(of_finder)));
    }
    seen.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    let left_out = untested.into_iter().zip(suppressed).zip(unjudged);
    let tally = FINDERS.iter().zip(left_out).map(|(finder, ((untested, suppressed), unjudged))| {
        let of_finder = || seen.iter().map(|s| &s.finding).filter(|f| f.code == finder.code);
        let tested = count(of_finder().filter(|f| !f.descriptive()));
        FinderTally {
            code: finder.code.to_owned(),
            tested,
            by_chance: real(tested) * limits.set.alpha,
            found: count(of_finder().filter(|f| f.stands(limits.set.alpha))),
            untested,
            suppressed,
            unjudged,
        }
    });
    Ok(Found {
        tally: tally.collect(),
        tests: table(seen.iter().map(|s| &s.finding).filter(|f| !f.descriptive())),
        findings: seen
            .into_iter()
            .filter(|s| s.beyond && s.finding.q_finder.is_none_or(|q| q <= limits.set.alpha))
            .map(|s| s.finding)
            .collect(),
    })
}

fn q_over(seen: &[Seen]) -> Result<Vec<Option<f64>>> {
    let p: Vec<Option<f64>> = seen.iter().map(|s| s.finding.p).collect();
    one_sided_q_values(&p).map_err(unfit)
}

fn unfit(unfit: Unfit) -> Error {
    Error::failed(format!("false discovery rate: {unfit}"))
}

fn order(f: &Finding) -> (&str, &crate::results::Scope, &Option<String>) {
    (&f.code, &f.scope, &f.basis)
}

fn count<'a>(findings: impl Iterator<Item = &'a Finding>) -> u64 {
    findings.map(|_| 1).sum()
}

const COLUMNS: [(&str, Unit, u8); 16] = [
    ("code", Unit::Text, 0),
    ("procedure", Unit::Text, 0),
    ("step", Unit::Text, 0),
    ("other_step", Unit::Text, 0),
    ("agency", Unit::Text, 0),
    ("unit", Unit::Text, 0),
    ("other_unit", Unit::Text, 0),
    ("effect", Unit::None, 4),
    ("low", Unit::None, 4),
    ("high", Unit::None, 4),
    ("margin", Unit::None, 4),
    ("n", Unit::Count, 0),
    ("weeks", Unit::Count, 0),
    ("p", Unit::None, 4),
    ("q_finder", Unit::None, 4),
    ("q_study", Unit::None, 4),
];

fn table<'a>(tests: impl Iterator<Item = &'a Finding>) -> Table {
    let column =
        |(name, unit, decimals): (&str, Unit, u8)| Column { name: name.to_owned(), unit, decimals };
    Table {
        name: "tests".to_owned(),
        title: Message::new("find-tests-title"),
        columns: COLUMNS.map(column).to_vec(),
        rows: tests.map(row).collect(),
        suppressed: 0,
    }
}

fn row(f: &Finding) -> Vec<Cell> {
    let text = |part: &Option<String>| part.clone().map_or(Cell::Null, Cell::Text);
    let number = |value: Option<f64>| value.map_or(Cell::Null, Cell::Float);
    let whole = |value: u64| i64::try_from(value).map_or(Cell::Null, Cell::Int);
    vec![
        Cell::Text(f.code.clone()),
        text(&f.scope.procedure),
        text(&f.scope.step),
        text(&f.scope.other_step),
        text(&f.scope.agency),
        text(&f.scope.unit),
        text(&f.scope.other_unit),
        Cell::Float(f.effect),
        number(f.interval.map(|[low, _]| low)),
        number(f.interval.map(|[_, high]| high)),
        number(f.margin),
        whole(f.n),
        whole(u64::from(f.n_weeks)),
        number(f.p),
        number(f.q_finder),
        number(f.q_study),
    ]
}
