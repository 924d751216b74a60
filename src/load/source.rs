//! Opening a file: what is it, is it compressed, and what is its SHA-256.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::study::nearest;

const BUFFER: usize = 1 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Delimited,
    Workbook,
    Parquet,
    Xes,
}

/// The format by the file's name; what is in it must bear that out.
///
/// # Errors
/// If the name has no known ending; says which there are.
pub(super) fn format_of(path: &Path, shown: &str) -> Result<Format> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "csv" | "tsv" | "txt" => Ok(Format::Delimited),
        "xlsx" | "xlsm" => Ok(Format::Workbook),
        "parquet" => Ok(Format::Parquet),
        "xes" => Ok(Format::Xes),
        "xls" | "xlsb" | "ods" => {
            Err(Error::input(format!("{shown} is an old or foreign workbook (.{ending})"))
                .help("open it and save it as .xlsx"))
        }
        _ => Err(Error::input(format!("{shown} has an ending that redtape can't read"))
            .help("give .csv, .csv.gz, .xlsx, .parquet, .xes or .xes.gz")),
    }
}

/// A missing file, with the nearest name beside it.
pub(super) fn unopened(path: &Path, shown: &str, error: &io::Error) -> Error {
    if error.kind() != io::ErrorKind::NotFound {
        return Error::input(format!("{shown} can't be opened")).detail(error.to_string());
    }
    let mut out = Error::input(format!("{shown} doesn't exist"));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut names: Vec<String> = path
        .parent()
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    if let Some(near) = nearest(&wanted, names.iter().map(String::as_str)) {
        out = out.detail(format!("there is {near} in that folder"));
    }
    out.help("paths in study.toml start from the folder that study.toml is in")
}

/// Reads a file once, hashing and counting on the way.
pub(super) struct Hashed {
    file: File,
    sha: Sha256,
    /// Bytes read so far, for whoever watches.
    read: Arc<AtomicU64>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.sha.update(buffer.get(..n).unwrap_or_default());
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A file's text, unpacked where it is gzip (by its first bytes, not its name).
pub(super) enum Source {
    Plain(BufReader<Hashed>),
    Gzip(Box<BufReader<MultiGzDecoder<BufReader<Hashed>>>>),
}

impl Source {
    /// # Errors
    /// If the file is missing or empty.
    pub(super) fn open(path: &Path, shown: &str, read: Arc<AtomicU64>) -> Result<Self> {
        let file = File::open(path).map_err(|e| unopened(path, shown, &e))?;
        let hashed = Hashed { file, sha: Sha256::new(), read };
        let mut plain = BufReader::with_capacity(BUFFER, hashed);
        let head = plain.fill_buf().map_err(|e| unopened(path, shown, &e))?;
        if head.is_empty() {
            return Err(Error::input(format!("{shown} is empty (0 bytes)"))
                .help("export it again, or take it out of study.toml"));
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            let gzip = MultiGzDecoder::new(plain);
            return Ok(Self::Gzip(Box::new(BufReader::with_capacity(BUFFER, gzip))));
        }
        Ok(Self::Plain(plain))
    }

    /// SHA-256 of the whole file as it lies on disk, in hexadecimal.
    pub(super) fn sha256(self) -> io::Result<String> {
        let mut hashed = match self {
            Self::Plain(reader) => reader.into_inner(),
            Self::Gzip(reader) => reader.into_inner().into_inner().into_inner(),
        };
        // A reader may stop before the end (padding after the last member).
        io::copy(&mut hashed, &mut io::sink())?;
        Ok(hex(&hashed.sha.finalize()))
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(reader) => reader.read(buffer),
            Self::Gzip(reader) => reader.read(buffer),
        }
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(reader) => reader.fill_buf(),
            Self::Gzip(reader) => reader.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Plain(reader) => reader.consume(amount),
            Self::Gzip(reader) => reader.consume(amount),
        }
    }
}

/// SHA-256 of a file that another library reads.
pub(super) fn sha256_of(path: &Path, shown: &str) -> Result<String> {
    let file = File::open(path).map_err(|e| unopened(path, shown, &e))?;
    let mut hashed = Hashed { file, sha: Sha256::new(), read: Arc::default() };
    io::copy(&mut hashed, &mut io::sink()).map_err(|e| unread(shown, &e))?;
    Ok(hex(&hashed.sha.finalize()))
}

/// A file that broke off while being read.
pub(super) fn unread(shown: &str, error: &io::Error) -> Error {
    let out = Error::input(format!("{shown} can't be read to its end")).detail(error.to_string());
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            out.help("the file is damaged or cut off: copy or export it again")
        }
        _ => out,
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
