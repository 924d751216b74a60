//! A workbook made by hand: a zip of stored parts, as small as Excel would still open.

use std::fmt::Write as _;

use flate2::Crc;

/// A cell as a file would have it.
pub enum Cell {
    Text(&'static str),
    Number(f64),
    /// A serial number shown as a date.
    Date(f64),
    None,
}

/// The bytes of a workbook with one sheet, whose first row is `first_row`.
pub fn workbook(first_row: usize, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (at, row) in rows.iter().enumerate() {
        let number = first_row + at;
        write!(sheet, "<row r=\"{number}\">").unwrap();
        for (column, cell) in row.iter().enumerate() {
            let place = format!("{}{number}", char::from(b'A' + u8::try_from(column).unwrap()));
            match cell {
                Cell::Text(text) => {
                    write!(sheet, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
                Cell::Number(value) => write!(sheet, "<c r=\"{place}\"><v>{value}</v></c>"),
                Cell::Date(value) => write!(sheet, "<c r=\"{place}\" s=\"1\"><v>{value}</v></c>"),
                Cell::None => Ok(()),
            }
            .unwrap();
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    book(&[("Danh sách", "visible", &sheet)])
}

/// The bytes of a workbook of sheets: name, state and XML of each.
pub fn book(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = String::from(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    );
    let mut parts = Vec::new();
    for (at, (name, state, xml)) in sheets.iter().enumerate() {
        let id = at + 1;
        write!(
            list,
            "<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"rId{id}\"/>"
        )
        .unwrap();
        write!(relations, "<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>").unwrap();
        parts.push((format!("xl/worksheets/sheet{id}.xml"), (*xml).to_owned()));
    }
    let list = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
    );
    let relations = format!("{relations}</Relationships>");
    let mut all = vec![
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        ("xl/workbook.xml", list.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>",
        ),
    ];
    all.extend(parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())));
    zip(&all)
}

/// A workbook of which only a sheet was damaged: its parts as they lie, with sums that are right again.
pub fn repacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while let Some(part) = rest.strip_prefix(b"PK\x03\x04") {
        let number =
            |at: usize| Some(usize::from(u16::from_le_bytes([*part.get(at)?, *part.get(at + 1)?])));
        let (size, name) = (number(14)? | number(16)? << 16, number(22)?);
        let text = |from: usize, to: usize| {
            Some(String::from_utf8_lossy(part.get(from..to)?).into_owned())
        };
        // What was cut out of or put into a part moves where the next one begins.
        let end = (26 + name + size.saturating_sub(120)..part.len())
            .find(|at| part.get(*at..*at + 2) == Some(b"PK"))
            .unwrap_or(part.len());
        parts.push((text(26, 26 + name)?, text(26 + name, end)?));
        rest = part.get(end..)?;
    }
    let borrowed: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    (parts.len() == 6).then(|| zip(&borrowed))
}

/// A zip of parts that aren't compressed.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in parts {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        // Version, flags, method, time, date; then what both kinds of header share.
        let mut shared = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        shared.extend(crc.sum().to_le_bytes());
        shared.extend(size);
        shared.extend(size);
        shared.extend(length);
        shared.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(out.len()).unwrap().to_le_bytes();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count);
    out.extend(count);
    out.extend(size);
    out.extend(start);
    out.extend([0, 0]);
    out
}
