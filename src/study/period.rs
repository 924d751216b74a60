//! The reporting period: any two days, or a preset.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The days that a report speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// From the first to the last stamp of the data.
    All,
    /// Both days belong to it.
    Between { from: Date, to: Date },
}

impl Period {
    /// Reads `all`, `2023`, `2023-Q3`, and the two with `/official`: data of a quarter are closed on
    /// the 14th (Q1 = 15 December–14 March … ; Decree 09/2019/ND-CP).
    pub(super) fn preset(text: &str) -> Option<Self> {
        if text == "all" {
            return Some(Self::All);
        }
        let (name, official) = match text.split_once('/') {
            Some((name, "official")) => (name, true),
            Some(_) => return None,
            None => (text, false),
        };
        let (year, quarter) = match name.split_once("-Q") {
            Some((year, quarter)) => (year, Some(quarter)),
            None => (name, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok().filter(|y| (1900..2200).contains(y))?;
        let (first_month, months) = match quarter {
            None => (1, 12),
            Some("1") => (1, 3),
            Some("2") => (4, 3),
            Some("3") => (7, 3),
            Some("4") => (10, 3),
            Some(_) => return None,
        };
        let first = date(year, first_month, 1);
        let from = if official {
            first.checked_sub(1.month()).ok()?.checked_add(14.days()).ok()?
        } else {
            first
        };
        let to = from.checked_add(months.months()).ok()?.yesterday().ok()?;
        Some(Self::Between { from, to })
    }

    pub(super) fn between(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self::Between { from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        match Period::preset(text)? {
            Period::Between { from, to } => Some((from.to_string(), to.to_string())),
            Period::All => Some(("all".into(), "all".into())),
        }
    }

    #[test]
    fn official_quarters_close_on_the_fourteenth() {
        let is = |text: &str, from: &str, to: &str| {
            assert_eq!(days(text), Some((from.to_owned(), to.to_owned())), "{text}");
        };
        is("2023-Q1/official", "2022-12-15", "2023-03-14");
        is("2023-Q3/official", "2023-06-15", "2023-09-14");
        is("2023-Q4/official", "2023-09-15", "2023-12-14");
        is("2023/official", "2022-12-15", "2023-12-14");
        is("2023-Q3", "2023-07-01", "2023-09-30");
        is("2024-Q1", "2024-01-01", "2024-03-31");
        is("2023", "2023-01-01", "2023-12-31");
        is("all", "all", "all");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "2023-Q5", "23-Q1", "2023/unofficial", "Q1-2023", "2023-07-01"] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
