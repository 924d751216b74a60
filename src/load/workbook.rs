//! Excel workbooks: the first sheet, as text.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, Range, Reader as _, Xlsx, XlsxError};

use super::reader::{Asked, Holds, Read, Reader, Row, TableReader, Take};
use super::source::unopened;
use crate::error::{Error, Result};

/// Serial numbers of days that a bare number in a date column may be: 1927 to 2119.
const SERIALS: std::ops::Range<f64> = 10_000.0..80_000.0;
/// Days from 1899-12-30, which Excel counts from, to 1970-01-01.
const EXCEL_EPOCH: i64 = 25_569;
const DAY_MS: i64 = 86_400_000;

pub(super) static READER: Reader = Reader {
    name: "a workbook",
    endings: &["xlsx", "xlsm"],
    magic: &[b"PK\x03\x04"],
    seeks: true,
    holds: Holds::Table(TableReader { rows, headed: false, serial_days: true }),
};

/// Hands out the rows of the first sheet. Row numbers are the sheet's own.
fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let sheet = first_sheet(asked.path, asked.shown)?;
    let above = i64::from(sheet.start().map_or(0, |(row, _)| row));
    for (at, cells) in sheet.rows().enumerate() {
        let number = above + i64::try_from(at).unwrap_or(i64::MAX - above - 1) + 1;
        if !take(&SheetRow { number, cells: Cow::Borrowed(cells) })? {
            break;
        }
    }
    Ok(Read::default())
}

struct SheetRow<'a> {
    number: i64,
    cells: Cow<'a, [Data]>,
}

impl Row for SheetRow<'_> {
    fn number(&self) -> i64 {
        self.number
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    fn text(&self, at: usize, _heading: &str, day: bool) -> Result<Cow<'_, str>> {
        Ok(self.cells.get(at).map_or(Cow::Borrowed(""), |cell| text(cell, day)))
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        self.cells.get(at).map_or(Cow::Borrowed(""), |cell| text(cell, false))
    }

    fn blank(&self, at: usize) -> bool {
        self.seen(at).trim().is_empty()
    }

    fn keep(&self) -> Box<dyn Row> {
        Box::new(SheetRow { number: self.number, cells: Cow::Owned(self.cells.to_vec()) })
    }
}

/// Whether a text is a number that a date column would take for a day.
pub(super) fn is_serial(text: &str) -> bool {
    text.parse().is_ok_and(|value: f64| SERIALS.contains(&value))
}

fn first_sheet(path: &Path, shown: &str) -> Result<Range<Data>> {
    let file = File::open(path).map_err(|e| unopened(path, shown, &e))?;
    if file.metadata().is_ok_and(|m| m.len() == 0) {
        return Err(Error::input(format!("{shown} is empty (0 bytes)")).help("export it again"));
    }
    let refused = |e: XlsxError| {
        let out = Error::input(format!("{shown} is not an Excel workbook that can be read"));
        match e {
            XlsxError::Password => {
                out.detail("it is protected by a password").help("save it without one")
            }
            other => out
                .detail(other.to_string())
                .help("open it and save it as .xlsx again, or as CSV UTF-8"),
        }
    };
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(refused)?;
    match book.worksheet_range_at(0) {
        Some(sheet) => sheet.map_err(refused),
        None => Err(Error::input(format!("{shown} has no sheet"))),
    }
}

/// A cell as text. A bare number in a column of dates is a serial number.
fn text(cell: &Data, date: bool) -> Cow<'_, str> {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cow::Borrowed(text)
        }
        Data::Int(value) => number(i64_as_f64(*value), date),
        Data::Float(value) => number(*value, date),
        Data::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Data::DateTime(stamp) if stamp.is_datetime() => {
            // Epoch 1904 included: only the distance to a known serial tells it from 1900.
            let (year, month, day, ..) = stamp.to_ymd_hms_milli();
            Cow::Owned(iso(stamp.as_f64(), Some((year, month, day))))
        }
        Data::DateTime(span) => Cow::Owned(span.as_f64().to_string()),
        Data::Error(_) | Data::Empty => Cow::Borrowed(""),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a cell's number came from a double")]
fn i64_as_f64(value: i64) -> f64 {
    value as f64
}

fn number(value: f64, date: bool) -> Cow<'static, str> {
    Cow::Owned(if date && SERIALS.contains(&value) { iso(value, None) } else { value.to_string() })
}

/// A serial number as ISO text, to the millisecond; a whole number is a date alone.
fn iso(serial: f64, civil: Option<(u16, u8, u8)>) -> String {
    let whole = serial.floor();
    #[expect(clippy::cast_possible_truncation, reason = "within a day")]
    let mut ms = ((serial - whole) * 86_400_000.0).round() as i64;
    #[expect(clippy::cast_possible_truncation, reason = "Excel's days are five digits")]
    let mut days = whole as i64 - EXCEL_EPOCH;
    if ms >= DAY_MS {
        ms -= DAY_MS;
        days += 1;
    }
    let date = match civil {
        Some((year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
        None => i32::try_from(days)
            .ok()
            .and_then(|d| {
                let epoch = jiff::civil::date(1970, 1, 1);
                epoch.checked_add(jiff::Span::new().try_days(d).ok()?).ok()
            })
            .map_or_else(String::new, |d| d.to_string()),
    };
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
        assert_eq!(text(&Data::Float(45_231.0), true), "2023-11-01");
        assert_eq!(text(&Data::Float(45_231.354_166_666_7), true), "2023-11-01T08:30:00.000");
        assert_eq!(text(&Data::Float(45_231.0), false), "45231");
        assert_eq!(text(&Data::Float(20_231_101_083_000.0), true), "20231101083000");
        assert_eq!(text(&Data::Float(1.001_612), false), "1.001612");
        let stamp = |value, is_1904| {
            Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(text(&stamp(45_231.5, false), true), "2023-11-01T12:00:00.000");
        assert_eq!(text(&stamp(45_231.5 - 1_462.0, true), true), "2023-11-01T12:00:00.000");
        assert_eq!(text(&stamp(45_231.0, false), true), "2023-11-01");
    }
}
