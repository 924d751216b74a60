//! `changes`: since when procedures and steps take longer, or less long.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::frame::Frame;
use crate::report::rows::{
    Frames, Ints, Procedures, Texts, column, decimals, float, frame, name, real, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Arg, Cell, Message, StudyFacts, Table, Unit};
use crate::stats::MIN_WEEKS;
use crate::stats::changes::{BLOCK, Change, Cost, SHUFFLES, Search, changes};

use super::{SEED, Window};

const DOSSIERS: &str = "measure.dossier_week";
const STEPS: &str = "measure.step_week";
const OPEN: &str = "measure.open_week";

/// Relations that [`tables`] reads.
pub const READS: [&str; 5] = [DOSSIERS, STEPS, OPEN, Procedures::READS, Window::READS];

/// Fewest dossiers or runs a week, on average: the mean of fewer says more of one dossier than of the
/// week.
const PER_WEEK: i64 = 5;
/// Largest share that may be open in the last week looked at: beyond, its mean is that of the short ones.
const OPEN_SHARE: f64 = 0.05;
/// Most series of procedures, and of steps, that are looked at: those with most dossiers or runs.
const SERIES: usize = 100;
/// A week with less than this part of the usual open time is a break of the calendar, such as Tết.
const BREAK: f64 = 0.5;

/// A week of a series.
#[derive(Default, Clone, Copy)]
struct Week {
    n: i64,
    open: i64,
    timed: i64,
    time_s: i64,
}

/// By procedure and step; a procedure as a whole has no step.
type Series<'a> = BTreeMap<(&'a str, Option<&'a str>), Vec<Week>>;

/// A change with what is known around it.
struct Found<'a> {
    procedure: &'a str,
    step: Option<&'a str>,
    change: Change,
    /// Mondays of the change, and of the earliest and latest place that the data allow.
    weeks: [usize; 3],
    n: i64,
}

/// `changes`: one row a change of the weekly mean time (dossiers by week of receipt, steps by week of
/// enabling), the clearest first; p by shuffled blocks of four weeks.
///
/// Only changes with p at most the study's alpha are listed; the title says how many series chance alone
/// would put there.
///
/// A series ends where more than one in twenty are still open: their times are lower bounds, and the mean
/// would fall towards as-of whatever happened. Empty for an export chosen by date of closing (methods §2).
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let window = Window::read(frame(frames, Window::READS)?, facts)?;
    let procedures = Procedures::read(frames)?;
    let (dossiers, steps) = (frame(frames, DOSSIERS)?, frame(frames, STEPS)?);
    let mut looked_at = 0;
    let mut found = Vec::new();
    // Of an export chosen by date of closing no series is a trend.
    let mut all = Vec::new();
    if !facts.selection.by_closing {
        all.extend([read(dossiers, false, &window)?, read(steps, true, &window)?]);
    }
    for series in all {
        for ((procedure, step), weeks) in voluminous(series, facts) {
            let Some(changes) = of(procedure, step, &weeks, facts) else { continue };
            looked_at += 1;
            found.extend(changes);
        }
    }
    let p = |found: &Found| found.change.p.unwrap_or(1.0);
    found.retain(|found| found.change.p.is_ok_and(|p| p <= facts.alpha));
    // A stable sort: equally clear ones stay in the order of their names and weeks.
    found.sort_by(|a, b| p(a).total_cmp(&p(b)));
    let breaks = breaks(frame(frames, OPEN)?, &window)?;
    let row = |found: &Found| row(found, &procedures, &breaks, &window, facts);
    let table = table(found.iter().map(row).collect(), looked_at, facts);
    let by = &["procedure", "step", "changed_on"];
    Ok(vec![Draft::counted(table, Grain::new("timed in series", by, &["n"]))])
}

fn table(rows: Vec<Vec<Cell>>, series: u64, facts: &StudyFacts) -> Table {
    let sizes = rows.iter().filter_map(|row| row.get(5)?.number());
    let width = decimals(sizes);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred series")]
    let by_chance = series as f64 * facts.alpha;
    Table {
        name: "changes".to_owned(),
        title: Message::new("report-table-changes")
            .count("series", series)
            .number("by_chance", by_chance)
            .share("alpha", facts.alpha),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("step", Unit::Text, 0),
            column("changed_on", Unit::Date, 0),
            column("earliest_on", Unit::Date, 0),
            column("latest_on", Unit::Date, 0),
            column("change", Unit::WorkDays, width),
            column("change_low", Unit::WorkDays, width),
            column("change_high", Unit::WorkDays, width),
            column("p_blocks", Unit::None, 3),
            column("calendar_breaks", Unit::Text, 0),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    }
}

fn row(
    found: &Found,
    procedures: &Procedures,
    breaks: &BTreeSet<usize>,
    window: &Window,
    facts: &StudyFacts,
) -> Vec<Cell> {
    let days = |seconds: f64| float(Some(work_days(seconds, facts)));
    let ends = found.change.size.interval(facts.level).ok();
    let [_, earliest, latest] = found.weeks;
    let monday = |at: usize| Message::new("report-date").with("date", Arg::Date(window.monday(at)));
    // A break just before the change shows in the weeks after it.
    let near: Vec<Message> =
        breaks.range(earliest.saturating_sub(1)..=latest).map(|at| monday(*at)).collect();
    let mut row = vec![
        procedures.cell(found.procedure),
        found.step.map_or(Cell::Word(Message::new("report-whole-dossier")), name),
    ];
    row.extend(found.weeks.map(|at| Cell::Text(window.monday(at))));
    row.push(days(found.change.size.value));
    row.push(ends.map_or(Cell::Null, |ends| days(ends.low)));
    row.push(ends.map_or(Cell::Null, |ends| days(ends.high)));
    row.push(float(found.change.p.ok()));
    row.push(if near.is_empty() {
        Cell::Null
    } else {
        Cell::Word(Message::new("report-calendar-breaks").with("weeks", Arg::List(near)))
    });
    row.push(Cell::Int(found.n));
    row
}

/// Changes of a series; nothing where it is too short to say whether there are any.
fn of<'a>(
    procedure: &'a str,
    step: Option<&'a str>,
    weeks: &[Week],
    facts: &StudyFacts,
) -> Option<Vec<Found<'a>>> {
    let mostly_closed = |w: &Week| w.n > 0 && real(w.open) <= OPEN_SHARE * real(w.n);
    let end = weeks.iter().rposition(mostly_closed)?;
    let timed = weeks.iter().enumerate().take(end + 1).filter(|(_, w)| w.timed > 0);
    let (places, values): (Vec<usize>, Vec<f64>) =
        timed.map(|(at, w)| (at, real(w.time_s) / real(w.timed))).unzip();
    if values.len() < MIN_WEEKS {
        return None;
    }
    let search = Search {
        cost: Cost::Mean,
        penalty: None,
        least: BLOCK,
        level: facts.level,
        shuffles: SHUFFLES,
        seed: SEED,
        label: &format!("changes/{procedure}/{}", step.unwrap_or_default()),
    };
    let n = weeks.iter().take(end + 1).map(|w| w.timed).sum();
    let place = |at: usize| places.get(at).copied().unwrap_or(end);
    let found = |change: Change| {
        let weeks = [change.at, change.earliest, change.latest].map(place);
        Found { procedure, step, change, weeks, n }
    };
    Some(changes(&values, &search).ok()?.into_iter().map(found).collect())
}

/// The series with most, each with enough in a week.
fn voluminous<'a>(series: Series<'a>, facts: &StudyFacts) -> Series<'a> {
    let n = |weeks: &[Week]| weeks.iter().map(|w| w.n).sum::<i64>();
    let least = PER_WEEK * i64::from(facts.evidence_weeks);
    let mut kept: Vec<_> = series.into_iter().filter(|(_, weeks)| n(weeks) >= least).collect();
    // A stable sort: equal ones stay in the order of their names.
    kept.sort_by_key(|(_, weeks)| std::cmp::Reverse(n(weeks)));
    kept.truncate(SERIES);
    kept.into_iter().collect()
}

fn read<'a>(frame: &'a Frame, by_step: bool, window: &Window) -> Result<Series<'a>> {
    let (timed, time) = if by_step { ("n_sojourn", "sojourn_s") } else { ("n", "makespan_s") };
    let (procedure, week) = (Texts::of(frame, "procedure_code")?, Ints::of(frame, "week")?);
    let step = if by_step { Some(Texts::of(frame, "step")?) } else { None };
    let (n, open) = (Ints::of(frame, "n")?, Ints::of(frame, "n_censored")?);
    let (timed, time) = (Ints::of(frame, timed)?, Ints::of(frame, time)?);
    let mut series = Series::new();
    for row in 0..frame.rows() {
        let Some(at) = window.at(week.at(row)) else { continue };
        let key = (procedure.at(row), step.as_ref().map(|step| step.at(row)));
        let weeks = series.entry(key).or_insert_with(|| vec![Week::default(); window.weeks]);
        if let Some(sums) = weeks.get_mut(at) {
            sums.n += n.at(row);
            sums.open += open.at(row);
            sums.timed += timed.at(row);
            sums.time_s += time.at(row);
        }
    }
    Ok(series)
}

/// Weeks of the window in which the agencies were open for less than half of what is usual.
fn breaks(frame: &Frame, window: &Window) -> Result<BTreeSet<usize>> {
    let (week, open) = (Ints::of(frame, "week")?, Ints::of(frame, "open_s")?);
    let mut weeks = vec![0; window.weeks];
    for row in 0..frame.rows() {
        if let Some(sum) = window.at(week.at(row)).and_then(|at| weeks.get_mut(at)) {
            *sum += open.at(row);
        }
    }
    let mut sorted = weeks.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().map_or(0.0, real);
    let low = |(_, open): &(usize, &i64)| real(**open) < BREAK * usual;
    Ok(weeks.iter().enumerate().filter(low).map(|(at, _)| at).collect())
}
