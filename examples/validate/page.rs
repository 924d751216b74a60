//! `docs/validation.md`: goals, what was reached, and every seed that failed.

use std::fmt::Write as _;

use redtape::find::FINDERS;
use redtape::stats::proportion::clopper_pearson;

use crate::jobs::{Cell, World};
use crate::plan::MISLEADING;
use crate::reforms::{LEVELS, Tried};
use crate::reforms_page;
use crate::score::{ACCOUNT, Score};

/// Everything that was run.
pub struct Grid {
    pub cells: Vec<Cell>,
    pub reforms: Vec<Tried>,
}

/// k of n with its interval, as shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub k: u64,
    pub n: u64,
    pub low: f64,
    pub high: f64,
}

impl Share {
    pub fn of(k: u64, n: u64) -> Self {
        let interval = clopper_pearson(k as f64, n as f64, 0.95);
        let (low, high) = interval.map_or((0.0, 1.0), |i| (i.low, i.high));
        Self { k, n, low, high }
    }

    pub fn value(&self) -> Option<f64> {
        (self.n > 0).then(|| self.k as f64 / self.n as f64)
    }

    /// `12 of 20: 60.0 % (36–81)`.
    pub fn said(&self) -> String {
        let Some(value) = self.value() else { return "–".to_owned() };
        format!(
            "{} of {}: {:.1} % ({:.1}–{:.1})",
            self.k,
            self.n,
            100.0 * value,
            100.0 * self.low,
            100.0 * self.high
        )
    }
}

impl Grid {
    fn null(&self, name: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| matches!(cell.world, World::Null(of) if of == name))
    }

    /// Cells of a finder's own problem.
    pub fn planted<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Cell> {
        self.cells
            .iter()
            .filter(move |cell| matches!(cell.world, World::Planted(plan, _) if plan.code == code))
    }

    /// Recall over the sizes of the goal, of one finder.
    pub fn goal_recall(&self, code: &str) -> Share {
        let goal = |cell: &&Cell| matches!(cell.world, World::Planted(_, size) if size.goal);
        let scores = self.planted(code).filter(goal).map(|cell| cell.score(code));
        let sum = scores.fold(Score::default(), |sum, score| sum.and(&score));
        Share::of(sum.met, sum.planted)
    }

    /// Share of a finder's standing findings that something was planted for, over all planted worlds.
    fn precision(&self, code: &str) -> Share {
        let planted = self.cells.iter().filter(|c| matches!(c.world, World::Planted(..)));
        let sum = planted.fold(Score::default(), |sum, cell| sum.and(&cell.score(code)));
        Share::of(sum.standing - sum.wrong, sum.standing)
    }
}

fn with_a_finding(cell: &Cell) -> Share {
    let told = cell.seen().filter(|seen| !seen.wrong.is_empty());
    Share::of(told.map(|_| 1).sum(), cell.seen().map(|_| 1).sum())
}

/// Studies in which something wrong is said without reserve.
fn misled(cell: &Cell) -> Share {
    let told = cell.seen().filter(|seen| seen.confident > 0);
    Share::of(told.map(|_| 1).sum(), cell.seen().map(|_| 1).sum())
}

fn met(holds: bool) -> &'static str {
    if holds { "yes" } else { "**no**" }
}

pub fn page(grid: &Grid) -> String {
    let mut text = String::from(
        "# Validation\n\n\
         Written by `cargo run --release --example validate`. How often redtape is right, on made-up provinces\n\
         whose truth is known ([scenarios.md](scenarios.md)): it studies what `redtape generate` writes, in the\n\
         same process and with the code of `redtape run`, without drawing. A finding counts where it stands at\n\
         a `q_study` of at most 0.05. Brackets are 95 % Clopper–Pearson intervals; marks and ranges of one study\n\
         are counted as if they were independent. `tests/it/validation.rs` holds a small part of this, with\n\
         bounds that a finder fails whose limit is always or never crossed.\n",
    );
    goals(&mut text, grid);
    nulls(&mut text, grid);
    recall(&mut text, grid);
    precision(&mut text, grid);
    misleading(&mut text, grid);
    reforms_page::section(&mut text, &grid.reforms);
    text.push_str(WHY);
    seeds(&mut text, grid);
    text
}

/// What is known of the goals that are missed; to be read again after each run.
const WHY: &str = "
## Why goals are missed: what we think, and what would tell

- **Recall near the margin.** One question about a channel or a check used to pay for sixty comparisons of
  desks: in a healthy world 59 of 61 suspect tests are B102's. Since each finder has an equal part of the error
  budget, what is missed is what its own p doesn't show. A year has 52 weeks, from which six cosines tell how
  much a figure moves by itself: Student's t with six degrees of freedom, so that three and a half standard
  errors are a p of 0.006 where a known variance would make them 0.0002. Between two channels in the same weeks as
  many as twelve are taken, as far as the difference has no memory. Elsewhere that was tried and left: shares
  that come in slow waves are then called wrong in 7 % of cases at 5 %. Not tried: variances moderated toward
  those of like groups, as B102 has them. B101 at 160 lies two standard errors from its margin; no better
  variance finds nine in ten of such.
- **A check that deters.** Nothing in the data tells it from one that is idle. R101 and R102 therefore always ask an
  analyst to confirm by a trial on a part of the dossiers; a recommendation to cut a check says so.
- **Hard dossiers.** A desk with harder dossiers waits longer for the same diligence. Where its officers
  also work a quarter longer on a run than the peers', B102 asks an analyst to confirm; that is a
  reserve and not an answer.
";

pub fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a text can't fail.
    let _ = text.write_fmt(line);
    text.push('\n');
}

macro_rules! say {
    ($text:expr, $($line:tt)*) => { $crate::page::line($text, format_args!($($line)*)) };
}
pub(crate) use say;

fn goals(text: &mut String, grid: &Grid) {
    say!(text, "\n## Goals\n\n| goal | reached | met |\n|---|---|---|");
    if let Some(cell) = grid.null("small") {
        let share = with_a_finding(cell);
        let fine = share.value().is_some_and(|v| v <= 0.075);
        say!(
            text,
            "| at most 5 % of healthy worlds with any finding (accepted: 15 of 200) | {} | {} |",
            share.said(),
            met(fine)
        );
    }
    let tested = || FINDERS.iter().filter(|f| f.code != ACCOUNT);
    let least = tested().map(|f| (f.code, grid.goal_recall(f.code)));
    let least = least.min_by(|(_, a), (_, b)| order(a, b));
    if let Some((code, share)) = least {
        let fine = share.value().is_some_and(|v| v >= 0.95);
        say!(
            text,
            "| large planted effects found with a recall of at least 0.95 | least, {code}: {} | {} |",
            share.said(),
            met(fine)
        );
    }
    let least = tested().map(|f| (f.code, grid.precision(f.code)));
    let least = least.filter(|(_, share)| share.n > 0).min_by(|(_, a), (_, b)| order(a, b));
    if let Some((code, share)) = least {
        let fine = share.value().is_some_and(|v| v >= 0.95);
        say!(
            text,
            "| precision of at least 0.95 | least, {code}: {} | {} |",
            share.said(),
            met(fine)
        );
    }
    let misled = grid.cells.iter().filter_map(|cell| match cell.world {
        World::Misleading(name) => Some((name, misled(cell))),
        _ => None,
    });
    if let Some((name, share)) = misled.max_by(|(_, a), (_, b)| order(a, b)) {
        let fine = share.value().is_some_and(|v| v <= 0.1);
        say!(
            text,
            "| a confident wrong headline in at most 10 % of the seeds of a misleading scenario | most, `{name}`: {} | {} |",
            share.said(),
            met(fine)
        );
    }
    let (share, [under, over]) = reforms_page::covered(&grid.reforms, LEVELS.len() - 1);
    let fine = share.value().is_some_and(|v| (0.85..=0.95).contains(&v));
    say!(
        text,
        "| 90 % ranges of direct savings hold the truth in 85–95 %, misses on both sides alike | {}; {under} too low, {over} too high | {} |",
        share.said(),
        met(fine)
    );
}

fn order(a: &Share, b: &Share) -> std::cmp::Ordering {
    a.value().unwrap_or(0.0).total_cmp(&b.value().unwrap_or(0.0))
}

fn nulls(text: &mut String, grid: &Grid) {
    say!(
        text,
        "\n## Worlds without a problem\n\n\
         Every finder's null hypothesis holds in them with room to spare. Hypotheses is how many a study tests\n\
         on average.\n\n\
         | scenario | studies with a finding | hypotheses | what was found, by seed |\n|---|---|---|---|"
    );
    for cell in &grid.cells {
        let World::Null(name) = cell.world else { continue };
        let studies = cell.seen().map(|_| 1.0).sum::<f64>().max(1.0);
        let tested = cell.seen().map(|seen| seen.tested as f64).sum::<f64>() / studies;
        say!(text, "| `{name}` | {} | {tested:.0} | {} |", with_a_finding(cell).said(), told(cell));
    }
}

/// What stood in a cell that wasn't planted, by seed.
fn told(cell: &Cell) -> String {
    let told: Vec<String> = cell
        .seen()
        .filter(|seen| !seen.wrong.is_empty())
        .map(|seen| format!("{}: {}", seen.seed, seen.wrong.join("; ")))
        .collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join("<br>") }
}

fn recall(text: &mut String, grid: &Grid) {
    say!(
        text,
        "\n## What is planted is found\n\n\
         ![Recall by finder](images/validation-recall.svg)\n\n\
         One problem at a time in the world `small` (at most 5,000 dossiers over 65 weeks, ten districts and a\n\
         department). Sizes that the goal is about are in bold. The effect is the mean over all tests of the\n\
         place, found or not, in the finder's own unit; the p is before any control of false discovery. B103 tests nothing: found means that it names the step\n\
         with the planted delay first."
    );
    for finder in FINDERS {
        let Some(plan) = grid.planted(finder.code).find_map(|cell| match cell.world {
            World::Planted(plan, _) => Some(plan),
            _ => None,
        }) else {
            continue;
        };
        say!(
            text,
            "\n### {} {}\n\nScenario `{}`: {}.\n\n| size | effect | median p | found | seeds with something missed |\n|---|---|---|---|---|",
            finder.code,
            finder.name,
            plan.scenario,
            plan.means
        );
        for cell in grid.planted(finder.code) {
            let World::Planted(_, size) = cell.world else { continue };
            let bold = if size.goal { "**" } else { "" };
            let score = cell.score(finder.code);
            let tests: Vec<[f64; 2]> = cell.seen().flat_map(|seen| seen.planted.clone()).collect();
            let mut p: Vec<f64> = tests.iter().map(|[_, p]| *p).collect();
            p.sort_by(f64::total_cmp);
            let p = p.get(p.len() / 2).map_or_else(|| "–".to_owned(), |p| format!("{p:.1e}"));
            let effect = match tests.len() {
                0 => "–".to_owned(),
                n => {
                    format!("{:.3}", tests.iter().map(|[effect, _]| effect).sum::<f64>() / n as f64)
                }
            };
            let missed = cell.seen().filter_map(|seen| {
                let score = seen.scores.get(finder.code)?;
                (score.met < score.planted).then(|| seen.seed.to_string())
            });
            let missed: Vec<String> = missed.collect();
            let missed = if missed.is_empty() { "none".to_owned() } else { missed.join(", ") };
            say!(
                text,
                "| {bold}{}{bold} | {effect} | {p} | {} | {missed} |",
                size.said,
                Share::of(score.met, score.planted).said()
            );
        }
    }
}

fn precision(text: &mut String, grid: &Grid) {
    say!(
        text,
        "\n## What is found was planted\n\n\
         Over all worlds with a problem: findings that stand and that a planted problem brings up, of all that\n\
         stand; whichever problem it was.\n\n\
         | finder | precision | false, by scenario, size and seed |\n|---|---|---|"
    );
    for finder in FINDERS.iter().filter(|finder| finder.code != ACCOUNT) {
        let wrong: Vec<String> = grid
            .cells
            .iter()
            .filter_map(|cell| match cell.world {
                World::Planted(plan, size) => Some((cell, plan, size)),
                _ => None,
            })
            .flat_map(|(cell, plan, size)| {
                let code = format!("{} ", finder.code);
                cell.seen().flat_map(move |seen| {
                    let code = code.clone();
                    let of_finder = seen.wrong.iter().filter(move |said| said.starts_with(&code));
                    of_finder.map(move |said| {
                        format!("{} {} {}: {said}", plan.scenario, size.said, seen.seed)
                    })
                })
            })
            .collect();
        let wrong = if wrong.is_empty() { "none".to_owned() } else { wrong.join("<br>") };
        say!(text, "| {} | {} | {wrong} |", finder.code, grid.precision(finder.code).said());
    }
}

fn misleading(text: &mut String, grid: &Grid) {
    say!(
        text,
        "\n## Meant to mislead\n\n\
         A wrong headline is a finding that stands and that nothing was planted for; a confident one doesn't ask\n\
         an analyst to confirm it first.\n\n\
         | scenario | | studies with a confident wrong headline | with any | which, by seed |\n|---|---|---|---|---|"
    );
    for (name, means) in MISLEADING {
        let of = |cell: &&Cell| matches!(cell.world, World::Misleading(of) if of == *name);
        let Some(cell) = grid.cells.iter().find(of) else { continue };
        say!(
            text,
            "| `{name}` | {means} | {} | {} | {} |",
            misled(cell).said(),
            with_a_finding(cell).said(),
            told(cell)
        );
    }
}

fn seeds(text: &mut String, grid: &Grid) {
    say!(
        text,
        "\n## Seeds\n\n\
         Every seed that was run is in the figures above; a study that failed would be listed here with its\n\
         error.\n\n| worlds | seeds | failed |\n|---|---|---|"
    );
    for cell in &grid.cells {
        let name = match cell.world {
            World::Null(name) | World::Misleading(name) => format!("`{name}`"),
            World::Planted(plan, size) => format!("`{}`, {}", plan.scenario, size.said),
        };
        let failed: Vec<String> =
            cell.failed().map(|(seed, error)| format!("{seed}: {error}")).collect();
        row(text, &name, cell.seeds.iter().map(|(seed, _)| *seed), failed);
    }
    for tried in &grid.reforms {
        let failed = tried
            .seeds
            .iter()
            .filter_map(|(seed, predicted)| Some(format!("{seed}: {}", predicted.as_ref().err()?)));
        let of_truth = tried.truth.as_ref().err().map(|error| format!("truth: {error}"));
        row(
            text,
            &format!("reform of `{}`", tried.plan.scenario),
            tried.seeds.iter().map(|(seed, _)| *seed),
            failed.chain(of_truth).collect(),
        );
    }
}

fn row(text: &mut String, name: &str, mut seeds: impl Iterator<Item = u64>, failed: Vec<String>) {
    let first = seeds.next();
    let last = seeds.last().or(first);
    let range = match (first, last) {
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => "none".to_owned(),
    };
    let failed = if failed.is_empty() { "none".to_owned() } else { failed.join("<br>") };
    say!(text, "| {name} | {range} | {} |", failed.replace('\n', " "));
}
