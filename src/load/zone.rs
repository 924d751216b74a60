//! From stamps as written to instants in the study's zone.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::stamp::{DAY_US, Stamp};
use crate::error::{Error, Result};

/// Not yet looked up, and "the offset changes within this day".
const UNKNOWN: i64 = i64::MIN;
const VARIES: i64 = i64::MAX;
/// 1899-12-31 and the days up to 2200-01-02: stamps are of 1900 to 2199, offsets move them by a day.
const FIRST_DAY: i64 = -25_568;
const DAYS: usize = 109_600;

/// One instant, twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instant {
    /// Microseconds since 1970-01-01T00:00 on the clock of the study's zone.
    pub local: i64,
    /// Microseconds since 1970-01-01T00:00 UTC.
    pub utc: i64,
}

/// The study's zone, remembering the offset of every day already seen: exports have millions of
/// stamps on a few hundred days.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    tz: TimeZone,
    /// Times without offset that the clock skipped or showed twice.
    pub(super) unclear: u64,
    by_local_day: Vec<i64>,
    by_utc_day: Vec<i64>,
}

impl Zone {
    pub(super) fn named(name: &str) -> Result<Self> {
        let tz = TimeZone::get(name)
            .map_err(|e| Error::usage(format!("zone {name} is unknown")).detail(e.to_string()))?;
        Ok(Self {
            tz,
            unclear: 0,
            by_local_day: vec![UNKNOWN; DAYS],
            by_utc_day: vec![UNKNOWN; DAYS],
        })
    }

    /// Whether it is that of Vietnam, where days come before months.
    pub(super) fn is_vietnamese(&self) -> bool {
        matches!(self.tz.iana_name(), Some("Asia/Ho_Chi_Minh" | "Asia/Saigon"))
    }

    /// The instant of a stamp; `default_us` is the time of day where it has none. Local times that
    /// don't exist or exist twice are taken as jiff's `compatible` does. `None` beyond all calendars.
    pub(super) fn place(&mut self, stamp: &Stamp, default_us: i64) -> Option<Instant> {
        let written = stamp.day * DAY_US + stamp.time_us.unwrap_or(default_us);
        match (stamp.offset_s, stamp.time_us) {
            (Some(offset_s), Some(_)) => {
                let utc = written - offset_s * 1_000_000;
                Some(Instant { local: utc + self.offset_at(utc)?, utc })
            }
            // A date alone is a day of the study's zone, whatever offset it carries.
            _ => self.told_locally(written, stamp.time_us.is_some()),
        }
    }

    fn told_locally(&mut self, local: i64, has_time: bool) -> Option<Instant> {
        let day = local.div_euclid(DAY_US);
        let slot = usize::try_from(day - FIRST_DAY).ok()?;
        let known = *self.by_local_day.get(slot)?;
        let offset = if known == UNKNOWN {
            let found = self.offset_of_local_day(day)?;
            *self.by_local_day.get_mut(slot)? = found;
            found
        } else {
            known
        };
        if offset != VARIES {
            return Some(Instant { local, utc: local - offset });
        }
        let place = self.tz.to_ambiguous_timestamp(civil(local)?);
        let clear = matches!(place.offset(), AmbiguousOffset::Unambiguous { .. });
        self.unclear += u64::from(has_time && !clear);
        let utc = place.compatible().ok()?.as_microsecond();
        // A time that doesn't exist has moved: tell it as the clock showed it.
        Some(Instant { local: utc + self.offset_exactly(utc)?, utc })
    }

    fn offset_at(&mut self, utc: i64) -> Option<i64> {
        let day = utc.div_euclid(DAY_US);
        let slot = usize::try_from(day - FIRST_DAY).ok()?;
        let known = *self.by_utc_day.get(slot)?;
        let offset = if known == UNKNOWN {
            let found = self.constant_offset(day * DAY_US, (day + 1) * DAY_US)?;
            *self.by_utc_day.get_mut(slot)? = found;
            found
        } else {
            known
        };
        if offset == VARIES { self.offset_exactly(utc) } else { Some(offset) }
    }

    fn offset_of_local_day(&self, day: i64) -> Option<i64> {
        let utc = |local: i64| -> Option<i64> {
            let stamp = self.tz.to_ambiguous_timestamp(civil(local)?).compatible().ok()?;
            Some(stamp.as_microsecond())
        };
        // An hour more on both sides: a fold or gap at midnight belongs to both days.
        let hour = DAY_US / 24;
        self.constant_offset(utc(day * DAY_US)? - hour, utc((day + 1) * DAY_US)? + hour)
    }

    /// Offset in microseconds that holds from `from` up to `to`, or [`VARIES`].
    fn constant_offset(&self, from: i64, to: i64) -> Option<i64> {
        let start = Timestamp::from_microsecond(from).ok()?;
        let changes = self
            .tz
            .following(start)
            .next()
            .is_some_and(|change| change.timestamp().as_microsecond() < to);
        if changes { Some(VARIES) } else { self.offset_exactly(from) }
    }

    fn offset_exactly(&self, utc: i64) -> Option<i64> {
        let stamp = Timestamp::from_microsecond(utc).ok()?;
        Some(i64::from(self.tz.to_offset(stamp).seconds()) * 1_000_000)
    }
}

/// Microseconds on a clock as jiff's civil time.
fn civil(local: i64) -> Option<DateTime> {
    let of_utc = Timestamp::from_microsecond(local).ok()?;
    Some(TimeZone::UTC.to_datetime(of_utc))
}

/// The civil day of microseconds on a clock.
pub(super) fn date_of(local: i64) -> Option<Date> {
    civil(local).map(DateTime::date)
}

#[cfg(test)]
mod tests {
    use super::super::stamp;
    use super::*;
    use crate::study::DateOrder;

    fn place(zone: &mut Zone, text: &str) -> (String, String) {
        let stamp = stamp::read(text, DateOrder::Dmy).unwrap();
        let at = zone.place(&stamp, 0).unwrap();
        (civil(at.local).unwrap().to_string(), civil(at.utc).unwrap().to_string())
    }

    #[test]
    fn naive_stamps_are_in_the_zone_and_offsets_are_converted() {
        let mut zone = Zone::named("Asia/Ho_Chi_Minh").unwrap();
        let is = |local: &str, utc: &str| (local.to_owned(), utc.to_owned());
        assert_eq!(
            place(&mut zone, "01/02/2023 09:00"),
            is("2023-02-01T09:00:00", "2023-02-01T02:00:00")
        );
        assert_eq!(
            place(&mut zone, "2023-02-01T23:30:00Z"),
            is("2023-02-02T06:30:00", "2023-02-01T23:30:00")
        );
    }

    #[test]
    fn a_change_of_clock_moves_what_does_not_exist_and_takes_the_earlier_of_two() {
        let mut zone = Zone::named("Europe/Amsterdam").unwrap();
        let is = |local: &str, utc: &str| (local.to_owned(), utc.to_owned());
        assert_eq!(
            place(&mut zone, "2023-03-26 02:30:00"),
            is("2023-03-26T03:30:00", "2023-03-26T01:30:00")
        );
        assert_eq!(
            place(&mut zone, "2023-10-29 02:30:00"),
            is("2023-10-29T02:30:00", "2023-10-29T00:30:00")
        );
        assert_eq!(
            place(&mut zone, "2023-10-29T02:30:00+01:00"),
            is("2023-10-29T02:30:00", "2023-10-29T01:30:00")
        );
        assert_eq!(
            place(&mut zone, "2023-10-28 23:30:00"),
            is("2023-10-28T23:30:00", "2023-10-28T21:30:00")
        );
        // The skipped and the doubled one, and not the one whose offset tells them apart.
        assert_eq!(zone.unclear, 2);
        assert_eq!(
            place(&mut zone, "2023-10-30 00:30:00"),
            is("2023-10-30T00:30:00", "2023-10-29T23:30:00")
        );
    }

    #[test]
    fn the_memory_of_days_agrees_with_jiff_everywhere() {
        for name in
            ["Europe/Amsterdam", "America/New_York", "Asia/Ho_Chi_Minh", "Africa/Casablanca"]
        {
            let mut zone = Zone::named(name).unwrap();
            let tz = TimeZone::get(name).unwrap();
            for step in 0..20_000_i64 {
                let local = -2_200_000_000_000_000 + step * 463_000_000_000;
                let utc = tz.to_timestamp(civil(local).unwrap()).unwrap().as_microsecond();
                let stamp = Stamp {
                    day: local.div_euclid(DAY_US),
                    time_us: Some(local.rem_euclid(DAY_US)),
                    offset_s: None,
                };
                assert_eq!(zone.place(&stamp, 0).unwrap().utc, utc, "{name} {local}");
            }
        }
    }
}
