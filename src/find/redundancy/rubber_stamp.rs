//! R101: a check that hardly ever changes anything.

use crate::error::Result;
use crate::find::judge::{Judged, share_below};
use crate::find::redundancy::checks::{Check, checks};
use crate::find::scope::{Case, part, seen};
use crate::find::{Evidence, Limits, Outcome, Seen};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R101 rubber-stamp
///
/// ## What it finds
/// A check that hardly ever changes anything, and that dossiers wait for.
///
/// ## Why it matters
/// Each pass costs the applicant the wait and an officer the reading. Such a step usually stands in the
/// internal process, so that the chair of the committee can strike it without asking anybody.
///
/// ## How
/// Upper 95 % Clopper–Pearson bound of "changed anything" below `max_change_rate`, k and n divided by the
/// design effect of the weekly series (methods §3, §8). "Changed" by the best evidence that the data have:
/// - `outcome`: an outcome other than pass was recorded (where at least half of the runs have one);
/// - `issued`: the clock was stopped during the run or before the next one began, or the dossier was
///   refused or withdrawn, which counts for every check that it passed, since nothing says which one
///   refused it (where at least five such events lie at the procedure's checks);
/// - `consequence`: the dossier closed there with no later run, or went directly to a step that the study
///   file names as its consequence. Dossiers still open there leave n. All weeks of the data count.
///
/// The first two look at the evidence window. The last needs an analyst's confirmation.
///
/// ## Null hypothesis
/// The check changes at least `max_change_rate` of what passes it.
///
/// ## What would prove it wrong
/// Deterrence: people prepare better because the check exists. Try a sampled check first. And harm that
/// is rare but grave: then even one change in a thousand is worth it.
///
/// ## Known problems
/// Outcomes kept on paper only look like none. By consequence, a check whose finding is mended at the next
/// desk looks as if it had found nothing. Only steps with the role `check` are looked at.
pub RUBBER_STAMP {
    code: "R101",
    name: "rubber-stamp",
    since: "0.1",
    family: Redundancy,
    reads: ["find.check_outcome", "find.span"],
    needs: "steps with the role check",
    find,
}
}

/// Fewest supplements, refusals and withdrawals at a procedure's checks for them to be evidence.
const FEWEST_ISSUED: f64 = 5.0;

/// Which evidence says whether a check changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    Outcome,
    Issued,
    Consequence,
}

impl Basis {
    /// The best that the data have for this check.
    fn best(check: &Check, issued_in_procedure: f64, fewest: f64) -> Self {
        let [runs, finished, outcomes, ..] = check.window.totals();
        if outcomes >= fewest && 2.0 * outcomes >= runs {
            Self::Outcome
        } else if issued_in_procedure >= FEWEST_ISSUED && finished >= fewest {
            Self::Issued
        } else {
            Self::Consequence
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Issued => "issued",
            Self::Consequence => "consequence",
        }
    }

    fn sentence(self) -> Message {
        Message::new(match self {
            Self::Outcome => "find-r101-outcome",
            Self::Issued => "find-r101-issued",
            Self::Consequence => "find-r101-consequence",
        })
    }
}

fn find(evidence: &Evidence, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let checks = checks(evidence, limits)?;
    for check in &checks {
        let issued: f64 = checks
            .iter()
            .filter(|c| c.procedure == check.procedure)
            .map(|c| c.window.totals()[4])
            .sum();
        let basis = Basis::best(check, issued, limits.fewest());
        match judge(check, basis, limits) {
            Some(seen) => outcome.seen.push(seen),
            None => outcome.untested += 1,
        }
    }
    Ok(outcome)
}

fn judge(check: &Check, basis: Basis, limits: &Limits) -> Option<Seen> {
    let (k, n, open) = match basis {
        Basis::Outcome => {
            let [_, _, n, k, ..] = check.window.active(2);
            (k, n, 0.0)
        }
        Basis::Issued => {
            let [_, n, _, _, k, ..] = check.window.active(1);
            (k, n, 0.0)
        }
        Basis::Consequence => {
            let [_, _, _, _, _, n, k, _, _] = check.all_weeks.active(5);
            (k, n, check.all_weeks.totals()[7])
        }
    };
    let (changed, passes) = (k.iter().sum::<f64>(), n.iter().sum::<f64>());
    if passes < limits.fewest() {
        return None;
    }
    let judged = share_below(k, n, limits.max_change_rate)?;
    let [runs, .., owned] = check.window.totals();
    let case = Case {
        finder: &RUBBER_STAMP,
        scope: Scope {
            procedure: part(&check.procedure),
            step: part(&check.step),
            ..Scope::default()
        },
        unit: Unit::Share,
        margin: limits.max_change_rate,
        n: passes,
        n_censored: open,
        direct: true,
        at_stake_s: owned,
        null_hypothesis: Message::new("find-r101-null").share("limit", limits.max_change_rate),
        sentence: basis
            .sentence()
            .count("changed", crate::find::scope::whole(changed))
            .share("share", judged.effect)
            .said("bound", bound(&judged))
            .work("owned", if runs > 0.0 { owned / runs } else { 0.0 }),
        charts: &["time_by_step"],
    };
    let seen = seen(case, &judged, limits.level).resting_on(basis.name());
    Some(if basis == Basis::Consequence { seen.to_confirm() } else { seen })
}

/// The bound in words; the reason where there is none.
fn bound(judged: &Judged) -> Message {
    match judged.interval {
        Some([_, high]) => Message::new("find-bound").share("high", high),
        None => Message::new("find-no-interval").count("weeks", u64::from(judged.weeks)),
    }
}
