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

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
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
        let limit = limits.set.same_hands_share;
        let judged = (known >= limits.fewest())
            .then(|| share_above(sames, knowns, limit, limits.set.level))
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
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};

    fn outcome(noise: &mut Noise, weeks: u32, share: f64, others: i64) -> Outcome {
        let mut rows = Vec::new();
        for w in 1..=i64::from(weeks) {
            let pair = [w, 20, 20, noise.of(20, share), 700];
            rows.push((["P", "enter", "assign"], pair));
            rows.push((["P", "enter", "return"], [w, others, others, 0, 0]));
            rows.push((["P", "assign", ""], [w, 20, 0, 0, 0]));
        }
        let keys = ["procedure_code", "step", "other_step"];
        let numbers = ["week_no", "n", "n_known", "same", "owned_s"];
        let frames = vec![("find.same_hands", frame(keys, numbers, &rows))];
        run(&SAME_HANDS, &limits(weeks), frames)
    }

    #[test]
    fn two_steps_of_one_officer_are_found() {
        let outcome = outcome(&mut Noise::new(1), 52, 0.995, 1);
        assert!(found(&outcome));
        assert_eq!(outcome.seen.len(), 1);
        assert_eq!(outcome.seen[0].finding.n, 1_040);
    }

    #[test]
    fn three_officers_who_share_the_work_are_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.33, 1)));
    }

    #[test]
    fn a_rare_way_to_go_is_no_pair() {
        assert!(
            outcome(&mut Noise::new(1), 52, 1.0, 30)
                .seen
                .iter()
                .all(|s| { s.finding.scope.other_step.as_deref() != Some("assign") })
        );
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 1.0, 1);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_pair_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 0.95, 1)));
        assert!(share <= most, "{share}");
    }
}
