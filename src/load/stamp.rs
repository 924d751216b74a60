//! Stamps as text: the same rules for every file and column.
//!
//! Read are `dd/MM/yyyy[ HH:mm[:ss]]` (also with `-` or `.`, single digits, and month first or years in
//! two digits where the column is so), `yyyyMMdd[HHmm[ss]]`, and ISO 8601 with `T` or a space, with or
//! without fraction, with or without offset. Times may end in AM, PM, SA or CH. What has words in it,
//! or its time first, is read by [`super::stamp_words`].
//!
//! What a text says by itself ([`Written`]) is kept apart from what its column says ([`Reading`]):
//! which of its numbers is the day.

use super::reading::Reading;
use super::stamp_words;
use crate::study::DateOrder;

pub(super) const DAY_US: i64 = 86_400_000_000;
/// What is not of this time is no stamp of an office.
const YEARS: std::ops::Range<i64> = 1900..2200;
/// Days that systems write for "never": the last days that they know.
const NEVER: [(i64, i64, i64); 7] = [
    (9999, 12, 31),
    (9999, 12, 30),
    (9999, 1, 1),
    (3000, 12, 31),
    (2999, 12, 31),
    (2199, 12, 31),
    (2099, 12, 31),
];
/// Days that systems write for "none": the first ones that they know. That of Unix is told apart in
/// [`super::reading`], since offices worked then.
const PLACEHOLDERS: [(i64, i64, i64); 6] =
    [(1, 1, 1), (1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1)];

/// A stamp: a day, a time of that day if there is one, an offset if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Microseconds since midnight; `None` for a date alone.
    pub time_us: Option<i64>,
    /// Seconds east of UTC.
    pub offset_s: Option<i64>,
}

/// Why a text is no stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    NotADate,
    /// A date, but not of the years 1900 to 2199.
    OutOfRange,
    /// A day that stands for none.
    Placeholder,
    /// A day that stands for "never".
    Never,
}

/// The time of day that a text gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Clock {
    /// Microseconds since midnight.
    pub time_us: Option<i64>,
    pub offset_s: Option<i64>,
    /// 24:00: midnight of the day after.
    pub next_day: bool,
}

/// What a text says by itself of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// The form tells which number is what.
    Told { day: i64, of_month: i64 },
    /// `3/5/2024`, or `3/5/24` where `short`.
    Numbers { first: i64, second: i64, third: i64, short: bool },
    /// `05/Mar/24`.
    Named { first: i64, month: i64, last: i64 },
}

/// A stamp as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub day: Day,
    pub clock: Clock,
}

impl Written {
    /// The stamp, where a column is read so.
    pub(super) fn stamp(&self, reading: &Reading) -> Result<Stamp, Unread> {
        let day = match self.day {
            Day::Told { day, .. } => day,
            Day::Numbers { first, second, third, short: false } => match reading.order {
                DateOrder::Dmy => day_number(third, second, first)?,
                DateOrder::Mdy => day_number(third, first, second)?,
                DateOrder::Ymd => return Err(Unread::NotADate),
            },
            _ if !reading.short_years => return Err(Unread::NotADate),
            Day::Numbers { first, second, third, .. } => match reading.order {
                DateOrder::Dmy => day_number(year_of(third), second, first)?,
                DateOrder::Mdy => day_number(year_of(third), first, second)?,
                DateOrder::Ymd => day_number(year_of(first), second, third)?,
            },
            Day::Named { first, month, last } if first > 31 => {
                day_number(year_of(first), month, last)?
            }
            Day::Named { first, month, last } => day_number(year_of(last), month, first)?,
        };
        let day = day + i64::from(self.clock.next_day);
        Ok(Stamp { day, time_us: self.clock.time_us, offset_s: self.clock.offset_s })
    }
}

/// A year in two digits, as POSIX takes it: 1969 to 2068.
fn year_of(short: i64) -> i64 {
    if short < 69 { 2000 + short } else { 1900 + short }
}

/// Reads a stamp of a column of which nothing but the order is known; surrounding space must be gone.
pub(super) fn read(text: &str, order: DateOrder) -> Result<Stamp, Unread> {
    written(text)?.stamp(&Reading::of(order))
}

/// What a text says by itself; surrounding space must be gone.
pub(super) fn written(text: &str) -> Result<Written, Unread> {
    let bytes = text.as_bytes();
    if let Some(written) = iso_seconds(bytes) {
        return written;
    }
    match plain(bytes) {
        Err(Unread::NotADate) => stamp_words::written(text),
        read => read,
    }
}

/// Numbers and marks alone, the date before the time.
fn plain(bytes: &[u8]) -> Result<Written, Unread> {
    let mut cursor = Cursor { bytes, at: 0 };
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == bytes.len() || digits >= 8 {
        return compact(&mut cursor, digits);
    }
    let (first, length) = cursor.number(4).ok_or(Unread::NotADate)?;
    let separator = cursor.one_of(b"-/.").ok_or(Unread::NotADate)?;
    let (second, _) = cursor.number(2).ok_or(Unread::NotADate)?;
    cursor.one_of(&[separator]).ok_or(Unread::NotADate)?;
    let (third, last_length) = cursor.number(4).ok_or(Unread::NotADate)?;
    let day = day_of((first, length), second, (third, last_length))?;
    Ok(Written { day, clock: cursor.clock(length == 4)? })
}

/// Three numbers, each end with its digits, as a day.
pub(super) fn day_of(
    (first, first_digits): (i64, usize),
    second: i64,
    (third, third_digits): (i64, usize),
) -> Result<Day, Unread> {
    match (first_digits, third_digits) {
        (4, 1 | 2) => told(first, second, third),
        (1 | 2, 4 | 2) => Ok(Day::Numbers { first, second, third, short: third_digits == 2 }),
        _ => Err(Unread::NotADate),
    }
}

pub(super) fn told(year: i64, month: i64, date: i64) -> Result<Day, Unread> {
    Ok(Day::Told { day: day_number(year, month, date)?, of_month: date })
}

/// The form of most stamps, `YYYY-MM-DD[T ]HH:MM:SS` and nothing more, without a general parser.
fn iso_seconds(b: &[u8]) -> Option<Result<Written, Unread>> {
    let [
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T' | b' ',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
    ] = *b
    else {
        return None;
    };
    let two = |a: u8, b: u8| -> Option<i64> {
        (a.is_ascii_digit() && b.is_ascii_digit())
            .then(|| i64::from(a - b'0') * 10 + i64::from(b - b'0'))
    };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let (month, date) = (two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time_us = Some(((hour * 60 + minute) * 60 + second) * 1_000_000);
    let clock = Clock { time_us, ..Clock::default() };
    Some(told(year, month, date).map(|day| Written { day, clock }))
}

/// `yyyyMMdd`, `yyyyMMddHHmm`, `yyyyMMddHHmmss`, `yyyyMMddHHmmssSSS`.
fn compact(cursor: &mut Cursor<'_>, digits: usize) -> Result<Written, Unread> {
    let mut take = |n| cursor.exactly(n).ok_or(Unread::NotADate);
    let (year, month, date) = (take(4)?, take(2)?, take(2)?);
    let time = match digits {
        8 => None,
        12 => Some((take(2)?, take(2)?, 0, 0)),
        14 => Some((take(2)?, take(2)?, take(2)?, 0)),
        17 => Some((take(2)?, take(2)?, take(2)?, take(3)? * 1_000)),
        _ => return Err(Unread::NotADate),
    };
    let day = told(year, month, date)?;
    let clock = match time {
        None => cursor.clock(true)?,
        Some((hour, minute, second, us)) => {
            let clock = time_of_day(hour, minute, second, us)?;
            Clock { offset_s: cursor.offset()?, ..clock }
        }
    };
    Ok(Written { day, clock })
}

/// A time by its parts; 24:00 is the end of a day.
pub(super) fn time_of_day(hour: i64, minute: i64, second: i64, us: i64) -> Result<Clock, Unread> {
    let next_day = hour == 24 && minute == 0 && second == 0 && us == 0;
    if (hour > 23 && !next_day) || minute > 59 || second > 59 {
        return Err(Unread::NotADate);
    }
    let time_us = ((hour % 24 * 60 + minute) * 60 + second) * 1_000_000 + us;
    Ok(Clock { time_us: Some(time_us), offset_s: None, next_day })
}

/// The hour of a day of twice twelve hours.
pub(super) fn hour_of(hour: i64, afternoon: bool) -> Result<i64, Unread> {
    match hour {
        12 => Ok(if afternoon { 12 } else { 0 }),
        1..=11 => Ok(if afternoon { hour + 12 } else { hour }),
        _ => Err(Unread::NotADate),
    }
}

/// Days since 1970-01-01 of a civil date (Howard Hinnant's `days_from_civil`).
pub(super) fn day_number(year: i64, month: i64, date: i64) -> Result<i64, Unread> {
    if !YEARS.contains(&year) || (year == 1900 && month <= 1) || year == 2099 || year == 2199 {
        meant(year, month, date)?;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return Err(Unread::NotADate),
    };
    if !(1..=last).contains(&date) {
        return Err(Unread::NotADate);
    }
    if !YEARS.contains(&year) {
        return Err(Unread::OutOfRange);
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y / 400;
    let of_era = y - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    let of_era_days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Ok(era * 146_097 + of_era_days - 719_468)
}

/// # Errors
/// For a day that systems write and nobody means.
fn meant(year: i64, month: i64, date: i64) -> Result<(), Unread> {
    // Nought as Excel shows it, and databases without a date.
    let nought = (year == 1900 && month == 1 && date == 0) || (year, month, date) == (0, 0, 0);
    if nought || year == 1 || PLACEHOLDERS.contains(&(year, month, date)) {
        return Err(Unread::Placeholder);
    }
    if NEVER.contains(&(year, month, date)) {
        return Err(Unread::Never);
    }
    Ok(())
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|b| wanted.contains(b))?;
        self.at += 1;
        Some(byte)
    }

    /// One to `most` digits, with how many there were.
    fn number(&mut self, most: usize) -> Option<(i64, usize)> {
        let mut value = 0;
        let mut length = 0;
        while length < most {
            let Some(digit) = self.peek().filter(u8::is_ascii_digit) else { break };
            value = value * 10 + i64::from(digit - b'0');
            length += 1;
            self.at += 1;
        }
        (length > 0).then_some((value, length))
    }

    fn exactly(&mut self, digits: usize) -> Option<i64> {
        self.number(digits).filter(|(_, length)| *length == digits).map(|(value, _)| value)
    }

    fn spaces(&mut self) -> bool {
        let before = self.at;
        while self.one_of(b" ").is_some() {}
        self.at > before
    }

    /// What follows a date: nothing, or a time.
    fn clock(&mut self, year_first: bool) -> Result<Clock, Unread> {
        if self.peek().is_none() {
            return Ok(Clock::default());
        }
        if self.one_of(b"Tt").is_none() && !self.spaces() {
            // A date with an offset alone (xs:date) is a day, not an instant.
            if !year_first {
                return Err(Unread::NotADate);
            }
            return Ok(Clock { offset_s: self.offset()?, ..Clock::default() });
        }
        let (hour, _) = self.number(2).ok_or(Unread::NotADate)?;
        self.one_of(b":").ok_or(Unread::NotADate)?;
        let minute = self.exactly(2).ok_or(Unread::NotADate)?;
        let mut second = 0;
        let mut us = 0;
        if self.one_of(b":").is_some() {
            second = self.exactly(2).ok_or(Unread::NotADate)?;
            if self.one_of(b".,").is_some() {
                us = self.fraction().ok_or(Unread::NotADate)?;
            }
        }
        let hour = self.half_day(hour)?;
        let offset_s = self.offset()?;
        Ok(Clock { offset_s, ..time_of_day(hour, minute, second, us)? })
    }

    /// Digits of a second's fraction as microseconds; what is finer is cut off.
    fn fraction(&mut self) -> Option<i64> {
        let mut us = 0;
        let mut scale = 100_000;
        let before = self.at;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            us += i64::from(digit - b'0') * scale;
            scale /= 10;
            self.at += 1;
        }
        (self.at > before).then_some(us)
    }

    /// AM/PM, in Vietnamese SA (sáng) and CH (chiều).
    fn half_day(&mut self, hour: i64) -> Result<i64, Unread> {
        let before = self.at;
        self.spaces();
        let letters = self.bytes.get(self.at..self.at + 2).map(<[u8]>::to_ascii_uppercase);
        let afternoon = match letters.as_deref() {
            Some(b"AM" | b"SA") => false,
            Some(b"PM" | b"CH") => true,
            _ => {
                self.at = before;
                return Ok(hour);
            }
        };
        self.at += 2;
        hour_of(hour, afternoon)
    }

    /// `Z`, `±HH`, `±HHMM`, `±HH:MM`, or nothing; then the text must end.
    fn offset(&mut self) -> Result<Option<i64>, Unread> {
        self.spaces();
        let Some(sign) = self.one_of(b"Zz+-") else {
            return if self.peek().is_none() { Ok(None) } else { Err(Unread::NotADate) };
        };
        let seconds = if sign == b'Z' || sign == b'z' {
            0
        } else {
            let hours = self.exactly(2).ok_or(Unread::NotADate)?;
            let colon = self.one_of(b":").is_some();
            let minutes = match self.exactly(2) {
                Some(minutes) => minutes,
                None if !colon => 0,
                None => return Err(Unread::NotADate),
            };
            if hours > 18 || minutes > 59 {
                return Err(Unread::NotADate);
            }
            let size = hours * 3_600 + minutes * 60;
            if sign == b'-' { -size } else { size }
        };
        if self.peek().is_some() {
            return Err(Unread::NotADate);
        }
        Ok(Some(seconds))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const NINE: i64 = 9 * 3_600_000_000;

    fn on(y: i16, m: i8, d: i8) -> i64 {
        let since = date(y, m, d).since(date(1970, 1, 1)).unwrap();
        i64::from(since.get_days())
    }

    fn dmy(text: &str) -> Result<(i64, Option<i64>, Option<i64>), Unread> {
        read(text, DateOrder::Dmy).map(|s| (s.day, s.time_us, s.offset_s))
    }

    #[test]
    fn every_form_of_an_export_is_read() {
        let day = on(2023, 2, 1);
        for text in [
            "01/02/2023 09:00",
            "01/02/2023 09:00:00",
            "1/2/2023 9:00",
            "01-02-2023 09:00",
            "1.2.2023 9:00:00.000",
            "20230201090000",
            "202302010900",
            "2023-02-01T09:00:00",
            "2023-02-01 09:00",
            "2023-02-01 09:00:00.000000",
            "2023/02/01 09:00:00",
            "01/02/2023 09:00 SA",
            "01/02/2023 9:00:00 AM",
        ] {
            assert_eq!(dmy(text), Ok((day, Some(NINE), None)), "{text}");
        }
        assert_eq!(dmy("01/02/2023"), Ok((day, None, None)));
        assert_eq!(dmy("20230201"), Ok((day, None, None)));
        assert_eq!(dmy("01/02/2023 09:00 CH"), Ok((day, Some(21 * 3_600_000_000), None)));
        assert_eq!(dmy("2023-01-31T24:00:00"), Ok((day, Some(0), None)));
    }

    #[test]
    fn offsets_are_read_in_every_spelling() {
        let day = on(2011, 10, 11);
        for text in [
            "2011-10-11T09:00:00.123+02:00",
            "2011-10-11 09:00:00.123+02:00",
            "2011-10-11 09:00:00.123 +0200",
            "2011-10-11 09:00:00.123456789+02",
        ] {
            let (d, time, offset) = dmy(text).unwrap();
            assert_eq!(
                (d, time.map(|t| t / 1_000), offset),
                (day, Some(NINE / 1_000 + 123), Some(7_200)),
                "{text}"
            );
        }
        assert_eq!(dmy("2011-10-11T09:00:00Z"), Ok((day, Some(NINE), Some(0))));
        assert_eq!(dmy("2011-10-11T09:00:00-05:30"), Ok((day, Some(NINE), Some(-19_800))));
        assert_eq!(dmy("20111011090000Z"), Ok((day, Some(NINE), Some(0))));
    }

    #[test]
    fn the_order_of_day_and_month_is_the_studys() {
        assert_eq!(read("02/01/2023", DateOrder::Mdy).unwrap().day, on(2023, 2, 1));
        assert_eq!(read("2023-02-01", DateOrder::Mdy).unwrap().day, on(2023, 2, 1));
        assert_eq!(read("31/01/2023", DateOrder::Mdy), Err(Unread::NotADate));
        assert_eq!(read("31/01/2023", DateOrder::Ymd), Err(Unread::NotADate));
    }

    #[test]
    fn what_is_no_date_is_not_bent_into_one() {
        for text in [
            "31/02/2023",
            "29/02/2023",
            "2023-13-01",
            "00/01/2023",
            "45231",
            "hôm qua",
            "1/2",
            "",
            "01/02/23",
            "2023-02-01T25:00:00",
            "2023-02-01T09:60:00",
            "2023-02-01 09:00:00+",
            "2023-02-01 09:00:00 x",
            "2002-0530T09:30:10Z",
            "01/02-2023",
            "2023020109",
            "2023-02-01T09",
            "01/02/2023 13:00 CH",
        ] {
            assert_eq!(dmy(text), Err(Unread::NotADate), "{text}");
        }
        assert_eq!(dmy("01/01/2999"), Err(Unread::OutOfRange));
        assert_eq!(dmy("2017-03-00"), Err(Unread::NotADate));
    }

    #[test]
    fn days_that_mean_none_or_never_are_told_from_days() {
        for text in [
            "0001-01-01",
            "0001-01-01 00:00:00",
            "01/01/0001",
            "0000-00-00 00:00:00",
            "1899-12-30",
            "1899-12-31T00:00:00",
            "31/12/1899",
            "1900-01-00",
            "1900-01-01",
            "01/01/1900 00:00",
            "1753-01-01 00:00:00.000",
            "00010101000000",
        ] {
            assert_eq!(dmy(text), Err(Unread::Placeholder), "{text}");
        }
        for text in [
            "9999-12-31",
            "9999-12-31 23:59:59.999",
            "31/12/9999",
            "9999-12-30",
            "2099-12-31",
            "99991231",
        ] {
            assert_eq!(dmy(text), Err(Unread::Never), "{text}");
        }
        for text in ["1900-01-02", "2099-12-30", "31/12/2098", "1970-01-01", "1900-02-01"] {
            assert!(dmy(text).is_ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,30}") {
            let _ = dmy(&text);
        }

        #[test]
        fn days_are_those_of_jiff(y in 1900i16..2200, m in 1i8..=12, d in 1i8..=28) {
            prop_assert_eq!(day_number(y.into(), m.into(), d.into()), Ok(on(y, m, d)));
        }
    }
}
