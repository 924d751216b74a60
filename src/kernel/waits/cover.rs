//! How much of a stretch of time some intervals cover, while intervals come and go.

/// A segment tree over the ends of all intervals that it will ever hold.
///
/// Each operation is O(log n).
pub(super) struct Cover {
    /// Ends of the elementary segments, in order.
    at: Vec<i64>,
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Intervals that cover this node whole and not its parent.
    whole: u32,
    /// Covered seconds within it.
    covered_s: i64,
}

/// A node and the elementary segments below it, `first..last`.
#[derive(Clone, Copy)]
struct Place {
    node: usize,
    first: usize,
    last: usize,
}

impl Place {
    fn halves(self) -> (Self, Self) {
        let middle = usize::midpoint(self.first, self.last);
        (
            Self { node: 2 * self.node + 1, first: self.first, last: middle },
            Self { node: 2 * self.node + 2, first: middle, last: self.last },
        )
    }

    fn is_segment(self) -> bool {
        self.last - self.first == 1
    }
}

impl Cover {
    /// An empty cover whose intervals will begin and end at these instants.
    pub(super) fn new(mut ends: Vec<i64>) -> Self {
        ends.sort_unstable();
        ends.dedup();
        let segments = ends.len().saturating_sub(1);
        let nodes = if segments == 0 { 0 } else { 2 * segments.next_power_of_two() };
        Self { at: ends, nodes: vec![Node::default(); nodes] }
    }

    /// Adds the interval.
    pub(super) fn add(&mut self, from: i64, to: i64) {
        self.change(from, to, |whole| whole + 1);
    }

    /// Takes out an interval that was added.
    pub(super) fn remove(&mut self, from: i64, to: i64) {
        self.change(from, to, |whole| whole.saturating_sub(1));
    }

    /// Covered seconds of the stretch, whose ends may lie anywhere.
    pub(super) fn covered_s(&self, from: i64, to: i64) -> i64 {
        match self.root() {
            Some(root) if from < to => self.covered_below(root, from, to),
            _ => 0,
        }
    }

    fn root(&self) -> Option<Place> {
        let segments = self.at.len().saturating_sub(1);
        (segments > 0).then_some(Place { node: 0, first: 0, last: segments })
    }

    fn change(&mut self, from: i64, to: i64, counted: fn(u32) -> u32) {
        if let Some(root) = self.root()
            && from < to
        {
            self.change_below(root, from, to, counted);
        }
    }

    fn change_below(&mut self, place: Place, from: i64, to: i64, counted: fn(u32) -> u32) {
        let (begin, end) = (self.at[place.first], self.at[place.last]);
        if to <= begin || end <= from {
            return;
        }
        let inside = if from <= begin && end <= to {
            self.nodes[place.node].whole = counted(self.nodes[place.node].whole);
            None
        } else {
            let (left, right) = place.halves();
            self.change_below(left, from, to, counted);
            self.change_below(right, from, to, counted);
            Some((left, right))
        };
        let covered_s = if self.nodes[place.node].whole > 0 {
            end - begin
        } else if place.is_segment() {
            0
        } else {
            let (left, right) = inside.unwrap_or_else(|| place.halves());
            self.nodes[left.node].covered_s + self.nodes[right.node].covered_s
        };
        self.nodes[place.node].covered_s = covered_s;
    }

    fn covered_below(&self, place: Place, from: i64, to: i64) -> i64 {
        let (begin, end) = (self.at[place.first], self.at[place.last]);
        if to <= begin || end <= from {
            return 0;
        }
        let node = self.nodes[place.node];
        if node.whole > 0 {
            return end.min(to) - begin.max(from);
        }
        if from <= begin && end <= to {
            return node.covered_s;
        }
        if place.is_segment() || node.covered_s == 0 {
            return 0;
        }
        let (left, right) = place.halves();
        self.covered_below(left, from, to) + self.covered_below(right, from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_intervals_are_counted_once_and_can_be_taken_out_again() {
        let mut cover = Cover::new(vec![0, 10, 5, 20, 30, 40]);
        cover.add(0, 10);
        cover.add(5, 20);
        cover.add(30, 40);
        assert_eq!(cover.covered_s(-5, 100), 30);
        assert_eq!(cover.covered_s(7, 33), 16);
        cover.remove(5, 20);
        assert_eq!(cover.covered_s(7, 33), 6);
        assert_eq!(cover.covered_s(10, 30), 0);
        assert_eq!(cover.covered_s(9, 9), 0);
    }

    #[test]
    fn nothing_covers_nothing() {
        let mut cover = Cover::new(Vec::new());
        cover.add(3, 3);
        assert_eq!(cover.covered_s(0, 9), 0);
    }
}
