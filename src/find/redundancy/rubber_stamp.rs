//! R101: a check that hardly ever changes anything.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::find::judge::{Certain, share_certainly_below};
use crate::find::redundancy::checks::{Check, UnknownOutcomes, checks};
use crate::find::scope::{Case, part, seen, whole};
use crate::find::{Evidence, Limits, Outcome, Seen};
use crate::results::{Message, Scope, Unit};

finder! {
/// # R101 rubber-stamp
///
/// ## What it finds
/// A check that hardly ever changes anything, and that dossiers wait for.
///
/// ## Why it matters
/// Each pass costs the applicant the wait and an officer the reading. Such a step usually stands in the
/// internal process, so that the chair of the committee can strike it without asking anybody.
///
/// ## How
/// Upper 95 % Clopper–Pearson bound of "changed anything" below `max_change_rate`, k and n divided by the
/// design effect of the weekly series (methods §3, §8). "Changed" by the best evidence that the data have:
/// - `outcome`: an outcome other than pass was recorded (where at least half of the runs have one). What
///   outcomes mean is said by the usual words and the study file (`[outcomes]`); one that says only that the
///   dossier moved on is none;
/// - `issued`: the clock was stopped during the run or before the next one began, or the dossier was
///   refused or withdrawn, which counts for every check that it passed, since nothing says which one
///   refused it (where at least five such events lie at the procedure's checks);
/// - `consequence`: the dossier closed there with no later run, or went directly to a step that the study
///   file names as its consequence. Dossiers still open there leave n, and so do runs that end in the same
///   instant as another, since nobody knows which of them was the last. All weeks of the data count. Only
///   where this evidence can tell: a consequence is named for the step, or dossiers do end at some other
///   check of the procedure; where every path goes on to one last step, none could end at a check.
///
/// The first two look at the evidence window. The last is trusted little.
///
/// Runs with an outcome that nobody knows the meaning of may have changed something: a check is judged only
/// if its bound holds with all of them counted as changes. Else it is untested, and the words are told.
///
/// An analyst must confirm every such finding by a trial: that a check finds nothing because people take
/// care while it exists looks the same in any data.
///
/// ## Null hypothesis
/// The check changes at least `max_change_rate` of what passes it.
///
/// ## What would prove it wrong
/// Deterrence: people prepare better because the check exists. Try a sampled check first. And harm that
/// is rare but grave: then even one change in a thousand is worth it.
///
/// ## Known problems
/// Outcomes kept on paper only look like none. By consequence, a check whose finding is mended at the next
/// desk looks as if it had found nothing. Only steps with the role `check` are looked at.
pub RUBBER_STAMP {
    code: "R101",
    name: "rubber-stamp",
    since: "0.1",
    family: Redundancy,
    reads: ["find.check_outcome", "find.check_unknown", "find.span", "stage.step_consequence"],
    needs: "steps with the role check",
    find,
}
}

/// Fewest supplements, refusals and withdrawals at a procedure's checks for them to be evidence.
const FEWEST_ISSUED: f64 = 5.0;

/// Which evidence says whether a check changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    Outcome,
    Issued,
    Consequence,
}

impl Basis {
    /// The best that the data have for this check.
    fn best(check: &Check, issued_in_procedure: f64, fewest: f64) -> Self {
        let [runs, finished, outcomes, .., unknown] = check.window.totals();
        let outcomes = outcomes + unknown;
        if outcomes >= fewest && 2.0 * outcomes >= runs {
            Self::Outcome
        } else if issued_in_procedure >= FEWEST_ISSUED && finished >= fewest {
            Self::Issued
        } else {
            Self::Consequence
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Issued => "issued",
            Self::Consequence => "consequence",
        }
    }

    fn sentence(self, unknown: bool) -> Message {
        Message::new(match (self, unknown) {
            (Self::Outcome, false) => "find-r101-outcome",
            (Self::Outcome, true) => "find-r101-outcome-unknown",
            (Self::Issued, false) => "find-r101-issued",
            (Self::Issued, true) => "find-r101-issued-unknown",
            (Self::Consequence, false) => "find-r101-consequence",
            (Self::Consequence, true) => "find-r101-consequence-unknown",
        })
    }
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let checks = checks(evidence, limits)?;
    let named = named_steps(evidence)?;
    let unknown = UnknownOutcomes::read(evidence)?;
    for check in &checks {
        let issued: f64 =
            checks.iter().filter(|c| c.procedure == check.procedure).map(Check::issued).sum();
        let basis = Basis::best(check, issued, limits.fewest());
        // Without a positive control, "nothing ends here" is true by construction.
        let tells = basis != Basis::Consequence
            || named.contains(&check.step)
            || checks.iter().any(|c| {
                c.procedure == check.procedure && c.ended_share() >= limits.set.max_change_rate
            });
        match judge(check, basis, limits).filter(|_| tells) {
            Some(Verdict::Seen(seen)) => outcome.seen.push(*seen),
            Some(Verdict::Unknown) => {
                outcome.untested += 1;
                outcome.unjudged.push(unknown.message(&check.procedure, &check.step));
            }
            None => outcome.untested += 1,
        }
    }
    Ok(outcome)
}

/// Steps for which the study file names a consequence.
fn named_steps(evidence: &Evidence<'_>) -> Result<BTreeSet<String>> {
    let steps = evidence.frame("stage.step_consequence")?.text("step")?;
    Ok(steps.iter().flatten().cloned().collect())
}

/// What is said of a check that enough runs went through.
enum Verdict {
    Seen(Box<Seen>),
    /// All hangs on outcomes that nobody knows.
    Unknown,
}

fn judge(check: &Check, basis: Basis, limits: &Limits) -> Option<Verdict> {
    let (k, n, unknown, open) = match basis {
        Basis::Outcome => {
            // Weeks in which every outcome is unknown are weeks of the check, too.
            let [runs, .., unknown] = check.window.totals();
            let volume = if unknown > 0.0 && runs > 0.0 { 0 } else { 2 };
            let [_, _, n, k, .., unknown] = check.window.active(volume);
            (k, n, unknown, 0.0)
        }
        Basis::Issued => {
            let [_, n, _, _, k, .., unknown] = check.window.active(1);
            (k, n, unknown, 0.0)
        }
        Basis::Consequence => {
            let [_, _, _, _, _, n, k, _, _, unknown] = check.all_weeks.active(5);
            (k, n, unknown, check.open_there())
        }
    };
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let (changed, passes, unknowns) = (sum(k), sum(n), sum(unknown));
    let of_n = basis != Basis::Outcome;
    if passes + if of_n { 0.0 } else { unknowns } < limits.fewest() {
        return None;
    }
    let judged = match share_certainly_below(k, n, unknown, of_n, limits.set.max_change_rate)? {
        Certain::Judged(judged) if passes >= limits.fewest() => judged,
        Certain::Judged(_) | Certain::Unknown => return Some(Verdict::Unknown),
    };
    let [runs, .., owned, _] = check.window.totals();
    let case = Case {
        finder: &RUBBER_STAMP,
        scope: Scope {
            procedure: part(&check.procedure),
            step: part(&check.step),
            ..Scope::default()
        },
        unit: Unit::Share,
        margin: limits.set.max_change_rate,
        n: passes,
        n_censored: open,
        direct: true,
        at_stake_s: owned,
        null_hypothesis: Message::new("find-r101-null").share("limit", limits.set.max_change_rate),
        sentence: basis
            .sentence(unknowns > 0.0)
            .count("changed", whole(changed))
            .count("unknown", whole(unknowns))
            .share("share", judged.effect)
            .work("owned", if runs > 0.0 { owned / runs } else { 0.0 }),
        charts: &["time_by_step"],
    };
    let seen = seen(case, &judged, limits.set.level).resting_on(basis.name()).to_confirm();
    let seen = if basis == Basis::Consequence { seen.trusted_little() } else { seen };
    Some(Verdict::Seen(Box::new(seen)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::redundancy::checks::NUMBERS;
    use crate::find::testing::{Noise, false_alarms, found, frame, limits, run};
    use crate::frame::Frame;

    fn unknown(words: &[([&str; 3], [i64; 1])]) -> Frame {
        frame(["procedure_code", "step", "outcome"], ["n"], words)
    }

    fn outcome(weeks: u32, rows: &[([&str; 2], [i64; 12])]) -> Outcome {
        let span = frame([], ["weeks"], &[([], [i64::from(weeks)])]);
        let frames: Vec<(&str, Frame)> = vec![
            ("find.check_outcome", frame(["procedure_code", "step"], NUMBERS, rows)),
            ("find.check_unknown", unknown(&[])),
            ("find.span", span),
            ("stage.step_consequence", frame(["step", "consequence"], [], &[])),
        ];
        run(&RUBBER_STAMP, &limits(weeks), frames)
    }

    /// Thirty runs a week, with outcomes of which some changed something.
    fn with_outcomes(noise: &mut Noise, weeks: u32, rate: f64) -> Outcome {
        let rows: Vec<_> = (1..=i64::from(weeks))
            .map(|w| (["P", "check"], [w, w, 30, 30, 30, noise.of(30, rate), 0, 30, 0, 0, 900, 0]))
            .collect();
        outcome(weeks, &rows)
    }

    #[test]
    fn a_step_that_never_changes_anything_is_found() {
        let outcome = with_outcomes(&mut Noise::new(1), 52, 0.0);
        assert!(found(&outcome));
        let finding = &outcome.seen[0].finding;
        assert_eq!(finding.basis.as_deref(), Some("outcome"));
        assert!(finding.confirm && finding.effect == 0.0);
        // Zero of 1,560: the bound is about three in n.
        assert!((finding.interval.unwrap()[1] - 3.0 / 1_560.0).abs() < 1e-4);
        assert!((finding.at_stake_s - 900.0 * 52.0).abs() < 1e-9);
    }

    #[test]
    fn a_check_that_finds_things_is_silent() {
        assert!(!found(&with_outcomes(&mut Noise::new(1), 52, 0.15)));
    }

    #[test]
    fn a_check_at_the_margin_seldom_stands() {
        let (share, most) = false_alarms(400, |noise| found(&with_outcomes(noise, 52, 0.03)));
        assert!(share <= most, "{share}");
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = with_outcomes(&mut Noise::new(1), 12, 0.0);
        assert!(outcome.seen[0].beyond && outcome.seen[0].finding.descriptive());
    }

    #[test]
    fn supplements_that_a_check_asks_for_are_changes() {
        let row = |w, issued| (["P", "check"], [w, w, 30, 30, 0, 0, issued, 30, 0, 0, 900, 0]);
        let busy: Vec<_> = (1..=52).map(|w| row(w, 6)).collect();
        let outcome_busy = outcome(52, &busy);
        assert_eq!(outcome_busy.seen[0].finding.basis.as_deref(), Some("issued"));
        assert!(!found(&outcome_busy));
        // Its neighbour in the same procedure never asks for any.
        let mut rows = busy.clone();
        rows.extend((1..=52).map(|w| (["P", "idle"], [w, w, 30, 30, 0, 0, 0, 30, 30, 0, 900, 0])));
        let both = outcome(52, &rows);
        let idle = &both.seen[1].finding;
        assert_eq!((idle.basis.as_deref(), idle.confirm), (Some("issued"), true));
        assert!(idle.p.unwrap() < 0.01);
    }

    #[test]
    fn ends_of_the_path_count_over_all_weeks_without_open_dossiers_and_ask_for_confirmation() {
        // 5 of 1,365 over 70 weeks, three more still open there: the receipt log's T02.
        let mut rows: Vec<_> = (1..=70)
            .map(|w| {
                let n = if w <= 35 { 20 } else { 19 };
                let open = i64::from(w > 67);
                let ended = i64::from(w % 14 == 0);
                let week_no = if w > 18 { w - 18 } else { 0 };
                let known = n;
                (["", "T02"], [week_no, w, n + open, n, 0, 0, 0, known, ended, open, 100, 0])
            })
            .collect();
        let seen = |rows: &[([&str; 2], [i64; 12])], named: &[([&str; 2], [i64; 0])]| {
            let frames = vec![
                ("find.check_outcome", frame(["procedure_code", "step"], NUMBERS, rows)),
                ("find.check_unknown", unknown(&[])),
                ("find.span", frame([], ["weeks"], &[([], [70])])),
                ("stage.step_consequence", frame(["step", "consequence"], [], named)),
            ];
            run(&RUBBER_STAMP, &limits(52), frames)
        };
        // Alone, the path can't tell: perhaps no dossier could ever end at a check.
        let alone = seen(&rows, &[]);
        assert!(alone.seen.is_empty() && alone.untested == 1);
        // It can where the study file names what the check causes, or dossiers do end at another check.
        assert_eq!(seen(&rows, &[(["T02", "T03"], [])]).seen.len(), 1);
        rows.extend((1..=70).map(|w| (["", "T10"], [0, w, 20, 20, 0, 0, 0, 20, 12, 0, 100, 0])));
        let outcome = seen(&rows, &[]);
        let finding = &outcome.seen[0].finding;
        assert_eq!((finding.n, finding.n_censored, finding.n_weeks), (1_365, 3, 70));
        assert!((finding.effect - 5.0 / 1_365.0).abs() < 1e-12);
        assert_eq!(finding.basis.as_deref(), Some("consequence"));
        assert!(finding.confirm && finding.trust == crate::results::Trust::Low);
        // At stake is the evidence window's time only.
        assert!((finding.at_stake_s - 5_200.0).abs() < 1e-9);
    }

    #[test]
    fn a_check_at_which_most_dossiers_end_is_silent() {
        let rows: Vec<_> =
            (1..=52).map(|w| (["", "T10"], [w, w, 24, 24, 0, 0, 0, 23, 15, 1, 100, 0])).collect();
        assert!(!found(&outcome(52, &rows)));
    }

    /// Thirty runs a week, of which so many have an outcome that nobody knows; all others passed.
    fn with_unknown(weeks: i64, unknowns: i64, changed: i64) -> Outcome {
        let rows: Vec<_> = (1..=weeks)
            .map(|w| {
                let known = 30 - unknowns;
                (["P", "check"], [w, w, 30, 30, known, changed, 0, 30, 0, 0, 900, unknowns])
            })
            .collect();
        let words =
            [(["P", "check", "Xem xét"], [weeks * unknowns]), (["P", "check", "Ý kiến"], [1])];
        let frames: Vec<(&str, Frame)> = vec![
            ("find.check_outcome", frame(["procedure_code", "step"], NUMBERS, &rows)),
            ("find.check_unknown", unknown(&words)),
            ("find.span", frame([], ["weeks"], &[([], [weeks])])),
            ("stage.step_consequence", frame(["step", "consequence"], [], &[])),
        ];
        run(&RUBBER_STAMP, &limits(52), frames)
    }

    #[test]
    fn a_check_whose_outcomes_nobody_knows_is_not_judged_and_the_words_are_told() {
        for unknowns in [30, 15, 2] {
            let outcome = with_unknown(52, unknowns, 0);
            assert!(outcome.seen.is_empty() && outcome.untested == 1, "{unknowns} of 30");
            let said = &outcome.unjudged[0];
            assert_eq!(said.key, "find-unknown-outcomes");
            assert!(format!("{said:?}").contains("Xem xét"));
        }
    }

    #[test]
    fn a_few_unknown_outcomes_leave_a_bound_that_holds_with_all_of_them_changed() {
        let rows = |unknown_weeks: i64| {
            let rows: Vec<_> = (1..=52)
                .map(|w| {
                    let u = i64::from(w <= unknown_weeks);
                    (["P", "check"], [w, w, 30, 30, 30 - u, 0, 0, 30, 0, 0, 900, u])
                })
                .collect();
            outcome(52, &rows)
        };
        let (none, few) = (rows(0), rows(4));
        assert!(found(&few));
        let high = |o: &Outcome| o.seen[0].finding.interval.unwrap()[1];
        assert!(high(&few) > high(&none), "the bound takes them for changes");
        assert_eq!(few.seen[0].finding.effect, 0.0);
    }

    #[test]
    fn a_check_that_changes_much_whatever_the_unknown_ones_were_is_silent() {
        let outcome = with_unknown(52, 2, 10);
        assert!(!found(&outcome) && outcome.unjudged.is_empty());
    }
}
