//! Finding the row of headings below titles, mottos and dates.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::heading::clean;
use crate::error::{Error, Result};
use crate::study::nearest;

/// Rows from the top among which the headings are looked for.
pub(super) const SEARCHED_ROWS: usize = 50;

/// Begins the text of a cell that is covered by the one to its left, with which it is merged.
pub(super) const COVERED: char = '\u{2}';

/// Where the headings of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Index of the first row of data.
    pub data_from: usize,
    pub names: Vec<String>,
    /// Of two rows, the lower names by themselves: others know a column under a group by its own.
    lower: Vec<String>,
}

impl Header {
    /// One row of headings above the row at `data_from`.
    pub(super) fn single(row: &[String], data_from: usize) -> Self {
        Self { data_from, names: names(row), lower: Vec::new() }
    }

    fn double(upper: &[String], lower: &[String], data_from: usize) -> Self {
        Self { data_from, names: two_rows(upper, lower), lower: names(lower) }
    }

    /// Position of a heading; the last of equal ones, as readers of such files do.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let wanted = clean(name);
        let among = |names: &[String]| names.iter().rposition(|n| *n == wanted);
        among(&self.names).or_else(|| among(&self.lower))
    }

    /// Headings that occur more than once, in order.
    pub(super) fn repeated<'a>(&self, among: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let count = |names: &[String], name: &String| names.iter().filter(|n| *n == name).count();
        among
            .into_iter()
            .map(|name| clean(name).into_owned())
            .filter(|name| {
                let of_names = count(&self.names, name);
                of_names > 1 || of_names == 0 && count(&self.lower, name) > 1
            })
            .collect()
    }

    /// Passes over a row of column numbers.
    fn below_numbers(mut self, rows: &[Vec<String>]) -> Self {
        if rows.get(self.data_from).is_some_and(|row| counts_columns(row)) {
            self.data_from += 1;
        }
        self
    }
}

/// Finds the row that has most of the wanted headings, the first of equals; two rows together where
/// the upper one only groups the lower. Skips a row of column numbers below it.
///
/// # Errors
/// Of kind `Input` where wanted headings are missing; lists those of the file.
pub(super) fn find(rows: &[Vec<String>], wanted: &[&str], file: &str) -> Result<Header> {
    let wanted: Vec<String> = wanted.iter().map(|w| clean(w).into_owned()).collect();
    let mut best: Option<(usize, Header)> = None;
    for (at, row) in rows.iter().enumerate().take(SEARCHED_ROWS) {
        let single = Header::single(row, at + 1);
        let double = rows.get(at + 1).map(|below| Header::double(row, below, at + 2));
        for header in std::iter::once(single).chain(double) {
            let found = wanted.iter().filter(|w| header.position(w).is_some()).count();
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                best = Some((found, header));
            }
        }
    }
    let Some((found, header)) = best else {
        return Err(Error::input(format!("{file} has no rows")));
    };
    if found < wanted.len() {
        let names = if found == 0 { likely(rows) } else { header.names };
        return Err(missing(&wanted, &names, file));
    }
    Ok(header.below_numbers(rows))
}

/// The headings of a file about which nothing is known yet: the first row, or two of which the upper one
/// groups the lower, as wide as most, of texts, without dates.
pub(super) fn guess(rows: &[Vec<String>]) -> Option<Header> {
    let widest = rows.iter().take(SEARCHED_ROWS).map(|row| filled(row)).max()?;
    let wide = |header: &Header| {
        let names: Vec<&String> = header.names.iter().filter(|n| !n.is_empty()).collect();
        let wordy = names.iter().filter(|n| n.chars().any(char::is_alphabetic)).count();
        !names.is_empty()
            && names.len() * 10 >= widest * 6
            && wordy * 10 >= names.len() * 7
            && !names.iter().any(|n| datum(n))
    };
    for (at, row) in rows.iter().enumerate().take(SEARCHED_ROWS) {
        let double = rows.get(at + 1).filter(|below| groups(row, below));
        let double = double.map(|below| Header::double(row, below, at + 2));
        let single = Header::single(row, at + 1);
        if let Some(header) = double.into_iter().chain([single]).find(|h| wide(h)) {
            return Some(header.below_numbers(rows));
        }
    }
    None
}

/// Cells with a text of their own.
fn filled(row: &[String]) -> usize {
    row.iter().filter(|v| !own(v).is_empty()).count()
}

/// A cell's text, unless it is covered.
fn own(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(COVERED) { Cow::Borrowed("") } else { clean(cell) }
}

/// A cell's text, be it covered or not.
fn any(cell: &str) -> Cow<'_, str> {
    clean(cell.strip_prefix(COVERED).unwrap_or(cell))
}

/// Whether a text is a date, a time or a long number rather than a name.
fn datum(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().any(char::is_alphabetic);
    !letters && digits > 0 && (digits > 4 || text.contains(['/', '-', ':', '.']))
}

/// Whether a row only groups the columns of the row below: it has names of its own columns, holes that
/// the lower row fills, and a group over names that are others.
fn groups(upper: &[String], lower: &[String]) -> bool {
    let cell = |row: &[String], at: usize| row.get(at).map(|v| own(v).into_owned());
    let (mut alone, mut fills, mut grouped) = (false, false, false);
    for at in 0..upper.len().max(lower.len()) {
        let above = cell(upper, at).unwrap_or_default();
        let below = cell(lower, at).unwrap_or_default();
        match (above.is_empty(), below.is_empty()) {
            (false, true) => alone = true,
            (false, false) if above == below => alone = true,
            (false, false) => grouped = true,
            (true, false) => fills = true,
            (true, true) => {}
        }
    }
    let wordy = lower
        .iter()
        .map(|v| own(v))
        .filter(|v| !v.is_empty())
        .all(|v| v.chars().any(char::is_alphabetic) && !v.chars().any(|c| c.is_ascii_digit()));
    alone && fills && grouped && wordy
}

fn names(row: &[String]) -> Vec<String> {
    row.iter().map(|v| own(v).into_owned()).collect()
}

/// Headings of a group row with the row below it: the lower name wins where there is one, with its group
/// before it where another group has the same name.
fn two_rows(upper: &[String], lower: &[String]) -> Vec<String> {
    let width = upper.len().max(lower.len());
    let below: Vec<String> =
        (0..width).map(|i| lower.get(i).map(|v| own(v).into_owned()).unwrap_or_default()).collect();
    let mut group = String::new();
    let mut out: Vec<String> = Vec::with_capacity(width);
    let mut under: Vec<String> = Vec::with_capacity(width);
    for (at, name) in below.iter().enumerate() {
        let above = upper.get(at).map(|v| any(v).into_owned()).unwrap_or_default();
        if !above.is_empty() {
            group.clone_from(&above);
        }
        under.push(group.clone());
        out.push(if name.is_empty() {
            upper.get(at).map(|v| own(v).into_owned()).unwrap_or_default()
        } else {
            name.clone()
        });
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &below {
        *counts.entry(name).or_default() += 1;
    }
    for ((name, group), own) in out.iter_mut().zip(&under).zip(&below) {
        let shared = !own.is_empty() && counts.get(own.as_str()).is_some_and(|n| *n > 1);
        if shared && !group.is_empty() && group != own {
            *name = format!("{group} {own}");
        }
    }
    out
}

/// A row `1 2 3 …` (or `(1) (2) …`, or with letters first: `A B 1 2 …`) that numbers the columns.
fn counts_columns(row: &[String]) -> bool {
    let cells: Vec<String> = row
        .iter()
        .map(|v| own(v).trim_matches(['(', ')', '[', ']']).to_owned())
        .filter(|v| !v.is_empty())
        .collect();
    let letters = |v: &&String| v.chars().count() == 1 && v.chars().all(char::is_alphabetic);
    let numbers: Vec<Option<usize>> =
        cells.iter().skip_while(letters).map(|v| v.parse().ok()).collect();
    numbers.len() >= 3
        && numbers.windows(2).all(|pair| matches!(pair, [Some(a), Some(b)] if *b == a + 1))
        && matches!(numbers.first(), Some(Some(0 | 1)))
}

fn likely(rows: &[Vec<String>]) -> Vec<String> {
    guess(rows).map_or_else(|| rows.first().map(|r| names(r)).unwrap_or_default(), |h| h.names)
}

fn missing(wanted: &[String], names: &[String], file: &str) -> Error {
    let lost: Vec<&String> = wanted.iter().filter(|w| !names.contains(w)).collect();
    let plural = if lost.len() == 1 { "column" } else { "columns" };
    let list = lost.iter().map(|l| format!("\"{l}\"")).collect::<Vec<_>>().join(", ");
    let mut error = Error::input(format!("{file} has no {plural} {list}"));
    let there: Vec<&str> = names.iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
    for name in lost {
        if let Some(near) = nearest(name, there.iter().copied()) {
            error = error.detail(format!("nearest to \"{name}\": \"{near}\""));
        }
    }
    let shown = there.iter().take(40).map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    error.detail(format!("headings found: {shown}")).help(
        "correct [input.columns] in study.toml; exports leave out columns without data: then delete the key",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|r| r.iter().map(|v| (*v).to_owned()).collect()).collect()
    }

    #[test]
    fn headings_are_found_below_titles_and_a_row_of_numbers_is_skipped() {
        let rows = table(&[
            &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", ""],
            &["DANH SÁCH HỒ SƠ", "", ""],
            &["Từ ngày 01/07/2023 đến ngày 30/09/2023", "", ""],
            &["STT", "Mã hồ sơ", "Ngày\ntiếp nhận"],
            &["1", "2", "3"],
            &["1", "H56-1", "01/07/2023"],
        ]);
        let header = find(&rows, &["Mã hồ sơ", "Ngày tiếp nhận"], "f").unwrap();
        assert_eq!(header.data_from, 5);
        assert_eq!(header.position("Ngày tiếp nhận"), Some(2));
        let guessed = guess(&rows).unwrap();
        assert_eq!((guessed.data_from, guessed.names), (header.data_from, header.names));
    }

    #[test]
    fn a_group_row_above_the_headings_is_read_through() {
        let rows = table(&[
            &["Mã hồ sơ", "Ngày, tháng, năm", ""],
            &["", "Nhận hồ sơ", "Hẹn trả kết quả"],
            &["H1", "01/07/2023", "04/07/2023"],
        ]);
        let header = find(&rows, &["Mã hồ sơ", "Nhận hồ sơ", "Hẹn trả kết quả"], "f").unwrap();
        assert_eq!((header.data_from, header.position("Nhận hồ sơ")), (2, Some(1)));
        assert_eq!(guess(&rows).unwrap().data_from, 2);
    }

    #[test]
    fn merged_groups_and_titles_are_read_through_whoever_looks() {
        let rows = table(&[
            &[
                "DANH SÁCH QUÁ TRÌNH",
                "\u{2}DANH SÁCH QUÁ TRÌNH",
                "\u{2}DANH SÁCH QUÁ TRÌNH",
                "",
                "",
            ],
            &["Từ ngày 01/03/2024 đến ngày 31/03/2024", "", "", "", ""],
            &["", "", "", "", ""],
            &["STT", "Mã hồ sơ", "Tiếp nhận", "\u{2}Tiếp nhận", "Trả kết quả", "\u{2}Trả kết quả"],
            &["STT", "Mã hồ sơ", "Ngày", "Người", "Ngày", "Người"],
            &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            &["1", "H1", "01/03/2024", "Lan", "02/03/2024", "Lan"],
            &["Tổng cộng: 1", "\u{2}Tổng cộng: 1", "", "", "", ""],
            &["NGƯỜI LẬP BIỂU", "", "", "THỦ TRƯỞNG ĐƠN VỊ", "", ""],
        ]);
        let guessed = guess(&rows).unwrap();
        assert_eq!(
            guessed.names,
            [
                "STT",
                "Mã hồ sơ",
                "Tiếp nhận Ngày",
                "Tiếp nhận Người",
                "Trả kết quả Ngày",
                "Trả kết quả Người"
            ]
        );
        let wanted: Vec<&str> = guessed.names.iter().map(String::as_str).collect();
        assert_eq!(find(&rows, &wanted, "f").unwrap(), guessed);
        assert_eq!(guessed.data_from, 6);
        // By its lower name alone, the last of equals.
        assert_eq!(find(&rows, &["Mã hồ sơ", "Ngày"], "f").unwrap().position("Ngày"), Some(4));
    }

    #[test]
    fn rows_of_data_are_no_headings() {
        let rows = table(&[
            &["H1", "Tiếp nhận", "Lan", "2024-03-01 08:00"],
            &["H2", "Tiếp nhận", "Lan", "2024-03-01 09:00"],
        ]);
        assert_eq!(guess(&rows), None);
        let numbered =
            table(&[&["Mã hồ sơ", "Cơ quan", "Ngày nhận", "2024"], &["1", "a", "b", "c"]]);
        assert_eq!(guess(&numbered).unwrap().data_from, 1);
    }

    #[test]
    fn of_equal_headings_the_last_is_taken() {
        let rows = table(&[&["id", "Ngày", "Ngày"], &["1", "", "01/07/2023"]]);
        let header = find(&rows, &["id", "Ngày"], "f").unwrap();
        assert_eq!(header.position("Ngày"), Some(2));
        assert_eq!(header.repeated(["id", "Ngày"]), ["Ngày"]);
    }

    #[test]
    fn a_missing_heading_is_named_with_the_nearest_one() {
        let rows = table(&[&["Mã hồ sơ", "Ngày tiếp nhận"], &["1", "01/07/2023"]]);
        let error = find(&rows, &["Mã hồ sơ", "Ngày nhận"], "ho_so.csv").unwrap_err();
        assert_eq!(error.message, "ho_so.csv has no column \"Ngày nhận\"");
        assert_eq!(error.exit_code(), 3);
        assert!(error.details[0].contains("Ngày tiếp nhận"), "{error}");
    }
}
