//! What rules read: owned time by step and week, the register, and how often a step comes twice.

use std::collections::BTreeMap;

use super::Options;
use super::register::Register;
use super::saving::Scale;
use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::results::Scope;

/// Relations by name (`schema.relation`).
pub type Frames = BTreeMap<String, Frame>;

/// Read whatever the rules are.
pub(super) const READS: [&str; 8] = [
    "measure.dossier_week",
    "measure.rework",
    "measure.step_week",
    "model.week",
    "stage.legal_text",
    "stage.procedure",
    "stage.procedure_step",
    "stage.step_role",
];

/// Weeks in a year of the Gregorian calendar.
const WEEKS_A_YEAR: f64 = 52.1775;
/// Evidence weeks that cover a year.
const FULL_YEAR: u32 = 52;

/// One group of step runs in one week of the evidence window; times in working seconds.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub procedure: &'a str,
    pub step: &'a str,
    pub agency: &'a str,
    pub unit: &'a str,
    pub channel: &'a str,
    /// From 0.
    pub week: usize,
    pub n: f64,
    /// Runs whose wait is known.
    pub n_wait: f64,
    /// Owned time: waiting, service, and what can't be told apart.
    pub owned: [f64; 3],
    /// Officers' time in the runs whose wait is known.
    pub service_s: f64,
}

impl Row<'_> {
    /// Whether it lies in the scope. A scope without a procedure means dossiers without one; other parts
    /// that it doesn't name don't matter.
    pub fn within(&self, scope: &Scope) -> bool {
        procedure(scope) == self.procedure
            && fits(&scope.step, self.step)
            && fits(&scope.agency, self.agency)
            && fits(&scope.unit, self.unit)
            && fits(&scope.channel, self.channel)
    }
}

/// Dossiers received in one week of the evidence window.
#[derive(Debug, Clone)]
struct Received<'a> {
    procedure: &'a str,
    agency: &'a str,
    channel: &'a str,
    n: f64,
}

/// How many runs of a step there were, and how many of them the dossier's first.
#[derive(Debug, Clone)]
struct Visits<'a> {
    procedure: &'a str,
    step: &'a str,
    agency: &'a str,
    runs: f64,
    first: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Evidence<'a> {
    frames: &'a Frames,
    weeks: usize,
    rows: Vec<Row<'a>>,
    by_procedure: BTreeMap<&'a str, Vec<usize>>,
    received: Vec<Received<'a>>,
    visits: Vec<Visits<'a>>,
    pub register: Register,
}

impl<'a> Evidence<'a> {
    /// # Errors
    /// If a relation or a column is missing.
    pub fn new(frames: &'a Frames, options: &Options) -> Result<Self> {
        let weeks = options.evidence_weeks as usize;
        let week_no = week_numbers(frame(frames, "model.week")?, weeks)?;
        let rows = step_weeks(frame(frames, "measure.step_week")?, &week_no)?;
        let mut by_procedure: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            by_procedure.entry(row.procedure).or_default().push(at);
        }
        let received = received(frame(frames, "measure.dossier_week")?, &week_no)?;
        let visits = visits(frame(frames, "measure.rework")?)?;
        let register = Register::new(frames)?;
        Ok(Self { frames, weeks, rows, by_procedure, received, visits, register })
    }

    /// A relation by name.
    pub fn frame(&self, relation: &str) -> Result<&'a Frame> {
        frame(self.frames, relation)
    }

    /// Weeks of the evidence window.
    pub fn weeks(&self) -> usize {
        self.weeks
    }

    pub fn row(&self, at: usize) -> Option<&Row<'a>> {
        self.rows.get(at)
    }

    /// Rows of the scope with their positions, in the order of the relation.
    pub fn within<'s>(&'s self, scope: &'s Scope) -> impl Iterator<Item = (usize, &'s Row<'a>)> {
        let of_procedure = self.by_procedure.get(procedure(scope)).map(Vec::as_slice);
        of_procedure
            .unwrap_or_default()
            .iter()
            .filter_map(|at| self.rows.get(*at).map(|row| (*at, row)))
            .filter(|(_, row)| row.within(scope))
    }

    /// Dossiers received in the window, of the scope's procedure, agency and channel.
    pub fn dossiers(&self, scope: &Scope) -> f64 {
        self.received
            .iter()
            .filter(|r| {
                procedure(scope) == r.procedure
                    && fits(&scope.agency, r.agency)
                    && fits(&scope.channel, r.channel)
            })
            .map(|r| r.n)
            .sum()
    }

    /// Share of the runs in the scope that are a dossier's first there: turns runs into dossiers.
    pub fn first_share(&self, scope: &Scope) -> f64 {
        let (mut runs, mut first) = (0.0, 0.0);
        for v in &self.visits {
            if procedure(scope) == v.procedure
                && fits(&scope.step, v.step)
                && fits(&scope.agency, v.agency)
            {
                runs += v.runs;
                first += v.first;
            }
        }
        if runs > 0.0 { first / runs } else { 1.0 }
    }

    /// How a sum over the window becomes working days, and days a year.
    pub fn scale(&self, options: &Options) -> Scale {
        let in_window: f64 = self.received.iter().map(|r| r.n).sum();
        let yearly = match options.yearly_dossiers {
            Some(yearly) if in_window > 0.0 => Some(yearly / in_window),
            _ if options.evidence_weeks >= FULL_YEAR => {
                Some(WEEKS_A_YEAR / f64::from(options.evidence_weeks))
            }
            _ => None,
        };
        Scale::new(options, yearly)
    }
}

/// The code of a scope's procedure; `''` where the data records none.
pub(super) fn procedure(scope: &Scope) -> &str {
    scope.procedure.as_deref().unwrap_or_default()
}

/// Whether a part of a scope is what was wanted, if anything was.
pub(super) fn fits(wanted: &Option<String>, is: &str) -> bool {
    wanted.as_deref().is_none_or(|w| w == is)
}

pub(super) fn frame<'a>(frames: &'a Frames, relation: &str) -> Result<&'a Frame> {
    frames
        .get(relation)
        .ok_or_else(|| Error::failed(format!("advice needs the relation {relation}")))
}

fn week_numbers(weeks: &Frame, last: usize) -> Result<BTreeMap<i64, usize>> {
    let numbers = weeks.int("evidence_no")?;
    Ok(weeks
        .int("week")?
        .iter()
        .zip(numbers)
        .filter_map(|(day, number)| {
            let number = usize::try_from((*number)?.checked_sub(1)?).ok()?;
            (number < last).then_some(((*day)?, number))
        })
        .collect())
}

fn step_weeks<'a>(frame: &'a Frame, weeks: &BTreeMap<i64, usize>) -> Result<Vec<Row<'a>>> {
    let text = |name| frame.text(name);
    let (procedure, step) = (text("procedure_code")?, text("step")?);
    let (agency, unit, channel) = (text("agency")?, text("unit")?, text("channel")?);
    let (week, n, n_wait) = (frame.int("week")?, frame.int("n")?, frame.int("n_wait")?);
    let owned = frame.int("owned_s")?;
    let (wait, service) = (frame.int("owned_wait_s")?, frame.int("owned_service_s")?);
    let work = frame.int("service_s")?;
    let mut rows = Vec::with_capacity(frame.rows());
    for at in 0..frame.rows() {
        let Some(week) = week.get(at).copied().flatten().and_then(|day| weeks.get(&day)) else {
            continue;
        };
        let (wait, service) = (number(wait, at), number(service, at));
        rows.push(Row {
            procedure: name(procedure, at),
            step: name(step, at),
            agency: name(agency, at),
            unit: name(unit, at),
            channel: name(channel, at),
            week: *week,
            n: number(n, at),
            n_wait: number(n_wait, at),
            owned: [wait, service, (number(owned, at) - wait - service).max(0.0)],
            service_s: number(work, at),
        });
    }
    Ok(rows)
}

fn received<'a>(frame: &'a Frame, weeks: &BTreeMap<i64, usize>) -> Result<Vec<Received<'a>>> {
    let (procedure, agency) = (frame.text("procedure_code")?, frame.text("agency")?);
    let (channel, week, n) = (frame.text("channel")?, frame.int("week")?, frame.int("n")?);
    Ok((0..frame.rows())
        .filter(|at| week.get(*at).copied().flatten().is_some_and(|day| weeks.contains_key(&day)))
        .map(|at| Received {
            procedure: name(procedure, at),
            agency: name(agency, at),
            channel: name(channel, at),
            n: number(n, at),
        })
        .collect())
}

fn visits(frame: &Frame) -> Result<Vec<Visits<'_>>> {
    let (procedure, step) = (frame.text("procedure_code")?, frame.text("step")?);
    let (agency, runs) = (frame.text("agency")?, frame.int("runs")?);
    let (repeats, redos) = (frame.int("repeats")?, frame.int("redos")?);
    Ok((0..frame.rows())
        .map(|at| Visits {
            procedure: name(procedure, at),
            step: name(step, at),
            agency: name(agency, at),
            runs: number(runs, at),
            first: number(runs, at) - number(repeats, at) - number(redos, at),
        })
        .collect())
}

/// A text cell; `''` (not recorded) where null.
pub(super) fn name(column: &[Option<String>], at: usize) -> &str {
    column.get(at).and_then(Option::as_deref).unwrap_or_default()
}

/// A whole-number cell as a real number; 0 where null.
#[expect(clippy::cast_precision_loss, reason = "sums of seconds stay below 2^53")]
pub(super) fn number(column: &[Option<i64>], at: usize) -> f64 {
    column.get(at).copied().flatten().unwrap_or(0) as f64
}
