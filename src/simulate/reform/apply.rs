//! How each reform changes the world.

use super::super::calendar::{Wall, Work};
use super::super::scenario::Role;
use super::super::world::{Desk, Merger, Procedure, Since, Step, World, unknown};
use super::{Change, Reform};
use crate::error::{Error, Result};

impl Reform {
    /// # Errors
    /// Of kind `Usage` where it names what the world doesn't have, or what can't be changed so.
    pub(in super::super) fn apply(&self, world: &mut World) -> Result<()> {
        let from = match &self.from {
            Some(day) => world.midnight(day)?,
            None => Wall::MIN,
        };
        let at = if from == Wall::MIN { 0 } else { world.calendar.work(from) };
        let since = Since { from, ghost: self.ghost };
        match &self.change {
            Change::RemoveStep { procedure, step } => {
                let (procedure, step) = removable(world, procedure, step)?;
                edit(procedure, step, |step| step.removed = Some(since));
            }
            Change::RemoveCheck { procedure, step } => {
                let (procedure, index) = removable(world, procedure, step)?;
                if procedure.steps.get(index).is_none_or(|s| s.given.role != Role::Check) {
                    return Err(cannot(&format!("\"{step}\" is no check")));
                }
                edit(procedure, index, |step| step.removed = Some(since));
            }
            Change::RemoveDocument { procedure, document } => {
                let procedure = coded(world, procedure)?;
                let known = procedure.documents.iter_mut().find(|d| d.name == *document);
                known.ok_or_else(|| unknown("reform", "document", document))?.removed = Some(since);
            }
            Change::MergeSteps { procedure, step, other_step } => {
                let (procedure, first, second) = pair(world, procedure, step, other_step)?;
                edit(procedure, second, |step| step.merged = Some((since, first)));
            }
            Change::ParallelSteps { procedure, step, other_step } => {
                let (procedure, first, second) = pair(world, procedure, step, other_step)?;
                if second == procedure.last() {
                    return Err(cannot("nothing can lie beside the last step"));
                }
                edit(procedure, first, |step| step.beside = Some((since, second)));
                edit(procedure, second, |step| step.beside = Some((since, first)));
            }
            Change::Delegate { procedure, step, desk, agency } => {
                delegate(world, since, [procedure, step, desk], agency.as_deref())?;
            }
            Change::DissolveBatch { desk, agency } => {
                for at_desk in named(world, desk, agency.as_deref())? {
                    dissolve(world, at_desk, at);
                }
            }
            Change::MoveOfficers { desk, to_desk, officers, agency } => {
                for from_desk in named(world, desk, agency.as_deref())? {
                    if !self.ghost {
                        send_officers(world, from_desk, to_desk, *officers, at)?;
                    }
                }
            }
            Change::MergeDesks { desk, agency, into, into_agency } => {
                let day = self.from.as_deref().ok_or_else(|| cannot("a merger needs its day"))?;
                if !self.ghost {
                    merge(world, [desk, agency], [into, into_agency], at, day)?;
                }
            }
            Change::DataLink { procedure, step, minutes } => {
                let (procedure, step) = removable(world, procedure, step)?;
                let delay = ((minutes * 60.0) as Work).max(1);
                edit(procedure, step, |step| step.link = Some((since, delay)));
            }
            Change::EndDetour { procedure } => {
                let detour = coded(world, procedure)?.detour.as_mut();
                detour.ok_or_else(|| cannot("no dossier goes to and fro"))?.ended = Some(since);
            }
            Change::RestructureOnline { procedure } => {
                coded(world, procedure)?.restructured = Some(since);
            }
        }
        Ok(())
    }
}

fn cannot(why: &str) -> Error {
    Error::usage(format!("scenario, reform: {why}"))
}

fn edit(procedure: &mut Procedure, step: usize, change: impl FnOnce(&mut Step)) {
    if let Some(step) = procedure.steps.get_mut(step) {
        change(step);
    }
}

fn coded<'w>(world: &'w mut World, code: &str) -> Result<&'w mut Procedure> {
    let index = world.procedure_coded(code)?;
    world.procedures.get_mut(index).ok_or_else(|| unknown("reform", "procedure", code))
}

fn removable<'w>(
    world: &'w mut World,
    code: &str,
    step: &str,
) -> Result<(&'w mut Procedure, usize)> {
    let procedure = coded(world, code)?;
    let step = procedure.step_named(step)?;
    if step == procedure.last() {
        return Err(cannot("the last step gives the result: it can't go"));
    }
    Ok((procedure, step))
}

/// Two steps of which the second follows the first.
fn pair<'w>(
    world: &'w mut World,
    code: &str,
    step: &str,
    other: &str,
) -> Result<(&'w mut Procedure, usize, usize)> {
    let procedure = coded(world, code)?;
    let (first, second) = (procedure.step_named(step)?, procedure.step_named(other)?);
    if procedure.after(first) != Some(second) {
        return Err(cannot(&format!("\"{other}\" doesn't follow \"{step}\"")));
    }
    Ok((procedure, first, second))
}

/// Desks with an id, of one agency or of all.
fn named(world: &World, id: &str, agency: Option<&str>) -> Result<Vec<usize>> {
    let agency = agency.map(|name| world.agency_named(name)).transpose()?;
    let of = |desk: usize| {
        let known = world.desks.get(desk);
        known.is_some_and(|d| d.id == id && agency.is_none_or(|agency| d.agency == agency))
    };
    let desks: Vec<usize> = (0..world.desks.len()).filter(|&desk| of(desk)).collect();
    if desks.is_empty() { Err(unknown("reform", "desk", id)) } else { Ok(desks) }
}

fn delegate(
    world: &mut World,
    since: Since,
    [procedure, step, desk]: [&str; 3],
    agency: Option<&str>,
) -> Result<()> {
    let agency = agency.map(|name| world.agency_named(name)).transpose()?;
    let index = world.procedure_coded(procedure)?;
    let Some(known) = world.procedures.get(index) else { return Ok(()) };
    let step = known.step_named(step)?;
    let mut delegated = Vec::new();
    for (number, office) in known.offices.iter().enumerate() {
        if agency.is_none_or(|agency| office.agency == agency) {
            let to = world.desk(office.agency, desk);
            delegated.push((number, to.ok_or_else(|| unknown("reform", "desk", desk))?));
        }
    }
    if let Some(known) = world.procedures.get_mut(index) {
        for (number, to) in delegated {
            if let Some(office) = known.offices.get_mut(number) {
                office.delegated.push((since, step, to));
            }
        }
    }
    Ok(())
}

fn dissolve(world: &mut World, desk: usize, at: Work) {
    let end = world.calendar.days.last().map_or(0, |day| day.before + day.open_s());
    let Some(desk) = world.desks.get_mut(desk) else { return };
    if let Some(sessions) = &mut desk.queue.sessions {
        sessions.retain(|&(from, _)| from < at);
        if let Some(last) = sessions.last_mut() {
            last.1 = last.1.min(at);
        }
        sessions.push((at, end + 1));
    }
    if let Some(heap) = &mut desk.queue.heap {
        heap.until = Some(at);
    }
}

fn merge(world: &mut World, one: [&str; 2], other: [&str; 2], at: Work, day: &str) -> Result<()> {
    let mut numbers = Vec::new();
    for [id, agency] in [one, other] {
        numbers.extend(named(world, id, Some(agency))?);
    }
    let &[number, into] = numbers.as_slice() else { return Ok(()) };
    let (Some(old), Some(new)) = (world.desks.get(number), world.desks.get(into)) else {
        return Ok(());
    };
    let moved = |desk: &Desk| desk.sent.is_some() || desk.joined.is_some();
    let outside = old.officers == 0 || new.officers == 0;
    if number == into || outside || moved(old) || moved(new) {
        return Err(cannot("two desks with officers of their own merge, each of them once"));
    }
    let (first, officers) = (old.first_officer, old.officers);
    world.mergers.push(Merger {
        from: day.to_owned(),
        agency: old.agency_name.clone(),
        unit: old.unit.clone(),
        officers,
        into_agency: new.agency_name.clone(),
        into_unit: new.unit.clone(),
        into_officers: new.officers,
    });
    if let Some(old) = world.desks.get_mut(number) {
        old.sent = Some((at, officers, into));
        old.merged = Some((at, into));
    }
    if let Some(new) = world.desks.get_mut(into) {
        new.joined = Some((at, first..first + officers));
    }
    Ok(())
}

fn send_officers(
    world: &mut World,
    desk: usize,
    to: &str,
    officers: usize,
    at: Work,
) -> Result<()> {
    let Some(from) = world.desks.get(desk) else { return Ok(()) };
    let (agency, all, first) = (from.agency, from.officers, from.first_officer);
    let to = world.desk(agency, to).ok_or_else(|| unknown("reform", "desk", to))?;
    let busy = world.desks.get(to).is_some_and(|d| d.joined.is_some() || d.sent.is_some());
    if officers >= all || from.sent.is_some() || from.joined.is_some() || to == desk || busy {
        return Err(cannot("officers move once, to another desk, and never all of them"));
    }
    if let Some(from) = world.desks.get_mut(desk) {
        from.sent = Some((at, officers, to));
    }
    if let Some(to) = world.desks.get_mut(to) {
        to.joined = Some((at, first + all - officers..first + all));
    }
    Ok(())
}
