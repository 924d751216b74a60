//! CSV files that a person opens in a spreadsheet: no cell of them runs as a formula.
//!
//! Texts come from offices' files, and a text that begins like a formula is run by Excel, LibreOffice and
//! Google Sheets alike, with what the reader's machine may reach. Every CSV of this program is written here.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// With what a spreadsheet takes a cell for a formula; the wide forms are read so by those of East Asia.
const BEGINS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A CSV file in the making.
pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
    name: &'static str,
}

impl Sheet {
    /// A file of this name, for messages, that begins with `bytes`: none, or a byte order mark.
    pub fn after(bytes: Vec<u8>, name: &'static str) -> Self {
        Self { writer: csv::Writer::from_writer(bytes), name }
    }

    /// A file with its header.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn new(name: &'static str, header: &[&str]) -> Result<Self> {
        let mut sheet = Self::after(Vec::new(), name);
        sheet.row(header.iter().copied())?;
        Ok(sheet)
    }

    /// # Errors
    /// If the row can't be written.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let name = self.name;
        for cell in cells {
            self.writer.write_field(&*harmless(cell)).map_err(|e| unwritten(name, &e))?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|e| unwritten(name, &e))
    }

    /// # Errors
    /// If the file can't be written.
    pub fn bytes(self) -> Result<Vec<u8>> {
        let name = self.name;
        self.writer.into_inner().map_err(|e| unwritten(name, e.error()))
    }
}

fn unwritten(name: &str, error: &dyn std::fmt::Display) -> Error {
    Error::failed(format!("{name} can't be written: {error}"))
}

/// A text as a cell: led by an apostrophe where a spreadsheet would run it. A negative number is none.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(BEGINS_FORMULA) && !negative_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// `-1.5` and `-2e-7`; not `-inf`, which is a name to a spreadsheet.
fn negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_led_by_an_apostrophe() {
        for text in [
            "=1+1",
            "+84 912 345 678",
            "-1+1",
            "-A1",
            "-inf",
            "- một",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1+1",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "-5", "-0.25", "-2e-7", "1+1", "Thẩm định", "'=1", " =1", "–", "−3"]
        {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_cell_is_guarded_the_header_too() {
        let mut sheet = Sheet::new("a.csv", &["=a", "b"]).unwrap();
        sheet.row(["-2", "=cmd|'/c calc'!A1"]).unwrap();
        sheet.row(["", "a,\"b\""]).unwrap();
        let text = String::from_utf8(sheet.bytes().unwrap()).unwrap();
        assert_eq!(text, "'=a,b\n-2,'=cmd|'/c calc'!A1\n,\"a,\"\"b\"\"\"\n");
    }

    #[test]
    fn no_csv_is_written_past_this_module() {
        let mut waiting = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut seen = 0;
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("sheet.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap();
                for writer in ["csv::Writer", "WriterBuilder", "write_record", "(format csv"] {
                    assert!(!code.contains(writer), "{} names {writer}", path.display());
                }
                seen += 1;
            }
        }
        assert!(seen > 100, "only {seen} files");
    }
}
