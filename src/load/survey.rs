//! A look through whole files before there is a study: which days they reach, which offsets their
//! stamps carry, which steps, outcomes and statuses there are.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::{AsArray, StringArray};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::record_batch::RecordBatch;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::settle::Settled;
use super::stamp::DAY_US;
use super::stream::{Plans, stream};
use super::typing::Way;
use super::zone::{Zone, date_of};
use crate::error::{Error, Result};
use crate::progress::Silent;
use crate::results::Message;
use crate::study::Input;

/// Steps that are remembered; no process has so many.
const MOST_STEPS: usize = 5_000;
/// Words of outcomes and statuses that are remembered: where there are more, they are free text.
const MOST_WORDS: usize = 500;
/// Readings of a file until it is known how its columns are read.
const MOST_PASSES: usize = 3;
const DAY_S: i64 = 86_400;
/// Stamps further than this from all others are slips, if they are few.
const APART_DAYS: i64 = 731;

/// What was seen in all files together.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Days (since 1970-01-01) of the stamps of what has happened, with how many fall on each.
    days: BTreeMap<i64, u64>,
    /// The same of due dates.
    due_days: BTreeMap<i64, u64>,
    /// Days (since 1970-01-01, UTC) with the offsets in seconds that stamps had on them.
    pub offsets: BTreeSet<(i64, i64)>,
    /// All offsets of some file are +00:00, which proves no zone.
    pub in_utc: bool,
    pub stamps_with_offset: u64,
    pub stamps_without: u64,
    pub steps: BTreeSet<String>,
    /// Names of offices and desks, and words, with how often each occurs.
    pub agencies: BTreeMap<String, u64>,
    pub units: BTreeMap<String, u64>,
    pub outcomes: BTreeMap<String, u64>,
    pub statuses: BTreeMap<String, u64>,
    /// Words of events.
    pub lifecycle: BTreeMap<String, u64>,
    /// How columns are read that could have been read otherwise.
    pub notes: Vec<Message>,
}

impl Survey {
    /// Looks through one file. Where it can't be read, nothing of it is remembered.
    ///
    /// # Errors
    /// As loading it would.
    pub(super) fn file(&mut self, input: &Input) -> Result<()> {
        let plans = Plans::of(input)?;
        let zone = Zone::named("UTC")?;
        let mut ways: Option<Vec<Vec<Way>>> = None;
        for _ in 0..MOST_PASSES {
            let typers = plans.typers(input, &zone, 0).remembering_offsets();
            let mut typers = match &ways {
                Some(ways) => typers.reading(ways),
                None => typers,
            };
            let mut seen = Self::default();
            stream(input, &plans, &mut typers, &Silent, &mut |part| {
                let further = part.further.into_iter().map(|p| p.rows);
                std::iter::once(part.rows).chain(further).for_each(|rows| seen.rows(&rows));
                Ok(())
            })?;
            match typers.settled(&input.shown)? {
                Settled::AsRead(notes) => {
                    for typer in typers.iter() {
                        typer.finish(&input.shown)?;
                        seen.stamps_with_offset += typer.stamps_with_offset;
                        seen.stamps_without += typer.stamps_without;
                        seen.offsets.extend(typer.offsets());
                    }
                    seen.notes = notes;
                    let in_utc = seen.offsets.iter().all(|(_, offset)| *offset == 0);
                    // Programs write +00:00 and Z for stamps of any zone.
                    if in_utc && !seen.offsets.is_empty() {
                        seen.offsets.clear();
                        seen.in_utc = true;
                    }
                    self.add(seen);
                    return Ok(());
                }
                Settled::Otherwise(others) => ways = Some(others),
            }
        }
        Err(Error::failed(format!("{}: how its columns are read doesn't settle", input.shown)))
    }

    fn rows(&mut self, rows: &RecordBatch) {
        for (field, column) in rows.schema().fields().iter().zip(rows.columns()) {
            let name = field.name().as_str();
            if let Some(stamps) = column.as_primitive_opt::<TimestampMicrosecondType>() {
                let due = name.ends_with("due_at");
                let days = if due { &mut self.due_days } else { &mut self.days };
                if !name.ends_with("_utc") {
                    count_days(stamps.iter().flatten(), days);
                }
            }
            let texts = || column.as_string_opt::<i32>();
            match name {
                "step" => texts().into_iter().for_each(|t| distinct(t, &mut self.steps)),
                "agency" => texts().into_iter().for_each(|t| count(t, &mut self.agencies)),
                "unit" => texts().into_iter().for_each(|t| count(t, &mut self.units)),
                "outcome" => texts().into_iter().for_each(|t| count(t, &mut self.outcomes)),
                "status" => texts().into_iter().for_each(|t| count(t, &mut self.statuses)),
                "lifecycle" => texts().into_iter().for_each(|t| count(t, &mut self.lifecycle)),
                _ => {}
            }
        }
    }

    /// Adds what was seen in another file.
    fn add(&mut self, mut seen: Self) {
        self.stamps_with_offset += seen.stamps_with_offset;
        self.stamps_without += seen.stamps_without;
        self.in_utc |= seen.in_utc;
        self.offsets.append(&mut seen.offsets);
        self.notes.append(&mut seen.notes);
        self.steps.append(&mut seen.steps);
        for (all, of_file) in [
            (&mut self.agencies, seen.agencies),
            (&mut self.units, seen.units),
            (&mut self.outcomes, seen.outcomes),
            (&mut self.statuses, seen.statuses),
            (&mut self.lifecycle, seen.lifecycle),
        ] {
            for (word, n) in of_file {
                *all.entry(word).or_default() += n;
            }
        }
        for (all, of_file) in [(&mut self.days, seen.days), (&mut self.due_days, seen.due_days)] {
            for (day, n) in of_file {
                *all.entry(day).or_default() += n;
            }
        }
    }

    /// First and last day of what has happened, without a few stamps far from all others; of due dates
    /// where nothing else is dated.
    pub(super) fn reach(&self) -> Option<(Date, Date)> {
        let (first, last) = bulk(&self.days).or_else(|| bulk(&self.due_days))?;
        Some((date_of(first * DAY_US)?, date_of(last * DAY_US)?))
    }

    /// The zone whose clock shows the offsets of these stamps, with how that was told. `None` where
    /// no stamp has one.
    pub(super) fn zone(&self) -> Option<(String, String)> {
        let distinct: BTreeSet<i64> = self.offsets.iter().map(|(_, offset)| *offset).collect();
        let first = *distinct.first()?;
        if distinct.len() == 1 {
            return Some(constant(first));
        }
        for name in CANDIDATES {
            let Ok(tz) = TimeZone::get(name) else { continue };
            if self.offsets.iter().all(|(day, offset)| had(&tz, *day, *offset)) {
                let said =
                    format!("the offsets of the stamps change with the seasons as in {name}");
                return Some((name.to_owned(), said));
            }
        }
        let said =
            "the offsets of the stamps fit no zone that redtape tries; set [study] zone".to_owned();
        Some(("Etc/UTC".to_owned(), said))
    }
}

/// The ends of the days in which all but a few stamps lie.
fn bulk(days: &BTreeMap<i64, u64>) -> Option<(i64, i64)> {
    let few = (days.values().sum::<u64>() / 1_000).max(3);
    let all: Vec<(i64, u64)> = days.iter().map(|(day, n)| (*day, *n)).collect();
    // The place behind the last gap beyond which only a few lie, from either end.
    let cut = |ordered: &[(i64, u64)]| {
        let mut beyond = 0;
        let mut kept = ordered.first().map(|(day, _)| *day);
        for pair in ordered.windows(2) {
            let [(day, n), (next, _)] = pair else { continue };
            beyond += n;
            if beyond > few {
                break;
            }
            if (next - day).abs() > APART_DAYS {
                kept = Some(*next);
            }
        }
        kept
    };
    let reversed: Vec<(i64, u64)> = all.iter().rev().copied().collect();
    let (first, last) = (cut(&all)?, cut(&reversed)?);
    (first <= last).then_some((first, last))
}

fn count_days(stamps: impl Iterator<Item = i64>, days: &mut BTreeMap<i64, u64>) {
    let mut run: Option<(i64, u64)> = None;
    for at in stamps {
        let day = at.div_euclid(DAY_US);
        match &mut run {
            Some((same, n)) if *same == day => *n += 1,
            _ => {
                if let Some((day, n)) = run.replace((day, 1)) {
                    *days.entry(day).or_default() += n;
                }
            }
        }
    }
    if let Some((day, n)) = run {
        *days.entry(day).or_default() += n;
    }
}

fn distinct(names: &StringArray, into: &mut BTreeSet<String>) {
    let mut previous = "";
    for name in names.iter().flatten() {
        if name != previous && into.len() < MOST_STEPS && !into.contains(name) {
            into.insert(name.to_owned());
        }
        previous = name;
    }
}

fn count(words: &StringArray, into: &mut BTreeMap<String, u64>) {
    for word in words.iter().flatten() {
        if let Some(n) = into.get_mut(word) {
            *n += 1;
        } else if into.len() < MOST_WORDS {
            into.insert(word.to_owned(), 1);
        }
    }
}

/// Zones with a change of clock, one for each pair of offsets and pattern of change.
const CANDIDATES: [&str; 14] = [
    "Europe/Amsterdam",
    "Europe/London",
    "Europe/Athens",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Asia/Jerusalem",
];

fn constant(offset: i64) -> (String, String) {
    let hours = offset / 3_600;
    let name = match offset {
        25_200 => "Asia/Ho_Chi_Minh".to_owned(),
        0 => "Etc/UTC".to_owned(),
        19_800 => "Asia/Kolkata".to_owned(),
        _ if offset % 3_600 != 0 || !(-12..=14).contains(&hours) => {
            return (
                "Etc/UTC".to_owned(),
                format!(
                    "all stamps have an offset of {} minutes, which no usual zone has; set [study] zone",
                    offset / 60
                ),
            );
        }
        // POSIX counts westward.
        _ => format!("Etc/GMT{}{}", if hours > 0 { "-" } else { "+" }, hours.abs()),
    };
    let sign = if offset < 0 { '-' } else { '+' };
    let said = format!(
        "all stamps have the offset {sign}{:02}:{:02}",
        offset.abs() / 3_600,
        offset.abs() / 60 % 60
    );
    (name, said)
}

/// Whether a zone had this offset on this day of UTC.
fn had(tz: &TimeZone, day: i64, offset: i64) -> bool {
    [day * DAY_S, (day + 1) * DAY_S - 1].into_iter().any(|second| {
        Timestamp::from_second(second)
            .is_ok_and(|at| i64::from(tz.to_offset(at).seconds()) == offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(stamps: &[(&str, i64)]) -> Option<String> {
        let offsets = stamps
            .iter()
            .map(|(day, hours)| {
                let date: Date = day.parse().unwrap();
                let days = date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days();
                (i64::from(days), hours * 3_600)
            })
            .collect();
        Survey { offsets, ..Survey::default() }.zone().map(|(name, _)| name)
    }

    #[test]
    fn a_zone_is_told_from_its_summers() {
        assert_eq!(
            zone(&[("2011-01-10", 1), ("2011-07-10", 2), ("2011-10-30", 2), ("2011-10-30", 1)]),
            Some("Europe/Amsterdam".to_owned())
        );
        assert_eq!(zone(&[("2011-01-10", 0), ("2011-07-10", 1)]), Some("Europe/London".to_owned()));
        assert_eq!(
            zone(&[("2011-01-10", -5), ("2011-07-10", -4)]),
            Some("America/New_York".to_owned())
        );
    }

    #[test]
    fn one_cell_does_not_choose_the_days_that_are_covered() {
        let day = |date: &str| {
            let date: Date = date.parse().unwrap();
            let days = date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days();
            i64::from(days)
        };
        let reach = |days: &[(&str, u64)]| {
            let days = days.iter().map(|(date, n)| (day(date), *n)).collect();
            let survey = Survey { days, ..Survey::default() };
            survey.reach().map(|(from, to)| (from.to_string(), to.to_string()))
        };
        let is = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(
            reach(&[("1970-01-01", 1), ("2024-03-01", 20), ("2024-03-29", 20), ("2042-03-21", 1)]),
            is("2024-03-01", "2024-03-29")
        );
        assert_eq!(
            reach(&[("2015-01-01", 40), ("2024-03-01", 20)]),
            is("2015-01-01", "2024-03-01")
        );
        assert_eq!(reach(&[]), None);
    }

    #[test]
    fn one_offset_is_a_fixed_zone() {
        assert_eq!(zone(&[("2011-01-10", 7)]), Some("Asia/Ho_Chi_Minh".to_owned()));
        assert_eq!(zone(&[("2011-01-10", -5), ("2011-07-10", -5)]), Some("Etc/GMT+5".to_owned()));
        assert_eq!(zone(&[("2011-01-10", 0)]), Some("Etc/UTC".to_owned()));
        assert_eq!(zone(&[]), None);
        for (name, _) in [constant(-18_000), constant(3_600), constant(0), constant(25_200)] {
            assert!(TimeZone::get(&name).is_ok(), "{name}");
        }
    }
}
