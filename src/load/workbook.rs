//! Workbooks (XLSX, XLS, XLSB, ODS): one sheet, as text.

use std::borrow::Cow;

use super::book::{Book, Cell, Grid, Tab};
use super::header::{self, COVERED, SEARCHED_ROWS};
use super::reader::{Asked, Holds, Lies, Read, Reader, Remarks, Row, TableReader, Take, UNKNOWN};
use crate::error::{Error, Result};
use crate::results::Message;

pub(super) static READER: Reader = Reader {
    name: "a workbook",
    endings: &["xlsx", "xlsm", "xls", "xlsb", "ods"],
    magic: &[(0, b"PK\x03\x04"), (0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    lies: Lies::File,
    holds: Holds::Table(TableReader { rows, headed: false, serial_days: true }),
};

/// Serial numbers of days that a bare number in a date column may be: 1927 to 2119.
const SERIALS: std::ops::Range<f64> = 10_000.0..80_000.0;
/// Days from 1899-12-30, which Excel counts from, to 1970-01-01.
const EXCEL_EPOCH: i64 = 25_569;
const DAY_MS: i64 = 86_400_000;
/// Whole numbers from here on have lost digits in a cell.
const EXACT: f64 = 1e16;
/// Rows below the headings that tell a table from a cover.
const TABLE_ROWS: usize = 200;

/// Hands out the rows of one sheet. Row numbers are the sheet's own.
fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let mut book = Book::open(asked.path, asked.shown)?;
    let tabs = book.tabs();
    let (at, grid) = chosen(&mut book, &tabs, asked)?;
    let notes = said(&tabs, at, asked);
    let mut expected = 0;
    for (number, cells) in &grid.rows {
        // Rows without cells aren't stored.
        while expected < *number && expected < narrow(SEARCHED_ROWS) {
            let blank = SheetRow { number: expected, width: grid.width, cells: Cow::Borrowed(&[]) };
            if !take(&blank)? {
                break;
            }
            expected += 1;
        }
        let row = SheetRow { number: *number, width: grid.width, cells: Cow::Borrowed(cells) };
        if !take(&row)? {
            break;
        }
        expected = number.saturating_add(1);
    }
    Ok(Read { remarks: Remarks { notes, ..Remarks::default() }, ..Read::default() })
}

fn narrow(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// The sheet that the study names; else the first that is visible and has the wanted headings, or, where
/// none are known yet, looks like a table; else the first that is visible and filled.
fn chosen(book: &mut Book, tabs: &[Tab], asked: &Asked<'_>) -> Result<(usize, Grid)> {
    if let Some(name) = asked.sheet {
        let at = tabs.iter().position(|t| t.name == name).ok_or_else(|| {
            Error::input(format!("{} has no sheet \"{name}\"", asked.shown))
                .detail(format!("its sheets: {}", list(tabs)))
                .help("correct sheet = \"…\" in study.toml")
        })?;
        return Ok((at, book.grid(name)?));
    }
    let mut first = None;
    for (at, tab) in tabs.iter().enumerate().filter(|(_, t)| !t.hidden) {
        let grid = book.grid(&tab.name)?;
        if !grid.filled() {
            continue;
        }
        if fits(&grid, asked) {
            return Ok((at, grid));
        }
        if first.is_none() {
            first = Some((at, grid));
        }
    }
    let Some((at, grid)) = first else {
        return Err(Error::input(format!(
            "{} has no sheet that is visible and filled",
            asked.shown
        ))
        .detail(format!("its sheets: {}", list(tabs)))
        .help("set sheet = \"…\" in study.toml to read one that is hidden"));
    };
    if tabs.len() > 1 && !asked.wanted.is_empty() {
        let seen = top(&grid);
        let missing = match header::find(&seen, asked.wanted, asked.shown) {
            Ok(_) => return Ok((at, grid)),
            Err(missing) => missing,
        };
        return Err(missing
            .detail(format!("its sheets: {}", list(tabs)))
            .help("set sheet = \"…\" in study.toml, or correct [input.columns]"));
    }
    Ok((at, grid))
}

/// Whether a sheet has what is wanted; where nothing is, whether it looks like a table.
fn fits(grid: &Grid, asked: &Asked<'_>) -> bool {
    let seen = top(grid);
    if !asked.wanted.is_empty() {
        return header::find(&seen, asked.wanted, asked.shown).is_ok();
    }
    header::guess(&seen).is_some_and(|header| {
        let headings = header.names.iter().filter(|n| !n.is_empty()).count();
        let full = |row: &&Vec<String>| row.iter().filter(|c| !c.trim().is_empty()).count() >= 2;
        headings >= 2 && seen.iter().skip(header.data_from).any(|row| full(&row))
    })
}

/// The rows at the top as the headings are looked for in them.
fn top(grid: &Grid) -> Vec<Vec<String>> {
    grid.rows
        .iter()
        .take(SEARCHED_ROWS + TABLE_ROWS)
        .map(|(number, cells)| {
            let row = SheetRow { number: *number, width: grid.width, cells: Cow::Borrowed(cells) };
            (0..row.width()).map(|at| row.seen(at).into_owned()).collect()
        })
        .collect()
}

/// Sheets by name, hidden ones marked.
fn list(tabs: &[Tab]) -> String {
    let one =
        |tab: &Tab| format!("\"{}\" ({})", tab.name, if tab.hidden { "hidden" } else { "visible" });
    tabs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// That there are other sheets than the one that is read.
fn said(tabs: &[Tab], at: usize, asked: &Asked<'_>) -> Vec<Message> {
    let Some(read) = tabs.get(at).filter(|_| tabs.len() > 1 && asked.sheet.is_none()) else {
        return Vec::new();
    };
    let named = |hidden: bool| {
        let others = tabs.iter().enumerate().filter(|(n, t)| *n != at && t.hidden == hidden);
        others.map(|(_, t)| t.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let note = |key: &'static str, others: String| {
        Message::new(key)
            .text("file", asked.shown.to_owned())
            .text("sheet", read.name.clone())
            .text("others", others)
    };
    [("note-other-sheets", named(false)), ("note-hidden-sheets", named(true))]
        .into_iter()
        .filter(|(_, others)| !others.is_empty())
        .map(|(key, others)| note(key, others))
        .collect()
}

struct SheetRow<'a> {
    /// From 0, as the grid has it.
    number: u32,
    width: u32,
    cells: Cow<'a, [(u32, Cell)]>,
}

impl SheetRow<'_> {
    fn cell(&self, at: usize) -> Option<&Cell> {
        let column = u32::try_from(at).ok()?;
        let place = self.cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        self.cells.get(place).map(|(_, cell)| cell)
    }
}

impl Row for SheetRow<'_> {
    fn number(&self) -> i64 {
        i64::from(self.number) + 1
    }

    fn width(&self) -> usize {
        usize::try_from(self.width).unwrap_or(usize::MAX)
    }

    fn text(&self, at: usize, _heading: &str, day: bool) -> Result<Cow<'_, str>> {
        Ok(self.cell(at).map_or(Cow::Borrowed(""), |cell| text(cell, day)))
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        match self.cell(at) {
            Some(Cell::Covered(text)) => Cow::Owned(format!("{COVERED}{text}")),
            Some(cell) => text(cell, false),
            None => Cow::Borrowed(""),
        }
    }

    fn blank(&self, at: usize) -> bool {
        match self.cell(at) {
            Some(Cell::Text(text)) => text.trim().is_empty(),
            None | Some(Cell::Covered(_)) => true,
            Some(_) => false,
        }
    }

    fn is_number(&self, at: usize) -> bool {
        matches!(self.cell(at), Some(Cell::Number(_)))
    }

    fn keep(&self) -> Box<dyn Row> {
        let cells = Cow::Owned(self.cells.to_vec());
        Box::new(SheetRow { number: self.number, width: self.width, cells })
    }
}

/// Whether a text is a number that a date column would take for a day.
pub(super) fn is_serial(text: &str) -> bool {
    text.parse().is_ok_and(|value: f64| SERIALS.contains(&value))
}

/// A cell as text. A bare number in a column of dates is a serial number.
fn text(cell: &Cell, day: bool) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Iso(text) => Cow::Borrowed(text),
        Cell::Number(value) if day && SERIALS.contains(value) => Cow::Owned(serial(*value)),
        Cell::Number(value) => Cow::Owned(number(*value)),
        Cell::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        // A time without a day is what a length of time looks like when nobody formats it as one.
        Cell::Date(stamp) if stamp.as_f64() > 0.0 && stamp.as_f64() < 1.0 => {
            Cow::Owned(span(stamp.as_f64()))
        }
        Cell::Date(stamp) if stamp.as_f64() == 0.0 => Cow::Borrowed("1899-12-30"),
        Cell::Date(stamp) => {
            let (year, month, day, hour, minute, second, ms) = stamp.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second, ms) == (0, 0, 0, 0) {
                return Cow::Owned(date);
            }
            Cow::Owned(format!("{date}T{hour:02}:{minute:02}:{second:02}.{ms:03}"))
        }
        Cell::Span(days) => Cow::Owned(span(*days)),
        Cell::Unknown(shown) | Cell::Bare(shown) => Cow::Owned(format!("{UNKNOWN}{shown}")),
        Cell::Zero { formula, .. } if day => Cow::Owned(format!("{UNKNOWN}={formula}")),
        Cell::Zero { .. } => Cow::Borrowed("0"),
        Cell::Covered(_) => Cow::Borrowed(""),
    }
}

/// A number as it would be typed; one that has lost digits shows that.
fn number(value: f64) -> String {
    if value.abs() < EXACT {
        return value.to_string();
    }
    format!("{value:E}").replace('E', "E+")
}

/// A length of time in days as ISO 8601, to the millisecond.
fn span(days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, far beyond any length of time")]
    let ms = (days.abs() * 86_400_000.0).round() as i64;
    let sign = if days < 0.0 && ms > 0 { "-" } else { "" };
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let mut out = format!("{sign}PT");
    if hours > 0 {
        out.push_str(&format!("{hours}H"));
    }
    if minutes > 0 {
        out.push_str(&format!("{minutes}M"));
    }
    if ms > 0 {
        out.push_str(&format!("{seconds}.{ms:03}S"));
    } else if seconds > 0 || (hours == 0 && minutes == 0) {
        out.push_str(&format!("{seconds}S"));
    }
    out
}

/// A serial number as ISO text, to the millisecond; a whole number is a date alone.
fn serial(value: f64) -> String {
    let whole = value.floor();
    #[expect(clippy::cast_possible_truncation, reason = "within a day")]
    let mut ms = ((value - whole) * 86_400_000.0).round() as i64;
    #[expect(clippy::cast_possible_truncation, reason = "serial numbers of days are five digits")]
    let mut days = whole as i64 - EXCEL_EPOCH;
    if ms >= DAY_MS {
        ms -= DAY_MS;
        days += 1;
    }
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = jiff::Span::new().try_days(days).ok().and_then(|span| epoch.checked_add(span).ok());
    let date = date.map_or_else(String::new, |d| d.to_string());
    if ms == 0 {
        return date;
    }
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{ms:03}")
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn serial_numbers_become_dates_and_codes_stay_numbers() {
        assert_eq!(text(&Cell::Number(45_231.0), true), "2023-11-01");
        assert_eq!(text(&Cell::Number(45_231.354_166_666_7), true), "2023-11-01T08:30:00.000");
        assert_eq!(text(&Cell::Number(45_231.0), false), "45231");
        assert_eq!(text(&Cell::Number(20_231_101_083_000.0), true), "20231101083000");
        assert_eq!(text(&Cell::Number(1.001_612), false), "1.001612");
        assert_eq!(text(&Cell::Number(2.02e19), false), "2.02E+19");
        let stamp = |value, is_1904| {
            Cell::Date(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(text(&stamp(45_231.5, false), true), "2023-11-01T12:00:00.000");
        assert_eq!(text(&stamp(45_231.5 - 1_462.0, true), true), "2023-11-01T12:00:00.000");
        assert_eq!(text(&stamp(45_231.0, false), true), "2023-11-01");
        assert_eq!(text(&stamp(45_356.416_666_666_66, false), true), "2024-03-05T10:00:00.000");
        assert_eq!(text(&stamp(0.062_5, false), false), "PT1H30M");
    }

    #[test]
    fn lengths_of_time_are_iso_whatever_their_length() {
        for (days, wanted) in [
            (1.0, "PT24H"),
            (0.062_5, "PT1H30M"),
            (2.000_347_222_222_222, "PT48H30S"),
            (0.0, "PT0S"),
            (0.000_005_787_04, "PT0.500S"),
            (-1.0, "-PT24H"),
        ] {
            assert_eq!(text(&Cell::Span(days), false), wanted);
        }
    }

    #[test]
    fn errors_and_formulas_that_nothing_computed_are_unknown() {
        assert_eq!(text(&Cell::Unknown("#N/A".into()), true), "\u{1}#N/A");
        let zero = Cell::Zero { formula: "B2+C2".into(), dated: false };
        assert_eq!(text(&zero, true), "\u{1}=B2+C2");
        assert_eq!(text(&zero, false), "0");
    }
}
