//! B103: who held the dossiers while they were overdue.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::find::scope::{part, place};
use crate::find::weekly::texts;
use crate::find::{Evidence, Limits, Outcome, Seen};
use crate::results::{Family, Finding, Message, Scope, Trust, Unit};

finder! {
/// # B103 share-of-delay
///
/// ## What it finds
/// The steps, and the holders besides (another agency, the applicant, nobody recorded), to which at least
/// a tenth of a procedure's overdue time is due.
///
/// ## Why it matters
/// A deadline is missed in one place and noticed in another: the desk that closes the dossier late is
/// seldom the one that held it.
///
/// ## How
/// Descriptive. Each overdue dossier's working time after its due date is shared among its steps in
/// proportion to what each took beyond its plan (beyond its peers' median where there is no plan); pauses
/// and time after the last step claim all that they own (methods §1). The
/// shares add up to the overdue time exactly.
///
/// ## Null hypothesis
/// None: it is an account of where time went, so it has no p. Reports say "held by", never "fault of".
///
/// ## What would prove it wrong
/// Plans that ask too much of one step and too little of the next.
///
/// ## Known problems
/// What no step recorded can't be shared out: it stands under "nobody recorded". Open dossiers count with
/// the time that they are overdue so far.
pub SHARE_OF_DELAY {
    code: "B103",
    name: "share-of-delay",
    since: "0.1",
    family: Bottleneck,
    reads: ["find.delay_share"],
    needs: "due dates",
    find,
}
}

/// Smallest share that is shown.
const WORTH_SHOWING: f64 = 0.1;

#[derive(Default)]
struct Held {
    dossiers: i64,
    overdue_s: i64,
}

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let frame = evidence.frame("find.delay_share")?;
    let keys = texts(frame, ["procedure_code", "step", "holder"])?;
    let dossiers = frame.int("dossiers")?;
    let overdue = frame.int("overdue_s")?;
    let mut procedures: BTreeMap<String, BTreeMap<[String; 2], Held>> = BTreeMap::new();
    for row in 0..frame.rows() {
        let [procedure, step, holder] =
            keys.map(|column| column.get(row).cloned().flatten().unwrap_or_default());
        let number = |column: &[Option<i64>]| column.get(row).copied().flatten().unwrap_or(0);
        let held = procedures.entry(procedure).or_default().entry([step, holder]).or_default();
        held.dossiers += number(dossiers);
        held.overdue_s += number(overdue);
    }
    let mut outcome = Outcome::default();
    for (procedure, holders) in procedures {
        let whole: i64 = holders.values().map(|h| h.overdue_s).sum();
        for ([step, holder], held) in holders {
            let dossiers = u64::try_from(held.dossiers).unwrap_or(0);
            let share = seconds(held.overdue_s) / seconds(whole.max(1));
            if share < WORTH_SHOWING {
                continue;
            }
            if dossiers < limits.suppress_below.max(1) {
                outcome.untested += 1;
                continue;
            }
            let finding = describe(&procedure, &step, &holder, dossiers, share, held.overdue_s);
            outcome.seen.push(Seen { finding, beyond: true });
        }
    }
    Ok(outcome)
}

fn describe(
    procedure: &str,
    step: &str,
    holder: &str,
    dossiers: u64,
    share: f64,
    overdue_s: i64,
) -> Finding {
    let scope = Scope { procedure: part(procedure), step: part(step), ..Scope::default() };
    let sentence = Message::new(match holder {
        "this_unit" => "find-b103-this-unit",
        "other_agency" => "find-b103-other-agency",
        "applicant" => "find-b103-applicant",
        "deadline_too_short" => "find-b103-deadline",
        _ => "find-b103-nobody",
    })
    .with("scope", place(&scope))
    .share("share", share)
    .count("n", dossiers)
    .work("overdue", seconds(overdue_s));
    Finding {
        code: SHARE_OF_DELAY.code.to_owned(),
        family: Family::Bottleneck,
        scope,
        effect: share,
        unit: Unit::Share,
        interval: None,
        n: dossiers,
        n_censored: 0,
        n_weeks: 0,
        null_hypothesis: None,
        margin: None,
        p: None,
        q_finder: None,
        q_study: None,
        trust: Trust::Medium,
        basis: Some(holder.to_owned()),
        confirm: false,
        at_stake_s: seconds(overdue_s),
        sentence,
        tables: Vec::new(),
        charts: vec!["delay_by_step_agency".to_owned()],
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums of seconds in a study stay below 2^53")]
const fn seconds(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::{frame, limits, run};

    #[test]
    fn who_held_a_tenth_or_more_is_shown_and_nobody_is_tested() {
        let rows = [
            (["P", "sign", "this_unit"], [40, 700]),
            (["P", "", "applicant"], [30, 220]),
            (["P", "stamp", "other_agency"], [20, 80]),
            (["Q", "sign", "this_unit"], [3, 100]),
        ];
        let frame = frame(["procedure_code", "step", "holder"], ["dossiers", "overdue_s"], &rows);
        let outcome = run(&SHARE_OF_DELAY, &limits(52), vec![("find.delay_share", frame)]);
        let shares: Vec<f64> = outcome.seen.iter().map(|s| s.finding.effect).collect();
        assert_eq!(shares, [0.22, 0.7]);
        assert!(outcome.seen.iter().all(|s| s.finding.descriptive()));
        // Three dossiers are fewer than may be shown.
        assert_eq!(outcome.untested, 1);
    }
}
