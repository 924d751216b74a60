//! The mean of what was closed in a quarter, beside what a quarter's receipts take.
//!
//! A report takes the first for the second. It is another quantity: it mixes cohorts, and leaves out
//! whatever isn't closed yet, so that an office that lets its slow dossiers lie looks fast, and one that
//! clears them looks slow.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::report::groups::{days, distributions};
use crate::report::rows::{Frames, Ints, Texts, column, decimals, float, frame, mean, work_days};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;

use super::quarter;

const CLOSED: &str = "measure.closed_quarter";
const COMPLETION: &str = "measure.completion";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [CLOSED, COMPLETION, PARAMETER];

/// Share of all that is finished within the time up to which cohorts are compared.
const NEARLY_ALL: f64 = 0.9;
/// Columns that rest on what was received.
const RECEIVED: [&str; 4] = ["n", "n_open", "median", "mean"];

/// `closed_only`: one row a quarter; of those closed in it their number and mean, of those received in it
/// their number, the median and the mean of min(time, limit) by Kaplan–Meier.
///
/// The limit is the same for all quarters (by which nine of ten dossiers of all quarters are finished); a
/// quarter that was not followed for so long has no mean. Where only closed dossiers of a window are there,
/// nothing is said of what was received.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let closed = closed(frames)?;
    let cohorts: BTreeMap<String, Counts> = if facts.selection.by_closing {
        BTreeMap::new()
    } else {
        let cohorts = distributions(frame(frames, COMPLETION)?, ["quarter"])?;
        cohorts.into_iter().map(|([quarter], counts)| (quarter, counts)).collect()
    };
    let all = Counts::from_rows(cohorts.values().flat_map(|c| c.rows().to_vec()).collect());
    let limit = KaplanMeier::fit(&all).ok().and_then(|curve| curve.quantile(NEARLY_ALL));
    let days = |value| days(value, resolution_s, facts);
    let quarters: BTreeSet<&String> = closed.keys().chain(cohorts.keys()).collect();
    let mut rows = Vec::new();
    for name in quarters.into_iter().filter(|name| !name.is_empty()) {
        let (n, sum) = closed.get(name).copied().unwrap_or((0, 0));
        let mut row = vec![
            quarter(name),
            if n > 0 { Cell::Int(n) } else { Cell::Null },
            float(mean(sum, n).map(|s| work_days(s, facts))),
        ];
        row.extend(received(cohorts.get(name), limit, days));
        rows.push(row);
    }
    let times = rows.iter().flat_map(|row| [row.get(2), row.get(5)]).flatten();
    let width = decimals(times.filter_map(Cell::number));
    let of_time = |name| column(name, Unit::WorkDays, width);
    let table = Table {
        name: "closed_only".to_owned(),
        title: match limit {
            Some(limit) => Message::new("report-table-closed-only")
                .with("limit", crate::results::Arg::WorkDays(days(limit))),
            None => Message::new("report-table-closed-only-alone"),
        },
        columns: vec![
            column("quarter", Unit::Text, 0),
            column("n_closed", Unit::Count, 0),
            of_time("mean_closed"),
            column("n", Unit::Count, 0),
            column("n_open", Unit::Count, 0),
            of_time("median"),
            of_time("mean"),
        ],
        rows,
        suppressed: 0,
    };
    let by = &["quarter"];
    Ok(vec![
        Draft::counted(table, Grain::new("closed dossiers", by, &["n_closed"]))
            .beside(Grain::new("dossiers", by, &["n"]), &RECEIVED),
    ])
}

/// Dossiers closed in a quarter, and the sum of their makespans.
fn closed(frames: &Frames) -> Result<BTreeMap<String, (i64, i64)>> {
    let closed = frame(frames, CLOSED)?;
    let (quarter, n) = (Texts::of(closed, "quarter")?, Ints::of(closed, "n")?);
    let sum = Ints::of(closed, "makespan_s")?;
    let row = |row| (quarter.at(row).to_owned(), (n.at(row), sum.at(row)));
    Ok((0..closed.rows()).map(row).collect())
}

/// Number, open ones, median and restricted mean of a cohort.
fn received(counts: Option<&Counts>, limit: Option<i64>, days: impl Fn(i64) -> f64) -> [Cell; 4] {
    let fitted = counts.and_then(|counts| Some((counts, KaplanMeier::fit(counts).ok()?)));
    let Some((counts, curve)) = fitted else { return [const { Cell::Null }; 4] };
    let count = |n: u64| Cell::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let mean = limit.and_then(|limit| curve.restricted_mean(limit).ok());
    [
        count(counts.n()),
        count(counts.n_censored()),
        float(curve.median().map(&days)),
        float(mean.map(|mean| mean.value * days(1))),
    ]
}
