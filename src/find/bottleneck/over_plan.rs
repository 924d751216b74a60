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

fn find(evidence: &Evidence, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.over_plan")?;
    let keys = ["procedure_code", "step", "agency"];
    let values = ["n", "n_censored", "sojourn_s", "planned_s"];
    let weeks = limits.weeks();
    for ([procedure, step, agency], group) in groups(frame, keys, "week_no", weeks, values)? {
        let [n, n_censored, sojourn, planned] = group.totals();
        let [_, _, sojourns, plans] = group.active(0);
        let limit = 1.0 + limits.plan_margin;
        let judged = (n >= limits.fewest())
            .then(|| ratio_above(sojourns, plans, limit, limits.level, Scale::Log));
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
            margin: limits.plan_margin,
            n,
            n_censored,
            direct: true,
            at_stake_s: excess,
            null_hypothesis: Message::new("find-b101-null").share("margin", limits.plan_margin),
            sentence: Message::new("find-b101")
                .number("ratio", judged.effect)
                .work("mean", sojourn / n)
                .work("planned", planned / n)
                .work("excess", excess),
            charts: &["time_by_step"],
        };
        outcome.seen.push(seen(case, &judged, limits.level));
    }
    Ok(outcome)
}
