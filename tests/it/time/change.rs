//! Runs across changes of clock, in zones that change at different hours: they take what they took.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use redtape::cli::analyse::Measured;

use crate::support::{Folder, int, ints};

/// Changes at 2 and 3 o'clock, at midnight, by half an hour, around Ramadan, and none.
const ZONES: [&str; 5] = [
    "Europe/Amsterdam",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Ho_Chi_Minh",
];
const DOSSIERS: usize = 120;
const STUDY: &str = r#"
[study]
title = "Change"
zone = "ZONE"
officers = "named"
[calendar]
default = "always.toml"
[calendar.agency]
Night = "night.toml"
[[input]]
path = "runs.csv"
kind = "runs"
[input.columns]
dossier_id = "id"
agency = "agency"
step = "step"
started_at = "from"
finished_at = "to"
"#;

fn hours(open: &str) -> String {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().fold("[hours]\n".to_owned(), |text, day| format!("{text}{day} = [{open}]\n"))
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 1).cast_signed()) % bound
    }
}

/// A step run, in seconds since 1970.
struct Run {
    dossier: usize,
    from: i64,
    to: i64,
}

/// Dossiers of three runs, none at once, within three days of a change of 2018 or 2019, or of any day.
fn runs(zone: &TimeZone, random: &mut Random) -> Vec<Run> {
    let start = TimeZone::UTC.to_timestamp(date(2018, 1, 8).at(0, 0, 0, 0)).unwrap();
    let end_s = start.as_second() + 700 * 86_400;
    let changes: Vec<i64> = zone
        .following(start)
        .map(|change| change.timestamp().as_second())
        .take_while(|at| *at < end_s)
        .collect();
    let mut runs = Vec::new();
    for dossier in 0..DOSSIERS {
        let near = match changes.len() {
            0 => start.as_second() + random.below(700 * 86_400),
            n => changes[dossier % n],
        };
        let reach = if dossier % 3 == 0 { 7_200 } else { 2 * 86_400 };
        let mut at = near - reach + random.below(reach);
        for _ in 0..3 {
            let from = at + random.below(reach / 2);
            at = from + 1 + random.below(reach / 2);
            runs.push(Run { dossier, from, to: at });
        }
    }
    runs
}

fn stamp(second: i64) -> String {
    Timestamp::from_second(second).unwrap().to_string()
}

/// Dossiers of even numbers are of the desk that is always open, the others of the one that works at night.
fn measured(zone: &str, runs: &[Run]) -> (Folder, Measured) {
    let folder = Folder::new();
    folder.write("study.toml", STUDY.replace("ZONE", zone).as_bytes());
    folder.write("always.toml", hours("\"00:00-24:00\"").as_bytes());
    folder.write("night.toml", hours("\"00:00-06:00\", \"22:00-24:00\"").as_bytes());
    let mut csv = String::from("id,agency,step,from,to\n");
    // Backwards: the order of the file says nothing.
    for (at, run) in runs.iter().enumerate().rev() {
        let agency = if run.dossier.is_multiple_of(2) { "Day" } else { "Night" };
        let step = ["first", "second", "third"][at % 3];
        let (from, to) = (stamp(run.from), stamp(run.to));
        writeln!(csv, "{:03},{agency},{step},{from},{to}", run.dossier).unwrap();
    }
    folder.write("runs.csv", csv.as_bytes());
    let measured = folder.measured();
    (folder, measured)
}

/// Seconds in which the zone's clock shows an hour of the night.
fn at_night(zone: &TimeZone, from: i64, to: i64) -> i64 {
    let open = |second: i64| {
        let shown = zone.to_datetime(Timestamp::from_second(second).unwrap());
        shown.hour() < 6 || shown.hour() >= 22
    };
    let (mut at, mut sum) = (from, 0);
    while at < to {
        let next = (at.div_euclid(60) * 60 + 60).min(to);
        sum += if open(at) { next - at } else { 0 };
        at = next;
    }
    sum
}

#[test]
fn runs_take_what_they_took_and_come_in_the_order_of_the_world() {
    for name in ZONES {
        let zone = TimeZone::get(name).unwrap();
        let runs = runs(&zone, &mut Random(5));
        let (_folder, measured) = measured(name, &runs);
        assert_eq!(int(&measured, "select count(*) as n from stage.set_aside"), 0, "{name}");
        let said = measured
            .session
            .query(
                "select
                   run_no, service_s, coalesce(wait_s, -1) as wait_s, service_wall_s,
                   coalesce(wait_wall_s, -1) as wait_wall_s, owned_s,
                   case step when 'first' then 1 when 'second' then 2 else 3 end as place
                 from model.step_run order by dossier_id, run_no",
            )
            .unwrap();
        let column = |name: &str| ints(&said, name);
        assert_eq!(column("run_no"), column("place"), "{name}");
        let counted = |run: &Run, from: i64, to: i64| {
            if run.dossier.is_multiple_of(2) { to - from } else { at_night(&zone, from, to) }
        };
        for (at, run) in runs.iter().enumerate() {
            let before = (at % 3 > 0).then(|| runs[at - 1].to);
            let expected = [
                counted(run, run.from, run.to),
                run.to - run.from,
                before.map_or(-1, |before| counted(run, before, run.from)),
                before.map_or(-1, |before| run.from - before),
                counted(run, before.unwrap_or(run.from), run.to),
            ];
            let found = ["service_s", "service_wall_s", "wait_s", "wait_wall_s", "owned_s"]
                .map(|name| column(name)[at]);
            assert_eq!(found, expected, "{name}: {} to {}", stamp(run.from), stamp(run.to));
        }
        let dossiers = measured
            .session
            .query("select makespan_s, makespan_wall_s from model.dossier order by dossier_id")
            .unwrap();
        let spans = runs.chunks(3).map(|of| (of[0].dossier, of[0].from, of[2].to));
        let found =
            ints(&dossiers, "makespan_s").into_iter().zip(ints(&dossiers, "makespan_wall_s"));
        for ((dossier, from, to), found) in spans.zip(found) {
            let open = if dossier % 2 == 0 { to - from } else { at_night(&zone, from, to) };
            assert_eq!(found, (open, to - from), "{name}, dossier {dossier}");
        }
        let parts = "select count(*) as n from model.step_run
          where wait_wall_s <> wait_batching_wall_s + wait_contention_wall_s + wait_prioritisation_wall_s
            + wait_unavailability_wall_s + wait_extraneous_wall_s
          or (agency = 'Night' and wait_unavailability_wall_s <> wait_wall_s - wait_s)
          or (agency = 'Day' and wait_unavailability_wall_s <> 0)";
        assert_eq!(int(&measured, parts), 0, "{name}");
    }
}
