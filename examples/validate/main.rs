//! Writes `docs/validation.md` and its charts: how often redtape is right on worlds whose truth is known.
//!
//!     cargo run --release --example validate
//!
//! The same seeds give the same figures on any machine. Numbers of seeds are arguments, so that a trial
//! takes a minute: `-- --null 4 --large-null 1 --planted 1 --misleading 1 --reforms 2 --out /tmp/docs`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Parser;

mod charts;
mod jobs;
mod page;
#[path = "../../tests/it/validation/plan.rs"]
mod plan;
mod reforms;
mod reforms_page;
#[path = "../../tests/it/validation/score.rs"]
mod score;
#[path = "../../tests/it/validation/world.rs"]
mod world;

/// How much of the grid to run, and where its documents go.
#[derive(Parser)]
struct Args {
    /// Seeds of the small world without a problem.
    #[arg(long, default_value_t = 200)]
    null: u64,
    /// Seeds of the large one.
    #[arg(long, default_value_t = 20)]
    large_null: u64,
    /// Seeds of each planted problem and size.
    #[arg(long, default_value_t = 20)]
    planted: u64,
    /// Seeds of each misleading scenario.
    #[arg(long, default_value_t = 40)]
    misleading: u64,
    /// Seeds of each reform.
    #[arg(long, default_value_t = 34)]
    reforms: u64,
    /// Fresh seeds from which a reform's truth is the mean.
    #[arg(long, default_value_t = 100)]
    truth: u64,
    /// Of planted problems, those of this finder only.
    #[arg(long, value_name = "CODE")]
    only: Option<String>,
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Folder of `validation.md`.
    #[arg(long, default_value = "docs")]
    out: PathBuf,
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    let begun = Clock::start();
    let tell = |done: usize, of: usize| {
        if done.is_multiple_of(20) || done == of {
            let _ = writeln!(io::stderr().lock(), "{done} of {of} after {} s", begun.seconds());
        }
    };
    let seeds = jobs::Seeds {
        only: args.only.as_deref(),
        null: args.null,
        large_null: args.large_null,
        planted: args.planted,
        misleading: args.misleading,
    };
    let cells = jobs::run(seeds, args.threads, &tell);
    let reforms = reforms::run(args.reforms, args.truth, args.threads, &tell);
    let grid = page::Grid { cells, reforms };
    let images = args.out.join("images");
    std::fs::create_dir_all(&images)?;
    for (name, svg) in charts::all(&grid).map_err(io::Error::other)? {
        std::fs::write(images.join(name), svg)?;
    }
    std::fs::write(args.out.join("validation.md"), page::page(&grid))?;
    writeln!(io::stderr().lock(), "{} s on {} threads", begun.seconds(), args.threads)
}

/// For the terminal only: no figure depends on it.
struct Clock(std::time::Instant);

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long the grid takes is told to the maintainer"
    )]
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn seconds(&self) -> u64 {
        self.0.elapsed().as_secs()
    }
}
