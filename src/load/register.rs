//! The register: what the law calls for, from CSV or Excel files with headings in either language.

use std::collections::BTreeSet;

use super::feed;
use super::header::Header;
use super::heading::{clean, key};
use super::reader::Asked;
use crate::error::{Error, Result};
use crate::study::{RegisterFile, Role, nearest};

/// The three tables of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Procedures,
    Steps,
    LegalTexts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Whole,
    Role,
    Instrument,
    /// What days of a deadline are.
    DayUnit,
}

/// A column: its name, how it is read, whether every row needs it, its headings (as
/// [`heading::key`](super::heading::key) writes them).
struct Column {
    name: &'static str,
    kind: Kind,
    required: bool,
    headings: &'static [&'static str],
}

const fn column(
    name: &'static str,
    kind: Kind,
    required: bool,
    headings: &'static [&'static str],
) -> Column {
    Column { name, kind, required, headings }
}

static PROCEDURES: [Column; 7] = [
    column(
        "procedure_code",
        Kind::Text,
        true,
        &["procedurecode", "mathutuc", "matthc", "mathutuchanhchinh"],
    ),
    column(
        "name",
        Kind::Text,
        true,
        &["name", "tenthutuc", "tentthc", "tenthutuchanhchinh", "procedurename"],
    ),
    column("field", Kind::Text, false, &["field", "linhvuc", "tenlinhvuc"]),
    column("level", Kind::Text, false, &["level", "cap", "capthuchien"]),
    column(
        "statutory_days",
        Kind::Number,
        false,
        &["statutorydays", "thoihanngaylamviec", "thoihan", "thoihangiaiquyet", "thoigianthuchien"],
    ),
    column(
        "statutory_unit",
        Kind::DayUnit,
        false,
        &["statutoryunit", "donvithoihan", "donvitinh", "loaithoihan", "loaithoigianthuchien"],
    ),
    column("fee", Kind::Number, false, &["fee", "phi", "lephi", "philephi"]),
];

static STEPS: [Column; 6] = [
    column(
        "procedure_code",
        Kind::Text,
        true,
        &["procedurecode", "mathutuc", "matthc", "mathutuchanhchinh"],
    ),
    column("ordinal", Kind::Whole, true, &["ordinal", "thutu", "stt"]),
    column("step", Kind::Text, true, &["step", "buoc", "tenbuoc"]),
    column("role", Kind::Role, false, &["role", "vaitro"]),
    column("planned_min", Kind::Number, false, &["plannedmin", "dinhmucphut", "dinhmuc"]),
    column("legal_text", Kind::Text, false, &["legaltext", "cancu", "macancu"]),
];

static LEGAL_TEXTS: [Column; 5] = [
    column("legal_text", Kind::Text, true, &["legaltext", "macancu", "cancu"]),
    column("title", Kind::Text, true, &["title", "tenvanban"]),
    column("article", Kind::Text, false, &["article", "dieukhoan"]),
    column("instrument", Kind::Instrument, true, &["instrument", "loaivanban"]),
    column("owner", Kind::Text, false, &["owner", "coquanbanhanh"]),
];

/// Words for roles besides their English names.
const ROLES: [(&str, Role); 21] = [
    ("kiemtra", Role::Check),
    ("thamdinh", Role::Check),
    ("thamtra", Role::Check),
    ("soatxet", Role::Check),
    ("trinh", Role::Check),
    ("tiepnhan", Role::Intake),
    ("phancong", Role::Assign),
    ("kyduyet", Role::Sign),
    ("ky", Role::Sign),
    ("pheduyet", Role::Sign),
    ("duyet", Role::Sign),
    ("dongdau", Role::Stamp),
    ("vanthu", Role::Stamp),
    ("vanthudongdau", Role::Stamp),
    ("traketqua", Role::Return),
    ("layykien", Role::Consult),
    ("thucdia", Role::Site),
    ("kiemtrathucdia", Role::Site),
    ("xuly", Role::Work),
    ("thuchien", Role::Work),
    ("khac", Role::Work),
];

/// Instruments as `results.json` writes them, with their words.
const INSTRUMENTS: [(&str, &[&str]); 5] = [
    ("internal_process", &["internalprocess", "quytrinhnoibo"]),
    (
        "provincial_decision",
        &[
            "provincialdecision",
            "quyetdinh",
            "quyetdinhubnd",
            "quyetdinhcuaubndtinh",
            "quyetdinhcaptinh",
            "quyetdinhubndtinh",
            "nghiquyethdnd",
            "nghiquyethdndtinh",
        ],
    ),
    ("circular", &["circular", "thongtu"]),
    ("decree", &["decree", "nghidinh"]),
    ("law", &["law", "luat", "boluat"]),
];

/// Units of a deadline as `stage` writes them, with their words.
const DAY_UNITS: [(&str, &[&str]); 2] = [
    ("working", &["working", "workingday", "workingdays", "ngaylamviec"]),
    ("calendar", &["calendar", "calendarday", "calendardays", "ngay", "ngaylich"]),
];

/// A value of a register.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(Option<String>),
    Number(Option<f64>),
    Whole(Option<i32>),
}

/// A register file as read: its columns' names, its rows, its hash.
#[derive(Debug)]
pub(super) struct Read {
    pub rows: Vec<Vec<Value>>,
    pub sha256: String,
}

impl Table {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Procedures => &PROCEDURES,
            Self::Steps => &STEPS,
            Self::LegalTexts => &LEGAL_TEXTS,
        }
    }

    /// Columns that tell rows apart.
    fn key_width(self) -> usize {
        if self == Self::Steps { 2 } else { 1 }
    }

    /// Name of its relation in `raw`.
    pub(super) fn relation(self) -> &'static str {
        match self {
            Self::Procedures => "register_procedure",
            Self::Steps => "register_procedure_step",
            Self::LegalTexts => "register_legal_text",
        }
    }

    /// Which register table a file with these headings is, if it is one: it has all columns that
    /// every row needs, and at least one that only a register has.
    pub(super) fn recognised(headings: &[String]) -> Option<Self> {
        let keys: BTreeSet<String> = headings.iter().map(|h| key(h)).collect();
        let has = |c: &Column| c.headings.iter().any(|h| keys.contains(*h));
        let telling = |table: Self| match table {
            Self::Procedures => ["statutory_days"].as_slice(),
            Self::Steps => &["planned_min", "role"],
            Self::LegalTexts => &["instrument"],
        };
        [Self::LegalTexts, Self::Steps, Self::Procedures].into_iter().find(|table| {
            let columns = table.columns();
            columns.iter().filter(|c| c.required).all(has)
                && columns.iter().any(|c| telling(*table).contains(&c.name) && has(c))
        })
    }
}

/// Reads a register file.
///
/// # Errors
/// Of kind `Input`, with row and column: a register states rules, so no row of it is passed over.
pub(super) fn read(file: &RegisterFile, table: Table) -> Result<Read> {
    let shown = &file.shown;
    let whole = feed::whole(&Asked::file(&file.path, shown))?;
    let header =
        whole.header.ok_or_else(|| Error::input(format!("{shown} has no row of headings")))?;
    let positions = table
        .columns()
        .iter()
        .map(|column| place(column, &header, shown))
        .collect::<Result<Vec<_>>>()?;
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, row) in whole.rows.iter().skip(header.data_from) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut values = Vec::new();
        let mut identity = Vec::new();
        for (column, position) in table.columns().iter().zip(&positions) {
            let cell = position.and_then(|p| row.get(p)).map_or("", String::as_str);
            let text = clean(cell).into_owned();
            values.push(value(column, &text).map_err(|wanted| {
                Error::input(format!(
                    "{shown}, row {number}, {}: \"{text}\" can't be used",
                    column.name
                ))
                .help(format!("give {wanted}"))
            })?);
            identity.push(text);
        }
        identity.truncate(table.key_width());
        let name = identity.join(", ");
        if !seen.insert(identity) {
            return Err(Error::input(format!("{shown}, row {number}: {name} occurs twice"))
                .help("keep one row of each"));
        }
        out.push(values);
    }
    Ok(Read { rows: out, sha256: whole.sha256 })
}

fn place(column: &Column, header: &Header, shown: &str) -> Result<Option<usize>> {
    let found = header.names.iter().rposition(|name| column.headings.contains(&key(name).as_str()));
    if found.is_none() && column.required {
        let there: Vec<&str> = header.names.iter().map(String::as_str).collect();
        return Err(Error::input(format!("{shown} has no column {}", column.name))
            .detail(format!("headings found: {}", there.join(", ")))
            .help(nearest(column.name, there.iter().copied()).map_or_else(
                || "docs/study.md lists the headings of a register in both languages".to_owned(),
                |near| format!("is it \"{near}\"? rename that heading"),
            )));
    }
    Ok(found)
}

/// # Errors
/// With what would do.
fn value(column: &Column, text: &str) -> Result<Value, String> {
    if text.is_empty() && column.required {
        return Err(format!("a {}", column.name));
    }
    let word = key(text);
    Ok(match column.kind {
        Kind::Text => Value::Text((!text.is_empty()).then(|| text.to_owned())),
        Kind::Number if text.is_empty() => Value::Number(None),
        Kind::Number => {
            let number = text.replace(',', ".").parse::<f64>().ok();
            let number = number.filter(|n| *n >= 0.0 && n.is_finite());
            Value::Number(Some(number.ok_or("a number, 0 or more")?))
        }
        Kind::Whole => Value::Whole(Some(text.parse().map_err(|_| "a whole number")?)),
        Kind::Role if text.is_empty() => Value::Text(None),
        Kind::Role => {
            let english = Role::ALL.into_iter().find(|role| role.as_str() == word);
            let role = english.or_else(|| ROLES.iter().find(|(w, _)| *w == word).map(|(_, r)| *r));
            let all = Role::ALL.map(Role::as_str).join(", ");
            Value::Text(Some(role.ok_or(format!("one of {all}"))?.as_str().to_owned()))
        }
        Kind::Instrument => one_of(&INSTRUMENTS, &word)?,
        Kind::DayUnit if text.is_empty() => Value::Text(None),
        Kind::DayUnit => one_of(&DAY_UNITS, &word)?,
    })
}

/// # Errors
/// With the names that would do.
fn one_of(known: &[(&str, &[&str])], word: &str) -> Result<Value, String> {
    let found = known.iter().find(|(_, words)| words.contains(&word));
    let all = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let (name, _) = found.ok_or_else(|| format!("one of {}", all()))?;
    Ok(Value::Text(Some((*name).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str, table: Table) -> Result<Read> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        std::fs::write(&path, text).unwrap();
        read(&RegisterFile { shown: "r.csv".into(), path }, table)
    }

    fn text(value: &str) -> Value {
        Value::Text(Some(value.to_owned()))
    }

    #[test]
    fn a_register_may_have_headings_in_either_language() {
        let vietnamese = "Mã thủ tục;Thứ tự;Bước;Vai trò;Định mức (phút);Căn cứ\n1.000010;1;Thẩm định;Thẩm định;120,5;QT-01\n1.000010;2;Ký duyệt;ký duyệt;;\n";
        let read = from(vietnamese, Table::Steps).unwrap();
        assert_eq!(
            read.rows,
            [
                vec![
                    text("1.000010"),
                    Value::Whole(Some(1)),
                    text("Thẩm định"),
                    text("check"),
                    Value::Number(Some(120.5)),
                    text("QT-01")
                ],
                vec![
                    text("1.000010"),
                    Value::Whole(Some(2)),
                    text("Ký duyệt"),
                    text("sign"),
                    Value::Number(None),
                    Value::Text(None)
                ],
            ]
        );
        let english = "legal_text,title,article,instrument,owner\nT1,Thông tư 1,Điều 5,Thông tư,Bộ Nội vụ\nQ1,Quy trình,,internal_process,\n";
        let read = from(english, Table::LegalTexts).unwrap();
        assert_eq!(read.rows[0][3], text("circular"));
        assert_eq!(read.rows[1][3], text("internal_process"));
    }

    #[test]
    fn a_register_row_that_cannot_be_used_is_an_error_by_row_and_column() {
        let steps = "procedure_code,ordinal,step,role\n1.1,1,A,chek\n";
        assert_eq!(
            from(steps, Table::Steps).unwrap_err().message,
            "r.csv, row 2, role: \"chek\" can't be used"
        );
        let twice = "procedure_code,name\n1.1,A\n1.1,B\n";
        assert!(from(twice, Table::Procedures).unwrap_err().message.contains("occurs twice"));
        let without = "procedure_code,ordinal\n1.1,1\n";
        assert!(from(without, Table::Steps).unwrap_err().message.contains("no column step"));
    }

    #[test]
    fn register_files_are_told_from_dossiers() {
        let headings = |list: &[&str]| list.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            Table::recognised(&headings(&[
                "Mã thủ tục",
                "Tên thủ tục",
                "Lĩnh vực",
                "Cấp",
                "Thời hạn (ngày làm việc)",
                "Phí"
            ])),
            Some(Table::Procedures)
        );
        assert_eq!(
            Table::recognised(&headings(&[
                "Mã thủ tục",
                "Thứ tự",
                "Bước",
                "Vai trò",
                "Định mức (phút)",
                "Căn cứ"
            ])),
            Some(Table::Steps)
        );
        assert_eq!(
            Table::recognised(&headings(&[
                "Mã căn cứ",
                "Tên văn bản",
                "Điều khoản",
                "Loại văn bản",
                "Cơ quan ban hành"
            ])),
            Some(Table::LegalTexts)
        );
        assert_eq!(
            Table::recognised(&headings(&[
                "Mã hồ sơ",
                "Mã thủ tục",
                "Tên thủ tục",
                "Ngày tiếp nhận"
            ])),
            None
        );
    }
}
