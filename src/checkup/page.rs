//! The check-up as a page: one file, no script, no network, in the look of the report.

use minijinja::{Value, context};

use super::lines::{example_said, field, rows, study};
use super::{Ability, Can, CheckedColumn, CheckedFile, Checkup, List, Reason};
use crate::error::Result;
use crate::report;
use crate::results::Message;
use crate::words::Words;

/// Rows of a list that the page carries; the rest is in `check.json`.
const ROWS: usize = 300;
/// Rows of a list that stands open.
const OPEN: usize = 12;

/// The page in the language of `words`; `font_css` embeds the font.
///
/// # Errors
/// If a template fails.
pub fn html(checkup: &Checkup, font_css: &str, words: &Words) -> Result<String> {
    report::html::render("checkup.html", page(checkup, words), font_css, words)
}

fn page(checkup: &Checkup, words: &Words) -> Value {
    let say = |messages: &[Message]| Value::from_iter(messages.iter().map(|m| words.say(m)));
    let tables = checkup.tables.iter().map(|table| report::table_value(table, words));
    context! {
        lang => words.language().code(),
        title => words.word("check-title"),
        study => &*checkup.study.title,
        facts => words.say(&study(checkup)),
        private => words.word("check-private"),
        version => words.say(&Message::new("report-made-by").text("version", &*checkup.redtape_version)),
        attention_heading => words.word("check-attention"),
        attention => say(&checkup.attention),
        no_attention => words.word("check-no-attention"),
        measures_heading => words.word("check-measures"),
        measures => measures(&checkup.measures, words),
        notes_heading => words.word("check-notes"),
        notes => say(&checkup.study.notes),
        files_heading => words.word("check-files"),
        files => Value::from_iter(checkup.files.iter().map(|f| file(f, words))),
        aside_heading => words.word("check-set-aside"),
        aside => set_aside(&checkup.set_aside, words),
        aside_note => words.word("check-set-aside-note"),
        nothing_aside => words.word("check-nothing-aside"),
        lists_heading => words.word("check-lists"),
        lists => Value::from_iter(checkup.lists.iter().filter(|l| !l.rows.is_empty()).map(|l| list(l, words))),
        totals_heading => words.word("check-totals"),
        tables => Value::from_iter(tables),
    }
}

/// A table as rows of text: what stands in a column is a text or a number.
struct Grid<'a> {
    caption: String,
    /// Keys of the headings, and whether numbers stand below.
    columns: &'a [(&'a str, bool)],
    rows: Vec<Vec<String>>,
}

impl Grid<'_> {
    fn value(self, words: &Words) -> Value {
        let columns = self.columns.iter();
        let headings =
            columns.map(|(key, number)| context! { name => words.word(key), number => number });
        let row = |cells: Vec<String>| {
            let cells = cells.into_iter().zip(self.columns);
            Value::from_iter(
                cells.map(|(text, (_, number))| context! { text => text, number => number }),
            )
        };
        context! {
            caption => self.caption,
            columns => Value::from_iter(headings),
            rows => Value::from_iter(self.rows.into_iter().map(row)),
        }
    }
}

fn count(n: u64, words: &Words) -> String {
    words.numbers().count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Nothing is no number.
fn counted(n: Option<u64>, words: &Words) -> String {
    n.map_or_else(|| "–".to_owned(), |n| count(n, words))
}

fn sentences(messages: &[Message], words: &Words) -> String {
    messages.iter().map(|m| words.say(m)).collect::<Vec<_>>().join(" ")
}

fn measures(measures: &[Ability], words: &Words) -> Value {
    let row = |measure: &Ability| {
        context! {
            measure => words.say(&measure.measure),
            can => words.word(&format!("check-can-{}", measure.can.code())),
            level => if measure.can == Can::Cannot { "low" } else { "medium" },
            plain => measure.can == Can::Yes,
            why => sentences(&measure.why, words),
        }
    };
    context! {
        caption => words.word("check-measures-caption"),
        measure => words.word("check-column-measure"),
        can => words.word("check-column-can"),
        why => words.word("check-column-why"),
        rows => Value::from_iter(measures.iter().map(row)),
    }
}

fn file(file: &CheckedFile, words: &Words) -> Value {
    let caption = Message::new("check-columns-of").text("file", file.file.clone());
    let columns = [
        ("check-column-heading", false),
        ("check-column-filled", true),
        ("check-column-unreadable", true),
        ("check-column-odd", true),
        ("check-column-read", false),
    ];
    let rows_of = file.columns.iter().map(|column| row(column, words));
    let grid = Grid { caption: words.say(&caption), columns: &columns, rows: rows_of.collect() };
    let examples = file.columns.iter().filter(|column| !column.examples.is_empty());
    let of_column = |column: &CheckedColumn| {
        let said = column.examples.iter().map(|example| words.say(&example_said(example)));
        context! { heading => &*column.heading, said => Value::from_iter(said) }
    };
    context! {
        file => &*file.file,
        kind => words.word(&format!("kind-{}", file.kind.replace('_', "-"))),
        rows => words.say(&rows(file)),
        grid => (!file.columns.is_empty()).then(|| grid.value(words)),
        examples => Value::from_iter(examples.map(of_column)),
        examples_heading => words.word("check-examples"),
    }
}

/// The file's own heading, and below it what it is read as.
fn row(column: &CheckedColumn, words: &Words) -> Vec<String> {
    let meaning = Message::new("check-heading-read-as")
        .text("heading", column.heading.clone())
        .said("column", field(&column.column));
    #[expect(clippy::cast_precision_loss, reason = "rows stay far below 2^53")]
    let share = column.filled as f64 / column.rows.max(1) as f64;
    let filled = Message::new("check-filled").count("n", column.filled).share("share", share);
    let read_as: Vec<String> = column.read_as.iter().map(|m| words.say(m)).collect();
    vec![
        words.say(&meaning),
        words.say(&filled),
        count(column.unreadable, words),
        count(column.odd, words),
        if read_as.is_empty() { words.word("read-text") } else { read_as.join(", ") },
    ]
}

fn set_aside(reasons: &[Reason], words: &Words) -> Option<Value> {
    let rows = reasons.iter().map(|reason| {
        vec![words.say(&reason.reason), count(reason.rows, words), count(reason.values, words)]
    });
    let columns = [
        ("check-column-reason", false),
        ("check-column-rows", true),
        ("check-column-values", true),
    ];
    let caption = words.word("check-set-aside-caption");
    let grid = Grid { caption, columns: &columns, rows: rows.collect() };
    (!reasons.is_empty()).then(|| grid.value(words))
}

fn list(list: &List, words: &Words) -> Value {
    let dossiers = list.rows.iter().any(|row| row.dossiers.is_some());
    let runs = list.rows.iter().any(|row| row.runs.is_some());
    let meanings = list.rows.iter().any(|row| row.meaning.is_some());
    let mut columns = vec![("check-column-name", false)];
    columns.extend(dossiers.then_some(("check-column-dossiers", true)));
    columns.extend(runs.then_some(("check-column-runs", true)));
    columns.extend(meanings.then_some(("check-column-meaning", false)));
    let row = |row: &super::Listed| {
        let name =
            if row.name.is_empty() { words.word("report-not-recorded") } else { row.name.clone() };
        let mut cells = vec![name];
        cells.extend(dossiers.then(|| counted(row.dossiers, words)));
        cells.extend(runs.then(|| counted(row.runs, words)));
        let meaning = row.meaning.as_ref().map(|m| words.say(m)).unwrap_or_default();
        cells.extend(meanings.then_some(meaning));
        cells
    };
    let title = Message::new(format!("check-list-{}", list.name.code()))
        .count("n", list.rows.iter().filter(|row| !row.name.is_empty()).count() as u64);
    let title = words.say(&title);
    let rows = list.rows.iter().take(ROWS).map(row).collect();
    let more = list.rows.len().saturating_sub(ROWS) as u64;
    let grid = Grid { caption: String::new(), columns: &columns, rows };
    context! {
        title => title,
        open => list.rows.len() <= OPEN,
        grid => grid.value(words),
        more => (more > 0).then(|| words.say(&Message::new("check-more").count("n", more))),
    }
}
