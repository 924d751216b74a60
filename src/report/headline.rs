//! The on-time share as the official report counts it, beside the applicant's (domain §4).
//!
//! *Official*: dossiers closed in the period; dates are compared, not times; without a due date it is on
//! time, and so is whatever was returned, withdrawn or paused. *Applicant's*: dossiers received in the
//! period, against the first promise; one that is open beyond it is late, one that is open before it is
//! not decided yet and left out. Where no dossier has a due date there is no share on time: a promise that was
//! never made is not kept. Where the register gives the law's days, the share by these is given beside them.

use crate::error::Result;
use crate::results::{Headline, StudyFacts};

use super::on_time::{self, By, Way, counted};
use super::rows::Frames;

/// Relations that [`headline`] reads.
pub const READS: [&str; 2] = on_time::READS;

/// Both shares of the reporting period, with their intervals.
///
/// # Errors
/// If a relation is missing or a column has another type.
pub fn headline(frames: &Frames, facts: &StudyFacts) -> Result<Headline> {
    let mut all = counted(frames, By::Nothing)?;
    let mut way = |way| all.remove(&(String::new(), way)).unwrap_or_default();
    let (official, applicant, by_law) = (way(Way::Report), way(Way::Applicant), way(Way::Law));
    Ok(Headline {
        official: official.share(facts.level),
        undecided: applicant.undecided,
        without_promise: applicant.without_promise,
        closed_without_promise: official.without_promise,
        by_law: (by_law.n > 0).then(|| by_law.share(facts.level)),
        unknown_end: official.unknown_end.max(applicant.unknown_end),
        unusable: official.unusable.max(applicant.unusable),
        applicant: applicant.share(facts.level),
    })
}
