//! From the findings of one world to what was met, what was missed and what is false.

use std::collections::BTreeMap;

use redtape::find::Found;
use redtape::results::{Cell, Finding};

use super::plan::DELAYED;
use super::world::{Mark, Truth, parts};

/// At which findings stand.
pub const ALPHA: f64 = 0.05;

/// The finder that tests nothing: an account of who held what was late.
pub const ACCOUNT: &str = "B103";

/// Smallest share of the delay that it shows.
const WORTH_SHOWING: f64 = 0.1;

/// What a finder made of one world.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// Planted marks, and those of them that a finding stands for.
    pub planted: u64,
    pub met: u64,
    /// Findings that stand, and those of them that nothing was planted for.
    pub standing: u64,
    pub wrong: u64,
}

impl Score {
    /// Both together.
    pub fn and(&self, other: &Self) -> Self {
        Self {
            planted: self.planted + other.planted,
            met: self.met + other.met,
            standing: self.standing + other.standing,
            wrong: self.wrong + other.wrong,
        }
    }
}

/// The score of a finder in a world; `planted_delay` where the account has a delay to name.
pub fn score(code: &str, truth: &Truth, findings: &[Finding], planted_delay: bool) -> Score {
    if code == ACCOUNT {
        return account(findings, planted_delay);
    }
    let standing: Vec<&Finding> =
        findings.iter().filter(|f| f.code == code && f.stands(ALPHA)).collect();
    let scopes: Vec<_> = standing.iter().map(|f| parts(&f.scope)).collect();
    let stands = |mark: &&Mark| scopes.iter().any(|scope| mark.fits(code, scope));
    Score {
        planted: count(truth.must(code)),
        met: count(truth.must(code).filter(stands)),
        standing: count(standing.iter()),
        wrong: count(standing.iter().filter(|f| !truth.allows(f))),
    }
}

/// Met is the delay that is named first in its procedure. Wrong is what the account may not show: less
/// than a tenth, or more than the whole of a procedure's delay.
fn account(findings: &[Finding], planted: bool) -> Score {
    let mut procedures: BTreeMap<Option<&str>, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.code == ACCOUNT) {
        procedures.entry(finding.scope.procedure.as_deref()).or_default().push(finding);
    }
    let (procedure, step) = DELAYED;
    let first = procedures
        .get(&Some(procedure))
        .and_then(|held| held.iter().max_by(|a, b| a.effect.total_cmp(&b.effect)));
    let named = first.is_some_and(|f| f.scope.step.as_deref() == Some(step));
    let wrong = procedures.values().map(|held| {
        let little = count(held.iter().filter(|f| f.effect < WORTH_SHOWING));
        let whole: f64 = held.iter().map(|f| f.effect).sum();
        little + u64::from(whole > 1.0 + 1e-9)
    });
    Score {
        planted: u64::from(planted),
        met: u64::from(planted && named),
        standing: count(procedures.values().flatten()),
        wrong: wrong.sum(),
    }
}

/// Whether a reader is told a finding without reserve: no analyst is asked to confirm it first.
pub fn confident(finding: &Finding) -> bool {
    finding.stands(ALPHA) && !finding.confirm
}

/// Findings that stand and that nothing was planted for, of all finders.
pub fn false_findings<'a>(truth: &'a Truth, findings: &'a [Finding]) -> Vec<&'a Finding> {
    findings.iter().filter(|f| f.stands(ALPHA) && !truth.allows(f)).collect()
}

/// Effect and p of a finder's tests where something was planted, found or not.
pub fn planted_tests(code: &str, truth: &Truth, found: &Found) -> Vec<[f64; 2]> {
    let table = &found.tests;
    let text = |row: &[Cell], name: &str| -> Option<String> {
        match row.get(table.column(name)?)? {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        }
    };
    let number = |row: &[Cell], name: &str| row.get(table.column(name)?).and_then(Cell::number);
    let tested_here = |row: &&Vec<Cell>| {
        let named = |part: &str| Some((part.to_owned(), text(row, part)?));
        let scope: BTreeMap<String, String> = SCOPE.iter().copied().filter_map(named).collect();
        let of = text(row, "code").unwrap_or_default();
        truth.must(code).any(|mark| mark.fits(&of, &scope))
    };
    let both = |row: &Vec<Cell>| Some([number(row, "effect")?, number(row, "p")?]);
    table.rows.iter().filter(tested_here).filter_map(both).collect()
}

const SCOPE: [&str; 6] = ["procedure", "step", "other_step", "agency", "unit", "other_unit"];

fn count<T>(things: impl Iterator<Item = T>) -> u64 {
    things.map(|_| 1).sum()
}
