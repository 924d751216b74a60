//! In which way dossiers end, and by when: the cumulative incidence of each ending (Aalen–Johansen).

use crate::error::Result;
use crate::report::rows::{Frames, Ints, column, float, frame, real};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::word;
use crate::results::{Cell, Message, StudyFacts, Table, Unit};
use crate::stats::counts::{Counts, Row};
use crate::stats::incidence::aalen_johansen;

use super::count;

const COMPLETION: &str = "measure.completion";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`tables`] reads.
pub const READS: [&str; 2] = [COMPLETION, PARAMETER];

/// Working days by which the shares are told.
const BY: [i64; 6] = [5, 10, 20, 40, 60, 120];
const ENDINGS: [&str; 3] = ["done", "refused", "withdrawn"];

/// `endings`: one row an ending and number of working days; empty where only closed dossiers of a window
/// are there, or all dossiers end in one way.
///
/// Shares of all dossiers, open ones counted as not ended so far. Taking a withdrawn dossier as merely
/// "no longer seen" would say how long it takes in a world in which nobody withdraws. The intervals take
/// dossiers as independent.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let counts = if facts.selection.by_closing { Vec::new() } else { read(frames)? };
    let used: Vec<(&str, &Counts)> = ENDINGS
        .into_iter()
        .zip(&counts)
        .filter(|(ending, counts)| *ending == "done" || counts.n_finished() > 0)
        .collect();
    let resolution_s = Ints::of(frame(frames, PARAMETER)?, "resolution_s")?.at(0).max(1);
    let mut rows = Vec::new();
    let incidences = aalen_johansen(&counts.iter().collect::<Vec<_>>()).unwrap_or_default();
    for (ending, incidence) in ENDINGS.into_iter().zip(&incidences) {
        let Some((_, own)) = used.iter().find(|(name, _)| *name == ending && used.len() > 1) else {
            continue;
        };
        for days in BY {
            let value = days * facts.office_day_s.max(1) / resolution_s;
            let Some(share) = incidence.share(value) else { continue };
            let ends = incidence.interval_if_independent(value, facts.level).ok();
            rows.push(vec![
                word(&format!("report-ending-{ending}")),
                Cell::Float(real(days)),
                Cell::Float(share),
                float(ends.map(|e| e.low)),
                float(ends.map(|e| e.high)),
                count(own.n_finished()),
            ]);
        }
    }
    let table = Table {
        name: "endings".to_owned(),
        title: Message::new("report-table-endings"),
        columns: vec![
            column("ending", Unit::Text, 0),
            column("by", Unit::WorkDays, 0),
            column("share", Unit::Share, 1),
            column("low", Unit::Share, 1),
            column("high", Unit::Share, 1),
            column("n", Unit::Count, 0),
        ],
        rows,
        suppressed: 0,
    };
    Ok(vec![Draft::counted(table, Grain::new("endings", &["ending"], &["n"]))])
}

/// One table of counts an ending; what is open or entered late stands in the first.
fn read(frames: &Frames) -> Result<Vec<Counts>> {
    let completion = frame(frames, COMPLETION)?;
    let value = Ints::of(completion, "value")?;
    let number = |name| Ints::of(completion, name);
    let (finished, censored, entered) =
        (number("finished")?, number("censored")?, number("entered")?);
    let (refused, withdrawn) = (number("refused")?, number("withdrawn")?);
    let mut rows: [Vec<Row>; 3] = Default::default();
    for row in 0..completion.rows() {
        let (refused, withdrawn) =
            (refused.at(row).unsigned_abs(), withdrawn.at(row).unsigned_abs());
        let done = finished.at(row).unsigned_abs().saturating_sub(refused + withdrawn);
        let ended = |finished| Row { value: value.at(row), finished, censored: 0, entered: 0 };
        let open = Row {
            censored: censored.at(row).unsigned_abs(),
            entered: entered.at(row).unsigned_abs(),
            ..ended(done)
        };
        for (list, row) in rows.iter_mut().zip([open, ended(refused), ended(withdrawn)]) {
            list.push(row);
        }
    }
    Ok(rows.into_iter().map(Counts::from_rows).collect())
}
