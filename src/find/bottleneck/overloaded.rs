//! B104: a desk with more work than its officers have time for.

use crate::error::Result;
use crate::find::bottleneck::desk::{Desk, Question, judged};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::Message;

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

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let question = Question {
        finder: &OVERLOADED,
        limit: limits.set.max_utilisation,
        null: "find-b104-null",
        effect: "utilisation",
    };
    let values = ["completions", "service_s", "available_s", "owned_wait_s"];
    judged(&question, evidence, limits, values, |group| {
        let [n, service, _, waited] = group.totals();
        let [_, services, availables, _] = group.active(2);
        // Without starts in the log that is no desk with too little data, it is none at all.
        (service > 0.0).then(|| Desk {
            share: Some([services, availables]),
            n,
            n_censored: 0.0,
            waited_s: waited,
            sentence: Message::new("find-b104").work("waited", waited),
        })
    })
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
