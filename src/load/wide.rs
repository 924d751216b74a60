//! One row a dossier, a column a stage: each stage that has a stamp is a step run that ended then.

use std::sync::Arc;

use super::batch::{Part, Plan, TextBatch, TextColumn};
use super::feed;
use super::heading::clean;
use super::reader::Asked;
use super::values::nothing;
use crate::error::{Error, Result};
use crate::study::{Input, InputKind, fields};

/// Runs of one row have the row's number below this and their stage's above: no file has so many rows.
const STAGE: i64 = 1_000_000_000;
/// Rows from the top in which the headings of stages are looked for.
const TOP: usize = 60;
/// What a run knows of its row besides the dossier.
const OF_RUNS: [&str; 3] = ["unit", "officer", "outcome"];

/// How a wide table becomes dossiers and runs.
#[derive(Debug, Clone)]
pub(super) struct WidePlan {
    /// What is read: columns of dossiers, then those of runs, then the stages.
    pub reading: Plan,
    pub dossiers: Plan,
    /// One a stage; the runs of a stage are typed by themselves, since each column has its own notation.
    pub stages: Vec<Plan>,
    /// Stages that the file has no column for: exports leave out columns without data.
    pub missing: Vec<String>,
}

impl WidePlan {
    /// The plan of a table of this kind, `dossiers` being that of its dossiers.
    ///
    /// # Errors
    /// If the file can't be read or has none of the stages.
    pub(super) fn new(input: &Input, dossiers: Plan) -> Result<Self> {
        let top = feed::top(&Asked::of(input, Arc::default()), TOP)?;
        let seen = |heading: &str| {
            let wanted = clean(heading);
            top.seen.iter().flatten().any(|cell| clean(cell) == wanted)
        };
        let (there, missing): (Vec<String>, Vec<String>) =
            input.stages.iter().cloned().partition(|stage| seen(stage));
        if there.is_empty() {
            let list = missing.iter().map(|m| format!("\"{m}\"")).collect::<Vec<_>>().join(", ");
            return Err(Error::input(format!("{} has no column of a stage", input.shown))
                .detail(format!("stages looked for: {list}"))
                .help("correct stages in study.toml: the headings of the dates of stages, in their order"));
        }
        Ok(Self::of(input, dossiers, &there, missing))
    }

    fn of(input: &Input, dossiers: Plan, stages: &[String], missing: Vec<String>) -> Self {
        let of_run = Plan::new(InputKind::Runs, |f| {
            input.columns.get(f.name).filter(|_| OF_RUNS.contains(&f.name)).cloned()
        });
        let key = || dossiers.columns.iter().take_while(|(f, _)| f.name == "dossier_id").cloned();
        let field = |name: &str| fields(InputKind::Runs).iter().find(|f| f.name == name);
        let column = |name: &str, stage: &String| Some((field(name)?, stage.clone()));
        let run = |stage: &String| {
            let columns = key()
                .chain(of_run.columns.iter().cloned())
                .chain(column("step", stage))
                .chain(column("finished_at", stage));
            Plan { columns: columns.collect(), ..of_run.clone() }
        };
        let read = dossiers
            .columns
            .iter()
            .chain(&of_run.columns)
            .cloned()
            .chain(stages.iter().filter_map(|stage| column("finished_at", stage)));
        Self {
            reading: Plan { table: InputKind::Wide, columns: read.collect(), events: false },
            stages: stages.iter().map(run).collect(),
            dossiers,
            missing,
        }
    }

    /// The rows of the dossiers, and those of each stage.
    pub(super) fn unfold(&self, part: Part) -> (Part, Vec<Part>) {
        let Part { batch, asides, mut rows_in, .. } = part;
        let TextBatch { rows, columns } = batch;
        let (of_dossiers, rest) = columns.split_at(self.dossiers.columns.len().min(columns.len()));
        let (of_runs, of_stages) = rest.split_at(rest.len().saturating_sub(self.stages.len()));
        let keys = self.dossiers.columns.iter().take_while(|(f, _)| f.name == "dossier_id").count();
        let kept: Vec<&TextColumn> = of_dossiers.iter().take(keys).chain(of_runs).collect();
        let mut runs = Vec::with_capacity(self.stages.len());
        for ((plan, stamps), stage) in self.stages.iter().zip(of_stages).zip(1..) {
            let mut batch = TextBatch::new(plan.columns.len());
            let step = plan.columns.last().map_or("", |(_, heading)| heading.as_str());
            let mut cells: Vec<_> = kept.iter().map(|column| column.iter()).collect();
            for (row, stamp) in rows.iter().zip(stamps.iter()) {
                let values: Vec<&str> =
                    cells.iter_mut().map(|cell| cell.next().unwrap_or_default()).collect();
                let text = stamp.trim();
                if !text.is_empty() && !nothing(text) {
                    let values = values.into_iter().chain([step, stamp]);
                    batch.push(row + stage * STAGE, values);
                }
            }
            let rows_in = batch.rows.len() as u64;
            runs.push(Part { table: InputKind::Runs, batch, asides: Vec::new(), rows_in });
        }
        rows_in += runs.iter().map(|run| run.rows_in).sum::<u64>();
        for run in &mut runs {
            run.rows_in = 0;
        }
        let batch = TextBatch { rows, columns: of_dossiers.to_vec() };
        (Part { table: InputKind::Dossiers, batch, asides, rows_in }, runs)
    }
}

/// The row of the file that a number of a run stands for.
pub(super) fn row_of(number: i64) -> i64 {
    number % STAGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_dossier_and_a_run_for_each_stage_with_a_stamp() {
        let mut input = Input::new("f.csv".into(), "f.csv".into(), InputKind::Wide);
        for (column, heading) in [("dossier_id", "Số"), ("received_at", "Nhận"), ("officer", "NV")]
        {
            input.columns.insert(column.into(), heading.into());
        }
        let dossiers = Plan::new(InputKind::Dossiers, |f| input.columns.get(f.name).cloned());
        let stages = ["Nhận".to_owned(), "Trình ký".to_owned()];
        let plan = WidePlan::of(&input, dossiers, &stages, Vec::new());
        let headings: Vec<&str> = plan.reading.columns.iter().map(|(_, h)| h.as_str()).collect();
        assert_eq!(headings, ["Số", "Nhận", "NV", "Nhận", "Trình ký"]);
        let mut batch = TextBatch::new(5);
        batch.push(2, ["1", "01/07/2023", "An", "01/07/2023", "03/07/2023"]);
        batch.push(3, ["2", "02/07/2023", "", "02/07/2023", "-"]);
        let part = Part { table: InputKind::Wide, batch, asides: Vec::new(), rows_in: 2 };
        let (dossiers, runs) = plan.unfold(part);
        assert_eq!((dossiers.rows_in, dossiers.batch.columns.len()), (5, 2));
        let cells = |part: &Part| -> Vec<Vec<String>> {
            let columns = part.batch.columns.iter();
            columns.map(|c| c.iter().map(str::to_owned).collect()).collect()
        };
        let names: Vec<&str> = plan.stages[1].columns.iter().map(|(f, _)| f.name).collect();
        assert_eq!(names, ["dossier_id", "officer", "step", "finished_at"]);
        assert_eq!(cells(&runs[1]), [["1"], ["An"], ["Trình ký"], ["03/07/2023"]]);
        assert_eq!(runs[0].batch.rows.iter().map(|r| row_of(*r)).collect::<Vec<_>>(), [2, 3]);
        assert_ne!(runs[0].batch.rows[0], runs[1].batch.rows[0]);
    }
}
