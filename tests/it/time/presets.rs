//! The Vietnamese preset beside a published list of holidays.

use std::collections::BTreeMap;

use jiff::civil::{Weekday, date};
use redtape::calendar::Calendar;
use serde::Deserialize;

#[derive(Deserialize)]
struct Published {
    holidays: BTreeMap<String, String>,
    worked: Vec<String>,
}

#[test]
fn the_vietnamese_preset_agrees_with_the_python_package_holidays() {
    let path = format!("{}/tests/reference/vietnam_holidays.json", env!("CARGO_MANIFEST_DIR"));
    let published: Published =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let calendar = Calendar::built_in("vietnam").unwrap().unwrap();
    // The swap of 2 and 10 January 2026 was announced after the package's list was made.
    let later = [date(2026, 1, 2), date(2026, 1, 10)];
    let mut differences = Vec::new();
    for day in calendar.days(date(2020, 1, 1), date(2026, 12, 31)).unwrap() {
        let weekend = matches!(day.date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let free = weekend || published.holidays.contains_key(&day.date.to_string());
        let open = !free || published.worked.contains(&day.date.to_string());
        if open != (day.open_s() > 0) {
            differences.push(day.date);
        }
    }
    assert_eq!(differences, later);
}
