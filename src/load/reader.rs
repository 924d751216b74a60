//! What a file is told by and how it is read. A format is one file with a [`Reader`] and one line in
//! [`READERS`]; whoever reads files asks here and knows no format by name.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::source::{self, Place, Source};
use super::xes_log::Piece;
use super::{database, delimited, json, parquet, postgres, workbook, xes_log};
use crate::error::{Error, Result};
use crate::results::Message;
use crate::study::Input;

/// Every format.
static READERS: [&Reader; 7] = [
    &delimited::READER,
    &workbook::READER,
    &parquet::READER,
    &json::READER,
    &database::READER,
    &postgres::READER,
    &xes_log::READER,
];

/// Begins a value that a file has but doesn't tell: an error cell, a formula that nothing computed. What
/// the cell shows follows.
pub(super) const UNKNOWN: char = '\u{1}';

/// One format.
pub(super) struct Reader {
    /// With its article, for a message.
    pub name: &'static str,
    /// Endings of names, without the dot; the first is the one to rename a file to.
    pub endings: &'static [&'static str],
    /// Bytes by their place that only this format has; none where any bytes may be it.
    pub magic: &'static [(usize, &'static [u8])],
    pub lies: Lies,
    pub holds: Holds,
}

/// Where the bytes must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// Anywhere: they are read once, from beginning to end.
    Stream,
    /// In a file on disk, unpacked.
    File,
    /// On a server: addresses begin with one of these.
    Server(&'static [&'static str]),
}

/// What is in a file, and how to get at it.
pub(super) enum Holds {
    Table(TableReader),
    /// Traces and events, piece by piece; gives the source back for its hash.
    Log(Walk),
}

pub(super) struct TableReader {
    /// Hands out rows in the order of the file until told to stop.
    pub rows: fn(&Asked<'_>, &mut Take<'_>) -> Result<Read>,
    /// Whether the first row is the headings, so that none need be looked for.
    pub headed: bool,
    /// Whether a bare number in a column of dates is a day.
    pub serial_days: bool,
}

/// Walks through a log; the visitor says whether to go on.
pub(super) type Walk =
    fn(Source, &Path, &str, &mut dyn FnMut(Piece<'_>) -> Result<bool>) -> Result<Source>;

/// Takes rows as they come and says whether to go on.
pub(super) type Take<'a> = dyn FnMut(&dyn Row) -> Result<bool> + 'a;

/// What is asked of a reader.
pub(super) struct Asked<'a> {
    /// Where the bytes lie, unpacked where the reader needs that.
    pub path: &'a Path,
    pub shown: &'a str,
    /// Sheet of a workbook, list in JSON, question to a database, encoding of a text, as the study says.
    pub sheet: Option<&'a str>,
    pub list: Option<&'a str>,
    pub query: Option<&'a str>,
    pub encoding: Option<&'a str>,
    /// Headings that will be looked at; all of them where there are none.
    pub wanted: &'a [&'a str],
    /// Bytes read so far, for whoever watches.
    pub read: Arc<AtomicU64>,
}

/// A row of a table.
pub(super) trait Row {
    /// As the file numbers it, from 1.
    fn number(&self) -> i64;
    /// How many cells it has.
    fn width(&self) -> usize;
    /// How many lines of the file it takes.
    fn lines(&self) -> u64 {
        1
    }
    /// A cell as text; `heading` is for a complaint, `day` says that its column holds dates.
    ///
    /// # Errors
    /// Of kind `Input` where it can't be made out; names row and column.
    fn text(&self, at: usize, heading: &str, day: bool) -> Result<Cow<'_, str>>;
    /// A cell as a person sees it, whether or not it can be made out: for finding headings.
    fn seen(&self, at: usize) -> Cow<'_, str>;
    fn blank(&self, at: usize) -> bool;
    /// Whether a cell is a number to the format itself, so that its point is a decimal mark.
    fn is_number(&self, _at: usize) -> bool {
        false
    }
    /// A copy that outlives the reading.
    fn keep(&self) -> Box<dyn Row>;
}

/// A row of plain texts.
pub(super) struct TextRow<'a> {
    pub number: i64,
    pub cells: &'a [&'a str],
    /// Which of them are numbers to the format itself; none where it is shorter.
    pub numbers: &'a [bool],
}

impl Row for TextRow<'_> {
    fn number(&self) -> i64 {
        self.number
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    fn text(&self, at: usize, _heading: &str, _day: bool) -> Result<Cow<'_, str>> {
        Ok(self.seen(at))
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.cells.get(at).copied().unwrap_or_default())
    }

    fn blank(&self, at: usize) -> bool {
        self.seen(at).trim().is_empty()
    }

    fn keep(&self) -> Box<dyn Row> {
        let cells = self.cells.iter().map(|c| (*c).to_owned()).collect();
        Box::new(KeptTexts { number: self.number, cells, numbers: self.numbers.to_vec() })
    }

    fn is_number(&self, at: usize) -> bool {
        self.numbers.get(at).copied().unwrap_or_default()
    }
}

struct KeptTexts {
    number: i64,
    cells: Vec<String>,
    numbers: Vec<bool>,
}

impl Row for KeptTexts {
    fn number(&self) -> i64 {
        self.number
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    fn text(&self, at: usize, _heading: &str, _day: bool) -> Result<Cow<'_, str>> {
        Ok(self.seen(at))
    }

    fn seen(&self, at: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.cells.get(at).map_or("", String::as_str))
    }

    fn blank(&self, at: usize) -> bool {
        self.seen(at).trim().is_empty()
    }

    fn keep(&self) -> Box<dyn Row> {
        Box::new(Self {
            number: self.number,
            cells: self.cells.clone(),
            numbers: self.numbers.clone(),
        })
    }

    fn is_number(&self, at: usize) -> bool {
        self.numbers.get(at).copied().unwrap_or_default()
    }
}

/// What is known of a file once it was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Of the file as it lies on disk; empty where the reader didn't hash it on the way.
    pub sha256: String,
    pub remarks: Remarks,
}

/// What a file told about itself besides its rows.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Headings that occur more than once, of which the last was read.
    pub repeated: Vec<String>,
    /// What the reader assumed or met, for the report.
    pub notes: Vec<Message>,
}

impl Reader {
    /// The format by a file's name: what is in it must bear that out.
    ///
    /// # Errors
    /// If the name has no known ending; says which there are.
    pub(super) fn of(path: &Path, shown: &str) -> Result<&'static Self> {
        let address = path.to_string_lossy();
        let serves = |reader: &&Self| match reader.lies {
            Lies::Server(schemes) => schemes.iter().any(|s| address.starts_with(s)),
            Lies::Stream | Lies::File => false,
        };
        if let Some(reader) = READERS.into_iter().find(serves) {
            return Ok(reader);
        }
        if address.contains("://") {
            return Err(Error::input(format!("{shown} is a server that redtape can't ask")).help(
                "give postgres://user@host/name; of another, export what is asked as CSV or Parquet",
            ));
        }
        let name = source::name_within(path, shown)?;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        READERS.into_iter().find(|r| r.endings.contains(&ending)).ok_or_else(|| {
            let all: Vec<String> =
                READERS.iter().flat_map(|r| r.endings).map(|e| format!(".{e}")).collect();
            Error::input(format!("{shown} has an ending that redtape can't read")).help(format!(
                "give {}; each may be packed as .gz or, alone, in a .zip",
                all.join(", ")
            ))
        })
    }

    /// Its table.
    ///
    /// # Errors
    /// Where it holds a log.
    pub(super) fn table(&self, shown: &str) -> Result<&TableReader> {
        match &self.holds {
            Holds::Table(table) => Ok(table),
            Holds::Log(_) => Err(Error::input(format!("{shown} is {}, no table", self.name))
                .help("give a table: CSV, a workbook, Parquet, JSON")),
        }
    }

    /// Whether bytes at the beginning of a file speak against this format; says what they are.
    pub(super) fn contradicted(&self, head: &[u8]) -> Option<&'static Self> {
        let bears = |reader: &Self| {
            let mut magic = reader.magic.iter();
            magic.any(|(at, bytes)| head.get(*at..).is_some_and(|head| head.starts_with(bytes)))
        };
        if bears(self) {
            return None;
        }
        READERS.into_iter().find(|other| bears(other))
    }

    /// The file, unpacked where this reader needs that.
    ///
    /// # Errors
    /// Where it is missing, empty or something else than its name says.
    pub(super) fn place(&self, path: &Path, shown: &str) -> Result<Place> {
        if let Lies::Server(_) = self.lies {
            return Ok(Place::elsewhere(path));
        }
        let place = Place::of(path, shown, self.lies == Lies::File)?;
        let head = place.head(shown)?;
        if let Some(other) = self.contradicted(&head) {
            let ending = other.endings.first().copied().unwrap_or_default();
            return Err(Error::input(format!(
                "{shown} is not {}: it is {}",
                self.name, other.name
            ))
            .help(format!("rename it to .{ending}, or export it again")));
        }
        Ok(place)
    }
}

impl<'a> Asked<'a> {
    /// What a study says about one of its inputs.
    pub(super) fn of(input: &'a Input, read: Arc<AtomicU64>) -> Self {
        Self {
            sheet: input.sheet.as_deref(),
            list: input.list.as_deref(),
            query: input.query.as_deref(),
            encoding: input.encoding.as_deref(),
            read,
            ..Self::file(&input.path, &input.shown)
        }
    }

    /// A file about which nothing is known.
    pub(super) fn file(path: &'a Path, shown: &'a str) -> Self {
        Self {
            path,
            shown,
            sheet: None,
            list: None,
            query: None,
            encoding: None,
            wanted: &[],
            read: Arc::default(),
        }
    }
}
