//! Tables that describe: planted cases show up, null ones are quiet.

mod compared;
mod deadlines;
mod over_time;
mod time_kept;

use redtape::frame::{Frame, Values};
use redtape::report::{Frames, tables};
use redtape::results::{Cell, StudyFacts, Table};

use super::fixture::{
    DAY, facts, frame, frames as study, int, no_rows as study_without_rows, text,
};

/// First day of the window in the study's parameters.
const FIRST: i64 = 19_283;
const WEEKS: usize = 52;

/// What the tables of this module read beside what others do, for a study of 42 dossiers.
pub fn frames() -> Frames {
    let weeks = [FIRST - 7, FIRST];
    [
        (
            "measure.unit_week",
            frame(&[
                ("agency", text(&["Sở A"; 2])),
                ("unit", text(&["Phòng 1"; 2])),
                ("week", int(&weeks)),
                ("officers", int(&[0, 2])),
                ("arrivals", int(&[4, 40])),
                ("completions", int(&[0, 42])),
                ("service_s", int(&[0, 12 * DAY])),
                ("available_s", int(&[0, 10 * DAY])),
            ]),
        ),
        (
            "measure.unit_service",
            services(&[Service { n: 42, wait_s: DAY, service_s: DAY / 4, sojourn_s: DAY }]),
        ),
        ("measure.open_week", open_weeks(&[5 * DAY; WEEKS])),
        (
            "measure.due_work_gap",
            frame(&[
                ("procedure_code", text(&["1.01"; 3])),
                ("gap_days", int(&[-2, 0, 1])),
                ("n_closed", int(&[10, 12, 8])),
            ]),
        ),
        (
            "measure.stamp_heap",
            frame(&[
                ("agency", text(&["Sở A"; 2])),
                ("minute", int(&[0, 7])),
                ("n", int(&[30, 10])),
                ("n_at_closing", int(&[4, 0])),
            ]),
        ),
        (
            "measure.channel_distribution",
            frame(&[
                ("procedure_code", text(&["1.01"; 3])),
                ("channel", text(&["counter", "online", "online"])),
                ("value", int(&[480, 480, 960])),
                ("finished", int(&[20, 10, 8])),
                ("censored", int(&[0, 0, 2])),
                ("entered", int(&[0; 3])),
            ]),
        ),
        (
            "measure.peer_distribution",
            frame(&[
                ("procedure_code", text(&["1.01"; 3])),
                ("step", text(&["Thẩm định"; 3])),
                ("agency", text(&["Sở A", "Sở B", "Sở C"])),
                ("value", int(&[480, 960, 480])),
                ("finished", int(&[20, 20, 2])),
                ("censored", int(&[0; 3])),
                ("entered", int(&[0; 3])),
            ]),
        ),
        ("measure.time_basis", time_basis()),
        ("measure.deadline_match", deadline_match()),
        ("measure.deadline_coverage", deadline_coverage()),
        ("measure.paused_reason", paused_reason()),
    ]
    .into_iter()
    .map(|(name, frame)| (name.to_owned(), frame))
    .collect()
}

/// Runs of the steps in two units; the check's are timed by the step before, one at an unknown moment.
fn time_basis() -> Frame {
    frame(&[
        ("procedure_code", text(&["1.01"; 4])),
        ("step", text(&["Tiếp nhận", "Thẩm định", "Thẩm định", "Ký duyệt"])),
        ("agency", text(&["Sở A", "Sở A", "Sở A", "Sở B"])),
        ("unit", text(&["Phòng 1", "Phòng 1", "Phòng 2", ""])),
        ("channel", text(&["counter"; 4])),
        ("n", int(&[40, 24, 16, 38])),
        ("n_recorded", int(&[10, 0, 0, 38])),
        ("n_from_finish", int(&[0, 24, 15, 0])),
        ("n_from_receipt", int(&[30, 0, 0, 0])),
        ("n_unknown", int(&[0, 0, 1, 0])),
        ("n_started", int(&[40, 24, 15, 0])),
        ("n_not_begun", int(&[0, 0, 1, 0])),
        ("n_start_unknown", int(&[0, 0, 0, 38])),
    ])
}

/// Thirty dossiers whose clock never stopped, ten that stood for a while; twelve of another procedure.
fn deadline_match() -> Frame {
    let rules = ["no_stop", "no_stop", "shifted", "from_zero", "unmoved", "no_stop"];
    frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.01", "1.01", "1.01", "1.02"])),
        ("agency", text(&["Sở A", "Sở B", "Sở A", "Sở A", "Sở A", "Sở A"])),
        ("rule", text(&rules)),
        ("n", int(&[20, 10, 10, 10, 10, 12])),
        ("n_equal", int(&[14, 8, 7, 2, 0, 12])),
        ("n_later", int(&[5, 1, 3, 0, 10, 0])),
        ("n_earlier", int(&[1, 1, 0, 8, 0, 0])),
        ("later_days", int(&[10, 5, 3, 0, 30, 0])),
        ("earlier_days", int(&[1, 3, 0, 16, 0, 0])),
        ("fits_best", Values::Bool(vec![None, None, Some(true), Some(false), Some(false), None])),
    ])
}

fn deadline_coverage() -> Frame {
    frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.03"])),
        ("agency", text(&["Sở A", "Sở B", "Sở A"])),
        ("dossiers", int(&[30, 10, 9])),
        ("n_counted", int(&[28, 10, 0])),
        ("n_compared", int(&[27, 10, 0])),
        ("n_no_limit", int(&[0, 0, 9])),
        ("n_no_receipt", int(&[1, 0, 0])),
        ("n_standing", int(&[1, 0, 0])),
        ("n_beyond_calendar", int(&[0; 3])),
    ])
}

fn paused_reason() -> Frame {
    frame(&[
        ("procedure_code", text(&["1.01"; 3])),
        ("agency", text(&["Sở A", "Sở B", "Sở A"])),
        ("reason", text(&["bổ sung", "bổ sung", ""])),
        ("dossiers", int(&[6, 4, 5])),
        ("stops", int(&[9, 4, 5])),
        ("paused_s", int(&[20 * DAY, 10 * DAY, 10 * DAY])),
    ])
}

/// The same relations without a row.
pub fn no_rows() -> Frames {
    let texts = ["procedure_code", "step", "agency", "unit", "channel", "rule", "reason"];
    let relations: [(&str, &[&str]); 11] = [
        (
            "measure.time_basis",
            &[
                "procedure_code",
                "step",
                "agency",
                "unit",
                "channel",
                "n",
                "n_recorded",
                "n_from_finish",
                "n_from_receipt",
                "n_unknown",
                "n_started",
                "n_not_begun",
                "n_start_unknown",
            ],
        ),
        (
            "measure.deadline_match",
            &[
                "procedure_code",
                "rule",
                "n",
                "n_equal",
                "n_later",
                "n_earlier",
                "later_days",
                "earlier_days",
                "fits_best",
            ],
        ),
        (
            "measure.deadline_coverage",
            &[
                "procedure_code",
                "dossiers",
                "n_counted",
                "n_compared",
                "n_no_limit",
                "n_no_receipt",
                "n_standing",
                "n_beyond_calendar",
            ],
        ),
        ("measure.paused_reason", &["procedure_code", "reason", "dossiers", "stops", "paused_s"]),
        (
            "measure.unit_week",
            &[
                "agency",
                "unit",
                "week",
                "officers",
                "arrivals",
                "completions",
                "service_s",
                "available_s",
            ],
        ),
        (
            "measure.unit_service",
            &[
                "agency",
                "unit",
                "n",
                "n_wait",
                "wait_s",
                "n_service",
                "service_s",
                "service_squares",
                "n_sojourn",
                "sojourn_s",
            ],
        ),
        ("measure.open_week", &["agency", "week", "open_s"]),
        ("measure.due_work_gap", &["procedure_code", "gap_days", "n_closed"]),
        ("measure.stamp_heap", &["agency", "minute", "n", "n_at_closing"]),
        (
            "measure.channel_distribution",
            &["procedure_code", "channel", "value", "finished", "censored", "entered"],
        ),
        (
            "measure.peer_distribution",
            &["procedure_code", "step", "agency", "value", "finished", "censored", "entered"],
        ),
    ];
    let values = |name: &str| match name {
        "service_squares" => Values::Float(vec![]),
        "fits_best" => Values::Bool(vec![]),
        name if texts.contains(&name) => text(&[]),
        _ => int(&[]),
    };
    let relation = |(name, columns): (&str, &[&str])| {
        let columns: Vec<_> = columns.iter().map(|name| (*name, values(name))).collect();
        (name.to_owned(), frame(&columns))
    };
    relations.into_iter().map(relation).collect()
}

/// The finished runs of the one unit: means, with exponential service.
struct Service {
    n: i64,
    wait_s: i64,
    service_s: i64,
    sojourn_s: i64,
}

fn services(units: &[Service]) -> Frame {
    let all = |value: fn(&Service) -> i64| int(&units.iter().map(value).collect::<Vec<_>>());
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let squares = units.iter().map(|u| 2.0 * (u.n * u.service_s * u.service_s) as f64);
    frame(&[
        ("agency", text(&vec!["Sở A"; units.len()])),
        ("unit", text(&vec!["Phòng 1"; units.len()])),
        ("n", all(|u| u.n)),
        ("n_wait", all(|u| u.n)),
        ("wait_s", all(|u| u.n * u.wait_s)),
        ("n_service", all(|u| u.n)),
        ("service_s", all(|u| u.n * u.service_s)),
        ("service_squares", Values::Float(squares.collect())),
        ("n_sojourn", all(|u| u.n)),
        ("sojourn_s", all(|u| u.n * u.sojourn_s)),
    ])
}

/// Open seconds of the one agency, week by week of the window.
fn open_weeks(open_s: &[i64]) -> Frame {
    let weeks: Vec<i64> = (FIRST..).step_by(7).take(open_s.len()).collect();
    frame(&[
        ("agency", text(&vec!["Sở A"; weeks.len()])),
        ("week", int(&weeks)),
        ("open_s", int(open_s)),
    ])
}

/// The table of a study in which one relation is another.
fn table(name: &str, replaced: Vec<(&str, Frame)>) -> Table {
    let mut frames = study();
    for (relation, frame) in replaced {
        frames.insert(relation.to_owned(), frame);
    }
    made(name, &frames, &facts())
}

fn made(name: &str, frames: &Frames, facts: &StudyFacts) -> Table {
    let tables = tables::tables(frames, facts).expect("tables");
    tables.into_iter().find(|table| table.name == name).expect("the table")
}

fn cell<'a>(table: &'a Table, row: usize, column: &str) -> &'a Cell {
    &table.rows[row][table.column(column).expect("the column")]
}

fn number(table: &Table, row: usize, column: &str) -> f64 {
    cell(table, row, column).number().expect("a number")
}

#[track_caller]
fn near(value: f64, expected: f64, within: f64) {
    assert!((value - expected).abs() <= within, "{value}, expected {expected}");
}

/// Numbers between −1 and 1 that look like chance, the same each time.
fn noise(seed: u64) -> impl Iterator<Item = f64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).expect("31 bits")) / f64::from(1_u32 << 30) - 1.0
    })
}

#[test]
fn a_study_without_rows_has_empty_tables() {
    let frames = study_without_rows();
    let names = [
        "load",
        "changes",
        "peer_comparison",
        "channel_comparison",
        "bunching",
        "heaping",
        "time_basis",
        "paused_by_reason",
        "legal_deadlines",
        "deadline_coverage",
    ];
    for name in names {
        let table = made(name, &frames, &facts());
        assert!(table.rows.is_empty(), "{name}");
        assert_eq!(table.suppressed, 0, "{name}");
    }
}

#[test]
fn what_describes_names_no_q() {
    for table in tables::tables(&study(), &facts()).expect("tables") {
        assert!(
            !table.columns.iter().any(|column| column.name.starts_with("q_")),
            "{}",
            table.name
        );
    }
}
