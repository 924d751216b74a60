//! Which part of `01/02/2023` is the day: told by the values of a file, by what follows from either
//! reading, or by nothing in it.

use super::recognise::{Mapping, Sample, share};
use super::stamp;
use crate::study::DateOrder;

/// What the values of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// Its dates begin with the year or name the month: no order is needed.
    Needless,
    /// Values that can be read in no other way: each column's own say it again when it is read.
    Proven(DateOrder, String),
    /// What follows from the other reading says it.
    Is(DateOrder, String),
    /// One column has another order than the next.
    ByColumn(String),
    /// Every date can be read both ways; an example.
    Either(String),
}

/// A date of numbers alone within a text: its first two parts, if the year is last.
fn numbers(text: &str) -> Option<(u8, u8)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | 'T')).find_map(|part| {
        let separator = part.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(separator, '/' | '-' | '.') {
            return None;
        }
        let parts: Vec<&str> = part.split(separator).collect();
        let [first, second, year] = *parts.as_slice() else { return None };
        let number = |text: &str| -> Option<u8> {
            (1..=2).contains(&text.len()).then(|| text.parse().ok()).flatten()
        };
        let digits = year.bytes().all(|b| b.is_ascii_digit());
        let year = digits && matches!(year.len(), 2 | 4);
        let (first, second) = (number(first)?, number(second)?);
        (year && (1..=31).contains(&first) && (1..=31).contains(&second)).then_some((first, second))
    })
}

/// What the columns of dates of a file say about their order.
pub(super) fn told(samples: &[Sample], mapping: &Mapping) -> Told {
    let mapped = |s: &&Sample| mapping.found.iter().any(|r| r.heading == s.heading);
    let mut either = None;
    let (mut day_first, mut month_first) = (None, None);
    for sample in samples.iter().filter(mapped).filter(|s| s.stamps() > 0.5) {
        for value in sample.filled() {
            let Some((first, second)) = numbers(value) else { continue };
            let shown = || format!("\"{value}\" in \"{}\"", sample.heading);
            match (first > 12, second > 12) {
                (true, false) => {
                    day_first.get_or_insert_with(shown);
                }
                (false, true) => {
                    month_first.get_or_insert_with(shown);
                }
                _ => {
                    either.get_or_insert_with(shown);
                }
            }
        }
    }
    match (day_first, month_first, either) {
        (Some(example), None, _) => {
            Told::Proven(DateOrder::Dmy, format!("the day comes first: {example}"))
        }
        (None, Some(example), _) => {
            Told::Proven(DateOrder::Mdy, format!("the month comes first: {example}"))
        }
        (Some(one), Some(other), _) => Told::ByColumn(format!(
            "the day comes first in {one}, the month in {other}: each column is read by its own values"
        )),
        (None, None, Some(example)) => {
            by_sequence(samples, mapping).unwrap_or(Told::Either(example))
        }
        (None, None, None) => Told::Needless,
    }
}

/// Pairs of columns of which the second can't be before the first.
const SEQUENCES: [(&str, &str); 7] = [
    ("received_at", "result_at"),
    ("received_at", "due_at"),
    ("submitted_at", "result_at"),
    ("result_at", "returned_at"),
    ("started_at", "finished_at"),
    ("enabled_at", "finished_at"),
    ("paused_at", "resumed_at"),
];

/// The order under which hardly a row ends before it begins, if many do under the other.
fn by_sequence(samples: &[Sample], mapping: &Mapping) -> Option<Told> {
    let column = |name: &str| {
        let heading = mapping.heading(name)?;
        samples.iter().rfind(|s| s.heading == heading)
    };
    let mut pairs = 0;
    let mut backward = [0_usize; 2];
    for (first, second) in SEQUENCES {
        let (Some(first), Some(second)) = (column(first), column(second)) else { continue };
        for (first, second) in first.values.iter().zip(&second.values) {
            let read = |order| Some((at(first, order)?, at(second, order)?));
            let (Some(day), Some(month)) = (read(DateOrder::Dmy), read(DateOrder::Mdy)) else {
                continue;
            };
            pairs += 1;
            let [days, months] = &mut backward;
            *days += usize::from(day.1 < day.0);
            *months += usize::from(month.1 < month.0);
        }
    }
    let [days, months] = backward;
    let clear = |few: usize, many: usize| {
        many >= 3 && share(many, pairs) >= 0.05 && share(few, pairs) <= 0.01
    };
    let said = |word: &str, many: usize| {
        format!("with the {word} first, {many} of {pairs} rows would end before they begin")
    };
    if clear(days, months) {
        return Some(Told::Is(DateOrder::Dmy, said("month", months)));
    }
    clear(months, days).then(|| Told::Is(DateOrder::Mdy, said("day", days)))
}

/// A text as a point in time, for comparing.
pub(super) fn at(text: &str, order: DateOrder) -> Option<i64> {
    let stamp = stamp::read(text.trim(), order).ok()?;
    Some(stamp.day * stamp::DAY_US + stamp.time_us.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::super::recognise::mapping;
    use super::*;
    use crate::study::InputKind;

    fn samples(columns: &[(&str, &[&str])]) -> Vec<Sample> {
        columns
            .iter()
            .map(|(heading, values)| Sample {
                heading: (*heading).to_owned(),
                values: values.iter().map(|v| (*v).to_owned()).collect(),
                serial_dates: false,
            })
            .collect()
    }

    fn of(columns: &[(&str, &[&str])]) -> Told {
        let samples = samples(columns);
        told(&samples, &mapping(InputKind::Dossiers, &samples))
    }

    #[test]
    fn the_order_is_told_from_days_above_twelve() {
        let day = of(&[("received", &["01/02/2023", "13/02/2023"])]);
        assert!(
            matches!(&day, Told::Proven(DateOrder::Dmy, why) if why.contains("13/02/2023")),
            "{day:?}"
        );
        let month = of(&[("received", &["01/02/2023", "02/13/2023 10:00"])]);
        assert!(matches!(month, Told::Proven(DateOrder::Mdy, _)), "{month:?}");
        assert_eq!(of(&[("received", &["2023-02-01", "2023-12-31"])]), Told::Needless);
    }

    #[test]
    fn columns_may_each_have_an_order_of_their_own() {
        let told = of(&[("received", &["13/02/2023"]), ("closed date", &["02/14/2023"])]);
        assert!(matches!(told, Told::ByColumn(_)), "{told:?}");
    }

    #[test]
    fn rows_that_would_end_before_they_begin_tell_it() {
        let received = &["01/02/2023", "01/03/2023", "02/04/2023", "01/05/2023"];
        let closed = &["02/01/2023", "03/01/2023", "04/03/2023", "05/02/2023"];
        let told = of(&[("received", received), ("closed date", closed)]);
        assert!(
            matches!(&told, Told::Is(DateOrder::Mdy, why) if why.contains("end before")),
            "{told:?}"
        );
    }

    #[test]
    fn dates_that_can_be_read_both_ways_tell_nothing() {
        let told = of(&[("received", &["01/02/2023", "03/04/2023"])]);
        assert_eq!(told, Told::Either("\"01/02/2023\" in \"received\"".to_owned()));
    }
}
