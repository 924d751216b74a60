//! Small inputs with the right answer beside each, after reports of people who do this work.

use redtape::cli::analyse::Measured;
use redtape::results::Message;

use crate::support::{Folder, case};

/// The rows of a query as texts, its columns joined by `|`.
fn rows(measured: &Measured, select: &str, from: &str) -> Vec<String> {
    let sql = format!("select concat_ws('|', {select}) as t from {from}");
    let frame = measured.session.query(&sql).unwrap_or_else(|e| panic!("{e}"));
    frame.text("t").unwrap().iter().map(|t| t.clone().unwrap_or_default()).collect()
}

/// A folder with these files of a case, and the study file that `init --yes` writes for them.
fn init(name: &str, files: &[&str]) -> Option<Folder> {
    let folder = case(name, files)?;
    let mut args = vec!["init", "--yes"];
    args.extend(files);
    folder.redtape(&args).success();
    Some(folder)
}

fn told<'a>(measured: &'a Measured, key: &str) -> Option<&'a Message> {
    measured.facts.notes.iter().find(|note| note.key == key)
}

const DOSSIERS: &str = "stage.dossier order by dossier_id";
const DAYS: &str = "date_diff('day', received_at, result_at)";

#[test]
fn rows_of_transitions_in_a_table_are_paired_into_runs() {
    let Some(folder) = init("01-csv-lifecycle-rows", &["events.csv"]) else { return };
    let measured = folder.measured();
    assert_eq!(
        rows(
            &measured,
            "step, count(*), count(finished_at), count(started_at)",
            "stage.step_run group by step order by step"
        ),
        ["Intake|5|5|5", "Review|6|4|5", "Sign|3|3|3"]
    );
    assert_eq!(
        rows(
            &measured,
            "dossier_id, service_wall_s // 60, coalesce(cast(wait_wall_s // 60 as varchar), '')",
            "model.step_run where step = 'Review' and finished_at is not null order by dossier_id, run_no"
        ),
        ["A-101|60|90", "A-102|45|120", "A-102|90|75", "A-103|90|30"]
    );
    assert_eq!(
        rows(&measured, "dossier_id, result_at is null", DOSSIERS),
        ["A-101|false", "A-102|false", "A-103|false", "A-104|true", "A-105|true"]
    );
}

#[test]
fn however_instances_are_numbered_the_runs_are_the_same() {
    for file in ["a.xes", "b.xes", "c.xes"] {
        let Some(folder) = init("02-xes-instance-numbers", &[file]) else { return };
        let measured = folder.measured();
        assert_eq!(
            rows(
                &measured,
                "dossier_id, step, service_wall_s // 60",
                "model.step_run order by dossier_id, run_no"
            ),
            [
                "B-1|Receive|10",
                "B-1|Check|90",
                "B-1|Check|30",
                "B-1|Decide|20",
                "B-2|Receive|10",
                "B-2|Check|30",
                "B-2|Decide|20",
                "B-3|Receive|5",
                "B-3|Check|120",
                "B-3|Decide|30"
            ],
            "{file}"
        );
        assert_eq!(
            rows(&measured, "strftime(result_at, '%m-%d %H:%M')", DOSSIERS),
            ["05-07 09:20", "05-07 09:40", "05-08 08:30"],
            "{file}"
        );
        assert_eq!(told(&measured, "note-instances-unpaired").is_some(), file == "a.xes", "{file}");
    }
}

#[test]
fn time_on_hold_is_not_service() {
    let Some(folder) = init("03-xes-hold-resume", &["hold.xes"]) else { return };
    let measured = folder.measured();
    let run = |dossier: &str| {
        rows(
            &measured,
            "coalesce(officer, ''), coalesce(cast(service_s // 60 as varchar), ''), held_s // 60, finished_at is not null",
            &format!("model.step_run where dossier_id = '{dossier}' order by run_no"),
        )
        .into_iter()
        .map(|row| row.split_once('|').unwrap().1.to_owned())
        .collect::<Vec<_>>()
    };
    assert_eq!(run("C-1"), ["60|60|true"]);
    assert_eq!(run("C-2"), ["180|60|true"]);
    assert_eq!(run("C-3"), ["30|0|true"]);
    assert_eq!(run("C-4"), ["30|0|true"]);
    assert_eq!(run("C-5"), ["40|0|false", "50|0|true"]);
    assert_eq!(run("C-6"), ["45|210|true"]);
    assert_eq!(run("C-8"), ["60|300|false"]);
    assert_eq!(run("C-9"), ["60|0|true"]);
    assert_eq!(
        rows(&measured, "count(*)", "model.step_run where dossier_id = 'C-7' and service_s > 0"),
        ["0"]
    );
    assert_eq!(rows(&measured, "count(*)", "stage.dossier"), ["9"]);
    // The one who did it, not the one whom it was taken from.
    let officer = rows(&measured, "officer", "model.step_run where dossier_id = 'C-3'");
    let ben = rows(&measured, "officer", "model.step_run where dossier_id = 'C-2'");
    assert_eq!(officer, ben);
    assert_eq!(
        rows(
            &measured,
            "service_wall_s // 60, held_wall_s // 60",
            "model.step_run where dossier_id = 'C-1'"
        ),
        ["120|60"]
    );
}

#[test]
fn exports_that_overlap_give_each_dossier_and_run_once_in_any_order() {
    const ONE: [&str; 4] =
        ["permits_2022.csv", "permits_2023.csv", "steps_2022.csv", "steps_2023.csv"];
    const OTHER: [&str; 4] =
        ["permits_2023.csv", "permits_2022.csv", "steps_2023.csv", "steps_2022.csv"];
    for files in [ONE, OTHER] {
        let Some(folder) = init("05-overlapping-exports", &files) else { return };
        let measured = folder.checked();
        assert_eq!(rows(&measured, "count(*)", "stage.dossier"), ["7"]);
        assert_eq!(rows(&measured, "count(*)", "stage.step_run"), ["13"]);
        let sources = &measured.facts.sources;
        assert_eq!(
            sources.iter().map(|s| s.rows_set_aside).collect::<Vec<_>>().iter().sum::<u64>(),
            3 + 4
        );
        assert_eq!(
            rows(
                &measured,
                &format!("dossier_id, {DAYS}, cast(due_at as date)"),
                "stage.dossier where dossier_id = 'P-003'"
            ),
            ["P-003|23|2023-01-20"]
        );
        assert_eq!(
            rows(
                &measured,
                "dossier_id, cast(due_at as date)",
                "stage.dossier where result_at is null order by 1"
            ),
            ["P-004|2023-02-10", "P-007|2023-03-13"]
        );
        assert_eq!(
            rows(
                &measured,
                "dossier_id, count(*)",
                "stage.step_run where step = 'Plan check' group by dossier_id having count(*) > 1"
            ),
            ["P-004|2"]
        );
    }
}

#[test]
fn what_is_over_without_a_date_is_no_backlog_and_what_has_no_date_is_named() {
    let Some(folder) = init("07-no-dates-and-withdrawn", &["applications.csv"]) else { return };
    let measured = folder.checked();
    let source = &measured.facts.sources[0];
    assert_eq!((source.rows_in, source.rows_used, source.rows_set_aside), (15, 12, 3));
    assert_eq!(measured.facts.as_of, "2018-09-28T00:00:00");
    assert_eq!(
        rows(&measured, "dossier_id", "stage.dossier where ended = 'unknown_time' order by 1"),
        ["DA-07", "DA-09", "DA-10", "DA-11"]
    );
    assert_eq!(
        rows(
            &measured,
            "dossier_id, date_diff('day', received_at, timestamp '2018-09-28'), due_at < timestamp '2018-09-28'",
            "stage.dossier where ended = 'open' order by 1"
        ),
        ["DA-12|137|true", "DA-13|39|false", "DA-14|186|true"]
    );
    assert_eq!(
        rows(
            &measured,
            &format!("dossier_id, {DAYS}, result_at <= due_at"),
            "stage.dossier where result_at is not null order by 1"
        ),
        ["DA-04|50|true", "DA-05|67|false", "DA-06|56|true", "DA-08|15|true", "DA-15|25|true"]
    );
    assert_eq!(measured.facts.open_dossiers, 3);
}

#[test]
fn dates_that_mean_never_or_nothing_are_values_set_aside() {
    let Some(folder) = init("08-sentinel-dates", &["cases.csv"]) else { return };
    let measured = folder.checked();
    assert!(measured.facts.as_of.starts_with("2024-03-29"), "{}", measured.facts.as_of);
    assert_eq!(
        rows(
            &measured,
            &format!("dossier_id, {DAYS}"),
            "stage.dossier where result_at is not null and receipt_basis = 'observed' order by 1"
        ),
        ["S-01|10", "S-02|17", "S-05|14", "S-10|13", "S-14|14"]
    );
    assert_eq!(
        rows(&measured, "dossier_id", "stage.dossier where ended = 'open' order by 1"),
        ["S-03", "S-04", "S-07", "S-12", "S-13"]
    );
    let aside = rows(
        &measured,
        "row_no",
        "(select row_no from stage.value_fault union select row_no from stage.set_aside) order by row_no",
    );
    // Rows 4 to 10 and 12 to 14 of the file.
    assert_eq!(aside, ["4", "5", "6", "7", "8", "9", "10", "12", "13", "14"]);
}

#[test]
fn dates_as_browsers_show_them_are_read_alike() {
    for file in ["en-US.csv", "vi-VN.csv", "es-MX.csv"] {
        let Some(folder) = init("09-browser-dates", &[file]) else { return };
        let measured = folder.checked();
        assert_eq!(
            rows(
                &measured,
                "count(*), strftime(min(finished_at), '%Y-%m-%d %H:%M:%S'), strftime(max(finished_at), '%Y-%m-%d %H:%M:%S')",
                "stage.step_run"
            ),
            ["18|2024-03-05 09:04:07|2024-04-01 10:10:00"],
            "{file}"
        );
        assert_eq!(
            rows(
                &measured,
                "dossier_id, date_diff('minute', first_event_at, last_event_at)",
                DOSSIERS
            ),
            ["R-1|95", "R-2|1500", "R-3|240", "R-4|60", "R-5|4320", "R-6|600"],
            "{file}"
        );
    }
}

#[test]
fn a_column_half_turned_into_other_dates_stops_the_study() {
    let Some(folder) = case("10-excel-half-dates", &["export.xlsx"]) else { return };
    let refused = folder.redtape(&["init", "--yes", "export.xlsx"]).failure().code(3);
    let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(said.contains("Excel"), "{said}");
    assert!(said.contains("Received Date") || said.contains("swapped"), "{said}");
}

#[test]
fn the_first_visible_sheet_with_rows_is_read() {
    let Some(folder) = init("11-hidden-first-sheet", &["register.xlsx"]) else { return };
    let measured = folder.checked();
    assert_eq!(rows(&measured, "count(*)", "stage.dossier"), ["9"]);
    assert_eq!(measured.facts.sources[0].rows_in, 10);
    assert_eq!(
        rows(
            &measured,
            "count(*), count(*) filter (where result_at <= due_at)",
            "stage.dossier where result_at is not null and status not in ('withdrawn')"
        ),
        ["6|3"]
    );
}

#[test]
fn merged_cells_fill_what_they_cover() {
    let Some(folder) = init("12-merged-dossiers", &["qua_trinh.xlsx"]) else { return };
    let measured = folder.checked();
    assert_eq!(
        rows(&measured, "count(*)", "stage.step_run group by dossier_id order by dossier_id"),
        ["3", "4", "2", "1", "3"]
    );
    assert_eq!(
        rows(&measured, "count(*)", "stage.step_run group by agency order by count(*) desc"),
        ["7", "6"]
    );
}

#[test]
fn formulas_without_a_result_are_unknown() {
    for file in ["a_cached_zero.xlsx", "b_no_cache.xlsx"] {
        let Some(folder) = init("13-formulas-without-values", &[file]) else { return };
        let measured = folder.checked();
        assert_eq!(rows(&measured, "count(due_at)", "stage.dossier"), ["0"], "{file}");
        assert_eq!(
            rows(&measured, &format!("dossier_id, ended, {DAYS}"), DOSSIERS),
            [
                "F-01|result|15",
                "F-02|result|16",
                "F-03|open",
                "F-04|result|11",
                "F-05|result|18",
                "F-06|unknown_time"
            ],
            "{file}"
        );
        assert_eq!(
            rows(&measured, "field, count(*)", "stage.value_fault group by field order by field"),
            ["due_at|6", "result_at|1"],
            "{file}"
        );
    }
}

#[test]
fn planned_minutes_are_told_from_thousands_and_durations() {
    for file in ["vi.csv", "us.csv", "duration.xlsx"] {
        let Some(folder) = init("14-planned-time-notation", &[file]) else { return };
        let measured = folder.measured();
        assert_eq!(
            rows(
                &measured,
                "dossier_id, step, service_s // 60, planned_s / 60.0, service_s > planned_s",
                "model.step_run order by step = 'Ký duyệt', dossier_id"
            ),
            [
                "K-1|Thẩm định|1080|1440.0|false",
                "K-2|Thẩm định|600|1440.0|false",
                "K-3|Thẩm định|90|480.0|false",
                "K-4|Thẩm định|1680|2880.5|false",
                "K-1|Ký duyệt|30|90.0|false",
                "K-2|Ký duyệt|10|90.0|false",
                "K-3|Ký duyệt|120|90.0|true"
            ],
            "{file}"
        );
    }
}

#[test]
fn a_ticket_export_of_a_thousand_columns_and_a_letter_in_a_cell_is_read() {
    for file in ["a_iso_dates.csv", "b_native_dates.csv"] {
        let Some(folder) = init("16-ticket-export-wide", &[file]) else { return };
        let text = std::fs::read_to_string(folder.path().join("study.toml")).unwrap();
        assert!(text.len() < 40_000, "a thousand columns are listed: {} bytes", text.len());
        let measured = folder.checked();
        assert_eq!(
            rows(
                &measured,
                "count(*), count(result_at), count(*) filter (where result_at > due_at)",
                "stage.dossier"
            ),
            ["40|35|14"],
            "{file}"
        );
        assert_eq!(
            rows(
                &measured,
                "dossier_id",
                "stage.dossier where result_at is null order by dossier_id"
            ),
            ["PERM-16", "PERM-24", "PERM-32", "PERM-40", "PERM-8"],
            "{file}"
        );
    }
}

#[test]
fn the_change_of_clock_neither_adds_nor_takes_time() {
    let Some(folder) =
        case("17-clock-change", &["calls.csv", "study.toml", "round_the_clock.toml"])
    else {
        return;
    };
    let measured = folder.measured();
    assert_eq!(measured.facts.sources[0].rows_set_aside, 0);
    assert_eq!(
        rows(
            &measured,
            "dossier_id, step, service_s // 60, service_wall_s // 60",
            "model.step_run order by dossier_id, run_no"
        ),
        [
            "T-1|Answer call|20|20",
            "T-2|Answer call|180|180",
            "T-3|Answer call|60|60",
            "T-4|Site visit|1380|1380",
            "T-5|Site visit|1500|1500",
            "T-6|Answer call|15|15",
            "T-7|Answer call|40|40",
            "T-8|Answer call|15|15",
            "T-8|Register|5|5",
            "T-8|Close|1|1"
        ]
    );
    assert_eq!(
        rows(
            &measured,
            "wait_s // 60",
            "model.step_run where dossier_id = 'T-8' and run_no > 1 order by run_no"
        ),
        ["30", "40"]
    );
    assert_eq!(
        rows(
            &measured,
            "makespan_s // 60, makespan_wall_s // 60",
            "model.dossier where dossier_id = 'T-8'"
        ),
        ["91|91"]
    );
}

#[test]
fn four_stops_that_overlap_are_counted_once() {
    let Some(folder) =
        init("20-four-supplements", &["ho_so.csv", "luot_xu_ly.csv", "tam_dung.csv"])
    else {
        return;
    };
    let measured = folder.measured();
    assert_eq!(
        rows(
            &measured,
            "right(dossier_id, 4), makespan_s // 60, paused_s // 60",
            "model.dossier order by dossier_id"
        ),
        [
            format!("0001|{}|{}", 130 * 60, 57 * 60 + 30),
            format!("0002|{}|{}", 128 * 60 + 30, 93 * 60),
            format!("0003|{}|{}", 50 * 60, 7 * 60),
            format!("0004|{}|0", 83 * 60 + 30)
        ]
    );
    let pauses = &measured.facts.sources.iter().find(|s| s.file == "tam_dung.csv").unwrap();
    assert_eq!((pauses.rows_in, pauses.rows_used), (10, 8));
    assert_eq!(
        rows(
            &measured,
            "service_s // 60",
            "model.step_run where dossier_id like '%0004' and step = 'Ký duyệt'"
        ),
        ["690"]
    );
}

#[test]
fn midnights_of_one_offset_are_days() {
    let Some(given) = case("22-utc-midnights", &["permits.csv", "study.toml"]) else { return };
    let Some(guessed) = init("22-utc-midnights", &["permits.csv"]) else { return };
    for folder in [given, guessed] {
        let measured = folder.checked();
        assert_eq!(
            rows(
                &measured,
                &format!("dossier_id, dayname(received_at), {DAYS}, result_at <= due_at"),
                DOSSIERS
            ),
            [
                "24-001|Monday|14|true",
                "24-002|Friday|17|false",
                "24-003|Monday|14|true",
                "24-004|Monday|11|true",
                "24-005|Monday|15|false",
                "24-006|Thursday",
                "24-007|Monday|14|true",
                "24-008|Monday|8|true"
            ]
        );
    }
}

#[test]
fn codes_that_became_numbers_find_their_dossiers_and_it_is_said() {
    let Some(folder) = init("24-codes-turned-numbers", &["ho_so.csv", "luot_xu_ly.csv"]) else {
        return;
    };
    let measured = folder.checked();
    assert_eq!(rows(&measured, "count(*)", "stage.step_run"), ["10"]);
    let steps = measured.facts.sources.iter().find(|s| s.file == "luot_xu_ly.csv").unwrap();
    assert_eq!((steps.rows_in, steps.rows_set_aside), (12, 2));
    assert!(told(&measured, "note-codes-as-numbers").is_some(), "{:?}", measured.facts.notes);
    assert_eq!(
        rows(
            &measured,
            "count(*), count(result_at), count(*) filter (where result_at <= due_at)",
            "stage.dossier"
        ),
        ["6|5|4"]
    );
}

#[test]
fn nan_none_and_question_marks_are_nobody_and_nothing() {
    for file in ["padded.csv", "padded.xes"] {
        let Some(folder) = init("26-nan-officers", &[file]) else { return };
        let measured = folder.measured();
        assert_eq!(
            rows(
                &measured,
                "count(*), count(distinct officer), count(*) - count(officer)",
                "stage.step_run"
            ),
            ["36|5|9"],
            "{file}"
        );
        assert_eq!(
            rows(
                &measured,
                "unit",
                "(select distinct unit from stage.step_run where unit <> '') order by unit"
            ),
            ["Unit A", "Unit B"],
            "{file}"
        );
        assert_eq!(
            rows(
                &measured,
                "step, count(outcome), count(*) filter (where outcome = 'rejected')",
                "stage.step_run where step <> 'Register' group by step order by step"
            ),
            ["Check|8|0", "Decide|12|1"],
            "{file}"
        );
        assert_eq!(
            rows(
                &measured,
                "count(*) filter (where changed)",
                "model.step_run where step = 'Check'"
            ),
            ["0"],
            "{file}"
        );
    }
}
