//! What every rank statistic starts from: groups pooled, in the order of their values.

use super::counts::Counts;
use super::estimate::Unfit;

/// Most observations of all groups together: the cube of it fits 128 bits, so ranks and ties are summed
/// exactly.
const MOST: u64 = 1 << 40;

/// How many observations one group has at one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) value: i64,
    pub(super) group: usize,
    pub(super) count: u64,
}

/// Groups pooled: entries by ascending value, then by group.
#[derive(Clone, Debug)]
pub(super) struct Pooled {
    entries: Vec<Entry>,
    /// Observations by group, each above 0.
    pub(super) sizes: Vec<u64>,
}

impl Pooled {
    /// # Errors
    /// [`Unfit::Empty`] where a group has no observation, [`Unfit::Unfinished`] where one is open or
    /// entered late, [`Unfit::TooMany`] above 2⁴⁰.
    pub(super) fn of(groups: &[&Counts]) -> Result<Self, Unfit> {
        let mut sizes = Vec::with_capacity(groups.len());
        let mut entries = Vec::new();
        for (group, counts) in groups.iter().enumerate() {
            let unfinished = counts.n_censored() + counts.n_entered();
            if unfinished > 0 {
                return Err(Unfit::Unfinished { count: unfinished });
            }
            if counts.n() == 0 {
                return Err(Unfit::Empty);
            }
            sizes.push(counts.n());
            entries.extend(counts.rows().iter().map(|row| Entry {
                value: row.value,
                group,
                count: row.finished,
            }));
        }
        let n = sizes.iter().try_fold(0_u64, |sum, size| sum.checked_add(*size));
        if n.is_none_or(|n| n > MOST) {
            return Err(Unfit::TooMany { most: MOST });
        }
        // Stable, and quick where each group's rows are sorted: they are merged as runs.
        entries.sort_by_key(|entry| entry.value);
        Ok(Self { entries, sizes })
    }

    /// Observations of all groups.
    pub(super) fn n(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// The entries of each value, by ascending value.
    pub(super) fn ties(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|one, next| one.value == next.value)
    }

    /// N³ − N − Σ(t³ − t) over groups of t tied observations: twelve times the sum of squares of the
    /// mid-ranks around their mean. 0 where all are equal.
    pub(super) fn rank_spread(&self) -> u128 {
        let cube = |t: u64| u128::from(t).pow(3) - u128::from(t);
        self.ties().fold(cube(self.n()), |rest, tie| rest - cube(count(tie)))
    }

    /// Each group's sum of 2·rank − (N + 1), with mid-ranks: 0 where a group lies evenly among the rest.
    pub(super) fn rank_excess(&self) -> Vec<i128> {
        let middle = i128::from(self.n()) + 1;
        let mut excess = vec![0_i128; self.sizes.len()];
        let mut before = 0_i128;
        for tie in self.ties() {
            let size = i128::from(count(tie));
            let twice_rank = 2 * before + size + 1;
            for entry in tie {
                if let Some(sum) = excess.get_mut(entry.group) {
                    *sum += i128::from(entry.count) * (twice_rank - middle);
                }
            }
            before += size;
        }
        excess
    }
}

/// Observations at one value, of all groups.
fn count(tie: &[Entry]) -> u64 {
    tie.iter().map(|entry| entry.count).sum()
}

/// Whether [`orders`] of m and n values can be counted: up to 49 in both, and for at most 8 in one as long
/// as mn is at most a million.
pub(super) fn countable(m: u64, n: u64) -> bool {
    let (few, many) = (m.min(n), m.max(n));
    many < 50 || (few <= 8 && few.saturating_mul(many) <= 1_000_000)
}

/// In how many orders of m + n distinct values the first m win U of the mn pairs, for each U from 0 to
/// mn; nothing where they aren't [`countable`].
///
/// # Source
/// The coefficients of the Gaussian binomial Π (1 − qⁿ⁺ⁱ)/(1 − qⁱ), i = 1…m (Mann & Whitney 1947),
/// in integers: exact.
pub(super) fn orders(m: u64, n: u64) -> Option<Vec<i128>> {
    if !countable(m, n) {
        return None;
    }
    let (few, many) = (usize::try_from(m.min(n)).ok()?, usize::try_from(m.max(n)).ok()?);
    let mut ways = vec![0_i128; few * many + 1];
    *ways.first_mut()? = 1;
    for i in 1..=few {
        for k in (many + i..ways.len()).rev() {
            ways[k] -= ways[k - many - i];
        }
        for k in i..ways.len() {
            ways[k] += ways[k - i];
        }
    }
    Some(ways)
}

#[cfg(test)]
mod tests {
    use super::orders;

    /// Every order of m + n values counted by hand.
    #[test]
    fn orders_are_those_of_enumeration() {
        for (m, n) in [(1_u32, 1_u32), (1, 4), (3, 2), (4, 4), (2, 7)] {
            let mut counted = vec![0_i128; (m * n) as usize + 1];
            for choice in 0_u32..1 << (m + n) {
                if choice.count_ones() == m {
                    let wins = (0..m + n).filter(|at| choice >> at & 1 == 1);
                    let u: u32 = wins.map(|at| at - (choice & ((1 << at) - 1)).count_ones()).sum();
                    counted[u as usize] += 1;
                }
            }
            assert_eq!(orders(m.into(), n.into()).unwrap(), counted, "{m} and {n}");
        }
    }

    #[test]
    fn orders_stay_exact_as_far_as_they_are_made() {
        let total: i128 = orders(49, 49).unwrap().iter().sum();
        assert_eq!(total, 25_477_612_258_980_856_902_730_428_600);
        let long = orders(8, 125_000).unwrap();
        assert_eq!((long[0], long[1], long[2], long[1_000_000]), (1, 1, 2, 1));
        assert!(
            orders(50, 50).is_none() && orders(9, 51).is_none() && orders(1, 1_000_001).is_none()
        );
        assert!(orders(8, u64::MAX).is_none());
    }
}
