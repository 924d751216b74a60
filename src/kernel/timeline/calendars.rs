//! Working clocks: open seconds since a calendar began.

use super::Moment;

/// A day of a calendar: when it begins (seconds since 1970 in UTC), its open intervals in seconds since then
/// (from, to), in order, an unused one (0, 0), and the open seconds before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub starts_utc_s: i64,
    pub before_s: i64,
    pub open: [(i64, i64); 3],
}

/// Calendars by number, day by day.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    calendars: Vec<Calendar>,
}

#[derive(Debug, Clone, Default)]
struct Calendar {
    /// Number of its first day, in days since 1970.
    first: i64,
    days: Vec<Option<Day>>,
}

const DAY_S: i64 = 86_400;

impl Calendars {
    /// Adds a day (in days since 1970) to a calendar; the days of a calendar come in order.
    pub fn insert(&mut self, calendar: i32, day: i64, of: Day) {
        let Ok(number) = usize::try_from(calendar) else { return };
        if self.calendars.len() <= number {
            self.calendars.resize_with(number + 1, Calendar::default);
        }
        let Some(calendar) = self.calendars.get_mut(number) else { return };
        if calendar.days.is_empty() {
            calendar.first = day;
        }
        let Ok(place) = usize::try_from(day - calendar.first) else { return };
        if calendar.days.len() <= place {
            calendar.days.resize(place + 1, None);
        }
        if let Some(slot) = calendar.days.get_mut(place) {
            *slot = Some(of);
        }
    }

    /// Open seconds of a calendar up to a moment: `model.clock`; what comes before its first day counts from
    /// that. `None` where the calendar doesn't know the moment's local day.
    #[must_use]
    pub fn clock(&self, calendar: i32, at: Moment) -> Option<i64> {
        let calendar = self.calendars.get(usize::try_from(calendar).ok()?)?;
        let place = usize::try_from((at.local_s.div_euclid(DAY_S) - calendar.first).max(0)).ok()?;
        let day = (*calendar.days.get(place)?)?;
        let passed_s = at.utc_s - day.starts_utc_s;
        let open = day.open.iter().map(|&(from, to)| (passed_s.min(to) - from).max(0));
        Some(day.before_s + open.sum::<i64>())
    }
}
