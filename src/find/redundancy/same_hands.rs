//! R103: two steps in a row that the same officer does.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::find::judge::share_above;
use crate::find::scope::{Case, part, seen, whole};
use crate::find::weekly::groups;
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R103 same-hands
///
/// ## What it finds
/// Two steps that follow each other directly and are done by the same officer nearly always: one step in
/// truth.
///
/// ## Why it matters
/// Each hand-over is a stamp to set, a queue to join and a figure to report. Where nobody else is
/// involved it controls nothing.
///
/// ## How
/// Share of the pairs A→B (B is the next run of the dossier) that one officer did both of, among those in
/// which both officers are known; only pairs that at least half of A's runs go through. Clopper–Pearson, k
/// and n divided by the design effect of the weekly series (methods §3), over the evidence window. At
/// stake is the time that dossiers spent on B.
///
/// ## Null hypothesis
/// At most `same_hands_share` of the pairs are in the same hands.
///
/// ## What would prove it wrong
/// A wait between the two that the law asks for (a posting, an answer from outside).
///
/// ## Known problems
/// Officers who share one account look like one. In an office with a single officer it is true and can't
/// be otherwise.
pub SAME_HANDS {
    code: "R103",
    name: "same-hands",
    since: "0.1",
    family: Redundancy,
    reads: ["find.same_hands"],
    needs: "the officer of each step",
    find,
}
}

fn find(evidence: &Evidence, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.same_hands")?;
    let keys = ["procedure_code", "step", "other_step"];
    let values = ["n", "n_known", "same", "owned_s"];
    let pairs = groups(frame, keys, "week_no", limits.weeks(), values)?;
    let mut runs: BTreeMap<[&str; 2], f64> = BTreeMap::new();
    for ([procedure, step, _], group) in &pairs {
        *runs.entry([procedure, step]).or_default() += group.totals()[0];
    }
    for ([procedure, step, next], group) in &pairs {
        let [n, known, same, owned] = group.totals();
        let of_all = runs.get(&[procedure.as_str(), step.as_str()]).copied().unwrap_or(0.0);
        // No next step, the same step again, a rare way to go, or no officers: no pair to merge.
        if next.is_empty() || next == step || 2.0 * n < of_all || known <= 0.0 {
            continue;
        }
        let [_, knowns, sames, _] = group.active(1);
        let limit = limits.same_hands_share;
        let judged = (known >= limits.fewest())
            .then(|| share_above(sames, knowns, limit, limits.level))
            .flatten();
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let case = Case {
            finder: &SAME_HANDS,
            scope: Scope {
                procedure: part(procedure),
                step: part(step),
                other_step: part(next),
                ..Scope::default()
            },
            unit: Unit::Share,
            margin: limit,
            n: known,
            n_censored: 0.0,
            direct: true,
            at_stake_s: owned,
            null_hypothesis: Message::new("find-r103-null").share("limit", limit),
            sentence: Message::new("find-r103")
                .count("same", whole(same))
                .share("share", judged.effect),
            charts: &["path", "time_by_step"],
        };
        outcome.seen.push(seen(case, &judged, limits.level));
    }
    Ok(outcome)
}
