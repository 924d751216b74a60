//! Records of a delimited file: the delimiter told from its top, text checked, lines counted.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::encoding::{Decoded, Encoding};
use super::reader::Asked;
use super::source::{Source, unread};
use crate::error::{Error, Result};
use crate::results::Message;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at to tell its delimiter and whether it is text at all.
const HEAD: usize = 256 << 10;
/// How far on the first byte is looked for that isn't ASCII.
const LOOKED_AT: usize = 16 << 20;
/// A value of more lines, most of them with separators, may be rows.
const MANY_LINES: usize = 20;
/// Bytes of a record; a quotation mark that is never closed swallows the rest of a file.
const LONGEST: u64 = 256 << 20;
const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// The records of one file, one after the other.
pub(super) struct Records {
    reader: csv::Reader<Tap>,
    pub record: ByteRecord,
    /// Line of the file on which the record starts, from 1.
    pub line: i64,
    shown: String,
    delimiter: u8,
    encoding: Encoding,
    /// Whether the bytes told the encoding, not the study.
    guessed: bool,
    escaped: bool,
    /// Values of many lines that look like rows, and the row of the first.
    long: u64,
    first_long: i64,
    /// Whether the record ends in a value of several lines.
    open: bool,
}

impl Records {
    /// # Errors
    /// Of kind `Input` where the file isn't text.
    pub(super) fn open(asked: &Asked<'_>) -> Result<Self> {
        let shown = asked.shown;
        let first = Source::open(asked.path, shown, Arc::default())?;
        let sample = sample(first).map_err(|e| unread(shown, &e))?;
        if let Some(error) = not_text(&sample, shown) {
            return Err(error);
        }
        let encoding = match asked.encoding {
            Some(name) => Encoding::named(name, shown)?,
            None => Encoding::of(&sample),
        };
        if encoding == Encoding::Utf8 && sample.contains(&0) {
            return Err(binary(shown));
        }
        let source = Source::open(asked.path, shown, Arc::clone(&asked.read))?;
        let mut source = Decoded::new(source, encoding);
        let mut head = Vec::new();
        source.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|e| unread(shown, &e))?;
        if head.starts_with(BYTE_ORDER_MARK) {
            head.drain(..BYTE_ORDER_MARK.len());
        }
        let escaped = escapes(&head);
        let delimiter = delimiter_of(&head, escaped);
        let tap = Tap {
            head: io::Cursor::new(head),
            source,
            offset: 0,
            line: 1,
            at_start: true,
            starts: VecDeque::new(),
            since: 0,
            last: 0,
        };
        let reader = builder(delimiter, escaped).buffer_capacity(256 << 10).from_reader(tap);
        Ok(Self {
            reader,
            record: ByteRecord::new(),
            line: 0,
            shown: shown.to_owned(),
            delimiter,
            encoding,
            guessed: asked.encoding.is_none(),
            escaped,
            long: 0,
            first_long: 0,
            open: false,
        })
    }

    /// Moves to the next record; false at the end.
    pub(super) fn next(&mut self) -> Result<bool> {
        self.reader.get_mut().since = 0;
        let more =
            self.reader.read_byte_record(&mut self.record).map_err(|e| match e.into_kind() {
                csv::ErrorKind::Io(io) if io.kind() == io::ErrorKind::QuotaExceeded => {
                    never_closed(&self.shown, self.reader.get_ref().first_line())
                }
                csv::ErrorKind::Io(io) => unread(&self.shown, &io),
                other => Error::input(format!("{} can't be read", self.shown))
                    .detail(format!("{other:?}")),
            })?;
        if !more {
            // A value that was closed ends in a quotation mark, and so does the file if it is the last.
            if self.open && self.reader.get_ref().last != b'"' {
                return Err(never_closed(&self.shown, self.line));
            }
            return Ok(false);
        }
        self.open = false;
        let byte = self.record.position().map_or(0, csv::Position::byte);
        self.line = self.reader.get_mut().line_at(byte);
        if memchr::memchr(b'\n', self.record.as_slice()).is_some() {
            self.look_at_lines();
        }
        Ok(true)
    }

    /// A value of several lines may be a letter, or rows that an open quotation mark has swallowed.
    fn look_at_lines(&mut self) {
        for field in &self.record {
            let count = lines(field);
            if count <= MANY_LINES {
                continue;
            }
            let separated =
                field.split(|b| *b == b'\n').filter(|line| line.contains(&self.delimiter));
            if separated.count() * 2 > count {
                if self.long == 0 {
                    self.first_long = self.line;
                }
                self.long += 1;
            }
        }
        self.open = self.record.iter().next_back().is_some_and(|field| lines(field) > 0);
    }

    /// What was assumed of the file, and what looks odd in it.
    pub(super) fn notes(&self) -> Vec<Message> {
        let note = |key: &'static str| Message::new(key).text("file", self.shown.clone());
        let mut notes = Vec::new();
        if self.encoding != Encoding::Utf8 && self.guessed {
            notes.push(note("note-encoding").text("encoding", self.encoding.name()));
        }
        if self.encoding == Encoding::Tcvn3 {
            notes.push(note("note-encoding-case"));
        }
        if self.escaped {
            notes.push(note("note-escaped"));
        }
        if self.long > 0 {
            let row = u64::try_from(self.first_long).unwrap_or(0);
            notes.push(note("note-long-cell").count("n", self.long).count("row", row));
        }
        notes
    }

    /// The source, read to where the records ended.
    pub(super) fn into_source(self) -> Source {
        self.reader.into_inner().source.into_source()
    }
}

/// Passes bytes on and remembers where lines start: the `csv` crate's own line numbers are off by the
/// blank lines before a record, and by one with CRLF.
struct Tap {
    head: io::Cursor<Vec<u8>>,
    source: Decoded<Source>,
    offset: u64,
    line: i64,
    at_start: bool,
    /// Byte and number of each line that isn't blank.
    starts: VecDeque<(u64, i64)>,
    /// Bytes passed on since the last record.
    since: u64,
    /// The last byte that is no space and ends no line.
    last: u8,
}

impl Tap {
    /// Moves on by some bytes of what was read.
    fn skip(&mut self, rest: &mut &[u8], bytes: usize) {
        *rest = rest.get(bytes..).unwrap_or_default();
        self.offset += bytes as u64;
    }

    /// The first line that no record has begun on yet.
    fn first_line(&self) -> i64 {
        self.starts.front().map_or(self.line, |(_, line)| *line)
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
        self.since += n as u64;
        if self.since > LONGEST {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        if let Some(last) = rest.iter().rfind(|b| !b.is_ascii_whitespace()) {
            self.last = *last;
        }
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
    memchr::memchr_iter(b'\n', field).count()
}

fn never_closed(shown: &str, line: i64) -> Error {
    Error::input(format!("{shown}: a quotation mark opened in row {line} is never closed"))
        .help("correct that row: a \" inside a quoted value is written twice")
}

/// Bytes to tell the encoding from: the beginning and, where that is all ASCII, what follows the first
/// byte that isn't.
fn sample(mut source: Source) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut out)?;
    let mut looked = 0;
    while out.is_ascii() && looked < LOOKED_AT {
        let chunk = source.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        let n = chunk.len();
        if let Some(at) = chunk.iter().position(|b| !b.is_ascii()) {
            // From the line it stands on: its word must be whole.
            let from =
                chunk.get(..at).and_then(|c| c.iter().rposition(|b| *b == b'\n')).unwrap_or(at);
            out.extend_from_slice(chunk.get(from..).unwrap_or_default());
        }
        source.consume(n);
        looked += n;
    }
    Ok(out)
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
        .detail(format!("found: {}", crate::shown::shown(found).plain()))
        .help("save the file as \"CSV UTF-8\" (or name what it is in, in study.toml: encoding = \"windows-1258\", \"TCVN3\", \"VNI\")")
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
        _ => None,
    }
}

fn builder(delimiter: u8, escaped: bool) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).escape(escaped.then_some(b'\\')).has_headers(false).flexible(true);
    builder
}

/// Whether quotation marks within values are written `\"`. Before a separator or the end of a line a
/// backslash may simply be the last sign of a value.
fn escapes(head: &[u8]) -> bool {
    let (mut within, mut at_end) = (0_usize, 0_usize);
    for at in memchr::memmem::find_iter(head, b"\\\"") {
        match head.get(at + 2) {
            Some(b',' | b';' | b'\t' | b'|' | b'\r' | b'\n') | None => at_end += 1,
            Some(_) => within += 1,
        }
    }
    within > at_end
}

/// The delimiter under which most rows at the top have the same number of fields, the larger number
/// where two agree.
fn delimiter_of(head: &[u8], escaped: bool) -> u8 {
    let score = |delimiter: u8| -> (usize, usize) {
        let mut reader = builder(delimiter, escaped).from_reader(head);
        let mut widths: Vec<usize> =
            reader.byte_records().take(100).filter_map(|r| r.ok().map(|r| r.len())).collect();
        // The last record of a cut head may be half of one, however long.
        if head.len() >= HEAD - BYTE_ORDER_MARK.len() && widths.len() > 1 && widths.len() < 100 {
            widths.pop();
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_before_quotation_marks_are_told_from_those_that_end_a_value() {
        assert!(escapes(br#"a,"said \"no\"",b"#));
        assert!(!escapes(br#"a,"C:\dir\",b"#));
        assert!(!escapes(br#"a,"said ""no""",b"#));
    }

    #[test]
    fn a_head_that_ends_within_a_letter_does_not_choose_its_commas() {
        let mut text = "a;b;c\n1;2;3\n4;5;\"".to_owned();
        while text.len() < HEAD {
            text.push_str("Dear, dear, dear,\n");
        }
        text.truncate(HEAD);
        assert_eq!(delimiter_of(text.as_bytes(), false), b';');
    }

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
            assert_eq!(delimiter_of(text.as_bytes(), false), wanted, "{text}");
        }
    }
}
