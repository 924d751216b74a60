//! Channels and agencies against each other.

use redtape::frame::Frame;
use redtape::results::Cell;

use super::{cell, frame, int, near, number, table, text};

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
    near(number(&compared, 0, "shift"), 2.0, 1e-9);
    assert!(number(&compared, 0, "shift_low") <= 2.0 && number(&compared, 0, "shift_low") > 1.8);
    near(number(&compared, 0, "delta"), 1.0, 1e-9);
    near(number(&compared, 0, "longer_online"), 1.0, 1e-9);
    near(number(&compared, 0, "median_online") - number(&compared, 0, "median_counter"), 2.0, 1e-9);
    assert!(number(&compared, 0, "log_rank") > 5.0 && number(&compared, 0, "peto") > 5.0);
}

#[test]
fn channels_that_are_alike_differ_by_nothing() {
    let times = times("channel", &[("counter", 480, 0), ("online", 480, 0)]);
    let compared = table("channel_comparison", vec![("measure.channel_distribution", times)]);
    for column in ["shift", "delta", "log_rank", "peto"] {
        near(number(&compared, 0, column), 0.0, 1e-9);
    }
    near(number(&compared, 0, "longer_online"), 0.5, 1e-9);
}

#[test]
fn an_open_dossier_online_is_not_a_short_one() {
    let times = times("channel", &[("counter", 480, 0), ("online", 480, 300)]);
    let compared = table("channel_comparison", vec![("measure.channel_distribution", times)]);
    assert_eq!(cell(&compared, 0, "open_online"), &Cell::Int(300));
    // Of the closed ones nothing differs; with the open ones online takes longer.
    near(number(&compared, 0, "shift"), 0.0, 1e-9);
    assert!(number(&compared, 0, "log_rank") > 5.0);
    assert_eq!(cell(&compared, 0, "median_online"), &Cell::Null);
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
    let compared = table("channel_comparison", vec![("measure.channel_distribution", few)]);
    assert!(compared.rows.is_empty());
    assert_eq!(compared.suppressed, 1);
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
fn an_agency_with_few_runs_is_no_peer() {
    // Two runs of Sở C in the study.
    let peers = table("peer_comparison", vec![]);
    assert_eq!(cell(&peers, 0, "agencies"), &Cell::Int(2));
    assert_eq!(peers.suppressed, 1);
}
