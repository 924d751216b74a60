//! Time to completion by procedure, agency and channel, with open dossiers: a median by Kaplan–Meier, and a
//! mean up to one limit for all groups of a procedure, so that they can be compared.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{
    Frames, Ints, Procedures, column, decimals, float, frame, name, real, work_days,
};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::{self, Weeks};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;

use super::{count, days, distributions, point};

const TIME: &str = "find.restricted_time";
const GROUP: &str = "measure.dossier_group";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 4] = [GROUP, TIME, PARAMETER, Procedures::READS];

const KEYS: [&str; 3] = ["procedure_code", "agency", "channel"];

/// `completion_by_group`, the groups with most dossiers first; empty where only closed dossiers of a
/// window are there.
///
/// The mean is of min(time, limit) over dossiers followed for at least the limit (the 90th percentile of
/// the procedure's closed dossiers): a restricted mean without censoring, whose interval comes from the
/// weekly series. The median's interval takes dossiers as independent: it tells the shape.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let parameter = frame(frames, PARAMETER)?;
    let resolution_s = Ints::of(parameter, "resolution_s")?.at(0);
    let time = frame(frames, TIME)?;
    let weeks = usize::try_from(facts.evidence_weeks).unwrap_or(0);
    let means = weekly::read(time, KEYS, "week_no", weeks, ["n", "time_s"])?;
    let limits = limits(frames)?;
    let procedures = Procedures::read(frames)?;
    let groups = if facts.selection.by_closing {
        BTreeMap::new()
    } else {
        distributions(frame(frames, GROUP)?, KEYS)?
    };
    let mut rows: Vec<(u64, Vec<Cell>)> = Vec::new();
    for (key, counts) in &groups {
        let [procedure, agency, channel] = key;
        let mut row = vec![procedures.cell(procedure), name(agency), name(channel)];
        row.extend([count(counts.n()), count(counts.n_censored())]);
        row.extend(survival(counts, facts.level, |value| days(value, resolution_s, facts)));
        row.push(float(limits.get(procedure).map(|s| work_days(real(*s), facts))));
        row.extend(mean(means.get(key), facts));
        rows.push((counts.n(), row));
    }
    // A stable sort: equal groups stay in the order of their names.
    rows.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let medians = rows.iter().filter_map(|(_, row)| row.get(5)).filter_map(Cell::number);
    let width = decimals(medians);
    let of_time = |name| column(name, Unit::WorkDays, width);
    let table = Table {
        name: "completion_by_group".to_owned(),
        title: Message::new("report-table-completion-by-group"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("agency", Unit::Text, 0),
            column("channel", Unit::Text, 0),
            column("n", Unit::Count, 0),
            column("n_open", Unit::Count, 0),
            of_time("median"),
            of_time("median_low"),
            of_time("median_high"),
            of_time("ninetieth"),
            of_time("limit"),
            of_time("mean"),
            of_time("low"),
            of_time("high"),
            column("interval_basis", Unit::Text, 0),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    let grain = Grain::new("dossiers", &["procedure", "agency", "channel"], &["n"]);
    Ok(vec![Draft::counted(table, grain)])
}

/// Limit of each procedure, in seconds.
fn limits(frames: &Frames) -> Result<BTreeMap<String, i64>> {
    let time = frame(frames, TIME)?;
    let procedure = crate::report::rows::Texts::of(time, "procedure_code")?;
    let limit = Ints::of(time, "limit_s")?;
    Ok((0..time.rows()).map(|row| (procedure.at(row).to_owned(), limit.at(row))).collect())
}

/// Median with its ends, and the 90th percentile.
fn survival(counts: &Counts, level: f64, days: impl Fn(i64) -> f64) -> [Cell; 4] {
    let Ok(curve) = KaplanMeier::fit(counts) else { return [const { Cell::Null }; 4] };
    let [median, low, high] =
        point(curve.median(), curve.quantile_interval(0.5, level).ok(), &days);
    [median, low, high, float(curve.quantile(0.9).map(&days))]
}

fn mean(weeks: Option<&Weeks>, facts: &StudyFacts) -> [Cell; 4] {
    let series = weeks.and_then(|weeks| weeks.mean(&weeks.active()));
    let Some(series) = series else {
        let [low, high, why] = weekly::none(Message::new("report-interval-not-followed"));
        return [Cell::Null, low, high, why];
    };
    let days = |seconds: f64| work_days(seconds, facts);
    let [low, high, basis] = weekly::interval(&series.estimate(), facts.level, days);
    [float(Some(days(series.value()))), low, high, basis]
}
