//! Working calendars: hours by weekday and season, holidays, days worked out of turn, closures.
//!
//! Pure: a calendar is made from the text of its file ([`Calendar::parse`]); who reads the file is
//! `study`. What a day is comes from here alone, for the analysis and for the simulation.

mod file;
#[cfg(test)]
mod tests;
mod zoned;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time, date};

pub use zoned::{Passing, ZonedDay};

use crate::error::{Error, Result};

/// Calendars that the program carries, by name.
const BUILT_IN: [(&str, &str); 2] = [
    ("vietnam", include_str!("../../assets/calendars/vietnam.toml")),
    ("office", include_str!("../../assets/calendars/office.toml")),
];
const DAY_S: i64 = 86_400;
/// Any leap year: it has every day that a season may name.
const LEAP: i16 = 2024;

/// Open intervals of a day in seconds since midnight, `[open, close)`, in order and apart; at most
/// three.
pub type Intervals = Vec<(i64, i64)>;
/// Month and day of any year.
type MonthDay = (i8, i8);

/// One day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// None when closed.
    pub intervals: Intervals,
    pub kind: DayKind,
    /// Why it is closed out of turn; empty on other days.
    pub reason: String,
    /// Whether deadlines in working days count it.
    pub counts: bool,
    /// Whether it may still become another one: what it is hadn't been decided when the file was written.
    pub provisional: bool,
}

impl Day {
    /// When it closes, in seconds since midnight as the clock shows them; `None` when closed.
    pub fn closing_s(&self) -> Option<i64> {
        self.intervals.last().map(|(_, close)| *close)
    }

    /// Open seconds.
    pub fn open_s(&self) -> i64 {
        length(&self.intervals)
    }
}

/// What made a day what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    Usual,
    /// Open by the hours of a season.
    Season,
    /// Worked out of turn.
    Worked,
    /// Its weekday has no hours.
    Rest,
    Holiday,
    /// Closed out of turn.
    Closure,
}

impl DayKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Season => "season",
            Self::Worked => "worked",
            Self::Rest => "rest",
            Self::Holiday => "holiday",
            Self::Closure => "closure",
        }
    }
}

/// A working calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// As the study file names it: `vietnam`, `office` or a path.
    name: String,
    /// By weekday, Monday first.
    hours: [Intervals; 7],
    seasons: Vec<Season>,
    holidays: BTreeSet<Date>,
    worked: BTreeMap<Date, MakeUp>,
    closures: Vec<Closure>,
    /// Weekdays that are open but that no deadline counts.
    not_counted: BTreeSet<usize>,
    /// Not decided yet.
    provisional: BTreeSet<Date>,
    from: Option<Date>,
    to: Option<Date>,
}

/// Hours that hold from one day of each year to another, both included; over the turn of the year
/// where `from` is after `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Season {
    from: MonthDay,
    to: MonthDay,
    /// `None`: as outside of the season.
    hours: [Option<Intervals>; 7],
}

impl Season {
    fn holds(&self, day: MonthDay) -> bool {
        if self.from <= self.to {
            self.from <= day && day <= self.to
        } else {
            self.from <= day || day <= self.to
        }
    }
}

/// The hours of a day worked out of turn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum MakeUp {
    /// Those of the first weekday that has any.
    First,
    /// Those of this weekday.
    Weekday(usize),
    Stated(Intervals),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Closure {
    from: Date,
    to: Date,
    reason: String,
}

impl Calendar {
    /// A calendar that the program carries; `None` if it has none of this name.
    pub fn built_in(name: &str) -> Option<Result<Self>> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(Self::parse(name, text, |base| Err(Error::failed(format!("no calendar {base}")))))
    }

    /// As the study file names it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it knows every day from `from` to `to`.
    pub fn covers(&self, from: Date, to: Date) -> bool {
        self.from.is_none_or(|first| first <= from) && self.to.is_none_or(|last| to <= last)
    }

    /// The first day that it knows; `None`: any.
    pub fn first(&self) -> Option<Date> {
        self.from
    }

    /// The last day that it knows; `None`: any.
    pub fn last(&self) -> Option<Date> {
        self.to
    }

    /// Every day from `from` to `to`, both included.
    ///
    /// # Errors
    /// If the calendar doesn't know one of them; says which file to extend.
    pub fn days(&self, from: Date, to: Date) -> Result<Vec<Day>> {
        if !self.covers(from, to) {
            return Err(self.outside(from, to));
        }
        let mut days = Vec::new();
        let mut date = from;
        while date <= to {
            days.push(self.day(date));
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Ok(days)
    }

    /// Length of an office day in seconds: the most frequent one among the days of a year that the
    /// weekly and seasonal hours open, the longest of these at a tie.
    pub fn office_day_s(&self) -> i64 {
        let mut days: BTreeMap<i64, u32> = BTreeMap::new();
        let mut date = date(LEAP, 1, 1);
        while date.year() == LEAP {
            for weekday in 0..7 {
                let (hours, _) = self.usual((date.month(), date.day()), weekday);
                *days.entry(length(hours)).or_default() += 1;
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        let open = days.into_iter().filter(|&(length, _)| length > 0);
        open.max_by_key(|&(length, days)| (days, length)).map_or(DAY_S, |(length, _)| length)
    }

    fn outside(&self, from: Date, to: Date) -> Error {
        let end = |date: Option<Date>, open: &str| {
            date.map_or_else(|| open.to_owned(), |d| d.to_string())
        };
        let name = &self.name;
        Error::usage(format!(
            "calendar \"{name}\" knows {} to {}, but the data reach from {from} to {to}",
            end(self.from, "the beginning of time"),
            end(self.to, "the end of time"),
        ))
        .help(if BUILT_IN.iter().any(|(known, _)| known == name) {
            format!(
                "write a calendar file with  base = \"{name}\" , the missing `holidays` and `from` or `to`, and name it in [calendar] default (docs/study.md); or set default = \"office\" (no holidays)"
            )
        } else {
            format!("extend the holidays and `from`/`to` in {name}")
        })
    }

    fn day(&self, date: Date) -> Day {
        let weekday = weekday(date);
        let month_day = (date.month(), date.day());
        let closed = |kind, reason: &str| (Intervals::new(), kind, reason.to_owned());
        let closure = self.closures.iter().find(|c| c.from <= date && date <= c.to);
        let (intervals, kind, reason) = match (closure, self.worked.get(&date)) {
            (Some(closure), _) => closed(DayKind::Closure, &closure.reason),
            (None, Some(make_up)) => {
                (self.made_up(make_up, month_day), DayKind::Worked, String::new())
            }
            (None, None) if self.holidays.contains(&date) => closed(DayKind::Holiday, ""),
            (None, None) => {
                let (hours, kind) = self.usual(month_day, weekday);
                (hours.to_vec(), kind, String::new())
            }
        };
        let counts = !intervals.is_empty()
            && (kind == DayKind::Worked || !self.not_counted.contains(&weekday));
        let provisional = self.provisional.contains(&date);
        Day { date, intervals, kind, reason, counts, provisional }
    }

    /// A made-up day has the hours of the season that it is worked in.
    fn made_up(&self, make_up: &MakeUp, day: MonthDay) -> Intervals {
        match make_up {
            MakeUp::Stated(hours) => hours.clone(),
            MakeUp::Weekday(weekday) => self.usual(day, *weekday).0.to_vec(),
            MakeUp::First => (0..7)
                .map(|weekday| self.usual(day, weekday).0)
                .find(|hours| !hours.is_empty())
                .map_or_else(Intervals::new, <[_]>::to_vec),
        }
    }

    fn usual(&self, day: MonthDay, weekday: usize) -> (&[(i64, i64)], DayKind) {
        let of_season = self
            .seasons
            .iter()
            .filter(|season| season.holds(day))
            .find_map(|season| season.hours.get(weekday)?.as_deref());
        let (hours, kind) = match of_season {
            Some(hours) => (hours, DayKind::Season),
            None => (self.hours.get(weekday).map_or(&[][..], Vec::as_slice), DayKind::Usual),
        };
        (hours, if hours.is_empty() { DayKind::Rest } else { kind })
    }
}

/// 0 Monday … 6 Sunday.
fn weekday(date: Date) -> usize {
    usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)
}

fn length(intervals: &[(i64, i64)]) -> i64 {
    intervals.iter().map(|(open, close)| close - open).sum()
}

/// `07:30-11:30` as seconds since midnight, the first before the second.
pub fn interval(text: &str) -> Option<(i64, i64)> {
    let (open, close) = text.split_once('-')?;
    let (open, close) = (clock(open)?, clock(close)?);
    (open < close).then_some((open, close))
}

/// Seconds since midnight of `07:30` (or `24:00`).
pub fn clock(text: &str) -> Option<i64> {
    let text = text.trim();
    if text == "24:00" {
        return Some(DAY_S);
    }
    let time: Time = (text.len() == 5).then(|| text.parse().ok()).flatten()?;
    Some(i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60)
}
