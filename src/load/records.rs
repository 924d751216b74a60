//! Records of a delimited file: the delimiter told from its top, text checked, lines counted.

use std::collections::VecDeque;
use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::source::{Source, unread};
use crate::error::{Error, Result};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at to tell its delimiter and whether it is text at all.
const HEAD: usize = 128 << 10;
/// A quotation mark that is never closed swallows the rest of a file; no real value has so many lines.
const MOST_LINES: usize = 1_000;

/// The records of one file, one after the other.
pub(super) struct Records {
    reader: csv::Reader<Tap>,
    pub record: ByteRecord,
    /// Line of the file on which the record starts, from 1.
    pub line: i64,
    shown: String,
}

impl Records {
    /// # Errors
    /// Of kind `Input` where the file isn't text in UTF-8.
    pub(super) fn open(mut source: Source, shown: &str) -> Result<Self> {
        let mut head = Vec::new();
        source.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|e| unread(shown, &e))?;
        if let Some(error) = not_text(&head, shown) {
            return Err(error);
        }
        let delimiter = delimiter_of(&head);
        let tap = Tap {
            head: io::Cursor::new(head),
            source,
            offset: 0,
            line: 1,
            at_start: true,
            starts: VecDeque::new(),
        };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(256 << 10)
            .from_reader(tap);
        Ok(Self { reader, record: ByteRecord::new(), line: 0, shown: shown.to_owned() })
    }

    /// Moves to the next record; false at the end.
    pub(super) fn next(&mut self) -> Result<bool> {
        let more =
            self.reader.read_byte_record(&mut self.record).map_err(|e| match e.into_kind() {
                csv::ErrorKind::Io(io) => unread(&self.shown, &io),
                other => Error::input(format!("{} can't be read", self.shown))
                    .detail(format!("{other:?}")),
            })?;
        if !more {
            return Ok(false);
        }
        let byte = self.record.position().map_or(0, csv::Position::byte);
        self.line = self.reader.get_mut().line_at(byte);
        for field in &self.record {
            if field.len() > MOST_LINES && lines(field) > MOST_LINES {
                return Err(Error::input(format!(
                    "{}: a quotation mark opened in row {} is never closed",
                    self.shown, self.line
                ))
                .help("correct that row: a \" inside a quoted value is written twice"));
            }
        }
        Ok(true)
    }

    /// The source, read to where the records ended.
    pub(super) fn into_source(self) -> Source {
        self.reader.into_inner().source
    }
}

/// Passes bytes on and remembers where lines start: the `csv` crate's own line numbers are off by the
/// blank lines before a record, and by one with CRLF.
struct Tap {
    head: io::Cursor<Vec<u8>>,
    source: Source,
    offset: u64,
    line: i64,
    at_start: bool,
    /// Byte and number of each line that isn't blank.
    starts: VecDeque<(u64, i64)>,
}

impl Tap {
    /// Moves on by some bytes of what was read.
    fn skip(&mut self, rest: &mut &[u8], bytes: usize) {
        *rest = rest.get(bytes..).unwrap_or_default();
        self.offset += bytes as u64;
    }

    /// The first line with something on it at or after a byte.
    fn line_at(&mut self, byte: u64) -> i64 {
        while self.starts.front().is_some_and(|(start, _)| *start < byte) {
            self.starts.pop_front();
        }
        self.starts.front().map_or(self.line, |(_, line)| *line)
    }
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut n = self.head.read(buffer)?;
        if n == 0 {
            n = self.source.read(buffer)?;
        }
        let mut rest = buffer.get(..n).unwrap_or_default();
        loop {
            if self.at_start {
                let blank = rest.iter().take_while(|&&byte| byte == b'\r').count();
                self.skip(&mut rest, blank);
                if rest.first().is_some_and(|&byte| byte != b'\n') {
                    self.starts.push_back((self.offset, self.line));
                    self.at_start = false;
                }
            }
            let Some(end) = memchr::memchr(b'\n', rest) else { break };
            self.skip(&mut rest, end + 1);
            self.line += 1;
            self.at_start = true;
        }
        self.offset += rest.len() as u64;
        Ok(n)
    }
}

fn lines(field: &[u8]) -> usize {
    field.iter().filter(|b| **b == b'\n').count()
}

/// A value of a record as text.
///
/// # Errors
/// Of kind `Input` where it isn't UTF-8; names row and column.
pub(super) fn text<'a>(shown: &str, line: i64, bytes: &'a [u8], column: &str) -> Result<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        Ok(_) => Err(binary(shown)),
        Err(_) => Err(not_utf8(shown, line, column, &String::from_utf8_lossy(bytes))),
    }
}

/// Text in an encoding of old; `column` is empty where it isn't known yet.
pub(super) fn not_utf8(shown: &str, line: i64, column: &str, found: &str) -> Error {
    let at = if column.is_empty() { String::new() } else { format!(", column \"{column}\"") };
    Error::input(format!("{shown}, row {line}{at}: the text is not UTF-8"))
        .detail(format!("found: \"{}\"", found.chars().take(80).collect::<String>()))
        .help("save the file as \"CSV UTF-8\" (older exports are in Windows-1258 or TCVN3: convert them first)")
}

fn binary(shown: &str) -> Error {
    Error::input(format!("{shown} is not a text file (it holds zero bytes)"))
        .help("export it as CSV in UTF-8")
}

/// What the first bytes say against a text file.
fn not_text(head: &[u8], shown: &str) -> Option<Error> {
    let named = |what: &str, help: &str| {
        Some(Error::input(format!("{shown} is not a text file: {what}")).help(help))
    };
    match head {
        [b'P', b'K', 3, 4, ..] => {
            named("it is a zip or Excel file", "rename it to .xlsx if Excel wrote it")
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            named("it is an old Excel file", "open it and save it as .xlsx or as CSV UTF-8")
        }
        [b'P', b'A', b'R', b'1', ..] => named("it is a Parquet file", "rename it to .parquet"),
        [b'%', b'P', b'D', b'F', ..] => {
            named("it is a PDF", "export the table itself as CSV or .xlsx")
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            named("it is packed with zstd", "unpack it, or pack it with gzip")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => named("it is in UTF-16", "save it as \"CSV UTF-8\""),
        _ if head.contains(&0) => Some(binary(shown)),
        _ => None,
    }
}

/// The delimiter under which most rows at the top have the same number of fields, the larger number
/// where two agree.
fn delimiter_of(head: &[u8]) -> u8 {
    // The last line of a cut head may be half a record.
    let cut = if head.len() < HEAD { head.len() } else { last_newline(head) };
    let head = head.get(..cut).unwrap_or(head);
    let score = |delimiter: u8| -> (usize, usize) {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(head);
        let widths: Vec<usize> =
            reader.byte_records().take(100).filter_map(|r| r.ok().map(|r| r.len())).collect();
        let mut best = (0, 0);
        for &width in widths.iter().filter(|w| **w > 1) {
            let rows = widths.iter().filter(|w| **w == width).count();
            // In tenths, so that one ragged row doesn't outweigh ten more columns.
            best = best.max((rows * 10 / widths.len(), width));
        }
        best
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn last_newline(head: &[u8]) -> usize {
    head.iter().rposition(|b| *b == b'\n').unwrap_or(head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_told_from_the_rows() {
        for (text, wanted) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a\tb\n1, 2\t3\n4, 5\t6\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("one\n1\n2\n", b','),
            ("title, of sorts\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n1;2;3\n4;5;6\n", b';'),
        ] {
            assert_eq!(delimiter_of(text.as_bytes()), wanted, "{text}");
        }
    }
}
