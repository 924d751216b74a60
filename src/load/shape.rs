//! From the columns of a file to those of its table: a key in several columns becomes one, and what is
//! the same for the whole file is added. Readers see neither.

use std::collections::BTreeSet;

use super::batch::{Plan, TextBatch, TextColumn};
use crate::study::{Field, Input, fields};

/// What stands between the parts of a key, where they are shown as one.
pub(super) const BETWEEN: &str = " / ";

/// What readers put before the text of a cell whose value is unknown.
const UNKNOWN: char = '\u{1}';

/// How the columns that a reader gives become those of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// Columns that the key is made of, one after the other, and where the first stands.
    key: Option<(usize, usize)>,
    /// Values of the columns that follow those of the file.
    constants: Vec<String>,
}

impl Shape {
    /// The shape of an input's table, and the plan of the columns that it gives.
    pub(super) fn new(read: &Plan, input: &Input) -> (Self, Plan) {
        let mut plan = Plan { columns: Vec::new(), ..read.clone() };
        let mut key = None;
        for (at, (field, heading)) in read.columns.iter().enumerate() {
            match plan.columns.last_mut() {
                Some((last, headings)) if last.name == field.name => {
                    headings.push_str(BETWEEN);
                    headings.push_str(heading);
                    let (first, parts) = key.unwrap_or((at.saturating_sub(1), 1));
                    key = Some((first, parts + 1));
                }
                _ => plan.columns.push((field, heading.clone())),
            }
        }
        let there: BTreeSet<&str> = plan.columns.iter().map(|(f, _)| f.name).collect();
        let added: Vec<(&'static Field, &String)> = fields(read.table)
            .iter()
            .filter(|f| !there.contains(f.name))
            .filter_map(|f| Some((f, input.constants.get(f.name)?)))
            .collect();
        let constants = added.iter().map(|(_, value)| (*value).clone()).collect();
        plan.columns
            .extend(added.iter().map(|(f, _)| (*f, format!("[input.constants] {}", f.name))));
        (Self { key, constants }, plan)
    }

    /// How many columns at the end are the same for every row.
    pub(super) fn constants(&self) -> usize {
        self.constants.len()
    }

    /// The batch in the columns of the plan. A key that lacks a part is empty.
    pub(super) fn of(&self, mut batch: TextBatch) -> TextBatch {
        if let Some((first, parts)) = self.key {
            let rest = batch.columns.split_off(first.min(batch.columns.len()));
            let (key, after) = rest.split_at(parts.min(rest.len()));
            batch.columns.push(joined(key, batch.rows.len()));
            batch.columns.extend(after.iter().cloned());
        }
        for value in &self.constants {
            let mut column = TextColumn::default();
            for _ in &batch.rows {
                column.push(value);
            }
            batch.columns.push(column);
        }
        batch
    }
}

fn joined(parts: &[TextColumn], rows: usize) -> TextColumn {
    let mut columns: Vec<_> = parts.iter().map(TextColumn::iter).collect();
    let mut out = TextColumn::default();
    let mut text = String::new();
    for _ in 0..rows {
        text.clear();
        let (mut whole, mut unknown) = (true, None);
        for (at, column) in columns.iter_mut().enumerate() {
            let part = column.next().unwrap_or_default().trim();
            whole &= !part.is_empty();
            // A part that the file doesn't hold is told as it is shown there.
            if part.starts_with(UNKNOWN) {
                unknown = Some(part);
            }
            if at > 0 {
                text.push_str(BETWEEN);
            }
            text.push_str(part);
        }
        out.push(unknown.unwrap_or(if whole { &text } else { "" }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::InputKind;

    fn shaped(input: &Input, columns: &[(&str, &str)], rows: &[&[&str]]) -> Vec<Vec<String>> {
        let field = |name: &str| fields(input.kind).iter().find(|f| f.name == name).unwrap();
        let read = Plan {
            table: input.kind,
            columns: columns.iter().map(|(f, h)| (field(f), (*h).to_owned())).collect(),
            events: false,
        };
        let (shape, plan) = Shape::new(&read, input);
        let mut batch = TextBatch::new(columns.len());
        for (row, values) in (2..).zip(rows) {
            batch.push(row, values.iter().copied());
        }
        let batch = shape.of(batch);
        assert_eq!(batch.columns.len(), plan.columns.len());
        let named = plan.columns.iter().zip(&batch.columns);
        named
            .map(|((f, h), c)| {
                [f.name, h.as_str()].into_iter().chain(c.iter()).map(str::to_owned).collect()
            })
            .collect()
    }

    #[test]
    fn a_key_in_several_columns_is_one_and_whole_or_nothing() {
        let input = Input::new("f.csv".into(), "f.csv".into(), InputKind::Dossiers);
        let found = shaped(
            &input,
            &[("dossier_id", "Cơ quan"), ("dossier_id", "Số"), ("status", "Trạng thái")],
            &[&["Sở A", " 12 ", "xong"], &["Sở A", "", "xong"]],
        );
        assert_eq!(
            found,
            [
                vec!["dossier_id", "Cơ quan / Số", "Sở A / 12", ""],
                vec!["status", "Trạng thái", "xong", "xong"],
            ]
        );
    }

    #[test]
    fn a_constant_is_a_column_of_its_own() {
        let mut input = Input::new("f.csv".into(), "f.csv".into(), InputKind::Dossiers);
        input.constants.insert("agency".into(), "Muni 2".into());
        let found = shaped(&input, &[("dossier_id", "id")], &[&["1"], &["2"]]);
        assert_eq!(
            found,
            [
                vec!["dossier_id", "id", "1", "2"],
                vec!["agency", "[input.constants] agency", "Muni 2", "Muni 2"],
            ]
        );
    }
}
