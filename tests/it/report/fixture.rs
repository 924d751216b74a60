//! A small study made by hand, in the shape that the floors before the report hand over.

use std::collections::BTreeMap;

use redtape::frame::{Frame, Values};
use redtape::report::{Frames, charts, tables};
use redtape::results::*;
use redtape::words::{Language, Words};

pub const DAY: i64 = 28_800;

pub fn words(language: Language) -> Words {
    Words::new(language, DAY)
}

/// Charts as `draw` would hand them over, without the drawing.
pub fn drawn(results: &Results) -> BTreeMap<String, String> {
    let svg = |spec: &ChartSpec| {
        let svg = "<svg viewBox=\"0 0 605 300\" width=\"605\" height=\"300\"><rect width=\"605\" \
                   height=\"300\" fill=\"#F4F6F8\"/></svg>";
        (spec.name.clone(), svg.to_owned())
    };
    results.charts.iter().map(svg).collect()
}

pub fn facts() -> StudyFacts {
    StudyFacts {
        title: "Tỉnh Mẫu (số liệu minh họa)".to_owned(),
        period: ["2023-07-01".to_owned(), "2023-09-30".to_owned()],
        as_of: "2023-09-30T17:30:00".to_owned(),
        zone: "Asia/Ho_Chi_Minh".to_owned(),
        office_day_s: DAY,
        evidence_weeks: 52,
        level: 0.9,
        alpha: 0.05,
        suppress_below: 5,
        sources: vec![Source {
            file: "data/ho_so.csv".to_owned(),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            rows_in: 30_012,
            rows_used: 30_000,
            rows_set_aside: 12,
        }],
        dossiers: 30_000,
        open_dossiers: 412,
        step_runs: 168_214,
        selection: Selection::default(),
        notes: vec![],
    }
}

pub fn text(values: &[&str]) -> Values {
    Values::Text(values.iter().map(|v| Some((*v).to_owned())).collect())
}

pub fn int(values: &[i64]) -> Values {
    Values::Int(values.iter().map(|v| Some(*v)).collect())
}

pub fn frame(columns: &[(&str, Values)]) -> Frame {
    let columns = columns.iter().map(|(name, values)| ((*name).to_owned(), values.clone()));
    Frame::new(columns.collect()).expect("columns of equal length")
}

/// Both ways of the headline, and Decision 766, over two agencies and three weeks of the period.
pub fn on_time() -> Frame {
    let ways = ["report", "decision_766", "applicant"];
    let rows = |of: [&'static str; 3]| of.into_iter().flat_map(|way| [way; 3]).collect::<Vec<_>>();
    frame(&[
        ("counted_by", text(&rows(ways))),
        ("procedure_code", text(&["1.01", "1.01", "1.02"].repeat(3))),
        ("agency", text(&["Sở A", "Sở B", "Sở B"].repeat(3))),
        ("week", int(&[19_625, 19_632, 19_639].repeat(3))),
        ("in_period", Values::Bool(vec![Some(true); 9])),
        ("k", int(&[19, 18, 2, 17, 16, 2, 16, 12, 2])),
        ("n", int(&[20, 18, 2, 22, 19, 3, 20, 17, 3])),
        ("undecided", int(&[0, 0, 0, 0, 0, 0, 1, 1, 0])),
        ("without_promise", int(&[0, 0, 0, 0, 0, 0, 0, 1, 0])),
        ("unknown_end", int(&[0; 9])),
        ("unusable", int(&[0; 9])),
        ("n_observed", int(&[20, 18, 2, 20, 17, 2, 18, 15, 2])),
        ("n_returned", int(&[0; 9])),
        ("n_last_run", int(&[0; 9])),
    ])
}

/// The time of 42 dossiers: 161 days.
pub fn time_account() -> Frame {
    frame(&[
        ("agency", text(&["Sở A", "Sở A", "Sở B", "Sở B", "Sở A", "Sở A"])),
        ("unit", text(&["Phòng 1", "Phòng 1", "", "", "", ""])),
        (
            "holder",
            text(&[
                "this_unit",
                "this_unit",
                "other_agency",
                "other_agency",
                "applicant",
                "nobody_recorded",
            ]),
        ),
        ("part", text(&["wait", "service", "wait", "service", "paused", "after_last_run"])),
        ("n", int(&[82, 82, 38, 38, 6, 20])),
        ("time_s", int(&[40 * DAY, 25 * DAY, 76 * DAY, 2 * DAY, 8 * DAY, 10 * DAY])),
    ])
}

pub fn wait_cause() -> Frame {
    frame(&[
        ("step", text(&["Thẩm định", "Ký duyệt", "Hiếm", "Hiếm 2"])),
        ("agency", text(&["Sở A", "Sở B", "Sở A", "Sở A"])),
        ("unit", text(&["Phòng 1", "", "Phòng 1", "Phòng 1"])),
        ("n", int(&[40, 38, 2, 4])),
        ("n_derived", int(&[40, 20, 2, 4])),
        ("n_officer_known", int(&[40, 30, 2, 4])),
        ("wait_batching_wall_s", int(&[0, 100 * DAY, 0, 0])),
        ("wait_contention_wall_s", int(&[30 * DAY, 20 * DAY, 0, 0])),
        ("wait_prioritisation_wall_s", int(&[10 * DAY, 0, 0, 0])),
        ("wait_unavailability_wall_s", int(&[80 * DAY, 140 * DAY, 3 * DAY, DAY])),
        ("wait_extraneous_wall_s", int(&[0, 10 * DAY, DAY, 0])),
    ])
}

pub fn late_account() -> Frame {
    frame(&[
        ("agency", text(&["Sở A", "Sở A", "Sở B"])),
        ("unit", text(&["Phòng 1", "", ""])),
        ("holder", text(&["this_unit", "applicant", "other_agency"])),
        ("parts", int(&[8, 6, 3])),
        ("overdue_s", int(&[30 * DAY, 10 * DAY, 2 * DAY])),
    ])
}

pub fn late_holder() -> Frame {
    frame(&[
        ("holder", text(&["this_unit", "applicant", "other_agency"])),
        ("dossiers", int(&[8, 6, 3])),
        ("overdue_s", int(&[30 * DAY, 10 * DAY, 2 * DAY])),
    ])
}

/// From 39 of 40 to 30 of 40.
pub fn bridge() -> Frame {
    let rules = [
        "report",
        "returned",
        "no_due",
        "by_instant",
        "first_promise",
        "cohort",
        "with_open",
        "applicant",
    ];
    frame(&[
        ("rule_no", int(&[0, 1, 2, 3, 4, 5, 6, 7])),
        ("rule", text(&rules)),
        ("k", int(&[39, 38, 37, 37, 32, 31, 31, 30])),
        ("n", int(&[40, 40, 39, 39, 39, 36, 40, 40])),
        ("changed", int(&[0, 1, 1, 0, 5, 3, 4, 1])),
    ])
}

/// One procedure, three steps, two agencies; 40 dossiers, some open, some late.
pub fn frames() -> Frames {
    let step_week = frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.01", "1.02", "1.02"])),
        ("step", text(&["Tiếp nhận", "Thẩm định", "Ký duyệt", "Hiếm", "Ít"])),
        ("agency", text(&["Sở A", "Sở A", "Sở B", "Sở A", "Sở A"])),
        ("n", int(&[40, 40, 38, 2, 6])),
        ("n_wait", int(&[40, 40, 38, 2, 6])),
        ("wait_s", int(&[0, 40 * DAY, 76 * DAY, 0, 0])),
        ("service_s", int(&[4 * DAY, 20 * DAY, 2 * DAY, DAY, 0])),
        ("n_sojourn", int(&[40, 40, 38, 2, 6])),
        ("sojourn_s", int(&[4 * DAY, 60 * DAY, 78 * DAY, DAY, 0])),
        ("owned_s", int(&[4 * DAY, 60 * DAY, 78 * DAY, DAY, 0])),
        ("owned_wait_s", int(&[0, 40 * DAY, 76 * DAY, 0, 0])),
        ("owned_service_s", int(&[4 * DAY, 20 * DAY, 2 * DAY, DAY, 0])),
        ("n_planned", int(&[40, 40, 38, 0, 0])),
        ("planned_s", int(&[4 * DAY, 40 * DAY, 19 * DAY, 0, 0])),
        ("sojourn_planned_s", int(&[4 * DAY, 60 * DAY, 78 * DAY, 0, 0])),
        ("week", int(&[19_283; 5])),
        ("n_censored", int(&[0; 5])),
    ]);
    let dossier_week = frame(&[
        ("procedure_code", text(&["1.01", "1.02"])),
        ("n", int(&[40, 2])),
        ("makespan_s", int(&[160 * DAY, DAY])),
        ("paused_s", int(&[8 * DAY, 0])),
        ("week", int(&[19_283; 2])),
        ("n_censored", int(&[0; 2])),
    ]);
    let lateness = frame(&[
        ("agency", text(&["Sở A", "Sở A", "Sở B"])),
        ("step", text(&["Thẩm định", "", "Ký duyệt"])),
        ("holder", text(&["this_unit", "applicant", "this_unit"])),
        ("dossiers", int(&[8, 6, 3])),
        ("overdue_s", int(&[30 * DAY, 10 * DAY, 2 * DAY])),
    ]);
    let due_gap = frame(&[
        ("gap_days", int(&[-3, 0, 1, 4])),
        ("n_closed", int(&[10, 12, 6, 2])),
        ("n_open", int(&[0, 0, 1, 3])),
    ]);
    let open_dossier = frame(&[
        ("age_days", int(&[0, 7, 30])),
        ("n", int(&[6, 7, 8])),
        ("n_overdue", int(&[0, 1, 8])),
    ]);
    let handover = frame(&[
        ("procedure_code", text(&["1.01", "1.01", "1.01"])),
        ("from_step", text(&["Tiếp nhận", "Thẩm định", "Ký duyệt"])),
        ("to_step", text(&["Thẩm định", "Ký duyệt", "Thẩm định"])),
        ("n", int(&[40, 38, 2])),
    ]);
    let procedure =
        frame(&[("procedure_code", text(&["1.01"])), ("name", text(&["Cấp giấy phép mẫu"]))]);
    let mut frames = super::describe::frames();
    let others = [
        ("measure.step_week", step_week),
        ("measure.dossier_week", dossier_week),
        ("measure.completion", completion()),
        ("measure.dossier_group", dossier_group()),
        ("measure.step_group", step_group()),
        ("measure.closed_quarter", closed_quarter()),
        ("measure.quarter_week", quarter_week()),
        ("find.restricted_time", restricted_time()),
        ("measure.lateness", lateness),
        ("measure.due_gap", due_gap),
        ("measure.open_dossier", open_dossier),
        ("measure.handover", handover),
        ("measure.time_account", time_account()),
        ("measure.wait_cause", wait_cause()),
        ("measure.late_account", late_account()),
        ("measure.late_holder", late_holder()),
        ("measure.on_time", on_time()),
        ("measure.on_time_bridge", bridge()),
        ("measure.portal_total", portal_total(&[])),
        ("stage.procedure", procedure),
        (
            "stage.study_parameter",
            frame(&[
                ("resolution_s", int(&[60])),
                ("evidence_from", int(&[19_283])),
                ("evidence_weeks", int(&[52])),
            ]),
        ),
    ];
    frames.extend(others.map(|(name, frame)| (name.to_owned(), frame)));
    frames
}

/// An agency, a way of counting, on time and counted by it, and the portal's on time and late.
pub type OfPortal = (&'static str, &'static str, [i64; 2], [i64; 2]);

/// The portal's totals of the first quarter of 2024, which is the study's period.
pub fn portal_total(rows: &[OfPortal]) -> Frame {
    let all = |value: i64| int(&vec![value; rows.len()]);
    let of = |pick: fn(&OfPortal) -> i64| int(&rows.iter().map(pick).collect::<Vec<_>>());
    frame(&[
        ("agency", text(&rows.iter().map(|row| row.0).collect::<Vec<_>>())),
        ("counted_by", text(&rows.iter().map(|row| row.1).collect::<Vec<_>>())),
        ("from_on", all(19_723)),
        ("to_on", all(19_813)),
        ("of_period", Values::Bool(vec![Some(true); rows.len()])),
        ("portal_received", all(100)),
        ("portal_on_time", of(|row| row.3[0])),
        ("portal_overdue", of(|row| row.3[1])),
        ("received", all(90)),
        ("k", of(|row| row.2[0])),
        ("n", of(|row| row.2[1])),
    ])
}

/// Five quarters of receipt, two of them small; four dossiers are open, two were refused.
fn completion() -> Frame {
    let quarters = [
        ("2022-Q1", 480, [6, 0, 0]),
        ("2022-Q2", 480, [8, 0, 0]),
        ("2022-Q2", 960, [4, 0, 0]),
        ("2023-Q1", 480, [1, 0, 0]),
        ("2023-Q2", 480, [10, 0, 2]),
        ("2023-Q2", 1_440, [10, 0, 0]),
        ("2023-Q3", 480, [10, 0, 0]),
        ("2023-Q3", 960, [5, 0, 0]),
        ("2023-Q3", 2_400, [0, 4, 0]),
    ];
    let number = |at: usize| int(&quarters.map(|(.., numbers)| numbers[at]));
    let none = || int(&[0; 9]);
    frame(&[
        ("quarter", text(&quarters.map(|(quarter, ..)| quarter))),
        ("value", int(&quarters.map(|(_, value, _)| value))),
        ("finished", number(0)),
        ("censored", number(1)),
        ("refused", number(2)),
        ("withdrawn", none()),
        ("entered", none()),
    ])
}

/// The same dossiers by channel.
fn dossier_group() -> Frame {
    frame(&[
        ("procedure_code", text(&["1.01"; 5])),
        ("agency", text(&["Sở A"; 5])),
        ("channel", text(&["counter", "counter", "online", "online", "online"])),
        ("value", int(&[480, 1_440, 480, 960, 2_400])),
        ("finished", int(&[28, 10, 10, 6, 0])),
        ("censored", int(&[0, 0, 0, 0, 4])),
        ("entered", int(&[0; 5])),
    ])
}

/// Runs of one step in two units; one run is still open.
fn step_group() -> Frame {
    frame(&[
        ("procedure_code", text(&["1.01"; 4])),
        ("step", text(&["Thẩm định"; 4])),
        ("agency", text(&["Sở A"; 4])),
        ("unit", text(&["Phòng 1", "Phòng 1", "Phòng 2", "Phòng 2"])),
        ("channel", text(&["counter"; 4])),
        ("value", int(&[240, 720, 480, 900])),
        ("finished", int(&[12, 12, 15, 0])),
        ("censored", int(&[0, 0, 0, 1])),
        ("entered", int(&[0; 4])),
    ])
}

fn closed_quarter() -> Frame {
    frame(&[
        ("quarter", text(&["2022-Q2", "2023-Q2", "2023-Q3"])),
        ("n", int(&[17, 18, 17])),
        ("makespan_s", int(&[19 * DAY, 31 * DAY, 24 * DAY])),
    ])
}

/// Thirteen weeks of three quarters; days since 1970 of their Mondays.
fn quarter_week() -> Frame {
    let quarters = [("2022-Q1", 18_995), ("2022-Q2", 19_086), ("2023-Q2", 19_450)];
    let rows: Vec<(&str, i64, i64)> = quarters
        .into_iter()
        .flat_map(|(quarter, first)| (0..13).map(move |week| (quarter, first + 7 * week, week % 3)))
        .collect();
    frame(&[
        ("quarter", text(&rows.iter().map(|r| r.0).collect::<Vec<_>>())),
        ("week", int(&rows.iter().map(|r| r.1).collect::<Vec<_>>())),
        ("judged", int(&vec![2; rows.len()])),
        ("on_time", int(&rows.iter().map(|r| r.2).collect::<Vec<_>>())),
    ])
}

/// Two agencies over a year: A does the slow procedure, B the quick one, and A is the faster at each.
pub fn restricted_time() -> Frame {
    let cells = [
        ("1.01", "Sở A", 8, 9),
        ("1.01", "Sở B", 2, 10),
        ("1.02", "Sở A", 2, 2),
        ("1.02", "Sở B", 8, 3),
    ];
    let rows: Vec<(&str, &str, i64, i64, i64)> = (1..=52)
        .flat_map(|week| {
            cells.map(move |(procedure, agency, n, days)| {
                (procedure, agency, week, n, n * days * DAY + (week * 7 % 5) * DAY / 10)
            })
        })
        .collect();
    frame(&[
        ("procedure_code", text(&rows.iter().map(|r| r.0).collect::<Vec<_>>())),
        ("agency", text(&rows.iter().map(|r| r.1).collect::<Vec<_>>())),
        ("channel", text(&vec!["counter"; rows.len()])),
        ("week_no", int(&rows.iter().map(|r| r.2).collect::<Vec<_>>())),
        ("limit_s", int(&vec![12 * DAY; rows.len()])),
        ("n", int(&rows.iter().map(|r| r.3).collect::<Vec<_>>())),
        ("time_s", int(&rows.iter().map(|r| r.4).collect::<Vec<_>>())),
    ])
}

/// The same relations without a row.
pub fn no_rows() -> Frames {
    let texts = [
        "procedure_code",
        "step",
        "agency",
        "quarter",
        "holder",
        "from_step",
        "to_step",
        "name",
        "counted_by",
        "rule",
        "unit",
        "part",
        "channel",
    ];
    let columns: [(&str, &[&str]); 20] = [
        (
            "measure.step_week",
            &[
                "procedure_code",
                "step",
                "agency",
                "n",
                "n_wait",
                "wait_s",
                "service_s",
                "n_sojourn",
                "sojourn_s",
                "owned_s",
                "owned_wait_s",
                "owned_service_s",
                "n_planned",
                "planned_s",
                "sojourn_planned_s",
                "week",
                "n_censored",
            ],
        ),
        (
            "measure.dossier_week",
            &["procedure_code", "n", "makespan_s", "paused_s", "week", "n_censored"],
        ),
        (
            "measure.completion",
            &["quarter", "value", "finished", "censored", "refused", "withdrawn", "entered"],
        ),
        (
            "measure.dossier_group",
            &["procedure_code", "agency", "channel", "value", "finished", "censored", "entered"],
        ),
        (
            "measure.step_group",
            &[
                "procedure_code",
                "step",
                "agency",
                "unit",
                "channel",
                "value",
                "finished",
                "censored",
                "entered",
            ],
        ),
        ("measure.closed_quarter", &["quarter", "n", "makespan_s"]),
        ("measure.quarter_week", &["quarter", "week", "judged", "on_time"]),
        (
            "find.restricted_time",
            &["procedure_code", "agency", "channel", "week_no", "limit_s", "n", "time_s"],
        ),
        ("measure.lateness", &["agency", "step", "holder", "dossiers", "overdue_s"]),
        ("measure.due_gap", &["gap_days", "n_closed", "n_open"]),
        ("measure.open_dossier", &["age_days", "n", "n_overdue"]),
        ("measure.handover", &["procedure_code", "from_step", "to_step", "n"]),
        (
            "measure.on_time",
            &[
                "counted_by",
                "procedure_code",
                "agency",
                "week",
                "in_period",
                "k",
                "n",
                "undecided",
                "unknown_end",
                "unusable",
                "without_promise",
                "n_observed",
                "n_returned",
                "n_last_run",
            ],
        ),
        (
            "measure.wait_cause",
            &[
                "step",
                "agency",
                "unit",
                "n",
                "n_derived",
                "n_officer_known",
                "wait_batching_wall_s",
                "wait_contention_wall_s",
                "wait_prioritisation_wall_s",
                "wait_unavailability_wall_s",
                "wait_extraneous_wall_s",
            ],
        ),
        ("measure.time_account", &["agency", "unit", "holder", "part", "n", "time_s"]),
        ("measure.late_account", &["agency", "unit", "holder", "parts", "overdue_s"]),
        ("measure.late_holder", &["holder", "dossiers", "overdue_s"]),
        ("measure.on_time_bridge", &["rule_no", "rule", "k", "n", "changed"]),
        ("stage.procedure", &["procedure_code", "name"]),
        ("stage.study_parameter", &["resolution_s", "evidence_from", "evidence_weeks"]),
    ];
    let mut frames = super::describe::no_rows();
    for (name, columns) in columns {
        let values = |name: &&str| match *name {
            "in_period" => Values::Bool(vec![]),
            name if texts.contains(&name) => text(&[]),
            _ => int(&[]),
        };
        let columns: Vec<_> = columns.iter().map(|name| (*name, values(name))).collect();
        frames.insert(name.to_owned(), frame(&columns));
    }
    frames.insert("measure.portal_total".to_owned(), portal_total(&[]));
    frames
}

pub fn said(text: &str) -> Message {
    Message::new("report-file").text("file", text)
}

pub fn scope(step: &str) -> Scope {
    Scope { procedure: Some("1.01".to_owned()), step: Some(step.to_owned()), ..Scope::default() }
}

pub fn finding(code: &str, family: Family, step: &str, q: Option<f64>) -> Finding {
    Finding {
        code: code.to_owned(),
        family,
        scope: scope(step),
        effect: 1.62,
        unit: Unit::Ratio,
        interval: q.map(|_| [1.31, 2.0]),
        n: 1_204,
        n_censored: 17,
        n_weeks: 52,
        null_hypothesis: q.map(|_| said("Bước không lâu hơn nơi tương đương quá 10 %.")),
        margin: q.map(|_| 1.1),
        p: q.map(|q| q / 10.0),
        q_finder: q.map(|q| q / 2.0),
        q_study: q,
        trust: Trust::High,
        basis: None,
        confirm: code == "R101",
        at_stake_s: 1e6,
        sentence: said(&format!("Bước “{step}” chậm hơn nơi tương đương.")),
        tables: vec!["time_by_step".to_owned()],
        charts: vec!["time_by_step".to_owned()],
    }
}

pub fn recommendation(rank: u32, step: &str) -> Recommendation {
    let saving = Saving {
        unit: Unit::WorkDaysPerYear,
        per_year: Some(4_210.0 / f64::from(rank)),
        interval: Some([2_950.0 / f64::from(rank), 5_480.0 / f64::from(rank)]),
        in_window: 4_210.0,
        window_interval: Some([2_950.0, 5_480.0]),
        dossiers: 1_204.0,
        officer_hours: Some(312.0),
    };
    Recommendation {
        rank,
        rule: "cut-rubber-stamp".to_owned(),
        action: Action::CutStep,
        target: scope(step),
        legal_text: Some(LegalText {
            id: "QT-07".to_owned(),
            title: "Quyết định 07/QĐ-SA".to_owned(),
            article: "Điều 4".to_owned(),
            instrument: Instrument::InternalProcess,
            owner: "Chủ tịch UBND tỉnh".to_owned(),
        }),
        owner: said("Chủ tịch UBND tỉnh"),
        saving: (rank < 3).then_some(saving),
        top5_share: Some(0.98),
        confirm: rank == 2,
        title: said(&format!("Cắt giảm bước “{step}” của thủ tục 1.01")),
        reason: said("Trong 1.204 lượt, chỉ 3 lượt có thay đổi."),
        helps: said("Mọi hồ sơ của thủ tục."),
        risk: said("Sai sót trước đây bước này ngăn được."),
        safeguard: said("Kiểm tra xác suất 5 % hồ sơ."),
        check_next: said("Tỷ lệ hồ sơ bị trả lại sau khi bỏ bước."),
        findings: vec![FindingRef { code: "R101".to_owned(), scope: scope("Thẩm định") }],
    }
}

/// The whole study.
pub fn results() -> Results {
    with(frames(), findings(), (1..=4).map(|rank| recommendation(rank, "Thẩm định")).collect())
}

/// A study of which nothing is known.
pub fn nothing() -> Results {
    let mut results = with(no_rows(), vec![], vec![]);
    let none = ShareOf { k: 0, n: 0, share: None, interval: None, interval_basis: None };
    results.headline = Headline {
        official: none.clone(),
        applicant: none,
        undecided: 0,
        without_promise: 0,
        closed_without_promise: 0,
        by_law: None,
        unknown_end: 0,
        unusable: 0,
    };
    results.tally = vec![];
    results.trust = DataTrust { level: Trust::Low, reasons: vec![] };
    results
}

pub fn findings() -> Vec<Finding> {
    vec![
        finding("B101", Family::Bottleneck, "Ký duyệt", Some(0.0004)),
        finding("B101", Family::Bottleneck, "Tiếp nhận", Some(0.4)),
        finding("B201", Family::Bottleneck, "Thẩm định", None),
        finding("R101", Family::Redundancy, "Thẩm định", Some(0.012)),
    ]
}

pub fn with(
    frames: Frames,
    findings: Vec<Finding>,
    recommendations: Vec<Recommendation>,
) -> Results {
    let study = facts();
    let mut tables = tables::tables(&frames, &study).expect("tables");
    tables.push(savings(&recommendations));
    let charts = charts::specs(&tables, &study, &findings, &recommendations);
    Results {
        schema_version: SCHEMA_VERSION,
        redtape_version: "0.1.0".to_owned(),
        study,
        headline: Headline {
            official: ShareOf {
                k: 3_702,
                n: 3_747,
                share: Some(3_702.0 / 3_747.0),
                interval: Some([0.982, 0.992]),
                interval_basis: Some(IntervalBasis::Weekly),
            },
            applicant: ShareOf {
                k: 2_711,
                n: 3_520,
                share: Some(2_711.0 / 3_520.0),
                interval: Some([0.731, 0.806]),
                interval_basis: Some(IntervalBasis::Independent),
            },
            undecided: 201,
            without_promise: 0,
            closed_without_promise: 0,
            by_law: None,
            unknown_end: 0,
            unusable: 0,
        },
        trust: DataTrust {
            level: Trust::Medium,
            reasons: vec![said("12 trong 30.012 dòng bị loại; giờ bắt đầu có ở 97 % lượt xử lý.")],
        },
        tally: vec![FinderTally {
            code: "B101".to_owned(),
            tested: 64,
            by_chance: 3.2,
            found: 1,
            untested: 2,
            unjudged: Vec::new(),
            suppressed: 0,
        }],
        findings,
        recommendations,
        tables,
        charts,
    }
}

fn savings(recommendations: &[Recommendation]) -> Table {
    let rows = recommendations.iter().filter_map(|r| {
        let saving = r.saving.as_ref()?;
        let [low, high] = saving.interval?;
        Some(vec![
            Cell::Word(r.title.clone()),
            Cell::Float(saving.per_year?),
            Cell::Float(low),
            Cell::Float(high),
        ])
    });
    let column = |name: &str, unit| Column { name: name.to_owned(), unit, decimals: 0 };
    Table {
        name: "savings".to_owned(),
        title: said("Mức tiết kiệm"),
        columns: vec![
            column("label", Unit::Text),
            column("value", Unit::WorkDaysPerYear),
            column("low", Unit::WorkDaysPerYear),
            column("high", Unit::WorkDaysPerYear),
        ],
        rows: rows.collect(),
        suppressed: 0,
    }
}
