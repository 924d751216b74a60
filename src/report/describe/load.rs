//! `load`: how much work comes to each unit, and whether its figures belong together.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::frame::Frame;
use crate::report::rows::{
    Frames, Ints, Texts, column, decimals, float, frame, mean, name, real, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::congestion::{Queue, utilisation};
use crate::stats::little::{Flow, little};
use crate::stats::series::weekly_mean;

use super::Window;

const UNIT_WEEK: &str = "measure.unit_week";
const SERVICE: &str = "measure.unit_service";
const OPEN: &str = "measure.open_week";

/// Relations that [`tables`] reads.
pub const READS: [&str; 4] = [UNIT_WEEK, SERVICE, OPEN, Window::READS];

/// Utilisation from which the formula explodes: no office's year is in its long run there.
const FULL: f64 = 0.95;
/// A log begins with an empty office that fills up: its first days say nothing of a trend.
const FILLING_DAYS: i64 = 56;

/// Weeks of a unit, from the window's first.
#[derive(Default, Clone)]
struct Weeks {
    arrivals: Vec<f64>,
    completions: Vec<f64>,
    officers: Vec<f64>,
    service: Vec<f64>,
    available: Vec<f64>,
    /// Arrivals less completions; nothing in the first weeks of the log.
    growth: Vec<Option<f64>>,
    /// Open before the window.
    before: f64,
}

/// A unit's own runs.
#[derive(Default, Clone, Copy)]
struct Runs {
    wait: Option<f64>,
    service: Option<f64>,
    /// Squared coefficient of variation of the service.
    cv2_service: Option<f64>,
    sojourn: Option<f64>,
}

/// `load`: one row a unit, the busiest first.
///
/// *Little's law*: `wip` is the mean number of runs open at the ends of weeks, `little` is λW with W in
/// weeks of the office's own length; a ratio well above 1 says that runs were never closed in the
/// system. *The formula* (Allen–Cunneen with Sakasegawa's exponent) is a cross-check of the observed
/// wait. Its variation of arrivals is the index of dispersion of weekly counts against each week's open
/// time, which is that of the times between arrivals in the long run (Whitt 1982, *Approximating a point
/// process by a renewal process*, the asymptotic method).
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let window = Window::read(frame(frames, Window::READS)?, facts)?;
    let open = read_open(frame(frames, OPEN)?, &window)?;
    let runs = read_runs(frame(frames, SERVICE)?)?;
    let mut rows: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (key, weeks) in read_weeks(frame(frames, UNIT_WEEK)?, &window)? {
        let n = weeks.arrivals.iter().sum::<f64>();
        #[expect(clippy::cast_possible_truncation, reason = "a sum of counts")]
        let n = n as i64;
        if n == 0 {
            continue;
        }
        let runs = runs.get(&key).copied().unwrap_or_default();
        let hours = open.get(&key.0).map_or(&[][..], Vec::as_slice);
        let busy = utilisation(&weeks.service, &weeks.available).ok().map(|s| s.value());
        let busy = busy.filter(|_| runs.service.is_some());
        let mut row = vec![name(&key.0), name(&key.1)];
        row.extend(flow(&weeks));
        row.push(float(busy));
        row.extend(check(&weeks, hours, runs));
        row.push(float(runs.wait.map(|s| work_days(s, facts))));
        let formula = formula(&weeks, hours, runs, busy);
        row.push(float(formula.map(|s| work_days(s, facts))));
        row.extend(trend(&weeks, facts));
        row.push(Cell::Int(n));
        rows.push((busy.unwrap_or(-1.0), row));
    }
    // A stable sort: equal units stay in the order of their names.
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let table = table(rows.into_iter().map(|(_, row)| row).collect());
    // The runs that pass at a unit, as in the account of time by unit: both tables tell the same units.
    Ok(vec![Draft::counted(table, Grain::new("runs in time", &["agency", "unit"], &["n"]))])
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let width = |at: usize| decimals(rows.iter().filter_map(|row| row.get(at)?.number()));
    let wait = width(8).max(width(9));
    Table {
        name: "load".to_owned(),
        title: Message::new("report-table-load").share("full", FULL),
        columns: vec![
            column("agency", Unit::Text, 0),
            column("unit", Unit::Text, 0),
            column("arrivals", Unit::PerWeek, 1),
            column("completions", Unit::PerWeek, 1),
            column("officers_seen", Unit::Count, 1),
            column("utilisation", Unit::Share, 1),
            column("wip", Unit::Count, 1),
            column("little_ratio", Unit::Ratio, 2),
            column("wait_per_run", Unit::WorkDays, wait),
            column("wait_formula", Unit::WorkDays, wait),
            column("growth", Unit::PerWeek, 2),
            column("growth_low", Unit::PerWeek, 2),
            column("growth_high", Unit::PerWeek, 2),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    }
}

/// By agency and unit. A week without a row had neither arrivals nor completions.
fn read_weeks(frame: &Frame, window: &Window) -> Result<BTreeMap<(String, String), Weeks>> {
    let (agency, unit) = (Texts::of(frame, "agency")?, Texts::of(frame, "unit")?);
    let (week, officers) = (Ints::of(frame, "week")?, Ints::of(frame, "officers")?);
    let (arrivals, completions) = (Ints::of(frame, "arrivals")?, Ints::of(frame, "completions")?);
    let (service, available) = (Ints::of(frame, "service_s")?, Ints::of(frame, "available_s")?);
    let settled = (0..frame.rows()).map(|row| week.at(row)).min().unwrap_or(0) + FILLING_DAYS;
    let zeros = || vec![0.0; window.weeks];
    let none = || Weeks {
        arrivals: zeros(),
        completions: zeros(),
        officers: zeros(),
        service: zeros(),
        available: zeros(),
        growth: (0..window.weeks)
            .map(|at| window.first + 7 * i64::try_from(at).unwrap_or(0))
            .map(|week| (week >= settled).then_some(0.0))
            .collect(),
        before: 0.0,
    };
    let mut units: BTreeMap<(String, String), Weeks> = BTreeMap::new();
    for row in 0..frame.rows() {
        let weeks =
            units.entry((agency.at(row).to_owned(), unit.at(row).to_owned())).or_insert_with(none);
        let growth = real(arrivals.at(row) - completions.at(row));
        let Some(at) = window.at(week.at(row)) else {
            if week.at(row) < window.first {
                weeks.before += growth;
            }
            continue;
        };
        for (list, value) in [
            (&mut weeks.arrivals, &arrivals),
            (&mut weeks.completions, &completions),
            (&mut weeks.officers, &officers),
            (&mut weeks.service, &service),
            (&mut weeks.available, &available),
        ] {
            if let Some(cell) = list.get_mut(at) {
                *cell += real(value.at(row));
            }
        }
        if let Some(Some(grown)) = weeks.growth.get_mut(at) {
            *grown += growth;
        }
    }
    Ok(units)
}

fn read_runs(frame: &Frame) -> Result<BTreeMap<(String, String), Runs>> {
    let (agency, unit) = (Texts::of(frame, "agency")?, Texts::of(frame, "unit")?);
    let (n_wait, wait) = (Ints::of(frame, "n_wait")?, Ints::of(frame, "wait_s")?);
    let (n_service, service) = (Ints::of(frame, "n_service")?, Ints::of(frame, "service_s")?);
    let (n_sojourn, sojourn) = (Ints::of(frame, "n_sojourn")?, Ints::of(frame, "sojourn_s")?);
    let squares = frame.float("service_squares")?;
    let runs = |row: usize| {
        let service = mean(service.at(row), n_service.at(row)).filter(|s| *s > 0.0);
        let square = squares.get(row).map(|sum| sum / real(n_service.at(row).max(1)));
        let spread = service.zip(square).map(|(mean, square)| square / (mean * mean) - 1.0);
        Runs {
            wait: mean(wait.at(row), n_wait.at(row)),
            service,
            cv2_service: spread.map(|cv2| cv2.max(0.0)),
            sojourn: mean(sojourn.at(row), n_sojourn.at(row)),
        }
    };
    let key = |row: usize| (agency.at(row).to_owned(), unit.at(row).to_owned());
    Ok((0..frame.rows()).map(|row| (key(row), runs(row))).collect())
}

/// Open seconds of each week of the window, by agency.
fn read_open(frame: &Frame, window: &Window) -> Result<BTreeMap<String, Vec<f64>>> {
    let agency = Texts::of(frame, "agency")?;
    let (week, open) = (Ints::of(frame, "week")?, Ints::of(frame, "open_s")?);
    let mut agencies: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in 0..frame.rows() {
        let weeks =
            agencies.entry(agency.at(row).to_owned()).or_insert_with(|| vec![0.0; window.weeks]);
        if let Some(cell) = window.at(week.at(row)).and_then(|at| weeks.get_mut(at)) {
            *cell += real(open.at(row));
        }
    }
    Ok(agencies)
}

fn average(values: &[f64]) -> Option<f64> {
    weekly_mean(values).ok().map(|series| series.value())
}

/// Arrivals and completions a week, and officers in the weeks in which any was seen.
fn flow(weeks: &Weeks) -> [Cell; 3] {
    [average(&weeks.arrivals), average(&weeks.completions), officers(weeks)].map(float)
}

fn officers(weeks: &Weeks) -> Option<f64> {
    let seen: Vec<f64> = weeks.officers.iter().copied().filter(|n| *n > 0.0).collect();
    average(&seen)
}

/// Open work, and its ratio to what Little's law makes of arrivals and times.
fn check(weeks: &Weeks, hours: &[f64], runs: Runs) -> [Cell; 2] {
    let steps = weeks.arrivals.iter().zip(&weeks.completions);
    let open: Vec<f64> = steps
        .scan(weeks.before, |open, (came, went)| {
            *open += came - went;
            Some(*open)
        })
        .collect();
    let flow = Flow {
        arrivals: &weeks.arrivals,
        completions: &weeks.completions,
        open: &open,
        open_before: weeks.before,
    };
    let week_s = average(hours).filter(|s| *s > 0.0);
    let sojourn = runs.sojourn.zip(week_s).map(|(sojourn, week)| sojourn / week);
    let law = sojourn.and_then(|weeks| little(&flow, weeks).ok());
    let between = open.iter().sum::<f64>() + f64::midpoint(weeks.before, -last(&open));
    let wip = (!open.is_empty()).then(|| between / real(i64::try_from(open.len()).unwrap_or(1)));
    [float(wip), float(law.map(|law| law.gap + 1.0))]
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(0.0)
}

/// The wait by the formula, in working seconds; nothing where it doesn't hold.
fn formula(weeks: &Weeks, hours: &[f64], runs: Runs, busy: Option<f64>) -> Option<f64> {
    let utilisation = busy.filter(|busy| *busy < FULL)?;
    let servers = officers(weeks)?.round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean number of officers of a week with some"
    )]
    let queue = Queue {
        servers: servers.max(1.0) as u32,
        utilisation,
        service: runs.service?,
        cv2_arrivals: dispersion(&weeks.arrivals, hours)?,
        cv2_service: runs.cv2_service?,
    };
    queue.approximate_wait().ok()
}

/// Variance over mean of counts, each against its share of the open time.
fn dispersion(counts: &[f64], hours: &[f64]) -> Option<f64> {
    let (all, open) = (counts.iter().sum::<f64>(), hours.iter().sum::<f64>());
    if all <= 0.0 || open <= 0.0 {
        return None;
    }
    let weeks = counts.iter().zip(hours).filter(|(_, open)| **open > 0.0);
    let parts: Vec<f64> = weeks
        .map(|(n, hours)| {
            let expected = all * hours / open;
            (n - expected).powi(2) / expected
        })
        .collect();
    let free = parts.len().checked_sub(1).filter(|free| *free > 0)?;
    Some(parts.iter().sum::<f64>() / real(i64::try_from(free).ok()?))
}

/// By how much the open work grows a week, with its interval from the weekly series; nothing of an
/// export that holds only what was closed.
fn trend(weeks: &Weeks, facts: &StudyFacts) -> [Cell; 3] {
    if facts.selection.by_closing {
        return [const { Cell::Null }; 3];
    }
    let settled: Vec<f64> = weeks.growth.iter().copied().flatten().collect();
    let growth = weekly_mean(&settled).ok().map(|series| series.estimate());
    let ends = growth.and_then(|growth| growth.interval(facts.level).ok());
    [growth.map(|g| g.value), ends.map(|e| e.low), ends.map(|e| e.high)].map(float)
}
