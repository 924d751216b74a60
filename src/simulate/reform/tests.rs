use super::super::province::{Province, Run};
use super::super::{Among, Scenario, run};
use super::*;

const CHANGES: [&str; 9] = [
    "kind = \"remove_step\"\nprocedure = \"1\"\nstep = \"Lấy ý kiến\"",
    "kind = \"remove_check\"\nprocedure = \"1\"\nstep = \"Trình\"",
    "kind = \"remove_document\"\nprocedure = \"1\"\ndocument = \"Bản sao hộ khẩu\"",
    "kind = \"merge_steps\"\nprocedure = \"1\"\nstep = \"Thẩm định\"\nother_step = \"Trình\"",
    "kind = \"parallel_steps\"\nprocedure = \"1\"\nstep = \"Lấy ý kiến\"\nother_step = \"Thẩm định\"",
    "kind = \"delegate\"\nprocedure = \"1\"\nstep = \"Ký\"\ndesk = \"deputies\"",
    "kind = \"dissolve_batch\"\ndesk = \"leaders\"",
    "kind = \"move_officers\"\ndesk = \"room\"\nto_desk = \"heads\"\nofficers = 1",
    "kind = \"data_link\"\nprocedure = \"1\"\nstep = \"Lấy ý kiến\"\nminutes = 2",
];

fn tiny() -> Scenario {
    Scenario::parse(include_str!("../tests/tiny.toml")).unwrap()
}

fn reformed(change: &str, ghost: bool) -> Province {
    run(&tiny().with_reform(&Reform::parse(change).unwrap(), ghost), 1).unwrap()
}

/// Runs of a procedure, those of a dossier together.
fn runs<'a>(province: &'a Province, code: &str) -> Vec<(&'a str, &'a Run)> {
    let procedure = province.world.procedure_coded(code).unwrap();
    province
        .runs
        .iter()
        .filter_map(|run| {
            let dossier = &province.dossiers[run.dossier];
            (dossier.filing.procedure == procedure).then_some((dossier.id.as_str(), run))
        })
        .collect()
}

/// What happened to a procedure's dossiers, in words that two provinces can be compared by.
fn lives(province: &Province, code: &str) -> Vec<String> {
    let told = |(id, run): (&str, &Run)| {
        format!(
            "{id} {} {:?} {} {:?} {:?} {:?}",
            run.step, run.officer, run.enabled, run.started, run.finished, run.outcome
        )
    };
    runs(province, code).into_iter().map(told).collect()
}

fn of_step<'a>(province: &'a Province, name: &str) -> Vec<&'a Run> {
    let procedure = &province.world.procedures[0];
    let step = procedure.step_named(name).unwrap();
    runs(province, "1").into_iter().map(|(_, run)| run).filter(|run| run.step == step).collect()
}

fn mean(province: &Province, code: &str) -> f64 {
    let among = Among { procedure: Some(code), to: Some("2024-12-01"), ..Among::default() };
    let figures = province.figures(&among).unwrap();
    assert!(figures.dossiers > 300 && figures.open < figures.dossiers / 50, "{figures:?}");
    figures.makespan_s
}

fn worked(province: &Province, desk: &str) -> i64 {
    province.busy.iter().find(|busy| busy.desk == desk).unwrap().worked_s
}

#[test]
fn a_reform_is_read_with_its_day_and_its_ghosts() {
    let text = "kind = \"remove_step\"\nprocedure = \"1\"\nstep = \"Ký\"\nfrom = \"2024-01-01\"";
    let reform = Reform::parse(text).unwrap();
    let step = Change::RemoveStep { procedure: "1".to_owned(), step: "Ký".to_owned() };
    assert_eq!((&reform.change, reform.from.as_deref()), (&step, Some("2024-01-01")));
    assert!(!reform.ghost && Reform::parse(&format!("{text}\nghost = true")).unwrap().ghost);
}

#[test]
fn what_a_reform_does_not_know_is_named() {
    let refused = |text: &str| Reform::parse(text).unwrap_err().to_string();
    let error = refused("kind = \"end_detour\"\nprocedure = \"1\"\nstep = \"Ký\"");
    assert!(error.contains("step"), "{error}");
    let error = refused("kind = \"wish\"");
    assert!(error.contains("wish"), "{error}");
    let refused = |text: &str| {
        let reform = Reform::parse(text).unwrap();
        run(&tiny().with_reform(&reform, false), 1).unwrap_err().to_string()
    };
    let error = refused("kind = \"remove_step\"\nprocedure = \"1\"\nstep = \"Trả\"");
    assert!(error.contains("last step"), "{error}");
    let error = refused("kind = \"remove_check\"\nprocedure = \"1\"\nstep = \"Ký\"");
    assert!(error.contains("no check"), "{error}");
    let error = refused("kind = \"dissolve_batch\"\ndesk = \"nobody\"");
    assert!(error.contains("nobody"), "{error}");
    let merge = "kind = \"merge_steps\"\nprocedure = \"1\"\nstep = \"Ký\"\nother_step = \"Trình\"";
    let error = refused(merge);
    assert!(error.contains("doesn't follow"), "{error}");
}

#[test]
fn a_reform_does_not_touch_agencies_that_share_no_desk() {
    let before = lives(&run(&tiny(), 1).unwrap(), "3");
    assert!(before.len() > 500);
    for change in CHANGES {
        for ghost in [false, true] {
            assert!(lives(&reformed(change, ghost), "3") == before, "{change}");
        }
    }
}

#[test]
fn with_ghost_work_others_in_the_queue_wait_as_before() {
    let base = run(&tiny(), 1).unwrap();
    let before = lives(&base, "2");
    // The heads check both procedures; what procedure 1 is checked for goes back to the room and comes
    // again.
    let check = CHANGES[1];
    assert!(lives(&reformed(check, true), "2") == before);
    let relieved = reformed(check, false);
    assert!(lives(&relieved, "2") != before);
    assert!(mean(&relieved, "2") < mean(&base, "2") * 0.97);
    // Where a paper, a hand-over, a signature goes, so does nobody's work.
    for change in [CHANGES[2], CHANGES[3], CHANGES[5], CHANGES[6], CHANGES[7], CHANGES[8]] {
        let ghostly = reformed(change, true);
        for desk in ["room", "heads", "police", "counter"] {
            let (then, now) = (worked(&base, desk), worked(&ghostly, desk));
            let change = (now - then).abs() as f64 / then as f64;
            assert!(change < 0.005, "{change}: {desk}, {then} and {now}");
        }
    }
}

#[test]
fn a_reform_without_ghosts_frees_the_minutes_of_what_it_removes() {
    let base = run(&tiny(), 1).unwrap();
    let freed = |change: &str, desk: &str| {
        1.0 - worked(&reformed(change, false), desk) as f64 / worked(&base, desk) as f64
    };
    assert_eq!(freed(CHANGES[0], "police"), 1.0);
    assert_eq!(freed(CHANGES[8], "police"), 1.0);
    assert!((0.3..0.8).contains(&freed(CHANGES[1], "heads")));
    assert!((0.1..0.3).contains(&freed(CHANGES[2], "room")));
    assert!(freed(CHANGES[3], "heads") > 0.3 && freed(CHANGES[3], "room") < -0.2);
    assert_eq!(freed(CHANGES[5], "leaders"), 1.0);
    assert!(freed(CHANGES[4], "room").abs() < 0.005 && freed(CHANGES[6], "leaders").abs() < 0.05);
}

#[test]
fn every_reform_saves_time_and_the_direct_saving_is_not_all_of_it() {
    let before = mean(&run(&tiny(), 1).unwrap(), "1");
    let saved = |change: &str, ghost: bool| before - mean(&reformed(change, ghost), "1");
    for change in CHANGES {
        let (total, direct) = (saved(change, false), saved(change, true));
        let idle = change.contains("move_officers");
        assert!(if idle { direct == 0.0 } else { direct > 300.0 }, "{direct}: {change}");
        // Who is not relieved of the work keeps all others waiting as before.
        let relieves = ["remove", "data_link"].iter().any(|kind| change.contains(kind));
        assert!(!relieves || total > direct - 200.0, "{total} and {direct}: {change}");
    }
}

#[test]
fn draws_belong_to_what_they_are_for() {
    let base = run(&tiny(), 1).unwrap();
    let after = reformed(CHANGES[0], false);
    let services = |province: &Province| -> Vec<(String, usize, i64)> {
        let calendar = &province.world.calendar;
        let mut services: Vec<_> = runs(province, "1")
            .into_iter()
            .filter(|(_, run)| run.step != 1)
            .filter_map(|(id, run)| {
                let worked = calendar.work(run.finished?) - calendar.work(run.started?);
                Some((id.to_owned(), run.step, worked))
            })
            .collect();
        services.sort();
        services
    };
    let (before, after) = (services(&base), services(&after));
    let known = after.iter().filter(|service| before.binary_search(service).is_ok()).count();
    // All but those that came to be by the end of the year.
    assert!(known * 1000 > after.len() * 985, "{known} of {}", after.len());
}

#[test]
fn from_its_day_on_dossiers_go_the_new_way() {
    let day = format!("{}\nfrom = \"2024-10-01\"", CHANGES[0]);
    let base = run(&tiny(), 1).unwrap();
    let after = reformed(&day, false);
    let from = after.world.midnight("2024-10-01").unwrap();
    let (mut old, mut new) = (0, 0);
    for run in of_step(&after, "Lấy ý kiến") {
        assert!(after.dossiers[run.dossier].filing.received < from);
        old += 1;
    }
    for dossier in after.dossiers.iter().filter(|d| d.filing.received >= from) {
        new += usize::from(dossier.filing.procedure == 0);
    }
    assert!(old > 300 && new > 300);
    let finished_before = |province: &Province| -> Vec<String> {
        let lives = lives(province, "1").into_iter().zip(runs(province, "1"));
        lives.filter(|(_, (_, r))| r.finished.is_some_and(|at| at < from)).map(|(l, _)| l).collect()
    };
    assert!(finished_before(&base) == finished_before(&after));
}

#[test]
fn each_reform_does_what_it_says() {
    let base = run(&tiny(), 1).unwrap();
    let merged = reformed(CHANGES[3], false);
    let (alone, both) = (of_step(&merged, "Trình"), of_step(&merged, "Thẩm định"));
    // Only what was asked for is looked at again, by those who asked.
    assert!(alone.len() * 4 < both.len());
    assert!(alone.iter().all(|run| merged.world.desks[run.desk].id == "room"));
    let beside = reformed(CHANGES[4], false);
    let (one, other) = (of_step(&beside, "Lấy ý kiến"), of_step(&beside, "Thẩm định"));
    let mut together = 0;
    for run in &one {
        assert!(other.iter().any(|r| r.dossier == run.dossier && r.enabled == run.enabled));
        together += 1;
    }
    assert!(together > 500);
    for run in of_step(&beside, "Trình") {
        let done = |r: &&&Run| r.dossier == run.dossier && r.enabled < run.enabled;
        let both = one.iter().chain(&other).filter(done).filter_map(|r| r.finished);
        assert!(both.max() <= Some(run.enabled));
    }
    let delegated = reformed(CHANGES[5], false);
    for run in of_step(&delegated, "Ký") {
        assert_eq!(delegated.world.desks[run.desk].id, "deputies");
    }
    let moved = reformed(CHANGES[7], false);
    let heads = moved.world.desk(0, "heads").unwrap();
    let guest = moved.world.desks[moved.world.desk(0, "room").unwrap()].first_officer + 2;
    let at: Vec<usize> =
        moved.runs.iter().filter(|r| r.officer == Some(guest)).map(|r| r.desk).collect();
    assert!(at.len() > 100 && at.iter().all(|&desk| desk == heads));
    let linked = reformed(CHANGES[8], false);
    for run in of_step(&linked, "Lấy ý kiến") {
        assert_eq!(run.officer, None);
        if let (Some(started), Some(finished)) = (run.started, run.finished) {
            let calendar = &linked.world.calendar;
            assert_eq!(calendar.work(finished) - calendar.work(started), 120);
        }
    }
    let asked = |province: &Province| {
        let runs = of_step(province, "Thẩm định");
        runs.iter()
            .filter(|r| r.outcome == Some(super::super::dossiers::Outcome::SupplementAsked))
            .count()
    };
    assert!(asked(&base) > 100 && asked(&reformed(CHANGES[2], false)) == 0);
}

#[test]
fn what_a_problem_does_a_reform_can_undo() {
    let with = |problem: &str, reform: &str, ghost: bool| {
        let text = format!(
            "extends = \"null\"\nfrom = \"2024-07-01\"\n[[problem]]\nid = \"p\"\n{problem}"
        );
        let mut scenario = Scenario::parse(&text).unwrap();
        if !reform.is_empty() {
            scenario = scenario.with_reform(&Reform::parse(reform).unwrap(), ghost);
        }
        run(&scenario, 1).unwrap()
    };
    let cases = [
        (
            "1.010226",
            "kind = \"ping_pong\"\nprocedure = \"1.010226\"\nstep = \"Thẩm định\"\nvia = \"Lấy ý kiến\"\nshare = 0.5",
            "kind = \"end_detour\"\nprocedure = \"1.010226\"",
        ),
        (
            "1.001193",
            "kind = \"online_in_name\"\nprocedure = \"1.001193\"\nretyping = 60",
            "kind = \"restructure_online\"\nprocedure = \"1.001193\"",
        ),
    ];
    for (code, problem, reform) in cases {
        let [bad, ghostly, good] = [("", false), (reform, true), (reform, false)]
            .map(|(reform, ghost)| mean(&with(problem, reform, ghost), code));
        assert!(bad > ghostly + 600.0 && ghostly > good - 100.0, "{bad} {ghostly} {good}");
    }
}

#[test]
fn a_dossier_that_waits_for_its_own_ghost_is_told_apart() {
    // The room does both, each dossier with one officer: what comes back finds that officer at the ghost.
    let text = "extends = \"duplicate-check\"\nfrom = \"2024-07-01\"";
    let base = Scenario::parse(text).unwrap();
    let reform = "kind = \"remove_check\"\nprocedure = \"1.001612\"\nstep = \"Thẩm định lại\"";
    let reform = Reform::parse(reform).unwrap();
    let among = Among { procedure: Some("1.001612"), to: Some("2024-12-01"), ..Among::default() };
    let own = |scenario: &Scenario| run(scenario, 1).unwrap().figures(&among).unwrap();
    let ghostly = own(&base.with_reform(&reform, true));
    assert!((180.0..900.0).contains(&ghostly.own_ghost_s), "{ghostly:?}");
    assert!(ghostly.own_ghost_s < ghostly.waited_s);
    for scenario in [&base, &base.with_reform(&reform, false)] {
        assert!(own(scenario).own_ghost_s.abs() < f64::EPSILON);
    }
}
