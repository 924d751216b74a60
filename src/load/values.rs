//! Single values: what counts as nothing, what is a number, what is wrong with one.

use super::batch::Reason;
use super::heading::clean;
use super::stamp::{self, Unread};
use crate::study::{DateOrder, Field, FieldType};

/// What databases and data frames write for "nothing".
const NOTHING: [&str; 10] =
    ["NULL", "null", "NaN", "nan", "NaT", "None", "N/A", "\\N", "-", "0000-00-00 00:00:00"];
/// The empty date of .NET, in the ways it is written.
const NET_NOTHING: [&str; 3] = ["0001-01-01", "01/01/0001", "1/1/0001"];

/// Before what a cell shows whose value the file doesn't hold: an error, a formula not computed yet.
const UNKNOWN: char = '\u{1}';

/// What a cell shows whose value is unknown.
pub(super) fn unknown(raw: &str) -> Option<&str> {
    raw.trim_start().strip_prefix(UNKNOWN)
}

/// What sets a whole row aside: the lack of a value that it needs.
pub(super) fn row_fault(field: &Field, raw: &str) -> Option<Reason> {
    if !field.required {
        return None;
    }
    if unknown(raw).is_some() {
        return Some(Reason::UnknownValue);
    }
    clean(raw).is_empty().then_some(Reason::Missing)
}

/// What is wrong with a value of this column, if anything is: the rule that the typer goes by, for a
/// reader that must know beforehand.
pub(super) fn check(field: &Field, raw: &str, order: DateOrder) -> Option<Reason> {
    match field.field_type {
        FieldType::Text | FieldType::Channel => {
            (field.required && clean(raw).is_empty()).then_some(Reason::Missing)
        }
        FieldType::Number => number(raw).err(),
        FieldType::Stamp | FieldType::Due => {
            let text = raw.trim();
            if text.is_empty() || nothing(text) {
                return None;
            }
            if unknown(text).is_some() {
                return Some(Reason::UnknownValue);
            }
            stamp::read(text, order).err().map(Reason::from)
        }
    }
}

impl From<Unread> for Reason {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::NotADate => Self::NotADate,
            Unread::OutOfRange => Self::OutOfRange,
        }
    }
}

/// Whether a text stands for no value.
pub(super) fn nothing(text: &str) -> bool {
    NOTHING.contains(&text)
        || (text.contains("0001") && NET_NOTHING.iter().any(|n| text.starts_with(n)))
}

/// A number of minutes or days, with a decimal point or comma.
pub(super) fn number(raw: &str) -> Result<Option<f64>, Reason> {
    let text = raw.trim();
    if text.is_empty() || nothing(text) {
        return Ok(None);
    }
    if unknown(text).is_some() {
        return Err(Reason::UnknownValue);
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+'));
    let one_mark = text.bytes().filter(|b| matches!(b, b'.' | b',')).count() <= 1;
    if !digits || !one_mark {
        return Err(Reason::NotANumber);
    }
    let value: f64 = text.replace(',', ".").parse().map_err(|_| Reason::NotANumber)?;
    if value < 0.0 { Err(Reason::OutOfRange) } else { Ok(Some(value)) }
}
