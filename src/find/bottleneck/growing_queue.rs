//! B105: a desk that finishes less than it is given.

use crate::error::Result;
use crate::find::bottleneck::desk::{Desk, Question, judged};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::Message;

finder! {
/// # B105 growing-queue
///
/// ## What it finds
/// A unit at which more runs arrive than are completed, week after week.
///
/// ## Why it matters
/// The dossiers closed so far look fast; those that will be late are still in the drawer. It is the
/// earliest sign that a deadline will be missed.
///
/// ## How
/// Arrivals less completions over arrivals, by week, over the evidence window; long-run variance by
/// cosines, Student's t (methods §3). The first eight weeks of a log are left out: a log begins with an
/// empty office, which fills up. At stake is the time that dossiers waited there.
///
/// ## Null hypothesis
/// At most `max_queue_growth` of what arrives is added to the queue.
///
/// ## What would prove it wrong
/// Runs that were finished and never stamped: look at whether the oldest open ones are truly open.
///
/// ## Known problems
/// A seasonal peak at the end of the window looks like growth. An export chosen by date of closing has
/// no open dossiers: where the data look like one, no queue is tested.
pub GROWING_QUEUE {
    code: "B105",
    name: "growing-queue",
    since: "0.1",
    family: Bottleneck,
    reads: ["find.unit_load"],
    needs: "the unit of each step",
    find,
}
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let question = Question {
        finder: &GROWING_QUEUE,
        limit: limits.set.max_queue_growth,
        null: "find-b105-null",
        effect: "growth",
    };
    let values = ["settled_arrivals", "settled_growth", "owned_wait_s"];
    judged(&question, evidence, limits, values, |group| {
        let [arrivals, growth, waited] = group.totals();
        let [arrived, grown, _] = group.active(0);
        Some(Desk {
            share: (!limits.by_closing).then_some([grown, arrived]),
            n: arrivals,
            n_censored: growth,
            waited_s: waited,
            sentence: Message::new("find-b105").number("added", growth),
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
                (["A", "u"], [no, w.arrivals, w.arrivals - w.completions, seconds(w.wait)])
            })
            .collect();
        let numbers = ["week_no", "settled_arrivals", "settled_growth", "owned_wait_s"];
        let frame = frame(["agency", "unit"], numbers, &rows);
        run(&GROWING_QUEUE, &limits(weeks), vec![("find.unit_load", frame)])
    }

    #[test]
    fn a_desk_that_falls_behind_is_found() {
        // A quarter more arrives than one officer can do.
        let outcome = outcome(&mut Noise::new(3), 52, 1.25);
        assert!(found(&outcome));
        assert!(outcome.seen[0].finding.effect > 0.1);
    }

    #[test]
    fn a_busy_desk_that_keeps_up_is_silent() {
        let (share, most) = false_alarms(300, |noise| found(&outcome(noise, 52, 0.9)));
        assert!(share <= most, "{share}");
    }

    #[test]
    fn nothing_is_tested_where_only_closed_dossiers_are_there() {
        let limits = Limits { by_closing: true, ..limits(52) };
        let numbers = ["week_no", "settled_arrivals", "settled_growth", "owned_wait_s"];
        let rows: Vec<_> = (1..=52).map(|no| (["A", "u"], [no, 20, 4 + no % 3, 900])).collect();
        let frame = || frame(["agency", "unit"], numbers, &rows);
        let outcome = run(&GROWING_QUEUE, &limits, vec![("find.unit_load", frame())]);
        assert_eq!((outcome.seen.len(), outcome.untested), (0, 1));
        let full = Limits { by_closing: false, ..limits };
        assert!(found(&run(&GROWING_QUEUE, &full, vec![("find.unit_load", frame())])));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(3), 15, 1.5);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }
}
