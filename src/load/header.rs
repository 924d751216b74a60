//! Finding the row of headings below titles, mottos and dates.

use super::heading::clean;
use crate::error::{Error, Result};
use crate::study::nearest;

/// Rows from the top among which the headings are looked for.
pub(super) const SEARCHED_ROWS: usize = 50;

/// Where the headings of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Index of the first row of data.
    pub data_from: usize,
    pub names: Vec<String>,
}

impl Header {
    /// One row of headings above the row at `data_from`.
    pub(super) fn single(row: &[String], data_from: usize) -> Self {
        Self { data_from, names: names(row) }
    }

    /// Position of a heading; the last of equal ones, as readers of such files do.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let wanted = clean(name);
        self.names.iter().rposition(|n| *n == wanted)
    }

    /// Headings that occur more than once, in order.
    pub(super) fn repeated<'a>(&self, among: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        among
            .into_iter()
            .map(|name| clean(name).into_owned())
            .filter(|name| self.names.iter().filter(|n| *n == name).count() > 1)
            .collect()
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
        let single = Header { data_from: at + 1, names: names(row) };
        let double =
            rows.get(at + 1).map(|below| Header { data_from: at + 2, names: two_rows(row, below) });
        for header in std::iter::once(single).chain(double) {
            let found = wanted.iter().filter(|w| header.names.contains(w)).count();
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                best = Some((found, header));
            }
        }
    }
    let Some((found, mut header)) = best else {
        return Err(Error::input(format!("{file} has no rows")));
    };
    if found < wanted.len() {
        let names = if found == 0 { likely(rows) } else { header.names };
        return Err(missing(&wanted, &names, file));
    }
    if rows.get(header.data_from).is_some_and(|row| counts_columns(row)) {
        header.data_from += 1;
    }
    Ok(header)
}

/// The headings of a file about which nothing is known yet: the first row as wide as most, of texts
/// that differ, without dates or numbers.
pub(super) fn guess(rows: &[Vec<String>]) -> Option<Header> {
    let filled = |row: &Vec<String>| row.iter().filter(|v| !v.trim().is_empty()).count();
    let widest = rows.iter().take(SEARCHED_ROWS).map(filled).max()?;
    let at = rows.iter().take(SEARCHED_ROWS).position(|row| {
        let texts: Vec<&String> = row.iter().filter(|v| !v.trim().is_empty()).collect();
        let wordy = texts.iter().all(|v| v.chars().any(char::is_alphabetic));
        texts.len() * 10 >= widest * 6 && wordy
    })?;
    let row = rows.get(at)?;
    let mut header = Header { data_from: at + 1, names: names(row) };
    // A group above its columns leaves holes in the upper row that the lower one fills.
    if let Some(below) = rows.get(at + 1) {
        let holes = row.iter().filter(|v| v.trim().is_empty()).count();
        let fills = below
            .iter()
            .zip(row)
            .filter(|(lower, upper)| upper.trim().is_empty() && !lower.trim().is_empty())
            .count();
        let wordy = below
            .iter()
            .filter(|v| !v.trim().is_empty())
            .all(|v| v.chars().any(char::is_alphabetic) && !v.chars().any(|c| c.is_ascii_digit()));
        if holes > 0 && fills == holes && wordy && filled(below) < filled(row) + holes {
            header = Header { data_from: at + 2, names: two_rows(row, below) };
        }
    }
    if rows.get(header.data_from).is_some_and(|row| counts_columns(row)) {
        header.data_from += 1;
    }
    Some(header)
}

fn names(row: &[String]) -> Vec<String> {
    row.iter().map(|v| clean(v).into_owned()).collect()
}

/// Headings of a group row with the row below it: the lower name wins where there is one.
fn two_rows(upper: &[String], lower: &[String]) -> Vec<String> {
    (0..upper.len().max(lower.len()))
        .map(|i| {
            let of = |row: &[String]| row.get(i).map(|v| clean(v).into_owned()).unwrap_or_default();
            let name = of(lower);
            if name.is_empty() { of(upper) } else { name }
        })
        .collect()
}

/// A row `1 2 3 …` (or `(1) (2) …`) that numbers the columns.
fn counts_columns(row: &[String]) -> bool {
    let numbers: Vec<Option<usize>> = row
        .iter()
        .map(|v| v.trim().trim_matches(['(', ')', '[', ']']).to_owned())
        .filter(|v| !v.is_empty())
        .map(|v| v.parse().ok())
        .collect();
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
        assert_eq!(guess(&rows).unwrap(), header);
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
