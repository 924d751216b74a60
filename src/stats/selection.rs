//! Whether a log was chosen by date of closing, told from how long its dossiers took.
//!
//! A log that holds only what ended in its window has none of the dossiers that were open at its end: the
//! last cohorts are short of dossiers, of long ones above all, and what is left looks fast. A survival
//! curve, a trend or a before/after drawn from it is wrong. A full log of a fast office has few open
//! dossiers as well, so their number alone says nothing: what tells is how many there should be.

use super::{len, real};

/// Cohorts by whole days from their receipt to the end of follow-up: entry `d` of each list is about day
/// `d`. Only dossiers received since the first result of the log belong here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohorts {
    /// Closed dossiers received so many days before the end.
    pub closed: Vec<u64>,
    /// Open ones.
    pub open: Vec<u64>,
    /// Closed dossiers that took so many days.
    pub took: Vec<u64>,
    /// The most days that a closed dossier of the cohort took.
    pub longest: Vec<u64>,
}

/// What the cohorts say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// Whether the log holds only what ended in its window.
    pub by_closing: bool,
    /// Open dossiers of the last cohorts.
    pub open: u64,
    /// How many there should be, by how long closed dossiers of all cohorts took.
    pub expected_open: f64,
    /// Share of the last cohorts' dossiers that are missing, by the earlier cohorts' numbers, of the share
    /// that would be missing if only closed ones were there: near 0 in a full log, near 1 in one chosen by
    /// closing. Nothing where there are no earlier cohorts to compare with.
    pub missing: Option<f64>,
    /// Whether the longest time falls from the earlier half of the last cohorts to the later.
    pub shrinks: bool,
}

/// Fewest open dossiers that there should be before their absence says something.
const FEWEST: f64 = 10.0;
/// So many that their absence needs no shrinking of the longest time beside it.
const MANY: f64 = 30.0;
/// Most of them that may be there in a log chosen by closing: stray rows.
const STRAY: f64 = 0.05;
/// Share of the dossiers that should be missing from which on the cohorts look cut off.
const CUT: f64 = 0.5;
/// The last cohorts are those of which between these shares have ended.
const LAST: [f64; 2] = [0.1, 0.95];
/// Closed dossiers that must have been followed for so long, for a time to be told at all: this many, and
/// this share of all.
const FOLLOWED: (u64, f64) = (20, 0.05);

/// Recognises a log chosen by date of closing.
///
/// The distribution F of the time to closing is estimated from closed dossiers alone, each known to have
/// taken no longer than it could be followed (right truncation): `F(x) = Π_{y > x} (1 − d(y)/R(y))` with
/// d(y) that took y and R(y) that took at most y and were followed for at least y. That holds for a full
/// log and for one chosen by closing alike. Every closed dossier followed for a days then stands for
/// `1/F(a) − 1` that had not ended: their sum over the last cohorts is the number of open dossiers that a
/// full log has (or more, since times beyond what could be followed aren't told). The log is one chosen by
/// closing where
///
/// - at least ten open dossiers should be there, and no more than a twentieth of them are;
/// - the last cohorts are smaller than the earlier ones by at least half of what cutting off would make
///   them (an office that cleared its desks has all its dossiers, if the log has earlier cohorts to tell);
/// - their longest time shrinks towards the end, or at least thirty open dossiers should be there.
///
/// # Source
/// Lagakos, Barraj & De Gruttola (1988), *Nonparametric analysis of truncated survival data, with
/// application to AIDS*, Biometrika 75, 515–523 (the reverse-time product limit); the rule is our own, its
/// errors are measured in `tests/it/stats/selection.rs`.
#[must_use]
pub fn selection(cohorts: &Cohorts) -> Selection {
    let at = |list: &[u64], day: usize| list.get(day).copied().unwrap_or(0);
    let days = cohorts.closed.len().max(cohorts.open.len()).max(cohorts.took.len());
    let ended = ended(cohorts, days);
    let last: Vec<usize> = (0..ended.len())
        .filter(|day| ended.get(*day).is_some_and(|f| (LAST[0]..LAST[1]).contains(f)))
        .collect();
    let share = |day: usize| ended.get(day).copied().unwrap_or(1.0);
    let open: u64 = last.iter().map(|day| at(&cohorts.open, *day)).sum();
    let expected_open: f64 =
        last.iter().map(|day| real(at(&cohorts.closed, *day)) * (share(*day).recip() - 1.0)).sum();
    let received = |day: usize| at(&cohorts.closed, day) + at(&cohorts.open, day);
    let earlier = last.last().map_or(0, |day| day + 1)..days;
    let missing = missing(&last, earlier, received, share);
    let shrinks = shrinks(&last, |day| at(&cohorts.longest, day));
    let by_closing = expected_open >= FEWEST
        && real(open) <= STRAY * expected_open
        && missing.is_none_or(|m| m >= CUT)
        && (shrinks || expected_open >= MANY);
    Selection { by_closing, open, expected_open, missing, shrinks }
}

/// Share that has ended by each day, of those that end by the last day given: so far the follow-up tells.
fn ended(cohorts: &Cohorts, days: usize) -> Vec<f64> {
    let total: u64 = cohorts.closed.iter().sum();
    let enough = FOLLOWED.0.max(share_of(total, FOLLOWED.1));
    let mut at_risk = Vec::with_capacity(days);
    let (mut took, mut shorter) = (0, 0);
    for day in 0..days {
        took += cohorts.took.get(day).copied().unwrap_or(0);
        // Who was followed for less than this took less, too.
        at_risk.push(u64::saturating_sub(took, shorter));
        shorter += cohorts.closed.get(day).copied().unwrap_or(0);
    }
    let told = at_risk.iter().rposition(|risk| *risk >= enough).map_or(0, |day| day + 1);
    let mut ended = vec![1.0; told];
    let mut share = 1.0;
    for day in (0..told).rev() {
        if let Some(cell) = ended.get_mut(day) {
            *cell = share;
        }
        let (d, risk) =
            (cohorts.took.get(day).copied().unwrap_or(0), at_risk.get(day).copied().unwrap_or(0));
        if risk > 0 {
            share *= real(risk.saturating_sub(d)) / real(risk);
        }
    }
    ended
}

/// How much smaller the last cohorts are than the earlier ones, over how much smaller cutting off would
/// make them. Weekends are in both, where there are at least two weeks of each.
fn missing(
    last: &[usize],
    earlier: std::ops::Range<usize>,
    received: impl Fn(usize) -> u64,
    share: impl Fn(usize) -> f64,
) -> Option<f64> {
    let span = last.len();
    let whole_weeks = (earlier.len() / 7) * 7;
    if span == 0 || whole_weeks < 14 {
        return None;
    }
    let before: u64 = earlier.take(whole_weeks).map(&received).sum();
    let usual = real(before) / len(whole_weeks) * len(span);
    let there: u64 = last.iter().map(|day| received(*day)).sum();
    let cut: f64 = 1.0 - last.iter().map(|day| share(*day)).sum::<f64>() / len(span);
    (usual > 0.0 && cut > 0.0).then(|| (1.0 - real(there) / usual) / cut)
}

/// Whether the longest of the later half is shorter than the longest of the earlier half.
fn shrinks(last: &[usize], longest: impl Fn(usize) -> u64) -> bool {
    // Days count back from the end: the first half is the later one.
    let (later, earlier) = last.split_at(last.len() / 2);
    let most = |days: &[usize]| days.iter().map(|day| longest(*day)).max();
    most(later) < most(earlier)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a count of dossiers"
)]
fn share_of(total: u64, share: f64) -> u64 {
    (real(total) * share) as u64
}
