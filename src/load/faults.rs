//! What is wrong in a batch: rows that go, and values of rows that stay.

use super::batch::{Aside, ValueAside};

/// What is wrong in a batch.
pub(super) struct Faults {
    /// One a row: what sets it aside.
    pub rows: Vec<Option<Aside>>,
    /// By column, then by row.
    pub values: Vec<(usize, ValueAside)>,
}

impl Faults {
    pub(super) fn new(rows: usize) -> Self {
        Self { rows: vec![None; rows], values: Vec::new() }
    }

    pub(super) fn row(&mut self, at: usize, aside: Aside) {
        if let Some(slot @ None) = self.rows.get_mut(at) {
            *slot = Some(aside);
        }
    }

    pub(super) fn value(&mut self, at: usize, field: &'static str, aside: Aside) {
        self.values.push((at, ValueAside { field, aside }));
    }

    /// Values of rows that stay, and the rows that don't.
    pub(super) fn parted(self) -> (Vec<Aside>, Vec<ValueAside>) {
        let stays = |at: &usize| self.rows.get(*at).is_some_and(Option::is_none);
        let values =
            self.values.iter().filter(|(at, _)| stays(at)).map(|(_, v)| v.clone()).collect();
        (self.rows.into_iter().flatten().collect(), values)
    }
}
