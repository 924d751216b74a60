//! Every key of the study file does something: changing it changes a result or is an error.
//! `[machine]` alone changes only the session, and never a result.

use std::sync::OnceLock;

use redtape::cli::analyse;
use redtape::progress::Silent;
use redtape::simulate::{self, Scenario};
use redtape::store::Session;
use redtape::study::Study;

use crate::support::Folder;

/// A sixteenth of the demo's dossiers: enough for every finder to test something at a low `min_runs`.
fn demo() -> &'static [(String, Vec<u8>)] {
    static FILES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let province = simulate::run(&Scenario::named("demo").unwrap(), 1).unwrap();
        let files = simulate::files(&province).unwrap();
        let text = |name: &str| {
            let (_, bytes) = files.iter().find(|(n, _)| n == name).unwrap();
            String::from_utf8(bytes.clone()).unwrap()
        };
        let dossiers = text("data/ho_so.csv");
        let kept: std::collections::BTreeSet<&str> =
            dossiers.lines().skip(1).step_by(16).filter_map(|l| l.split(',').next()).collect();
        let thinned = |name: &str| {
            let all = text(name);
            let mut lines = all.lines();
            let header = lines.next().unwrap().to_owned();
            let rows = lines.filter(|l| l.split(',').next().is_some_and(|id| kept.contains(id)));
            std::iter::once(header).chain(rows.map(str::to_owned)).collect::<Vec<_>>().join("\n")
        };
        files
            .iter()
            .map(|(name, bytes)| match name.starts_with("data/") {
                true => (name.clone(), thinned(name).into_bytes()),
                false => (name.clone(), bytes.clone()),
            })
            .collect()
    })
}

fn folder(study: &str) -> Folder {
    let folder = Folder::new();
    for (name, bytes) in demo() {
        folder.write(name, bytes);
    }
    // Deadlines in calendar days, so that it matters where they may end.
    let (_, register) = demo().iter().find(|(name, _)| name == "register/thu_tuc.csv").unwrap();
    let register = String::from_utf8(register.clone()).unwrap();
    let with_unit = register.lines().enumerate().map(|(at, line)| {
        let unit = ["Loại thời gian thực hiện", "Ngày"];
        format!("{line},{}\n", unit[at.min(1)])
    });
    folder.write("register/thu_tuc.csv", with_unit.collect::<String>().as_bytes());
    folder
        .write("night.toml", b"[hours]\nmonday = [\"20:00-24:00\"]\ntuesday = [\"00:00-24:00\"]\n");
    folder.write("study.toml", study.as_bytes());
    folder
}

fn study_text() -> String {
    let (_, bytes) = demo().iter().find(|(name, _)| name == "study.toml").unwrap();
    with(&String::from_utf8(bytes.clone()).unwrap(), "find", "min_runs", "8")
}

/// Results and staged rows as one text, or the error.
fn outcome(text: &str) -> String {
    let folder = folder(text);
    let study = match Study::open(&folder.path().join("study.toml")) {
        Ok(study) => study,
        Err(error) => return error.to_string(),
    };
    let session_folder = folder.path().join(".session");
    std::fs::create_dir_all(&session_folder).unwrap();
    let session =
        Session::create(&session_folder.join("study.duckdb"), &session_folder, &study.machine)
            .unwrap();
    let measured = match analyse::measured(&study, session, &Silent) {
        Ok(measured) => measured,
        Err(error) => return error.to_string(),
    };
    let results = analyse::results(&study, &measured).unwrap_or_else(|e| panic!("{e}"));
    let mut said = serde_json::to_string(&results).unwrap();
    for relation in [
        "stage.dossier",
        "stage.step_run",
        "stage.pause",
        "stage.procedure",
        "model.legal_deadline",
        "model.run_wait",
    ] {
        let sql = format!(
            "select cast(sum(cast(hash(r) as hugeint)) % 1000000007 as bigint) as n from {relation} as r"
        );
        let n = measured.session.query(&sql).unwrap().int("n").unwrap()[0];
        said.push_str(&format!("\n{relation} {n:?}"));
    }
    said
}

/// The study file with `key = value` in `section`, in place of what was there.
fn with(text: &str, section: &str, key: &str, value: &str) -> String {
    let mut study: toml::Table = text.parse().unwrap();
    let mut at = &mut study;
    for part in section.split('/') {
        at = at.entry(part).or_insert_with(|| toml::Table::new().into()).as_table_mut().unwrap();
    }
    let value: toml::Table = format!("v = {value}").parse().unwrap();
    at.insert(key.to_owned(), value["v"].clone());
    toml::to_string(&study).unwrap()
}

const CHANGES: &[(&str, &str, &str)] = &[
    ("study", "title", r#""Another""#),
    ("study", "zone", r#""Europe/Amsterdam""#),
    ("study", "as_of", r#""2024-09-30T17:30:00""#),
    ("study", "period", r#""2024-Q3/official""#),
    ("study", "resolution", r#""second""#),
    ("study", "officers", r#""named""#),
    ("study", "pseudonym_key", r#""another""#),
    ("study", "suppress_below", "200"),
    ("study", "yearly_dossiers", "100000.0"),
    ("calendar", "default", r#""office""#),
    ("calendar/agency", "UBND huyện Cẩm Sơn", r#""night.toml""#),
    ("status", "open", r#"["Đã trả kết quả"]"#),
    ("status", "closed", r#"["Đang xử lý"]"#),
    ("waits", "batch_size", "2"),
    ("deadline", "received_until", r#""10:00""#),
    ("deadline", "same_day_until", r#""09:00""#),
    ("deadline", "roll", "false"),
    ("deadline", "after_supplement", r#""shifted""#),
    ("deadline/procedure/1.001612", "received_until", r#""09:00""#),
    ("register", "procedures", r#""register/none.csv""#),
    ("register", "steps", r#""register/none.csv""#),
    ("register", "legal_texts", r#""register/none.csv""#),
    ("steps/Thẩm định", "role", r#""work""#),
    ("find", "alpha", "0.001"),
    ("find", "level", "0.5"),
    ("find", "min_runs", "500"),
    ("find", "max_change_rate", "0.5"),
    ("find", "max_duplicate_rate", "0.2"),
    ("find", "same_hands_share", "0.5"),
    ("find", "max_ping_pong_share", "0.3"),
    ("find", "plan_margin", "0.9"),
    ("find", "peer_margin", "0.9"),
    ("find", "max_utilisation", "0.5"),
    ("find", "max_queue_growth", "0.2"),
    ("find", "online_margin", "0.4"),
    ("find", "bulk_size", "2"),
    ("find", "max_bulk_share", "0.4"),
    ("find", "padded_share", "0.3"),
    ("advise", "weight_applicant_days", "0.0"),
    ("advise", "resamples", "7"),
    ("advise", "seed", "99"),
];

#[test]
fn every_key_changes_a_result_or_is_an_error() {
    // Given in full, so that a zone matters: stamps without offset are told in it, and differences across
    // its changes of clock are wall time.
    let base_text = study_text();
    let base = outcome(&base_text);
    assert!(base.starts_with('{'), "{base}");
    assert_eq!(base, outcome(&base_text), "the same study gives the same results");
    for (section, key, value) in CHANGES {
        let changed = outcome(&with(&base_text, section, key, value));
        assert!(changed != base, "[{section}] {key} = {value} changes nothing");
    }
}

#[test]
fn every_key_of_the_settings_is_tried() {
    let keys = |value: &dyn erased::Keys| value.keys();
    let tried = |section: &str| -> Vec<String> {
        CHANGES.iter().filter(|(s, _, _)| *s == section).map(|(_, k, _)| (*k).to_owned()).collect()
    };
    let study = Study::parse(&study_text(), std::path::Path::new(".")).unwrap();
    // `demo::officers_hours_weigh_in_the_ranking` tries it where officers' hours are freed.
    // `a_gap_and_an_officer_s_calendar_change_waits` tries the gap, where there are batches.
    let elsewhere = ["weight_officer_hours", "batch_gap_s"];
    let sections = [
        ("waits", keys(&study.waits)),
        ("find", keys(&study.find)),
        ("advise", keys(&study.advise)),
    ];
    for (section, known) in sections {
        for key in known {
            assert!(
                elsewhere.contains(&key.as_str()) || tried(section).contains(&key),
                "[{section}] {key} is never tried"
            );
        }
    }
}

/// Names of a settings struct's fields, as it serialises.
mod erased {
    pub trait Keys {
        fn keys(&self) -> Vec<String>;
    }

    impl<T: serde::Serialize> Keys for T {
        fn keys(&self) -> Vec<String> {
            serde_json::to_value(self).unwrap().as_object().unwrap().keys().cloned().collect()
        }
    }
}

#[test]
fn every_key_of_an_input_changes_a_result_or_is_an_error() {
    // The register's names stand before the dossiers', so it is left out.
    let mut study: toml::Table = study_text().parse().unwrap();
    study["register"].as_table_mut().unwrap().remove("procedures");
    let base = outcome(&toml::to_string(&study).unwrap());
    let inputs = study["input"].as_array().unwrap().clone();
    for (at, input) in inputs.iter().enumerate() {
        let changed = |change: &dyn Fn(&mut toml::Table)| {
            let mut study = study.clone();
            change(study["input"].as_array_mut().unwrap()[at].as_table_mut().unwrap());
            outcome(&toml::to_string(&study).unwrap())
        };
        let other_kind = if at == 0 { "pauses" } else { "dossiers" };
        assert!(changed(&|i| drop(i.insert("path".into(), "data/none.csv".into()))) != base);
        assert!(changed(&|i| drop(i.insert("kind".into(), other_kind.into()))) != base);
        let dates: toml::Table = "order = \"mdy\"".parse().unwrap();
        assert!(changed(&|i| drop(i.insert("dates".into(), dates.clone().into()))) != base);
        for column in input["columns"].as_table().unwrap().keys() {
            let without = changed(&|i| {
                let columns = i["columns"].as_table_mut().unwrap();
                columns.remove(column);
                // The receiving agency stands in for the resolving one.
                if column == "agency" {
                    columns.remove("receiving_agency");
                }
            });
            assert!(without != base, "column {column} of input {at} does nothing");
        }
    }
}

#[test]
fn a_gap_and_an_officer_s_calendar_change_waits() {
    let text = with(&study_text(), "waits", "batch_size", "2");
    let base = outcome(&text);
    assert!(outcome(&with(&text, "waits", "batch_gap_s", "36000")) != base);
    let (_, runs) = demo().iter().find(|(name, _)| name == "data/luot_xu_ly.csv").unwrap();
    let mut reader = csv::Reader::from_reader(&runs[..]);
    let at = reader.headers().unwrap().iter().position(|h| h == "Người xử lý").unwrap();
    let officer = reader.records().map(|r| r.unwrap()[at].to_owned()).find(|o| !o.is_empty());
    let officer = officer.expect("the demo names officers");
    assert!(outcome(&with(&text, "calendar/officer", &officer, r#""night.toml""#)) != base);
}

#[test]
fn a_consequence_named_for_a_step_changes_a_result() {
    // Without recorded outcomes, what a check causes shows in the path.
    let mut study: toml::Table = study_text().parse().unwrap();
    for input in study["input"].as_array_mut().unwrap() {
        for told in ["outcome", "status", "first_due_at"] {
            input["columns"].as_table_mut().unwrap().remove(told);
        }
    }
    study["input"].as_array_mut().unwrap().pop();
    let text = toml::to_string(&study).unwrap();
    let with_consequence =
        with(&text, "steps/Thẩm định", "consequence", r#"["Trình lãnh đạo phòng"]"#);
    assert!(outcome(&text) != outcome(&with_consequence));
}

#[test]
fn the_language_of_the_study_is_the_report_s() {
    let folder = Folder::new();
    let study = "[study]\ntitle = \"T\"\nlanguage = \"en\"\nofficers = \"named\"\n[calendar]\ndefault = \"office\"\n[[input]]\npath = \"r.csv\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"id\"\nstep = \"s\"\nfinished_at = \"t\"\n";
    folder.write("study.toml", study.as_bytes());
    folder.write("r.csv", b"id,s,t\nA,x,2024-03-25 09:00:00\n");
    let page = |args: &[&str]| {
        folder.redtape(args).success();
        std::fs::read_to_string(folder.published().join("report.html")).unwrap()
    };
    assert!(page(&["run"]).contains("lang=\"en\""));
    assert!(page(&["run", "--lang", "vi"]).contains("lang=\"vi\""));
    folder.write("study.toml", study.replace("\"en\"", "\"vi\"").as_bytes());
    assert!(page(&["run"]).contains("lang=\"vi\""));
}

#[test]
fn machine_limits_reach_the_session_and_nothing_else() {
    let text = with(&study_text(), "machine", "threads", "1");
    let text = with(&text, "machine", "memory", "\"1GB\"");
    let text = with(&text, "machine", "spill", "\"spilled\"");
    let folder = folder(&text);
    let study = folder.study();
    assert_eq!(study.machine.spill.as_deref(), Some(folder.path().join("spilled").as_path()));
    let session_folder = folder.path().join(".session");
    std::fs::create_dir_all(&session_folder).unwrap();
    let session =
        Session::create(&session_folder.join("study.duckdb"), &session_folder, &study.machine)
            .unwrap();
    let set = session
        .query("select cast(current_setting('threads') as bigint) as threads, current_setting('memory_limit') as memory, current_setting('temp_directory') as spill")
        .unwrap();
    assert_eq!(set.int("threads").unwrap(), [Some(1)]);
    assert_eq!(set.text("memory").unwrap()[0].as_deref(), Some("953.6 MiB"));
    assert!(
        set.text("spill").unwrap()[0]
            .as_deref()
            .unwrap()
            .starts_with(session_folder.to_str().unwrap())
    );
    assert_eq!(outcome(&text), outcome(&study_text()));
}
