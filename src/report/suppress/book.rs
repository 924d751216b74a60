//! Counts that nest, and which of them must stay unsaid.

use std::collections::{BTreeMap, BTreeSet};

use super::solve::{Equation, determined};

/// A group: attributes with their values.
pub type Key = BTreeMap<&'static str, String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Said in some table.
    Shown,
    /// In some table, but kept back.
    Hidden,
    /// In no table: a margin that two tables share, or what a table leaves out.
    Unsaid,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    n: u64,
    state: State,
    /// Known from elsewhere, as the whole population is: it can't be hidden.
    known: bool,
}

/// A count is the sum of others.
struct Line {
    whole: usize,
    parts: Vec<usize>,
}

/// Groups of one sheet have the same attributes.
type Sheets = BTreeMap<BTreeSet<&'static str>, BTreeMap<Key, usize>>;

/// Counts of one population by several sets of attributes.
#[derive(Default)]
pub struct Book {
    counts: Vec<Count>,
    sheets: Sheets,
}

impl Book {
    /// A group that some table would say, with its size. The same group in two tables is one.
    pub fn say(&mut self, key: Key, n: u64) {
        let attributes: BTreeSet<&'static str> = key.keys().copied().collect();
        let sheet = self.sheets.entry(attributes).or_default();
        if let std::collections::btree_map::Entry::Vacant(free) = sheet.entry(key) {
            free.insert(self.counts.len());
            self.counts.push(Count { n, state: State::Shown, known: false });
        }
    }

    /// A sum that is known whatever the tables say.
    pub fn know(&mut self, key: Key, n: u64) {
        self.say(key.clone(), n);
        let attributes: BTreeSet<&'static str> = key.keys().copied().collect();
        let at = self.sheets.get(&attributes).and_then(|sheet| sheet.get(&key)).copied();
        if let Some(count) = at.and_then(|at| self.counts.get_mut(at)) {
            count.known = true;
        }
    }

    /// The groups that must be kept back, so that nobody learns the size of one below `size` from what
    /// is said.
    ///
    /// 1. Groups smaller than `size`.
    /// 2. Where a sum is known and only one part of it isn't said, or all unsaid parts together are
    ///    smaller than `size` (or so small that each must be 1): the next smallest parts too, until that
    ///    holds no more; the sum itself where there is no other part.
    /// 3. Where sums that cross give a group away all the same: the smallest group beside it.
    ///
    /// Equal sizes are taken in the order of their keys. A sum is known where it is said, or where all
    /// the parts of it in some table are. The largest table of a population gives the size of the whole,
    /// which is taken as known; what a smaller one leaves out of a sum is an unsaid part.
    ///
    /// # Source
    /// Hundepool et al. (2012), *Statistical Disclosure Control*, ch. 4. Optimal choice is NP-hard;
    /// smallest next is the usual heuristic.
    pub fn hidden(mut self, size: u64) -> BTreeSet<Key> {
        for count in &mut self.counts {
            if !count.known && count.n > 0 && count.n < size {
                count.state = State::Hidden;
            }
        }
        let said: Vec<(Key, usize)> =
            self.sheets.values().flatten().map(|(key, at)| (key.clone(), *at)).collect();
        if self.counts.iter().any(|count| count.state == State::Hidden) || self.partial() {
            self.add_margins();
            self.close(&said, size);
        }
        let hidden = |at: usize| self.count(at).state == State::Hidden;
        said.into_iter().filter(|(_, at)| hidden(*at)).map(|(key, _)| key).collect()
    }

    /// Whether some table leaves something out that another one has.
    fn partial(&self) -> bool {
        let mut sums = self.sheets.values().map(|sheet| self.sum(sheet.values().copied()));
        let first = sums.next();
        sums.any(|sum| Some(sum) != first)
    }

    fn close(&mut self, said: &[(Key, usize)], size: u64) {
        let mut lines = self.lines();
        let rank: BTreeMap<usize, usize> = {
            let mut order: Vec<&(Key, usize)> = said.iter().collect();
            order.sort_by(|a, b| (self.count(a.1).n, &a.0).cmp(&(self.count(b.1).n, &b.0)));
            order.iter().enumerate().map(|(rank, (_, at))| (*at, rank)).collect()
        };
        loop {
            while self.close_lines(&lines, size, &rank) {}
            match self.given_away(&lines) {
                Some(given) if given.is_empty() => return,
                Some(given) => {
                    let mut changed = false;
                    for at in given {
                        let beside: Vec<usize> =
                            lines.iter().filter(|l| l.holds(at)).flat_map(|l| l.all()).collect();
                        changed |= self.hide_smallest(beside.into_iter(), &rank);
                    }
                    if !changed {
                        return;
                    }
                }
                None => {
                    if !self.withdraw(&mut lines) {
                        return;
                    }
                }
            }
        }
    }

    /// One pass over all sums; whether anything more was hidden.
    fn close_lines(&mut self, lines: &[Line], size: u64, rank: &BTreeMap<usize, usize>) -> bool {
        let mut known: BTreeSet<usize> = BTreeSet::new();
        let mut changed = false;
        for line in lines {
            if line.parts.iter().all(|at| self.shown(*at)) {
                known.insert(line.whole);
            }
        }
        for line in lines {
            // A hidden sum of which every part is said is no secret.
            if self.count(line.whole).state == State::Hidden
                && line.parts.iter().all(|at| self.shown(*at))
            {
                changed |= self.hide_smallest(line.parts.iter().copied(), rank);
            }
            while (self.shown(line.whole) || known.contains(&line.whole))
                && self.unsafe_line(line, size)
            {
                let more = self.hide_smallest(line.parts.iter().copied(), rank)
                    || self.hide_smallest(std::iter::once(line.whole), rank);
                changed |= more;
                if !more {
                    break;
                }
            }
        }
        changed
    }

    fn unsafe_line(&self, line: &Line, size: u64) -> bool {
        let unsaid: Vec<Count> = line
            .parts
            .iter()
            .map(|at| self.count(*at))
            .filter(|c| c.state != State::Shown)
            .collect();
        let sum: u64 = unsaid.iter().map(|c| c.n).sum();
        let parts = unsaid.len() as u64;
        match unsaid.iter().any(|c| c.state == State::Hidden) {
            true => parts < 2 || sum < size.max(parts + 1),
            false => sum > 0 && sum < size,
        }
    }

    /// Hides the smallest said group among these; nothing of size 0, and never a whole population.
    fn hide_smallest(
        &mut self,
        among: impl Iterator<Item = usize>,
        rank: &BTreeMap<usize, usize>,
    ) -> bool {
        let smallest = among
            .filter(|at| {
                let count = self.count(*at);
                count.state == State::Shown && count.n > 0 && !count.known
            })
            .filter_map(|at| Some((rank.get(&at)?, at)))
            .min();
        let Some(count) = smallest.and_then(|(_, at)| self.counts.get_mut(at)) else {
            return false;
        };
        count.state = State::Hidden;
        true
    }

    /// Hidden groups that follow from all sums together.
    fn given_away(&self, lines: &[Line]) -> Option<Vec<usize>> {
        let mut number: BTreeMap<usize, usize> = BTreeMap::new();
        let mut unknowns: Vec<usize> = Vec::new();
        let mut equations: Vec<Equation> = Vec::new();
        for line in lines {
            let mut equation = Equation::new();
            for (at, plus) in line.signed().filter(|(at, _)| !self.shown(*at)) {
                let number = *number.entry(at).or_insert_with(|| {
                    unknowns.push(at);
                    unknowns.len() - 1
                });
                equation.push((number, plus));
            }
            if !equation.is_empty() {
                equations.push(equation);
            }
        }
        let given = determined(&equations, unknowns.len())?;
        let hidden = |at: &usize| self.count(*at).state == State::Hidden;
        Some(given.iter().filter_map(|i| unknowns.get(*i).copied()).filter(hidden).collect())
    }

    /// Keeps back the whole sheet with the most attributes, where the sums are too many to be solved:
    /// less is said, and what is left is simpler.
    fn withdraw(&mut self, lines: &mut Vec<Line>) -> bool {
        let Some(finest) = self.sheets.keys().max_by_key(|attributes| attributes.len()).cloned()
        else {
            return false;
        };
        let Some(sheet) = self.sheets.remove(&finest) else { return false };
        let gone: BTreeSet<usize> = sheet.values().copied().collect();
        for at in &gone {
            if let Some(count) = self.counts.get_mut(*at) {
                count.state = State::Hidden;
            }
        }
        lines.retain(|line| line.all().all(|at| !gone.contains(&at)));
        true
    }

    /// Adds the whole, and the margins that two sheets share and none says.
    fn add_margins(&mut self) {
        let mut sets: BTreeSet<BTreeSet<&'static str>> = self.sheets.keys().cloned().collect();
        loop {
            let mut more = Vec::new();
            for a in &sets {
                for b in &sets {
                    let both: BTreeSet<_> = a.intersection(b).copied().collect();
                    if !sets.contains(&both) {
                        more.push(both);
                    }
                }
            }
            if more.is_empty() {
                break;
            }
            sets.extend(more);
        }
        sets.insert(BTreeSet::new());
        for attributes in sets.into_iter().rev() {
            if self.sheets.contains_key(&attributes) {
                continue;
            }
            // The largest sum that any finer table gives.
            let mut margin: BTreeMap<Key, u64> = BTreeMap::new();
            for (_, sheet) in self.sheets.iter().filter(|(finer, _)| finer.is_superset(&attributes))
            {
                let mut sums: BTreeMap<Key, u64> = BTreeMap::new();
                for (key, at) in sheet {
                    *sums.entry(project(key, &attributes)).or_default() += self.count(*at).n;
                }
                for (key, n) in sums {
                    let most = margin.entry(key).or_default();
                    *most = n.max(*most);
                }
            }
            let known = attributes.is_empty();
            let state = if known { State::Shown } else { State::Unsaid };
            let sheet = self.sheets.entry(attributes).or_default();
            for (key, n) in margin {
                sheet.insert(key, self.counts.len());
                self.counts.push(Count { n, state, known });
            }
        }
    }

    /// Every sum of one sheet over another, the finest first: what is hidden for a small sum often serves
    /// the larger ones too. What is missing from a sum is a part of its own; where the parts are more than
    /// the whole, they count something else.
    fn lines(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut coarsest_last: Vec<_> = self.sheets.iter().collect();
        coarsest_last.sort_by_key(|(attributes, _)| std::cmp::Reverse(attributes.len()));
        let pairs = coarsest_last.into_iter().flat_map(|(coarse, wholes)| {
            let finer = self
                .sheets
                .iter()
                .filter(move |(fine, _)| *fine != coarse && fine.is_superset(coarse));
            finer.map(move |(_, parts)| (coarse, wholes, parts))
        });
        for (coarse, wholes, parts) in pairs {
            let mut by_whole: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
            for (key, at) in parts {
                by_whole.entry(project(key, coarse)).or_default().push(*at);
            }
            for (key, whole) in wholes {
                let parts = by_whole.remove(key).unwrap_or_default();
                lines.push(Line { whole: *whole, parts });
            }
        }
        lines.retain(|line| !line.parts.is_empty());
        lines.retain(|line| self.sum(line.parts.iter().copied()) <= self.count(line.whole).n);
        for line in &mut lines {
            let missing = self.count(line.whole).n - self.sum(line.parts.iter().copied());
            if missing > 0 {
                line.parts.push(self.counts.len());
                self.counts.push(Count { n: missing, state: State::Unsaid, known: false });
            }
        }
        lines
    }

    fn count(&self, at: usize) -> Count {
        self.counts.get(at).copied().unwrap_or(Count { n: 0, state: State::Shown, known: false })
    }

    fn shown(&self, at: usize) -> bool {
        self.count(at).state == State::Shown
    }

    fn sum(&self, of: impl Iterator<Item = usize>) -> u64 {
        of.map(|at| self.count(at).n).sum()
    }
}

impl Line {
    fn holds(&self, at: usize) -> bool {
        self.whole == at || self.parts.contains(&at)
    }

    fn all(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.whole).chain(self.parts.iter().copied())
    }

    fn signed(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        std::iter::once((self.whole, false)).chain(self.parts.iter().map(|at| (*at, true)))
    }
}

fn project(key: &Key, attributes: &BTreeSet<&'static str>) -> Key {
    key.iter()
        .filter(|(name, _)| attributes.contains(*name))
        .map(|(k, v)| (*k, v.clone()))
        .collect()
}
