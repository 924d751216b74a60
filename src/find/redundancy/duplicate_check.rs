//! R102: a second check that never finds what the first has passed.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::find::judge::{Certain, share_certainly_below};
use crate::find::redundancy::checks::{UnknownOutcomes, checks};
use crate::find::scope::{Case, part, seen, whole};
use crate::find::weekly::{groups, texts};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R102 duplicate-check
///
/// ## What it finds
/// A check B that hardly ever objects to what an earlier check A of the same dossier has passed, although
/// A itself does find things.
///
/// ## Why it matters
/// Two signatures for one look: the second costs a wait, and takes from the first the feeling that it
/// counts.
///
/// ## How
/// Of the passes by A that were followed by B (before A looked again), those in which B recorded an
/// outcome other than pass: upper 95 % Clopper–Pearson bound below `max_duplicate_rate`, k and n divided
/// by the design effect of the weekly series (methods §3, §8), over the evidence window. Only where A
/// changes at least `max_change_rate` of what it sees (else A is the rubber stamp), and where B's kinds of
/// objection are all kinds that A has too. At stake is the time that dossiers spent on B. An analyst must
/// confirm it by a trial: that A takes care because B comes after looks the same in any data.
///
/// Outcomes of B that nobody knows the meaning of may be objections: the pair is judged only if the bound
/// holds with all of them counted as such. Else it is untested, and the words are told.
///
/// ## Null hypothesis
/// B finds something in at least `max_duplicate_rate` of what A has passed.
///
/// ## What would prove it wrong
/// B looks at something else and simply hasn't met it yet; or A takes more care because B comes after.
///
/// ## Known problems
/// Needs outcomes of both checks. Outcomes in free words differ in kind only by their spelling.
pub DUPLICATE_CHECK {
    code: "R102",
    name: "duplicate-check",
    since: "0.1",
    family: Redundancy,
    reads: [
        "find.check_pair",
        "find.check_kind",
        "find.check_outcome",
        "find.check_unknown",
        "find.span",
    ],
    needs: "outcomes of steps with the role check",
    find,
}
}

/// Kinds of objection by procedure and step.
type Kinds = BTreeMap<[String; 2], BTreeSet<String>>;

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let kinds = kinds(evidence)?;
    let unknown = UnknownOutcomes::read(evidence)?;
    let real: BTreeSet<[String; 2]> = checks(evidence, limits)?
        .into_iter()
        .filter(|c| {
            let [n, changed] = c.outcomes();
            n > 0.0 && changed >= limits.set.max_change_rate * n
        })
        .map(|c| [c.procedure, c.step])
        .collect();
    let frame = evidence.frame("find.check_pair")?;
    let keys = ["procedure_code", "step", "other_step"];
    let values = ["n", "found", "owned_s", "n_unknown"];
    for ([procedure, a, b], group) in groups(frame, keys, "week_no", limits.weeks(), values)? {
        let first = [procedure.clone(), a.clone()];
        let second = [procedure.clone(), b.clone()];
        if !real.contains(&first) || !same_kinds(&kinds, &first, &second) {
            continue;
        }
        let [n, found, owned, unknowns] = group.totals();
        let volume = if unknowns > 0.0 && n <= 0.0 { 3 } else { 0 };
        let [passed, finds, _, unsure] = group.active(volume);
        let limit = limits.set.max_duplicate_rate;
        let certain = (n + unknowns >= limits.fewest())
            .then(|| share_certainly_below(finds, passed, unsure, false, limit))
            .flatten();
        let judged = match certain {
            Some(Certain::Judged(judged)) if n >= limits.fewest() => judged,
            Some(_) => {
                outcome.untested += 1;
                outcome.unjudged.push(unknown.message(&procedure, &b));
                continue;
            }
            None => {
                outcome.untested += 1;
                continue;
            }
        };
        let case = Case {
            finder: &DUPLICATE_CHECK,
            scope: Scope {
                procedure: part(&procedure),
                step: part(&a),
                other_step: part(&b),
                ..Scope::default()
            },
            unit: Unit::Share,
            margin: limit,
            n,
            n_censored: 0.0,
            direct: true,
            at_stake_s: owned,
            null_hypothesis: Message::new("find-r102-null").share("limit", limit),
            sentence: Message::new(if unknowns > 0.0 { "find-r102-unknown" } else { "find-r102" })
                .count("unknown", whole(unknowns))
                .text("first", a)
                .text("second", b)
                .count("found", whole(found))
                .share("share", judged.effect),
            charts: &["time_by_step", "path"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level).resting_on("outcome").to_confirm());
    }
    Ok(outcome)
}

fn kinds(evidence: &Evidence<'_>) -> Result<Kinds> {
    let frame = evidence.frame("find.check_kind")?;
    let columns = texts(frame, ["procedure_code", "step", "outcome"])?;
    let mut kinds = Kinds::new();
    for row in 0..frame.rows() {
        let [procedure, step, outcome] =
            columns.map(|column| column.get(row).cloned().flatten().unwrap_or_default());
        kinds.entry([procedure, step]).or_default().insert(outcome);
    }
    Ok(kinds)
}

/// Whether every kind of objection of the second check is one of the first check's too.
fn same_kinds(kinds: &Kinds, first: &[String; 2], second: &[String; 2]) -> bool {
    match (kinds.get(first), kinds.get(second)) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(first), Some(second)) => second.is_subset(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::redundancy::checks::NUMBERS;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};

    /// Twenty passes a week by a check that itself changes `first` of what it sees; `kind` is what the
    /// second one objects to.
    fn outcome(noise: &mut Noise, weeks: u32, first: i64, rate: f64, kind: &str) -> Outcome {
        let pairs: Vec<_> = (1..=i64::from(weeks))
            .map(|w| (["P", "appraise", "submit"], [w, 20, noise.of(20, rate), 500, 0]))
            .collect();
        let checks: Vec<_> = (1..=i64::from(weeks))
            .map(|w| (["P", "appraise"], [w, w, 20, 20, 20, first, 0, 20, 0, 0, 500, 0]))
            .collect();
        let kinds = [(["P", "appraise", "returned"], [9]), (["P", "submit", kind], [2])];
        let steps = ["procedure_code", "step"];
        let pair = ["procedure_code", "step", "other_step"];
        let frames = vec![
            (
                "find.check_pair",
                frame(pair, ["week_no", "n", "found", "owned_s", "n_unknown"], &pairs),
            ),
            ("find.check_kind", frame(["procedure_code", "step", "outcome"], ["n"], &kinds)),
            ("find.check_outcome", frame(steps, NUMBERS, &checks)),
            ("find.check_unknown", frame(["procedure_code", "step", "outcome"], ["n"], &[])),
            ("find.span", frame([], ["weeks"], &[([], [i64::from(weeks)])])),
        ];
        run(&DUPLICATE_CHECK, &limits(weeks), frames)
    }

    #[test]
    fn a_second_check_that_passes_all_that_the_first_passed_is_found() {
        let outcome = outcome(&mut Noise::new(1), 52, 3, 0.002, "returned");
        assert!(found(&outcome));
        let scope = &outcome.seen[0].finding.scope;
        assert_eq!(scope.step.as_deref(), Some("appraise"));
        assert_eq!(scope.other_step.as_deref(), Some("submit"));
    }

    #[test]
    fn a_second_check_that_objects_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 3, 0.15, "returned")));
    }

    #[test]
    fn objections_of_another_kind_make_it_a_check_of_its_own() {
        assert!(outcome(&mut Noise::new(1), 52, 3, 0.002, "fee wrong").seen.is_empty());
    }

    #[test]
    fn after_a_rubber_stamp_there_is_nothing_to_duplicate() {
        assert!(outcome(&mut Noise::new(1), 52, 0, 0.002, "returned").seen.is_empty());
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 3, 0.0, "returned");
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_pair_at_the_margin_seldom_stands() {
        let alarm = |noise: &mut Noise| found(&outcome(noise, 52, 3, 0.03, "returned"));
        let (share, most) = false_alarms(400, alarm);
        assert!(share <= most, "{share}");
    }

    #[test]
    fn a_second_check_with_outcomes_that_nobody_knows_is_not_judged() {
        let pairs: Vec<_> =
            (1..=52).map(|w| (["P", "appraise", "submit"], [w, 10, 0, 500, 10])).collect();
        let checks: Vec<_> = (1..=52)
            .map(|w| (["P", "appraise"], [w, w, 20, 20, 20, 3, 0, 20, 0, 0, 500, 0]))
            .collect();
        let words = [(["P", "submit", "Xem xét"], [520])];
        let keys = ["procedure_code", "step", "outcome"];
        let pair = ["procedure_code", "step", "other_step"];
        let frames = vec![
            (
                "find.check_pair",
                frame(pair, ["week_no", "n", "found", "owned_s", "n_unknown"], &pairs),
            ),
            ("find.check_kind", frame(keys, ["n"], &[(["P", "appraise", "returned"], [9])])),
            ("find.check_outcome", frame(["procedure_code", "step"], NUMBERS, &checks)),
            ("find.check_unknown", frame(keys, ["n"], &words)),
            ("find.span", frame([], ["weeks"], &[([], [52])])),
        ];
        let outcome = run(&DUPLICATE_CHECK, &limits(52), frames);
        assert!(outcome.seen.is_empty() && outcome.untested == 1);
        assert!(format!("{:?}", outcome.unjudged).contains("Xem xét"));
    }
}
