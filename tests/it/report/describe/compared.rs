//! Channels and agencies against each other.

use redtape::frame::Frame;
use redtape::results::Cell;

use super::{cell, frame, int, near, number, table, text};

/// Row of the online channel, after that of the counter.
const ONLINE: usize = 1;

/// Counts of 10 at each of these values, in minutes, by group; `open` are as many open ones at the last.
fn times(key: &'static str, groups: &[(&str, i64, i64)]) -> Frame {
    let values = |from: i64| (0..20).map(move |k| from + 24 * k);
    let rows: Vec<(&str, i64, i64)> = groups
        .iter()
        .flat_map(|(name, from, open)| {
            values(*from)
                .enumerate()
                .map(|(k, value)| (*name, value, if k == 19 { *open } else { 0 }))
        })
        .collect();
    let n = rows.len();
    frame(&[
        ("procedure_code", text(&vec!["1.01"; n])),
        ("step", text(&vec!["Thẩm định"; n])),
        (key, text(&rows.iter().map(|(name, ..)| *name).collect::<Vec<_>>())),
        ("value", int(&rows.iter().map(|(_, value, _)| *value).collect::<Vec<_>>())),
        ("finished", int(&vec![10; n])),
        ("censored", int(&rows.iter().map(|(.., open)| *open).collect::<Vec<_>>())),
        ("entered", int(&vec![0; n])),
    ])
}

#[test]
fn an_online_channel_that_takes_longer_shows_by_how_much() {
    // Two working days of 480 minutes later.
    let times = times("channel", &[("counter", 480, 0), ("online", 1_440, 0)]);
    let compared = table("channel_comparison", vec![("measure.channel_distribution", times)]);
    near(number(&compared, ONLINE, "shift"), 2.0, 1e-9);
    assert!(
        number(&compared, ONLINE, "shift_low") <= 2.0
            && number(&compared, ONLINE, "shift_low") > 1.8
    );
    near(number(&compared, ONLINE, "delta"), 1.0, 1e-9);
    near(number(&compared, ONLINE, "longer_online"), 1.0, 1e-9);
    near(number(&compared, ONLINE, "median") - number(&compared, 0, "median"), 2.0, 1e-9);
    assert!(number(&compared, ONLINE, "log_rank") > 5.0 && number(&compared, ONLINE, "peto") > 5.0);
}

#[test]
fn channels_that_are_alike_differ_by_nothing() {
    let times = times("channel", &[("counter", 480, 0), ("online", 480, 0)]);
    let compared = table("channel_comparison", vec![("measure.channel_distribution", times)]);
    for column in ["shift", "delta", "log_rank", "peto"] {
        near(number(&compared, ONLINE, column), 0.0, 1e-9);
    }
    near(number(&compared, ONLINE, "longer_online"), 0.5, 1e-9);
}

#[test]
fn an_open_dossier_online_is_not_a_short_one() {
    let times = times("channel", &[("counter", 480, 0), ("online", 480, 300)]);
    let compared = table("channel_comparison", vec![("measure.channel_distribution", times)]);
    assert_eq!(cell(&compared, ONLINE, "n_open"), &Cell::Int(300));
    // Of the closed ones nothing differs; with the open ones online takes longer.
    near(number(&compared, ONLINE, "shift"), 0.0, 1e-9);
    assert!(number(&compared, ONLINE, "log_rank") > 5.0);
    assert_eq!(cell(&compared, ONLINE, "median"), &Cell::Null);
}

#[test]
fn a_channel_with_few_dossiers_is_not_compared() {
    let few = frame(&[
        ("procedure_code", text(&["1.01"; 2])),
        ("channel", text(&["counter", "online"])),
        ("value", int(&[480, 480])),
        ("finished", int(&[40, 2])),
        ("censored", int(&[0; 2])),
        ("entered", int(&[0; 2])),
    ]);
    let relations =
        vec![("measure.channel_distribution", few), ("measure.deadline_coverage", no_coverage())];
    let compared = table("channel_comparison", relations);
    // Nothing is said of the two dossiers, and no comparison with them.
    assert_eq!(compared.rows.len(), 1);
    assert_eq!(cell(&compared, 0, "channel"), &Cell::Text("counter".to_owned()));
    assert_eq!(cell(&compared, 0, "shift"), &Cell::Null);
    assert_eq!(compared.suppressed, 1);
}

/// No table that says how many dossiers a procedure has.
fn no_coverage() -> Frame {
    super::no_rows().remove("measure.deadline_coverage").expect("the relation")
}

#[test]
fn a_channel_with_few_dossiers_cannot_be_had_from_the_procedures_total() {
    let few = frame(&[
        ("procedure_code", text(&["1.01"; 2])),
        ("channel", text(&["counter", "online"])),
        ("value", int(&[480, 480])),
        ("finished", int(&[38, 2])),
        ("censored", int(&[0; 2])),
        ("entered", int(&[0; 2])),
    ]);
    // The coverage of deadlines says that 1.01 has 40.
    let compared = table("channel_comparison", vec![("measure.channel_distribution", few)]);
    assert!(compared.rows.is_empty(), "{:?}", compared.rows);
    assert_eq!(compared.suppressed, 2);
}

#[test]
fn the_slowest_agency_is_named_with_how_often_it_takes_longer() {
    let groups = [("Sở A", 480, 0), ("Sở B", 1_440, 0), ("Sở C", 480, 0)];
    let times = times("agency", &groups);
    let peers = table("peer_comparison", vec![("measure.peer_distribution", times)]);
    assert_eq!(cell(&peers, 0, "agencies"), &Cell::Int(3));
    assert_eq!(cell(&peers, 0, "slowest"), &Cell::Text("Sở B".to_owned()));
    near(number(&peers, 0, "delta"), 1.0, 1e-9);
    assert!(number(&peers, 0, "kruskal_wallis") > 100.0);
    near(number(&peers, 0, "median_slowest") - number(&peers, 0, "median_others"), 2.0, 1e-9);
    assert_eq!(cell(&peers, 0, "n"), &Cell::Int(600));
}

#[test]
fn agencies_that_are_alike_do_not_differ() {
    let times = times("agency", &[("Sở A", 480, 0), ("Sở B", 480, 0)]);
    let peers = table("peer_comparison", vec![("measure.peer_distribution", times)]);
    near(number(&peers, 0, "kruskal_wallis"), 0.0, 1e-9);
    near(number(&peers, 0, "delta"), 0.0, 1e-9);
}

#[test]
fn an_agency_with_few_runs_is_never_the_slowest() {
    // Sở C took longest, over two runs.
    let few = frame(&[
        ("procedure_code", text(&["1.01"; 3])),
        ("step", text(&["Thẩm định"; 3])),
        ("agency", text(&["Sở A", "Sở B", "Sở C"])),
        ("value", int(&[480, 960, 9_600])),
        ("finished", int(&[20, 20, 2])),
        ("censored", int(&[0; 3])),
        ("entered", int(&[0; 3])),
    ]);
    let peers = table("peer_comparison", vec![("measure.peer_distribution", few)]);
    assert_eq!(cell(&peers, 0, "slowest"), &Cell::Text("Sở B".to_owned()));
    assert_eq!(cell(&peers, 0, "agencies"), &Cell::Int(3));
}

#[test]
fn one_large_agency_beside_a_small_one_is_not_told_apart() {
    let few = frame(&[
        ("procedure_code", text(&["1.01"; 2])),
        ("step", text(&["Thẩm định"; 2])),
        ("agency", text(&["Sở A", "Sở B"])),
        ("value", int(&[480, 960])),
        ("finished", int(&[20, 2])),
        ("censored", int(&[0; 2])),
        ("entered", int(&[0; 2])),
    ]);
    let peers = table("peer_comparison", vec![("measure.peer_distribution", few)]);
    assert!(peers.rows.is_empty());
}
