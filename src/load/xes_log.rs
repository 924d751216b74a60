//! The elements of an XES log, streamed.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::encoding::{Decoded, Encoding};
use super::reader::{Holds, Lies, Reader as Format};
use super::source::{Source, unread};
use crate::error::{Error, Result};

pub(super) static READER: Format = Format {
    name: "an XES log",
    endings: &["xes"],
    magic: &[],
    lies: Lies::Stream,
    holds: Holds::Log(walk),
};

/// What comes along in a log, in the order of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Trace,
    TraceEnd,
    Event,
    EventEnd,
    /// Of the trace or event that is open; what is nested below an attribute is passed over.
    Attribute {
        key: &'a str,
        value: &'a str,
    },
    /// An event outside of any trace.
    Stray,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Log,
    Trace,
    Event,
}

/// Bytes of decoded text that wait to be read.
const BUFFER: usize = 64 << 10;

/// Walks through a log; `visit` says whether to go on. Gives the source back for its hash.
///
/// # Errors
/// Of kind `Input`, with the line, where the XML is broken, cut off or no XES.
pub(super) fn walk(
    mut source: Source,
    path: &Path,
    shown: &str,
    visit: &mut dyn FnMut(Piece<'_>) -> Result<bool>,
) -> Result<Source> {
    let encoding = declared(&mut source, shown)?;
    let text = BufReader::with_capacity(BUFFER, Decoded::new(source, encoding));
    let mut reader = Reader::from_reader(text);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut place = Place::Outside;
    let mut seen_log = false;
    // Open elements below the one that is passed over.
    let mut skipped = 0_usize;
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(e) => return Err(broken(path, shown, reader.error_position(), &e.to_string())),
        };
        let mut go_on = true;
        match event {
            Event::Start(_) if skipped > 0 => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::Start(tag) => {
                let name = tag.local_name();
                match (place, name.as_ref()) {
                    (Place::Outside, "log") => {
                        place = Place::Log;
                        seen_log = true;
                    }
                    (Place::Outside, other) => {
                        return Err(Error::input(format!("{shown} is not an XES log"))
                            .detail(format!("its first element is <{other}>, not <log>"))
                            .help("export the log as XES, or map a CSV instead"));
                    }
                    (Place::Log, "trace") => {
                        place = Place::Trace;
                        go_on = visit(Piece::Trace)?;
                    }
                    (Place::Log, "event") => {
                        skipped = 1;
                        go_on = visit(Piece::Stray)?;
                    }
                    (Place::Trace, "event") => {
                        place = Place::Event;
                        go_on = visit(Piece::Event)?;
                    }
                    (Place::Log, _) => skipped = 1,
                    (Place::Trace | Place::Event, _) => {
                        skipped = 1;
                        let read = attribute(&tag)
                            .map_err(|e| broken(path, shown, reader.buffer_position(), &e))?;
                        if let Some((key, value)) = read {
                            go_on = visit(Piece::Attribute { key: &key, value: &value })?;
                        }
                    }
                }
            }
            Event::End(_) => match place {
                Place::Event => {
                    place = Place::Trace;
                    go_on = visit(Piece::EventEnd)?;
                }
                Place::Trace => {
                    place = Place::Log;
                    go_on = visit(Piece::TraceEnd)?;
                }
                Place::Log | Place::Outside => place = Place::Outside,
            },
            Event::Eof => break,
            _ => {}
        }
        if !go_on {
            return Ok(reader.into_inner().into_inner().into_source());
        }
    }
    if place != Place::Outside || skipped > 0 {
        let at = reader.buffer_position();
        return Err(broken(path, shown, at, "the file ends before the log does"));
    }
    if !seen_log {
        return Err(Error::input(format!("{shown} is not an XES log"))
            .detail("it has no <log> element")
            .help("export the log as XES, or map a CSV instead"));
    }
    Ok(reader.into_inner().into_inner().into_source())
}

/// The encoding that a log says it is in, by its first bytes or its declaration; UTF-8 where it says none.
///
/// # Errors
/// Of kind `Input` where it can't be read, or nobody knows the encoding.
fn declared(source: &mut Source, shown: &str) -> Result<Encoding> {
    let head = source.fill_buf().map_err(|e| unread(shown, &e))?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Ok(Encoding::of(head.get(..2).unwrap_or_default()));
    }
    let line = String::from_utf8_lossy(head.get(..head.len().min(200)).unwrap_or_default());
    let declaration = line.split_once("<?xml").and_then(|(_, rest)| rest.split_once("?>"));
    let named = declaration
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    // UTF-16 without its first mark couldn't have said so in these bytes.
    match named.map(str::trim).filter(|name| !name.to_lowercase().starts_with("utf")) {
        Some(name) => Encoding::named(name, shown).map_err(|_| {
            Error::input(format!(
                "{shown} says that it is in \"{name}\", which is no known encoding"
            ))
            .help("save it as UTF-8, with encoding=\"UTF-8\" in its first line")
        }),
        None => Ok(Encoding::Utf8),
    }
}

/// Key and value of an attribute element; `None` for a list or what is no attribute.
fn attribute(tag: &BytesStart<'_>) -> Result<Option<(String, String)>, String> {
    let mut key = None;
    let mut value = None;
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let slot = match attribute.key.as_ref() {
            "key" => &mut key,
            "value" => &mut value,
            _ => continue,
        };
        let text =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        *slot = Some(text.into_owned());
    }
    Ok(key.zip(value))
}

fn broken(path: &Path, shown: &str, byte: u64, what: &str) -> Error {
    let line = line_of(path, byte).map_or_else(String::new, |line| format!(", line {line}"));
    Error::input(format!("{shown}{line}: broken XML (byte {byte})"))
        .detail(what.to_owned())
        .help("the file is damaged or cut off: export it again")
}

/// Line of a byte of the unpacked file, from 1.
fn line_of(path: &Path, byte: u64) -> Option<u64> {
    let mut source = Source::open(path, "", Arc::default()).ok()?.take(byte);
    let mut line = 1;
    loop {
        let chunk = source.fill_buf().ok()?;
        if chunk.is_empty() {
            return Some(line);
        }
        line += chunk.iter().filter(|b| **b == b'\n').count() as u64;
        let n = chunk.len();
        source.consume(n);
    }
}
