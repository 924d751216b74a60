//! Readers against bytes that nobody meant: an error at worst, never a panic.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::batch::Plan;
use super::feed;
use super::reader::Asked;
use super::source::Source;
use super::xes::{self, XesPlan};
use super::xes_log;
use crate::study::{Input, InputKind};

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    file
}

fn read_csv(bytes: &[u8]) -> Option<(u64, u64)> {
    let file = written(bytes);
    let plan = Plan::new(InputKind::Pauses, |f| {
        ["dossier_id", "reason"].contains(&f.name).then(|| f.name.to_owned())
    });
    let (mut rows_in, mut rows_out) = (0, 0);
    feed::read(&Asked::file(file.path(), "f.csv"), &plan, &mut |part| {
        rows_in += part.rows_in;
        rows_out += (part.batch.rows.len() + part.asides.len()) as u64;
        Ok(())
    })
    .ok()?;
    Some((rows_in, rows_out))
}

fn read_xes(bytes: &[u8]) {
    let file = written(bytes);
    let input = Input {
        columns: [("due_at".to_owned(), "deadline".to_owned())].into(),
        ..Input::new("f.xes".into(), "f.xes".into(), InputKind::Log)
    };
    let plan = XesPlan::named(&input, None);
    let Ok(source) = Source::open(file.path(), "f.xes", Arc::default()) else { return };
    let path: &Path = file.path();
    let _ = xes::read(xes_log::walk, source, path, "f.xes", &plan, &mut |_| Ok(()));
}

proptest! {
    #[test]
    fn no_bytes_make_the_csv_reader_panic_or_lose_a_row(body in "[a-zé,;\"\\r\\n\t0-9 ]{0,200}") {
        let text = format!("dossier_id,reason\n{body}");
        if let Some((rows_in, rows_out)) = read_csv(text.as_bytes()) {
            prop_assert_eq!(rows_in, rows_out);
        }
    }

    #[test]
    fn no_damage_makes_the_csv_reader_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), gz in any::<bool>()) {
        if gz {
            bytes.splice(0..0, [0x1f, 0x8b, 8]);
        }
        read_csv(&bytes);
        let mut headed = b"dossier_id,reason\n".to_vec();
        headed.extend(bytes);
        read_csv(&headed);
    }

    #[test]
    fn no_cut_or_flip_makes_the_xes_reader_panic(cut in 0_usize..700, flip in 0_usize..700, byte in any::<u8>()) {
        let mut bytes = LOG.as_bytes().to_vec();
        if let Some(slot) = bytes.get_mut(flip) {
            *slot = byte;
        }
        bytes.truncate(cut);
        read_xes(&bytes);
    }
}

const LOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><string key="meta" value="&amp;&#225;"><int key="n" value="1"/></string>
<!-- a comment --><trace><string key="concept:name" value="1"/><date key="deadline" value="2023-07-05T00:00:00Z"/>
<event><string key="concept:name" value="A"/><string key="lifecycle:transition" value="start"/><date key="time:timestamp" value="2023-07-03T08:00:00Z"/></event>
<event><string key="concept:name" value="A"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2023-07-03T09:00:00Z"/></event>
</trace></log>
"#;

/// Numbers that look random and are the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap()
    }

    /// A valid text with a few bytes flipped, cut, doubled or replaced by what hurts readers.
    fn bent(&mut self, text: &str) -> Vec<u8> {
        const HURTS: [&[u8]; 12] = [
            b"\"",
            b"\\",
            b"\0",
            b"\n",
            b"<",
            b"&#0;",
            b"1e999",
            b"-1",
            b"\xff\xfe",
            b"99999999999",
            b"{[",
            b"</c>",
        ];
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let to = (at + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.drain(at..to)),
                2 => {
                    let part = bytes[at..to].to_vec();
                    bytes.splice(at..at, part);
                }
                3 => drop(bytes.splice(at..at, HURTS[self.below(HURTS.len())].iter().copied())),
                _ => {
                    if let Some(slot) = bytes.get_mut(at) {
                        *slot = u8::try_from(self.below(256)).unwrap();
                    }
                }
            }
        }
        bytes
    }
}

/// Reads bytes as a file of this ending; every row must come out, used or set aside.
fn read_as(ending: &str, bytes: &[u8], list: Option<&str>) {
    let file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let plan = Plan::new(InputKind::Pauses, |f| {
        ["dossier_id", "paused_at"].contains(&f.name).then(|| f.name.to_owned())
    });
    let asked = Asked { list, ..Asked::file(file.path(), "f") };
    let (mut rows_in, mut rows_out) = (0, 0);
    let read = feed::read(&asked, &plan, &mut |part| {
        rows_in += part.rows_in;
        rows_out += (part.batch.rows.len() + part.asides.len()) as u64;
        Ok(())
    });
    if read.is_ok() {
        assert_eq!(rows_in, rows_out);
    }
    let _ = feed::top(&asked, 100);
}

/// A workbook whose sheet has this XML.
fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        out.start_file(name, stored).unwrap();
        out.write_all(part).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const TIMES: usize = 1_000;

#[test]
fn no_mutation_of_a_csv_makes_a_reader_panic() {
    let mut draw = Draw(19);
    let text =
        "dossier_id;paused_at;x\nH1;01/07/2023;\"a \"\"b\"\"\nc\"\nH2;02/07/2023;Thẩm định\n";
    for _ in 0..TIMES {
        read_as(".csv", &draw.bent(text), None);
    }
}

#[test]
fn no_mutation_of_json_makes_a_reader_panic() {
    let mut draw = Draw(20);
    let lines = "{\"dossier_id\": \"H1\", \"l\": [{\"paused_at\": \"2023-07-01\"}, {\"paused_at\": 3.5}]}\n{\"dossier_id\": \"H2\", \"paused_at\": null, \"l\": [{\"x\": {\"y\": [1]}}]}\n";
    for n in 0..TIMES {
        let text = if n % 2 == 0 {
            lines.to_owned()
        } else {
            format!("[{}]", lines.trim().replace('\n', ","))
        };
        read_as(".json", &draw.bent(&text), (n % 3 == 0).then_some("/l"));
    }
}

#[test]
fn no_mutation_of_a_sheet_makes_a_reader_panic() {
    let mut draw = Draw(21);
    for n in 0..TIMES {
        let bytes = if n % 10 == 0 {
            let whole = workbook_of(SHEET.as_bytes());
            let mut cut = whole.clone();
            let at = draw.below(whole.len());
            cut[at] ^= 0x20;
            cut
        } else {
            workbook_of(&draw.bent(SHEET))
        };
        read_as(".xlsx", &bytes, None);
    }
}

#[test]
fn a_cell_far_away_fills_no_memory() {
    let far = SHEET.replace("r=\"C3\"", "r=\"XFD1048576\"").replace("A4:A5", "A4:A1048576");
    read_as(".xlsx", &workbook_of(far.as_bytes()), None);
}

const BOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>dossier_id</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>paused_at</t></is></c></row><row r=\"3\"><c r=\"A3\" t=\"str\"><v>H1</v></c><c r=\"B3\"><f>A3+1</f><v>45000.5</v></c><c r=\"C3\" t=\"e\"><v>#N/A</v></c></row><row r=\"4\"><c r=\"A4\"><v>917</v></c><c r=\"B4\" t=\"d\"><v>2023-07-01</v></c></row><row r=\"5\"><c r=\"B5\" t=\"b\"><v>1</v></c></row></sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A4:A5\"/></mergeCells></worksheet>";
