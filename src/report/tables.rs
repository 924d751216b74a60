//! The study's generic named tables: what charts and every document format draw from.

use crate::error::Result;
use crate::results::{StudyFacts, Table};

use super::charts;
use super::describe::{bunching, changes, channels, heaping, load, peers};
use super::rows::Frames;

/// A maker of tables: the relations that it reads, and the tables that it makes of them.
struct Maker {
    reads: &'static [&'static str],
    make: fn(&Frames, &StudyFacts) -> Result<Vec<Table>>,
}

/// Makers in the order in which the report shows their tables. Those of the savings and tests come from
/// `advise` and `find`.
const MAKERS: [Maker; 15] = [
    Maker { reads: &charts::on_time_bridge::READS, make: charts::on_time_bridge::tables },
    Maker { reads: &charts::on_time::READS, make: charts::on_time::tables },
    Maker { reads: &charts::completion::READS, make: charts::completion::tables },
    Maker { reads: &charts::due_date::READS, make: charts::due_date::tables },
    Maker { reads: &charts::open_age::READS, make: charts::open_age::tables },
    Maker { reads: &charts::time_by_step::READS, make: charts::time_by_step::tables },
    Maker {
        reads: &charts::delay_by_step_agency::READS,
        make: charts::delay_by_step_agency::tables,
    },
    Maker { reads: &charts::time_by_holder::READS, make: charts::time_by_holder::tables },
    Maker { reads: &charts::path::READS, make: charts::path::tables },
    Maker { reads: &load::READS, make: load::tables },
    Maker { reads: &changes::READS, make: changes::tables },
    Maker { reads: &peers::READS, make: peers::tables },
    Maker { reads: &channels::READS, make: channels::tables },
    Maker { reads: &bunching::READS, make: bunching::tables },
    Maker { reads: &heaping::READS, make: heaping::tables },
];

/// Relations that [`tables`] reads.
pub fn relations() -> impl Iterator<Item = &'static str> {
    MAKERS.iter().flat_map(|maker| maker.reads.iter().copied())
}

/// All tables that are made from measures.
///
/// # Errors
/// If one of [`relations`] is missing or a column has another type.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for maker in &MAKERS {
        tables.extend((maker.make)(frames, facts)?);
    }
    Ok(tables)
}
