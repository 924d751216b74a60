//! `channel_comparison`: whether dossiers handed in online take less time than those at the counter.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{Frames, Ints, Procedures, column, decimals, float, frame, real, shown};
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::Counts;
use crate::stats::km::KaplanMeier;
use crate::stats::log_rank::{LogRank, Weighting};
use crate::stats::shift::{hodges_lehmann, hodges_lehmann_interval};
use crate::stats::superiority::Superiority;

use super::{count, days, distributions};

const TIMES: &str = "measure.channel_distribution";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [TIMES, PARAMETER, Procedures::READS];

/// `channel_comparison`: one row a procedure, in the order of codes.
///
/// Medians count open dossiers as not finished yet; the shift, δ and the probability are of closed ones;
/// log-rank and Peto–Peto count open ones again. All take dossiers as independent.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Table>> {
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0);
    let procedures = Procedures::read(frames)?;
    let mut by_procedure: BTreeMap<String, BTreeMap<String, Counts>> = BTreeMap::new();
    for ([procedure, channel], counts) in
        distributions(frame(frames, TIMES)?, ["procedure_code", "channel"])?
    {
        by_procedure.entry(procedure).or_default().insert(channel, counts);
    }
    let mut suppressed = 0;
    let mut rows = Vec::new();
    let large = |counts: &Counts| shown(i64::try_from(counts.n()).unwrap_or(i64::MAX), facts);
    for (procedure, channels) in &by_procedure {
        let (Some(counter), Some(online)) = (channels.get("counter"), channels.get("online"))
        else {
            continue;
        };
        if !(large(counter) && large(online)) {
            suppressed += 1;
            continue;
        }
        let mut row = vec![procedures.cell(procedure)];
        row.extend(compared(counter, online, resolution_s, facts));
        rows.push(row);
    }
    Ok(vec![table(rows, suppressed)])
}

fn table(rows: Vec<Vec<Cell>>, suppressed: u64) -> Table {
    let medians = rows.iter().flat_map(|row| row.iter().skip(5).take(2));
    let width = decimals(medians.filter_map(Cell::number));
    let of_time = |name| column(name, Unit::WorkDays, width);
    let plain = |name| column(name, Unit::None, 2);
    Table {
        name: "channel_comparison".to_owned(),
        title: Message::new("report-table-channel-comparison"),
        columns: vec![
            column("procedure", Unit::Text, 0),
            column("n_counter", Unit::Count, 0),
            column("open_counter", Unit::Count, 0),
            column("n_online", Unit::Count, 0),
            column("open_online", Unit::Count, 0),
            of_time("median_counter"),
            of_time("median_online"),
            of_time("shift"),
            of_time("shift_low"),
            of_time("shift_high"),
            plain("delta"),
            column("longer_online", Unit::Share, 1),
            plain("log_rank"),
            plain("peto"),
        ],
        rows,
        suppressed,
    }
}

/// The cells beside the procedure's name. Positive: online takes longer.
fn compared(counter: &Counts, online: &Counts, resolution_s: i64, facts: &StudyFacts) -> Vec<Cell> {
    let time = |value: Option<f64>| float(value.map(|v| days(v, resolution_s, facts)));
    let median = |counts: &Counts| {
        time(KaplanMeier::fit(counts).ok().and_then(|curve| curve.median()).map(real))
    };
    let (closed_counter, closed_online) = (counter.closed(), online.closed());
    let ends = hodges_lehmann_interval(&closed_counter, &closed_online, facts.level).ok();
    let pairs = Superiority::of(&closed_online, &closed_counter).ok();
    let rank = |weighting| float(LogRank::of(online, counter, weighting).ok().map(|r| r.z()));
    vec![
        count(counter.n()),
        count(counter.n_censored()),
        count(online.n()),
        count(online.n_censored()),
        median(counter),
        median(online),
        time(hodges_lehmann(&closed_counter, &closed_online).ok()),
        time(ends.and_then(|ends| ends.low).map(real)),
        time(ends.and_then(|ends| ends.high).map(real)),
        float(pairs.map(|pairs| pairs.delta())),
        float(pairs.map(|pairs| pairs.probability())),
        rank(Weighting::LogRank),
        rank(Weighting::PetoPeto),
    ]
}
