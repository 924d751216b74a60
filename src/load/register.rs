//! The register: what the law calls for, from CSV or Excel files with headings in either language.

use std::collections::{BTreeMap, BTreeSet};

use super::feed;
use super::header::Header;
use super::heading::{clean, key};
use super::portal_cells::{self, Cells, Limit};
use super::reader::Asked;
use crate::error::{Error, Result};
use crate::results::Message;
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
    /// Cells of the national portal's page, for tables of their own.
    Limits,
    Documents,
    Bases,
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

static PROCEDURES: [Column; 10] = [
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
    column("limits", Kind::Limits, false, &["cachthucthuchien"]),
    column("documents", Kind::Documents, false, &["thanhphanhoso"]),
    column("legal_texts", Kind::Bases, false, &["cancuphaply"]),
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

/// A register file as read.
#[derive(Debug)]
pub(super) struct Read {
    pub rows: Vec<Vec<Value>>,
    /// Rows of further tables of `raw`, by their name.
    pub further: BTreeMap<&'static str, Vec<Vec<Value>>>,
    pub notes: Vec<Message>,
    pub sha256: String,
}

/// The tables that cells of the national portal's page fill.
const LIMITS: &str = "register_limit";
const DOCUMENTS: &str = "register_document";
const BASES: &str = "register_basis";

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
            Self::Procedures => ["statutory_days", "limits", "documents"].as_slice(),
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
    let mut page = Page::default();
    for (number, row) in whole.rows.iter().skip(header.data_from) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut values = Vec::new();
        let mut identity = Vec::new();
        let mut stated = None;
        for (column, position) in table.columns().iter().zip(&positions) {
            let cell = position.and_then(|p| row.get(p)).map_or("", String::as_str);
            let text = clean(cell).into_owned();
            if column.kind.of_page() {
                let code = identity.first().map_or("", String::as_str);
                stated = page.cell(column.kind, code, &text).or(stated);
                continue;
            }
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
        if let Some((days, unit)) = stated {
            state(table, &mut values, days, unit);
        }
        out.push(values);
    }
    let notes = page.notes(shown);
    Ok(Read { rows: out, further: page.rows, notes, sha256: whole.sha256 })
}

impl Kind {
    fn of_page(self) -> bool {
        matches!(self, Self::Limits | Self::Documents | Self::Bases)
    }
}

/// The only limit of a procedure, where its row gives none itself.
fn state(table: Table, values: &mut [Value], days: f64, unit: &'static str) {
    let place = |name: &str| table.columns().iter().position(|c| c.name == name);
    let (Some(at), Some(of)) = (place("statutory_days"), place("statutory_unit")) else { return };
    if let Some(slot @ Value::Number(None)) = values.get_mut(at) {
        *slot = Value::Number(Some(days));
        if let Some(slot) = values.get_mut(of) {
            *slot = Value::Text(Some(unit.to_owned()));
        }
    }
}

/// What cells of the national portal's page hold.
#[derive(Default)]
struct Page {
    rows: BTreeMap<&'static str, Vec<Vec<Value>>>,
    unclear: BTreeMap<&'static str, u64>,
    differing: u64,
}

impl Page {
    /// Takes a cell apart; gives the limit in days that all of its channels share.
    fn cell(&mut self, kind: Kind, code: &str, cell: &str) -> Option<(f64, &'static str)> {
        let whole = |amount: u32| Value::Whole(i32::try_from(amount).ok());
        let (relation, unclear, found, only) = match kind {
            Kind::Limits => {
                let cells = portal_cells::limits(cell);
                let only = self.only(&cells);
                let rows = cells.found.into_iter().map(|limit| {
                    let amount = Value::Number(limit.amount.parse().ok());
                    vec![text(limit.channel), amount, text(limit.unit), Value::Text(None)]
                });
                (LIMITS, cells.unclear, rows.collect::<Vec<_>>(), only)
            }
            Kind::Documents => {
                let cells = portal_cells::documents(cell);
                let rows = cells.found.into_iter().map(|document| {
                    vec![text(&document.name), whole(document.originals), whole(document.copies)]
                });
                (DOCUMENTS, cells.unclear, rows.collect(), None)
            }
            _ => {
                let cells = portal_cells::bases(cell);
                let rows = cells.found.into_iter();
                let rows = rows.map(|basis| vec![text(&basis.number), text(&basis.title)]);
                (BASES, cells.unclear, rows.collect(), None)
            }
        };
        let kept = unclear.then(|| match kind {
            Kind::Limits => {
                vec![Value::Text(None), Value::Number(None), Value::Text(None), text(cell)]
            }
            Kind::Documents => vec![text(cell), Value::Whole(None), Value::Whole(None)],
            _ => vec![Value::Text(None), text(cell)],
        });
        if unclear {
            *self.unclear.entry(relation).or_default() += 1;
        }
        let rows = self.rows.entry(relation).or_default();
        for (at, row) in found.into_iter().chain(kept).enumerate() {
            let ordinal = Value::Whole(i32::try_from(at + 1).ok());
            rows.push([text(code), ordinal].into_iter().chain(row).collect());
        }
        only
    }

    /// The one limit that every channel has, if it is one in days.
    fn only(&mut self, cells: &Cells<Limit>) -> Option<(f64, &'static str)> {
        let first = cells.found.first()?;
        let same = |l: &Limit| l.amount == first.amount && l.unit == first.unit;
        if !cells.found.iter().all(same) {
            self.differing += 1;
            return None;
        }
        let unit = match first.unit {
            "working_days" => "working",
            "days" => "calendar",
            _ => return None,
        };
        if cells.unclear { None } else { Some((first.amount.parse().ok()?, unit)) }
    }

    fn notes(&self, shown: &str) -> Vec<Message> {
        let unclear = |relation: &str| self.unclear.get(relation).copied().unwrap_or(0);
        [
            ("note-unsplit-limits", unclear(LIMITS)),
            ("note-unsplit-documents", unclear(DOCUMENTS)),
            ("note-unsplit-texts", unclear(BASES)),
            ("note-limits-differ", self.differing),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| Message::new(key).text("file", shown).count("n", n))
        .collect()
    }
}

fn text(value: &str) -> Value {
    Value::Text((!value.is_empty()).then(|| value.to_owned()))
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
        Kind::Limits | Kind::Documents | Kind::Bases => Value::Text(None),
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
    fn a_page_of_the_national_portal_is_a_register_in_any_format() {
        let page = r#"{"ma_thu_tuc": "1.000010", "ten_thu_tuc": "Cấp phép", "linh_vuc": "Đất đai", "cap_thuc_hien": "Cấp xã", "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến3 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí", "thanh_phan_ho_so": "Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn1 bản chính", "can_cu_phap_ly": "Luật31/2024/QH15"}
{"ma_thu_tuc": "1.000011", "ten_thu_tuc": "Đính chính", "cach_thuc_thuc_hien": "Trực tuyến3 Ngày làm việcTrực tiếp5 Ngày làm việc", "thanh_phan_ho_so": "Đơn", "can_cu_phap_ly": "Không có thông tin"}
"#;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        std::fs::write(&path, page).unwrap();
        let read =
            read(&RegisterFile { shown: "r.jsonl".into(), path }, Table::Procedures).unwrap();
        assert_eq!(
            read.rows[0],
            [
                text("1.000010"),
                text("Cấp phép"),
                text("Đất đai"),
                text("Cấp xã"),
                Value::Number(Some(3.0)),
                text("working"),
                Value::Number(None)
            ]
        );
        assert_eq!(read.rows[1][4], Value::Number(None));
        assert_eq!(read.further["register_limit"].len(), 4);
        assert_eq!(
            read.further["register_document"],
            [
                vec![
                    text("1.000010"),
                    Value::Whole(Some(1)),
                    text("Đơn"),
                    Value::Whole(Some(1)),
                    Value::Whole(Some(0))
                ],
                vec![
                    text("1.000011"),
                    Value::Whole(Some(1)),
                    text("Đơn"),
                    Value::Whole(None),
                    Value::Whole(None)
                ],
            ]
        );
        assert_eq!(read.further["register_basis"][0][2], text("31/2024/QH15"));
        let keys: Vec<&str> = read.notes.iter().map(|n| n.key.as_str()).collect();
        assert_eq!(keys, ["note-unsplit-documents", "note-limits-differ"]);
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
