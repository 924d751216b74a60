use redtape::report::charts::specs;
use redtape::report::tables::tables;
use redtape::results::{Cell, ChartKind, ChartSpec, Results, Selection, Table};
use redtape::words::Language;

use super::fixture::{DAY, facts, frames, int, no_rows, nothing, results, text, words};

fn table(tables: &[Table], name: &str) -> Table {
    tables.iter().find(|table| table.name == name).cloned().expect("the table")
}

fn column(table: &Table, name: &str) -> Vec<Option<f64>> {
    let at = table.column(name).expect("the column");
    table.rows.iter().map(|row| row[at].number()).collect()
}

fn title(results: &Results, name: &str) -> String {
    let spec = results.charts.iter().find(|spec| spec.name == name).expect("the chart");
    words(Language::En).say(&spec.title)
}

#[test]
fn parts_of_the_time_add_up_to_the_mean_makespan() {
    let tables = tables(&frames(), &facts()).expect("tables");
    let time = table(&tables, "time_by_step");
    let parts = ["wait", "service", "paused", "unsplit"];
    let shown: f64 = parts.iter().flat_map(|part| column(&time, part)).flatten().sum();
    // The rare step is left out for its size; it owned one day. 161 days over 42 dossiers.
    assert!((shown - 160.0 / 42.0).abs() < 1e-9, "{shown}");
    // … and the next rare one with it, which owned nothing.
    assert_eq!(time.suppressed, 2);
}

#[test]
fn a_group_below_the_suppression_size_is_an_empty_cell() {
    let delay = table(&tables(&frames(), &facts()).expect("tables"), "delay_by_step_agency");
    // Three dossiers, and the next smallest group, without which the sum would give them back.
    assert_eq!(delay.suppressed, 2);
    assert_eq!(column(&delay, "n").into_iter().flatten().collect::<Vec<_>>(), [8.0]);
}

#[test]
fn an_open_dossier_is_not_a_short_one() {
    let completion = table(&tables(&frames(), &facts()).expect("tables"), "completion");
    let last = completion.rows.last().expect("a point");
    // 15 of 19 finished within two days; the four others are open.
    assert!((last[2].number().expect("a share") - 15.0 / 19.0).abs() < 1e-9);
    assert_eq!(last[1], Cell::Float(3.0));
}

#[test]
fn a_cohort_below_the_suppression_size_has_no_curve() {
    let completion = table(&tables(&frames(), &facts()).expect("tables"), "completion");
    // Its single dossier, and the next smallest cohort.
    assert_eq!(completion.suppressed, 2);
}

#[test]
fn no_curve_is_drawn_from_an_export_chosen_by_closing_date() {
    let mut facts = facts();
    facts.selection = Selection { by_closing: true, expected_open: 82.4, ..Selection::default() };
    let tables = tables(&frames(), &facts).expect("tables");
    let completion = table(&tables, "completion");
    assert!(completion.rows.is_empty());
    assert!(table(&tables, "completion_by_quarter").rows.is_empty());
    let spec = specs(&[completion], &facts, &[], &[]).remove(0);
    let title = words(Language::En).say(&spec.title);
    assert!(title.contains("chosen by date of closing"), "{title}");
}

#[test]
fn what_ends_on_its_due_date_is_not_late() {
    let due = table(&tables(&frames(), &facts()).expect("tables"), "due_date");
    let (from, closed) = (column(&due, "from_day"), column(&due, "closed"));
    let in_time: f64 = from
        .iter()
        .zip(&closed)
        .filter(|(from, _)| from.is_some_and(|from| from < 0.0))
        .filter_map(|(_, n)| *n)
        .sum();
    assert!((in_time - 22.0).abs() < 1e-9);
    assert_eq!(title(&results(), "due_date").split(' ').next(), Some("35.3%"));
}

#[test]
fn a_far_outlier_does_not_squeeze_the_histogram() {
    let mut frames = frames();
    let outlier = super::fixture::frame(&[
        ("gap_days", int(&[-2, 0, 1, 9_000])),
        ("n_closed", int(&[500, 500, 100, 1])),
        ("n_open", int(&[0, 0, 0, 0])),
    ]);
    frames.insert("measure.due_gap".to_owned(), outlier);
    let tables = tables(&frames, &facts()).expect("tables");
    let due = table(&tables, "due_date");
    assert!(due.rows.len() < 10);
    // Alone it would be a group of one: the last bin is open and holds it.
    let last = due.rows.last().expect("a bin");
    assert_eq!(last[..3], [Cell::Int(0), Cell::Null, Cell::Int(101)]);
}

#[test]
fn the_path_follows_the_usual_order_in_spite_of_loops() {
    let path = table(&tables(&frames(), &facts()).expect("tables"), "path");
    let steps: Vec<_> = path.rows.iter().map(|row| row[0].clone()).collect();
    let expected = ["Tiếp nhận", "Thẩm định", "Ký duyệt"].map(|s| Cell::Text(s.to_owned()));
    assert_eq!(steps, expected);
    assert_eq!(column(&path, "wait"), [Some(0.0), Some(1.0), Some(2.0)]);
}

#[test]
fn without_starts_a_stay_is_not_called_waiting() {
    let mut frames = frames();
    let zero = int(&[0, 0]);
    let step_week = super::fixture::frame(&[
        ("procedure_code", text(&["1.01", "1.01"])),
        ("step", text(&["Tiếp nhận", "Thẩm định"])),
        ("agency", text(&["Sở A", "Sở A"])),
        ("week", int(&[19_283; 2])),
        ("n", int(&[40, 40])),
        ("n_censored", zero.clone()),
        ("n_wait", zero.clone()),
        ("wait_s", zero.clone()),
        ("service_s", zero.clone()),
        ("n_sojourn", int(&[40, 40])),
        ("sojourn_s", int(&[4 * DAY, 60 * DAY])),
        ("owned_s", int(&[4 * DAY, 60 * DAY])),
        ("owned_wait_s", zero.clone()),
        ("owned_service_s", zero.clone()),
        ("n_planned", zero.clone()),
        ("planned_s", zero.clone()),
        ("sojourn_planned_s", zero),
    ]);
    frames.insert("measure.step_week".to_owned(), step_week);
    let tables = tables(&frames, &facts()).expect("tables");
    assert_eq!(table(&tables, "time_by_step").column("wait"), None);
    let path = table(&tables, "path");
    assert_eq!((path.column("wait"), path.column("service")), (None, None));
    assert_eq!(column(&path, "stay"), [Some(0.1), Some(1.5)]);
}

#[test]
fn where_nothing_has_a_due_date_the_stay_over_the_plan_is_shown() {
    let mut frames = frames();
    let none = no_rows().remove("measure.due_gap").expect("the relation");
    frames.insert("measure.due_gap".to_owned(), none);
    let delay = table(&tables(&frames, &facts()).expect("tables"), "delay_by_step_agency");
    let over = column(&delay, "over_plan");
    assert_eq!(over.iter().flatten().count(), 3);
    assert!(over.iter().flatten().any(|days| (days - 59.0 / 38.0).abs() < 1e-9));
}

#[test]
fn time_by_holder_adds_up_and_stands_beside_the_overdue_time() {
    let tables = tables(&frames(), &facts()).expect("tables");
    let held = table(&tables, "time_by_holder");
    let sum = |name: &str| column(&held, name).into_iter().flatten().sum::<f64>();
    let parts: f64 = ["wait", "service", "paused", "unsplit"].iter().map(|part| sum(part)).sum();
    assert!((parts - 1.0).abs() < 1e-12 && (sum("share") - 1.0).abs() < 1e-12);
    // The three dossiers that another agency held are too few to be shown; the applicants' six go with
    // them.
    assert_eq!((held.suppressed, table(&tables, "late_by_holder").rows.len()), (2, 1));
    assert!((sum("overdue_share") - 30.0 / 42.0).abs() < 1e-12);
    assert_eq!(
        title(&results(), "time_by_holder"),
        "71.4% of overdue time and 40.4% of all time: held by the answering agency"
    );
    let units = table(&tables, "time_by_unit");
    assert_eq!(column(&units, "n"), [Some(38.0), Some(82.0)]);
}

#[test]
fn causes_of_waiting_add_up_and_closed_hours_are_no_news() {
    let tables = tables(&frames(), &facts()).expect("tables");
    let waits = table(&tables, "wait_by_cause");
    let causes = ["batching", "contention", "prioritisation", "unavailability", "extraneous"];
    let seconds: f64 = causes.iter().flat_map(|cause| column(&waits, cause)).flatten().sum();
    // The two rare steps are too small to be shown: 390 office days of 8 h, over 30,000 dossiers.
    assert!((seconds - 390.0 * 28_800.0 / 30_000.0).abs() < 1e-9, "{seconds}");
    assert_eq!((waits.rows.len(), waits.suppressed), (2, 2));
    let said = title(&results(), "wait_by_cause");
    assert_eq!(
        said,
        "58.8% of the waiting within working hours: dossiers were kept until several could be handled together"
    );
}

#[test]
fn every_title_is_a_sentence_with_its_values() {
    let results = results();
    for language in Language::ALL {
        let words = words(language);
        let said: Vec<String> = results
            .charts
            .iter()
            .map(|spec: &ChartSpec| {
                let parts = [&spec.title, &spec.subtitle, &spec.note, &spec.alt];
                parts.map(|message| words.say(message)).join("\n  ")
            })
            .collect();
        insta::assert_snapshot!(format!("charts_{}", language.code()), said.join("\n"));
    }
}

#[test]
fn an_empty_study_has_every_chart_and_each_says_so() {
    let results = nothing();
    assert_eq!(results.charts.len(), 10);
    let titles: Vec<String> =
        results.charts.iter().map(|spec| words(Language::En).say(&spec.title)).collect();
    insta::assert_snapshot!("titles_of_nothing", titles.join("\n"));
}

#[test]
fn charts_name_columns_that_their_tables_have() {
    for results in [results(), nothing()] {
        for spec in &results.charts {
            let table = table(&results.tables, &spec.table);
            for column in columns(&spec.kind) {
                assert!(table.column(&column).is_some(), "{}: {column}", spec.name);
            }
        }
    }
}

#[test]
fn every_column_of_a_table_has_a_heading_in_both_languages() {
    let own = |table: &&Table| table.name != "savings";
    for table in results().tables.iter().filter(own) {
        for column in &table.columns {
            let key = format!("column-{}", column.name);
            assert!(Language::ALL.iter().all(|l| words(*l).knows(&key)), "{key}");
        }
    }
}

fn columns(kind: &ChartKind) -> Vec<String> {
    match kind.clone() {
        ChartKind::StackedBars { label, parts, n, reference, low, high, .. } => {
            let mut all = vec![label];
            all.extend(parts.into_iter().map(|part| part.column));
            all.extend([n, reference, low, high].into_iter().flatten());
            all
        }
        ChartKind::Bridge { label, level, step, low, high, count } => {
            vec![label, level, step, low, high, count]
        }
        ChartKind::HeatMap { row, column, value } => vec![row, column, value],
        ChartKind::Curves { series, x, y, low, high } => vec![series, x, y, low, high],
        ChartKind::Histogram { from, to, count, open, .. } => {
            [Some(from), Some(to), Some(count), open].into_iter().flatten().collect()
        }
        ChartKind::Path { label, wait, service, n } => vec![label, wait, service, n],
    }
}
