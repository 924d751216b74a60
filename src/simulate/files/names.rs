//! Made-up names of people. Any likeness is chance: the parts are drawn apart.

use super::super::draws::{Draws, Key, Purpose};

const FAMILY: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Phan"];
const MIDDLE: [&str; 10] =
    ["Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Thanh", "Hữu", "Bích"];
const GIVEN: [&str; 16] = [
    "An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hải", "Hương", "Khánh", "Lan", "Long", "Mai",
    "Nam", "Phương", "Sơn", "Yến",
];

/// The name that belongs to a number.
pub(super) fn person(draws: Draws, who: u64, purpose: Purpose) -> String {
    let mut stream = draws.at(Key { who, what: 0, nth: 0, purpose });
    let mut part = |names: &[&'static str]| {
        let place = stream.uniform() * names.len() as f64;
        names.get(place as usize).copied().unwrap_or_default()
    };
    format!("{} {} {}", part(&FAMILY), part(&MIDDLE), part(&GIVEN))
}
