//! Figures that mislead, beside those that don't: tables that show the trap instead of falling into it.

pub mod closed_only;
pub mod quarters;
pub mod simpson;

use crate::report::rows::name;
use crate::results::{Cell, Message};

/// `2023-Q3` as each language says it; anything else as it is.
pub(super) fn quarter(text: &str) -> Cell {
    match text.split_once("-Q") {
        Some((year, number)) => {
            Cell::Word(Message::new("report-quarter").text("number", number).text("year", year))
        }
        None => name(text),
    }
}
