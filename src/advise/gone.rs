//! Ways through the offices that a change makes needless: the runs on them, and the stops of the clock.
//!
//! A removed run takes its owned time with it (methods §9), and so does all that it brought about: the
//! steps that are done again on the way back to a check, the supplement that a return asks for. Stops
//! are owned by nobody's run, so they are counted apart.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Row, name, number};
use super::saving::Claim;
use crate::error::Result;
use crate::frame::Frame;
use crate::results::Scope;

/// Adds to a claim the rows of a relation of ways that `takes` chooses, by row number: shares of rows of
/// `measure.step_week` of the procedure, and paused seconds by week. The officers' work on them is
/// claimed only `with_work`.
///
/// # Errors
/// If a column is missing.
pub(super) fn add(
    claim: &mut Claim,
    procedure: &Scope,
    evidence: &Evidence<'_>,
    ways: &Frame,
    takes: impl Fn(usize) -> bool,
    with_work: bool,
) -> Result<()> {
    let text = |column| ways.text(column);
    let (step, agency) = (text("step")?, text("agency")?);
    let (unit, channel) = (text("unit")?, text("channel")?);
    let week = ways.int("week_no")?;
    let owned = ways.int("owned_s")?;
    let (wait, service) = (ways.int("owned_wait_s")?, ways.int("owned_service_s")?);
    let (work, paused) = (ways.int("service_s")?, ways.int("paused_s")?);
    let mut places: BTreeMap<_, (usize, &Row<'_>)> = BTreeMap::new();
    let whole = Scope { procedure: procedure.procedure.clone(), ..Scope::default() };
    for (at, row) in evidence.within(&whole) {
        places.insert((row.step, row.agency, row.unit, row.channel, row.week), (at, row));
    }
    let mut gone: BTreeMap<usize, [f64; 4]> = BTreeMap::new();
    let mut paused_s = vec![0.0; evidence.weeks()];
    for at in (0..ways.rows()).filter(|at| takes(*at)) {
        let no = week.get(at).copied().flatten().and_then(|no| usize::try_from(no).ok());
        let Some(no) = no.and_then(|no| no.checked_sub(1)) else { continue };
        if let Some(sum) = paused_s.get_mut(no) {
            *sum += number(paused, at);
        }
        let key = (name(step, at), name(agency, at), name(unit, at), name(channel, at), no);
        if let Some((place, _)) = places.get(&key) {
            let (wait, service) = (number(wait, at), number(service, at));
            let unsplit = (number(owned, at) - wait - service).max(0.0);
            let work = if with_work { number(work, at) } else { 0.0 };
            let sums = gone.entry(*place).or_default();
            for (sum, part) in sums.iter_mut().zip([wait, service, unsplit, work]) {
                *sum += part;
            }
        }
    }
    for (at, sums) in gone {
        let Some(row) = evidence.row(at) else { continue };
        let [wait, service, unsplit] = row.owned;
        let mut shares = sums;
        for (share, held) in shares.iter_mut().zip([wait, service, unsplit, row.service_s]) {
            *share = if held > 0.0 { *share / held } else { 0.0 };
        }
        claim.take(at, shares);
    }
    claim.pause_less(&paused_s);
    Ok(())
}
