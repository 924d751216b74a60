//! What each later measure can and can't do on these data, from counts alone.

use super::{Ability, Can, Grounds};
use crate::results::Message;
use crate::stats::MIN_WEEKS;

/// Weeks of a year of evidence.
const YEAR: u64 = 52;

/// One measure each, in the order of the report.
pub fn abilities(grounds: &Grounds) -> Vec<Ability> {
    let makers = [
        on_time,
        law_deadline,
        portal,
        portal_totals,
        completion,
        work_and_waiting,
        stops,
        plan,
        chance,
        checks,
        hands,
        to_and_fro,
        load,
        peers,
        channels,
        bulk_closing,
        legal_basis,
        yearly,
    ];
    makers.into_iter().map(|make| make(grounds)).collect()
}

/// A measure with everything that stands in its way; the gravest decides.
fn ability(measure: &str, lacks: impl IntoIterator<Item = Option<(Can, Message)>>) -> Ability {
    let lacks: Vec<(Can, Message)> = lacks.into_iter().flatten().collect();
    Ability {
        measure: Message::new(format!("measure-{measure}")),
        can: lacks.iter().map(|(can, _)| *can).min().unwrap_or(Can::Yes),
        why: lacks.into_iter().map(|(_, why)| why).collect(),
    }
}

fn cannot(lacks: bool, why: &str) -> Option<(Can, Message)> {
    lacks.then(|| (Can::Cannot, Message::new(why)))
}

fn partly(lacks: bool, why: Message) -> Option<(Can, Message)> {
    lacks.then_some((Can::Partly, why))
}

/// Some have it and others don't.
fn some(part: u64, whole: u64) -> bool {
    part > 0 && part < whole
}

#[expect(clippy::cast_precision_loss, reason = "counts of dossiers stay far below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn on_time(g: &Grounds) -> Ability {
    let without = g.dossiers.saturating_sub(g.with_due);
    ability(
        "on-time",
        [
            cannot(g.with_due == 0, "why-no-due"),
            partly(
                some(g.with_due, g.dossiers),
                Message::new("why-some-due")
                    .count("n", without)
                    .share("share", share(without, g.dossiers)),
            ),
            partly(g.with_due > 0 && g.with_result == 0, Message::new("why-last-run")),
        ],
    )
}

fn law_deadline(g: &Grounds) -> Ability {
    let without = g.dossiers.saturating_sub(g.with_law_days);
    ability(
        "law-deadline",
        [
            cannot(g.with_law_days == 0, "why-no-law-days"),
            partly(
                some(g.with_law_days, g.dossiers),
                Message::new("why-some-law-days").count("n", without),
            ),
        ],
    )
}

fn portal(g: &Grounds) -> Ability {
    ability("portal", [cannot(g.portal == 0, "why-no-portal")])
}

fn portal_totals(g: &Grounds) -> Ability {
    ability("portal-totals", [cannot(g.portal_totals == 0, "why-no-portal-totals")])
}

fn completion(g: &Grounds) -> Ability {
    let without = g.dossiers.saturating_sub(g.with_receipt);
    ability(
        "completion",
        [
            cannot(g.by_closing, "why-by-closing"),
            partly(g.with_result == 0, Message::new("why-last-run")),
            partly(g.with_receipt == 0, Message::new("why-no-receipt")),
            partly(
                some(g.with_receipt, g.dossiers),
                Message::new("why-some-receipt").count("n", without),
            ),
        ],
    )
}

fn work_and_waiting(g: &Grounds) -> Ability {
    ability(
        "split",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.starts <= 0.0, "why-no-starts"),
            partly(
                g.runs > 0 && g.starts > 0.0 && g.starts < 1.0,
                Message::new("why-some-starts").share("share", g.starts),
            ),
        ],
    )
}

fn stops(g: &Grounds) -> Ability {
    ability("stops", [cannot(g.stops == 0, "why-no-stops")])
}

fn plan(g: &Grounds) -> Ability {
    ability(
        "plan",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.runs_with_plan + g.planned_steps == 0, "why-no-plan"),
        ],
    )
}

fn chance(g: &Grounds) -> Ability {
    let few = g.weeks < MIN_WEEKS as u64;
    ability(
        "chance",
        [few.then(|| {
            let why =
                Message::new("why-few-weeks").count("n", g.weeks).count("needed", MIN_WEEKS as u64);
            (Can::Cannot, why)
        })],
    )
}

fn checks(g: &Grounds) -> Ability {
    ability(
        "checks",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.runs_with_outcome == 0, "why-no-outcomes"),
            partly(
                g.unknown_outcomes > 0,
                Message::new("why-unknown-outcomes")
                    .count("n", g.unknown_outcomes)
                    .count("runs", g.runs_with_unknown_outcome),
            ),
        ],
    )
}

fn hands(g: &Grounds) -> Ability {
    let without = g.runs.saturating_sub(g.runs_with_officer);
    ability(
        "hands",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.runs_with_officer == 0, "why-no-officers"),
            partly(
                some(g.runs_with_officer, g.runs),
                Message::new("why-some-officers").share("share", share(without, g.runs)),
            ),
        ],
    )
}

fn to_and_fro(g: &Grounds) -> Ability {
    ability(
        "to-and-fro",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.runs_with_unit == 0, "why-no-units"),
        ],
    )
}

fn load(g: &Grounds) -> Ability {
    ability(
        "load",
        [
            cannot(g.runs == 0, "why-no-runs"),
            cannot(g.runs > 0 && g.runs_with_unit == 0 && g.agencies < 2, "why-no-units"),
            partly(g.runs > 0 && g.runs_with_officer == 0, Message::new("why-no-officers-load")),
        ],
    )
}

fn peers(g: &Grounds) -> Ability {
    ability("peers", [cannot(g.agencies < 2, "why-one-agency")])
}

fn channels(g: &Grounds) -> Ability {
    ability(
        "channels",
        [
            cannot(g.channels == 0, "why-no-channels"),
            cannot(g.channels > 0 && g.online == 0, "why-nothing-online"),
            cannot(g.channels == 1 && g.online > 0, "why-all-online"),
        ],
    )
}

fn bulk_closing(g: &Grounds) -> Ability {
    ability(
        "bulk-closing",
        [
            cannot(g.with_result == 0, "why-no-results"),
            cannot(g.with_result > 0 && g.results_are_days, "why-results-are-days"),
            partly(
                g.runs > 0 && g.finishes_are_days && !g.results_are_days,
                Message::new("why-finishes-are-days"),
            ),
        ],
    )
}

fn legal_basis(g: &Grounds) -> Ability {
    ability("legal-basis", [cannot(g.legal_texts == 0, "why-no-legal-texts")])
}

fn yearly(g: &Grounds) -> Ability {
    let few = g.weeks < YEAR && !g.yearly_given;
    ability("yearly", [partly(few, Message::new("why-no-year").count("n", g.weeks))])
}
