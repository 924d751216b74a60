//! The calendar file: TOML as written, and how it becomes a [`Calendar`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;

use super::{Calendar, Closure, Intervals, LEAP, MakeUp, MonthDay, Season, interval, weekday};
use crate::error::{Error, Result};

/// `model.calendar_day` has room for three open intervals a day.
const MOST_INTERVALS: usize = 3;
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    #[serde(rename = "name")]
    _name: Option<String>,
    base: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    worked: Vec<Worked>,
    #[serde(default)]
    closures: Vec<ClosureTable>,
    not_counted: Option<Vec<String>>,
    #[serde(default)]
    provisional: Vec<String>,
    #[serde(default)]
    hours: Hours,
    seasons: Option<Vec<SeasonTable>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Worked {
    Day(String),
    Told(WorkedTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkedTable {
    day: String,
    instead_of: Option<String>,
    hours: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosureTable {
    from: String,
    to: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeasonTable {
    from: String,
    to: String,
    hours: Hours,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Hours {
    monday: Option<Vec<String>>,
    tuesday: Option<Vec<String>>,
    wednesday: Option<Vec<String>>,
    thursday: Option<Vec<String>>,
    friday: Option<Vec<String>>,
    saturday: Option<Vec<String>>,
    sunday: Option<Vec<String>>,
}

impl Hours {
    fn days(self) -> [Option<Vec<String>>; 7] {
        [
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        ]
    }
}

impl Calendar {
    /// The calendar that a TOML text describes; `base` gives the one that it starts from, by name.
    ///
    /// # Errors
    /// If it isn't one; says which key and what was found.
    pub fn parse(name: &str, text: &str, base: impl Fn(&str) -> Result<Self>) -> Result<Self> {
        let file: CalendarFile = toml::from_str(text).map_err(|e| {
            Error::usage(format!("calendar {name} is not a calendar file"))
                .detail(e.message().to_owned())
                .help("docs/study.md has the keys of a calendar file and an example")
        })?;
        let keys = Keys { name };
        let start = match &file.base {
            Some(known) => base(known)?,
            None => Self::empty(),
        };
        let mut calendar = Self { name: name.to_owned(), ..start };
        if let Some(text) = &file.from {
            calendar.from = Some(keys.date("from", text)?);
        }
        if let Some(text) = &file.to {
            calendar.to = Some(keys.date("to", text)?);
        }
        if let (Some(from), Some(to)) = (calendar.from, calendar.to)
            && from > to
        {
            return Err(keys.bad("to", &to.to_string(), "a day that isn't before `from`"));
        }
        for (slot, told) in calendar.hours.iter_mut().zip(keys.week("[hours]", file.hours)?) {
            if let Some(told) = told {
                *slot = told;
            }
        }
        if calendar.hours.iter().all(Vec::is_empty) {
            return Err(keys.bad("hours", "nothing", "at least one day with open hours"));
        }
        if let Some(seasons) = file.seasons {
            calendar.seasons = keys.seasons(seasons)?;
        }
        if let Some(days) = &file.not_counted {
            calendar.not_counted =
                days.iter().map(|day| keys.weekday("not_counted", day)).collect::<Result<_>>()?;
        }
        calendar.closures.extend(keys.closures(file.closures)?);
        keys.days(&mut calendar, &file.holidays, file.worked)?;
        keys.provisional(&mut calendar, &file.provisional)?;
        Ok(calendar)
    }

    fn empty() -> Self {
        Self {
            name: String::new(),
            hours: Default::default(),
            seasons: Vec::new(),
            holidays: BTreeSet::new(),
            worked: BTreeMap::new(),
            closures: Vec::new(),
            not_counted: BTreeSet::new(),
            provisional: BTreeSet::new(),
            from: None,
            to: None,
        }
    }
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

    fn weekday(&self, key: &str, text: &str) -> Result<usize> {
        let found = WEEKDAYS.iter().position(|day| *day == text);
        found.ok_or_else(|| self.bad(key, &format!("\"{text}\""), "a weekday such as \"saturday\""))
    }

    /// Holidays and days worked out of turn; those of the file stand before those of its base.
    fn days(
        &self,
        calendar: &mut Calendar,
        holidays: &[String],
        worked: Vec<Worked>,
    ) -> Result<()> {
        let mut own = BTreeSet::new();
        for text in holidays {
            let date = self.date("holidays", text)?;
            self.known(calendar, "holidays", date)?;
            calendar.worked.remove(&date);
            calendar.provisional.remove(&date);
            calendar.holidays.insert(date);
            own.insert(date);
        }
        for told in worked {
            let (date, make_up) = self.worked(told)?;
            self.known(calendar, "worked", date)?;
            if own.contains(&date) {
                let wanted = "a day that isn't a holiday too";
                return Err(self.bad("worked", &date.to_string(), wanted));
            }
            if calendar.made_up(&make_up, (date.month(), date.day())).is_empty() {
                let wanted = "`instead_of` with a day whose weekday has hours, or `hours`";
                return Err(self.bad("worked", &date.to_string(), wanted));
            }
            calendar.holidays.remove(&date);
            calendar.provisional.remove(&date);
            calendar.worked.insert(date, make_up);
        }
        Ok(())
    }

    /// Days that may still become others. A file that lists a day of its base and doesn't call it
    /// provisional has decided it.
    fn provisional(&self, calendar: &mut Calendar, days: &[String]) -> Result<()> {
        for text in days {
            let date = self.date("provisional", text)?;
            self.known(calendar, "provisional", date)?;
            calendar.provisional.insert(date);
        }
        Ok(())
    }

    /// A holiday beyond the calendar's ends would never be looked at: someone forgot to move an end.
    fn known(&self, calendar: &Calendar, key: &str, date: Date) -> Result<()> {
        if calendar.covers(date, date) {
            return Ok(());
        }
        Err(self.bad(key, &date.to_string(), "a day between `from` and `to`, or move these"))
    }

    fn worked(&self, told: Worked) -> Result<(Date, MakeUp)> {
        Ok(match told {
            Worked::Day(text) => (self.date("worked", &text)?, MakeUp::First),
            Worked::Told(table) => {
                let date = self.date("worked, day", &table.day)?;
                let make_up = match (table.instead_of, table.hours) {
                    (Some(_), Some(_)) => {
                        let wanted = "either `instead_of` or `hours`";
                        return Err(self.bad("worked", &table.day, wanted));
                    }
                    (Some(text), None) => {
                        MakeUp::Weekday(weekday(self.date("worked, instead_of", &text)?))
                    }
                    (None, Some(texts)) => MakeUp::Stated(self.intervals("worked, hours", &texts)?),
                    (None, None) => MakeUp::First,
                };
                (date, make_up)
            }
        })
    }

    fn closures(&self, tables: Vec<ClosureTable>) -> Result<Vec<Closure>> {
        let read = |table: ClosureTable| {
            let from = self.date("[[closures]] from", &table.from)?;
            let to = self.date("[[closures]] to", &table.to)?;
            if to < from {
                let wanted = "a day that isn't before its `from`";
                return Err(self.bad("[[closures]] to", &to.to_string(), wanted));
            }
            Ok(Closure { from, to, reason: table.reason.trim().to_owned() })
        };
        tables.into_iter().map(read).collect()
    }

    fn seasons(&self, tables: Vec<SeasonTable>) -> Result<Vec<Season>> {
        let mut seasons: Vec<Season> = Vec::new();
        for table in tables {
            let season = Season {
                from: self.month_day("[[seasons]] from", &table.from)?,
                to: self.month_day("[[seasons]] to", &table.to)?,
                hours: self.week("[seasons.hours]", table.hours)?,
            };
            // Two stretches of a circle meet just where one holds the other's beginning.
            let meets = |other: &Season| other.holds(season.from) || season.holds(other.from);
            if seasons.iter().any(meets) {
                let wanted = "seasons that have no day in common";
                return Err(self.bad("[[seasons]] from", &format!("\"{}\"", table.from), wanted));
            }
            seasons.push(season);
        }
        Ok(seasons)
    }

    fn month_day(&self, key: &str, text: &str) -> Result<MonthDay> {
        let date = (text.len() == 5).then(|| format!("{LEAP}-{text}").parse::<Date>().ok());
        date.flatten().map(|d| (d.month(), d.day())).ok_or_else(|| {
            self.bad(key, &format!("\"{text}\""), "month and day of each year, as \"04-16\"")
        })
    }

    fn week(&self, key: &str, hours: Hours) -> Result<[Option<Intervals>; 7]> {
        let mut week: [Option<Intervals>; 7] = Default::default();
        for ((slot, told), day) in week.iter_mut().zip(hours.days()).zip(WEEKDAYS) {
            *slot = told.map(|t| self.intervals(&format!("{key} {day}"), &t)).transpose()?;
        }
        Ok(week)
    }

    fn intervals(&self, key: &str, texts: &[String]) -> Result<Intervals> {
        let mut out = Intervals::new();
        for text in texts {
            let wanted = "open hours as \"07:30-11:30\", in order and apart, within the day";
            let read = interval(text)
                .filter(|(open, _)| out.last().is_none_or(|(_, last)| last <= open))
                .ok_or_else(|| self.bad(key, &format!("\"{text}\""), wanted))?;
            out.push(read);
        }
        if out.len() > MOST_INTERVALS {
            let found = format!("{} intervals", out.len());
            return Err(self.bad(key, &found, "at most three intervals a day"));
        }
        Ok(out)
    }
}
