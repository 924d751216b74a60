//! Simpson reversals: comparisons that say the opposite once like is compared with like.
//!
//! An agency that does the slow procedures looks slow; a channel that is used for the quick ones looks
//! quick. Within each procedure the answer can be the other way round, and it is the one that counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::groups::distributions;
use crate::report::rows::{Frames, column, decimals, float, frame, name, work_days};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::{self, Weeks, word};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::{Counts, Row};
use crate::stats::series::{Series, difference, sum};
use crate::stats::strata::Stratified;

const TIME: &str = "find.restricted_time";
const TIMES: &str = "measure.dossier_group";

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = [TIME, TIMES];

/// Smallest difference, pooled and within procedures, as a share of the others' mean, that makes a
/// reversal worth telling: around nothing, directions differ by chance.
const WORTH: f64 = 0.05;
/// Fewest dossiers of a procedure in each of the two groups.
const FEWEST: f64 = 5.0;

/// What is compared: a procedure's dossiers by group (an agency or a channel).
type ByProcedure<T> = BTreeMap<String, BTreeMap<String, T>>;

/// `simpson`: one row a reversal: an agency with all others, or a channel with another.
///
/// Both differences are of min(time, limit), the limit being the procedure's own. *Pooled*: all dossiers
/// of the one less all of the other. *Within*: the differences within each procedure that both have, each
/// weighted by n₁n₂/(n₁ + n₂). Intervals are from the weekly series, with these weights taken as given.
///
/// Beside it stands what ranks say of the dossiers closed (of the largest groups): how often the first
/// takes longer in a pair of all procedures, and of one procedure, with van Elteren's z. A description: it
/// takes dossiers as independent.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let weeks = usize::try_from(facts.evidence_weeks).unwrap_or(0);
    let time = frame(frames, TIME)?;
    let values = ["n", "time_s"];
    let mut rows = Vec::new();
    let agencies =
        nested(weekly::read(time, ["procedure_code", "agency"], "week_no", weeks, values)?);
    let closed = closed(frames, "agency")?;
    for agency in names(&agencies) {
        let (own, others) = (|group: &String| *group == agency, |group: &String| *group != agency);
        let pairs = pairs(&agencies, weeks, own, others);
        let words = [name(&agency), word("report-other-agencies")];
        let ranks = || ranks(&closed, own, others);
        rows.extend(reversal("report-simpson-agency", words, &pairs, ranks, facts));
    }
    let channels =
        nested(weekly::read(time, ["procedure_code", "channel"], "week_no", weeks, values)?);
    let closed = self::closed(frames, "channel")?;
    let all: Vec<String> = names(&channels).into_iter().collect();
    for (at, first) in all.iter().enumerate() {
        for second in all.iter().skip(at + 1) {
            let sides = (|group: &String| group == first, |group: &String| group == second);
            let pairs = pairs(&channels, weeks, sides.0, sides.1);
            let words = [name(first), name(second)];
            let ranks = || ranks(&closed, sides.0, sides.1);
            rows.extend(reversal("report-simpson-channel", words, &pairs, ranks, facts));
        }
    }
    let pooled = rows.iter().filter_map(|row| row.get(3)).filter_map(Cell::number);
    let width = decimals(pooled);
    let of_time = |name| column(name, Unit::WorkDays, width);
    let text = |name| column(name, Unit::Text, 0);
    let table = Table {
        name: "simpson".to_owned(),
        title: Message::new("report-table-simpson"),
        columns: vec![
            text("compared"),
            text("first"),
            text("second"),
            of_time("pooled"),
            of_time("pooled_low"),
            of_time("pooled_high"),
            of_time("within"),
            of_time("within_low"),
            of_time("within_high"),
            text("interval_basis"),
            column("pooled_longer", Unit::Share, 1),
            column("within_longer", Unit::Share, 1),
            column("van_elteren", Unit::None, 2),
            column("procedures", Unit::Count, 0),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    };
    let grain = Grain::new("comparisons", &["compared", "first", "second"], &["n"]);
    Ok(vec![Draft::counted(table, grain)])
}

/// By procedure, then by group.
fn nested<T>(groups: BTreeMap<[String; 2], T>) -> ByProcedure<T> {
    let mut by_procedure = ByProcedure::new();
    for ([procedure, group], own) in groups {
        by_procedure.entry(procedure).or_default().insert(group, own);
    }
    by_procedure
}

/// Times of closed dossiers by procedure and group.
fn closed(frames: &Frames, group: &str) -> Result<ByProcedure<Counts>> {
    let times = distributions(frame(frames, TIMES)?, ["procedure_code", group])?;
    Ok(nested(times.into_iter().map(|(key, counts)| (key, counts.closed())).collect()))
}

/// What ranks say, pooled and within procedures, and van Elteren's z; nothing where no procedure has both
/// sides among its closed dossiers.
fn ranks(
    closed: &ByProcedure<Counts>,
    first: impl Fn(&String) -> bool,
    second: impl Fn(&String) -> bool,
) -> [Cell; 3] {
    let side = |groups: &BTreeMap<String, Counts>, is: &dyn Fn(&String) -> bool| {
        let rows: Vec<Row> = groups
            .iter()
            .filter(|(group, _)| is(group))
            .flat_map(|(_, counts)| counts.rows().iter().copied())
            .collect();
        Counts::from_rows(rows)
    };
    let sides: Vec<(Counts, Counts)> =
        closed.values().map(|groups| (side(groups, &first), side(groups, &second))).collect();
    let strata: Vec<(&Counts, &Counts)> = sides.iter().map(|(a, b)| (a, b)).collect();
    let compared = Stratified::of(&strata).ok();
    [compared.map(|c| c.pooled), compared.map(|c| c.within), compared.map(|c| c.z)].map(float)
}

fn names<T>(by_procedure: &ByProcedure<T>) -> BTreeSet<String> {
    by_procedure.values().flat_map(|groups| groups.keys().cloned()).collect()
}

/// The two sides in each procedure.
fn pairs(
    by_procedure: &ByProcedure<Weeks>,
    weeks: usize,
    first: impl Fn(&String) -> bool,
    second: impl Fn(&String) -> bool,
) -> Vec<(Weeks, Weeks)> {
    let side = |groups: &BTreeMap<String, Weeks>, is: &dyn Fn(&String) -> bool| {
        let own = groups.iter().filter(|(group, _)| is(group)).map(|(_, weeks)| weeks);
        own.fold(Weeks::none(weeks), |all, one| all.with(one))
    };
    by_procedure.values().map(|groups| (side(groups, &first), side(groups, &second))).collect()
}

/// The row of a comparison whose direction reverses.
fn reversal(
    compared: &str,
    [first, second]: [Cell; 2],
    pairs: &[(Weeks, Weeks)],
    ranks: impl FnOnce() -> [Cell; 3],
    facts: &StudyFacts,
) -> Option<Vec<Cell>> {
    let both: Vec<&(Weeks, Weeks)> =
        pairs.iter().filter(|(a, b)| a.count().min(b.count()) >= FEWEST).collect();
    if both.is_empty() {
        return None;
    }
    let empty = || Weeks::none(pairs.first().map_or(0, |(a, _)| a.n.len()));
    let all = |side: fn(&(Weeks, Weeks)) -> &Weeks| {
        pairs.iter().map(side).fold(empty(), |all, one| all.with(one))
    };
    let (a, b) = (all(|pair| &pair.0), all(|pair| &pair.1));
    let span = hull(a.active(), b.active());
    let others = b.mean(&span)?;
    let pooled = difference(&a.mean(&span)?, &others).ok()?;
    let within = within(&both, &span)?;
    let least = WORTH * others.value();
    let reversed = pooled.value() * within.value() < 0.0
        && pooled.value().abs().min(within.value().abs()) >= least;
    if !reversed {
        return None;
    }
    let days = |seconds: f64| work_days(seconds, facts);
    let ends = |series: &Series| weekly::interval(&series.estimate(), facts.level, days);
    let mut row = vec![word(compared), first, second, float(Some(days(pooled.value())))];
    let [low, high, _] = ends(&pooled);
    row.extend([low, high, float(Some(days(within.value())))]);
    row.extend(ends(&within));
    row.extend(ranks());
    row.push(Cell::Int(i64::try_from(both.len()).unwrap_or(i64::MAX)));
    #[expect(clippy::cast_possible_truncation, reason = "a count of dossiers")]
    let n = (a.count() + b.count()) as i64;
    row.push(Cell::Int(n));
    Some(row)
}

/// The weighted mean of the differences within procedures.
fn within(both: &[&(Weeks, Weeks)], span: &std::ops::Range<usize>) -> Option<Series> {
    let weight = |(a, b): &(Weeks, Weeks)| a.count() * b.count() / (a.count() + b.count());
    let weights: f64 = both.iter().map(|pair| weight(pair)).sum();
    let mut total: Option<Series> = None;
    for pair in both {
        let gap = difference(&pair.0.mean(span)?, &pair.1.mean(span)?).ok()?;
        let part = gap.scaled(weight(pair) / weights);
        total = Some(match total {
            Some(so_far) => sum(&so_far, &part).ok()?,
            None => part,
        });
    }
    total
}

fn hull(a: std::ops::Range<usize>, b: std::ops::Range<usize>) -> std::ops::Range<usize> {
    if a.is_empty() {
        b
    } else if b.is_empty() {
        a
    } else {
        a.start.min(b.start)..a.end.max(b.end)
    }
}
