//! Merged cells of an OpenDocument sheet, which the library that reads its values passes over.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::Dimensions;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What cells of a sheet cover others. Empty where the file can't be made out: who reads its values says
/// what is wrong.
pub(super) fn merged(path: &Path, sheet: &str) -> Vec<Dimensions> {
    read(path, sheet).unwrap_or_default()
}

fn read(path: &Path, sheet: &str) -> Option<Vec<Dimensions>> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let content = archive.by_name("content.xml").ok()?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut out = Vec::new();
    let mut within = false;
    let (mut row, mut column, mut repeats) = (0_u32, 0_u32, 1_u32);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table" => {
                    within = text(&tag, "name").is_some_and(|name| name == sheet);
                    row = 0;
                }
                "table-row" if within => {
                    column = 0;
                    repeats = number(&tag, "number-rows-repeated");
                }
                "table-cell" | "covered-table-cell" if within => {
                    let wide = number(&tag, "number-columns-spanned");
                    let high = number(&tag, "number-rows-spanned");
                    if wide > 1 || high > 1 {
                        let end = (row.saturating_add(high - 1), column.saturating_add(wide - 1));
                        out.push(Dimensions::new((row, column), end));
                    }
                    column = column.saturating_add(number(&tag, "number-columns-repeated"));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table" if within => return Some(out),
                "table-row" if within => row = row.saturating_add(repeats),
                _ => {}
            },
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

fn text(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
}

/// A count, 1 where there is none.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    text(tag, name).and_then(|n| n.parse().ok()).filter(|n| *n > 0).unwrap_or(1)
}
