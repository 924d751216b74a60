//! Working calendars: hours by weekday, holidays, days worked out of turn.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;

use crate::error::{Error, Result};

const VIETNAM: &str = include_str!("../../assets/calendars/vietnam.toml");
const OFFICE: &str = include_str!("../../assets/calendars/office.toml");
const DAY_S: i64 = 86_400;
/// `model.calendar_day` has room for three open intervals a day.
const MOST_INTERVALS: usize = 3;

/// Open intervals of a day in seconds since midnight, `[open, close)`, in order and apart.
type Intervals = Vec<(i64, i64)>;

/// One day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// Seconds since midnight, `[open, close)`, at most three, in order; none when closed.
    pub intervals: Intervals,
}

/// A working calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// As the study file names it: `vietnam`, `office` or a path.
    name: String,
    hours: [Intervals; 7],
    holidays: BTreeSet<Date>,
    worked: BTreeSet<Date>,
    from: Option<Date>,
    to: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    #[serde(rename = "name")]
    _name: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    worked: Vec<String>,
    hours: Hours,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Hours {
    monday: Vec<String>,
    tuesday: Vec<String>,
    wednesday: Vec<String>,
    thursday: Vec<String>,
    friday: Vec<String>,
    saturday: Vec<String>,
    sunday: Vec<String>,
}

impl Calendar {
    /// The calendar that a study file means: `vietnam`, `office`, or a TOML file, from `dir` on.
    ///
    /// # Errors
    /// If the file is missing or isn't a calendar; says where.
    pub fn named(name: &str, dir: &Path) -> Result<Self> {
        match name {
            "vietnam" => Self::parse(name, VIETNAM),
            "office" => Self::parse(name, OFFICE),
            _ => {
                let path = dir.join(name);
                let text = std::fs::read_to_string(&path).map_err(|e| {
                    Error::usage(format!("calendar {name} can't be read"))
                        .detail(format!("{}: {e}", path.display()))
                        .help("in [calendar] of study.toml name \"vietnam\", \"office\" or a file that exists")
                })?;
                Self::parse(name, &text)
            }
        }
    }

    /// The calendar that a TOML text describes.
    ///
    /// # Errors
    /// If it isn't one; says which key and what was found.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let file: CalendarFile = toml::from_str(text).map_err(|e| {
            Error::usage(format!("calendar {name} is not a calendar file"))
                .detail(e.message().to_owned())
                .help("see docs/study.md, or start from a copy of assets/calendars/vietnam.toml")
        })?;
        let reader = Keys { name };
        let h = &file.hours;
        let week = [
            ("monday", &h.monday),
            ("tuesday", &h.tuesday),
            ("wednesday", &h.wednesday),
            ("thursday", &h.thursday),
            ("friday", &h.friday),
            ("saturday", &h.saturday),
            ("sunday", &h.sunday),
        ];
        let mut hours: [Intervals; 7] = Default::default();
        for (slot, (day, texts)) in hours.iter_mut().zip(week) {
            *slot = reader.intervals(day, texts)?;
        }
        if hours.iter().all(Vec::is_empty) {
            return Err(reader.bad("hours", "nothing", "at least one day with open hours"));
        }
        let dates = |key: &str, texts: &[String]| -> Result<BTreeSet<Date>> {
            texts.iter().map(|t| reader.date(key, t)).collect()
        };
        let calendar = Self {
            name: name.to_owned(),
            hours,
            holidays: dates("holidays", &file.holidays)?,
            worked: dates("worked", &file.worked)?,
            from: file.from.as_deref().map(|t| reader.date("from", t)).transpose()?,
            to: file.to.as_deref().map(|t| reader.date("to", t)).transpose()?,
        };
        if let (Some(from), Some(to)) = (calendar.from, calendar.to)
            && from > to
        {
            return Err(reader.bad("to", &to.to_string(), "a day that isn't before `from`"));
        }
        if let Some(day) = calendar.holidays.intersection(&calendar.worked).next() {
            return Err(reader.bad("worked", &day.to_string(), "a day that isn't a holiday too"));
        }
        Ok(calendar)
    }

    /// As the study file names it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it knows every day from `from` to `to`.
    pub fn covers(&self, from: Date, to: Date) -> bool {
        self.from.is_none_or(|first| first <= from) && self.to.is_none_or(|last| to <= last)
    }

    /// Every day from `from` to `to`, both included, with its open intervals.
    ///
    /// # Errors
    /// If the calendar doesn't know one of them; says which file to extend.
    pub fn days(&self, from: Date, to: Date) -> Result<Vec<Day>> {
        if !self.covers(from, to) {
            let end = |date: Option<Date>, open: &str| {
                date.map_or_else(|| open.to_owned(), |d| d.to_string())
            };
            return Err(Error::usage(format!(
                "calendar \"{}\" knows {} to {}, but the data reach from {from} to {to}",
                self.name,
                end(self.from, "the beginning of time"),
                end(self.to, "the end of time"),
            ))
            .help(match self.name.as_str() {
                "vietnam" => "copy assets/calendars/vietnam.toml beside study.toml, extend its holidays and `from`/`to`, and name the copy in [calendar] default; or set default = \"office\" (no holidays)".to_owned(),
                name => format!("extend the holidays and `from`/`to` in {name}"),
            }));
        }
        let mut days = Vec::new();
        let mut date = from;
        while date <= to {
            days.push(Day { date, intervals: self.open_on(date).to_vec() });
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Ok(days)
    }

    /// Length of an office day in seconds: the most frequent one among the days of the week that have
    /// hours, the longest of these at a tie.
    pub fn office_day_s(&self) -> i64 {
        let lengths: Vec<i64> = self.hours.iter().map(|h| length(h)).filter(|&s| s > 0).collect();
        let often = |s: i64| lengths.iter().filter(|&&l| l == s).count();
        lengths.iter().copied().max_by_key(|&s| (often(s), s)).unwrap_or(DAY_S)
    }

    fn open_on(&self, date: Date) -> &[(i64, i64)] {
        if self.holidays.contains(&date) {
            return &[];
        }
        let usual = self.hours_of(date.weekday());
        if usual.is_empty() && self.worked.contains(&date) {
            return self.hours.iter().find(|h| !h.is_empty()).map_or(&[], Vec::as_slice);
        }
        usual
    }

    fn hours_of(&self, weekday: Weekday) -> &[(i64, i64)] {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
        self.hours.get(index).map_or(&[], Vec::as_slice)
    }
}

fn length(intervals: &[(i64, i64)]) -> i64 {
    intervals.iter().map(|(open, close)| close - open).sum()
}

/// Reads the values of one calendar file, so that every complaint names it.
struct Keys<'a> {
    name: &'a str,
}

impl Keys<'_> {
    fn bad(&self, key: &str, found: &str, wanted: &str) -> Error {
        Error::usage(format!("calendar {}, {key}: {found} can't be used", self.name))
            .help(format!("give {wanted}"))
    }

    fn date(&self, key: &str, text: &str) -> Result<Date> {
        text.parse().map_err(|_| self.bad(key, &format!("\"{text}\""), "a day as \"2023-12-31\""))
    }

    fn intervals(&self, day: &str, texts: &[String]) -> Result<Intervals> {
        let key = format!("[hours] {day}");
        let mut out: Intervals = Vec::new();
        for text in texts {
            let wanted = "open hours as \"07:30-11:30\", in order and apart, within the day";
            let interval = text
                .split_once('-')
                .and_then(|(open, close)| Some((clock(open)?, clock(close)?)))
                .filter(|(open, close)| open < close)
                .filter(|(open, _)| out.last().is_none_or(|(_, last)| last <= open))
                .ok_or_else(|| self.bad(&key, &format!("\"{text}\""), wanted))?;
            out.push(interval);
        }
        if out.len() > MOST_INTERVALS {
            let found = format!("{} intervals", out.len());
            return Err(self.bad(&key, &found, "at most three intervals a day"));
        }
        Ok(out)
    }
}

/// Seconds since midnight of `07:30` (or `24:00`).
fn clock(text: &str) -> Option<i64> {
    let text = text.trim();
    if text == "24:00" {
        return Some(DAY_S);
    }
    let time: Time = (text.len() == 5).then(|| text.parse().ok()).flatten()?;
    Some(i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn vietnam() -> Calendar {
        Calendar::named("vietnam", Path::new(".")).unwrap()
    }

    fn open(calendar: &Calendar, day: Date) -> i64 {
        length(&calendar.days(day, day).unwrap()[0].intervals)
    }

    #[test]
    fn tet_is_closed_and_a_swapped_saturday_is_worked() {
        let calendar = vietnam();
        assert_eq!(open(&calendar, date(2023, 1, 19)), 8 * 3_600);
        assert_eq!(open(&calendar, date(2023, 1, 20)), 0);
        assert_eq!(open(&calendar, date(2024, 5, 4)), 8 * 3_600);
        assert_eq!(open(&calendar, date(2024, 5, 11)), 0);
        assert_eq!(calendar.office_day_s(), 8 * 3_600);
        assert_eq!(calendar.holidays.len(), 81);
        assert!(
            calendar
                .holidays
                .iter()
                .all(|d| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday))
        );
    }

    #[test]
    fn a_day_that_the_calendar_does_not_know_is_an_error_not_an_open_day() {
        let error = vietnam().days(date(2019, 12, 30), date(2020, 1, 2)).unwrap_err();
        assert!(error.message.contains("2020-01-01"), "{error}");
        assert_eq!(error.exit_code(), 2);
        let office = Calendar::named("office", Path::new(".")).unwrap();
        assert_eq!(office.days(date(1990, 1, 1), date(1990, 1, 7)).unwrap().len(), 7);
    }

    #[test]
    fn round_the_clock_and_three_shifts_can_be_written() {
        let text = "[hours]\nmonday = [\"00:00-24:00\"]\nsunday = [\"00:00-01:00\", \"02:00-03:00\", \"05:00-06:30\"]";
        let calendar = Calendar::parse("c", text).unwrap();
        assert_eq!(open(&calendar, date(2023, 1, 2)), DAY_S);
        assert_eq!(open(&calendar, date(2023, 1, 8)), 12_600);
        assert_eq!(calendar.office_day_s(), DAY_S);
    }

    #[test]
    fn hours_that_cannot_be_are_refused_by_name() {
        for hours in
            ["\"11:30-07:30\"", "\"7:30-11:30\"", "\"08:00-12:00\", \"11:00-13:00\"", "\"x\""]
        {
            let error =
                Calendar::parse("mine.toml", &format!("[hours]\nfriday = [{hours}]")).unwrap_err();
            assert!(error.message.contains("mine.toml, [hours] friday"), "{error}");
        }
        assert!(Calendar::parse("mine.toml", "[hours]").is_err());
    }
}
