//! `peer_comparison`: how far agencies differ that do the same step, and which is slowest.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::groups::distributions;
use crate::report::rows::{Frames, Ints, Procedures, column, decimals, float, frame, name};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::kruskal::KruskalWallis;
use crate::stats::superiority::Superiority;

use super::{count, days};

const TIMES: &str = "measure.peer_distribution";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [TIMES, PARAMETER, Procedures::READS];

/// A row before it is one.
struct Compared {
    n: u64,
    agencies: usize,
    h: f64,
    slowest: Cell,
    /// Of the slowest against all others.
    delta: Option<f64>,
    medians: [Option<f64>; 2],
}

/// `peer_comparison`: one row a step of a procedure that several agencies do, the one where the slowest
/// stands out most first.
///
/// Of finished runs: Kruskal–Wallis' H over all agencies, then the agency with the highest mean rank
/// against the rest. It is the worst of several, chosen after looking: its δ overstates, and the findings
/// tell the shrunken effect.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let procedures = Procedures::read(frames)?;
    let mut steps: BTreeMap<(String, String), Vec<(String, Counts)>> = BTreeMap::new();
    for ([procedure, step, agency], counts) in
        distributions(frame(frames, TIMES)?, ["procedure_code", "step", "agency"])?
    {
        steps.entry((procedure, step)).or_default().push((agency, counts.closed()));
    }
    let mut rows: Vec<(f64, Vec<Cell>)> = Vec::new();
    for ((procedure, step), agencies) in steps {
        let Some(found) = compared(&agencies, facts.suppress_below) else { continue };
        let time = |value: Option<f64>| float(value.map(|v| days(v, resolution_s, facts)));
        let [own, rest] = found.medians.map(time);
        rows.push((
            found.delta.unwrap_or(0.0),
            vec![
                procedures.cell(&procedure),
                name(&step),
                count(found.agencies as u64),
                float(Some(found.h)),
                found.slowest,
                own,
                rest,
                float(found.delta),
                count(found.n),
            ],
        ));
    }
    // A stable sort: equal ones stay in the order of their names.
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let table = table(rows.into_iter().map(|(_, row)| row).collect());
    Ok(vec![Draft::counted(table, Grain::new("runs", &["procedure", "step"], &["n"]))])
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let medians = rows.iter().flat_map(|row| row.iter().skip(5).take(2));
    let width = decimals(medians.filter_map(Cell::number));
    Table {
        name: "peer_comparison".to_owned(),
        title: Message::new("report-table-peer-comparison"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("step", Unit::Text, 0),
            column("agencies", Unit::Count, 0),
            column("kruskal_wallis", Unit::None, 1),
            column("slowest", Unit::Text, 0),
            column("median_slowest", Unit::WorkDays, width),
            column("median_others", Unit::WorkDays, width),
            column("delta", Unit::None, 2),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    }
}

/// Nothing where fewer than two agencies finished any run. No agency is named, and no group told apart,
/// with fewer runs than `least`.
fn compared(agencies: &[(String, Counts)], least: u64) -> Option<Compared> {
    let agencies: Vec<&(String, Counts)> =
        agencies.iter().filter(|(_, counts)| counts.n() > 0).collect();
    let all: u64 = agencies.iter().map(|(_, counts)| counts.n()).sum();
    let large = |n: u64| n >= least && all - n >= least;
    let groups: Vec<&Counts> = agencies.iter().map(|(_, counts)| counts).collect();
    let ranks = KruskalWallis::of(&groups).ok()?;
    let mut slowest: Option<(usize, f64)> = None;
    for (at, (rank, (_, counts))) in ranks.mean_ranks.iter().zip(&agencies).enumerate() {
        if large(counts.n()) && slowest.is_none_or(|(_, top)| *rank > top) {
            slowest = Some((at, *rank));
        }
    }
    let (slowest, _) = slowest?;
    let (agency, own) = agencies.get(slowest)?;
    let others = agencies.iter().enumerate().filter(|(at, _)| *at != slowest);
    let rest = others.flat_map(|(_, (_, counts))| counts.rows()).copied().collect();
    let rest = Counts::from_rows(rest);
    Some(Compared {
        n: all,
        agencies: agencies.len(),
        h: ranks.h,
        slowest: name(agency),
        delta: Superiority::of(own, &rest).ok().map(|pairs| pairs.delta()),
        medians: [own.quantile(0.5).ok(), rest.quantile(0.5).ok()],
    })
}
