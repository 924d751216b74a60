//! Planned times as text: numbers with marks of either kind, and durations.
//!
//! `1.440` is a thousand and more where a column groups by points, and less than two where the point is
//! its decimal mark. Which of the two it is, is told by all its values together: each adds to the
//! [`Evidence`] of its column, and [`decide`] makes of it which mark is the decimal one.

use super::batch::Reason;
use super::reading::Seen;
use crate::study::{DecimalMark, PlannedUnit};

/// A planned time as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Quantity {
    /// In the unit of its column.
    Number(f64),
    /// Hours and minutes, whatever the unit.
    Minutes(f64),
    /// One mark with three digits behind it: two numbers.
    Doubtful { mark: DecimalMark, decimal: f64, grouped: f64 },
}

impl Quantity {
    /// Minutes, where a number stands for `unit_min` of them.
    pub(super) fn minutes(self, decimal: Option<DecimalMark>, unit_min: f64) -> f64 {
        match self {
            Self::Number(value) => value * unit_min,
            Self::Minutes(minutes) => minutes,
            Self::Doubtful { mark, decimal: value, grouped } => {
                let is_decimal = decimal.is_none_or(|decimal| decimal == mark);
                (if is_decimal { value } else { grouped }) * unit_min
            }
        }
    }
}

/// What a value shows of the marks of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// Its decimal mark, where that is certain.
    decimal: Option<DecimalMark>,
    marked: bool,
}

/// Reads a planned time; surrounding space must be gone.
pub(super) fn read(text: &str) -> Result<Quantity, Reason> {
    shaped(text).map(|(quantity, _)| quantity)
}

fn shaped(text: &str) -> Result<(Quantity, Shape), Reason> {
    let none = Shape { decimal: None, marked: false };
    if let Some(quick) = quick(text) {
        return Ok((Quantity::Number(quick), none));
    }
    if let Some(minutes) = duration(text) {
        return Ok((Quantity::Minutes(minutes), none));
    }
    let joined = without_spaces(text);
    let (negative, digits) = match joined.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, joined.strip_prefix('+').unwrap_or(&joined)),
    };
    let known = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    if !known || !digits.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Reason::NotANumber);
    }
    let (quantity, shape) = marked(digits)?;
    let nought = matches!(quantity, Quantity::Number(value) if value == 0.0);
    if negative && !nought { Err(Reason::OutOfRange) } else { Ok((quantity, shape)) }
}

/// Digits alone, which most are.
fn quick(text: &str) -> Option<f64> {
    let short = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    short.then(|| f64::from(text.bytes().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'))))
}

fn marked(digits: &str) -> Result<(Quantity, Shape), Reason> {
    let points = digits.bytes().filter(|b| *b == b'.').count();
    let commas = digits.bytes().filter(|b| *b == b',').count();
    let number = |text: String| text.parse::<f64>().map_err(|_| Reason::NotANumber);
    let plain = |mark: DecimalMark| {
        let (other, decimal) = match mark {
            DecimalMark::Point => (',', '.'),
            DecimalMark::Comma => ('.', ','),
        };
        digits.replace(other, "").replace(decimal, ".")
    };
    let certain = |mark| Shape { decimal: Some(mark), marked: true };
    match (points, commas) {
        (0, 0) => Ok((
            Quantity::Number(number(digits.to_owned())?),
            Shape { decimal: None, marked: false },
        )),
        (1, 0) | (0, 1) => {
            let mark = if points == 1 { DecimalMark::Point } else { DecimalMark::Comma };
            let decimal = number(plain(mark))?;
            if in_groups(digits, mark_of(mark)) {
                let grouped = number(plain(other(mark)))?;
                let shape = Shape { decimal: None, marked: true };
                Ok((Quantity::Doubtful { mark, decimal, grouped }, shape))
            } else {
                Ok((Quantity::Number(decimal), certain(mark)))
            }
        }
        // The same mark again and again groups.
        (2.., 0) if in_groups(digits, '.') => {
            Ok((Quantity::Number(number(plain(DecimalMark::Comma))?), certain(DecimalMark::Comma)))
        }
        (0, 2..) if in_groups(digits, ',') => {
            Ok((Quantity::Number(number(plain(DecimalMark::Point))?), certain(DecimalMark::Point)))
        }
        // Of two kinds the last is the decimal one.
        (1.., 1) | (1, 1..) => {
            let mark = if digits.rfind('.') > digits.rfind(',') {
                DecimalMark::Point
            } else {
                DecimalMark::Comma
            };
            let (whole, _) = digits.split_once(mark_of(mark)).ok_or(Reason::NotANumber)?;
            if in_groups(whole, mark_of(other(mark))) {
                Ok((Quantity::Number(number(plain(mark))?), certain(mark)))
            } else {
                Err(Reason::NotANumber)
            }
        }
        _ => Err(Reason::NotANumber),
    }
}

/// Whether these marks part a number into thousands: 1 to 3 digits, not led by 0, then threes.
fn in_groups(digits: &str, mark: char) -> bool {
    let mut groups = digits.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|g| g.len() == 3)
}

fn mark_of(mark: DecimalMark) -> char {
    match mark {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    }
}

fn other(mark: DecimalMark) -> DecimalMark {
    match mark {
        DecimalMark::Point => DecimalMark::Comma,
        DecimalMark::Comma => DecimalMark::Point,
    }
}

/// Spaces and apostrophes between threes of digits are thousands separators that no country uses for
/// anything else.
fn without_spaces(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’')).collect();
    let threes = parts.iter().skip(1).all(|part| {
        let (whole, _) = part.split_once(['.', ',']).unwrap_or((part, ""));
        whole.len() == 3
    });
    if threes { parts.concat() } else { text.to_owned() }
}

/// A duration in minutes: `24:00:00`, `1:30`, `1 day, 12:00:00`, `PT1H30M`.
fn duration(text: &str) -> Option<f64> {
    if text.contains(':') {
        return clock(text);
    }
    iso(text.strip_prefix(['P', 'p'])?)
}

/// Hours and minutes with colons between, perhaps days before them.
fn clock(text: &str) -> Option<f64> {
    let (days, clock) = match text.split_once(" day") {
        Some((days, rest)) => (whole(days)?, rest.trim_start_matches(['s', ',', ' '])),
        None => (0.0, text),
    };
    let mut parts = clock.split(':');
    let hours = whole(parts.next()?)?;
    let minutes = part(parts.next()?)?;
    let seconds = match parts.next() {
        Some(seconds) => {
            let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            whole(fraction)?;
            part(seconds)? + format!("0.{fraction}").parse::<f64>().ok()?
        }
        None => 0.0,
    };
    parts.next().is_none().then_some(days * 1_440.0 + hours * 60.0 + minutes + seconds / 60.0)
}

fn whole(digits: &str) -> Option<f64> {
    let known = !digits.is_empty() && digits.len() <= 9;
    (known && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// Minutes of an hour, seconds of a minute.
fn part(digits: &str) -> Option<f64> {
    whole(digits).filter(|value| digits.len() == 2 && *value < 60.0)
}

/// What follows the P of an ISO 8601 duration. Months and years have no length.
fn iso(text: &str) -> Option<f64> {
    let (days, time) = text.split_once(['T', 't']).unwrap_or((text, ""));
    let mut minutes = 0.0;
    let mut read = 0;
    for (text, units) in [
        (days, [('W', 10_080.0), ('D', 1_440.0), (' ', 0.0)]),
        (time, [('H', 60.0), ('M', 1.0), ('S', 1.0 / 60.0)]),
    ] {
        let mut rest = text;
        while !rest.is_empty() {
            let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let (number, after) = rest.split_at_checked(at)?;
            let unit = after.chars().next()?.to_ascii_uppercase();
            let (_, minutes_each) = units.iter().find(|(name, _)| *name == unit)?;
            let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let value: f64 = number.parse().ok().filter(|_| digits)?;
            minutes += value * minutes_each;
            read += 1;
            rest = after.get(1..)?;
        }
    }
    (read > 0).then_some(minutes)
}

/// What the values of a column show of its marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Evidence {
    /// Values whose decimal mark is certain.
    point: Seen,
    comma: Seen,
    /// Values in doubt, by their mark; and of them those that end in 0.
    doubtful_point: Seen,
    doubtful_comma: Seen,
    rounded: u64,
    greatest_decimal: f64,
    /// Values without any mark, the least of them that isn't 0, and the greatest.
    plain: u64,
    least_plain: Option<f64>,
    greatest_plain: f64,
}

impl Evidence {
    /// Reads a value and adds what it shows.
    pub(super) fn read(&mut self, text: &str, row: i64) -> Result<Quantity, Reason> {
        let (quantity, shape) = shaped(text)?;
        match (quantity, shape.decimal) {
            (_, Some(DecimalMark::Point)) => self.point.add(row, text),
            (_, Some(DecimalMark::Comma)) => self.comma.add(row, text),
            (Quantity::Doubtful { mark, decimal, .. }, None) => {
                match mark {
                    DecimalMark::Point => self.doubtful_point.add(row, text),
                    DecimalMark::Comma => self.doubtful_comma.add(row, text),
                }
                self.rounded += u64::from(text.ends_with('0'));
                self.greatest_decimal = self.greatest_decimal.max(decimal);
            }
            (Quantity::Number(value), None) if !shape.marked => {
                self.plain += 1;
                self.greatest_plain = self.greatest_plain.max(value);
                if value > 0.0 {
                    self.least_plain = Some(self.least_plain.map_or(value, |l| l.min(value)));
                }
            }
            (Quantity::Number(_) | Quantity::Minutes(_), None) => {}
        }
        Ok(quantity)
    }

    /// Adds what other values of the column showed.
    pub(super) fn merge(&mut self, other: &Self) {
        self.point.merge(&other.point);
        self.comma.merge(&other.comma);
        self.doubtful_point.merge(&other.doubtful_point);
        self.doubtful_comma.merge(&other.doubtful_comma);
        self.rounded += other.rounded;
        self.greatest_decimal = self.greatest_decimal.max(other.greatest_decimal);
        self.plain += other.plain;
        self.least_plain = match (self.least_plain, other.least_plain) {
            (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        self.greatest_plain = self.greatest_plain.max(other.greatest_plain);
    }

    fn doubtful(&self) -> Option<&(i64, String)> {
        self.doubtful_point.first.as_ref().or(self.doubtful_comma.first.as_ref())
    }
}

/// Which mark is the decimal one, and by which value that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub decimal: Option<DecimalMark>,
    /// A value that was in doubt, with its row, where others told how it is read.
    pub told: Option<(i64, String)>,
}

/// A value that can be read in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    pub row: i64,
    pub text: String,
}

/// The decimal mark that a column's values call for; `None` where that changes nothing.
///
/// # Errors
/// Where values can be read in two ways and nothing settles which.
pub(super) fn decide(
    e: &Evidence,
    given: Option<DecimalMark>,
    unit: PlannedUnit,
) -> Result<Decision, Doubt> {
    let Some((row, text)) = e.doubtful().cloned() else {
        return Ok(Decision { decimal: None, told: None });
    };
    if given.is_some() {
        return Ok(Decision { decimal: given, told: None });
    }
    let decimal = match (e.point.count, e.comma.count) {
        (1.., 0) => Some(DecimalMark::Point),
        (0, 1..) => Some(DecimalMark::Comma),
        (0, 0) => grouping(e, unit).map(other),
        _ => None,
    };
    match decimal {
        Some(mark) => Ok(Decision { decimal: Some(mark), told: Some((row, text)) }),
        None => Err(Doubt { row, text }),
    }
}

/// The mark that groups, where no value proves one: beside numbers below 1,000 that have none, and of
/// which a thousandth of a minute would be too fine. Who writes 90 writes no 1.440 for 1.44, and no
/// step that takes minutes takes less than all others.
fn grouping(e: &Evidence, unit: PlannedUnit) -> Option<DecimalMark> {
    let mark = match (e.doubtful_point.count, e.doubtful_comma.count) {
        (1.., 0) => DecimalMark::Point,
        (0, 1..) => DecimalMark::Comma,
        _ => return None,
    };
    let grouped = unit == PlannedUnit::Minutes && e.plain > 0 && e.greatest_plain < 1_000.0;
    let too_small = e.least_plain.is_some_and(|least| e.greatest_decimal < least);
    (grouped && (e.rounded > 0 || too_small)).then_some(mark)
}

/// The unit that a heading names: *Định mức (phút)*, `planned_hours`. `None` where it names none, or
/// several.
pub(super) fn unit_of(heading: &str) -> Option<PlannedUnit> {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let named = |word: &str| match word {
        "phút" | "phut" | "min" | "mins" | "minute" | "minutes" => Some(PlannedUnit::Minutes),
        "giờ" | "hour" | "hours" | "hrs" | "h" => Some(PlannedUnit::Hours),
        "ngày" | "day" | "days" => Some(PlannedUnit::Days),
        _ => None,
    };
    let first = words.find_map(named)?;
    words.filter_map(named).all(|unit| unit == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn evidence(values: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for (row, value) in values.iter().enumerate() {
            let _ = evidence.read(value, row as i64);
        }
        evidence
    }

    fn minutes(values: &[&str], unit: PlannedUnit) -> Result<Vec<f64>, Doubt> {
        let decided = decide(&evidence(values), None, unit)?;
        Ok(values.iter().map(|v| read(v).unwrap().minutes(decided.decimal, 1.0)).collect())
    }

    #[test]
    fn thousands_are_told_from_decimals_by_the_column() {
        let minutes = |values| minutes(values, PlannedUnit::Minutes);
        assert_eq!(minutes(&["1.440", "480", "2.880,5"]), Ok(vec![1_440.0, 480.0, 2_880.5]));
        assert_eq!(minutes(&["1,440", "480", "2,880.5"]), Ok(vec![1_440.0, 480.0, 2_880.5]));
        assert_eq!(minutes(&["1.440", "480", "90"]), Ok(vec![1_440.0, 480.0, 90.0]));
        assert_eq!(minutes(&["1.445", "480", "90"]), Ok(vec![1_445.0, 480.0, 90.0]));
        assert_eq!(minutes(&["1.440", "1.5", "90"]), Ok(vec![1.44, 1.5, 90.0]));
        assert_eq!(minutes(&["1,440", "1.234.567"]), Ok(vec![1.44, 1_234_567.0]));
        assert_eq!(minutes(&["0.440", "1.440"]), Ok(vec![0.44, 1.44]));
        assert_eq!(minutes(&["1440.000", "90.000"]), Ok(vec![1_440.0, 90.0]));
        assert_eq!(minutes(&["60,5", "90"]), Ok(vec![60.5, 90.0]));
        assert_eq!(
            minutes(&["1 440", "1\u{202f}440,5", "1'440"]),
            Ok(vec![1_440.0, 1_440.5, 1_440.0])
        );
        for open in [
            &["1.440"][..],
            &["1.440", "2.880"],
            &["90.255", "60", "1440"],
            &["1.440", "1,440"],
            &["1.445", "1"],
        ] {
            assert!(minutes(open).is_err(), "{open:?}");
        }
        assert!(super::tests::minutes(&["1.440", "90"], PlannedUnit::Days).is_err());
    }

    #[test]
    fn durations_are_durations_in_any_unit() {
        for (text, wanted) in [
            ("24:00:00", 1_440.0),
            ("1:30:00", 90.0),
            ("48:00", 2_880.0),
            ("0:00:30", 0.5),
            ("1 day, 12:00:00", 2_160.0),
            ("2 days 00:00:00", 2_880.0),
            ("PT24H", 1_440.0),
            ("PT1H30M", 90.0),
            ("P1DT30S", 1_440.5),
            ("PT90M", 90.0),
        ] {
            assert_eq!(read(text), Ok(Quantity::Minutes(wanted)), "{text}");
        }
        for text in [
            "24:60",
            "1:2:3:4",
            "P1Y",
            "PT",
            "P",
            "một giờ",
            "8:5",
            "-1:30",
            "1/2",
            ".",
            "12.3.4",
            "1.44,0.5",
            "",
        ] {
            assert_eq!(read(text), Err(Reason::NotANumber), "{text}");
        }
        assert_eq!(read("-5"), Err(Reason::OutOfRange));
        assert_eq!(read("-0"), Ok(Quantity::Number(0.0)));
    }

    #[test]
    fn a_heading_may_name_the_unit() {
        assert_eq!(unit_of("Định mức (phút)"), Some(PlannedUnit::Minutes));
        assert_eq!(unit_of("Thời gian quy định (giờ)"), Some(PlannedUnit::Hours));
        assert_eq!(unit_of("planned_days"), Some(PlannedUnit::Days));
        assert_eq!(unit_of("Thời gian thực hiện"), None);
        assert_eq!(unit_of("Thời hạn (ngày/giờ)"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9.,:+\\- 'PTHMSDpd\u{a0}\\PC]{0,20}") {
            let _ = read(&text);
        }

        #[test]
        fn a_column_is_the_same_in_every_notation(values in proptest::collection::vec(0_u32..9_000_000, 1..20)) {
            // Tenths, so that some have a decimal mark in every notation.
            let texts = |group: &str, decimal: &str| -> Vec<String> {
                values.iter().chain(&[12_345]).map(|tenths| {
                    let whole = (tenths / 10).to_string();
                    let mut grouped = String::new();
                    for (at, digit) in whole.chars().enumerate() {
                        if at > 0 && (whole.len() - at) % 3 == 0 {
                            grouped.push_str(group);
                        }
                        grouped.push(digit);
                    }
                    format!("{grouped}{decimal}{}", tenths % 10)
                }).collect()
            };
            let of = |texts: Vec<String>| {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                minutes(&texts, PlannedUnit::Minutes).unwrap()
            };
            let plain = of(texts("", "."));
            for (group, decimal) in [("", ","), (",", "."), (".", ","), (" ", ","), ("\u{202f}", ","), ("'", ".")] {
                prop_assert_eq!(&of(texts(group, decimal)), &plain);
            }
        }
    }
}
