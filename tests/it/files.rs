//! One table in every format and encoding, and what workbooks, databases and pages of portals hold.

use std::fmt::Write as _;
use std::io::Write as _;

use duckdb::Connection;
use flate2::Compression;
use flate2::write::GzEncoder;
use redtape::error::Error;
use redtape::load::{self, Loaded};
use redtape::progress::Silent;
use redtape::study::Study;

use crate::support::{Folder, raw_rows, shared};
use crate::xlsx::{book, zip};

pub(crate) const HEAD: &str = "[study]\ntitle = \"t\"\nofficers = \"named\"\n";
const HEADINGS: [&str; 4] = ["Mã hồ sơ", "Tên bước", "Thời gian kết thúc", "Người xử lý"];
pub(crate) const MAPPING: &str = "kind = \"runs\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nstep = \"Tên bước\"\nfinished_at = \"Thời gian kết thúc\"\nofficer = \"Người xử lý\"\n";

pub(crate) fn study_of(path: &str, keys: &str, mapping: &str) -> String {
    format!("{HEAD}[[input]]\npath = \"{path}\"\n{keys}{mapping}")
}

fn load(folder: &Folder, text: &str) -> Result<(Loaded, Connection), Error> {
    let study = Study::parse(text, folder.path())?;
    let conn = raw_rows();
    Ok((load::all(&study, &conn, &Silent)?, conn))
}

fn rows(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).collect()
}

const RUNS: &str = "select concat_ws('|', dossier_id, step, finished_at, officer) from raw.step_run order by row_no";

/// Rows with all that a cell may hold: separators, quotation marks, lines, marks, nothing.
fn table() -> Vec<[String; 4]> {
    let steps = ["Tiếp nhận", "Thẩm định; xem xét", "Ký, duyệt", "Trả \"kết quả\"", "Dán\nnhãn"];
    (0..60)
        .map(|i| {
            let officer = if i % 7 == 0 { String::new() } else { format!("Cán bộ {}", i % 5) };
            [
                format!("H{:05}", i / 4),
                steps[i % steps.len()].to_owned(),
                format!("2024-03-{:02} 08:{:02}:00", 1 + i % 28, i % 60),
                officer,
            ]
        })
        .collect()
}

fn wanted() -> Vec<String> {
    let clean = |text: &str| text.replace('\n', " ");
    table()
        .iter()
        .map(|row| {
            let cells = row.iter().filter(|c| !c.is_empty()).map(|c| clean(c));
            cells.collect::<Vec<_>>().join("|")
        })
        .collect()
}

fn all_rows() -> Vec<[String; 4]> {
    [HEADINGS.map(str::to_owned)].into_iter().chain(table()).collect()
}

fn csv(delimiter: char, escape: &str) -> String {
    let mut out = String::new();
    for row in all_rows() {
        let cells: Vec<String> =
            row.iter().map(|c| format!("\"{}\"", c.replace('"', &format!("{escape}\"")))).collect();
        out.push_str(&cells.join(&delimiter.to_string()));
        out.push('\n');
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn sheet() -> String {
    let mut out = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (at, row) in all_rows().iter().enumerate() {
        write!(out, "<row r=\"{}\">", at + 1).unwrap();
        for (cell, column) in row.iter().zip("ABCD".chars()) {
            write!(
                out,
                "<c r=\"{column}{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                at + 1,
                escaped(cell)
            )
            .unwrap();
        }
        out.push_str("</row>");
    }
    out + "</sheetData></worksheet>"
}

fn ods() -> Vec<u8> {
    let mut table = String::new();
    // The title and the period above, over all columns.
    for title in ["DANH SÁCH", "Tháng 3"] {
        write!(table, "<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"4\"><text:p>{title}</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated=\"3\"/></table:table-row>").unwrap();
    }
    for row in all_rows() {
        table.push_str("<table:table-row>");
        for cell in row {
            let lines: String =
                cell.split('\n').map(|l| format!("<text:p>{}</text:p>", escaped(l))).collect();
            write!(
                table,
                "<table:table-cell office:value-type=\"string\">{lines}</table:table-cell>"
            )
            .unwrap();
        }
        table.push_str("</table:table-row>");
    }
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Danh sách\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn json(between: &str) -> String {
    let records: Vec<String> = table()
        .iter()
        .map(|row| {
            let fields: serde_json::Map<String, serde_json::Value> = HEADINGS
                .iter()
                .zip(row)
                .map(|(h, c)| ((*h).to_owned(), c.as_str().into()))
                .collect();
            serde_json::Value::Object(fields).to_string()
        })
        .collect();
    records.join(between)
}

/// SQL that makes the table `ho_so`.
pub(crate) fn statements() -> String {
    let columns = HEADINGS.map(|h| format!("\"{h}\" varchar")).join(", ");
    let mut sql = format!("create table ho_so ({columns});\n");
    for row in table() {
        let cells = row.map(|c| if c.is_empty() { "null".to_owned() } else { format!("'{c}'") });
        writeln!(sql, "insert into ho_so values ({});", cells.join(", ")).unwrap();
    }
    sql
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
}

#[test]
fn one_table_in_every_format_loads_to_the_same_rows() {
    let folder = Folder::new();
    let comma = csv(',', "\"");
    let sheet = book(&[("Danh sách", "visible", &sheet())]);
    for (name, bytes) in [
        ("a.csv", comma.clone().into_bytes()),
        ("semicolon.csv", csv(';', "\"").into_bytes()),
        ("tab.tsv", csv('\t', "\"").into_bytes()),
        ("pipe.txt", csv('|', "\"").into_bytes()),
        ("escaped.csv", csv(',', "\\").into_bytes()),
        ("marked.csv", [b"\xef\xbb\xbf", comma.as_bytes()].concat()),
        ("little.csv", utf16(&comma, true, true)),
        ("big.csv", utf16(&comma, false, true)),
        ("bare.csv", utf16(&comma, true, false)),
        ("packed.csv.gz", gzip(comma.as_bytes())),
        ("packed.zip", zip(&[("in/a.csv", &comma), ("__MACOSX/._a.csv", "x")])),
        ("sheet.xlsx", sheet.clone()),
        ("sheet.xlsx.gz", gzip(&sheet)),
        ("sheet.ods", ods()),
        ("lines.jsonl", json("\n").into_bytes()),
        ("list.json", format!("[{}]", json(",")).into_bytes()),
        ("list.json.gz", gzip(format!("[{}]", json(",")).as_bytes())),
    ] {
        folder.write(name, &bytes);
        let (loaded, conn) =
            load(&folder, &study_of(name, "", MAPPING)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(rows(&conn, RUNS), wanted(), "{name}");
        assert_eq!(loaded.sources[0].rows_in, 60, "{name}");
    }
    for name in ["base.duckdb", "base.db"] {
        Connection::open(folder.path().join(name)).unwrap().execute_batch(&statements()).unwrap();
        for query in ["", "query = \"ho_so\"\n", "query = \"select * from ho_so\"\n"] {
            let (_, conn) = load(&folder, &study_of(name, query, MAPPING)).unwrap();
            assert_eq!(rows(&conn, RUNS), wanted(), "{name} {query}");
        }
    }
    let conn = raw_rows();
    conn.execute_batch(&statements()).unwrap();
    let path = folder.path().join("odd [1].parquet");
    conn.execute_batch(&format!("copy ho_so to '{}' (format parquet)", path.display())).unwrap();
    folder.write("odd 1.parquet", b"PAR1 that must not be read");
    let (_, conn) = load(&folder, &study_of("odd [1].parquet", "", MAPPING)).unwrap();
    assert_eq!(rows(&conn, RUNS), wanted(), "parquet");
}

#[test]
fn old_vietnamese_encodings_are_read_and_said() {
    let folder = Folder::new();
    let mapping = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nreceived_at = \"Ngày nhận\"\nstatus = \"Trạng thái\"\n";
    for (name, bytes) in [
        ("TCVN3", b"M\xb7 h\xe5 s\xac,Ng\xb5y nh\xcbn,Tr\xb9ng th\xb8i\nH1,01/07/2023,\xae\xb7 tr\xb6\n".as_slice()),
        ("windows-1258", b"Ma\xde h\xf4\xcc s\xf5,Ng\xe0y nh\xe2\xf2n,Tra\xf2ng th\xe1i\nH1,01/07/2023,\xf0a\xde tra\xd2\n"),
        ("VNI", b"Ma\xf5 ho\xe0 s\xf4,Nga\xf8y nha\xe4n,Tra\xefng tha\xf9i\nH1,01/07/2023,\xf1a\xf5 tra\xfb\n"),
    ] {
        folder.write("f.csv", bytes);
        let said = format!("encoding = \"{name}\"\n");
        for keys in ["", said.as_str()] {
            let (loaded, conn) = load(&folder, &study_of("f.csv", keys, mapping))
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            let found = rows(&conn, "select concat_ws('|', dossier_id, status) from raw.dossier");
            assert_eq!(found, ["H1|đã trả"], "{name}");
            let told = loaded.notes.iter().any(|n| n.key == "note-encoding");
            assert_eq!(told, keys.is_empty(), "{name}");
        }
        // What the study says goes before what the values say.
        let other = load(&folder, &study_of("f.csv", "encoding = \"windows-1252\"\n", mapping));
        assert!(other.unwrap_err().message.contains("has no column"));
    }
    let error = load(&folder, &study_of("f.csv", "encoding = \"klingon\"\n", mapping)).unwrap_err();
    assert_eq!(error.exit_code(), 2);
}

fn cells(rows: &[&str]) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    )
}

#[test]
fn the_sheet_that_fits_is_read_and_the_others_are_named() {
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let list = cells(&["<row r=\"1\">", &text("A1", "Status"), "</row>"]);
    let cover = cells(&["<row r=\"1\">", &text("A1", "Register of permits"), "</row>"]);
    let register = cells(&[
        "<row r=\"2\">",
        &text("A2", "Case ID"),
        &text("B2", "Received"),
        "</row><row r=\"3\" hidden=\"1\">",
        &text("A3", "L-01"),
        &text("B3", "2024-05-01"),
        "</row>",
    ]);
    let folder = Folder::new();
    folder.write(
        "r.xlsx",
        &book(&[
            ("Lists", "veryHidden", &list),
            ("Cover", "visible", &cover),
            ("Register", "visible", &register),
            ("Old", "hidden", &register.replace("L-01", "L-99")),
        ]),
    );
    let mapping = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Case ID\"\nreceived_at = \"Received\"\n";
    let ids = "select dossier_id from raw.dossier";
    let (loaded, conn) = load(&folder, &study_of("r.xlsx", "", mapping)).unwrap();
    assert_eq!(rows(&conn, ids), ["L-01"]);
    let keys: Vec<&str> = loaded.notes.iter().map(|n| n.key.as_str()).collect();
    assert!(
        keys.contains(&"note-other-sheets") && keys.contains(&"note-hidden-sheets"),
        "{keys:?}"
    );
    let (_, conn) = load(&folder, &study_of("r.xlsx", "sheet = \"Old\"\n", mapping)).unwrap();
    assert_eq!(rows(&conn, ids), ["L-99"]);
    let error = load(&folder, &study_of("r.xlsx", "sheet = \"old\"\n", mapping)).unwrap_err();
    assert_eq!(
        error.details,
        [
            "its sheets: \"Lists\" (hidden), \"Cover\" (visible), \"Register\" (visible), \"Old\" (hidden)"
        ]
    );
    let error =
        load(&folder, &study_of("r.xlsx", "", &mapping.replace("Case ID", "Mã"))).unwrap_err();
    assert!(error.details.iter().any(|d| d.starts_with("its sheets: ")), "{error}");
}

#[test]
fn an_open_quotation_mark_shows_how_many_rows_it_swallowed() {
    let mut text = String::from("id,step,end\n");
    for i in 0..100 {
        let quote = if i == 30 { "\"" } else { "" };
        let close = if i == 89 { "\"" } else { "" };
        writeln!(text, "d{i},{quote}A,2023-07-01{close}").unwrap();
    }
    let folder = Folder::with(&[("a.csv", text.as_str())]);
    let mapping = "kind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"step\"\nfinished_at = \"end\"\n";
    let (loaded, _) = load(&folder, &study_of("a.csv", "", mapping)).unwrap();
    let source = &loaded.sources[0];
    assert_eq!((source.rows_in, source.rows_set_aside), (100, 60));
    assert!(loaded.notes.iter().any(|n| n.key == "note-long-cell"));
}

#[test]
fn a_zip_of_several_files_is_refused_by_their_names() {
    let folder = Folder::new();
    folder.write("two.zip", &zip(&[("a.csv", "x"), ("b.csv", "y")]));
    let error = load(&folder, &study_of("two.zip", "", MAPPING)).unwrap_err();
    assert_eq!(error.message, "two.zip holds 2 files, not one");
    assert_eq!(error.details, ["in it: \"a.csv\", \"b.csv\""]);
    folder.write("none.zip", b"PK\x05\x06 no");
    let error = load(&folder, &study_of("none.zip", "", MAPPING)).unwrap_err();
    assert_eq!(error.message, "none.zip is not a zip that can be read");
}

#[test]
fn procedures_of_the_national_portal_are_a_register() {
    let Some(path) = shared("procedures_vn.jsonl.gz") else { return };
    let folder = Folder::with(&[("a.csv", "Mã hồ sơ,Ngày nhận\nH1,01/07/2023\n")]);
    let mapping = "kind = \"dossiers\"\n[input.columns]\ndossier_id = \"Mã hồ sơ\"\nreceived_at = \"Ngày nhận\"\n";
    let text = study_of("a.csv", "", mapping)
        + &format!("[register]\nprocedures = \"{}\"\n", path.display());
    let (loaded, conn) = load(&folder, &text).unwrap();
    assert_eq!(loaded.sources[1].rows_in, 2_642);
    let int = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    // What its readme counts, within the few that a description repeats.
    let limits = "from raw.register_limit where unit =";
    assert!((4_150..=4_156).contains(&int(&format!("select count(*) {limits} 'working_days'"))));
    assert_eq!(int(&format!("select count(*) {limits} 'days'")), 1_577);
    assert_eq!(int(&format!("select count(*) {limits} 'hours'")), 137);
    assert_eq!(int(&format!("select count(*) {limits} 'months'")), 14);
    let with =
        int("select count(distinct procedure_code) from raw.register_limit where unit is not null");
    assert!((2_157..=2_160).contains(&with), "{with}");
    assert!(int("select count(*) from raw.register_document where originals is not null") > 14_000);
    assert!(int("select count(*) from raw.register_basis where legal_text is not null") > 8_000);
    assert!(
        int("select count(*) from raw.register_procedure where statutory_days is not null") > 1_500
    );
    assert!(loaded.notes.iter().any(|n| n.key == "note-unsplit-limits"));
}

#[test]
fn every_file_that_cannot_be_read_says_why() {
    let long = "x".repeat(300);
    let locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more";
    let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        (
            "a.xls",
            b"<html><table><tr><td>M\xc3\xa3</td></tr></table></html>".to_vec(),
            "",
            "a.xls is not a workbook that can be read",
        ),
        ("b.xls", b"Ma ho so\tNgay\n".to_vec(), "", "b.xls is not a workbook that can be read"),
        ("c.xls", locked.to_vec(), "", "c.xls is not a workbook that can be read"),
        ("d.xlsx", locked.to_vec(), "", "d.xlsx is not a workbook that can be read"),
        ("e.xlsx", zip(&[("a.txt", "x")]), "", "e.xlsx is not a workbook that can be read"),
        ("f.ods", zip(&[("content.xml", "<x>")]), "", "f.ods is not a workbook that can be read"),
        (
            "g.xlsb",
            zip(&[("xl/workbook.bin", "x")]),
            "",
            "g.xlsb is not a workbook that can be read",
        ),
        ("h.xlsx", Vec::new(), "", "h.xlsx is empty (0 bytes)"),
        (
            "i.xlsx",
            book(&[("S", "visible", &cells(&[]))]),
            "",
            "i.xlsx has no sheet that is visible and filled",
        ),
        (
            "j.xlsx",
            book(&[("S", "hidden", &cells(&["<row><c><v>1</v></c></row>"]))]),
            "",
            "j.xlsx has no sheet that is visible and filled",
        ),
        (
            "k.xlsx",
            book(&[("S", "visible", "<worksheet><sheetData><row")]),
            "",
            "k.xlsx is not a workbook that can be read",
        ),
        ("l.json", b"{\"a\": ".to_vec(), "", "l.json, line 1: broken JSON"),
        ("m.json", b"  \n ".to_vec(), "", "m.json has no records"),
        ("n.json", b"[]".to_vec(), "", "n.json has no records"),
        ("o.json", b"[1, 2]".to_vec(), "", "o.json has no records"),
        ("p.json", b"\"text\"".to_vec(), "", "p.json holds values that are no records"),
        ("q.json", b"{\"a\": 1}".to_vec(), "", "q.json has no columns"),
        ("r.json", b"{\"a\": [{}]}".to_vec(), "list = \"/b\"\n", "r.json has no list at \"/b\""),
        ("s.jsonl", format!("{{\"a\": \"{long}").into_bytes(), "", "s.jsonl, line 1: broken JSON"),
        ("t.json", b"{\"a\": \"\xff\"}".to_vec(), "", "t.json, line 1: broken JSON"),
        ("u.json", vec![b'['; 1_000], "", "u.json, line 1: broken JSON"),
        ("v.csv", b"%PDF-1.7".to_vec(), "", "v.csv is not a text file: it is a PDF"),
        ("w.csv", b"PAR1xxxx".to_vec(), "", "w.csv is not a CSV file: it is a Parquet file"),
        (
            "x.csv",
            b"\x28\xb5\x2f\xfd".to_vec(),
            "",
            "x.csv is not a text file: it is packed with zstd",
        ),
        (
            "y.csv",
            b"a,b\0\x01\x02\x03c\n".to_vec(),
            "",
            "y.csv is not a text file (it holds zero bytes)",
        ),
        ("z.csv.gz", b"\x1f\x8b\x08broken".to_vec(), "", "z.csv.gz can't be read to its end"),
        ("aa.zip", zip(&[]), "", "aa.zip holds no file"),
        ("ab.zip", zip(&[("a.exe", "MZ")]), "", "ab.zip has an ending that redtape can't read"),
        ("ac.docx", b"x".to_vec(), "", "ac.docx has an ending that redtape can't read"),
        (
            "ad.duckdb",
            b"not a database at all".to_vec(),
            "",
            "ad.duckdb is not a DuckDB database that can be read",
        ),
        (
            "ae.db",
            b"SQLite format 3\0 and more".to_vec(),
            "",
            "ae.db is not a DuckDB database that can be read",
        ),
        ("af.parquet", b"PAR1".to_vec(), "", "af.parquet is not a Parquet file that can be read"),
        ("ag.xes", zip(&[("a", "x")]), "", "ag.xes is an XES log, but"),
        ("ah.csv", b"\n\n\n".to_vec(), "", "ah.csv has no rows"),
        (
            "ai.csv",
            b"one\ntwo\n".to_vec(),
            "encoding = \"utf-17\"\n",
            "study.toml, encoding of ai.csv: \"utf-17\" is not known",
        ),
        ("aj.csv", below(&[]), "", "aj.csv has no rows below its headings"),
        ("ak.csv", below(&[",,,", ",,,"]), "", "ak.csv has no rows below its headings"),
        ("al.csv", below(&["H1,a", "H2,b"]), "", "al.csv: none of its 2 rows could be used"),
        ("am.csv", below(&[",a,01/03/2024,"]), "", "am.csv: none of its 1 rows could be used"),
        ("an.csv", below(&["H1,a,hôm qua,"]), "", "an.csv: no date of column"),
        ("ao.csv", below(&["H1,a,31/04/2024,", "H1,a,32/06/2024,"]), "", "ao.csv: no date of"),
        ("ap.csv", below(&["H1,a,45373.5,", "H2,a,45373.6,"]), "", "ap.csv: no date of column"),
        ("aq.csv", below(&["H1,a,1712995200000,"]), "", "aq.csv: no date of column"),
        (
            "ar.csv",
            below(&["2.02E+19,a,13/04/2024,", "2.02E+19,b,14/04/2024,"]),
            "",
            "ar.csv: 2 of its 2 rows find no dossier",
        ),
        (
            "as.csv",
            below(&["\"H1,a,13/04/2024,", "H2,b,13/04/2024,"]),
            "",
            "as.csv: a quotation mark opened in row 2 is never closed",
        ),
        (
            "at.csv",
            below(&["H1,a,13/04/2024,", "H2,a,04/13/2024,"]),
            "",
            "at.csv: column \"Thời gian kết thúc\" mixes dates",
        ),
        ("au.csv.gz", gzip(b""), "", "au.csv.gz has no rows"),
        ("av.csv", b"\x1b[31mred\n1\n".to_vec(), "", "av.csv has no columns"),
    ];
    for (name, bytes, keys, message) in cases {
        refused(name, &bytes, &study_of(name, keys, MAPPING), message);
    }
}

/// Rows below the headings of [`MAPPING`].
fn below(rows: &[&str]) -> Vec<u8> {
    format!("{}\n{}", HEADINGS.join(","), rows.join("\n")).into_bytes()
}

fn refused(name: &str, bytes: &[u8], study: &str, message: &str) -> Error {
    let folder = Folder::new();
    folder.write(name, bytes);
    match load(&folder, study) {
        Ok((loaded, _)) => panic!("{name} was read: {loaded:?}"),
        Err(error) => {
            assert!(error.message.starts_with(message), "{name}: {error}");
            let told = error.help.is_some() || !error.details.is_empty();
            assert!(told, "{name} says nothing to do");
            error
        }
    }
}

#[test]
fn every_log_that_cannot_be_read_says_why() {
    let event = |inside: &str| {
        let name = "<string key='concept:name' value='1'/>";
        format!("<log><trace>{name}<event>{inside}</event></trace></log>")
    };
    let step = "<string key='concept:name' value='A'/>";
    for (name, text, message) in [
        ("a.xes", "<log><trace><event>".to_owned(), "a.xes, line 1: broken XML"),
        ("b.xes", "no XML at all".to_owned(), "b.xes is not an XES log"),
        ("c.xes", "<html><body/></html>".to_owned(), "c.xes is not an XES log"),
        ("d.xes", "<log><trace></log>".to_owned(), "d.xes, line 1: broken XML"),
        ("e.xes", "<log/>".to_owned(), "e.xes holds no traces"),
        (
            "f.xes",
            "<?xml version='1.0' encoding='klingon'?><log/>".to_owned(),
            "f.xes says that it is in \"klingon\"",
        ),
        ("g.xes", event(step), "g.xes: no event has a \"time:timestamp\""),
        (
            "h.xes",
            event(&format!("{step}<date key='time:timestamp' value='yesterday'/>")),
            "h.xes: no date of column \"time:timestamp\" can be read",
        ),
    ] {
        refused(name, text.as_bytes(), &study_of(name, "", "kind = \"log\"\n"), message);
    }
}

#[test]
fn numbers_that_count_from_a_day_are_told_by_what_they_count() {
    for (value, what) in [
        ("45373.5", "days since 1899-12-30"),
        ("1712995200", "seconds since 1970"),
        ("1712995200000", "milliseconds since 1970"),
    ] {
        let bytes = below(&[&format!("H1,a,{value},")]);
        let error = refused("f.csv", &bytes, &study_of("f.csv", "", MAPPING), "f.csv: no date");
        assert!(error.details.iter().any(|d| d.contains(what)), "{error}");
    }
}
