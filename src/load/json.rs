//! JSON and JSON lines: records, or the items of a list within each.
//!
//! Fields are named by pointer. One that begins with `/` starts at the record; one that doesn't, at the
//! item of the list (without a list the record is the item). Where a pointer from the record goes through
//! a list that the rows are taken from, it means the item that the row is in: with
//! `list = "/data/DanhSachHoSoBoSung"`, `/data/MaHoSo` is the code of the dossier that the supplement
//! belongs to. Records are the elements of a top-level array, or the values that follow one another.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::{Deserializer, Value};

use super::encoding::{Decoded, Encoding};
use super::reader::{Asked, Holds, Lies, Read, Reader, Remarks, TableReader, Take, TextRow};
use super::source::{Source, unread};
use crate::error::{Error, Result};
use crate::results::Message;
use crate::study::nearest;

pub(super) static READER: Reader = Reader {
    name: "a JSON file",
    endings: &["json", "jsonl", "ndjson"],
    magic: &[],
    lies: Lies::Stream,
    holds: Holds::Table(TableReader { rows, headed: true, serial_days: false }),
};

/// Rows that are looked at for the names of fields.
const SAMPLED_ROWS: usize = 2_000;
/// Fields that a row may have; beyond it names are values (an object used as a map).
const MOST_FIELDS: usize = 2_000;
/// How far down a row's fields are looked for.
const DEEPEST: usize = 6;
/// Records that are looked at for lists.
const LISTED_RECORDS: usize = 200;
const HEAD: u64 = 64 << 10;

/// Hands out the fields' pointers, then rows numbered from 1.
fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let list = List::of(asked.list);
    let fields = fields(asked, &list)?;
    let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    if !take(&TextRow { number: 0, cells: &names, numbers: &[] })? {
        return Ok(Read::default());
    }
    let mut number = 0;
    let mut without = 0_u64;
    let mut cells: Vec<String> = vec![String::new(); fields.len()];
    let mut numbers = vec![false; fields.len()];
    let source = records(asked, &mut |record| {
        let mut found = false;
        let end = list.rows(record, &mut |row| {
            found = true;
            number += 1;
            for ((field, cell), number) in fields.iter().zip(&mut cells).zip(&mut numbers) {
                cell.clear();
                let value = field.pointer.value(row);
                *number = value.is_some_and(Value::is_number);
                if let Some(value) = value {
                    write_text(value, cell);
                }
            }
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            go_on(take(&TextRow { number, cells: &texts, numbers: &numbers }))
        });
        without += u64::from(!found);
        end
    })?;
    let Some(source) = source else { return Ok(Read::default()) };
    if number == 0 && without > 0 {
        return Err(no_list(asked));
    }
    let mut remarks = Remarks::default();
    if without > 0 {
        remarks.notes.push(
            Message::new("note-no-list")
                .text("file", asked.shown.to_owned())
                .text("list", asked.list.unwrap_or_default().to_owned())
                .count("n", without),
        );
    }
    let sha256 = source.sha256().map_err(|e| unread(asked.shown, &e))?;
    Ok(Read { sha256, remarks })
}

/// A pointer's steps.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pointer {
    steps: Vec<String>,
    /// Whether it starts at the record rather than at the item.
    from_record: bool,
}

impl Pointer {
    fn of(text: &str) -> Self {
        let from_record = text.starts_with('/');
        let steps = text.trim_matches('/').split('/').filter(|step| !step.is_empty());
        let steps = steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        Self { steps, from_record }
    }

    fn value<'a>(&self, row: &Row<'a>) -> Option<&'a Value> {
        if !self.from_record {
            return self.steps.iter().try_fold(row.item, |value, step| child(value, step));
        }
        let mut value = row.record;
        let mut shared = true;
        for (depth, step) in self.steps.iter().enumerate() {
            if let Some(chosen) = row.chosen.get(depth).copied().flatten().filter(|_| shared) {
                value = chosen;
            }
            shared = shared && row.list.get(depth).is_some_and(|s| s == step);
            value = child(value, step)?;
        }
        let at_end = row.chosen.get(self.steps.len()).copied().flatten().filter(|_| shared);
        Some(at_end.unwrap_or(value))
    }
}

fn child<'a>(value: &'a Value, step: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(items) => match step.parse::<usize>() {
            Ok(at) => items.get(at),
            // A list of one is as good as its item.
            Err(_) if items.len() == 1 => items.first().and_then(|one| child(one, step)),
            Err(_) => None,
        },
        _ => None,
    }
}

/// A row: an item within a record, with the items of the lists that it is in.
struct Row<'a> {
    record: &'a Value,
    item: &'a Value,
    list: &'a [String],
    /// By steps of the list's pointer: the item that was taken there.
    chosen: Vec<Option<&'a Value>>,
}

/// Where a record's rows are.
struct List {
    steps: Vec<String>,
}

impl List {
    fn of(pointer: Option<&str>) -> Self {
        Self { steps: pointer.map(|p| Pointer::of(p).steps).unwrap_or_default() }
    }

    fn rows(
        &self,
        record: &Value,
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<Result<()>>,
    ) -> ControlFlow<Result<()>> {
        let mut chosen = vec![None; self.steps.len() + 1];
        self.below(record, record, 0, &mut chosen, visit)
    }

    fn below<'a>(
        &'a self,
        record: &'a Value,
        at: &'a Value,
        depth: usize,
        chosen: &mut Vec<Option<&'a Value>>,
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<Result<()>>,
    ) -> ControlFlow<Result<()>> {
        if let Value::Array(items) = at {
            for item in items.iter().filter(|item| !item.is_array()) {
                if let Some(slot) = chosen.get_mut(depth) {
                    *slot = Some(item);
                }
                self.below(record, item, depth, chosen, visit)?;
            }
            if let Some(slot) = chosen.get_mut(depth) {
                *slot = None;
            }
            return ControlFlow::Continue(());
        }
        match self.steps.get(depth) {
            None if at.is_object() => {
                visit(&Row { record, item: at, list: &self.steps, chosen: chosen.clone() })
            }
            None => ControlFlow::Continue(()),
            Some(step) => match at.get(step) {
                Some(next) => self.below(record, next, depth + 1, chosen, visit),
                None => ControlFlow::Continue(()),
            },
        }
    }
}

/// A field as the study or the file names it.
struct Field {
    name: String,
    pointer: Pointer,
}

/// The fields to read: those wanted that some row has, then those that the first rows have. Rows are
/// looked at until every wanted field was seen.
fn fields(asked: &Asked<'_>, list: &List) -> Result<Vec<Field>> {
    // A field may be wanted twice, as a stage and as the result.
    let mut once = BTreeSet::new();
    let mut wanted: Vec<(Field, bool)> = asked
        .wanted
        .iter()
        .filter(|name| once.insert(**name))
        .map(|name| (Field { name: (*name).to_owned(), pointer: Pointer::of(name) }, false))
        .collect();
    let mut found: Vec<String> = Vec::new();
    let mut looked = 0;
    records(asked, &mut |record| {
        list.rows(record, &mut |row| {
            looked += 1;
            for (field, seen) in wanted.iter_mut().filter(|(_, seen)| !*seen) {
                *seen = field.pointer.value(row).is_some();
            }
            if looked <= SAMPLED_ROWS && found.len() < MOST_FIELDS {
                let from_record = !list.steps.is_empty();
                names(row.item, "", DEEPEST, &mut found);
                if from_record {
                    names(row.record, "/", DEEPEST, &mut found);
                }
            }
            let done = looked >= SAMPLED_ROWS && wanted.iter().all(|(_, seen)| *seen);
            if done { ControlFlow::Break(Ok(())) } else { ControlFlow::Continue(()) }
        })
    })?;
    if looked == 0 {
        return Err(no_list(asked));
    }
    let mut out: Vec<Field> = wanted.into_iter().filter(|(_, s)| *s).map(|(f, _)| f).collect();
    // What nobody wants is named for a message alone.
    for name in found {
        if !out.iter().any(|f| f.name == name) {
            out.push(Field { pointer: Pointer::of(&name), name });
        }
    }
    Ok(out)
}

/// Pointers of the lists of objects within the first records, for whoever must guess where rows lie.
///
/// # Errors
/// As reading does.
pub(super) fn lists(asked: &Asked<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut looked = 0;
    records(asked, &mut |record| {
        looked += 1;
        lists_of(record, "", DEEPEST, &mut found);
        if looked < LISTED_RECORDS { ControlFlow::Continue(()) } else { ControlFlow::Break(Ok(())) }
    })?;
    Ok(found)
}

fn lists_of(value: &Value, above: &str, depth: usize, out: &mut Vec<String>) {
    let Value::Object(fields) = value else { return };
    for (key, value) in fields {
        let name = format!("{above}/{}", key.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(_) if depth > 0 => lists_of(value, &name, depth - 1, out),
            Value::Array(items) if items.iter().any(Value::is_object) => {
                if out.len() < MOST_FIELDS && !out.contains(&name) {
                    out.push(name.clone());
                }
                for item in items.iter().filter(|_| depth > 0) {
                    lists_of(item, &name, depth - 1, out);
                }
            }
            _ => {}
        }
    }
}

/// Pointers of the single values within a value.
fn names(value: &Value, above: &str, depth: usize, out: &mut Vec<String>) {
    let Value::Object(fields) = value else { return };
    for (key, value) in fields {
        let step = key.replace('~', "~0").replace('/', "~1");
        let name = format!("{above}{step}");
        match value {
            Value::Object(_) if depth > 0 => names(value, &format!("{name}/"), depth - 1, out),
            Value::Array(items) if items.iter().any(Value::is_object) => {}
            _ if out.len() < MOST_FIELDS && !out.contains(&name) => out.push(name),
            _ => {}
        }
    }
}

/// A value as text: what is single as it is, a list of such with commas between, nothing where there is
/// nothing.
fn write_text(value: &Value, out: &mut String) {
    match value {
        Value::Null => {}
        Value::String(text) => out.push_str(text),
        Value::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            for item in items {
                if !out.is_empty() && !item.is_null() {
                    out.push_str(", ");
                }
                write_text(item, out);
            }
        }
        other => out.push_str(&other.to_string()),
    }
}

/// An answer of whoever takes rows, for whoever hands out records.
fn go_on(answer: Result<bool>) -> ControlFlow<Result<()>> {
    match answer {
        Ok(true) => ControlFlow::Continue(()),
        Ok(false) => ControlFlow::Break(Ok(())),
        Err(error) => ControlFlow::Break(Err(error)),
    }
}

type Visit<'a> = dyn FnMut(&Value) -> ControlFlow<Result<()>> + 'a;

/// Hands out the records of a file, one in memory at a time. Gives the source back for its hash, unless
/// it was told to stop.
fn records(asked: &Asked<'_>, visit: &mut Visit<'_>) -> Result<Option<Source>> {
    let shown = asked.shown;
    let failed = |e: std::io::Error| unread(shown, &e);
    let encoding = match asked.encoding {
        Some(name) => Encoding::named(name, shown)?,
        None => {
            let mut head = Vec::new();
            let first = Source::open(asked.path, shown, Arc::default())?;
            first.take(HEAD).read_to_end(&mut head).map_err(failed)?;
            Encoding::of(&head)
        }
    };
    let source = Source::open(asked.path, shown, Arc::clone(&asked.read))?;
    let mut text = BufReader::with_capacity(64 << 10, Decoded::new(source, encoding));
    let first = loop {
        let chunk = text.fill_buf().map_err(failed)?;
        let n = match chunk {
            [] => return Err(no_records(shown)),
            [0xef, 0xbb, 0xbf, ..] => 3,
            [b' ' | b'\t' | b'\r' | b'\n', ..] => 1,
            [first, ..] => break *first,
        };
        text.consume(n);
    };
    let mut end = ControlFlow::Continue(());
    let mut text = if first == b'[' {
        let mut reader = Deserializer::from_reader(text);
        let read = reader.deserialize_seq(Elements { visit, end: &mut end });
        if matches!(end, ControlFlow::Continue(())) {
            read.and_then(|()| reader.end()).map_err(|e| broken(shown, &e))?;
        }
        None
    } else {
        for record in Deserializer::from_reader(&mut text).into_iter::<Value>() {
            let record = record.map_err(|e| broken(shown, &e))?;
            if !record.is_object() {
                return Err(Error::input(format!("{shown} holds values that are no records"))
                    .help("give objects, one after the other or in a list"));
            }
            end = visit(&record);
            if end.is_break() {
                break;
            }
        }
        Some(text)
    };
    match end {
        ControlFlow::Break(stopped) => stopped.map(|()| None),
        ControlFlow::Continue(()) => match text.take() {
            Some(text) => Ok(Some(text.into_inner().into_source())),
            // A reader of an array keeps its source to itself.
            None => Source::open(asked.path, shown, Arc::default()).map(Some),
        },
    }
}

/// The elements of a top-level array, one by one.
struct Elements<'a, 'b> {
    visit: &'a mut Visit<'b>,
    end: &'a mut ControlFlow<Result<()>>,
}

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(record) = list.next_element_seed(Element)? {
            *self.end = (self.visit)(&record);
            if self.end.is_break() {
                return Err(serde::de::Error::custom("told to stop"));
            }
        }
        Ok(())
    }
}

struct Element;

impl<'de> DeserializeSeed<'de> for Element {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(reader)
    }
}

fn broken(shown: &str, error: &serde_json::Error) -> Error {
    if let Some(kind) = error.io_error_kind() {
        return unread(shown, &kind.into());
    }
    Error::input(format!("{shown}, line {}: broken JSON", error.line()))
        .detail(error.to_string())
        .help("the file is damaged or cut off: export it again")
}

fn no_records(shown: &str) -> Error {
    Error::input(format!("{shown} has no records"))
        .help("give objects, one after the other or in a list")
}

/// Nothing to take rows from; says which lists there are.
fn no_list(asked: &Asked<'_>) -> Error {
    let lists = lists(asked).unwrap_or_default();
    let Some(wanted) = asked.list else {
        return no_records(asked.shown);
    };
    let mut out = Error::input(format!("{} has no list at \"{wanted}\"", asked.shown));
    if !lists.is_empty() {
        let named = lists.iter().map(|l| format!("\"{l}\"")).collect::<Vec<_>>().join(", ");
        out = out.detail(format!("lists found: {named}"));
    }
    match nearest(wanted, lists.iter().map(String::as_str)) {
        Some(near) => out.help(format!("did you mean list = \"{near}\"?")),
        None => out.help("correct list = \"…\" in study.toml, or take it out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text, the first of them the names.
    fn read(text: &str, list: Option<&str>, wanted: &[&str]) -> Result<Vec<Vec<String>>> {
        let file = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let asked = Asked { list, wanted, ..Asked::file(file.path(), "f.json") };
        let mut out = Vec::new();
        rows(&asked, &mut |row| {
            out.push((0..row.width()).map(|at| row.seen(at).into_owned()).collect());
            Ok(true)
        })?;
        Ok(out)
    }

    fn cut(rows: Vec<Vec<String>>, width: usize) -> Vec<Vec<String>> {
        rows.into_iter().map(|row| row.into_iter().take(width).collect()).collect()
    }

    #[test]
    fn lines_and_lists_of_records_are_read_alike() {
        let lines =
            "{\"id\": \"H1\", \"n\": 917, \"x\": null}\n\n{\"id\": \"H2\", \"y\": [\"a\", 2]}";
        let wanted =
            [vec!["id", "n", "x", "y"], vec!["H1", "917", "", ""], vec!["H2", "", "", "a, 2"]];
        assert_eq!(read(lines, None, &[]).unwrap(), wanted);
        let list = format!("\u{feff} [{}]", lines.replace("\n\n", ","));
        assert_eq!(read(&list, None, &[]).unwrap(), wanted);
    }

    #[test]
    fn items_of_a_list_see_the_record_they_are_in() {
        let text = r#"{"MaHoSo": "H1", "QuaTrinhXuLy": [
            {"BuocXuLy": "Tiếp nhận", "ThoiDiemXuLy": "20230701080000"},
            {"BuocXuLy": "Thẩm định", "ThoiDiemXuLy": "20230702080000"}]}
            {"MaHoSo": "H2"}"#;
        let rows = read(text, Some("/QuaTrinhXuLy"), &["/MaHoSo", "ThoiDiemXuLy"]).unwrap();
        assert_eq!(
            cut(rows, 2),
            [["/MaHoSo", "ThoiDiemXuLy"], ["H1", "20230701080000"], ["H1", "20230702080000"]]
        );
    }

    #[test]
    fn pointers_through_lists_mean_the_item_that_the_row_is_in() {
        let text = r#"{"madonvi": "H56", "data": [
            {"MaHoSo": "A", "DanhSachHoSoBoSung": [{"NgayBoSung": "1"}, {"NgayBoSung": "2"}]},
            {"MaHoSo": "B", "DanhSachHoSoBoSung": [{"NgayBoSung": "3"}]},
            {"MaHoSo": "C", "DanhSachHoSoBoSung": []}]}"#;
        let wanted = ["/madonvi", "/data/MaHoSo", "NgayBoSung"];
        let rows = read(text, Some("/data/DanhSachHoSoBoSung"), &wanted).unwrap();
        assert_eq!(cut(rows, 3)[1..], [["H56", "A", "1"], ["H56", "A", "2"], ["H56", "B", "3"]]);
        // Without the inner list, the dossiers.
        let rows = read(text, Some("/data"), &["MaHoSo"]).unwrap();
        assert_eq!(cut(rows, 1)[1..], [["A"], ["B"], ["C"]]);
    }

    #[test]
    fn shapes_of_other_countries_are_read_by_a_mapping_alone() {
        let india = r#"[{"initiated_data": {"appl_ref_no": "R1"}, "execution_data": [
            {"task_details": {"task_name": "Approve", "received_time": "1", "executed_time": "2"},
             "official_form_details": {"action": "Approve"}},
            {"task_details": {"task_name": "Verify", "received_time": "0", "executed_time": "1"}}]}]"#;
        let wanted = [
            "/initiated_data/appl_ref_no",
            "task_details/task_name",
            "official_form_details/action",
        ];
        let rows = read(india, Some("/execution_data"), &wanted).unwrap();
        assert_eq!(cut(rows, 3)[1..], [["R1", "Approve", "Approve"], ["R1", "Verify", ""]]);
        let brazil = r#"{"Andamentos": [{"IdAndamento": "2", "Tarefa": "REMETIDO",
            "Unidade": {"Sigla": "SEI"}}, {"IdAndamento": "1", "Tarefa": "RECEBIDO"}]}"#;
        let rows = read(brazil, Some("/Andamentos"), &["Tarefa", "Unidade/Sigla"]).unwrap();
        assert_eq!(cut(rows, 2)[1..], [["REMETIDO", "SEI"], ["RECEBIDO", ""]]);
    }

    #[test]
    fn what_is_broken_or_elsewhere_is_said() {
        let error = read("{\"a\": 1}\n{\"a\": ", None, &[]).unwrap_err();
        assert_eq!(error.message, "f.json, line 2: broken JSON");
        let error = read("{\"a\": {\"Steps\": [{}]}}", Some("/a/steps"), &[]).unwrap_err();
        assert_eq!(error.message, "f.json has no list at \"/a/steps\"");
        assert_eq!(error.help.as_deref(), Some("did you mean list = \"/a/Steps\"?"));
        assert!(read("[1, 2]", None, &[]).is_err());
        assert!(read("3", None, &[]).is_err());
        let deep = "[".repeat(100_000);
        assert!(read(&deep, None, &[]).unwrap_err().message.contains("broken JSON"));
    }
}
