//! Which unknowns a system of sums gives away.

/// A prime: sums are solved modulo it, exactly and without growing numbers. A system of zeros and ones
/// has another rank modulo it only where a determinant is its multiple.
const PRIME: u64 = 2_147_483_647;
/// Work beyond which a system is not solved (about a second).
const MOST_WORK: usize = 400_000_000;

/// An equation: unknowns by number, each with its sign.
pub type Equation = Vec<(usize, bool)>;

/// Unknowns that stand in the same equations (by number) with the same signs.
struct Column<'a> {
    stands_in: &'a [(usize, bool)],
    members: Vec<usize>,
}

/// The unknowns among `0..unknowns` that the equations determine, whatever their right sides are; nothing
/// where the system is too large to be solved.
///
/// Unknowns that stand in the same equations with the same signs can't be told apart: only their sum can
/// be determined. An unknown is determined where the reduced system has a row with it alone.
pub fn determined(equations: &[Equation], unknowns: usize) -> Option<Vec<usize>> {
    let mut stands_in: Vec<Vec<(usize, bool)>> = vec![Vec::new(); unknowns];
    for (at, equation) in equations.iter().enumerate() {
        for (unknown, plus) in equation {
            if let Some(list) = stands_in.get_mut(*unknown) {
                list.push((at, *plus));
            }
        }
    }
    // One column for all unknowns that stand in the same equations.
    let mut columns: Vec<Column> = Vec::new();
    let mut place = std::collections::BTreeMap::new();
    for (unknown, list) in stands_in.iter().enumerate().filter(|(_, list)| !list.is_empty()) {
        let at = *place.entry(list).or_insert_with(|| {
            columns.push(Column { stands_in: list, members: Vec::new() });
            columns.len() - 1
        });
        if let Some(column) = columns.get_mut(at) {
            column.members.push(unknown);
        }
    }
    if columns.iter().all(|column| column.members.len() > 1) {
        return Some(Vec::new());
    }
    if equations.len().saturating_mul(equations.len()).saturating_mul(columns.len()) > MOST_WORK {
        return None;
    }
    let mut rows = vec![vec![0_u64; columns.len()]; equations.len()];
    for (at, column) in columns.iter().enumerate() {
        for (row, plus) in column.stands_in {
            if let Some(cell) = rows.get_mut(*row).and_then(|row| row.get_mut(at)) {
                *cell = if *plus { 1 } else { PRIME - 1 };
            }
        }
    }
    let mut alone: Vec<usize> = reduced(rows, columns.len())
        .iter()
        .filter_map(|row| {
            let mut filled = row.iter().enumerate().filter(|(_, value)| **value != 0);
            let (column, _) = filled.next()?;
            let members = &columns.get(column).filter(|_| filled.next().is_none())?.members;
            members.first().copied().filter(|_| members.len() == 1)
        })
        .collect();
    alone.sort_unstable();
    Some(alone)
}

/// Reduced row echelon form modulo [`PRIME`].
fn reduced(mut rows: Vec<Vec<u64>>, columns: usize) -> Vec<Vec<u64>> {
    let mut done = 0;
    for column in 0..columns {
        let value = |row: &Vec<u64>| row.get(column).copied().unwrap_or(0);
        let Some(found) = rows.iter().skip(done).position(|row| value(row) != 0) else { continue };
        rows.swap(done, done + found);
        let Some(mut pivot) = rows.get(done).cloned() else { break };
        let scale = inverse(value(&pivot));
        for cell in &mut pivot {
            *cell = *cell * scale % PRIME;
        }
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = value(row);
            if at == done {
                row.clone_from(&pivot);
            } else if factor != 0 {
                for (cell, p) in row.iter_mut().zip(&pivot).skip(column) {
                    *cell = (*cell + (PRIME - factor) * p) % PRIME;
                }
            }
        }
        done += 1;
    }
    rows
}

/// By Fermat: `value` to the power of the prime less two.
fn inverse(value: u64) -> u64 {
    let (mut base, mut power, mut out) = (value % PRIME, PRIME - 2, 1);
    while power > 0 {
        if power % 2 == 1 {
            out = out * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(rows: &[&[usize]]) -> Vec<Equation> {
        rows.iter().map(|row| row.iter().map(|i| (*i, true)).collect()).collect()
    }

    #[test]
    fn a_square_of_unknowns_gives_none_away() {
        // Two rows and two columns of a table.
        assert_eq!(determined(&sums(&[&[0, 1], &[2, 3], &[0, 2], &[1, 3]]), 4), Some(vec![]));
    }

    #[test]
    fn a_bridge_between_two_squares_is_given_away() {
        // Rows and columns have two unknowns or more each, and yet number 8 follows.
        let rows: [&[usize]; 4] = [&[0, 1], &[2, 3, 8], &[4, 5], &[6, 7]];
        let columns: [&[usize]; 4] = [&[0, 2], &[1, 3], &[4, 6, 8], &[5, 7]];
        let equations = sums(&[rows, columns].concat());
        assert_eq!(determined(&equations, 9), Some(vec![8]));
    }

    #[test]
    fn only_the_sum_of_what_always_stands_together_is_known() {
        assert_eq!(determined(&sums(&[&[0, 1], &[0, 1, 2]]), 3), Some(vec![2]));
    }
}
