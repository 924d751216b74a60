//! The finders as a whole: the registry, the words, false discovery over a study.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::find::{self, Evidence, FINDERS, HEADINGS, Limits, explain};
use redtape::frame::{Frame, Values};
use redtape::results::{Cell, Message};
use redtape::study::FindSettings;
use redtape::words::{Language, Words};

/// Columns of the relations that finders read: text first, then whole numbers.
const RELATIONS: [(&str, &[&str], &[&str]); 16] = [
    (
        "find.over_plan",
        &["procedure_code", "step", "agency"],
        &["week_no", "n", "n_censored", "sojourn_s", "planned_s"],
    ),
    (
        "find.peer_wait",
        &["procedure_code", "step", "agency", "unit"],
        &["week_no", "n", "n_censored", "n_wait", "wait_s", "n_sojourn", "sojourn_s"],
    ),
    (
        "find.unit_load",
        &["agency", "unit"],
        &[
            "week_no",
            "completions",
            "service_s",
            "available_s",
            "owned_wait_s",
            "settled_arrivals",
            "settled_growth",
        ],
    ),
    ("find.delay_share", &["procedure_code", "step", "holder"], &["dossiers", "overdue_s"]),
    ("find.span", &[], &["weeks"]),
    ("stage.step_consequence", &["step", "consequence"], &[]),
    (
        "find.check_outcome",
        &["procedure_code", "step"],
        &[
            "data_week_no",
            "week_no",
            "n",
            "n_finished",
            "n_outcome",
            "changed",
            "issued",
            "n_consequence",
            "consequence",
            "n_open_there",
            "owned_s",
        ],
    ),
    (
        "find.check_pair",
        &["procedure_code", "step", "other_step"],
        &["week_no", "n", "found", "owned_s"],
    ),
    ("find.check_kind", &["procedure_code", "step", "outcome"], &["n"]),
    (
        "find.same_hands",
        &["procedure_code", "step", "other_step"],
        &["week_no", "n", "n_known", "same", "owned_s"],
    ),
    ("find.procedure_week", &["procedure_code"], &["week_no", "n", "n_censored"]),
    (
        "find.ping_pong",
        &["procedure_code", "unit", "other_unit"],
        &["week_no", "dossiers", "owned_s"],
    ),
    ("find.follow_up", &["dossier_id"], &["followed_s"]),
    (
        "find.half_deadline",
        &["procedure_code"],
        &["week_no", "n", "n_censored", "needed", "allowed_s"],
    ),
    (
        "find.channel_time",
        &["procedure_code", "channel"],
        &["week_no", "n", "n_censored", "time_s"],
    ),
    ("find.bulk_closing", &["agency"], &["week_no", "n", "bulk"]),
];

type Row = (Vec<String>, Vec<i64>);

/// Evidence with these rows; every other relation is empty.
fn evidence(rows: &BTreeMap<&str, Vec<Row>>) -> Evidence {
    let mut frames = BTreeMap::new();
    for (name, texts, numbers) in RELATIONS {
        let rows = rows.get(name).map_or(&[][..], Vec::as_slice);
        let mut columns = BTreeMap::new();
        for (i, text) in texts.iter().enumerate() {
            let values = rows.iter().map(|(texts, _)| Some(texts[i].clone())).collect();
            columns.insert((*text).to_owned(), Values::Text(values));
        }
        for (i, number) in numbers.iter().enumerate() {
            let values = rows.iter().map(|(_, numbers)| Some(numbers[i])).collect();
            columns.insert((*number).to_owned(), Values::Int(values));
        }
        frames.insert(name.to_owned(), Frame::new(columns).unwrap());
    }
    Evidence::new(frames)
}

fn limits() -> Limits {
    Limits {
        set: FindSettings {
            min_runs: 30,
            max_change_rate: 0.03,
            max_duplicate_rate: 0.03,
            max_ping_pong_share: 0.1,
            plan_margin: 0.2,
            bulk_size: 10,
            ..FindSettings::default()
        },
        evidence_weeks: 52,
        office_day_s: 28_800,
        suppress_below: 5,
        by_closing: false,
    }
}

/// Agencies of which each week a binomial number of forty closings is in a bulk.
fn closings(seed: u64, rates: &[f64]) -> Evidence {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for (i, rate) in rates.iter().enumerate() {
        for week in 1..=52 {
            let happens = |_: &i32| (rng.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0 < *rate;
            let bulk = (0..40).filter(happens).count() as i64;
            rows.push((vec![format!("agency {i:02}")], vec![week, 40, bulk]));
        }
    }
    evidence(&BTreeMap::from([("find.bulk_closing", rows)]))
}

#[test]
fn every_finder_is_documented_under_every_heading() {
    for finder in FINDERS {
        let manual = explain(finder.code).unwrap();
        assert!(manual.starts_with(&format!("# {} {}\n", finder.code, finder.name)), "{manual}");
        let mut from = 0;
        for heading in HEADINGS {
            let at = manual.find(&format!("\n## {heading}\n")).unwrap_or_else(|| {
                panic!("{}: no heading {heading}", finder.code);
            });
            assert!(at > from, "{}: {heading} is out of order", finder.code);
            let body = manual[at..].lines().nth(2).unwrap_or("");
            assert!(!body.trim().is_empty(), "{}: nothing under {heading}", finder.code);
            from = at;
        }
        assert!(!finder.needs.is_empty() && !finder.since.is_empty());
    }
    assert!(explain("r101").is_some());
    assert!(explain("X999").is_none());
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let codes: Vec<&str> = FINDERS.iter().map(|f| f.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let names: BTreeSet<&str> = FINDERS.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), FINDERS.len());
}

#[test]
fn every_relation_that_a_finder_reads_is_a_query() {
    let queries = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    for relation in find::relations() {
        let file = queries.join(relation.replace('.', "/")).with_extension("sql");
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(text.starts_with(&format!("-- {relation}\n")), "{relation}");
        assert!(RELATIONS.iter().any(|(name, ..)| *name == relation), "{relation}");
    }
}

#[test]
fn every_finder_has_words_in_both_languages() {
    let sentences = |code: &str| -> Vec<String> {
        let kinds: &[&str] = match code {
            "B103" => &["this-unit", "other-agency", "applicant", "nobody", "deadline"],
            "B102" => &["", "busy", "harder"],
            "R101" => &["outcome", "issued", "consequence"],
            _ => &[""],
        };
        let code = code.to_lowercase();
        let key = |kind: &&str| format!("find-{code}-{kind}").trim_end_matches('-').to_owned();
        kinds.iter().map(key).collect()
    };
    for language in Language::ALL {
        let words = Words::new(language, 28_800);
        for finder in FINDERS {
            let code = finder.code.to_lowercase();
            let mut keys = sentences(finder.code);
            keys.push(format!("find-{code}-title"));
            if finder.code != "B103" {
                keys.push(format!("find-{code}-null"));
            }
            for key in keys {
                assert!(words.knows(&key), "{}: {key}", language.code());
            }
        }
    }
}

/// Every sentence that comes out has all of its values: a missing one shows as `{$name}`.
fn said_whole(message: &Message) {
    for language in Language::ALL {
        let text = Words::new(language, 28_800).say(message);
        assert!(!text.contains('{'), "{text}");
    }
}

#[test]
fn what_stands_is_kept_and_every_test_is_in_the_table() {
    let mut rates = vec![0.01; 20];
    rates[4] = 0.2;
    let found = find::all(&closings(1, &rates), &limits()).unwrap();
    assert_eq!(found.findings.len(), 1);
    let finding = &found.findings[0];
    assert_eq!(finding.scope.agency.as_deref(), Some("agency 04"));
    assert!(finding.stands(0.05) && finding.q_study >= finding.p);
    said_whole(&finding.sentence);
    said_whole(finding.null_hypothesis.as_ref().unwrap());
    assert_eq!(found.tests.rows.len(), 20);
    let tally = found.tally.iter().find(|t| t.code == "I102").unwrap();
    assert_eq!((tally.tested, tally.found, tally.untested), (20, 1, 0));
    assert!((tally.by_chance - 1.0).abs() < 1e-12);
    let code = found.tests.column("code").unwrap();
    assert!(found.tests.rows.iter().all(|row| row[code] == Cell::Text("I102".to_owned())));
    assert!(found.tests.rows.iter().all(|row| row.len() == found.tests.columns.len()));
}

#[test]
fn nothing_is_found_in_noise() {
    // Twenty agencies exactly at the margin, the worst case of the null hypothesis.
    let worlds = 60;
    let alarms = (0..worlds)
        .filter(|seed| {
            !find::all(&closings(*seed, &[0.05; 20]), &limits()).unwrap().findings.is_empty()
        })
        .count() as f64;
    let worlds = worlds as f64;
    assert!(alarms / worlds <= 0.05 + 3.0 * (0.05 * 0.95 / worlds).sqrt(), "{alarms}");
}

#[test]
fn no_evidence_gives_no_findings_and_a_missing_relation_is_an_error() {
    let nothing = find::all(&evidence(&BTreeMap::new()), &limits()).unwrap();
    assert!(nothing.findings.is_empty() && nothing.tests.rows.is_empty());
    assert_eq!(nothing.tally.len(), FINDERS.len());
    assert!(find::all(&Evidence::default(), &limits()).is_err());
}
