//! `redtape demo`: a made-up province with known problems, studied like any other.

use super::ui::Ui;
use super::{DemoArgs, province, run};
use crate::error::Result;
use crate::progress::Progress;
use crate::simulate::Scenario;

const EXAMPLE: &str = "redtape demo FOLDER";

pub(super) fn run(args: &DemoArgs, ui: &Ui) -> Result<()> {
    province::refuse_others(&args.folder, EXAMPLE)?;
    ui.phase("simulate", None);
    let scenario = Scenario::named(if args.null { "null" } else { "demo" })?;
    let (folder, _) = province::publish(&args.folder, &scenario, args.seed, "csv", EXAMPLE)?;
    let (results, results_folder) = run::publish(&folder.join("study.toml"), &args.output, ui)?;
    run::show(&results, &results_folder, &args.output, ui)
}
