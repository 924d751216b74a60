//! I101: an online channel that is no faster than the counter.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::find::judge::{Judged, contrast_above};
use crate::find::scope::{Case, part, seen};
use crate::find::weekly::{Group, groups, hull};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};
use crate::stats::series::{log_ratio, ratio_of_sums};

finder! {
/// # I101 online-no-faster
///
/// ## What it finds
/// A procedure in which filing on line doesn't bring the result sooner than filing at the counter.
///
/// ## Why it matters
/// On line nothing has to be typed in, carried or scanned. If that saves no time, the procedure was put on
/// a screen and not restructured, or the dossiers were filed on line at the counter for the score.
///
/// ## How
/// Mean working time from receipt to result, cut off at the 90th percentile τ of the procedure's closed
/// dossiers, of dossiers received at least τ of working time before the as-of date: of each of them that
/// time is known, open or closed (a restricted mean without censoring). Logarithm of the ratio of on line
/// to counter, by week of receipt; long-run variance of the difference by as many cosines as its memory
/// allows, Student's t (methods §3). Channels are compared within a procedure only.
///
/// ## Null hypothesis
/// On line takes at most `1 − online_margin` times as long as at the counter.
///
/// ## What would prove it wrong
/// Harder cases filed on line (businesses, more documents).
///
/// ## Known problems
/// Applicants choose their channel. Stopped clocks count: the applicant waits through them too. Where most
/// of the time is a statutory wait, no channel can be faster.
pub ONLINE_NO_FASTER {
    code: "I101",
    name: "online-no-faster",
    since: "0.1",
    family: Integrity,
    reads: ["find.channel_time"],
    needs: "the channel of each dossier",
    find,
}
}

const VALUES: [&str; 3] = ["n", "n_censored", "time_s"];

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.channel_time")?;
    let keys = ["procedure_code", "channel"];
    let mut procedures: BTreeMap<String, BTreeMap<String, Group<3>>> = BTreeMap::new();
    for ([procedure, channel], group) in groups(frame, keys, "week_no", limits.weeks(), VALUES)? {
        procedures.entry(procedure).or_default().insert(channel, group);
    }
    for (procedure, channels) in procedures {
        let (Some(online), Some(counter)) = (channels.get("online"), channels.get("counter"))
        else {
            continue;
        };
        let [n_online, open_online, time_online] = online.totals();
        let [n_counter, open_counter, time_counter] = counter.totals();
        let judged = (n_online.min(n_counter) >= limits.fewest())
            .then(|| judge(online, counter, limits))
            .flatten();
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let (mean_online, mean_counter) = (time_online / n_online, time_counter / n_counter);
        let wanted = (1.0 - limits.set.online_margin) * mean_counter;
        let case = Case {
            finder: &ONLINE_NO_FASTER,
            scope: Scope {
                procedure: part(&procedure),
                channel: part("online"),
                ..Scope::default()
            },
            unit: Unit::Ratio,
            margin: limits.set.online_margin,
            n: n_online + n_counter,
            n_censored: open_online + open_counter,
            direct: true,
            at_stake_s: (mean_online - wanted) * n_online,
            null_hypothesis: Message::new("find-i101-null")
                .share("margin", limits.set.online_margin),
            sentence: Message::new("find-i101")
                .number("ratio", judged.effect)
                .work("online", mean_online)
                .work("counter", mean_counter),
            charts: &["completion"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}

/// Log ratio of the two means, in the weeks in which either channel had dossiers.
fn judge(online: &Group<3>, counter: &Group<3>, limits: &Limits) -> Option<Judged> {
    let span = hull(&online.span(0), &counter.span(0));
    let mean = |channel: &Group<3>| {
        let [n, _, time] = channel.cut(&span);
        ratio_of_sums(time, n)
    };
    let ratio = log_ratio(&mean(online).ok()?, &mean(counter).ok()?).ok()?;
    contrast_above(&ratio, 1.0 - limits.set.online_margin, limits.set.level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, desk, false_alarms, found, frame, limits, run, seconds};

    /// Both channels queue at one desk; on line the whole takes `ratio` of the time.
    fn outcome(noise: &mut Noise, weeks: u32, ratio: f64) -> Outcome {
        let mut rows = Vec::new();
        for (week, no) in desk(noise, weeks as usize, 30.0, 0.7).iter().zip(1..) {
            for (channel, times) in [("online", ratio), ("counter", 1.0)] {
                let (mut n, mut time) = (0, 0.0);
                for _ in 0..week.arrivals / 2 {
                    n += 1;
                    let own = week.sojourn / crate::stats::real(week.arrivals.unsigned_abs());
                    time += times * (own + noise.exponential(0.02));
                }
                rows.push((["P", channel], [no, n, 0, seconds(time)]));
            }
        }
        let numbers = ["week_no", "n", "n_censored", "time_s"];
        let frame = frame(["procedure_code", "channel"], numbers, &rows);
        run(&ONLINE_NO_FASTER, &limits(weeks), vec![("find.channel_time", frame)])
    }

    #[test]
    fn a_channel_that_is_as_slow_as_the_counter_is_found() {
        let outcome = outcome(&mut Noise::new(1), 52, 1.05);
        assert!(found(&outcome));
        let finding = &outcome.seen[0].finding;
        assert_eq!(finding.scope.channel.as_deref(), Some("online"));
        assert!(finding.interval.unwrap()[0] > 0.9);
    }

    #[test]
    fn a_channel_that_is_twice_as_fast_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.5)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 1.2);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_channel_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 0.9)));
        assert!(share <= most, "{share}");
    }
}
