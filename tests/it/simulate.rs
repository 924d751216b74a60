//! The simulated province is what its scenario says, and nothing else.

mod measures;
mod scale;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use redtape::simulate::{Scenario, run};

use measures::*;
use world::*;

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let scenario = short("", "");
    let (once, again, other) =
        (written(&scenario, 1), written(&scenario, 1), written(&scenario, 2));
    assert!(once == again);
    for path in ["data/ho_so.csv", "data/luot_xu_ly.csv", "data/tam_dung.csv", "truth.json"] {
        assert!(once[path] != other[path], "{path}");
    }
    assert!(once["register/buoc.csv"] == other["register/buoc.csv"]);
}

#[test]
fn a_province_has_the_size_that_the_scenario_says() {
    for world in [&*NULL, &*DEMO] {
        assert!((29_000..=31_500).contains(&world.dossiers.len()), "{}", world.dossiers.len());
        assert_eq!(procedures(world).len(), 10);
        let agencies: BTreeSet<&str> = world.dossiers.values().map(|d| d.agency.as_str()).collect();
        assert_eq!(agencies.len(), 18);
        assert!(world.dossiers.values().any(|d| d.result.is_none()), "nothing is open at the end");
    }
}

#[test]
fn work_is_done_in_office_hours_and_by_an_officer_one_after_the_other() {
    let mut busy: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for run in &NULL.runs {
        let (Some(started), Some(finished)) = (&run.started, &run.finished) else { continue };
        assert!(run.enabled <= *started && started < finished && finished.as_str() <= END);
        for stamp in [started, finished] {
            let time = &stamp[11..];
            let open = ("07:30:00"..="11:30:00").contains(&time)
                || ("13:30:00"..="17:30:00").contains(&time);
            assert!(open && CLOCK.open(stamp[..10].parse().unwrap()) > 0, "{stamp}");
        }
        busy.entry(&run.officer).or_default().push((started, finished));
    }
    for (officer, mut times) in busy {
        times.sort_unstable();
        assert!(
            times.windows(2).all(|pair| pair[0].1 <= pair[1].0),
            "{officer} did two things at once"
        );
    }
}

#[test]
fn a_pause_moves_the_promise_by_its_length() {
    let mut paused: BTreeMap<String, f64> = BTreeMap::new();
    let headings = ["Mã hồ sơ", "Ngày yêu cầu bổ sung", "Ngày nhận bổ sung"];
    for [id, from, to] in table(&NULL.files, "data/tam_dung.csv", headings) {
        let from = sortable(&from).unwrap();
        *paused.entry(id).or_default() += sortable(&to).map_or(0.0, |to| between(&from, &to));
    }
    assert!(paused.len() > 3_000);
    for (id, dossier) in &NULL.dossiers {
        let moved = between(&dossier.first_due, &dossier.due);
        let length = paused.get(id).copied().unwrap_or(0.0);
        assert!((moved - length).abs() < 0.1, "{id}: {moved} for {length}");
    }
}

#[test]
fn the_healthy_worlds_are_inside_every_margin() {
    for world in [&*NULL, &*SMALL] {
        inside_every_margin(world);
    }
}

/// What the files don't show: everybody's load, other work included, and how many there are.
fn staffed_well(world: &World) {
    let truth: serde_json::Value = serde_json::from_slice(&world.files["truth.json"]).unwrap();
    assert!(truth["problems"].as_array().unwrap().is_empty());
    let desks = truth["desks"].as_array().unwrap();
    assert!(desks.len() > 50);
    for desk in desks {
        assert!(desk["officers"].as_u64().unwrap() >= 3, "{desk}");
        assert!(desk["utilisation"].as_f64().unwrap() < 0.75, "{desk}");
    }
}

fn inside_every_margin(world: &World) {
    staffed_well(world);
    for (place, load) in loads(world) {
        assert!(load.utilisation() < 0.75, "{place:?}: {}", load.utilisation());
        assert!(load.growth() < 0.03, "{place:?}: {} in, {} out", load.arrived, load.done);
    }
    let mut steps: BTreeMap<[&str; 3], Vec<&Run>> = BTreeMap::new();
    for run in world.recent() {
        steps.entry([&run.procedure, &run.step, &run.agency]).or_default().push(run);
        let change = run.outcome != "Đạt" && !run.outcome.is_empty();
        assert!(!change || run.role == "check", "{} changes something", run.step);
    }
    for (place, runs) in &steps {
        let ratio = mean(runs.iter().filter_map(|r| sojourn(r))) / runs[0].planned;
        assert!(ratio <= 1.0, "{place:?} takes {ratio} of its plan");
    }
    for procedure in procedures(world) {
        let needed = needs_half(world, procedure);
        assert!((0.12..0.35).contains(&needed), "{procedure}: {needed}");
        let ratio = online_ratio(world, procedure);
        assert!(ratio <= 0.75, "{procedure}: {ratio}");
        let gone = to_and_fro(world, procedure);
        assert!(gone < 0.02, "{procedure}: {gone}");
        let checks: BTreeSet<&str> = world
            .runs
            .iter()
            .filter(|run| run.procedure == procedure && run.role == "check")
            .map(|run| run.step.as_str())
            .collect();
        for step in checks {
            let changed = changes(world.of_step(procedure, step));
            assert!(changed >= 0.15, "{procedure}, {step}: {changed}");
        }
    }
    for (pair, same) in same_hands(world) {
        assert!(same < 0.5, "{pair:?}: {same}");
    }
    for (agency, share) in bulk(world) {
        assert!(share < 0.01, "{agency}: {share}");
    }
    let closed = world.dossiers.values().filter_map(|d| Some(d.result.as_ref()? <= &d.due));
    assert!(share(closed) > 0.97);
}

#[test]
fn every_planted_problem_is_in_the_data() {
    let world = &*DEMO;
    let [household, building, marital, environment] =
        ["1.001612", "1.009994", "1.004873", "1.010226"];
    let signing = |here: bool| {
        let runs = world.of_step(household, "Ký duyệt");
        mean(runs.filter(|r| (r.agency == "UBND huyện Cẩm Sơn") == here).filter_map(wait))
    };
    assert!(signing(true) > 5.0 * signing(false));
    let loads = loads(world);
    let taxes = &loads[&("UBND huyện Gia Thịnh", "Chi cục Thuế khu vực")];
    assert!(taxes.utilisation() > 0.92 && taxes.growth() > 0.35);
    assert!(changes(world.of_step(household, "Trình lãnh đạo phòng")) < 0.015);
    assert!(changes(world.of_step("2.000488", "Thẩm định lại")) < 0.01);
    assert!(changes(world.of_step("2.000488", "Thẩm định")) > 0.15);
    assert_eq!(same_hands(world)[&[marital, "Văn thư đóng dấu", "Trả kết quả"]], 1.0);
    assert!(to_and_fro(world, environment) > 0.35);
    assert!(online_ratio(world, "1.001193") > 1.0);
    assert!(bulk(world)["Sở Giao thông vận tải tỉnh Sông Lam"] > 0.4);
    assert!(needs_half(world, "2.009901") < 0.02);
    let site = |run: &Run| Some(sojourn(run)? / run.planned);
    assert!(mean(world.of_step(building, "Kiểm tra thực địa").filter_map(site)) > 2.5);
    let closed = world.dossiers.values().filter_map(|d| Some(d.result.as_ref()? <= &d.due));
    let official = share(closed);
    assert!((0.96..0.99).contains(&official), "{official}");
    let promised =
        world.dossiers.values().filter(|d| d.result.is_some() || d.first_due.as_str() <= END);
    let kept = share(promised.map(|d| d.result.as_ref().is_some_and(|at| *at <= d.first_due)));
    assert!(kept < official - 0.03, "{kept} of promises kept");
}

#[test]
fn the_truth_names_things_as_the_data_do() {
    let truth: serde_json::Value = serde_json::from_slice(&DEMO.files["truth.json"]).unwrap();
    let names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::from([
        ("procedure", procedures(&DEMO)),
        ("step", DEMO.runs.iter().map(|r| r.step.as_str()).collect()),
        ("other_step", DEMO.runs.iter().map(|r| r.step.as_str()).collect()),
        ("agency", DEMO.runs.iter().map(|r| r.agency.as_str()).collect()),
        ("unit", DEMO.runs.iter().map(|r| r.unit.as_str()).collect()),
        ("other_unit", DEMO.runs.iter().map(|r| r.unit.as_str()).collect()),
    ]);
    let problems = truth["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 10);
    for problem in problems {
        let must = problem["must"].as_array().unwrap();
        assert!(!must.is_empty(), "{} brings up nothing", problem["id"]);
        for expected in must.iter().chain(problem["may"].as_array().unwrap()) {
            for (field, name) in expected["scope"].as_object().unwrap() {
                let name = name.as_str().unwrap();
                assert!(names[field.as_str()].contains(name), "{}: {field} {name}", problem["id"]);
            }
        }
    }
}

#[test]
fn one_change_changes_nothing_else() {
    let agency = "UBND huyện Cẩm Sơn";
    let problem = format!(
        "[[problem]]\nid = \"slow\"\nkind = \"signing_days\"\nagency = \"{agency}\"\n\
         desk = \"district-leaders\"\nsessions = [\"fri 14:00-17:00\"]\nnoticed_from = 200"
    );
    let (healthy, slow) = (written(&short("", ""), 3), written(&short("", &problem), 3));
    let headings = [
        "Đơn vị giải quyết",
        "Mã hồ sơ",
        "Ngày nộp hồ sơ",
        "Ngày tiếp nhận",
        "Ngày hẹn trả trước",
        "Ngày hẹn trả",
        "Ngày kết thúc xử lý",
    ];
    let dossiers = |files: &Files| table(files, "data/ho_so.csv", headings);
    let (before, after) = (dossiers(&healthy), dossiers(&slow));
    assert_eq!(before.len(), after.len());
    let mut later = 0;
    for (one, other) in before.iter().zip(&after) {
        if one[0] == agency {
            assert_eq!(one[..5], other[..5]);
            later += usize::from(one[6] != other[6]);
        } else {
            assert_eq!(one, other);
        }
    }
    assert!(later > 100, "{later} dossiers waited for the signature");
    // Even where it changes when something happens, it doesn't change what happens.
    let paths = |files: &Files| {
        let mut paths: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
        let headings = ["Mã hồ sơ", "Bước xử lý", "Kết quả"];
        for [id, step, outcome] in table(files, "data/luot_xu_ly.csv", headings) {
            paths.entry(id).or_default().push([step, outcome]);
        }
        paths
    };
    let (before, after) = (paths(&healthy), paths(&slow));
    let closed = after.iter().filter(|(_, path)| {
        path.last().is_some_and(|[step, end]| step == "Trả kết quả" && !end.is_empty())
    });
    let mut compared = 0;
    for (id, path) in closed {
        assert_eq!(before[id], *path);
        compared += 1;
    }
    assert!(compared > 2_000);
}

#[test]
fn a_scenario_that_names_what_it_does_not_have_is_refused() {
    let problem = |text: &str| {
        let tables = format!("[[problem]]\nid = \"wrong\"\n{text}");
        run(&short("", &tables), 1).unwrap_err().to_string()
    };
    let procedure = problem("kind = \"padded_deadline\"\nprocedure = \"9.999999\"\ndays = 5");
    assert!(procedure.contains("9.999999"), "{procedure}");
    let agency =
        problem("kind = \"bulk_closing\"\nagency = \"UBND huyện Không Có\"\nat = \"16:50\"");
    assert!(agency.contains("Không Có"), "{agency}");
    let steps = problem(
        "kind = \"same_hands\"\nprocedure = \"1.001193\"\nstep = \"Tiếp nhận\"\nother_step = \"Ký duyệt\"",
    );
    assert!(steps.contains("follow each other"), "{steps}");
    let session = problem(
        "kind = \"signing_days\"\nagency = \"UBND huyện Cẩm Sơn\"\ndesk = \"district-leaders\"\n\
         sessions = [\"friday\"]\nnoticed_from = 1",
    );
    assert!(session.contains("friday"), "{session}");
    let days = problem("kind = \"padded_deadline\"\nprocedure = \"2.009901\"\ndays = 2000");
    assert!(days.contains("2.009901") && days.contains("days"), "{days}");
}

#[test]
fn a_scenario_outside_the_calendar_is_refused() {
    let scenario = Scenario::parse("extends = \"null\"\nas_of = \"2027-12-30T17:30:00\"").unwrap();
    let error = run(&scenario, 1).unwrap_err().to_string();
    assert!(error.contains("2027-12-31"), "{error}");
}
