//! Each quarter beside the same quarter of the year before.
//!
//! The first quarter has Tết in it, the last the rush before the books close: a quarter is compared with
//! its like and with no other.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Result;
use crate::report::groups::{days, distributions};
use crate::report::rows::{Frames, Ints, Texts, column, decimals, float, frame};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::{self, Weeks};
use crate::results::{Arg, Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;
use crate::stats::periods::apart;

const WEEKS: &str = "measure.quarter_week";
const COMPLETION: &str = "measure.completion";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [WEEKS, COMPLETION, PARAMETER];

/// Columns that rest on the year before.
const BEFORE: [&str; 6] =
    ["n_before", "median_before", "on_time_before", "difference", "low", "high"];

/// A span of receipts: its dossiers' times, and by week how many were judged and how many on time.
struct Span {
    counts: Counts,
    weeks: Weeks,
}

/// A year and a quarter of it, 0 to 3.
type Quarter = (i64, i64);

/// `quarters`: one row a whole quarter of receipt that has its like a year before, and one for the last
/// four together where they and the four before are whole.
///
/// The share on time is the applicant's. Its difference has an interval where each side has twenty weeks:
/// a quarter has thirteen. Nothing is compared where only closed dossiers of a window are there.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let spans = if facts.selection.by_closing { BTreeMap::new() } else { read(frames, facts)? };
    let mut rows = Vec::new();
    let mut width_of = Vec::new();
    let mut add = |label: Cell, before: Cell, now: &Span, then: &Span| {
        let row = compare(label, before, now, then, facts, resolution_s);
        width_of.extend(row.get(4).and_then(Cell::number));
        rows.push(row);
    };
    for (at, now) in &spans {
        if let Some(then) = spans.get(&(at.0 - 1, at.1)) {
            add(said("report-quarter", *at), said("report-quarter", (at.0 - 1, at.1)), now, then);
        }
    }
    if let Some((last, _)) = spans.last_key_value() {
        let year_before = (last.0 - 1, last.1);
        if let (Some(now), Some(then)) =
            (year(&spans, *last, facts), year(&spans, year_before, facts))
        {
            let label = |at| said("report-four-quarters", at);
            add(label(*last), label(year_before), &now, &then);
        }
    }
    let width = decimals(width_of.into_iter());
    let table = Table {
        name: "quarters".to_owned(),
        title: Message::new(match rows.is_empty() {
            true => "report-table-quarters-none",
            false => "report-table-quarters",
        }),
        columns: vec![
            column("quarter", Unit::Text, 0),
            column("before", Unit::Text, 0),
            column("n", Unit::Count, 0),
            column("n_before", Unit::Count, 0),
            column("median", Unit::WorkDays, width),
            column("median_before", Unit::WorkDays, width),
            column("on_time", Unit::Share, 1),
            column("on_time_before", Unit::Share, 1),
            column("difference", Unit::Points, 1),
            column("low", Unit::Points, 1),
            column("high", Unit::Points, 1),
            column("interval_basis", Unit::Text, 0),
        ],
        rows,
        suppressed: 0,
    };
    let grain = |by, n| Grain {
        except: &["report-four-quarters"],
        named: &[("before", "quarter")],
        ..Grain::new("dossiers", by, n)
    };
    let now = grain(&["quarter"], &["n"]);
    Ok(vec![Draft::counted(table, now).beside(grain(&["before"], &["n_before"]), &BEFORE)])
}

/// Quarters that the data cover whole, from the first receipt to the as-of date.
fn read(frames: &Frames, facts: &StudyFacts) -> Result<BTreeMap<Quarter, Span>> {
    let weeks = frame(frames, WEEKS)?;
    let (quarter, week) = (Texts::of(weeks, "quarter")?, Ints::of(weeks, "week")?);
    let (judged, on_time) = (Ints::of(weeks, "judged")?, Ints::of(weeks, "on_time")?);
    // Weeks of each quarter, from its own first to its last, without a gap.
    let mut ranges: BTreeMap<Quarter, Range<i64>> = BTreeMap::new();
    for row in 0..weeks.rows() {
        let (Some(at), monday) = (parse(quarter.at(row)), week.at(row).div_euclid(7)) else {
            continue;
        };
        let range = ranges.entry(at).or_insert(monday..monday + 1);
        *range = range.start.min(monday)..range.end.max(monday + 1);
    }
    let mut counts: BTreeMap<Quarter, Counts> = BTreeMap::new();
    for ([quarter], own) in distributions(frame(frames, COMPLETION)?, ["quarter"])? {
        if let Some(at) = parse(&quarter) {
            counts.insert(at, own);
        }
    }
    let (first, last) = (ranges.keys().next().copied(), as_of(facts));
    let mut spans = BTreeMap::new();
    for (at, range) in &ranges {
        // The first one rarely begins on its first day, and the one of the as-of date isn't over.
        let whole = Some(*at) != first && *at < last;
        let length = usize::try_from(range.end - range.start).unwrap_or(0);
        if let Some(counts) = counts.remove(at).filter(|_| whole) {
            spans.insert(*at, Span { counts, weeks: Weeks::none(length) });
        }
    }
    for row in 0..weeks.rows() {
        let Some(at) = parse(quarter.at(row)) else { continue };
        let start = ranges.get(&at).map_or(0, |range| range.start);
        let place = usize::try_from(week.at(row).div_euclid(7) - start).ok();
        if let (Some(span), Some(place)) = (spans.get_mut(&at), place) {
            span.weeks.add(place, judged.at(row), on_time.at(row));
        }
    }
    Ok(spans)
}

/// Four quarters up to one, where each of them may be shown.
fn year(spans: &BTreeMap<Quarter, Span>, last: Quarter, facts: &StudyFacts) -> Option<Span> {
    let mut all = Span { counts: Counts::default(), weeks: Weeks::none(0) };
    for back in (0..4).rev() {
        let number = 4 * last.0 + last.1 - back;
        let span = spans.get(&(number.div_euclid(4), number.rem_euclid(4)))?;
        if span.counts.n() < facts.suppress_below {
            return None;
        }
        all.counts = all.counts.merge(&span.counts);
        all.weeks.n.extend(&span.weeks.n);
        all.weeks.sum.extend(&span.weeks.sum);
    }
    Some(all)
}

fn compare(
    label: Cell,
    before: Cell,
    now: &Span,
    then: &Span,
    facts: &StudyFacts,
    resolution_s: i64,
) -> Vec<Cell> {
    let count = |span: &Span| Cell::Int(i64::try_from(span.counts.n()).unwrap_or(i64::MAX));
    let median = |span: &Span| {
        let median = KaplanMeier::fit(&span.counts).ok().and_then(|curve| curve.median());
        float(median.map(|value| days(value, resolution_s, facts)))
    };
    let share = |span: &Span| span.weeks.mean(&(0..span.weeks.n.len()));
    let (share_now, share_then) = (share(now), share(then));
    let value =
        |series: &Option<crate::stats::series::Series>| float(series.as_ref().map(|s| s.value()));
    let mut row = vec![label, before, count(now), count(then), median(now), median(then)];
    row.extend([value(&share_now), value(&share_then)]);
    match (share_now, share_then) {
        (Some(now), Some(then)) => {
            let gap = apart(&now.estimate(), &then.estimate());
            row.push(float(Some(100.0 * gap.value)));
            row.extend(weekly::interval(&gap, facts.level, |share| 100.0 * share));
        }
        _ => row.extend([
            Cell::Null,
            Cell::Null,
            Cell::Null,
            Cell::Word(Message::new("report-interval-no-promise")),
        ]),
    }
    row
}

fn parse(quarter: &str) -> Option<Quarter> {
    let (year, number) = quarter.split_once("-Q")?;
    Some((year.parse().ok()?, number.parse::<i64>().ok()? - 1))
}

/// The quarter of the as-of date.
fn as_of(facts: &StudyFacts) -> Quarter {
    let mut parts = facts.as_of.split('-');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    match (number(), number()) {
        (Some(year), Some(month)) => (year, (month - 1).div_euclid(3)),
        _ => (i64::MIN, 0),
    }
}

fn said(key: &str, (year, number): Quarter) -> Cell {
    let text = |n: i64| Arg::Text(n.to_string());
    Cell::Word(Message::new(key).with("number", text(number + 1)).with("year", text(year)))
}
