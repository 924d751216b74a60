//! R105: a deadline of which hardly a dossier needs half.

use crate::error::Result;
use crate::find::judge::share_below;
use crate::find::scope::{Case, part, seen, whole};
use crate::find::weekly::groups;
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R105 padded-deadline
///
/// ## What it finds
/// A procedure of which hardly any dossier needs more than half of its deadline.
///
/// ## Why it matters
/// The applicant plans by the promise, not by the work. But a shorter promise alone saves nobody's work:
/// of all recommendations this is the last.
///
/// ## How
/// Dossiers, by week of receipt, whose half of the first promised time (in working time) lies before the
/// as-of date: of each of them it is known whether it needed more, open or closed, so that fast ones are
/// not favoured. Clopper–Pearson, k and n divided by the design effect of the weekly series (methods §3),
/// over the evidence window. Stopped clocks count as time needed, which is on the careful side.
///
/// ## Null hypothesis
/// At least `padded_share` of the dossiers need more than half of their deadline.
///
/// ## What would prove it wrong
/// Results entered in bulk before the work was done (see I102), or dossiers withdrawn early.
///
/// ## Known problems
/// Refused and withdrawn dossiers end early and count as quick.
pub PADDED_DEADLINE {
    code: "R105",
    name: "padded-deadline",
    since: "0.1",
    family: Redundancy,
    reads: ["find.half_deadline"],
    needs: "due dates",
    find,
}
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.half_deadline")?;
    let values = ["n", "n_censored", "needed", "allowed_s"];
    let weeks = limits.weeks();
    for ([procedure], group) in groups(frame, ["procedure_code"], "week_no", weeks, values)? {
        let [n, n_censored, needed, allowed] = group.totals();
        let [dossiers, _, more, _] = group.active(0);
        let limit = limits.set.padded_share;
        let judged = (n >= limits.fewest()).then(|| share_below(more, dossiers, limit)).flatten();
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let case = Case {
            finder: &PADDED_DEADLINE,
            scope: Scope { procedure: part(&procedure), ..Scope::default() },
            unit: Unit::Share,
            margin: limit,
            n,
            n_censored,
            direct: true,
            // No dossier waits for a deadline: nothing is spent on it.
            at_stake_s: 0.0,
            null_hypothesis: Message::new("find-r105-null").share("limit", limit),
            sentence: Message::new("find-r105")
                .count("needed", whole(needed))
                .share("share", judged.effect)
                .work("deadline", allowed / n),
            charts: &["due_date", "completion"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};

    fn outcome(noise: &mut Noise, weeks: u32, share: f64) -> Outcome {
        let rows: Vec<_> = (1..=i64::from(weeks))
            .map(|w| (["P"], [w, 30, 0, noise.of(30, share), 30 * 432_000]))
            .collect();
        let numbers = ["week_no", "n", "n_censored", "needed", "allowed_s"];
        let frames = vec![("find.half_deadline", frame(["procedure_code"], numbers, &rows))];
        run(&PADDED_DEADLINE, &limits(weeks), frames)
    }

    #[test]
    fn a_deadline_of_which_nobody_needs_half_is_found() {
        assert!(found(&outcome(&mut Noise::new(1), 52, 0.01)));
    }

    #[test]
    fn a_deadline_that_fits_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.4)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 0.0);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_deadline_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 0.05)));
        assert!(share <= most, "{share}");
    }
}
