//! I102: dossiers closed in bulk just before they are due.

use crate::error::Result;
use crate::find::judge::share_above;
use crate::find::scope::{Case, part, seen, whole};
use crate::find::weekly::groups;
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Arg, Message, Scope, Unit};

finder! {
/// # I102 bulk-closing
///
/// ## What it finds
/// An agency that closes many dossiers in the same minute, within the last office day before they are
/// due or at the very moment.
///
/// ## Why it matters
/// Closing many at once is a command of the software, not work on dossiers: the on-time share of such an
/// agency, and every duration that ends there, says when the button was pressed.
///
/// ## How
/// Share of the agency's closed dossiers, by week of closing, that were closed in the same minute as at
/// least `bulk_size` of its dossiers in all, and at or at most one office day of working time before their
/// due date. Clopper–Pearson, k and n divided by the design effect of the weekly series (methods §3), over
/// the evidence window.
///
/// ## Null hypothesis
/// At most `max_bulk_share` of the closings are such.
///
/// ## What would prove it wrong
/// A signing session at which many results are truly given out, or a system that stamps the whole day's
/// results at closing time, whatever their due date.
///
/// ## Known problems
/// Logs that keep dates without times put a day's closings into one minute. A due date moved to the moment
/// of closing looks like closing at the due date, which is no better.
pub BULK_CLOSING {
    code: "I102",
    name: "bulk-closing",
    since: "0.1",
    family: Integrity,
    reads: ["find.bulk_closing"],
    needs: "result and due dates with times",
    find,
}
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.bulk_closing")?;
    let values = ["n", "bulk"];
    for ([agency], group) in groups(frame, ["agency"], "week_no", limits.weeks(), values)? {
        let [n, bulk] = group.totals();
        let [closed, bulks] = group.active(0);
        let limit = limits.set.max_bulk_share;
        let judged = (n >= limits.fewest())
            .then(|| share_above(bulks, closed, limit, limits.set.level))
            .flatten();
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let case = Case {
            finder: &BULK_CLOSING,
            scope: Scope { agency: part(&agency), ..Scope::default() },
            unit: Unit::Share,
            margin: limit,
            n,
            n_censored: 0.0,
            direct: true,
            at_stake_s: 0.0,
            null_hypothesis: Message::new("find-i102-null")
                .share("limit", limit)
                .count("size", limits.set.bulk_size),
            sentence: Message::new("find-i102")
                .count("bulk", whole(bulk))
                .share("share", judged.effect)
                .count("size", limits.set.bulk_size)
                .with("day", Arg::Work(crate::stats::real(limits.office_day_s.unsigned_abs()))),
            charts: &["due_date"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};

    /// One bulk of twelve in a share of the weeks, of forty closings a week.
    fn outcome(noise: &mut Noise, weeks: u32, share: f64) -> Outcome {
        let rows: Vec<_> =
            (1..=i64::from(weeks)).map(|w| (["A"], [w, 40, 12 * noise.of(1, share)])).collect();
        let frames =
            vec![("find.bulk_closing", frame(["agency"], ["week_no", "n", "bulk"], &rows))];
        run(&BULK_CLOSING, &limits(weeks), frames)
    }

    #[test]
    fn an_agency_that_closes_in_bulk_most_weeks_is_found() {
        assert!(found(&outcome(&mut Noise::new(1), 52, 0.7)));
    }

    #[test]
    fn an_agency_that_never_does_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.0)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 1.0);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn an_agency_at_the_margin_seldom_stands() {
        let margin = 0.05 * 40.0 / 12.0;
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, margin)));
        assert!(share <= most, "{share}");
    }
}
