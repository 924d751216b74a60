//! The statistics floor against its authorities, at its edges, and where there is nothing to find.

mod change;
mod curves;
mod deadline;
mod distributions;
mod edges;
mod group_edges;
mod group_properties;
mod groups;
mod load;
mod null;
mod properties;
mod queues;
mod ranks;
mod replay;
mod selection;
mod shares;
mod weekly;
mod weeks;
mod worlds;

use redtape::stats::counts::{Counts, Row};

/// What a fixture of `tests/reference` holds.
fn fixture<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/tests/reference/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Within 10⁻⁹ of the expected value, relative where that is large, and absolutely near zero.
#[track_caller]
fn near(got: f64, want: f64, what: &str) {
    within(got, want, 1e-9, what);
}

#[track_caller]
fn within(got: f64, want: f64, tolerance: f64, what: &str) {
    let gap = (got - want).abs();
    assert!(gap <= tolerance * want.abs().max(1e-3), "{what}: got {got:e}, expected {want:e}");
}

/// A p within 10⁻⁹ of the expected one, relative to it however small.
#[track_caller]
fn tail(got: f64, want: f64, what: &str) {
    let gap = (got - want).abs();
    assert!(gap <= 1e-9 * want + 1e-300, "{what}: got {got:e}, expected {want:e}");
}

fn row(value: i64, finished: u64, censored: u64) -> Row {
    Row { value, finished, censored, entered: 0 }
}

fn finished(values: &[i64]) -> Counts {
    Counts::from_values(values, &[])
}
