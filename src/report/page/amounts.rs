//! Numbers with their unit, said once, and ranges of them.

use crate::results::{Message, Saving, StudyFacts, Unit};
use crate::words::Words;

use super::super::rows::percent;

/// A value in its unit; a duration in the largest unit that keeps it above 1.
pub fn amount(value: f64, unit: Unit, facts: &StudyFacts, words: &Words) -> String {
    let shown = Shown::of(value, unit, facts);
    shown.with_unit(shown.number(value, words), words)
}

/// Two ends in their unit, which is said once.
pub fn range(ends: [f64; 2], unit: Unit, facts: &StudyFacts, words: &Words) -> String {
    let [low, high] = ends;
    let shown = Shown::of(low.abs().max(high.abs()), unit, facts);
    shown.with_unit(shown.ends(ends, words), words)
}

/// How large numbers of a unit are shown.
struct Shown {
    /// One of the shown unit in the unit of the value.
    size: f64,
    unit: Option<&'static str>,
    /// Fixed decimals, where three significant digits would mislead.
    decimals: Option<u8>,
}

impl Shown {
    fn of(largest: f64, unit: Unit, facts: &StudyFacts) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
        let office_day = facts.office_day_s.max(1) as f64;
        let largest = largest.abs();
        let (size, unit) = match unit {
            Unit::WorkSeconds if largest >= office_day => (office_day, Some("unit-work-days")),
            Unit::WallSeconds if largest >= 86_400.0 => (86_400.0, Some("unit-wall-days")),
            Unit::WorkSeconds if largest >= 3_600.0 => (3_600.0, Some("unit-work-hours")),
            Unit::WallSeconds if largest >= 3_600.0 => (3_600.0, Some("unit-wall-hours")),
            Unit::WorkSeconds | Unit::WallSeconds => (60.0, Some("unit-minutes")),
            Unit::WorkDays => (1.0, Some("unit-work-days")),
            Unit::WorkHours => (1.0, Some("unit-work-hours")),
            Unit::WallDays => (1.0, Some("unit-wall-days")),
            Unit::WorkDaysPerYear => (1.0, Some("report-unit-work-days-year")),
            Unit::Points => (1.0, Some("report-unit-points")),
            Unit::PerWeek => (1.0, Some("report-unit-per-week")),
            Unit::Ratio => (1.0, Some("report-unit-ratio")),
            Unit::Share => (0.01, Some("report-unit-percent")),
            Unit::Text | Unit::Count | Unit::Date | Unit::None => (1.0, None),
        };
        // Next to an end of the scale the second decimal counts.
        let near_an_end = largest < 0.01 || (largest > 0.999 && largest < 1.0);
        let share = unit == Some("report-unit-percent");
        Self { size, unit, decimals: share.then_some(if near_an_end { 2 } else { 1 }) }
    }

    fn number(&self, value: f64, words: &Words) -> String {
        let number = value / self.size;
        match self.decimals {
            Some(decimals) => words.numbers().fixed(number, decimals),
            None => words.numbers().significant(number),
        }
    }

    fn ends(&self, [low, high]: [f64; 2], words: &Words) -> String {
        let ends = Message::new("report-range")
            .text("low", self.number(low, words))
            .text("high", self.number(high, words));
        words.say(&ends)
    }

    fn with_unit(&self, number: String, words: &Words) -> String {
        match self.unit {
            Some(key) => words.say(&Message::new(key).text("n", number)),
            None => number,
        }
    }
}

/// A saving and its range as text: the year's, or the window's where nothing may be made yearly.
pub struct Saved {
    pub value: String,
    pub range: String,
}

/// The unit is said once, with the value.
pub fn saved(saving: &Saving, facts: &StudyFacts, words: &Words) -> Saved {
    let (value, interval, unit) = match saving.per_year {
        Some(value) => (value, saving.interval, saving.unit),
        None => (saving.in_window, saving.window_interval, of_window(saving.unit)),
    };
    let shown = Shown::of(value, unit, facts);
    let mut text = shown.with_unit(shown.number(value, words), words);
    if saving.per_year.is_none() {
        let weeks = Message::new("report-in-window")
            .text("amount", text)
            .count("weeks", facts.evidence_weeks.into());
        text = words.say(&weeks);
    }
    let range = match interval {
        Some(ends) => words.say(
            &Message::new("report-interval")
                .number("level", percent(facts.level))
                .text("range", shown.ends(ends, words)),
        ),
        None => words.word("report-no-interval"),
    };
    Saved { value: text, range }
}

/// What a yearly unit is called for a window.
fn of_window(unit: Unit) -> Unit {
    match unit {
        Unit::WorkDaysPerYear => Unit::WorkDays,
        other => other,
    }
}
