//! What a study file may say, and what it gets told where it may not.

use std::path::Path;

use jiff::civil::date;

use super::*;
use crate::error::{Error, Kind};

const LEAST: &str = r#"
[study]
title = "Quý 3"
officers = "named"
[[input]]
path = "data/ho_so.csv"
kind = "dossiers"
[input.columns]
dossier_id = "Mã hồ sơ"
"#;

fn parse(text: &str) -> Result<Study, Error> {
    Study::parse(text, Path::new("/studies/q3"))
}

/// The least study with lines added below `[study]`.
fn with(lines: &str) -> Result<Study, Error> {
    parse(&LEAST.replace("officers = \"named\"\n", &format!("officers = \"named\"\n{lines}\n")))
}

fn refused(study: Result<Study, Error>) -> Error {
    let error = study.expect_err("a study that can't be");
    assert_eq!(error.kind, Kind::Usage, "{error}");
    assert!(error.help.is_some(), "{error}");
    error
}

#[test]
fn the_least_study_has_its_defaults() {
    let study = parse(LEAST).unwrap();
    assert_eq!(study.language, Language::Vi);
    assert_eq!(study.zone, "Asia/Ho_Chi_Minh");
    assert_eq!(study.period, Period::All);
    assert_eq!(study.resolution, Resolution::Minute);
    assert_eq!(study.calendar.name(), "vietnam");
    assert_eq!(study.suppress_below, 5);
    assert_eq!((study.deadline.received_until_s, study.deadline.same_day_until_s), (None, 54_000));
    assert_eq!((study.deadline.roll, study.deadline.after_supplement), (true, None));
    assert_eq!(study.waits, WaitSettings::default());
    assert_eq!(study.find, FindSettings::default());
    assert_eq!(study.advise, AdviseSettings::default());
    assert_eq!(study.machine, MachineSettings::default());
    let input = &study.inputs[0];
    assert_eq!(input.path, Path::new("/studies/q3/data/ho_so.csv"));
    assert_eq!(input.shown, "data/ho_so.csv");
    assert_eq!(input.order, None);
}

#[test]
fn every_key_is_read() {
    let text = r#"
[study]
title = " T "
language = "en"
zone = "Europe/Amsterdam"
as_of = 2023-09-30T17:00:00
period = ["2023-07-01", 2023-09-30]
resolution = "second"
officers = "pseudonym"
pseudonym_key = "k"
suppress_below = 10
yearly_dossiers = 1200
[calendar]
default = "office"
[calendar.agency]
"Sở Tư pháp" = "vietnam"
[deadline]
received_until = "17:00"
same_day_until = "14:30"
roll = false
after_supplement = "from_zero"
[deadline.procedure."1.001612"]
received_until = "16:00"
[calendar.officer]
"Nguyễn Văn A" = "office"
[[input]]
path = "log.xes"
kind = "xes"
[input.columns]
due_at = "deadline"
officer = "org:resource"
[input.dates]
order = "ymd"
[register]
procedures = "p.csv"
steps = "s.csv"
legal_texts = "l.csv"
[status]
closed = ["G"]
open = ["O"]
[steps."Thẩm định"]
role = "check"
consequence = ["Trả hồ sơ"]
[waits]
batch_size = 2
batch_gap_s = 0
[find]
alpha = 0.1
min_runs = 10
[advise]
weight_officer_hours = 0.5
resamples = 500
seed = 7
[machine]
threads = 2
memory = "512MB"
spill = "tmp"
"#;
    let study = parse(text).unwrap();
    assert_eq!(study.title, "T");
    assert_eq!(study.language, Language::En);
    assert_eq!(study.as_of, Some(date(2023, 9, 30).at(17, 0, 0, 0)));
    assert_eq!(study.period, Period::Between { from: date(2023, 7, 1), to: date(2023, 9, 30) });
    assert_eq!(study.resolution.seconds(), 1);
    assert_eq!(study.officers, Officers::Pseudonym { key: "k".into() });
    assert_eq!((study.suppress_below, study.yearly_dossiers), (10, Some(1_200.0)));
    assert_eq!(study.calendar.name(), "office");
    assert_eq!(study.agency_calendars["Sở Tư pháp"].name(), "vietnam");
    assert_eq!(
        study.deadline,
        DeadlineSettings {
            received_until_s: Some(61_200),
            same_day_until_s: 52_200,
            roll: false,
            after_supplement: Some(Regime::FromZero),
            procedures: [("1.001612".to_owned(), 57_600)].into(),
        }
    );
    assert_eq!(study.officer_calendars["Nguyễn Văn A"].name(), "office");
    assert_eq!(study.waits, WaitSettings { batch_size: 2, batch_gap_s: 0 });
    assert_eq!(study.inputs[0].order, Some(DateOrder::Ymd));
    assert_eq!(study.register.steps.unwrap().path, Path::new("/studies/q3/s.csv"));
    assert_eq!(
        (&*study.status.closed, &*study.status.open),
        (&["G".into()][..], &["O".into()][..])
    );
    let note = &study.steps["Thẩm định"];
    assert_eq!(
        (note.role, note.consequence.as_slice()),
        (Some(Role::Check), ["Trả hồ sơ".to_owned()].as_slice())
    );
    assert_eq!((study.find.alpha, study.find.min_runs, study.find.level), (0.1, 10, 0.90));
    assert_eq!((study.advise.weight_officer_hours, study.advise.seed), (0.5, 7));
    assert_eq!(study.machine.threads, Some(2));
    assert_eq!(study.machine.spill.as_deref(), Some(Path::new("/studies/q3/tmp")));
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
    let error = refused(with("perod = \"all\""));
    assert_eq!(error.message, "study.toml, line 5: unknown key perod");
    assert_eq!(error.help.as_deref(), Some("did you mean period?"));
    let error = refused(parse(&format!("{LEAST}[find]\nalhpa = 0.1\n")));
    assert_eq!(error.message, "study.toml, line 11: unknown key alhpa");
    assert_eq!(error.help.as_deref(), Some("did you mean alpha?"));
    let error = refused(parse(&format!("{LEAST}[colours]\nred = 1\n")));
    assert!(error.message.contains("unknown key colours"), "{error}");
}

#[test]
fn an_unknown_column_is_named_with_its_file() {
    let error = refused(parse(&LEAST.replace("dossier_id =", "dosier_id =")));
    assert_eq!(
        error.message,
        "study.toml, [input.columns] of data/ho_so.csv: unknown column dosier_id"
    );
    assert_eq!(error.help.as_deref(), Some("did you mean dossier_id?"));
    // What a reader works out itself can't be mapped.
    refused(parse(&format!("{LEAST}first_event_at = \"x\"\n")));
    refused(parse(&LEAST.replace("\"Mã hồ sơ\"", "\" \"")));
}

#[test]
fn a_value_that_cannot_be_is_named_with_its_key() {
    for (lines, key) in [
        ("zone = \"Hanoi\"", "[study] zone: \"Hanoi\""),
        ("as_of = \"hôm nay\"", "[study] as_of"),
        ("as_of = \"2023-09-30T17:00:00Z\"", "[study] as_of"),
        ("as_of = 2023-09-30T17:00:00+07:00", "[study] as_of"),
        ("period = \"Q3\"", "[study] period: \"Q3\""),
        ("period = [\"2023-09-30\", \"2023-07-01\"]", "[study] period"),
        ("period = 2023", "[study] period: 2023"),
        ("yearly_dossiers = 0", "[study] yearly_dossiers: 0"),
        ("language = \"fr\"", "language"),
        ("suppress_below = -1", "suppress_below"),
        ("title = 3", "title"),
    ] {
        let lines = if lines.starts_with("title") {
            LEAST.replace("title = \"Quý 3\"", lines)
        } else {
            LEAST.replace("title =", &format!("{lines}\ntitle ="))
        };
        let error = refused(parse(&lines));
        assert!(error.message.starts_with("study.toml, "), "{error}");
        assert!(error.message.contains(key), "{error}");
    }
    for (table, key) in [
        ("[find]\nalpha = 1.5", "[find] alpha: 1.5"),
        ("[find]\nlevel = 1.0", "[find] level: 1"),
        ("[find]\nmin_runs = 0", "[find] min_runs: 0"),
        ("[find]\nbulk_size = 1", "[find] bulk_size: 1"),
        ("[find]\npeer_margin = -0.1", "[find] peer_margin: -0.1"),
        ("[advise]\nresamples = 10", "[advise] resamples: 10"),
        ("[advise]\nweight_applicant_days = inf", "[advise] weight_applicant_days: inf"),
        ("[machine]\nthreads = 0", "[machine] threads: 0"),
        ("[machine]\nmemory = \"much\"", "[machine] memory: \"much\""),
        ("[calendar]\ndefault = \"calendars/none.toml\"", "calendar calendars/none.toml"),
        ("[steps.\"A\"]\nrole = \"chek\"", "role"),
        ("[deadline]\nreceived_until = \"5pm\"", "[deadline] received_until: \"5pm\""),
        ("[deadline]\nsame_day_until = \"25:00\"", "[deadline] same_day_until: \"25:00\""),
        ("[deadline]\nafter_supplement = \"none\"", "after_supplement"),
        (
            "[deadline.procedure.\"1.1\"]\nreceived_until = \"x\"",
            "[deadline.procedure.\"1.1\"] received_until",
        ),
    ] {
        let error = refused(parse(&format!("{LEAST}{table}\n")));
        assert!(error.message.contains(key), "{error}");
    }
}

#[test]
fn pseudonyms_need_a_key_and_a_study_needs_data_and_a_title() {
    let error = refused(parse(&LEAST.replace("officers = \"named\"\n", "")));
    assert!(error.message.contains("pseudonym_key"), "{error}");
    refused(parse("[study]\ntitle = \"t\"\nofficers = \"named\"\n"));
    refused(parse(&LEAST.replace("\"Quý 3\"", "\" \"")));
    refused(parse("not toml at all"));
    refused(Study::open(Path::new("/nowhere/study.toml")));
}

#[test]
fn a_day_alone_is_known_to_its_end() {
    let study = with("as_of = \"2023-09-30\"").unwrap();
    assert_eq!(study.as_of, Some(date(2023, 9, 30).at(23, 59, 59, 0)));
}

#[test]
fn every_canonical_column_is_known_once() {
    for kind in InputKind::ALL {
        let mut names = known_columns(kind);
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{kind:?}");
        let key = if kind == InputKind::PortalTotals { "agency" } else { "dossier_id" };
        assert!(names.contains(&key), "{kind:?}");
    }
}

#[test]
fn an_input_says_how_it_is_read() {
    let text = r#"
[study]
title = "T"
officers = "named"
[[input]]
path = "exports/*.xlsx"
kind = "runs"
exported_on = 2023-09-30
repeats = "drop"
unmatched = "ignore"
sheet = "Lượt xử lý"
list = "/DanhSach"
encoding = "windows-1258"
[input.columns]
dossier_id = ["Cơ quan", "Số"]
step = "Bước"
[input.constants]
agency = "Muni 2"
[input.units]
planned = "quarter_days"
[[input]]
path = "postgres://localhost/mot_cua"
query = "select * from ho_so"
kind = "xes"
[[input]]
path = "dat_dai.csv"
kind = "wide"
stages = ["Ngày Nhận", "Ngày Trình Ký"]
[input.columns]
dossier_id = "Số hồ sơ"
[outcomes]
passed = ["Đồng ý"]
moved_on = ["Chuyển bước tiếp theo"]
[status]
withdrawn = ["Rút"]
[lifecycle]
start = ["Đang xử lý"]
[names]
file = "names.csv"
[names.agency]
"UBND H. A" = "Ủy ban nhân dân huyện A"
[steps.split]
"REJECTED" = "refused"
[steps."Split"]
role = "check"
"#;
    let study = parse(text).unwrap();
    let [runs, log, wide] = study.inputs.as_slice() else { panic!("three inputs") };
    assert_eq!(runs.columns["dossier_id"], "Cơ quan");
    assert_eq!(runs.further_keys, ["Số"]);
    assert_eq!(runs.constants["agency"], "Muni 2");
    assert_eq!(runs.planned, Some(PlannedUnit::QuarterDays));
    assert_eq!((runs.repeats, runs.unmatched), (Repeats::Drop, Unmatched::Ignore));
    assert_eq!(runs.exported_on, Some(date(2023, 9, 30)));
    assert_eq!(runs.sheet.as_deref(), Some("Lượt xử lý"));
    assert_eq!(log.kind, InputKind::Log);
    assert_eq!(log.path, Path::new("postgres://localhost/mot_cua"));
    assert_eq!(wide.stages, ["Ngày Nhận", "Ngày Trình Ký"]);
    assert_eq!(study.outcomes.all(), [("passed", "Đồng ý"), ("moved_on", "Chuyển bước tiếp theo")]);
    assert_eq!(study.status.all(), [("withdrawn", "Rút")]);
    assert_eq!(study.lifecycle.all(), [("start", "Đang xử lý")]);
    assert_eq!(study.names.agency["UBND H. A"], "Ủy ban nhân dân huyện A");
    assert_eq!(study.step_outcomes["REJECTED"], "refused");
    assert_eq!(study.steps["Split"].role, Some(Role::Check));
}

#[test]
fn an_input_that_contradicts_itself_is_refused_by_its_key() {
    for (lines, key) in [
        ("step = [\"A\", \"B\"]", "[input.columns] of data/ho_so.csv"),
        (
            "[input.constants]\ndossier_id = \"1\"",
            "[input.constants] of data/ho_so.csv, dossier_id",
        ),
        ("[input.constants]\nagncy = \"A\"", "unknown column agncy"),
        ("[outcomes]\npassed = [\"x\"]\nrefused = [\"X \"]", "[outcomes]: \"X \""),
    ] {
        let text = format!("{LEAST}{lines}\n").replace("step = [", "procedure_code = [");
        let error = refused(parse(&text));
        assert!(error.message.contains(key), "{error}");
    }
    let error = refused(parse(&LEAST.replace("kind = \"dossiers\"", "kind = \"wide\"")));
    assert!(error.message.contains("stages of data/ho_so.csv"), "{error}");
}

/// Worked out with Python's hashlib: sha256(key + sha256(key + name)), twelve digits of it.
#[test]
fn an_officer_is_shown_by_a_keyed_hash_or_by_name() {
    let hidden = Officers::Pseudonym { key: "k".into() };
    assert_eq!(hidden.shown("Lan"), "O-652ecf9d639d");
    assert_ne!(Officers::Pseudonym { key: "l".into() }.shown("Lan"), hidden.shown("Lan"));
    assert_eq!(Officers::Named.shown("Nguyễn Văn A"), "Nguyễn Văn A");
}
