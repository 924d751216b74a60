//! The study's generic named tables: what charts and every document format draw from.

use crate::error::Result;
use crate::results::{StudyFacts, Table};

use super::charts;
use super::rows::Frames;

/// Relations that [`tables`] reads.
pub const READS: [&str; 8] = [
    "measure.step_week",
    "measure.dossier_week",
    "measure.dossier_distribution",
    "measure.lateness",
    "measure.due_gap",
    "measure.open_dossier",
    "measure.handover",
    "stage.procedure",
];

/// All tables that are made from measures, in the order in which the report shows them. The one of the
/// savings comes from `advise`.
///
/// # Errors
/// If a relation of [`READS`] is missing or a column has another type.
pub fn tables(frames: &Frames, facts: &StudyFacts, resolution_s: i64) -> Result<Vec<Table>> {
    let mut tables = charts::completion::tables(frames, facts, resolution_s)?;
    tables.push(charts::due_date::table(frames, facts)?);
    tables.push(charts::open_age::table(frames, facts)?);
    tables.extend(charts::time_by_step::tables(frames, facts)?);
    tables.push(charts::delay_by_step_agency::table(frames, facts)?);
    tables.push(charts::path::table(frames, facts)?);
    Ok(tables)
}
