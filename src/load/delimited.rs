//! CSV and its kin.

use std::borrow::Cow;

use csv::ByteRecord;

use super::reader::{Asked, Holds, Lies, Read, Reader, Remarks, Row, TableReader, Take};
use super::records::{Records, text};
use super::source::unread;
use crate::error::Result;

pub(super) static READER: Reader = Reader {
    name: "a CSV file",
    endings: &["csv", "tsv", "txt"],
    magic: &[],
    lies: Lies::Stream,
    holds: Holds::Table(TableReader { rows, headed: false, serial_days: false }),
};

fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let mut records = Records::open(asked)?;
    while records.next()? {
        if !take(&Line::of(&records.record, records.line, asked.shown))? {
            let notes = records.notes();
            return Ok(Read {
                remarks: Remarks { notes, ..Remarks::default() },
                ..Read::default()
            });
        }
    }
    let remarks = Remarks { notes: records.notes(), ..Remarks::default() };
    let sha256 = records.into_source().sha256().map_err(|e| unread(asked.shown, &e))?;
    Ok(Read { sha256, remarks })
}

/// A record of the file where it was read.
struct Line<'a> {
    record: &'a ByteRecord,
    line: i64,
    /// The whole of it where all is well: one check a row.
    whole: Option<&'a str>,
    shown: &'a str,
}

impl<'a> Line<'a> {
    fn of(record: &'a ByteRecord, line: i64, shown: &'a str) -> Self {
        // Columns that aren't mapped may hold anything.
        let whole = std::str::from_utf8(record.as_slice()).ok().filter(|t| !t.contains('\0'));
        Self { record, line, whole, shown }
    }
}

impl Row for Line<'_> {
    fn number(&self) -> i64 {
        self.line
    }

    fn width(&self) -> usize {
        self.record.len()
    }

    fn lines(&self) -> u64 {
        memchr::memchr_iter(b'\n', self.record.as_slice()).count() as u64 + 1
    }

    fn text(&self, at: usize, heading: &str, _day: bool) -> Result<Cow<'_, str>> {
        let quick = self.whole.and_then(|text| text.get(self.record.range(at)?));
        quick
            .map_or_else(
                || text(self.shown, self.line, self.record.get(at).unwrap_or_default(), heading),
                Ok,
            )
            .map(Cow::Borrowed)
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        String::from_utf8_lossy(self.record.get(at).unwrap_or_default())
    }

    fn blank(&self, at: usize) -> bool {
        self.record.get(at).is_none_or(|b| b.trim_ascii().is_empty())
    }

    fn keep(&self) -> Box<dyn Row> {
        Box::new(Kept {
            record: self.record.clone(),
            line: self.line,
            shown: self.shown.to_owned(),
        })
    }
}

/// A record on its own.
struct Kept {
    record: ByteRecord,
    line: i64,
    shown: String,
}

impl Kept {
    fn line(&self) -> Line<'_> {
        Line { record: &self.record, line: self.line, whole: None, shown: &self.shown }
    }
}

impl Row for Kept {
    fn number(&self) -> i64 {
        self.line
    }

    fn width(&self) -> usize {
        self.record.len()
    }

    fn lines(&self) -> u64 {
        self.line().lines()
    }

    fn text(&self, at: usize, heading: &str, _day: bool) -> Result<Cow<'_, str>> {
        text(&self.shown, self.line, self.record.get(at).unwrap_or_default(), heading)
            .map(Cow::Borrowed)
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        String::from_utf8_lossy(self.record.get(at).unwrap_or_default())
    }

    fn blank(&self, at: usize) -> bool {
        self.line().blank(at)
    }

    fn keep(&self) -> Box<dyn Row> {
        self.line().keep()
    }
}
