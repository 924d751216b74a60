//! Prints `docs/calibration.md`: what the tests of `stats` let through where nothing differs, and what they
//! find where something does.
//!
//!     cargo run --release --example calibration > docs/calibration.md

use std::io::{self, Write};
use std::thread;

#[path = "../tests/it/stats/queues.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod queues;
#[path = "../tests/it/stats/worlds.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod worlds;

use queues::{Desk, Events};
use worlds::{Hits, WEEKS};

const WORLDS: u64 = 100;
const FEW: u64 = 30;
const PAIRS: u64 = 1_000;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# Calibration\n\n\
         Written by `cargo run --release --example calibration > docs/calibration.md` (a few minutes, the\n\
         same figures on every run). The tests in `tests/it/stats/null.rs` hold the bounds on the same\n\
         worlds, with fewer of them.\n\n\
         {}\n\n\
         Rates are percentages. A p is one-sided. A rate of 6,000 p has a standard error of at most\n\
         0.3 at 5 %, 0.13 at 1 %, 0.04 at 0.1 %; desks of one world are not quite independent.\n",
        worlds::parameters()
    )?;
    equals(&mut out)?;
    pairs(&mut out)?;
    power(&mut out)?;
    shares(&mut out)
}

/// At each of the levels.
fn percent(hits: &Hits) -> [f64; 3] {
    hits.at.map(|hit| 100.0 * hit as f64 / hits.of as f64)
}

fn rates(hits: &Hits) -> String {
    let [five, one, tenth] = percent(hits);
    format!("{five:.1} | {one:.2} | {tenth:.3}")
}

/// Works the rows out side by side, and writes them in order.
fn rows<T: Send>(
    out: &mut impl Write,
    cases: impl Iterator<Item = T>,
    row: impl Fn(T) -> String + Sync,
) -> io::Result<()> {
    let row = &row;
    thread::scope(|scope| {
        let working: Vec<_> = cases.map(|case| scope.spawn(move || row(case))).collect();
        for row in working {
            writeln!(out, "{}", row.join().map_err(|_| io::Error::other("a row failed"))?)?;
        }
        Ok(())
    })
}

fn everywhere() -> impl Iterator<Item = Desk> {
    worlds::queues().chain([worlds::near_capacity()])
}

fn equals(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "## Identical desks: called slower than their peers\n\n\
         p of the wait before the service by `peers::compare`, {WORLDS} worlds a row; the margin is what the\n\
         finder tests against. The last column counts worlds in which Benjamini–Hochberg lets any desk pass\n\
         at 5 %. For M/M/1 at ρ 0.9 no bound is held.\n\n\
         | desks | weeks | no margin: 5 % | 1 % | 0.1 % | margin: 5 % | 1 % | 0.1 % | worlds with a q |\n\
         |---|---|---|---|---|---|---|---|---|"
    )?;
    let cases = everywhere().flat_map(|desk| WEEKS.map(|weeks| (desk, weeks)));
    rows(out, cases, |(desk, weeks)| {
        let seen = worlds::slower(desk, desk, weeks, WORLDS);
        format!(
            "| {} | {weeks} | {} | {} | {:.1} |",
            desk.name(),
            rates(&seen.plain),
            rates(&seen.margin),
            100.0 * seen.worlds as f64 / WORLDS as f64
        )
    })
}

fn pairs(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## Two identical desks over 50 weeks\n\n\
         Coverage of the 90 % interval of the difference of their mean waits by B cosines and by as many as\n\
         the series' memory allows, and what a one-sided Mann–Whitney over the dossiers of the same two desks\n\
         lets through: {PAIRS} pairs a row.\n\n\
         | desks | interval covers | by memory | Mann–Whitney: 5 % | 1 % | 0.1 % |\n|---|---|---|---|---|---|"
    )?;
    rows(out, everywhere(), |desk| {
        let covered = worlds::covered(desk, 50, PAIRS);
        let [five, one, tenth] = percent(&worlds::dossiers(desk, 50, PAIRS));
        let [usual, by_memory] = covered.map(|covered| 100.0 * covered as f64 / PAIRS as f64);
        format!(
            "| {} | {usual:.1} | {by_memory:.1} | {five:.0} | {one:.0} | {tenth:.0} |",
            desk.name()
        )
    })
}

fn power(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## One slower desk among sixty\n\n\
         How often it is found at 5 % against the margin: by p / by q among all sixty ({FEW} worlds each).\n\
         The usual desks are M/M/c at ρ 0.7; the slow one takes half as long again throughout, or has more to\n\
         do for the same clerks.\n\n\
         | clerks | arrivals a week and clerk | weeks | +50 % | ρ 0.8 | ρ 0.9 | ρ 0.95 |\n\
         |---|---|---|---|---|---|---|"
    )?;
    let cases = [1, 3].into_iter().flat_map(|clerks| {
        [10.0, 40.0, 100.0].into_iter().flat_map(move |volume| {
            WEEKS.map(|weeks| (Desk::new(clerks, 0.7, volume * clerks as f64), volume, weeks))
        })
    });
    rows(out, cases, |(usual, volume, weeks)| {
        let loaded = [0.8, 0.9, 0.95].map(|rho| usual.loaded(rho));
        let found = [usual.slowed(1.5)].into_iter().chain(loaded).map(|first| {
            let seen = worlds::slower(usual, first, weeks, FEW);
            let of_all = |found| 100.0 * found as f64 / seen.planted as f64;
            format!(" {:.0} / {:.0} |", of_all(seen.found_by_p), of_all(seen.found_by_q))
        });
        let found: String = found.collect();
        format!("| {} | {volume} | {weeks} |{found}", usual.clerks)
    })
}

fn shares(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## Shares of events that come in bursts\n\n\
         Forty dossiers a week, {PAIRS} worlds a row. \"Below\" and \"above\" are tested at the true share,\n\
         where both are wrong. \"Found\" is the rate at 5 % of \"below\" where the limit is twice and four\n\
         times the share, and of \"above\" where it is half. No bound is held for the last three kinds nor\n\
         over 26 weeks: no test can know of bursts of which there was none.\n\n\
         | events | weeks | below: 5 % | 1 % | 0.1 % | above: 5 % | 1 % | 0.1 % | found: below 2× | below 4× | above ½ |\n\
         |---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    let independent = [Events::Independent(0.01), Events::Independent(0.04)];
    let events = independent.into_iter().chain(worlds::bursts()).chain(worlds::hard_bursts());
    let cases = events.flat_map(|events| WEEKS.map(|weeks| (events, weeks)));
    rows(out, cases, |(events, weeks)| {
        let seen = worlds::shares(events, weeks, PAIRS);
        let found = [seen.below_twice, seen.below_four_times, seen.above_half];
        let [twice, four, half] = found.map(|hits| percent(&hits)[0]);
        format!(
            "| {} | {weeks} | {} | {} | {twice:.0} | {four:.0} | {half:.0} |",
            events.name(),
            rates(&seen.below),
            rates(&seen.above)
        )
    })
}
