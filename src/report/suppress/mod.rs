//! Small groups stay unsaid: the one way by which tables get into the results.
//!
//! A maker of a table says what it counts and by what ([`Grain`]); which rows go is decided here, over all
//! tables of the study at once. A group is as large as its *total*, whatever it is split into within its
//! row. Groups below the study's suppression size go, and as many others (the next smallest) as it takes
//! so that no published sum less the other rows gives one back: within a table, between a table and a
//! coarser one, and across tables that share a margin. The rule is [`Book::hidden`]'s.

mod book;
mod solve;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::results::{Cell, Table};

use book::{Book, Key};

/// A table with every group in it, small ones too.
pub struct Draft {
    pub table: Table,
    pub groups: Groups,
    /// Cells that count something else than their row does.
    pub beside: Option<Beside>,
}

/// Cells of a row that rest on a count of their own: they are emptied where that is too small.
pub struct Beside {
    pub grain: Grain,
    /// The columns, that of the count included.
    pub columns: &'static [&'static str],
}

/// What the rows of a draft are.
pub enum Groups {
    /// No counts of groups: nothing to keep back.
    None,
    /// Rows are groups of something counted.
    Counted(Grain),
    /// Rows go with the groups of another table that have the same values in these columns.
    With { table: &'static str, by: &'static [&'static str] },
}

/// What a row counts, and by what.
pub struct Grain {
    /// What is counted. Tables that count the same nest: a column of one name is the same attribute in
    /// all of them, and the groups of one add up to those of another.
    pub counted: &'static str,
    /// Columns that name the group.
    pub by: &'static [&'static str],
    /// Columns that add up to its size. A row without a number in any of them is no group.
    pub n: &'static [&'static str],
    /// Columns whose values are of another attribute than their name says: "the quarter before" is a
    /// quarter too.
    pub named: &'static [(&'static str, &'static str)],
    /// What all rows have in common beside.
    pub within: Vec<(&'static str, Cell)>,
    /// A margin that the chart says in its own words: the sums of rows by this name are known too.
    pub margin: Option<fn(&Table, &[Cell]) -> &'static str>,
    /// Messages in place of a name that are no group of this population: time outside of steps.
    pub except: &'static [&'static str],
    /// What becomes of a row that is kept back.
    pub leaves: Leaves,
}

/// What is left of a group that is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// Nothing.
    NoRow,
    /// Its names with empty cells, as in a grid; rows whose name has no full cell left go.
    EmptyCells,
}

impl Grain {
    /// Rows that are groups by these columns, counted in column `n`.
    pub fn new(
        counted: &'static str,
        by: &'static [&'static str],
        n: &'static [&'static str],
    ) -> Self {
        Self {
            counted,
            by,
            n,
            named: &[],
            within: Vec::new(),
            margin: None,
            except: &[],
            leaves: Leaves::NoRow,
        }
    }

    /// The key and size of a row, if it is a group.
    fn group(&self, table: &Table, row: &[Cell]) -> Option<(Key, u64)> {
        let cell = |name: &str| table.column(name).and_then(|at| row.get(at));
        let mut key = Key::new();
        for name in self.by {
            let cell = cell(name)?;
            if matches!(cell, Cell::Word(word) if self.except.contains(&word.key.as_str())) {
                return None;
            }
            let attribute = self.named.iter().find(|(column, _)| column == name);
            key.insert(attribute.map_or(*name, |(_, attribute)| *attribute), value(cell));
        }
        key.extend(self.within.iter().map(|(name, cell)| (*name, value(cell))));
        if let Some(margin) = self.margin {
            key.insert(MARGIN, margin(table, row).to_owned());
        }
        let sizes: Vec<u64> = self.n.iter().filter_map(|name| size(cell(name)?)).collect();
        (!sizes.is_empty()).then(|| (key, sizes.iter().sum()))
    }
}

/// Attribute of a margin that only words say.
const MARGIN: &str = "margin";

/// A cell as a value of a key.
fn value(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Int(v) => v.to_string(),
        Cell::Float(v) => v.to_string(),
        Cell::Text(v) => v.clone(),
        // Not a name that data could have.
        Cell::Word(word) => format!("\u{0}{word:?}"),
    }
}

fn size(cell: &Cell) -> Option<u64> {
    match cell {
        Cell::Int(v) => u64::try_from(*v).ok(),
        _ => None,
    }
}

impl Draft {
    /// A table that counts no groups.
    pub fn plain(table: Table) -> Self {
        Self { table, groups: Groups::None, beside: None }
    }

    pub fn counted(table: Table, grain: Grain) -> Self {
        Self { table, groups: Groups::Counted(grain), beside: None }
    }

    /// Rows that go with those of another table.
    pub fn with(table: Table, other: &'static str, by: &'static [&'static str]) -> Self {
        Self { table, groups: Groups::With { table: other, by }, beside: None }
    }

    fn grains(&self) -> impl Iterator<Item = &Grain> {
        let rows = match &self.groups {
            Groups::Counted(grain) => Some(grain),
            Groups::None | Groups::With { .. } => None,
        };
        rows.into_iter().chain(self.beside.as_ref().map(|beside| &beside.grain))
    }

    /// Cells in these columns count something else.
    #[must_use]
    pub fn beside(self, grain: Grain, columns: &'static [&'static str]) -> Self {
        Self { beside: Some(Beside { grain, columns }), ..self }
    }
}

impl Beside {
    /// Empties the cells of groups that are kept back; how many.
    fn empty(&self, table: &mut Table, gone: &BTreeSet<Key>) -> u64 {
        let goes = |row: &Vec<Cell>| {
            self.grain.group(table, row).is_some_and(|(key, _)| gone.contains(&key))
        };
        let rows: Vec<bool> = table.rows.iter().map(goes).collect();
        let columns: Vec<usize> =
            self.columns.iter().filter_map(|name| table.column(name)).collect();
        let mut kept_back = 0;
        for (row, _) in table.rows.iter_mut().zip(rows).filter(|(_, goes)| *goes) {
            for (at, cell) in row.iter_mut().enumerate() {
                if columns.contains(&at) {
                    *cell = Cell::Null;
                }
            }
            kept_back += 1;
        }
        kept_back
    }
}

/// The tables as they may be read, in their order. `suppressed` of each is how many of its groups were
/// kept back.
///
/// # Errors
/// If a grain names a column that its table doesn't have: nothing would be kept back then.
pub fn publish(drafts: Vec<Draft>, size: u64) -> Result<Vec<Table>> {
    for draft in &drafts {
        let named = draft.grains().flat_map(|grain| grain.by.iter().chain(grain.n));
        if let Some(lost) = named.copied().find(|name| draft.table.column(name).is_none()) {
            let table = &draft.table.name;
            return Err(Error::failed(format!("table {table} has no column {lost} to group by")));
        }
    }
    let hidden = hidden(&drafts, size);
    let none = BTreeSet::new();
    let grains: BTreeMap<&str, (&Table, &Grain)> = drafts
        .iter()
        .filter_map(|draft| match &draft.groups {
            Groups::Counted(grain) => Some((draft.table.name.as_str(), (&draft.table, grain))),
            _ => None,
        })
        .collect();
    let goes: Vec<Vec<bool>> = drafts
        .iter()
        .map(|draft| match &draft.groups {
            Groups::None => vec![false; draft.table.rows.len()],
            Groups::Counted(grain) => {
                let gone = hidden.get(grain.counted).unwrap_or(&none);
                let goes = |row: &Vec<Cell>| {
                    grain.group(&draft.table, row).is_some_and(|(key, _)| gone.contains(&key))
                };
                draft.table.rows.iter().map(goes).collect()
            }
            Groups::With { table, by } => {
                let stays: BTreeSet<Vec<String>> = match grains.get(table) {
                    Some((other, grain)) => {
                        let gone = hidden.get(grain.counted).unwrap_or(&none);
                        let stay = |row: &&Vec<Cell>| {
                            grain.group(other, row).is_none_or(|(key, _)| !gone.contains(&key))
                        };
                        other.rows.iter().filter(stay).map(|row| values(other, row, by)).collect()
                    }
                    None => BTreeSet::new(),
                };
                let row = |row: &Vec<Cell>| !stays.contains(&values(&draft.table, row, by));
                draft.table.rows.iter().map(row).collect()
            }
        })
        .collect();
    let emptied = |mut draft: Draft| {
        let kept_back = draft.beside.as_ref().map_or(0, |beside| {
            beside.empty(&mut draft.table, hidden.get(beside.grain.counted).unwrap_or(&none))
        });
        (draft, kept_back)
    };
    let drafts: Vec<(Draft, u64)> = drafts.into_iter().map(emptied).collect();
    let done = drafts.into_iter().zip(goes).map(|((draft, kept_back), goes)| {
        let mut table = without(draft, &goes);
        table.suppressed += kept_back;
        table
    });
    Ok(done.collect())
}

/// The groups to be kept back, by what is counted.
fn hidden(drafts: &[Draft], size: u64) -> BTreeMap<&'static str, BTreeSet<Key>> {
    let mut books: BTreeMap<&'static str, Book> = BTreeMap::new();
    for (draft, grain) in drafts.iter().flat_map(|draft| draft.grains().map(move |g| (draft, g))) {
        let book = books.entry(grain.counted).or_default();
        let mut margins: BTreeMap<String, u64> = BTreeMap::new();
        for row in &draft.table.rows {
            if let Some((key, n)) = grain.group(&draft.table, row) {
                if let Some(margin) = key.get(MARGIN) {
                    *margins.entry(margin.clone()).or_default() += n;
                }
                book.say(key, n);
            }
        }
        for (margin, n) in margins {
            let mut key: Key =
                grain.within.iter().map(|(name, cell)| (*name, value(cell))).collect();
            key.insert(MARGIN, margin);
            book.know(key, n);
        }
    }
    books.into_iter().map(|(counted, book)| (counted, book.hidden(size))).collect()
}

fn values(table: &Table, row: &[Cell], by: &[&str]) -> Vec<String> {
    by.iter()
        .map(|name| table.column(name).and_then(|at| row.get(at)).map_or_else(String::new, value))
        .collect()
}

fn without(draft: Draft, goes: &[bool]) -> Table {
    let Draft { mut table, groups, .. } = draft;
    let (by, leaves) = match groups {
        Groups::None => return table,
        Groups::Counted(grain) => (grain.by, grain.leaves),
        Groups::With { by, .. } => (by, Leaves::NoRow),
    };
    let gone = table.rows.iter().zip(goes).filter(|(_, goes)| **goes);
    let groups: BTreeSet<Vec<String>> = gone.map(|(row, _)| values(&table, row, by)).collect();
    table.suppressed = groups.len() as u64;
    let mut goes = goes.iter().copied();
    match leaves {
        Leaves::NoRow => table.rows.retain(|_| !goes.next().unwrap_or(false)),
        Leaves::EmptyCells => {
            let named: BTreeSet<usize> = by.iter().filter_map(|name| table.column(name)).collect();
            for row in table.rows.iter_mut().filter(|_| goes.next().unwrap_or(false)) {
                for (_, cell) in row.iter_mut().enumerate().filter(|(at, _)| !named.contains(at)) {
                    *cell = Cell::Null;
                }
            }
            for column in &named {
                let full = |row: &&Vec<Cell>| {
                    let mut others = row.iter().enumerate().filter(|(at, _)| !named.contains(at));
                    others.any(|(_, cell)| *cell != Cell::Null)
                };
                let name = |row: &Vec<Cell>| row.get(*column).map_or_else(String::new, value);
                let left: BTreeSet<String> = table.rows.iter().filter(full).map(name).collect();
                table.rows.retain(|row| left.contains(&name(row)));
            }
        }
    }
    table
}

#[cfg(test)]
mod tests;
