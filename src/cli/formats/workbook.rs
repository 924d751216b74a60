//! `.xlsx`: a workbook for each table, every cell a text, as one-stop systems write them.

use std::io::{BufWriter, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Export, failed};
use crate::error::{Error, Result};
use crate::simulate::Table;

/// Rows of a sheet, the headings included; Excel opens no more.
const MOST_ROWS: usize = 1_048_576;

const PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

pub(super) fn convert(export: &Export<'_>) -> Result<()> {
    export.replace_each("xlsx", |table, path| {
        let unwritten = |e: std::io::Error| failed(path, &e);
        let unpacked = |e: zip::result::ZipError| failed(path, &e);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut book = ZipWriter::new(export.begin(path)?);
        for (name, part) in PARTS {
            book.start_file(name, options).map_err(unpacked)?;
            book.write_all(part.as_bytes()).map_err(unwritten)?;
        }
        book.start_file("xl/worksheets/sheet1.xml", options.large_file(true)).map_err(unpacked)?;
        let mut sheet = BufWriter::new(&mut book);
        rows(export, table, path, &mut sheet)?;
        sheet.flush().map_err(unwritten)?;
        drop(sheet);
        let mut file = book.finish().map_err(unpacked)?;
        file.flush().map_err(unwritten)
    })
}

fn rows(export: &Export<'_>, table: &Table, path: &str, sheet: &mut dyn Write) -> Result<()> {
    let unwritten = |e: std::io::Error| failed(path, &e);
    sheet
        .write_all(
            br#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
        )
        .map_err(unwritten)?;
    row(sheet, 1, table.columns.iter().map(|(heading, _)| *heading)).map_err(unwritten)?;
    for (at, record) in export.rows(table)?.enumerate() {
        let number = at + 2;
        if number > MOST_ROWS {
            return Err(Error::usage(format!(
                "{path} would have more rows than a sheet holds, {MOST_ROWS} with its headings"
            ))
            .help("take --format csv or parquet, or a smaller --scale"));
        }
        let record = record.map_err(|e| failed(path, &e))?;
        row(sheet, number, record.iter()).map_err(unwritten)?;
    }
    sheet.write_all(b"</sheetData></worksheet>").map_err(unwritten)
}

fn row<'a>(
    sheet: &mut dyn Write,
    number: usize,
    cells: impl Iterator<Item = &'a str>,
) -> std::io::Result<()> {
    write!(sheet, r#"<row r="{number}">"#)?;
    for (column, cell) in ('A'..='Z').zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let cell = escape(cell);
        write!(sheet, r#"<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>"#)?;
    }
    sheet.write_all(b"</row>")
}
