use proptest::prelude::*;

use super::publish as publish_or_fail;
use super::*;
use crate::results::{Column, Message, Unit};

const SIZE: u64 = 5;

fn publish(drafts: Vec<Draft>, size: u64) -> Vec<Table> {
    publish_or_fail(drafts, size).unwrap()
}

/// A table of counts by its text columns.
fn table(name: &str, by: &[&str], rows: &[(Vec<String>, u64)]) -> Table {
    let column = |name: &str, unit| Column { name: name.to_owned(), unit, decimals: 0 };
    let mut columns: Vec<Column> = by.iter().map(|name| column(name, Unit::Text)).collect();
    columns.push(column("n", Unit::Count));
    let row = |(names, n): &(Vec<String>, u64)| {
        let mut row: Vec<Cell> = names.iter().cloned().map(Cell::Text).collect();
        row.push(Cell::Int(i64::try_from(*n).unwrap()));
        row
    };
    Table {
        name: name.to_owned(),
        title: Message::new("report-quarter"),
        columns,
        rows: rows.iter().map(row).collect(),
        suppressed: 0,
    }
}

fn draft(name: &str, by: &'static [&'static str], rows: &[(Vec<String>, u64)]) -> Draft {
    Draft::counted(table(name, by, rows), Grain::new("things", by, &["n"]))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

/// Sizes that are left, by name.
fn left(table: &Table) -> Vec<(String, i64)> {
    let at = table.columns.len() - 1;
    let said = |row: &Vec<Cell>| match (&row[0], &row[at]) {
        (Cell::Text(name), Cell::Int(n)) => (name.clone(), *n),
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(said).collect()
}

fn one(rows: &[(&str, u64)]) -> Table {
    let rows: Vec<_> = rows.iter().map(|(name, n)| (names(&[name]), *n)).collect();
    publish(vec![draft("one", &["a"], &rows)], SIZE).remove(0)
}

#[test]
fn a_grain_of_a_column_that_is_not_there_is_an_error() {
    let grain = Grain::new("things", &["b"], &["n"]);
    let table = table("one", &["a"], &[(names(&["x"]), 3)]);
    assert!(publish_or_fail(vec![Draft::counted(table, grain)], SIZE).is_err());
}

#[test]
fn nothing_is_hidden_where_no_group_is_small() {
    let table = one(&[("a", 5), ("b", 7), ("c", 100), ("d", 0)]);
    assert_eq!((table.rows.len(), table.suppressed), (4, 0));
}

#[test]
fn a_single_small_group_takes_the_next_smallest_with_it() {
    let table = one(&[("a", 50), ("b", 3), ("c", 9), ("d", 70)]);
    assert_eq!(left(&table), [("a".to_owned(), 50), ("d".to_owned(), 70)]);
    assert_eq!(table.suppressed, 2);
}

#[test]
fn groups_that_are_small_even_together_take_one_more() {
    // One and two are three: a group that is too small itself.
    let table = one(&[("a", 50), ("b", 1), ("c", 2), ("d", 70)]);
    assert_eq!(left(&table), [("d".to_owned(), 70)]);
    // Five groups that sum to five are one each.
    let ones = one(&[("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1), ("f", 8), ("g", 9)]);
    assert_eq!(left(&ones), [("g".to_owned(), 9)]);
}

#[test]
fn equal_groups_go_in_the_order_of_their_names() {
    let table = one(&[("z", 9), ("b", 9), ("c", 3), ("d", 9)]);
    assert_eq!(left(&table), [("z".to_owned(), 9), ("d".to_owned(), 9)]);
}

#[test]
fn a_total_of_another_table_gives_nothing_back() {
    let procedures = [(names(&["P"]), 20), (names(&["Q"]), 30)];
    let agencies = [
        (names(&["P", "x"]), 17),
        (names(&["P", "y"]), 3),
        (names(&["Q", "x"]), 12),
        (names(&["Q", "y"]), 18),
    ];
    let tables = publish(
        vec![draft("one", &["a"], &procedures), draft("two", &["a", "b"], &agencies)],
        SIZE,
    );
    assert_eq!(tables[0].rows.len(), 2);
    // 20 less 17 would be the 3.
    assert_eq!(left(&tables[1]), [("Q".to_owned(), 12), ("Q".to_owned(), 18)]);
}

#[test]
fn a_sum_with_one_part_goes_with_it() {
    let procedures = [(names(&["P"]), 3), (names(&["Q"]), 30), (names(&["R"]), 40)];
    let steps = [(names(&["P", "x"]), 3), (names(&["Q", "x"]), 30), (names(&["R", "x"]), 40)];
    let tables =
        publish(vec![draft("one", &["a"], &procedures), draft("two", &["a", "b"], &steps)], SIZE);
    assert_eq!(left(&tables[0]), [("R".to_owned(), 40)]);
    assert_eq!(left(&tables[1]), [("R".to_owned(), 40)]);
}

#[test]
fn what_a_table_leaves_out_must_not_be_small() {
    // The second table lists two of three groups of P: the third would be 20 − 9 − 8.
    let procedures = [(names(&["P"]), 20), (names(&["Q"]), 30)];
    let largest = [(names(&["P", "x"]), 9), (names(&["P", "y"]), 8), (names(&["Q", "x"]), 30)];
    let tables =
        publish(vec![draft("one", &["a"], &procedures), draft("two", &["a", "b"], &largest)], SIZE);
    assert_eq!(left(&tables[1]), [("P".to_owned(), 9), ("Q".to_owned(), 30)]);
}

#[test]
fn the_rows_of_a_curve_go_with_their_group() {
    let curve = [(names(&["P"]), 1), (names(&["P"]), 2), (names(&["Q"]), 1), (names(&["R"]), 2)];
    let points = Draft::with(table("points", &["a"], &curve), "one", &["a"]);
    let sizes = [(names(&["P"]), 3), (names(&["Q"]), 30), (names(&["R"]), 40)];
    let tables = publish(vec![points, draft("one", &["a"], &sizes)], SIZE);
    assert_eq!((left(&tables[0]), tables[0].suppressed), (vec![("R".to_owned(), 2)], 2));
}

#[test]
fn a_grid_keeps_its_places_and_loses_its_small_cells() {
    let cells = [
        (names(&["P", "x"]), 30),
        (names(&["P", "y"]), 3),
        (names(&["Q", "x"]), 9),
        (names(&["Q", "y"]), 70),
        (names(&["R", "z"]), 4),
    ];
    let grain = Grain { leaves: Leaves::EmptyCells, ..Grain::new("things", &["a", "b"], &["n"]) };
    let table =
        publish(vec![Draft::counted(table("grid", &["a", "b"], &cells), grain)], SIZE).remove(0);
    let sizes: Vec<&Cell> = table.rows.iter().map(|row| &row[2]).collect();
    // R had nothing else, and so has no place.
    assert_eq!(sizes, [&Cell::Int(30), &Cell::Null, &Cell::Int(9), &Cell::Int(70)]);
    assert_eq!(table.suppressed, 2);
}

#[test]
fn cells_that_count_something_else_are_emptied_by_their_own_size() {
    let rows = [("a", 50, 3), ("b", 40, 9), ("c", 60, 0), ("d", 70, 20)];
    let mut both = table("one", &["a"], &rows.map(|(name, n, _)| (names(&[name]), n)));
    both.columns.push(Column { name: "late".to_owned(), unit: Unit::Count, decimals: 0 });
    for (row, (_, _, late)) in both.rows.iter_mut().zip(rows) {
        row.push(Cell::Int(late));
    }
    let draft = Draft::counted(both, Grain::new("things", &["a"], &["n"]));
    let late = draft.beside(Grain::new("late things", &["a"], &["late"]), &["late"]);
    let table = publish(vec![late], SIZE).remove(0);
    let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[2]).collect();
    assert_eq!(cells, [&Cell::Null, &Cell::Null, &Cell::Int(0), &Cell::Int(20)]);
    assert_eq!(table.suppressed, 2);
}

/// An attacker who tries every assignment of whole numbers to what isn't said.
///
/// `cells[i][j]` is the size of a group that is said; nothing where it isn't (hidden or empty). Gives the
/// values that each unsaid cell can have.
fn possible(
    cells: &[Vec<Option<u64>>],
    rows: &[Option<u64>],
    columns: &[Option<u64>],
    all: u64,
) -> Vec<Vec<BTreeSet<u64>>> {
    struct Search<'a> {
        cells: &'a [Vec<Option<u64>>],
        rows: &'a [Option<u64>],
        columns: &'a [Option<u64>],
        open: Vec<(usize, usize)>,
        values: Vec<Vec<u64>>,
        found: Vec<Vec<BTreeSet<u64>>>,
        all: u64,
    }
    impl Search<'_> {
        fn fits(&self, last: bool) -> bool {
            let sums_fit = |said: Option<u64>, sum: u64| {
                said.is_none_or(|s| if last { s == sum } else { s >= sum })
            };
            let row = |i: usize| self.values[i].iter().sum::<u64>();
            let column = |j: usize| self.values.iter().map(|r| r[j]).sum::<u64>();
            let all: u64 = (0..self.rows.len()).map(row).sum();
            (0..self.rows.len()).all(|i| sums_fit(self.rows[i], row(i)))
                && (0..self.columns.len()).all(|j| sums_fit(self.columns[j], column(j)))
                && sums_fit(Some(self.all), all)
        }
        fn go(&mut self, at: usize) {
            if !self.fits(at == self.open.len()) {
                return;
            }
            let Some((i, j)) = self.open.get(at).copied() else {
                for (i, row) in self.values.iter().enumerate() {
                    for (j, value) in row.iter().enumerate() {
                        self.found[i][j].insert(*value);
                    }
                }
                return;
            };
            for value in 0..=self.all {
                self.values[i][j] = value;
                if !self.fits(false) {
                    break;
                }
                self.go(at + 1);
            }
            self.values[i][j] = 0;
        }
    }
    let open = (0..rows.len())
        .flat_map(|i| (0..columns.len()).map(move |j| (i, j)))
        .filter(|(i, j)| cells[*i][*j].is_none())
        .collect();
    let values = cells.iter().map(|r| r.iter().map(|c| c.unwrap_or(0)).collect()).collect();
    let found = cells.iter().map(|r| vec![BTreeSet::new(); r.len()]).collect();
    let mut search = Search { cells, rows, columns, open, values, found, all };
    debug_assert_eq!(search.cells.len(), search.rows.len());
    search.go(0);
    search.found
}

/// What is left of a table by name.
fn said(table: &Table) -> BTreeMap<Vec<String>, u64> {
    let key = |row: &Vec<Cell>| row[..row.len() - 1].iter().map(value).collect();
    let n = |row: &Vec<Cell>| size(row.last().unwrap()).unwrap();
    table.rows.iter().map(|row| (key(row), n(row))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_sum_of_one_table_gives_a_hidden_group_back(sizes in prop::collection::vec(0_u64..14, 1..9)) {
        let rows: Vec<_> =
            sizes.iter().enumerate().map(|(i, n)| (names(&[&format!("g{i}")]), *n)).collect();
        let all: u64 = sizes.iter().sum();
        let table = publish(vec![draft("one", &["a"], &rows)], SIZE).remove(0);
        let shown: u64 = said(&table).values().sum();
        let hidden = table.suppressed;
        if sizes.iter().all(|n| *n == 0 || *n >= SIZE) {
            prop_assert_eq!(hidden, 0);
        }
        // Everything hidden: only the whole is known, and nothing can be added.
        if hidden > 0 && sizes.iter().filter(|n| **n > 0).count() as u64 > hidden {
            prop_assert!(hidden >= 2);
            prop_assert!(all - shown >= SIZE && all - shown > hidden);
        }
        prop_assert!(said(&table).values().all(|n| *n == 0 || *n >= SIZE));
    }

    #[test]
    fn no_sum_of_nested_and_crossing_tables_gives_a_hidden_group_back(
        sizes in prop::collection::vec(prop::collection::vec(prop_oneof![3 => 5_u64..12, 1 => 0_u64..5], 3), 3),
        with_columns in any::<bool>(),
    ) {
        let cells: Vec<_> = sizes.iter().enumerate()
            .flat_map(|(i, row)| row.iter().enumerate()
                .map(move |(j, n)| (names(&[&format!("r{i}"), &format!("c{j}")]), *n)))
            .collect();
        let margin = |prefix: &str, sums: Vec<u64>| -> Vec<(Vec<String>, u64)> {
            sums.iter().enumerate().map(|(i, n)| (names(&[&format!("{prefix}{i}")]), *n)).collect()
        };
        let row_sums: Vec<u64> = sizes.iter().map(|row| row.iter().sum()).collect();
        let column_sums: Vec<u64> = (0..3).map(|j| sizes.iter().map(|row| row[j]).sum()).collect();
        let mut drafts = vec![
            draft("cells", &["a", "b"], &cells),
            draft("rows", &["a"], &margin("r", row_sums.clone())),
        ];
        if with_columns {
            drafts.push(draft("columns", &["b"], &margin("c", column_sums)));
        }
        let tables: Vec<_> = publish(drafts, SIZE).iter().map(said).collect();
        let none = BTreeMap::new();
        let (rows, columns) = (&tables[1], tables.get(2).unwrap_or(&none));
        if sizes.iter().flatten().all(|n| *n == 0 || *n >= SIZE)
            && row_sums.iter().all(|n| *n == 0 || *n >= SIZE)
        {
            prop_assert_eq!(tables[0].len(), 9);
        }
        let shown = |i: usize, j: usize| tables[0].get(&names(&[&format!("r{i}"), &format!("c{j}")])).copied();
        let grid: Vec<Vec<Option<u64>>> = (0..3).map(|i| (0..3).map(|j| shown(i, j)).collect()).collect();
        let known = |prefix: &str, of: &BTreeMap<Vec<String>, u64>| -> Vec<Option<u64>> {
            (0..3).map(|i| of.get(&names(&[&format!("{prefix}{i}")])).copied()).collect()
        };
        let open = grid.iter().flatten().filter(|c| c.is_none()).count();
        // More unknowns take the attacker too long; they are no easier to find.
        prop_assume!(open <= 6);
        let all = row_sums.iter().sum();
        let found = possible(&grid, &known("r", rows), &known("c", columns), all);
        for i in 0..3 {
            for j in 0..3 {
                if grid[i][j].is_none() && sizes[i][j] > 0 && sizes[i][j] < SIZE {
                    prop_assert!(found[i][j].contains(&sizes[i][j]));
                    prop_assert!(found[i][j].len() > 1, "{:?} gives {} away", sizes, sizes[i][j]);
                }
            }
        }
    }
}
