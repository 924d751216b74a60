//! The study's generic named tables: what charts and every document format draw from.

use crate::error::Result;
use crate::results::{StudyFacts, Table};

use super::charts;
use super::describe::{
    bunching, changes, channels, heaping, legal_deadlines, load, paused, peers, time_basis,
};
use super::groups::{completion_by_group, endings, step_times};
use super::portal_totals;
use super::rows::Frames;
use super::suppress::{self, Draft};
use super::traps::{closed_only, quarters, simpson};

/// A maker of tables: the relations that it reads, and the tables that it makes of them.
struct Maker {
    reads: &'static [&'static str],
    make: fn(&Frames, &StudyFacts) -> Result<Vec<Draft>>,
}

/// Makers in the order in which the report shows their tables. Those of the savings and tests come from
/// `advise` and `find`.
const MAKERS: [Maker; 26] = [
    Maker { reads: &charts::on_time_bridge::READS, make: charts::on_time_bridge::tables },
    Maker { reads: &charts::on_time::READS, make: charts::on_time::tables },
    Maker { reads: &portal_totals::READS, make: portal_totals::tables },
    Maker { reads: &charts::completion::READS, make: charts::completion::tables },
    Maker { reads: &charts::due_date::READS, make: charts::due_date::tables },
    Maker { reads: &charts::open_age::READS, make: charts::open_age::tables },
    Maker { reads: &charts::time_by_step::READS, make: charts::time_by_step::tables },
    Maker { reads: &charts::wait_by_cause::READS, make: charts::wait_by_cause::tables },
    Maker {
        reads: &charts::delay_by_step_agency::READS,
        make: charts::delay_by_step_agency::tables,
    },
    Maker { reads: &charts::time_by_holder::READS, make: charts::time_by_holder::tables },
    Maker { reads: &charts::path::READS, make: charts::path::tables },
    Maker { reads: &completion_by_group::READS, make: completion_by_group::tables },
    Maker { reads: &step_times::READS, make: step_times::tables },
    Maker { reads: &time_basis::READS, make: time_basis::tables },
    Maker { reads: &endings::READS, make: endings::tables },
    Maker { reads: &closed_only::READS, make: closed_only::tables },
    Maker { reads: &quarters::READS, make: quarters::tables },
    Maker { reads: &simpson::READS, make: simpson::tables },
    Maker { reads: &load::READS, make: load::tables },
    Maker { reads: &changes::READS, make: changes::tables },
    Maker { reads: &peers::READS, make: peers::tables },
    Maker { reads: &channels::READS, make: channels::tables },
    Maker { reads: &paused::READS, make: paused::tables },
    Maker { reads: &legal_deadlines::READS, make: legal_deadlines::tables },
    Maker { reads: &bunching::READS, make: bunching::tables },
    Maker { reads: &heaping::READS, make: heaping::tables },
];

/// Relations that [`tables`] reads.
pub fn relations() -> impl Iterator<Item = &'static str> {
    MAKERS.iter().flat_map(|maker| maker.reads.iter().copied())
}

/// All tables that are made from measures, without the groups that are too small.
///
/// # Errors
/// If one of [`relations`] is missing or a column has another type.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    all(frames, facts, Vec::new(), Vec::new())
}

/// All tables of the study, without the groups that are too small: `before`, then those that are made
/// from measures, then `after`.
///
/// # Errors
/// As [`tables`].
pub fn all(
    frames: &Frames,
    facts: &StudyFacts,
    before: Vec<Table>,
    after: Vec<Table>,
) -> Result<Vec<Table>> {
    let mut drafts: Vec<Draft> = before.into_iter().map(Draft::plain).collect();
    for maker in &MAKERS {
        drafts.extend((maker.make)(frames, facts)?);
    }
    drafts.extend(after.into_iter().map(Draft::plain));
    suppress::publish(drafts, facts.suppress_below)
}

/// Relations that [`portal_totals`] reads.
pub const PORTAL_TOTALS: [&str; 1] = portal_totals::READS;

/// The tables of the national portal's totals alone, without the groups that are too small.
///
/// # Errors
/// As [`tables`].
pub fn of_portal_totals(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    suppress::publish(portal_totals::tables(frames, facts)?, facts.suppress_below)
}
