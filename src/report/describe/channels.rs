//! `channel_comparison`: whether dossiers handed in online take less time than those at the counter.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::groups::distributions;
use crate::report::rows::{Frames, Ints, Procedures, column, decimals, float, frame, name, real};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;
use crate::stats::log_rank::{LogRank, Weighting};
use crate::stats::shift::{hodges_lehmann, hodges_lehmann_interval};
use crate::stats::superiority::Superiority;

use super::{count, days};

const TIMES: &str = "measure.channel_distribution";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [TIMES, PARAMETER, Procedures::READS];

/// What all other channels are compared with.
const COUNTER: &str = "counter";
/// Columns of a comparison.
const COMPARED: usize = 7;

/// `channel_comparison`: one row a procedure and channel, with the comparison in the row of the online
/// one.
///
/// Medians count open dossiers as not finished yet; the shift, δ and the probability are of closed ones;
/// log-rank and Peto–Peto count open ones again. All take dossiers as independent. From an export chosen
/// by date of closing, only what is of closed dossiers is given (methods §2).
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let procedures = Procedures::read(frames)?;
    let times = distributions(frame(frames, TIMES)?, ["procedure_code", "channel"])?;
    let counters: BTreeMap<&str, &Counts> = times
        .iter()
        .filter(|([_, channel], _)| channel == COUNTER)
        .map(|([procedure, _], counts)| (procedure.as_str(), counts))
        .collect();
    let mut rows = Vec::new();
    for ([procedure, channel], counts) in &times {
        let mut row = vec![procedures.cell(procedure), name(channel)];
        row.extend([count(counts.n()), count(counts.n_censored())]);
        let curve = KaplanMeier::fit(counts).ok().filter(|_| !facts.selection.by_closing);
        let median = curve.and_then(|curve| curve.median()).map(real);
        row.push(float(median.map(|v| days(v, resolution_s, facts))));
        let large = |counts: &Counts| counts.n() >= facts.suppress_below;
        let counter = counters
            .get(procedure.as_str())
            .filter(|counter| channel != COUNTER && large(counter) && large(counts));
        match counter {
            Some(counter) => row.extend(compared(counter, counts, resolution_s, facts)),
            None => row.extend(std::iter::repeat_n(Cell::Null, COMPARED)),
        }
        rows.push(row);
    }
    let grain = Grain::new("dossiers", &["procedure", "channel"], &["n"]);
    Ok(vec![Draft::counted(table(rows), grain)])
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let medians = rows.iter().filter_map(|row| row.get(4)?.number());
    let width = decimals(medians);
    let of_time = |name| column(name, Unit::WorkDays, width);
    let plain = |name| column(name, Unit::None, 2);
    Table {
        name: "channel_comparison".to_owned(),
        title: Message::new("report-table-channel-comparison"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("channel", Unit::Text, 0),
            column("n", Unit::Count, 0),
            column("n_open", Unit::Count, 0),
            of_time("median"),
            of_time("shift"),
            of_time("shift_low"),
            of_time("shift_high"),
            plain("delta"),
            column("longer_online", Unit::Share, 1),
            plain("log_rank"),
            plain("peto"),
        ],
        rows,
        suppressed: 0,
    }
}

/// The cells of a comparison. Positive: online takes longer.
fn compared(
    counter: &Counts,
    online: &Counts,
    resolution_s: i64,
    facts: &StudyFacts,
) -> [Cell; COMPARED] {
    let time = |value: Option<f64>| float(value.map(|v| days(v, resolution_s, facts)));
    let (closed_counter, closed_online) = (counter.closed(), online.closed());
    let ends = hodges_lehmann_interval(&closed_counter, &closed_online, facts.level).ok();
    let pairs = Superiority::of(&closed_online, &closed_counter).ok();
    let rank = |weighting| {
        let compared = LogRank::of(online, counter, weighting).ok();
        float(compared.filter(|_| !facts.selection.by_closing).map(|r| r.z()))
    };
    [
        time(hodges_lehmann(&closed_counter, &closed_online).ok()),
        time(ends.and_then(|ends| ends.low).map(real)),
        time(ends.and_then(|ends| ends.high).map(real)),
        float(pairs.map(|pairs| pairs.delta())),
        float(pairs.map(|pairs| pairs.probability())),
        rank(Weighting::LogRank),
        rank(Weighting::PetoPeto),
    ]
}
