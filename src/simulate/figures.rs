//! What a province came to, in figures: for the truth of savings, and the truth of the figures that a
//! study shows.

use super::calendar::Wall;
use super::province::{Dossier, Province};
use crate::error::Result;

/// Which dossiers a figure is of; what is `None` is any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Among<'a> {
    pub procedure: Option<&'a str>,
    /// The agency that answers for the dossier.
    pub agency: Option<&'a str>,
    /// Received on this day (`2024-01-01`) or later.
    pub from: Option<&'a str>,
    /// Received before this day.
    pub to: Option<&'a str>,
}

/// Means over dossiers, in working seconds a dossier. All are 0 where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    pub dossiers: u64,
    /// Of them not closed at the end.
    pub open: u64,
    /// From receipt to the result, or to the end where there is none yet.
    pub makespan_s: f64,
    /// Of it with the applicant: the clock stopped.
    pub paused_s: f64,
    /// Seconds that officers worked on it (ghost work isn't counted), of runs finished by the end.
    pub worked_s: f64,
    /// Seconds that its runs waited for somebody to begin.
    pub waited_s: f64,
    /// Of it for their own ghosts: a dossier that goes the shorter way and comes back to a desk finds the
    /// officer at work on what a reform has taken from it. No world has that wait, so it is no part of what
    /// a reform saves directly.
    pub own_ghost_s: f64,
}

impl Province {
    /// The figures of some of the dossiers.
    ///
    /// # Errors
    /// Of kind `Usage` where a day isn't one of the scenario's time.
    pub fn figures(&self, among: &Among<'_>) -> Result<Figures> {
        let calendar = &self.world.calendar;
        let day = |text: Option<&str>| -> Result<Option<Wall>> {
            text.map(|text| self.world.midnight(text)).transpose()
        };
        let (from, to) = (day(among.from)?, day(among.to)?);
        let counts: Vec<bool> = self
            .dossiers
            .iter()
            .map(|d| {
                let at = d.filing.received;
                from.is_none_or(|from| at >= from)
                    && to.is_none_or(|to| at < to)
                    && self.is_of(d, among)
            })
            .collect();
        let counted = |dossier: usize| counts.get(dossier).copied().unwrap_or(false);
        let between = |from: Wall, to: Wall| calendar.work(to) - calendar.work(from);
        let mut figures = Figures::default();
        let (mut makespan, mut paused, mut worked, mut waited, mut own) = (0, 0, 0, 0, 0);
        for dossier in self.dossiers.iter().zip(&counts).filter_map(|(d, &c)| c.then_some(d)) {
            figures.dossiers += 1;
            figures.open += u64::from(dossier.result.is_none());
            makespan +=
                between(dossier.filing.received, dossier.result.unwrap_or(self.world.as_of));
        }
        for stop in self.pauses.iter().filter(|stop| counted(stop.dossier)) {
            paused += between(stop.from, stop.to.unwrap_or(self.world.as_of));
        }
        for run in self.runs.iter().filter(|run| counted(run.dossier)) {
            let Some(started) = run.started else { continue };
            waited += between(run.enabled, started);
            own += i64::from(run.own_ghost_s);
            worked += run.finished.map_or(0, |finished| between(started, finished));
        }
        let mean = |sum: i64| sum as f64 / (figures.dossiers.max(1)) as f64;
        figures.makespan_s = mean(makespan);
        figures.paused_s = mean(paused);
        figures.worked_s = mean(worked);
        figures.waited_s = mean(waited);
        figures.own_ghost_s = mean(own);
        Ok(figures)
    }

    fn is_of(&self, dossier: &Dossier, among: &Among<'_>) -> bool {
        let Some(procedure) = self.world.procedures.get(dossier.filing.procedure) else {
            return false;
        };
        let agency = procedure
            .offices
            .get(dossier.filing.office)
            .and_then(|office| self.world.agencies.get(office.agency));
        among.procedure.is_none_or(|code| code == procedure.given.code)
            && among.agency.is_none_or(|name| agency.is_some_and(|a| a.name == name))
    }
}
