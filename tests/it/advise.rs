//! Advice on hand-made frames: fifty-two weeks of one procedure at two agencies.

mod given;

use std::collections::BTreeMap;

use redtape::advise::{Advice, Frames, Options, Weights, all};
use redtape::results::{
    Action, Cell, Finding, Instrument, Message, Recommendation, Saving, Scope, Unit,
};
use redtape::words::{Language, Words};

use given::*;

fn advise<'a>(findings: &[Finding], frames: &'a Frames, options: &Options) -> Advice<'a> {
    all(findings, frames, options).unwrap()
}

fn saving(r: &Recommendation) -> &Saving {
    r.saving.as_ref().unwrap()
}

fn owned_days(step: &str) -> f64 {
    let of_step = desks().into_iter().filter(|d| d.step == step);
    let seconds: i64 =
        of_step.map(|d| (0..WEEKS).map(|w| d.wait(w) + d.service(w)).sum::<i64>()).sum();
    seconds as f64 / DAY_S as f64
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

#[test]
fn a_needless_check_is_cut_and_saves_all_the_time_that_it_owned() {
    let frames = frames(WEEKS);
    let advice = advise(&[stamp(AGAIN)], &frames, &options(WEEKS));
    let [cut] = advice.recommendations.as_slice() else { panic!("one recommendation") };
    assert_eq!((cut.rank, cut.action, cut.rule.as_str()), (1, Action::CutStep, "C01"));
    let saving = saving(cut);
    assert!(near(saving.in_window, owned_days(AGAIN)));
    assert_eq!(saving.unit, Unit::WorkDaysPerYear);
    assert!(near(saving.per_year.unwrap(), owned_days(AGAIN) * 52.1775 / 52.0));
    let [low, high] = saving.interval.unwrap();
    assert!(low > 0.0 && low < saving.per_year.unwrap() && high > saving.per_year.unwrap());
    assert!(near(saving.dossiers, 80.0 * 52.1775));
    assert!(saving.officer_hours.unwrap() > 0.0);
    assert_eq!(cut.top5_share, Some(1.0));
}

#[test]
fn a_recommendation_names_the_text_that_demands_the_step_and_who_owns_it() {
    let frames = frames(WEEKS);
    let advice = advise(&[stamp(AGAIN), stamp(STAMP)], &frames, &options(WEEKS));
    let by_step = |step: &str| {
        let mut all = advice.recommendations.iter();
        all.find(|r| r.target.step.as_deref() == Some(step)).unwrap()
    };
    let text = by_step(AGAIN).legal_text.as_ref().unwrap();
    assert_eq!((text.id.as_str(), text.instrument), ("QT-01", Instrument::InternalProcess));
    assert_eq!(by_step(AGAIN).owner, Message::new("advise-owner-named").text("owner", &text.owner));
    assert_eq!(by_step(STAMP).legal_text, None);
    assert_eq!(by_step(STAMP).owner, Message::new("advise-owner-unknown"));
}

#[test]
fn what_does_not_stand_makes_no_recommendation() {
    let frames = frames(WEEKS);
    let weak = Finding { q_study: Some(0.06), ..stamp(AGAIN) };
    let described = Finding { p: None, q_finder: None, q_study: None, ..stamp(SIGN) };
    let advice = advise(&[weak, described], &frames, &options(WEEKS));
    assert!(advice.recommendations.is_empty());
    assert_eq!(advice.package(3).unwrap(), None);
}

#[test]
fn shortening_a_deadline_comes_last_even_with_a_huge_stake() {
    let frames = frames(WEEKS);
    let advice = advise(&[padded(), bulk(), stamp(AGAIN)], &frames, &options(WEEKS));
    let actions: Vec<Action> = advice.recommendations.iter().map(|r| r.action).collect();
    assert_eq!(actions, [Action::CutStep, Action::SecureClosing, Action::ShortenDeadline]);
    assert_eq!(advice.recommendations[2].saving, None);
}

#[test]
fn of_two_recommendations_for_one_step_the_stronger_cut_stays_and_names_both_findings() {
    let frames = frames(WEEKS);
    let advice = advise(&[slow(AGAIN, HERE), stamp(AGAIN)], &frames, &options(WEEKS));
    let [cut] = advice.recommendations.as_slice() else { panic!("one recommendation") };
    assert_eq!(cut.action, Action::CutStep);
    let codes: Vec<&str> = cut.findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["R101", "B102"]);
}

#[test]
fn a_check_that_another_one_relies_on_is_not_cut_together_with_it() {
    let frames = frames(WEEKS);
    let second = found("R102", pair(CHECK, AGAIN), 0.003, Unit::Share, [0.0, 0.006]);
    let advice = advise(&[stamp(CHECK), second], &frames, &options(WEEKS));
    assert_eq!(advice.recommendations.len(), 1);
    assert_eq!(advice.recommendations[0].findings.len(), 2);
}

#[test]
fn what_an_analyst_must_confirm_counts_half_and_hides_nothing_that_stands() {
    let frames = frames(WEEKS);
    let unsure = Finding { confirm: true, ..stamp(AGAIN) };
    let advice = advise(&[unsure, slow(AGAIN, HERE)], &frames, &options(WEEKS));
    assert_eq!(advice.recommendations.len(), 2);
    assert!(advice.recommendations.iter().any(|r| r.confirm && r.action == Action::CutStep));
    let larger = Finding { confirm: true, ..stamp(AGAIN) };
    let advice = advise(&[larger, stamp(CHECK)], &frames, &options(WEEKS));
    assert_eq!(advice.recommendations[0].target.step.as_deref(), Some(CHECK));
    assert!(
        saving(&advice.recommendations[1]).in_window > saving(&advice.recommendations[0]).in_window
    );
}

#[test]
fn a_package_counts_each_hour_once() {
    let frames = frames(WEEKS);
    let advice = advise(&everything(), &frames, &options(WEEKS));
    let sum: f64 =
        advice.recommendations.iter().filter_map(|r| r.saving.as_ref()).map(|s| s.in_window).sum();
    let package = advice.package(advice.recommendations.len()).unwrap().unwrap();
    let whole: f64 = [RECEIVE, CHECK, AGAIN, SIGN, STAMP].map(owned_days).iter().sum();
    assert!(package.in_window < sum, "{} of {sum}", package.in_window);
    assert!(package.in_window < whole);
    let first = advice.package(1).unwrap().unwrap();
    assert!(near(first.in_window, saving(&advice.recommendations[0]).in_window));
    assert!(package.window_interval.unwrap()[0] < package.in_window);
}

#[test]
fn savings_of_different_steps_add_up_in_a_package() {
    let frames = frames(WEEKS);
    let advice = advise(&[stamp(AGAIN), stamp(STAMP)], &frames, &options(WEEKS));
    let package = advice.package(2).unwrap().unwrap();
    assert!(near(package.in_window, owned_days(AGAIN) + owned_days(STAMP)));
}

#[test]
fn ranks_do_not_depend_on_the_order_of_the_findings() {
    let frames = frames(WEEKS);
    let forwards = advise(&everything(), &frames, &options(WEEKS)).recommendations;
    let mut findings = everything();
    findings.reverse();
    let backwards = advise(&findings, &frames, &options(WEEKS)).recommendations;
    let order = |list: &[Recommendation]| {
        list.iter().map(|r| (r.rank, r.rule.clone(), r.target.clone())).collect::<Vec<_>>()
    };
    assert_eq!(order(&forwards), order(&backwards));
    let ranks: Vec<u32> = forwards.iter().map(|r| r.rank).collect();
    assert_eq!(ranks, (1..=u32::try_from(ranks.len()).unwrap()).collect::<Vec<_>>());
}

#[test]
fn less_than_a_year_gives_no_yearly_figure_unless_the_study_gives_the_number() {
    let frames = frames(30);
    let advice = advise(&[stamp(AGAIN)], &frames, &options(30));
    let of_window = saving(&advice.recommendations[0]);
    assert_eq!((of_window.per_year, of_window.interval), (None, None));
    assert_eq!(of_window.unit, Unit::WorkDays);
    assert!(of_window.window_interval.is_some());
    let known = Options { yearly_dossiers: Some(24_000.0), ..options(30) };
    let advice = advise(&[stamp(AGAIN)], &frames, &known);
    let yearly = saving(&advice.recommendations[0]);
    assert!(near(yearly.per_year.unwrap(), of_window.in_window * 10.0));
    assert!(near(yearly.dossiers, 24_000.0));
}

#[test]
fn too_few_weeks_give_a_saving_without_an_interval() {
    let frames = frames(12);
    let advice = advise(&[stamp(AGAIN)], &frames, &options(12));
    let saving = saving(&advice.recommendations[0]);
    assert!(saving.in_window > 0.0);
    assert_eq!(saving.window_interval, None);
    assert_eq!(advice.recommendations[0].top5_share, None);
}

#[test]
fn a_slow_signature_is_delegated_and_a_slow_desk_brought_to_its_peers() {
    let frames = frames(WEEKS);
    let advice = advise(&[slow(SIGN, HERE), slow(CHECK, HERE)], &frames, &options(WEEKS));
    let actions: BTreeMap<&str, Action> = advice
        .recommendations
        .iter()
        .map(|r| (r.target.step.as_deref().unwrap(), r.action))
        .collect();
    assert_eq!(actions[SIGN], Action::Delegate);
    assert_eq!(actions[CHECK], Action::RestructureStep);
    let sign = advice.recommendations.iter().find(|r| r.action == Action::Delegate).unwrap();
    let waited: i64 = desks()
        .iter()
        .filter(|d| d.step == SIGN && d.agency == HERE)
        .map(|d| (0..WEEKS).map(|w| d.wait(w)).sum::<i64>())
        .sum();
    // At twice the peers' wait, half of it goes; no work does.
    assert!(near(saving(sign).in_window, waited as f64 / DAY_S as f64 / 2.0));
    assert_eq!(saving(sign).officer_hours, Some(0.0));
}

#[test]
fn an_uncertain_ratio_widens_the_interval_of_its_saving() {
    let frames = frames(WEEKS);
    let width = |interval: [f64; 2]| {
        let finding = Finding { interval: Some(interval), ..slow(SIGN, HERE) };
        let advice = advise(&[finding], &frames, &options(WEEKS));
        let [low, high] = saving(&advice.recommendations[0]).window_interval.unwrap();
        high - low
    };
    assert!(width([1.2, 3.0]) > 2.0 * width([1.95, 2.05]));
}

#[test]
fn a_step_over_its_plan_leaves_out_the_desk_that_its_peers_outpace() {
    let frames = frames(WEEKS);
    let findings = [over(CHECK, HERE, 3.0), over(CHECK, THERE, 1.5), slow(CHECK, HERE)];
    let advice = advise(&findings, &frames, &options(WEEKS));
    let rules: Vec<&str> = advice.recommendations.iter().map(|r| r.rule.as_str()).collect();
    assert_eq!(rules.len(), 2);
    let plan = advice.recommendations.iter().find(|r| r.rule == "C06").unwrap();
    assert_eq!(plan.target.agency.as_deref(), Some(THERE));
    let findings = [over(CHECK, HERE, 3.0), over(CHECK, THERE, 1.5)];
    let advice = advise(&findings, &frames, &options(WEEKS));
    let [plan] = advice.recommendations.as_slice() else { panic!("one recommendation") };
    assert_eq!((plan.target.agency.as_deref(), plan.findings.len()), (None, 2));
}

#[test]
fn merging_two_steps_saves_the_wait_in_the_same_hands() {
    let frames = frames(WEEKS);
    let same = found("R103", pair(SIGN, STAMP), 0.99, Unit::Share, [0.98, 0.995]);
    let advice = advise(&[same], &frames, &options(WEEKS));
    let waited: i64 = desks()
        .iter()
        .filter(|d| d.step == STAMP)
        .map(|d| (0..WEEKS).map(|w| d.wait(w)).sum::<i64>())
        .sum();
    // Nine in ten runs come from the signature, four in five of those in the same hands.
    let expected = waited as f64 / DAY_S as f64 * 0.9 * 0.8;
    assert!(near(saving(&advice.recommendations[0]).in_window, expected));
}

/// Ways back to the check of the leaders here, of which each week some are done again with a stop on them.
fn with_returns(mut frames: Frames) -> Frames {
    let returns: Vec<Way> = (1..=WEEKS)
        .map(|week| Way {
            by: [AGAIN, HERE],
            at: [CHECK, HERE, "Phòng chuyên môn", "online"],
            week,
            wait_s: 3_000,
            service_s: 500,
            paused_s: 7_000,
        })
        .collect();
    frames.insert("find.check_return".to_owned(), ways(["by_step", "by_agency"], &returns));
    frames
}

#[test]
fn with_a_check_go_the_ways_back_to_it_and_the_stops_on_them() {
    let frames = with_returns(frames(WEEKS));
    let advice = advise(&[stamp(AGAIN)], &frames, &options(WEEKS));
    let cut = saving(&advice.recommendations[0]);
    let back = (WEEKS * (3_000 + 500 + 7_000)) as f64 / DAY_S as f64;
    assert!(near(cut.in_window, owned_days(AGAIN) + back), "{cut:?}");
    let work: i64 = desks()
        .into_iter()
        .filter(|d| d.step == AGAIN)
        .map(|d| (0..WEEKS).map(|w| d.service(w)).sum::<i64>())
        .sum();
    let hours = (work + 500 * WEEKS) as f64 / 3_600.0 * 52.1775 / 52.0;
    assert!(near(cut.officer_hours.unwrap(), hours));
    // Another check's returns are its own.
    let other = advise_one(&[stamp(STAMP)], &frames);
    assert!(near(other, owned_days(STAMP)));
}

fn advise_one(findings: &[Finding], frames: &Frames) -> f64 {
    saving(&advise(findings, frames, &options(WEEKS)).recommendations[0]).in_window
}

#[test]
fn a_stop_on_two_ways_is_saved_once() {
    let mut frames = with_returns(frames(WEEKS));
    let forth: Vec<Way> = (1..=WEEKS)
        .map(|week| Way {
            by: ["Phòng chuyên môn", "Lãnh đạo"],
            at: [SIGN, HERE, "Lãnh đạo", "counter"],
            week,
            wait_s: 1_000,
            service_s: 0,
            paused_s: 9_000,
        })
        .collect();
    frames.insert("find.ping_pong_way".to_owned(), ways(["from_unit", "other_unit"], &forth));
    let findings = [stamp(AGAIN), back_and_forth()];
    let advice = advise(&findings, &frames, &options(WEEKS));
    let apart: f64 = advice.recommendations.iter().map(|r| saving(r).in_window).sum();
    let both = advice.package(2).unwrap().unwrap().in_window;
    assert!(near(apart - both, (WEEKS * 7_000) as f64 / DAY_S as f64), "{apart} and {both}");
}

#[test]
fn ending_a_back_and_forth_saves_what_its_visits_own() {
    let frames = frames(WEEKS);
    let advice = advise(&[back_and_forth()], &frames, &options(WEEKS));
    let owned: i64 = (0..WEEKS).map(|w| 1_000 * sway(w, 5)).sum();
    let saving = saving(&advice.recommendations[0]);
    assert!(near(saving.in_window, owned as f64 / DAY_S as f64));
    assert!(near(saving.dossiers, 3.0 * 52.1775));
}

#[test]
fn a_back_and_forth_without_outcomes_on_record_asks_for_confirmation() {
    let frames = frames(WEEKS);
    for (confirm, reason) in
        [(false, "advise-end-ping-pong-reason"), (true, "advise-end-ping-pong-reason-path")]
    {
        let finding = Finding { confirm, ..back_and_forth() };
        let advice = advise(&[finding], &frames, &options(WEEKS));
        let said = &advice.recommendations[0];
        assert_eq!((said.confirm, said.reason.key.as_str()), (confirm, reason));
        for language in Language::ALL {
            let text = Words::new(language, DAY_S).say(&said.reason);
            assert!(!text.contains('{'), "{text}");
        }
    }
}

#[test]
fn an_online_path_is_a_goal_and_says_so() {
    let frames = frames(WEEKS);
    let advice = advise(&[online()], &frames, &options(WEEKS));
    let path = &advice.recommendations[0];
    assert_eq!(path.helps.key, "advise-helps-goal");
    let whole: f64 = [RECEIVE, CHECK, AGAIN, SIGN, STAMP].map(owned_days).iter().sum();
    // Half of the time is online's; a tenth of that is the goal.
    assert!(near(saving(path).in_window, whole / 2.0 * 0.1));
}

#[test]
fn an_overloaded_desk_with_a_growing_queue_is_one_recommendation_without_a_saving() {
    let frames = frames(WEEKS);
    let advice = advise(&[desk("B105"), desk("B104")], &frames, &options(WEEKS));
    let [staff] = advice.recommendations.as_slice() else { panic!("one recommendation") };
    assert_eq!((staff.saving.as_ref(), staff.findings.len()), (None, 2));
    assert_eq!(staff.reason.key, "advise-move-staff-reason");
}

#[test]
fn the_best_of_several_is_drawn_toward_its_family_and_none_is_raised() {
    let frames = frames(WEEKS);
    let findings = [stamp(RECEIVE), stamp(CHECK), stamp(AGAIN), stamp(SIGN)];
    let advice = advise(&findings, &frames, &options(WEEKS));
    let ratio = |step: &str| {
        let of_step = |r: &&Recommendation| r.target.step.as_deref() == Some(step);
        saving(advice.recommendations.iter().find(of_step).unwrap()).in_window / owned_days(step)
    };
    assert!(ratio(SIGN) < 1.0 && ratio(SIGN) > 0.9);
    assert!(near(ratio(RECEIVE), 1.0));
    let sum: f64 = advice.recommendations.iter().map(|r| saving(r).in_window).sum();
    assert!(advice.package(4).unwrap().unwrap().in_window <= sum * (1.0 + 1e-12));
}

#[test]
fn weights_decide_what_counts() {
    let frames = frames(WEEKS);
    let findings = [stamp(RECEIVE), slow(STAMP, HERE)];
    let first = |weights| {
        let options = Options { weights, ..options(WEEKS) };
        advise(&findings, &frames, &options).recommendations[0].rule.clone()
    };
    assert_eq!(first(Weights { applicant_days: 1.0, officer_hours: 0.0 }), "C05");
    assert_eq!(first(Weights { applicant_days: 0.0, officer_hours: 1.0 }), "C01");
}

#[test]
fn the_table_of_savings_has_one_row_a_saving_in_order_of_rank() {
    let frames = frames(WEEKS);
    let advice = advise(&everything(), &frames, &options(WEEKS));
    let tables = advice.tables().unwrap();
    let names: Vec<&str> = tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["savings", "recommendations", "packages"]);
    let savings = &tables[0];
    let [value, low, high, rank] =
        ["value", "low", "high", "rank"].map(|c| savings.column(c).unwrap());
    assert_eq!(savings.columns[value].unit, Unit::WorkDaysPerYear);
    let ranks: Vec<f64> = savings.rows.iter().map(|r| r[rank].number().unwrap()).collect();
    assert!(ranks.windows(2).all(|w| w[0] < w[1]));
    for row in &savings.rows {
        assert!(row[low].number().unwrap() <= row[value].number().unwrap());
        assert!(row[value].number().unwrap() <= row[high].number().unwrap());
    }
    let with = advice.recommendations.iter().filter(|r| r.saving.is_some()).count();
    assert_eq!(savings.rows.len(), with);
    assert_eq!(tables[1].rows.len(), advice.recommendations.len());
    for table in &tables {
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}

#[test]
fn a_missing_relation_is_a_clear_error() {
    let mut frames = frames(WEEKS);
    frames.remove("measure.handover");
    let same = found("R103", pair(SIGN, STAMP), 0.99, Unit::Share, [0.98, 0.995]);
    let error = all(&[same], &frames, &options(WEEKS)).unwrap_err();
    assert_eq!(error.message, "advice needs the relation measure.handover");
}

fn spoken(language: Language) -> String {
    let frames = frames(WEEKS);
    let advice = advise(&everything(), &frames, &options(WEEKS));
    let bare: Vec<Finding> =
        everything().into_iter().map(|f| Finding { interval: None, ..f }).collect();
    let words = Words::new(language, DAY_S);
    let mut out = String::new();
    let label = |table: &redtape::results::Table, i: usize| match &table.rows[i][0] {
        Cell::Word(message) => words.say(message),
        other => panic!("{other:?} is no label"),
    };
    let tables = advice.tables().unwrap();
    for (i, r) in advice.recommendations.iter().enumerate() {
        out += &format!("{} {}\n", r.rank, words.say(&r.title));
        if r.saving.is_some() {
            out += &format!("  [{}]\n", label(&tables[0], i));
        }
        for part in [&r.reason, &r.owner, &r.helps, &r.risk, &r.safeguard, &r.check_next] {
            out += &format!("  {}\n", words.say(part));
        }
    }
    out += "without intervals\n";
    for r in advise(&bare, &frames, &options(WEEKS)).recommendations {
        out += &format!("  {}\n", words.say(&r.reason));
    }
    out
}

#[test]
fn recommendations_speak_english() {
    insta::assert_snapshot!(spoken(Language::En));
}

#[test]
fn recommendations_speak_vietnamese() {
    insta::assert_snapshot!(spoken(Language::Vi));
}

#[test]
fn a_log_without_procedures_is_advised_on_too() {
    let mut frames = frames(WEEKS);
    let steps = frame_without_procedures(&frames["measure.step_week"]);
    frames.insert("measure.step_week".to_owned(), steps);
    let scope = Scope { step: Some(AGAIN.to_owned()), ..Scope::default() };
    let finding = found("R101", scope, 0.002, Unit::Share, [0.0, 0.004]);
    let advice = advise(&[finding], &frames, &options(WEEKS));
    assert!(near(saving(&advice.recommendations[0]).in_window, owned_days(AGAIN)));
}

#[test]
fn where_dossiers_are_closed_in_bulk_what_rests_on_their_times_is_trusted_less() {
    let frames = frames(WEEKS);
    let desk = |agency, effect| Finding { effect, interval: None, ..slow(CHECK, agency) };
    let first = |findings: &[Finding]| {
        advise(findings, &frames, &options(WEEKS)).recommendations[0].target.agency.clone()
    };
    // Here dossiers wait twice as long, so that a smaller excess weighs a little more.
    let (here, there) = (desk(HERE, 1.39), desk(THERE, 2.0));
    assert_eq!(first(&[here.clone(), there.clone()]).as_deref(), Some(HERE));
    assert_eq!(first(&[here, there, bulk()]).as_deref(), Some(THERE));
}

#[test]
fn a_text_that_the_register_does_not_list_is_named_and_its_owner_is_to_be_found() {
    let mut frames = frames(WEEKS);
    let steps = frame(vec![
        ("procedure_code", text(&[PROCEDURE])),
        ("step", text(&[AGAIN])),
        ("legal_text", text(&["QĐ-99"])),
    ]);
    frames.insert("stage.procedure_step".to_owned(), steps);
    let advice = advise(&[stamp(AGAIN)], &frames, &options(WEEKS));
    let cut = &advice.recommendations[0];
    assert_eq!(cut.legal_text.as_ref().unwrap().id, "QĐ-99");
    assert_eq!(cut.owner, Message::new("advise-owner-unlisted").text("text", "QĐ-99"));
}
