//! One generated study, written in every format, notation and encoding, and shuffled: the stage is the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use duckdb::Connection;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::support::Folder;
use crate::xlsx::{book, zip};

/// What a typed format tells apart.
#[derive(Debug, Clone)]
enum Cell {
    Text(String),
    /// Days and seconds since 2024-01-01T00:00.
    Day(i64),
    Stamp(i64),
    Number(f64),
    None,
}

#[derive(Debug, Clone)]
struct Table {
    /// Heading, and the type it has in a database.
    columns: Vec<(&'static str, &'static str)>,
    rows: Vec<Vec<Cell>>,
}

const DAY_S: i64 = 86_400;

/// From `least` up to, not including, `most`.
fn between(rng: &mut ChaCha8Rng, least: i64, most: i64) -> i64 {
    least + i64::try_from(rng.next_u64() % (most - least).unsigned_abs()).unwrap()
}

fn shuffle<T>(rng: &mut ChaCha8Rng, items: &mut [T]) {
    for at in (1..items.len()).rev() {
        let other = rng.next_u64() % (at as u64 + 1);
        items.swap(at, usize::try_from(other).unwrap());
    }
}

fn civil(seconds: i64) -> jiff::civil::DateTime {
    jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0) + jiff::Span::new().seconds(seconds)
}

/// Dossiers with day-only promises, and their runs; planned times that look like thousands to whoever
/// doesn't know their marks.
fn generated(seed: u64) -> (Table, Table) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut dossiers = Vec::new();
    let mut runs = Vec::new();
    let steps = ["Tiếp nhận", "Thẩm định; xem xét", "Ký, duyệt", "Trả \"kết quả\""];
    for n in 0..40_i64 {
        let id = format!("{seed}.H{n:03}");
        let mut now = (n * 2 + between(&mut rng, 0, 3)) * DAY_S + between(&mut rng, 27_000, 36_000);
        let due = now / DAY_S + between(&mut rng, 1, 9);
        let received = now;
        for (step, name) in steps.into_iter().enumerate() {
            let started = now + between(&mut rng, 60, 40_000);
            let finished = started + between(&mut rng, 60, 90_000);
            now = finished;
            let officer = between(&mut rng, 0, 5);
            let last_is_open = n % 9 == 0 && step == 3;
            runs.push(vec![
                Cell::Text(id.clone()),
                Cell::Text(name.to_owned()),
                if officer == 0 { Cell::None } else { Cell::Text(format!("Cán bộ {officer}")) },
                Cell::Stamp(started),
                if last_is_open { Cell::None } else { Cell::Stamp(finished) },
                // 1.125 is more than one, not more than a thousand.
                Cell::Number([1.125, 480.0, 90.5, 1_440.0][step]),
            ]);
        }
        dossiers.push(vec![
            Cell::Text(id),
            Cell::Text(format!("Xã {}", n % 3)),
            Cell::Stamp(received),
            if n % 7 == 0 { Cell::None } else { Cell::Day(due) },
            if n % 9 == 0 { Cell::None } else { Cell::Stamp(now) },
        ]);
    }
    let dossiers = Table {
        columns: vec![
            ("Mã hồ sơ", "varchar"),
            ("Cơ quan", "varchar"),
            ("Ngày tiếp nhận", "timestamp"),
            ("Ngày hẹn trả", "date"),
            ("Ngày có kết quả", "timestamp"),
        ],
        rows: dossiers,
    };
    let runs = Table {
        columns: vec![
            ("Mã hồ sơ", "varchar"),
            ("Tên bước", "varchar"),
            ("Người xử lý", "varchar"),
            ("Bắt đầu", "timestamp"),
            ("Kết thúc", "timestamp"),
            ("Định mức", "double"),
        ],
        rows: runs,
    };
    (dossiers, runs)
}

/// How a text format writes what isn't text.
#[derive(Debug, Clone, Copy)]
struct Notation {
    day: &'static str,
    stamp: &'static str,
    comma: bool,
}

const ISO: Notation = Notation { day: "%Y-%m-%d", stamp: "%Y-%m-%d %H:%M:%S", comma: false };
const VIETNAMESE: Notation = Notation { day: "%d/%m/%Y", stamp: "%d/%m/%Y %H:%M:%S", comma: true };
const BROWSER: Notation =
    Notation { day: "%-m/%-d/%Y", stamp: "%-m/%-d/%Y, %-I:%M:%S\u{202f}%p", comma: false };
const TIME_FIRST: Notation =
    Notation { day: "%-d/%-m/%Y", stamp: "%-H:%M:%S %-d/%-m/%Y", comma: true };
const SHORT: Notation = Notation { day: "%d-%b-%y", stamp: "%d-%b-%y %H:%M:%S", comma: false };
const DATABASE: Notation =
    Notation { day: "%Y-%m-%d 00:00:00", stamp: "%Y-%m-%d %H:%M:%S.000", comma: false };
const OFFSET: Notation =
    Notation { day: "%Y-%m-%dT00:00:00+07:00", stamp: "%Y-%m-%dT%H:%M:%S+07:00", comma: false };

fn text(cell: &Cell, notation: Notation) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => civil(day * DAY_S).strftime(notation.day).to_string(),
        Cell::Stamp(at) => civil(*at).strftime(notation.stamp).to_string(),
        Cell::Number(value) if notation.comma => value.to_string().replace('.', ","),
        Cell::Number(value) => value.to_string(),
        Cell::None => String::new(),
    }
}

fn csv(table: &Table, delimiter: &str, notation: Notation) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let headings: Vec<String> = table.columns.iter().map(|(h, _)| quoted(h)).collect();
    let mut out = headings.join(delimiter) + "\n";
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|c| quoted(&text(c, notation))).collect();
        out += &(cells.join(delimiter) + "\n");
    }
    out
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn xlsx(table: &Table) -> Vec<u8> {
    // Days since 1899-12-30, as workbooks count.
    let serial = |seconds: i64| 45_292.0 + seconds as f64 / DAY_S as f64;
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    let headings = table.columns.iter().map(|(h, _)| Cell::Text((*h).to_owned())).collect();
    for (at, row) in std::iter::once(&headings).chain(&table.rows).enumerate() {
        write!(sheet, "<row r=\"{}\">", at + 1).unwrap();
        for (cell, column) in row.iter().zip("ABCDEF".chars()) {
            let place = format!("{column}{}", at + 1);
            sheet += &match cell {
                Cell::Text(text) => {
                    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", xml(text))
                }
                Cell::Day(day) => {
                    format!("<c r=\"{place}\" s=\"1\"><v>{}</v></c>", serial(day * DAY_S))
                }
                Cell::Stamp(at) => format!("<c r=\"{place}\" s=\"1\"><v>{}</v></c>", serial(*at)),
                Cell::Number(value) => format!("<c r=\"{place}\"><v>{value}</v></c>"),
                Cell::None => String::new(),
            };
        }
        sheet += "</row>";
    }
    book(&[("Danh sách", "visible", &(sheet + "</sheetData></worksheet>"))])
}

fn ods(table: &Table) -> Vec<u8> {
    let mut out = String::new();
    let headings = table.columns.iter().map(|(h, _)| Cell::Text((*h).to_owned())).collect();
    for row in std::iter::once(&headings).chain(&table.rows) {
        out += "<table:table-row>";
        for cell in row {
            let shown = xml(&text(cell, VIETNAMESE));
            let of = match cell {
                Cell::Text(_) => "office:value-type=\"string\"".to_owned(),
                Cell::Day(day) => format!(
                    "office:value-type=\"date\" office:date-value=\"{}\"",
                    civil(day * DAY_S).date()
                ),
                Cell::Stamp(at) => format!(
                    "office:value-type=\"date\" office:date-value=\"{}\"",
                    civil(*at).strftime("%Y-%m-%dT%H:%M:%S")
                ),
                Cell::Number(value) => {
                    format!("office:value-type=\"float\" office:value=\"{value}\"")
                }
                Cell::None => {
                    out += "<table:table-cell/>";
                    continue;
                }
            };
            write!(out, "<table:table-cell {of}><text:p>{shown}</text:p></table:table-cell>")
                .unwrap();
        }
        out += "</table:table-row>";
    }
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">{out}</table:table></office:spreadsheet></office:body></office:document-content>"
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

fn json(table: &Table, between: &str) -> String {
    let record = |row: &Vec<Cell>| {
        let fields: serde_json::Map<String, serde_json::Value> = table
            .columns
            .iter()
            .zip(row)
            .map(|((heading, _), cell)| {
                let value = match cell {
                    Cell::Number(value) => (*value).into(),
                    Cell::None => serde_json::Value::Null,
                    other => text(other, ISO).into(),
                };
                ((*heading).to_owned(), value)
            })
            .collect();
        serde_json::Value::Object(fields).to_string()
    };
    table.rows.iter().map(record).collect::<Vec<_>>().join(between)
}

/// SQL that makes a typed table of this name.
fn statements(table: &Table, name: &str) -> String {
    let columns: Vec<String> =
        table.columns.iter().map(|(h, of)| format!("\"{h}\" {of}")).collect();
    let mut sql = format!("create table {name} ({});\n", columns.join(", "));
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::None => "null".to_owned(),
                other => format!("'{}'", text(other, ISO).replace('\'', "''")),
            })
            .collect();
        writeln!(sql, "insert into {name} values ({});", cells.join(", ")).unwrap();
    }
    sql
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn study(dossiers: &str, runs: &str, keys: &str) -> String {
    format!(
        "[study]\ntitle = \"t\"\nofficers = \"named\"\n\
         [calendar]\ndefault = \"vietnam\"\n\
         [[input]]\npath = \"{dossiers}\"\nkind = \"dossiers\"\n{keys}\
         [input.columns]\ndossier_id = \"Mã hồ sơ\"\nagency = \"Cơ quan\"\nreceived_at = \"Ngày tiếp nhận\"\n\
         due_at = \"Ngày hẹn trả\"\nresult_at = \"Ngày có kết quả\"\n\
         [[input]]\npath = \"{runs}\"\nkind = \"runs\"\n{keys}\
         [input.columns]\ndossier_id = \"Mã hồ sơ\"\nstep = \"Tên bước\"\nofficer = \"Người xử lý\"\n\
         started_at = \"Bắt đầu\"\nfinished_at = \"Kết thúc\"\nplanned_min = \"Định mức\"\n\
         [input.units]\nplanned = \"minutes\"\n"
    )
}

/// The stage as text, without what says where in which file a row stood.
fn stage(folder: &Folder) -> BTreeMap<&'static str, Vec<String>> {
    let measured = folder.checked();
    let all = |relation: &'static str, without: &str| {
        let sql = format!(
            "select cast(x as varchar) as line from (select *{without} from stage.{relation}) as x order by line"
        );
        let frame = measured.session.query(&sql).unwrap_or_else(|e| panic!("{relation}: {e}"));
        let lines = frame.text("line").unwrap();
        (relation, lines.iter().map(|l| l.clone().unwrap()).collect())
    };
    BTreeMap::from([
        all("dossier", " exclude (dossier_no)"),
        all("step_run", " exclude (file_no, row_no, dossier_no)"),
        all("study_parameter", ""),
        all("set_aside", " exclude (file_no, row_no)"),
        all("value_fault", " exclude (file_no, row_no)"),
    ])
}

fn folder(dossiers: (&str, &[u8]), runs: (&str, &[u8]), keys: &str) -> Folder {
    let folder = Folder::new();
    folder.write(dossiers.0, dossiers.1);
    folder.write(runs.0, runs.1);
    folder.write("study.toml", study(dossiers.0, runs.0, keys).as_bytes());
    folder
}

#[test]
fn a_study_is_the_same_in_every_format_notation_and_encoding() {
    let (dossiers, runs) = generated(1);
    let wanted = {
        let (d, r) = (csv(&dossiers, ",", ISO), csv(&runs, ",", ISO));
        stage(&folder(("d.csv", d.as_bytes()), ("r.csv", r.as_bytes()), ""))
    };
    assert_eq!((wanted["dossier"].len(), wanted["step_run"].len()), (40, 160));
    assert!(wanted["set_aside"].is_empty() && wanted["value_fault"].is_empty());
    assert_eq!(wanted["step_run"].iter().filter(|l| l.contains("1.125")).count(), 40);
    let texts = [
        (";", VIETNAMESE),
        ("\t", BROWSER),
        ("|", TIME_FIRST),
        (",", SHORT),
        (",", DATABASE),
        (",", OFFSET),
    ];
    for (delimiter, notation) in texts {
        let [d, r] = [&dossiers, &runs].map(|t| csv(t, delimiter, notation));
        let found = stage(&folder(("d.csv", d.as_bytes()), ("r.csv", r.as_bytes()), ""));
        assert_eq!(found, wanted, "{delimiter:?} {notation:?}");
    }
    let of = |make: &dyn Fn(&Table) -> Vec<u8>, ending: &str| {
        let names = [format!("d.{ending}"), format!("r.{ending}")];
        let (d, r) = (make(&dossiers), make(&runs));
        let found = stage(&folder((&names[0], &d), (&names[1], &r), ""));
        assert_eq!(found, wanted, "{ending}");
    };
    of(&xlsx, "xlsx");
    of(&ods, "ods");
    of(&|t| json(t, "\n").into_bytes(), "jsonl");
    of(&|t| format!("[{}]", json(t, ",")).into_bytes(), "json");
    of(&|t| utf16(&csv(t, "\t", VIETNAMESE)), "txt");
    of(&|t| zip(&[("in/t.csv", &csv(t, ";", VIETNAMESE))]), "zip");
    let typed = Folder::new();
    let conn = Connection::open(typed.path().join("x.duckdb")).unwrap();
    conn.execute_batch(&(statements(&dossiers, "d") + &statements(&runs, "r"))).unwrap();
    for name in ["d", "r"] {
        let path = typed.path().join(format!("{name}.parquet"));
        conn.execute_batch(&format!("copy {name} to '{}' (format parquet)", path.display()))
            .unwrap();
    }
    drop(conn);
    typed.write("study.toml", study("d.parquet", "r.parquet", "").as_bytes());
    assert_eq!(stage(&typed), wanted, "parquet");
    let asked = study("x.duckdb", "x.duckdb", "query = \"d\"\n").replacen(
        "kind = \"runs\"\nquery = \"d\"",
        "kind = \"runs\"\nquery = \"r\"",
        1,
    );
    typed.write("study.toml", asked.as_bytes());
    assert_eq!(stage(&typed), wanted, "duckdb");
}

#[test]
fn files_rows_and_columns_in_any_order_are_the_same_study() {
    let (dossiers, runs) = generated(3);
    let of = |dossiers: &Table, runs: &Table, keys: &str| {
        let (d, r) = (csv(dossiers, ",", ISO), csv(runs, ",", ISO));
        stage(&folder(("d.csv", d.as_bytes()), ("r.csv", r.as_bytes()), keys))
    };
    let wanted = of(&dossiers, &runs, "");
    for seed in 0..6 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut shuffled = |table: &Table| {
            let mut order: Vec<usize> = (0..table.columns.len()).collect();
            shuffle(&mut rng, &mut order);
            let mut rows: Vec<Vec<Cell>> = table
                .rows
                .iter()
                .map(|row| order.iter().map(|at| row[*at].clone()).collect())
                .collect();
            shuffle(&mut rng, &mut rows);
            Table { columns: order.iter().map(|at| table.columns[*at]).collect(), rows }
        };
        let (d, r) = (shuffled(&dossiers), shuffled(&runs));
        assert_eq!(of(&d, &r, ""), wanted, "{seed}");
        // Spread over files of any name, each format another.
        let parts = Folder::new();
        let half = |table: &Table, second: bool| Table {
            columns: table.columns.clone(),
            rows: if second { table.rows[20..].to_vec() } else { table.rows[..20].to_vec() },
        };
        let names = if seed % 2 == 0 { ["a", "b"] } else { ["b", "a"] };
        for (name, second) in names.into_iter().zip([false, true]) {
            parts.write(&format!("d-{name}.csv"), csv(&half(&d, second), ",", ISO).as_bytes());
            parts.write(&format!("r-{name}.csv"), csv(&half(&r, second), ",", ISO).as_bytes());
        }
        parts.write("study.toml", study("d-*.csv", "r-*.csv", "").as_bytes());
        assert_eq!(stage(&parts), wanted, "{seed} in parts");
    }
}
