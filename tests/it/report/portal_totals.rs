//! The national portal's totals beside the study's own counts.

use redtape::report::Frames;
use redtape::report::tables::{of_portal_totals, tables};
use redtape::results::{Cell, Message, Table};

use super::fixture::{OfPortal, facts, frames, portal_total};

fn with(rows: &[OfPortal]) -> Frames {
    let mut frames = frames();
    frames.insert("measure.portal_total".to_owned(), portal_total(rows));
    frames
}

fn made(rows: &[OfPortal]) -> Vec<Table> {
    of_portal_totals(&with(rows), &facts()).unwrap()
}

fn cell<'a>(table: &'a Table, row: usize, column: &str) -> &'a Cell {
    &table.rows[row][table.column(column).unwrap()]
}

fn points(table: &Table, row: usize, column: &str) -> f64 {
    cell(table, row, column).number().unwrap()
}

/// The portal: 88 of 100 on time. By the report's way 98 of 100, by the applicant's 70 of 100; with the
/// first promise 87 of 100.
const SO_A: [OfPortal; 3] = [
    ("Sở A", "report", [98, 100], [88, 12]),
    ("Sở A", "first_promise", [87, 100], [88, 12]),
    ("Sở A", "applicant", [70, 100], [88, 12]),
];

#[test]
fn the_way_that_comes_closest_explains_the_difference_as_far_as_it_goes() {
    let tables = made(&SO_A);
    let totals = &tables[0];
    assert_eq!(totals.name, "portal_totals");
    assert_eq!(totals.rows.len(), 1);
    let closest = cell(totals, 0, "closest");
    assert_eq!(*closest, Cell::Word(Message::new("report-rule-first-promise")));
    assert!((points(totals, 0, "portal_difference") + 10.0).abs() < 1e-9);
    assert!((points(totals, 0, "explained") + 11.0).abs() < 1e-9);
    assert!((points(totals, 0, "unexplained") - 1.0).abs() < 1e-9);
    // Only ways of their own stand in the second table, not the rules between them.
    assert_eq!(tables[1].name, "portal_ways");
    assert_eq!(tables[1].rows.len(), 2);
    assert!((points(&tables[1], 1, "portal_difference") - 18.0).abs() < 1e-9);
}

#[test]
fn an_agency_too_small_to_be_told_is_in_neither_table() {
    let mut rows = SO_A.to_vec();
    rows.push(("Sở B", "report", [2, 3], [2, 1]));
    rows.push(("Sở B", "applicant", [1, 3], [2, 1]));
    rows.push(("Sở C", "report", [20, 30], [20, 10]));
    let tables = made(&rows);
    for table in &tables {
        assert!(!table.rows.iter().flatten().any(|c| *c == Cell::Text("Sở B".into())), "{table:?}");
        assert!(table.suppressed > 0, "{}", table.name);
    }
}

#[test]
fn a_way_that_counts_too_few_explains_nothing() {
    let rows = [SO_A[0], ("Sở A", "cohort", [3, 4], [88, 12])];
    let tables = made(&rows);
    let closest = cell(&tables[0], 0, "closest");
    assert_eq!(*closest, Cell::Word(Message::new("report-way-report")));
}

#[test]
fn without_a_file_of_totals_there_are_no_such_tables() {
    assert!(made(&[]).is_empty());
    let all = tables(&frames(), &facts()).unwrap();
    assert!(!all.iter().any(|table| table.name.starts_with("portal_")));
}
