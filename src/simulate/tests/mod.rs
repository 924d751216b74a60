//! Officers, desks, faults and promises of a small world do what their keys say.

use super::dossiers::Outcome;
use super::draws::Draws;
use super::province::{Province, Run};
use super::{Scenario, run};

/// The small world, with other words in some places.
fn tiny(words: &[(&str, &str)]) -> Province {
    let mut text = include_str!("tiny.toml").to_owned();
    for (old, new) in words {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    run(&Scenario::parse(&text).unwrap(), 1).unwrap()
}

fn of_step<'a>(province: &'a Province, code: &str, name: &str) -> Vec<&'a Run> {
    let procedure = province.world.procedure_coded(code).unwrap();
    let step = province.world.procedures[procedure].step_named(name).unwrap();
    let of = |run: &&Run| {
        province.dossiers[run.dossier].filing.procedure == procedure && run.step == step
    };
    province.runs.iter().filter(of).collect()
}

fn hour(wall: i64) -> i64 {
    wall.rem_euclid(86_400) / 3_600
}

fn share(runs: &[&Run], outcome: Outcome) -> f64 {
    let ended: Vec<Outcome> = runs.iter().filter_map(|run| run.outcome).collect();
    assert!(ended.len() > 100);
    ended.iter().filter(|&&ended| ended == outcome).count() as f64 / ended.len() as f64
}

fn causes(province: &Province, code: &str, step: &str) -> super::waits::Sums {
    let waits = province.waits.named(&province.world);
    waits.iter().find(|w| w.procedure == code && w.step == step).unwrap().sums
}

const POLICE: &str = "id = \"police\"\nkind = \"town\"\nunit = \"Công an\"\nofficers = 2";

#[test]
fn officers_with_hours_of_their_own_begin_nothing_outside_them() {
    let mornings = format!(
        "{POLICE}\nhours = [\"mon 07:30-11:30\", \"tue 07:30-11:30\", \"wed 07:30-11:30\", \"thu 07:30-11:30\"]"
    );
    let province = tiny(&[(POLICE, &mornings)]);
    let runs = of_step(&province, "1", "Lấy ý kiến");
    assert!(runs.len() > 500);
    for run in &runs {
        let Some(started) = run.started else { continue };
        let day = &province.world.calendar.days[province.world.calendar.day_of(started)];
        assert!(
            hour(started) < 12 && day.weekday < 4,
            "{}",
            province.world.calendar.stamp(started)
        );
    }
    let waits = causes(&province, "1", "Lấy ý kiến");
    assert!(waits.unavailability_s * 2 > waits.wait_s, "{waits:?}");
}

#[test]
fn officers_on_leave_are_missed() {
    let leave = format!("{POLICE}\nleave = {{ days = 40, spell = 5 }}");
    let (with, without) = (tiny(&[(POLICE, &leave)]), tiny(&[]));
    let (with, without) = (causes(&with, "1", "Lấy ý kiến"), causes(&without, "1", "Lấy ý kiến"));
    assert_eq!(without.unavailability_s, 0);
    assert!(with.unavailability_s > 0 && with.wait_s > without.wait_s);
}

#[test]
fn only_officers_with_the_skill_do_a_step() {
    let skills = "id = \"heads\"\nkind = \"town\"\nunit = \"Lãnh đạo phòng\"\nofficers = 2\n\
                  skills = [{ officers = 1, steps = [\"Duyệt\"] }]";
    let given = "id = \"heads\"\nkind = \"town\"\nunit = \"Lãnh đạo phòng\"\nofficers = 2";
    let province = tiny(&[(given, skills), ("per_year = 1500", "per_year = 600")]);
    let heads = &province.world.desks[province.world.desk(0, "heads").unwrap()];
    let second = Some(heads.first_officer + 1);
    let by = |step: &str, code: &str| -> Vec<Option<usize>> {
        of_step(&province, code, step).iter().map(|r| r.officer).filter(Option::is_some).collect()
    };
    assert!(by("Trình", "1").iter().all(|&officer| officer == second));
    let shared = by("Duyệt", "2");
    let of = |officer| shared.iter().filter(|&&by| by == officer).count();
    let (first, second) = (of(Some(heads.first_officer)), of(second));
    assert!(first > 50 && second > 20, "{first} {second} of {}", shared.len());
}

#[test]
fn officers_differ_in_speed_and_are_always_as_fast_as_they_are() {
    let fast = format!("{POLICE}\nspeed_cv = 0.5");
    let (same, differ) = (tiny(&[]), tiny(&[(POLICE, &fast)]));
    let by_officer = |province: &Province| -> Vec<f64> {
        let desk = &province.world.desks[province.world.desk(0, "police").unwrap()];
        let runs = of_step(province, "1", "Lấy ý kiến");
        let calendar = &province.world.calendar;
        (0..2)
            .map(|nth| {
                let own = runs.iter().filter(|r| r.officer == Some(desk.first_officer + nth));
                let times: Vec<f64> = own
                    .filter_map(|r| {
                        Some((calendar.work(r.finished?) - calendar.work(r.started?)) as f64)
                    })
                    .collect();
                times.iter().sum::<f64>() / times.len() as f64
            })
            .collect()
    };
    let ratio = |times: &[f64]| (times[0] / times[1]).ln();
    let desk = &differ.world.desks[differ.world.desk(0, "police").unwrap()];
    let slowness = [0, 1].map(|nth| desk.slowness(Draws::new(differ.seed), nth));
    let (chance, measured) = (ratio(&by_officer(&same)), ratio(&by_officer(&differ)));
    let expected = ratio(&slowness);
    assert!(expected.abs() > 0.05 && chance.abs() < 0.1, "{expected} {chance}");
    assert!((measured - expected).abs() < 0.1, "{measured} for {expected}");
}

#[test]
fn a_desk_takes_first_what_it_is_told_to() {
    let heads = "id = \"heads\"\nkind = \"town\"\nunit = \"Lãnh đạo phòng\"\nofficers = 2";
    let first = format!("{heads}\nfirst = [\"2\"]");
    let busy = ("load = 0.2, minutes = 30", "load = 0.45, minutes = 30");
    let (usual, urgent) = (tiny(&[busy]), tiny(&[busy, (heads, &first)]));
    let wait = |province: &Province, code: &str, step: &str| {
        let sums = causes(province, code, step);
        sums.wait_s as f64 / sums.n as f64
    };
    assert!(wait(&urgent, "2", "Duyệt") < 0.6 * wait(&usual, "2", "Duyệt"));
    assert!(wait(&urgent, "1", "Trình") > 1.1 * wait(&usual, "1", "Trình"));
    assert_eq!(causes(&usual, "1", "Trình").prioritisation_s, 0);
    assert!(causes(&urgent, "1", "Trình").prioritisation_s > 0);
}

#[test]
fn a_desk_waits_until_a_heap_is_large_enough() {
    let heap = format!("{POLICE}\nbatch = {{ number = 12, days = 3 }}");
    let province = tiny(&[(POLICE, &heap)]);
    let waits = causes(&province, "1", "Lấy ý kiến");
    assert!(waits.batching_s * 3 > waits.wait_s && waits.extraneous_s == 0, "{waits:?}");
    let longest = of_step(&province, "1", "Lấy ý kiến")
        .iter()
        .filter_map(|r| {
            Some(province.world.calendar.work(r.started?) - province.world.calendar.work(r.enabled))
        })
        .max();
    assert!(longest > Some(28_800) && longest < Some(5 * 28_800));
}

#[test]
fn an_answer_from_outside_takes_its_time_and_nobody_of_ours() {
    let given = "id = \"police\"\nkind = \"town\"\nunit = \"Công an\"\nofficers = 2";
    let outside =
        "id = \"police\"\nkind = \"town\"\nunit = \"Công an\"\noutside = { days = 3, cv = 0.5 }";
    let province = tiny(&[(given, outside)]);
    let waits = causes(&province, "1", "Lấy ý kiến");
    let days = waits.wait_s as f64 / waits.n as f64 / 28_800.0;
    assert!((days - 3.0).abs() < 0.3 && waits.extraneous_s == waits.wait_s, "{days} {waits:?}");
    assert!(of_step(&province, "1", "Lấy ý kiến").iter().all(|run| run.officer.is_none()));
}

#[test]
fn another_agency_is_asked_and_its_queue_is_shared() {
    let own = "role = \"consult\", desk = \"police\"";
    let province = tiny(&[(own, "role = \"consult\", desk = \"village\", at = \"village\"")]);
    let runs = of_step(&province, "1", "Lấy ý kiến");
    assert!(runs.iter().all(|r| province.world.desks[r.desk].agency_name == "UBND xã Hai"));
    let (alone, shared) =
        (causes(&tiny(&[]), "3", "Tiếp nhận"), causes(&province, "3", "Tiếp nhận"));
    assert!(shared.wait_s > alone.wait_s + alone.wait_s / 4);
}

const DOCUMENT: &str = "[[procedure.document]]";
const DEFECT: &str = "[[procedure.defect]]\nname = \"Sai diện tích\"\nshare = 0.2\n\
    deterred_by = \"Thẩm định\"\nshare_without = 0.5\n\
    caught = [{ step = \"Trình\", share = 0.7, outcome = \"return\" }]\n\
    surfaces = 1.0\nback_to = \"Thẩm định\"\n\n[[procedure.document]]";

#[test]
fn a_check_catches_its_share_of_defects_and_the_rest_comes_back() {
    let quiet =
        ("returns = 0.1, back_to = \"Thẩm định\", supplements = 0.1", "back_to = \"Thẩm định\"");
    let province = tiny(&[quiet, (DOCUMENT, DEFECT)]);
    let first = |step: &str| -> Vec<&Run> {
        let mut seen = std::collections::BTreeSet::new();
        of_step(&province, "1", step).into_iter().filter(|run| seen.insert(run.dossier)).collect()
    };
    let caught = share(&first("Trình"), Outcome::Returned);
    assert!((caught - 0.14).abs() < 0.04, "{caught}");
    let surfaced = share(&first("Trả"), Outcome::Returned);
    // Most of what comes back to the check a second time is caught the first.
    assert!((surfaced - 0.06).abs() < 0.03, "{surfaced}");
}

#[test]
fn a_check_deters_while_it_is_there() {
    let quiet =
        ("returns = 0.1, back_to = \"Thẩm định\", supplements = 0.1", "back_to = \"Tiếp nhận\"");
    let gone = "[[reform]]\nkind = \"remove_check\"\nprocedure = \"1\"\nstep = \"Thẩm định\"\n\n[[legal_text]]";
    let faulty = DEFECT.replace("back_to = \"Thẩm định\"", "back_to = \"Tiếp nhận\"");
    let words = [quiet, (DOCUMENT, faulty.as_str())];
    let with = tiny(&words);
    let without = tiny(&[words[0], words[1], ("[[legal_text]]", gone)]);
    let returned = |p: &Province| share(&of_step(p, "1", "Trình"), Outcome::Returned);
    let (with, without) = (returned(&with), returned(&without));
    assert!(without > 1.8 * with, "{with} and {without}");
}

#[test]
fn hard_dossiers_take_longer_and_easy_ones_may_skip_a_step() {
    let hard = "[procedure.hard]\nshare = 0.3\nfactor = 3\n\n[[procedure.document]]";
    let own = "desk = \"police\", minutes = 60";
    let skipped = "desk = \"police\", skip = [0.8, 0.1], minutes = 60";
    let province = tiny(&[(own, skipped), (DOCUMENT, hard)]);
    let consulted: std::collections::BTreeSet<usize> =
        of_step(&province, "1", "Lấy ý kiến").iter().map(|run| run.dossier).collect();
    let calendar = &province.world.calendar;
    let mut times = [(0.0, 0.0); 2];
    for run in of_step(&province, "1", "Thẩm định") {
        let (Some(started), Some(finished)) = (run.started, run.finished) else { continue };
        let (sum, n) = &mut times[usize::from(consulted.contains(&run.dossier))];
        *sum += (calendar.work(finished) - calendar.work(started)) as f64;
        *n += 1.0;
    }
    let [skipped, consulted] = times.map(|(sum, n)| sum / n);
    // Of those consulted 0.27 of 0.41 are hard, of those not 0.03 of 0.59.
    assert!((consulted / skipped - 2.1).abs() < 0.4, "{consulted} {skipped}");
}

#[test]
fn promises_are_moved_before_they_pass() {
    let hurried = ("days = 10\n", "days = 3\n");
    let moved = "[[problem]]\nid = \"m\"\nkind = \"moved_promises\"\nprocedure = \"1\"\nshare = 0.5\ndays = 2\n\n[[legal_text]]";
    let (kept, moved) = (tiny(&[hurried]), tiny(&[hurried, ("[[legal_text]]", moved)]));
    let late = |province: &Province| {
        let of = province.dossiers.iter().filter(|d| d.filing.procedure == 0 && d.result.is_some());
        of.filter(|d| d.result > Some(d.due)).count()
    };
    let (before, after) = (late(&kept), late(&moved));
    assert!(before > 30 && after * 3 < before * 2, "{before} {after}");
    for (before, after) in kept.dossiers.iter().zip(&moved.dossiers) {
        assert_eq!((before.result, before.first_due), (after.result, after.first_due));
        // Only what would have passed.
        assert!(after.due == before.due || (before.result.is_none_or(|at| at > before.due)));
    }
    assert!(kept.moves.is_empty() && moved.moves.len() >= before - after);
    for one in &moved.moves {
        // Before the promise passed, by as much as the problem says, and never after the result.
        assert!(one.at < one.before && one.before < one.after);
        let dossier = &moved.dossiers[one.dossier];
        assert!(dossier.filing.received <= one.at && dossier.result.is_none_or(|at| one.at < at));
        let calendar = &moved.world.calendar;
        assert_eq!(calendar.work(one.after) - calendar.work(one.before), 2 * 28_800);
        assert!(one.after <= dossier.due);
    }
    // The export says so, where there is something to say.
    let table = |province: &Province| {
        let mut files = super::files(province).unwrap().into_iter();
        files.find(|(path, _)| path == "data/doi_ngay_hen.csv")
    };
    assert!(table(&kept).is_none());
    let rows = String::from_utf8(table(&moved).unwrap().1).unwrap();
    assert_eq!(rows.lines().count(), moved.moves.len() + 1);
    let named = rows.lines().filter(|row| row.contains("(CB")).count();
    assert!(named * 10 > moved.moves.len() * 9, "{named} of {} say who", moved.moves.len());
}

#[test]
fn agencies_and_procedures_get_new_names_on_their_day() {
    let names = "[[rename]]\nfrom = \"2024-10-01\"\nagency = \"UBND xã Hai\"\nto = \"UBND phường Ba\"\n\n\
                 [[rename]]\nfrom = \"2024-11-01\"\nprocedure = \"3\"\nto = \"3.1\"\n\n[[legal_text]]";
    let province = tiny(&[("[[legal_text]]", names)]);
    let files = super::files(&province).unwrap();
    let text = |path: &str| {
        let (_, bytes) = files.iter().find(|(name, _)| name == path).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let (dossiers, register) = (text("data/ho_so.csv"), text("register/thu_tuc.csv"));
    let before = dossiers.lines().filter(|row| row.contains("UBND xã Hai")).count();
    let after: Vec<&str> = dossiers.lines().filter(|row| row.contains("UBND phường Ba")).collect();
    assert!(before > 200 && after.len() > 200);
    assert!(after.iter().all(|row| !row.contains("/09/2024 1") || row.contains("/10/2024")));
    assert!(
        after.iter().any(|row| row.contains(",3,"))
            && after.iter().any(|row| row.contains(",3.1,"))
    );
    assert!(register.contains("\n3,") && register.contains("\n3.1,"));
}

#[test]
fn officers_of_merged_desks_work_on_one_queue() {
    use std::collections::BTreeSet;
    let merger = "[[reform]]\nkind = \"merge_desks\"\nfrom = \"2024-10-01\"\ndesk = \"police\"\n\
                  agency = \"UBND thị xã Một\"\ninto = \"village\"\n\
                  into_agency = \"UBND xã Hai\"\n\n[[legal_text]]";
    let (apart, merged) = (tiny(&[]), tiny(&[("[[legal_text]]", merger)]));
    let world = &merged.world;
    let [police, village] =
        [(0, "police"), (1, "village")].map(|(a, id)| world.desk(a, id).unwrap());
    let day = world.midnight("2024-10-01").unwrap();
    let consults = of_step(&merged, "1", "Lấy ý kiến");
    let others = of_step(&merged, "3", "Tiếp nhận");
    let who = |runs: &[&Run], later: bool| -> BTreeSet<usize> {
        let then = runs.iter().filter(|run| run.started.is_some_and(|at| (at >= day) == later));
        then.filter_map(|run| run.officer).collect()
    };
    assert_eq!((who(&consults, false).len(), who(&others, false).len()), (2, 2));
    assert!(who(&consults, false).is_disjoint(&who(&others, false)));
    let all: BTreeSet<usize> = &who(&consults, false) | &who(&others, false);
    assert_eq!((who(&consults, true), who(&others, true)), (all.clone(), all));
    for run in &consults {
        let later = run.started.is_some_and(|at| at >= day);
        // What began before the day is finished where it was.
        assert!(run.desk == village || (run.desk == police && !later));
    }
    // What lay there on the day isn't forgotten.
    assert!(consults.iter().all(|run| run.desk == village || run.started.is_some()));
    assert!(merged.busy.iter().all(|busy| busy.utilisation < 1.0), "{:?}", merged.busy);
    // Nothing happens to a dossier that hadn't without it, only when.
    let keys = |province: &Province| -> Vec<u64> {
        province.dossiers.iter().map(|dossier| dossier.filing.key).collect()
    };
    assert_eq!(BTreeSet::from_iter(keys(&apart)), BTreeSet::from_iter(keys(&merged)));
    let waits = |province: &Province| causes(province, "1", "Lấy ý kiến").wait_s;
    assert_ne!(waits(&apart), waits(&merged));
    let files: std::collections::BTreeMap<_, _> =
        super::files(&merged).unwrap().into_iter().collect();
    let truth: serde_json::Value = serde_json::from_slice(&files["truth.json"]).unwrap();
    assert_eq!(truth["mergers"][0]["unit"], "Công an");
    assert_eq!(truth["mergers"][0]["into_unit"], "Công chức xã");
    let twice = merger.replace("[[legal_text]]", "") + merger;
    let text = include_str!("tiny.toml").replacen("[[legal_text]]", &twice, 1);
    let error = run(&Scenario::parse(&text).unwrap(), 1).unwrap_err();
    assert!(error.message.contains("merge"), "{error}");
}

#[test]
fn so_many_are_received_as_the_scenario_says() {
    let number = |received: usize| {
        let line = format!("same_day_until = \"15:00\"\nreceived = {received}");
        tiny(&[("same_day_until = \"15:00\"", &line)])
    };
    let free = tiny(&[]);
    let keys = |province: &Province| -> std::collections::BTreeSet<u64> {
        province.dossiers.iter().map(|d| d.filing.key).collect()
    };
    let all = keys(&free);
    let (fewer, more) = (number(all.len() - 40), number(all.len() + 40));
    assert_eq!((fewer.dossiers.len(), more.dossiers.len()), (all.len() - 40, all.len() + 40));
    assert!(keys(&fewer).is_subset(&all) && all.is_subset(&keys(&more)));
    assert!(more.dossiers.iter().all(|d| d.filing.received <= more.world.as_of));
}

#[test]
fn utilisation_is_what_is_offered() {
    let province = tiny(&[]);
    // 0.2 of other work; 1,500 a year at 60 min, less on line, and 1,200 at 40, some of them more than once.
    let heads = province.busy.iter().find(|busy| busy.desk == "heads").unwrap();
    let a_year = 1_500.0 * 60.0 * (1.0 - 0.3 * 0.5) * 1.1 + 1_200.0 * 40.0 * 1.1;
    let expected = 0.2 + a_year / 2.0 / (254.0 * 480.0);
    assert!((heads.utilisation - expected).abs() < 0.04, "{} {expected}", heads.utilisation);
}
