//! B104: a desk with more work than its officers have time for.

use crate::error::Result;
use crate::find::judge::{Scale, ratio_above};
use crate::find::scope::{Case, part, seen};
use crate::find::weekly::groups;
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # B104 overloaded
///
/// ## What it finds
/// A unit whose officers are at work on dossiers for so much of their working time that queues must form.
///
/// ## Why it matters
/// Waiting doesn't grow in proportion to load: between a utilisation of 0.8 and 0.95 it grows fourfold.
/// Here shortening a deadline helps nobody; moving an officer, or cutting a step, does.
///
/// ## How
/// Working time on runs over the working time available (officers seen that week × their calendar), by
/// week, over the evidence window; long-run variance by cosines, Student's t (methods §3). Only where the
/// log has starts and ends. At stake is the time that dossiers waited there.
///
/// ## Null hypothesis
/// Utilisation is at most `max_utilisation`.
///
/// ## What would prove it wrong
/// Officers who worked in the unit without leaving a stamp, or who do two dossiers at a time.
///
/// ## Known problems
/// An officer who serves two units counts as available in both, and one who is ill as long as she stamps
/// anything that week: true utilisation is rather higher. Service that spans a night without work
/// counts its working hours whole.
pub OVERLOADED {
    code: "B104",
    name: "overloaded",
    since: "0.1",
    family: Bottleneck,
    reads: ["find.unit_load"],
    needs: "starts and ends of steps, and officers",
    find,
}
}

fn find(evidence: &Evidence, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.unit_load")?;
    let values = ["completions", "service_s", "available_s", "owned_wait_s"];
    let weeks = limits.weeks();
    for ([agency, unit], group) in groups(frame, ["agency", "unit"], "week_no", weeks, values)? {
        let [n, service, available, waited] = group.totals();
        if service <= 0.0 {
            // The log has no starts here: that is no scope with too little data, it is none at all.
            continue;
        }
        let [_, services, availables, _] = group.active(2);
        let limit = limits.set.max_utilisation;
        let judged = (n >= limits.fewest())
            .then(|| ratio_above(services, availables, limit, limits.set.level, Scale::Plain));
        let Some(judged) = judged.flatten() else {
            outcome.untested += 1;
            continue;
        };
        let case = Case {
            finder: &OVERLOADED,
            scope: Scope { agency: part(&agency), unit: part(&unit), ..Scope::default() },
            unit: Unit::Share,
            margin: limit,
            n,
            n_censored: 0.0,
            direct: true,
            at_stake_s: waited,
            null_hypothesis: Message::new("find-b104-null").share("limit", limit),
            sentence: Message::new("find-b104")
                .share("utilisation", service / available)
                .work("waited", waited),
            charts: &["open_age"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, desk, false_alarms, found, frame, limits, run, seconds};

    fn outcome(noise: &mut Noise, weeks: u32, load: f64) -> Outcome {
        let rows: Vec<_> = desk(noise, weeks as usize, 20.0, load)
            .iter()
            .zip(1..)
            .map(|(w, no)| {
                let wait = seconds(w.wait);
                (["A", "u"], [no, w.completions, seconds(w.service), 144_000, wait])
            })
            .collect();
        let numbers = ["week_no", "completions", "service_s", "available_s", "owned_wait_s"];
        let frame = frame(["agency", "unit"], numbers, &rows);
        run(&OVERLOADED, &limits(weeks), vec![("find.unit_load", frame)])
    }

    #[test]
    fn a_desk_that_is_always_busy_is_found() {
        assert!(found(&outcome(&mut Noise::new(1), 52, 0.98)));
    }

    #[test]
    fn a_desk_with_time_to_spare_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.75)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 15, 0.98);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_desk_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 0.85)));
        assert!(share <= most, "{share}");
    }

    #[test]
    fn a_log_without_starts_has_no_load() {
        let rows = [(["A", "u"], [1, 100, 0, 0, 50])];
        let numbers = ["week_no", "completions", "service_s", "available_s", "owned_wait_s"];
        let frame = frame(["agency", "unit"], numbers, &rows);
        let outcome = run(&OVERLOADED, &limits(52), vec![("find.unit_load", frame)]);
        assert_eq!((outcome.seen.len(), outcome.untested), (0, 0));
    }
}
