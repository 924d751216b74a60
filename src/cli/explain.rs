//! `redtape explain`: a finder's manual.

use super::ExplainArgs;
use super::ui::Ui;
use crate::error::{Error, Result};
use crate::find;

pub(super) fn run(args: &ExplainArgs, ui: &Ui) -> Result<()> {
    let list = || {
        let lines = find::FINDERS.iter().map(|f| format!("  {}  {}", f.code, f.name));
        lines.collect::<Vec<_>>().join("\n")
    };
    let Some(code) = &args.code else {
        ui.result(&format!("redtape explain CODE prints a finder's manual. Codes:\n\n{}", list()));
        return Ok(());
    };
    match find::explain(code) {
        Some(manual) => {
            ui.result(manual.trim_end());
            Ok(())
        }
        None => Err(Error::usage(format!("there is no finder {code}"))
            .help(format!("the codes are\n{}", list()))),
    }
}
