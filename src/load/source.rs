//! Opening a file: what is it, is it compressed, and what is its SHA-256.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};
use crate::store::Temporary;
use crate::study::nearest;

const BUFFER: usize = 1 << 20;
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Bytes that tell one format from another.
const HEAD: u64 = 64;
/// Text that is packed more densely than this is made to fill a disk.
const MOST_RATIO: u64 = 400;
/// What may always be unpacked.
const SMALL: u64 = 1 << 30;

/// The name that tells what a file is: in small letters, without `.gz`; of a `.zip`, that of the one
/// table or log in it.
///
/// # Errors
/// Where a zip can't be read or holds another number of files than one.
pub(super) fn name_within(path: &Path, shown: &str) -> Result<String> {
    refuse_endless(path, shown)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = if name.ends_with(".zip") {
        packed(&archive(path, shown)?, shown)?.1.to_lowercase()
    } else {
        name
    };
    Ok(name.strip_suffix(".gz").unwrap_or(&name).to_owned())
}

/// Refuses what isn't a file on disk: a pipe can be read but once, and whoever opens one that nobody
/// writes waits for ever; a device may have no end.
fn refuse_endless(path: &Path, shown: &str) -> Result<()> {
    // What is missing the reader misses.
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let what = if found.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
            Err(Error::input(format!("{shown} is {what}, not a file"))
                .help("give a file: what is behind it, saved on disk"))
        }
        _ => Ok(()),
    }
}

/// A file as a reader gets it: where its bytes lie, taken out of their packing where it needs that.
pub(super) struct Place {
    path: PathBuf,
    unpacked: Option<Unpacked>,
}

/// A file that is gone with the reading, in a folder that nobody else can look into.
struct Unpacked {
    file: PathBuf,
    _folder: Temporary,
}

impl Place {
    /// # Errors
    /// Where it is missing, empty or can't be unpacked.
    pub(super) fn of(path: &Path, shown: &str, seeks: bool) -> Result<Self> {
        let mut place = Self { path: path.to_owned(), unpacked: None };
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.ends_with(".zip") {
            let mut archive = archive(path, shown)?;
            let (nth, _) = packed(&archive, shown)?;
            let mut entry = archive.by_index(nth).map_err(|e| unzipped(shown, &e))?;
            let most = (entry.compressed_size().saturating_mul(MOST_RATIO)).max(SMALL);
            place.unpacked = Some(unpack(&mut entry, most, shown)?);
        }
        let gzip = File::open(place.path()).map_err(|e| unopened(path, shown, &e))?;
        let size = gzip.metadata().map_or(0, |m| m.len());
        let mut gzip = BufReader::with_capacity(BUFFER, gzip);
        let head = gzip.fill_buf().map_err(|e| unopened(path, shown, &e))?;
        if head.is_empty() {
            return Err(empty(shown));
        }
        if seeks && head.starts_with(&GZIP) {
            let most = size.saturating_mul(MOST_RATIO).max(SMALL);
            place.unpacked = Some(unpack(&mut MultiGzDecoder::new(gzip), most, shown)?);
        }
        Ok(place)
    }

    /// A server's address, at which there is no file.
    pub(super) fn elsewhere(address: &Path) -> Self {
        Self { path: address.to_owned(), unpacked: None }
    }

    pub(super) fn path(&self) -> &Path {
        self.unpacked.as_ref().map_or(&self.path, |unpacked| &unpacked.file)
    }

    /// Whether the bytes at [`Place::path`] are others than those on disk.
    pub(super) fn packed(&self) -> bool {
        self.unpacked.is_some()
    }

    /// The first bytes, unpacked.
    pub(super) fn head(&self, shown: &str) -> Result<Vec<u8>> {
        let mut head = Vec::new();
        let source = Source::open(self.path(), shown, Arc::default())?;
        source.take(HEAD).read_to_end(&mut head).map_err(|e| unread(shown, &e))?;
        Ok(head)
    }
}

fn archive(path: &Path, shown: &str) -> Result<ZipArchive<BufReader<File>>> {
    let file = File::open(path).map_err(|e| unopened(path, shown, &e))?;
    if file.metadata().is_ok_and(|m| m.len() == 0) {
        return Err(empty(shown));
    }
    ZipArchive::new(BufReader::new(file)).map_err(|e| unzipped(shown, &e))
}

/// The one file in a zip that isn't the doing of whoever packed it: its place and name.
fn packed(archive: &ZipArchive<BufReader<File>>, shown: &str) -> Result<(usize, String)> {
    let mut names = Vec::new();
    for (at, name) in archive.file_names().enumerate() {
        let name = name.map_err(|e| unzipped(shown, &e))?;
        let by_the_way = ["/", ".DS_Store", "Thumbs.db", "desktop.ini"];
        if !by_the_way.iter().any(|end| name.ends_with(end)) && !name.starts_with("__MACOSX/") {
            names.push((at, name.into_owned()));
        }
    }
    match names.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::input(format!("{shown} holds no file")).help("pack it again")),
        several => {
            let mut list: Vec<String> = several.iter().map(|(_, n)| format!("\"{n}\"")).collect();
            list.sort();
            list.truncate(20);
            Err(Error::input(format!("{shown} holds {} files, not one", several.len()))
                .detail(format!("in it: {}", list.join(", ")))
                .help("unpack it and name its files one by one"))
        }
    }
}

fn unpack(from: &mut dyn Read, most: u64, shown: &str) -> Result<Unpacked> {
    let unmade =
        |e: io::Error| Error::failed("no file can be made to unpack into").detail(e.to_string());
    let folder = Temporary::session(None).map_err(unmade)?;
    let path = folder.path().join("unpacked");
    let mut file = File::create(&path).map_err(unmade)?;
    let written = io::copy(&mut from.take(most + 1), &mut file).map_err(|e| unread(shown, &e))?;
    if written > most {
        return Err(Error::input(format!("{shown} unpacks to more than {most} bytes"))
            .detail("no table is packed so densely")
            .help("unpack it by hand and look what it is"));
    }
    Ok(Unpacked { file: path, _folder: folder })
}

fn unzipped(shown: &str, error: &ZipError) -> Error {
    let out = Error::input(format!("{shown} is not a zip that can be read"));
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            out.detail("it is protected by a password").help("pack it without one")
        }
        other => out.detail(other.to_string()).help("pack it again, or give the file in it"),
    }
}

fn empty(shown: &str) -> Error {
    Error::input(format!("{shown} is empty (0 bytes)"))
        .help("export it again, or take it out of study.toml")
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
            return Err(empty(shown));
        }
        if head.starts_with(&GZIP) {
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

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
