//! Working time as a single axis.
//!
//! The simulation runs in *work seconds*: the open seconds since the calendar's first day. Closed hours
//! don't exist on that axis, so a service that is cut by the evening goes on in the morning without
//! further ado. *Wall seconds* (since midnight of the first day, local time) are what the files show.

use jiff::civil::{Date, Time};

use crate::calendar::{self, Intervals};
use crate::error::{Error, Result};

const DAY_S: i64 = 86_400;

/// Open seconds since the calendar's first day.
pub(super) type Work = i64;
/// Seconds since midnight of the calendar's first day.
pub(super) type Wall = i64;

#[derive(Debug, Clone)]
pub(super) struct Day {
    pub date: Date,
    /// 0 Monday … 6 Sunday.
    pub weekday: usize,
    intervals: Intervals,
    /// Work seconds at the day's beginning.
    pub before: Work,
}

impl Day {
    pub fn open_s(&self) -> i64 {
        self.intervals.iter().map(|(open, close)| close - open).sum()
    }

    /// Work seconds at a second of this day.
    pub fn work(&self, second: i64) -> Work {
        let open: i64 =
            self.intervals.iter().map(|&(open, close)| (second.min(close) - open).max(0)).sum();
        self.before + open
    }
}

#[derive(Debug, Clone)]
pub(super) struct Calendar {
    pub days: Vec<Day>,
}

impl Calendar {
    /// Vietnamese office hours from one day to another, both included.
    ///
    /// # Errors
    /// Of kind `Usage` where the calendar doesn't know all of these days.
    pub fn vietnam(from: Date, to: Date) -> Result<Self> {
        let known = calendar::Calendar::built_in("vietnam")
            .unwrap_or_else(|| Err(Error::failed("the Vietnamese calendar is missing")))?;
        let mut before = 0;
        let days = known.days(from, to).map_err(|e| {
            Error::usage("the built-in calendar doesn't know every day of the scenario")
                .detail(e.message)
        })?;
        let days = days
            .into_iter()
            .map(|known| {
                let weekday =
                    usize::try_from(known.date.weekday().to_monday_zero_offset()).unwrap_or(0);
                let open_s = known.open_s();
                let day = Day { date: known.date, weekday, intervals: known.intervals, before };
                before += open_s;
                day
            })
            .collect();
        Ok(Self { days })
    }

    /// Work seconds at a wall second; the axis stops at both ends of the calendar.
    pub fn work(&self, wall: Wall) -> Work {
        let index = usize::try_from(wall.div_euclid(DAY_S)).unwrap_or(0);
        match (self.days.get(index), self.days.last()) {
            (Some(day), _) => day.work(wall.rem_euclid(DAY_S)),
            (None, Some(last)) => last.before + last.open_s(),
            (None, None) => 0,
        }
    }

    /// The wall second at which work second `work` begins: at an edge of closed time, its end.
    pub fn begins(&self, work: Work) -> Wall {
        self.wall(work, |edge| work < edge)
    }

    /// The wall second at which what lasted until `work` ended: at an edge of closed time, its
    /// beginning.
    pub fn ends(&self, work: Work) -> Wall {
        self.wall(work, |edge| work <= edge)
    }

    fn wall(&self, work: Work, inside: impl Fn(Work) -> bool) -> Wall {
        let index = self.days.partition_point(|day| !inside(day.before + day.open_s()));
        let Some(day) = self.days.get(index) else {
            return self.days.len() as i64 * DAY_S;
        };
        let mut before = day.before;
        for &(open, close) in &day.intervals {
            if inside(before + close - open) {
                return index as i64 * DAY_S + open + (work - before).max(0);
            }
            before += close - open;
        }
        (index as i64 + 1) * DAY_S
    }

    /// The day that a wall second falls on.
    pub fn day_of(&self, wall: Wall) -> usize {
        usize::try_from(wall.div_euclid(DAY_S)).unwrap_or(0)
    }

    /// The `n`-th working day after day `index`; day `index` itself if `n` is 0.
    pub fn working_day_after(&self, index: usize, n: usize) -> Option<&Day> {
        if n == 0 {
            return self.days.get(index);
        }
        self.days.iter().skip(index + 1).filter(|day| day.open_s() > 0).nth(n - 1)
    }

    /// A wall second as `dd/MM/yyyy HH:mm:ss`.
    pub fn stamp(&self, wall: Wall) -> String {
        let second = wall.rem_euclid(DAY_S);
        let date = self.days.get(self.day_of(wall)).map(|day| day.date).unwrap_or_default();
        format!(
            "{:02}/{:02}/{:04} {:02}:{:02}:{:02}",
            date.day(),
            date.month(),
            date.year(),
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }

    /// The wall second of a time on a date of the calendar.
    pub fn at(&self, date: Date, time: Time) -> Option<Wall> {
        let index = self.days.iter().position(|day| day.date == date)?;
        Some(index as i64 * DAY_S + second_of(time))
    }
}

fn second_of(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

/// `07:30-11:30` as seconds since midnight.
pub(super) fn interval(text: &str) -> Result<(i64, i64)> {
    calendar::interval(text)
        .ok_or_else(|| Error::usage(format!("\"{text}\" is no interval such as \"07:30-11:30\"")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn calendar() -> Calendar {
        Calendar::vietnam(date(2024, 4, 26), date(2024, 5, 10)).unwrap()
    }

    #[test]
    fn holidays_are_closed_and_a_swapped_saturday_is_worked() {
        let open: Vec<i64> = calendar().days.iter().map(Day::open_s).collect();
        // Friday, weekend, three days off (29 April to 1 May), two days, the Saturday worked, Sunday.
        let hours: Vec<i64> = open.iter().take(10).map(|s| s / 3600).collect();
        assert_eq!(hours, [8, 0, 0, 0, 0, 0, 8, 8, 8, 0]);
    }

    #[test]
    fn work_and_wall_are_inverse_up_to_closed_time() {
        let c = calendar();
        for work in (0..c.days.last().unwrap().before).step_by(997) {
            assert_eq!(c.work(c.begins(work)), work);
            assert_eq!(c.work(c.ends(work)), work);
            assert!(c.ends(work) <= c.begins(work));
        }
        let noon = 4 * 3600;
        assert_eq!(c.ends(noon), c.at(date(2024, 4, 26), time(11, 30, 0, 0)).unwrap());
        assert_eq!(c.begins(noon), c.at(date(2024, 4, 26), time(13, 30, 0, 0)).unwrap());
        assert_eq!(c.begins(2 * noon), c.at(date(2024, 5, 2), time(7, 30, 0, 0)).unwrap());
        assert_eq!(c.stamp(c.ends(2 * noon)), "26/04/2024 17:30:00");
    }
}
