//! The command line: one file a command, each a few calls to the floors.

pub mod analyse;
mod check;
mod check_counts;
mod demo;
mod explain;
mod formats;
mod generate;
mod init;
#[cfg(test)]
mod lingers;
mod manifest;
mod province;
mod queries;
mod row_notes;
mod run;
mod set_aside;
mod stop;
mod time_notes;
mod ui;
mod word_notes;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::error::Result;
use crate::words::Language;
use crate::{store, system};
use ui::Ui;

/// Tells a government which of its own rules to cut.
#[derive(Parser)]
#[command(name = "redtape", version, disable_help_subcommand = true)]
struct Cli {
    /// Say nothing on standard error but errors.
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Make a province with known problems, study it, and show what is found.
    Demo(DemoArgs),
    /// Guess what the columns of your files mean and write a study.toml here.
    Init(InitArgs),
    /// Say what to look at in a study's files, and what can be measured with them: writes check/.
    Check(CheckArgs),
    /// Run a whole study: measures, findings, recommendations, charts, report.
    Run(RunArgs),
    /// Print the manual of a finder.
    Explain(ExplainArgs),
    /// List the relations of a study, or print what one means and its SQL.
    Queries(QueriesArgs),
    /// Make the files of a made-up province from a scenario, with the truth beside them.
    Generate(GenerateArgs),
}

#[derive(Args)]
struct DemoArgs {
    /// Folder for the demo; an earlier demo there is replaced.
    #[arg(default_value = "redtape-demo")]
    folder: PathBuf,
    /// Seed of the province.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Plant no problem: nothing should be found.
    #[arg(long)]
    null: bool,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Args)]
struct InitArgs {
    /// The files of the study: CSV, CSV.gz, XLSX, Parquet, XES, XES.gz.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Take the best guess without asking.
    #[arg(long, short)]
    yes: bool,
}

#[derive(Args)]
struct CheckArgs {
    /// The study file.
    #[arg(default_value = "study.toml")]
    study: PathBuf,
    /// Language of what is said; by default as the study file says.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Print check.json instead of the summary.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct RunArgs {
    /// The study file.
    #[arg(default_value = "study.toml")]
    study: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Args)]
struct OutputArgs {
    /// Language of the report; by default as the study file says.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Print results.json instead of the summary.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ExplainArgs {
    /// A finder's code, such as R101; without one, all codes are listed.
    code: Option<String>,
}

#[derive(Args)]
struct QueriesArgs {
    /// A relation, such as measure.rework, or a layer, such as measure; without one, all are listed.
    name: Option<String>,
    /// Count the rows of this study: its folder, a folder of results, or a study.duckdb.
    #[arg(long)]
    study: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct GenerateArgs {
    /// A scenario file, or the name of a scenario that redtape carries, such as demo.
    scenario: String,
    /// Folder for the province; an earlier province there is replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Seed of the province.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many times the dossiers, and the officers who work on them.
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    scale: f64,
    /// Format of the exported tables.
    #[arg(long, value_parser = PossibleValuesParser::new(formats::names()), default_value = "csv")]
    format: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Vi,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

const WHAT_NEXT: &str = "\
redtape tells a government which of its own rules to cut.

  redtape demo              see it work on a made-up province (about ten seconds)
  redtape init FILE…        begin a study with your own files: writes study.toml here
  redtape check study.toml  load the files and say what was found
  redtape run study.toml    run the study: report, charts, recommendations
  redtape explain CODE      how a finder works and what would prove it wrong
  redtape queries NAME      what a relation of study.duckdb means, and its SQL
  redtape generate NAME     make the files of a made-up province, with the truth beside them

redtape --help shows every option.";

/// Parses the command line, runs the command, and turns an error into one message and an exit code
/// (0 done, 1 failed, 2 bad usage or study file, 3 input refused; 129, 130 or 143 where a signal ended
/// it).
pub fn main() -> ExitCode {
    ExitCode::from(with(std::env::args_os()))
}

fn with(args: impl IntoIterator<Item = OsString>) -> u8 {
    system::keep_private();
    stop::watch();
    store::sweep(&std::env::temp_dir());
    let done = match Cli::try_parse_from(args) {
        Ok(cli) => {
            let ui = Ui::new(cli.quiet);
            dispatch(cli.command, &ui).and_then(|()| ui.end()).map(|()| 0)
        }
        // Help is what was asked for; anything else is bad usage.
        Err(said) => ui::written(said.print().and_then(|()| io::stdout().flush()))
            .map(|()| u8::try_from(said.exit_code()).unwrap_or(2)),
    };
    // Errors of a run that is being stopped are no news.
    stop::wait_if_stopped();
    done.unwrap_or_else(|error| {
        Ui::new(false).error(&error);
        error.exit_code()
    })
}

fn dispatch(command: Option<Command>, ui: &Ui) -> Result<()> {
    match command {
        None => {
            ui.result(WHAT_NEXT);
            Ok(())
        }
        Some(Command::Demo(args)) => demo::run(&args, ui),
        Some(Command::Init(args)) => init::run(&args, ui),
        Some(Command::Check(args)) => check::run(&args, ui),
        Some(Command::Run(args)) => run::run(&args, ui),
        Some(Command::Explain(args)) => explain::run(&args, ui),
        Some(Command::Queries(args)) => queries::run(&args, ui),
        Some(Command::Generate(args)) => generate::run(&args, ui),
    }
}
