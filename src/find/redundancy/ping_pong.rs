//! R104: dossiers that go to another unit and come back with nothing decided.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::find::judge::share_above;
use crate::find::scope::{Case, part, seen, whole};
use crate::find::weekly::{Group, groups};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R104 ping-pong
///
/// ## What it finds
/// Two units between which a procedure's dossiers go to and fro: from A to B and back to A, with no
/// outcome other than pass in between.
///
/// ## Why it matters
/// Each return is two queues. If B decides nothing, A could have been given what B knows, or B the whole
/// dossier.
///
/// ## How
/// Share of the procedure's dossiers, by week of receipt, in which runs of unit A are followed directly by
/// runs of unit B and these by runs of A again, where neither A's last run before nor any of B's recorded
/// an outcome other than pass. Going out from the desk that took the dossier in, and back to it at the
/// very end to be handed out, doesn't count. Where fewer than half of these visits to B have any outcome on
/// record, nothing says that B decided nothing: an analyst must confirm it. Clopper–Pearson, k and n divided
/// by the design effect of the weekly series (methods §3), over the evidence window. At stake is the time
/// owned by B's visit and by the return.
///
/// ## Null hypothesis
/// At most `max_ping_pong_share` of the procedure's dossiers do so.
///
/// ## What would prove it wrong
/// B gives something that A needs and that the log doesn't show: a fee, a map, a signature.
///
/// ## Known problems
/// Open dossiers may still do it: the share is rather too low. A consultation by design looks the same;
/// look at whether B could be asked once for all of them, or replaced by data.
pub PING_PONG {
    code: "R104",
    name: "ping-pong",
    since: "0.1",
    family: Redundancy,
    reads: ["find.ping_pong", "find.procedure_week"],
    needs: "the unit of each step",
    find,
}
}

/// What says that nothing was decided in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// Recorded outcomes, all of them a pass.
    Outcome,
    /// Nothing but the path.
    Path,
}

impl Basis {
    fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Path => "path",
        }
    }

    fn sentence(self) -> Message {
        Message::new(match self {
            Self::Outcome => "find-r104",
            Self::Path => "find-r104-path",
        })
    }
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.procedure_week")?;
    let weeks = limits.weeks();
    let dossiers: BTreeMap<[String; 1], Group<2>> =
        groups(frame, ["procedure_code"], "week_no", weeks, ["n", "n_censored"])?;
    let frame = evidence.frame("find.ping_pong")?;
    let keys = ["procedure_code", "unit", "other_unit"];
    let values = ["dossiers", "recorded", "owned_s"];
    for ([procedure, unit, other], group) in groups(frame, keys, "week_no", weeks, values)? {
        let key = [procedure];
        let Some(all) = dossiers.get(&key) else { continue };
        let [procedure] = key;
        let [k, recorded, owned] = group.totals();
        let [n, n_censored] = all.totals();
        let span = all.span(0);
        let [gone, ..] = group.cut(&span);
        let [received, _] = all.cut(&span);
        let limit = limits.set.max_ping_pong_share;
        let shown = k >= crate::stats::real(limits.suppress_below);
        let judged = (n >= limits.fewest() && shown)
            .then(|| share_above(gone, received, limit, limits.set.level))
            .flatten();
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let basis = if 2.0 * recorded >= k { Basis::Outcome } else { Basis::Path };
        let case = Case {
            finder: &PING_PONG,
            scope: Scope {
                procedure: part(&procedure),
                unit: part(&unit),
                other_unit: part(&other),
                ..Scope::default()
            },
            unit: Unit::Share,
            margin: limit,
            n,
            n_censored,
            direct: true,
            at_stake_s: owned,
            null_hypothesis: Message::new("find-r104-null").share("limit", limit),
            sentence: basis
                .sentence()
                .text("first", unit)
                .text("second", other)
                .count("gone", whole(k))
                .share("share", judged.effect)
                .work("owned", owned),
            charts: &["path"],
        };
        let seen = seen(case, &judged, limits.set.level).resting_on(basis.name());
        outcome.seen.push(if basis == Basis::Path {
            seen.to_confirm().trusted_little()
        } else {
            seen
        });
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};

    fn outcome(noise: &mut Noise, weeks: u32, share: f64) -> Outcome {
        recorded(noise, weeks, share, |gone| gone)
    }

    /// Of those that went to and fro, `recorded` have an outcome on record in between.
    fn recorded(
        noise: &mut Noise,
        weeks: u32,
        share: f64,
        recorded: impl Fn(i64) -> i64,
    ) -> Outcome {
        let weeks_no = 1..=i64::from(weeks);
        let gone: Vec<_> = weeks_no
            .clone()
            .map(|w| {
                let gone = noise.of(25, share);
                (["P", "land", "tax"], [w, gone, recorded(gone), 4_000])
            })
            .collect();
        let all: Vec<_> = weeks_no.map(|w| (["P"], [w, 25, 1])).collect();
        let keys = ["procedure_code", "unit", "other_unit"];
        let numbers = ["week_no", "dossiers", "recorded", "owned_s"];
        let frames = vec![
            ("find.ping_pong", frame(keys, numbers, &gone)),
            (
                "find.procedure_week",
                frame(["procedure_code"], ["week_no", "n", "n_censored"], &all),
            ),
        ];
        run(&PING_PONG, &limits(weeks), frames)
    }

    #[test]
    fn dossiers_that_go_to_and_fro_are_found() {
        let outcome = outcome(&mut Noise::new(1), 52, 0.3);
        assert!(found(&outcome));
        let finding = &outcome.seen[0].finding;
        assert_eq!((finding.n, finding.n_censored), (1_300, 52));
        assert_eq!(finding.scope.other_unit.as_deref(), Some("tax"));
    }

    #[test]
    fn without_outcomes_on_record_an_analyst_must_confirm_it() {
        let decided = outcome(&mut Noise::new(1), 52, 0.3);
        let finding = &decided.seen[0].finding;
        assert_eq!((finding.basis.as_deref(), finding.confirm), (Some("outcome"), false));
        for few in [|_| 0, |gone: i64| gone / 3] {
            let outcome = recorded(&mut Noise::new(1), 52, 0.3, few);
            let finding = &outcome.seen[0].finding;
            assert_eq!((finding.basis.as_deref(), finding.confirm), (Some("path"), true));
            assert_eq!(finding.trust, crate::results::Trust::Low);
            assert!(found(&outcome));
        }
    }

    #[test]
    fn a_return_now_and_then_is_silent() {
        assert!(!found(&outcome(&mut Noise::new(1), 52, 0.05)));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(&mut Noise::new(1), 12, 0.3);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn a_pair_of_units_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&outcome(noise, 52, 0.1)));
        assert!(share <= most, "{share}");
    }
}
