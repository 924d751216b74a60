//! A day as it passes in a zone: the clock may change on it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::{DAY_S, Intervals};
use crate::error::{Error, Result};

/// When days begin in a zone, one after the other.
pub struct Passing {
    zone: TimeZone,
    /// The day asked last, and when the one after it begins.
    next: Option<(Date, Timestamp)>,
}

/// A day of 23, 24 or 25 hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZonedDay {
    /// Seconds since 1970 in UTC.
    pub starts_utc_s: i64,
    /// Open intervals in seconds that have passed since then.
    pub intervals: Intervals,
}

impl Passing {
    pub fn new(zone: TimeZone) -> Self {
        Self { zone, next: None }
    }

    /// A day that is open in these intervals, which are what the clock shows.
    ///
    /// A time that the clock skips is the moment of the change, one that it shows twice the first of the
    /// two, and 24:00 is the next day's beginning: a day round the clock is as long as it lasts.
    ///
    /// # Errors
    /// If the day lies beyond all calendars.
    pub fn day(&mut self, date: Date, open: &[(i64, i64)]) -> Result<ZonedDay> {
        let beyond = || Error::failed(format!("{date} lies beyond all calendars"));
        let tomorrow = date.tomorrow().map_err(|_| beyond())?;
        let starts = match self.next {
            Some((next, starts)) if next == date => starts,
            _ => self.shown(midnight(date)).ok_or_else(beyond)?,
        };
        let ends = self.shown(midnight(tomorrow)).ok_or_else(beyond)?;
        self.next = Some((tomorrow, ends));
        let lasts_s = ends.as_second() - starts.as_second();
        let change = self.zone.following(starts).next().map(|change| change.timestamp());
        let intervals = if lasts_s == DAY_S && change.is_none_or(|change| change >= ends) {
            open.to_vec()
        } else {
            let passed = |second: i64| {
                if second >= DAY_S {
                    return Some(lasts_s);
                }
                let shown = midnight(date).checked_add(jiff::Span::new().seconds(second)).ok()?;
                let passed_s = self.shown(shown)?.as_second() - starts.as_second();
                Some(passed_s.clamp(0, lasts_s))
            };
            let both = |&(from, to): &(i64, i64)| Some((passed(from)?, passed(to)?));
            let read: Option<Intervals> = open.iter().map(both).collect();
            read.ok_or_else(beyond)?
        };
        Ok(ZonedDay { starts_utc_s: starts.as_second(), intervals })
    }

    /// When the clock shows this first; the moment of the change where it never does.
    fn shown(&self, at: DateTime) -> Option<Timestamp> {
        match self.zone.to_ambiguous_timestamp(at).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(at).ok(),
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(at).ok(),
            AmbiguousOffset::Gap { after, .. } => {
                let earlier = after.to_timestamp(at).ok()?;
                self.zone.following(earlier).next().map(|change| change.timestamp())
            }
        }
    }
}

fn midnight(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const HOUR: i64 = 3_600;
    const ALWAYS: [(i64, i64); 1] = [(0, DAY_S)];

    fn day(zone: &str, date: Date, open: &[(i64, i64)]) -> Intervals {
        Passing::new(TimeZone::get(zone).unwrap()).day(date, open).unwrap().intervals
    }

    fn hours(zone: &str, date: Date) -> i64 {
        day(zone, date, &ALWAYS)[0].1 / HOUR
    }

    #[test]
    fn a_day_round_the_clock_has_the_hours_that_pass() {
        assert_eq!(hours("Europe/Amsterdam", date(2023, 3, 25)), 24);
        assert_eq!(hours("Europe/Amsterdam", date(2023, 3, 26)), 23);
        assert_eq!(hours("Europe/Amsterdam", date(2023, 10, 29)), 25);
        // The clock changes at midnight: the day begins at 1:00, or the one before it has a 25th hour.
        assert_eq!(hours("America/Sao_Paulo", date(2018, 11, 4)), 23);
        assert_eq!(hours("America/Sao_Paulo", date(2018, 2, 17)), 25);
        // A day that never was.
        assert_eq!(hours("Pacific/Apia", date(2011, 12, 30)), 0);
        assert_eq!(hours("Asia/Ho_Chi_Minh", date(2023, 3, 26)), 24);
    }

    #[test]
    fn hours_are_what_the_clock_shows() {
        let zone = "Europe/Amsterdam";
        let office = [(8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)];
        let moved = |by: i64| office.map(|(from, to)| (from + by * HOUR, to + by * HOUR)).to_vec();
        assert_eq!(day(zone, date(2023, 3, 27), &office), office);
        assert_eq!(day(zone, date(2023, 3, 26), &office), moved(-1));
        assert_eq!(day(zone, date(2023, 10, 29), &office), moved(1));
        // 2:30 is skipped in March; in October it is shown twice.
        let night = [(0, 5 * HOUR / 2), (5 * HOUR / 2, 6 * HOUR)];
        assert_eq!(day(zone, date(2023, 3, 26), &night), [(0, 2 * HOUR), (2 * HOUR, 5 * HOUR)]);
        let october = [(0, 5 * HOUR / 2), (5 * HOUR / 2, 7 * HOUR)];
        assert_eq!(day(zone, date(2023, 10, 29), &night), october);
        assert_eq!(
            day("America/Sao_Paulo", date(2018, 11, 4), &office),
            moved(-1),
            "the day begins at 1:00"
        );
    }

    #[test]
    fn each_day_begins_where_the_one_before_it_ends() {
        for name in
            ["Europe/Amsterdam", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe"]
        {
            let zone = TimeZone::get(name).unwrap();
            let mut passing = Passing::new(zone.clone());
            let mut reached = None;
            let mut on = date(2016, 1, 1);
            while on.year() < 2020 {
                let day = passing.day(on, &ALWAYS).unwrap();
                assert!(reached.is_none_or(|at| at == day.starts_utc_s), "{name} {on}");
                let first = zone.to_ambiguous_timestamp(midnight(on)).compatible().unwrap();
                assert_eq!(day.starts_utc_s, first.as_second(), "{name} {on}");
                reached = Some(day.starts_utc_s + day.intervals[0].1);
                on = on.tomorrow().unwrap();
            }
        }
    }
}
