//! B101: a step that takes longer than the internal process plans.

use crate::error::Result;
use crate::find::judge::{Scale, ratio_above};
use crate::find::scope::{Case, part, seen};
use crate::find::weekly::groups;
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # B101 over-plan
///
/// ## What it finds
/// A step of a procedure that takes an agency longer, from the moment it could begin to the moment it
/// ends, than the internal process gives it.
///
/// ## Why it matters
/// The plan is what the deadline was cut from: a step over its plan eats the time of those after it. It
/// is the agency's own promise, so no other office has to be compared.
///
/// ## How
/// Sum of the working time of the runs over the sum of their planned time, by week of enabling, over the
/// evidence window; the logarithm's long-run variance by cosines, Student's t (methods §3). Runs still
/// unfinished count with the time that they have taken so far. At stake is the time beyond the plan.
///
/// ## Null hypothesis
/// The runs take at most `1 + plan_margin` times what is planned.
///
/// ## What would prove it wrong
/// A plan that was never meant for these dossiers (other kinds of applicant, other documents), or time in
/// which the clock stood still and the log doesn't say so.
///
/// ## Known problems
/// Published plans often don't add up to their own total; a plan of zero is no plan. Where one officer
/// does several procedures, the step that waits isn't the one that is slow.
pub OVER_PLAN {
    code: "B101",
    name: "over-plan",
    since: "0.1",
    family: Bottleneck,
    reads: ["find.over_plan"],
    needs: "the planned time of steps, in the log or the register",
    find,
}
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.over_plan")?;
    let keys = ["procedure_code", "step", "agency"];
    let values = ["n", "n_censored", "sojourn_s", "planned_s"];
    let weeks = limits.weeks();
    for ([procedure, step, agency], group) in groups(frame, keys, "week_no", weeks, values)? {
        let [n, n_censored, sojourn, planned] = group.totals();
        let [_, _, sojourns, plans] = group.active(0);
        let limit = 1.0 + limits.set.plan_margin;
        let judged = (n >= limits.fewest())
            .then(|| ratio_above(sojourns, plans, limit, limits.set.level, Scale::Log));
        let Some(judged) = judged.flatten() else {
            outcome.untested += 1;
            continue;
        };
        let excess = (sojourn - planned).max(0.0);
        let case = Case {
            finder: &OVER_PLAN,
            scope: Scope {
                procedure: part(&procedure),
                step: part(&step),
                agency: part(&agency),
                ..Scope::default()
            },
            unit: Unit::Ratio,
            margin: limits.set.plan_margin,
            n,
            n_censored,
            direct: true,
            at_stake_s: excess,
            null_hypothesis: Message::new("find-b101-null").share("margin", limits.set.plan_margin),
            sentence: Message::new("find-b101")
                .number("ratio", judged.effect)
                .work("mean", sojourn / n)
                .work("planned", planned / n)
                .work("excess", excess),
            charts: &["time_by_step"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, desk, false_alarms, found, frame, limits, run, seconds};

    /// A desk whose runs take `times` what is planned, on average in the long run.
    fn outcome(noise: &mut Noise, weeks: u32, times: f64) -> Outcome {
        let load = 0.7;
        // Mean time from arrival to end in M/M/1: service / (1 − load); twenty runs a week.
        let planned = load / 20.0 / (1.0 - load) / times;
        let rows: Vec<_> = desk(noise, weeks as usize, 20.0, load)
            .iter()
            .zip(1..)
            .map(|(w, no)| {
                let plan = seconds(planned) * w.arrivals;
                (["P", "appraise", "A"], [no, w.arrivals, 0, seconds(w.sojourn), plan])
            })
            .collect();
        let numbers = ["week_no", "n", "n_censored", "sojourn_s", "planned_s"];
        let frame = frame(["procedure_code", "step", "agency"], numbers, &rows);
        run(&OVER_PLAN, &limits(weeks), vec![("find.over_plan", frame)])
    }

    #[test]
    fn a_step_that_takes_twice_its_plan_is_found() {
        let outcome = outcome(&mut Noise::new(1), 52, 2.0);
        assert!(found(&outcome));
        let finding = &outcome.seen[0].finding;
        assert!(finding.interval.unwrap()[0] > 1.2 && finding.at_stake_s > 0.0);
        assert_eq!(finding.n_weeks, 52);
    }

    #[test]
    fn a_step_within_its_plan_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(2), 52, 0.9)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 2.0);
        let seen = &outcome.seen[0];
        assert!(seen.beyond && seen.finding.descriptive() && seen.finding.interval.is_none());
    }

    #[test]
    fn a_desk_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 1.2)));
        assert!(share <= most, "{share}");
    }

    #[test]
    fn a_group_with_few_runs_is_not_tested() {
        let rows = [(["P", "s", "A"], [1, 29, 0, 1_000, 10])];
        let numbers = ["week_no", "n", "n_censored", "sojourn_s", "planned_s"];
        let frame = frame(["procedure_code", "step", "agency"], numbers, &rows);
        let outcome = run(&OVER_PLAN, &limits(52), vec![("find.over_plan", frame)]);
        assert_eq!((outcome.seen.len(), outcome.untested), (0, 1));
    }
}
