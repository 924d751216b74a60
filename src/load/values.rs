//! Single values: what counts as nothing, what is a number, what is wrong with one.

use super::batch::Reason;
use super::heading::clean;
use super::quantity;
use super::reading::Reading;
use super::stamp::{self, Unread};
use crate::study::{DateOrder, Field, FieldType};

/// What databases and data frames write for "nothing".
const NOTHING: [&str; 9] = ["NULL", "null", "NaN", "nan", "NaT", "None", "N/A", "\\N", "-"];

/// Before what a cell shows whose value the file doesn't hold: an error, a formula not computed yet.
const UNKNOWN: char = '\u{1}';

/// What a cell shows whose value is unknown.
pub(super) fn unknown(raw: &str) -> Option<&str> {
    raw.trim_start().strip_prefix(UNKNOWN)
}

/// What is wrong with a value of this column, if anything is: the rule that the typer goes by, for a
/// reader that must know beforehand.
pub(super) fn check(field: &Field, raw: &str, order: DateOrder) -> Option<Reason> {
    match field.field_type {
        FieldType::Text | FieldType::Channel => {
            (field.required && clean(raw).is_empty()).then_some(Reason::Missing)
        }
        FieldType::Number => {
            let text = raw.trim();
            if text.is_empty() || nothing(text) {
                return None;
            }
            if unknown(text).is_some() {
                return Some(Reason::UnknownValue);
            }
            quantity::read(text).err()
        }
        FieldType::Stamp | FieldType::Due => {
            let text = raw.trim();
            if text.is_empty() || nothing(text) {
                return None;
            }
            if unknown(text).is_some() {
                return Some(Reason::UnknownValue);
            }
            let reading = Reading { order, short_years: true, ..Reading::default() };
            stamp::written(text).and_then(|w| w.stamp(&reading)).err().map(Reason::from)
        }
    }
}

impl From<Unread> for Reason {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::NotADate => Self::NotADate,
            Unread::OutOfRange => Self::OutOfRange,
            Unread::Placeholder => Self::PlaceholderDate,
            Unread::Never => Self::NeverDate,
        }
    }
}

/// Whether a text stands for no value.
pub(super) fn nothing(text: &str) -> bool {
    // Nearly all values are longer, and are told from these by that.
    text.len() <= 4 && NOTHING.contains(&text)
}
