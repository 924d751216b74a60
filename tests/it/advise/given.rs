//! Hand-made frames and findings: one procedure with five steps at two agencies.

use redtape::advise::{Frames, Options, Weights};
use redtape::frame::{Frame, Values};
use redtape::results::{Family, Finding, Message, Scope, Trust, Unit};

pub const DAY_S: i64 = 28_800;
pub const WEEKS: i64 = 52;
pub const PROCEDURE: &str = "1.001612";
pub const RECEIVE: &str = "Tiếp nhận";
pub const CHECK: &str = "Thẩm định";
pub const AGAIN: &str = "Trình lãnh đạo phòng";
pub const SIGN: &str = "Ký duyệt";
pub const STAMP: &str = "Văn thư đóng dấu";
pub const HERE: &str = "UBND huyện Bình An";
pub const THERE: &str = "UBND huyện Đông Hà";

pub fn text(values: &[&str]) -> Values {
    Values::Text(values.iter().map(|v| Some((*v).to_owned())).collect())
}

pub fn int(values: &[i64]) -> Values {
    Values::Int(values.iter().copied().map(Some).collect())
}

pub fn frame(columns: Vec<(&str, Values)>) -> Frame {
    Frame::new(columns.into_iter().map(|(name, v)| (name.to_owned(), v)).collect()).unwrap()
}

/// Rows of text columns and whole-number columns.
pub fn table(texts: &[&str], ints: &[&str], rows: &[(Vec<&str>, Vec<i64>)]) -> Frame {
    let mut columns = Vec::new();
    for (i, name) in texts.iter().enumerate() {
        columns.push((*name, text(&rows.iter().map(|r| r.0[i]).collect::<Vec<_>>())));
    }
    for (i, name) in ints.iter().enumerate() {
        columns.push((*name, int(&rows.iter().map(|r| r.1[i]).collect::<Vec<_>>())));
    }
    frame(columns)
}

pub fn monday(week: i64) -> i64 {
    4 + 7 * week
}

/// Twenty runs a week, of which each waits and is served so many seconds, a little more or less by week.
pub struct Desk {
    pub step: &'static str,
    pub agency: &'static str,
    pub channel: &'static str,
    wait_s: i64,
    service_s: i64,
}

pub const RUNS: i64 = 20;

pub fn sway(week: i64, seed: i64) -> i64 {
    90 + (week * 7 + seed * 3) % 21
}

impl Desk {
    pub fn wait(&self, week: i64) -> i64 {
        RUNS * self.wait_s * sway(week, self.wait_s) / 100
    }

    pub fn service(&self, week: i64) -> i64 {
        RUNS * self.service_s * sway(week, self.service_s) / 100
    }
}

pub fn desks() -> Vec<Desk> {
    let mut desks = Vec::new();
    for (step, wait_s, service_s) in [
        (RECEIVE, 600, 900),
        (CHECK, 20_000, 7_200),
        (AGAIN, 30_000, 1_800),
        (SIGN, 40_000, 600),
        (STAMP, 5_000, 600),
    ] {
        for (agency, factor) in [(HERE, 2), (THERE, 1)] {
            for channel in ["counter", "online"] {
                desks.push(Desk { step, agency, channel, wait_s: wait_s * factor, service_s });
            }
        }
    }
    desks
}

pub fn step_week(desks: &[Desk], weeks: i64) -> Frame {
    let mut rows = Vec::new();
    for desk in desks {
        for week in 0..weeks {
            let (wait, service) = (desk.wait(week), desk.service(week));
            let unit = if desk.step == SIGN { "Lãnh đạo" } else { "Phòng chuyên môn" };
            rows.push((
                vec![PROCEDURE, desk.step, desk.agency, unit, desk.channel],
                vec![monday(week), RUNS, RUNS, service, wait + service, wait, service],
            ));
        }
    }
    table(
        &["procedure_code", "step", "agency", "unit", "channel"],
        &["week", "n", "n_wait", "service_s", "owned_s", "owned_wait_s", "owned_service_s"],
        &rows,
    )
}

/// Runs of one group and week on ways that a change makes needless, with the stops on them.
pub struct Way {
    /// What brings them about.
    pub by: [&'static str; 2],
    /// Step, agency, unit and channel of the runs.
    pub at: [&'static str; 4],
    /// From 1.
    pub week: i64,
    pub wait_s: i64,
    pub service_s: i64,
    pub paused_s: i64,
}

pub fn ways([by, other]: [&str; 2], ways: &[Way]) -> Frame {
    let rows: Vec<_> = ways
        .iter()
        .map(|way| {
            let Way { by: [by, other], at: [step, agency, unit, channel], .. } = way;
            let (wait, service) = (way.wait_s, way.service_s);
            (
                vec![PROCEDURE, by, other, step, agency, unit, channel],
                vec![way.week, wait + service, wait, service, service, way.paused_s],
            )
        })
        .collect();
    table(
        &["procedure_code", by, other, "step", "agency", "unit", "channel"],
        &["week_no", "owned_s", "owned_wait_s", "owned_service_s", "service_s", "paused_s"],
        &rows,
    )
}

pub fn frames(weeks: i64) -> Frames {
    let desks = desks();
    let mut frames = Frames::new();
    let mut put = |name: &str, frame: Frame| frames.insert(name.to_owned(), frame);
    put("measure.step_week", step_week(&desks, weeks));
    let days: Vec<i64> = (0..weeks).map(monday).collect();
    let numbers: Vec<i64> = (1..=weeks).collect();
    put("model.week", frame(vec![("week", int(&days)), ("evidence_no", int(&numbers))]));
    let received: Vec<_> = [HERE, THERE]
        .into_iter()
        .flat_map(|agency| ["counter", "online"].map(|channel| (agency, channel)))
        .flat_map(|(agency, channel)| {
            (0..weeks).map(move |w| (vec![PROCEDURE, agency, channel], vec![monday(w), RUNS]))
        })
        .collect();
    put(
        "measure.dossier_week",
        table(&["procedure_code", "agency", "channel"], &["week", "n"], &received),
    );
    let runs = RUNS * 2 * weeks;
    let visits: Vec<_> = [RECEIVE, CHECK, AGAIN, SIGN, STAMP]
        .into_iter()
        .flat_map(|step| {
            [HERE, THERE].map(|agency| (vec![PROCEDURE, step, agency], vec![runs, 0, 0]))
        })
        .collect();
    put(
        "measure.rework",
        table(&["procedure_code", "step", "agency"], &["runs", "repeats", "redos"], &visits),
    );
    put(
        "measure.handover",
        table(
            &["procedure_code", "from_step", "to_step", "to_agency"],
            &["n", "n_same_officer", "n_officer_known"],
            &[
                (vec![PROCEDURE, SIGN, STAMP, HERE], vec![900, 400, 500]),
                (vec![PROCEDURE, AGAIN, STAMP, HERE], vec![100, 0, 100]),
            ],
        ),
    );
    let trips: Vec<_> = (0..weeks)
        .map(|w| {
            (vec![PROCEDURE, "Phòng chuyên môn", "Lãnh đạo"], vec![w + 1, 3, 1_000 * sway(w, 5)])
        })
        .collect();
    put("find.check_return", ways(["by_step", "by_agency"], &[]));
    let forth = (1..=weeks).map(|w| Way {
        by: ["Phòng chuyên môn", "Lãnh đạo"],
        at: [SIGN, HERE, "Lãnh đạo", "counter"],
        week: w,
        wait_s: 900 * sway(w - 1, 5),
        service_s: 100 * sway(w - 1, 5),
        paused_s: 0,
    });
    put("find.ping_pong_way", ways(["from_unit", "other_unit"], &forth.collect::<Vec<_>>()));
    put(
        "find.ping_pong",
        table(
            &["procedure_code", "unit", "other_unit"],
            &["week_no", "dossiers", "owned_s"],
            &trips,
        ),
    );
    put(
        "stage.procedure",
        frame(vec![
            ("procedure_code", text(&[PROCEDURE])),
            ("name", text(&["Đăng ký hộ kinh doanh"])),
        ]),
    );
    put(
        "stage.procedure_step",
        frame(vec![
            ("procedure_code", text(&[PROCEDURE; 4])),
            ("step", text(&[CHECK, AGAIN, SIGN, STAMP])),
            ("legal_text", text(&["QT-01", "QT-01", "TT-02", ""])),
        ]),
    );
    put(
        "stage.step_role",
        frame(vec![
            ("procedure_code", text(&["", PROCEDURE])),
            ("step", text(&[CHECK, SIGN])),
            ("role", text(&["check", "sign"])),
        ]),
    );
    put(
        "stage.legal_text",
        frame(vec![
            ("legal_text", text(&["QT-01", "TT-02"])),
            ("title", text(&["Quy trình nội bộ", "Thông tư hướng dẫn"])),
            ("article", text(&["Bước 3", "Điều 5"])),
            ("instrument", text(&["internal_process", "circular"])),
            ("owner", text(&["Chủ tịch UBND tỉnh", "Bộ Kế hoạch và Đầu tư"])),
        ]),
    );
    frames
}

pub fn options(weeks: i64) -> Options {
    Options {
        alpha: 0.05,
        level: 0.9,
        evidence_weeks: u32::try_from(weeks).unwrap(),
        office_day_s: DAY_S,
        yearly_dossiers: None,
        resamples: 200,
        seed: 7,
        weights: Weights::default(),
    }
}

pub fn at(step: &str) -> Scope {
    Scope { procedure: Some(PROCEDURE.to_owned()), step: Some(step.to_owned()), ..Scope::default() }
}

pub fn at_agency(step: &str, agency: &str) -> Scope {
    Scope { agency: Some(agency.to_owned()), ..at(step) }
}

pub fn pair(a: &str, b: &str) -> Scope {
    Scope { other_step: Some(b.to_owned()), ..at(a) }
}

pub fn found(code: &str, scope: Scope, effect: f64, unit: Unit, interval: [f64; 2]) -> Finding {
    Finding {
        code: code.to_owned(),
        family: Family::Redundancy,
        scope,
        effect,
        unit,
        interval: Some(interval),
        n: 4_160,
        n_censored: 0,
        n_weeks: 52,
        null_hypothesis: None,
        margin: Some(0.1),
        p: Some(0.001),
        q_finder: Some(0.002),
        q_study: Some(0.01),
        trust: Trust::High,
        basis: None,
        confirm: false,
        at_stake_s: 1e6,
        sentence: Message::new("find-r101"),
        tables: Vec::new(),
        charts: Vec::new(),
    }
}

pub fn stamp(step: &str) -> Finding {
    found("R101", at(step), 0.002, Unit::Share, [0.0, 0.004])
}

pub fn slow(step: &str, agency: &str) -> Finding {
    found("B102", at_agency(step, agency), 2.0, Unit::Ratio, [1.8, 2.2])
}

pub fn padded() -> Finding {
    let scope = Scope { procedure: Some(PROCEDURE.to_owned()), ..Scope::default() };
    Finding { at_stake_s: 1e15, ..found("R105", scope, 0.01, Unit::Share, [0.0, 0.02]) }
}

pub fn back_and_forth() -> Finding {
    let scope = Scope {
        procedure: Some(PROCEDURE.to_owned()),
        unit: Some("Phòng chuyên môn".to_owned()),
        other_unit: Some("Lãnh đạo".to_owned()),
        ..Scope::default()
    };
    found("R104", scope, 0.2, Unit::Share, [0.18, 0.22])
}

pub fn online() -> Finding {
    let scope = Scope {
        procedure: Some(PROCEDURE.to_owned()),
        channel: Some("online".to_owned()),
        ..Scope::default()
    };
    found("I101", scope, 1.0, Unit::Ratio, [0.97, 1.03])
}

pub fn desk(code: &str) -> Finding {
    let scope = Scope {
        agency: Some(HERE.to_owned()),
        unit: Some("Lãnh đạo".to_owned()),
        ..Scope::default()
    };
    found(code, scope, 0.93, Unit::Share, [0.9, 0.96])
}

pub fn bulk() -> Finding {
    let scope = Scope { agency: Some(HERE.to_owned()), ..Scope::default() };
    found("I102", scope, 0.4, Unit::Share, [0.35, 0.45])
}

pub fn over(step: &str, agency: &str, ratio: f64) -> Finding {
    let ends = [ratio * 0.9, ratio * 1.1];
    found("B101", at_agency(step, agency), ratio, Unit::Ratio, ends)
}

/// One finding for each rule and each of its ways to speak.
pub fn everything() -> Vec<Finding> {
    vec![
        stamp(AGAIN),
        Finding { confirm: true, ..stamp(CHECK) },
        found("R102", pair(RECEIVE, CHECK), 0.003, Unit::Share, [0.0, 0.006]),
        found("R103", pair(SIGN, STAMP), 0.99, Unit::Share, [0.98, 0.995]),
        back_and_forth(),
        slow(SIGN, HERE),
        slow(RECEIVE, HERE),
        over(SIGN, HERE, 3.0),
        over(SIGN, THERE, 1.5),
        desk("B104"),
        online(),
        bulk(),
        padded(),
    ]
}

pub fn frame_without_procedures(full: &Frame) -> Frame {
    let texts = ["step", "agency", "unit", "channel"];
    let ints = ["week", "n", "n_wait", "service_s", "owned_s", "owned_wait_s", "owned_service_s"];
    let mut columns = vec![("procedure_code", text(&vec![""; full.rows()]))];
    for name in texts {
        columns.push((name, Values::Text(full.text(name).unwrap().to_vec())));
    }
    for name in ints {
        columns.push((name, Values::Int(full.int(name).unwrap().to_vec())));
    }
    frame(columns)
}
