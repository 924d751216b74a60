//! On time, four ways: every rule on a dossier of its own, and the bridge that adds up.

use redtape::cli::analyse::Measured;
use redtape::results::{Cell, Message, Results, Table};

use crate::support::{Folder, ints};

const STUDY: &str = r#"
[study]
title = "On time"
zone = "Asia/Ho_Chi_Minh"
pseudonym_key = "a key for tests"
period = "2024-Q1"
as_of = "2024-03-29T17:00:00"
suppress_below = 1
[calendar]
default = "office"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
agency = "agency"
status = "status"
received_at = "received"
first_due_at = "first"
due_at = "due"
result_at = "result"
returned_at = "returned"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
reason = "why"
"#;

/// 4 March 2024 is a Monday; 8–12 and 13–17 are open.
const DOSSIERS: &str = "id,procedure,agency,status,received,first,due,result,returned
plain,1.01,A,,2024-03-04 08:00,,2024-03-08 17:00,2024-03-07 10:00,2024-03-11 09:00
late,1.01,A,,2024-03-04 08:00,,2024-03-08 17:00,2024-03-11 10:00,2024-03-11 11:00
hour,1.01,A,,2024-03-04 08:00,,2024-03-08 10:00,2024-03-08 15:00,
refused,1.01,A,Trả lại,2024-03-04 08:00,,2024-03-08 17:00,2024-03-11 10:00,
no_due,1.02,A,,2024-03-04 08:00,,,2024-03-06 10:00,
moved,1.02,A,,2024-03-04 08:00,2024-03-08 17:00,2024-03-15 17:00,2024-03-14 10:00,
stopped,1.02,A,Tạm dừng xử lý,2024-03-04 08:00,,2024-03-08 17:00,2024-03-12 10:00,
before,1.02,B,,2023-12-20 08:00,,2024-01-05 17:00,2024-01-04 10:00,
given_back,1.02,B,,2024-03-04 08:00,,2024-03-08 17:00,,2024-03-08 16:00
twice,1.02,B,,2024-03-04 08:00,,2024-03-20 17:00,2024-03-18 10:00,
excused,1.02,B,,2024-03-04 08:00,,2024-03-08 17:00,2024-03-12 17:00,
too_long,1.02,B,,2024-03-04 08:00,,2024-03-08 17:00,2024-03-13 08:01,
open_late,1.02,B,,2024-03-05 08:00,,2024-03-12 17:00,,
open_paused,1.02,B,Yêu cầu bổ sung,2024-03-05 08:00,,2024-03-12 17:00,,
undecided,1.02,B,,2024-03-25 08:00,,2024-04-10 17:00,,
";

/// Two working days each, but for the one that lasts.
const PAUSES: &str = "id,from,to,why
twice,2024-03-05 08:00,2024-03-07 08:00,Yêu cầu công dân bổ sung
twice,2024-03-11 08:00,2024-03-12 08:00,Yêu cầu công dân bổ sung
excused,2024-03-05 08:00,2024-03-07 08:00,Yêu cầu công dân bổ sung
too_long,2024-03-05 08:00,2024-03-07 08:00,Yêu cầu công dân bổ sung
late,2024-03-05 08:00,2024-03-07 08:00,Thực hiện nghĩa vụ tài chính
open_paused,2024-03-06 08:00,,Yêu cầu công dân bổ sung
";

/// As `model.on_time`'s columns: + on time, - late, . not counted.
const VERDICTS: &str = "
             report returned no_due by_instant first_promise with_open applicant report_given_back decision_766
before       + + + + + + + . +
excused      - - - - - - - . +
given_back   + + + + + + + + +
hour         + + + - - - - . -
late         - - - - - - - - -
moved        + + + + - - - . +
no_due       + + . . . . . . .
open_late    . . . . . - - . -
open_paused  . . . . . + - . +
plain        + + + + + + + - +
refused      + - - - - - - . -
stopped      + + + + + + - . -
too_long     - - - - - - - . -
twice        + + + + + + + . -
undecided    . . . . . . . . +
";

fn folder(study: &str, dossiers: &str) -> Folder {
    Folder::with(&[("study.toml", study), ("dossiers.csv", dossiers), ("pauses.csv", PAUSES)])
}

fn verdicts(measured: &Measured) -> String {
    let columns: Vec<&str> = VERDICTS.lines().nth(1).unwrap().split_whitespace().collect();
    let sql = format!(
        "select rpad(dossier_id, 12, ' ') || ' ' || concat_ws(' ', {}) as line
         from model.on_time order by dossier_id",
        columns
            .iter()
            .map(|c| format!("case when {c} then '+' when not {c} then '-' else '.' end"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let frame = measured.session.query(&sql).unwrap();
    frame.text("line").unwrap().iter().flatten().cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn each_way_of_counting_judges_by_its_own_rules() {
    let measured = folder(STUDY, DOSSIERS).measured();
    let expected: Vec<&str> = VERDICTS.trim().lines().skip(1).collect();
    assert_eq!(verdicts(&measured), expected.join("\n"));
}

#[test]
fn a_dossier_that_runs_on_is_unfinished_at_the_end_of_the_period() {
    let later = STUDY
        .replace("2024-03-29T17:00:00", "2024-05-10T17:00:00")
        .replace("kind = \"pauses\"\n", "kind = \"pauses\"\nunmatched = \"ignore\"\n");
    let dossiers = "id,procedure,agency,status,received,first,due,result,returned
late_then,1.01,A,,2024-02-01 08:00,,2024-03-08 17:00,2024-04-05 10:00,
in_time_then,1.01,A,,2024-02-01 08:00,,2024-04-02 17:00,2024-04-05 10:00,
after,1.01,A,,2024-04-01 08:00,,2024-04-02 17:00,2024-04-02 10:00,
";
    let measured = folder(&later, dossiers).measured();
    let shares = measured
        .session
        .query(
            "select cast(sum(k) as bigint) as k, cast(sum(n) as bigint) as n from measure.on_time
             where in_period group by counted_by order by counted_by",
        )
        .unwrap();
    // Received in the quarter: both ended late. For Decision 766 one was still within time.
    assert_eq!((ints(&shares, "k"), ints(&shares, "n")), (vec![0, 1], vec![2, 2]));
}

#[test]
fn the_national_portal_counts_what_was_synced_to_it() {
    let study = format!(
        "{STUDY}\n[[input]]\npath = \"portal.csv\"\nkind = \"portal\"\n[input.columns]\n\
         dossier_id = \"id\"\ndue_at = \"due\"\nresult_at = \"result\"\n"
    );
    let folder = folder(&study, DOSSIERS);
    // Finished on its due date, a day late, never; open within time; without due date; twice (the last
    // row counts); a dossier that nobody knows.
    let synced = "id,due,result
plain,2024-03-08 17:00,2024-03-08 18:00
hour,2024-03-08 10:00,2024-03-09 15:00
late,2024-03-08 17:00,
undecided,2024-04-10 17:00,
no_due,,2024-03-06 10:00
moved,2024-03-08 17:00,2024-03-14 10:00
moved,2024-03-15 17:00,2024-03-14 10:00
unknown,2024-03-15 17:00,2024-03-14 10:00
";
    folder.write("portal.csv", synced.as_bytes());
    let measured = folder.measured();
    let aside: Vec<_> = measured.facts.sources.iter().map(|s| s.rows_set_aside).collect();
    assert_eq!(aside, [0, 0, 2]);
    let results = folder.results();
    let ways = table(&results, "on_time_ways");
    let portal = &ways.rows[3];
    assert_eq!(portal[1], Cell::Word(Message::new("report-finished-portal")));
    assert_eq!((portal[2].number(), portal[3].number()), (Some(3.0), Some(5.0)));
    assert_eq!(numbers(ways, "without_promise")[3], Some(1.0));
}

/// `(k, n, changed)` of the bridge, in order.
fn bridge(measured: &Measured) -> Vec<[i64; 3]> {
    let sql = "select k, n, changed from measure.on_time_bridge order by rule_no";
    let frame = measured.session.query(sql).unwrap();
    let column = |name| ints(&frame, name);
    let (k, n, changed) = (column("k"), column("n"), column("changed"));
    k.into_iter().zip(n).zip(changed).map(|((k, n), c)| [k, n, c]).collect()
}

#[test]
fn each_rule_of_the_bridge_changes_the_dossiers_that_it_is_about() {
    let measured = folder(STUDY, DOSSIERS).measured();
    let expected = [
        // The report's: 12 ended, late are late, excused and too_long.
        [9, 12, 0],
        // refused; no_due; hour; moved.
        [8, 12, 1],
        [7, 11, 1],
        [6, 11, 1],
        [5, 11, 1],
        // before was received in another period; open_late and open_paused come in; stopped and open_paused.
        [4, 10, 1],
        [5, 12, 2],
        [3, 12, 2],
    ];
    assert_eq!(bridge(&measured), expected);
}

/// A fraction in lowest terms, so that sums can be compared exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(top: i128, bottom: i128) -> Self {
        let (mut a, mut b) = (top.abs(), bottom.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = a.max(1) * bottom.signum();
        Self(top / by, bottom / by)
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }
}

fn table<'a>(results: &'a Results, name: &str) -> &'a Table {
    results.tables.iter().find(|t| t.name == name).unwrap()
}

fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
    let at = table.column(name).unwrap();
    table.rows.iter().map(|row| row[at].number()).collect()
}

/// Asserts that the points add up: as fractions, and as printed.
fn assert_adds_up(folder: &Folder) {
    let measured = folder.measured();
    let results = folder.results();
    let states: Vec<Fraction> =
        bridge(&measured).into_iter().map(|[k, n, _]| Fraction::new(k.into(), n.into())).collect();
    let ends = [&results.headline.official, &results.headline.applicant]
        .map(|share| Fraction::new(share.k.into(), share.n.into()));
    assert_eq!([states[0], *states.last().unwrap()], ends);
    let worth = states.windows(2).map(|pair| pair[1].minus(pair[0]));
    assert_eq!(worth.fold(ends[0], Fraction::plus), ends[1]);

    let table = table(&results, "on_time_bridge");
    let decimals = table.columns[table.column("points").unwrap()].decimals;
    let grain = 10_f64.powi(decimals.into());
    let printed = |share: f64| (share * 100.0 * grain + 1e-9).round() as i64;
    let shares = numbers(table, "share");
    let (from, to) = (shares[0].unwrap(), shares.last().unwrap().unwrap());
    let points = numbers(table, "points").into_iter().flatten();
    let sum: i64 = points.map(|p| (p * grain).round() as i64).sum();
    assert_eq!(printed(from) + sum, printed(to));
}

#[test]
fn the_points_of_the_bridge_add_up_exactly() {
    assert_adds_up(&folder(STUDY, DOSSIERS));
}

#[test]
fn four_ways_stand_side_by_side_and_say_what_an_end_is() {
    let results = folder(STUDY, DOSSIERS).results();
    let ways = table(&results, "on_time_ways");
    let word = |row: &[Cell], at: usize| match &row[at] {
        Cell::Word(message) => message.key.clone(),
        other => panic!("{other:?}"),
    };
    let rows: Vec<(String, String)> =
        ways.rows.iter().map(|row| (word(row, 0), word(row, 1))).collect();
    let row = |way: &str, end: &str| (format!("report-way-{way}"), format!("report-{end}"));
    assert_eq!(
        rows,
        [
            row("report", "finished-mixed"),
            row("report-given-back", "finished-returned"),
            row("decision-766", "finished-mixed"),
            row("portal", "no-data-given"),
            row("applicant", "finished-mixed"),
        ]
    );
    assert_eq!(
        numbers(ways, "on_time").into_iter().zip(numbers(ways, "n")).collect::<Vec<_>>(),
        [
            (Some(9.0), Some(12.0)),
            // given_back on its due date; plain and late after it.
            (Some(1.0), Some(3.0)),
            (Some(7.0), Some(14.0)),
            (None, None),
            (Some(3.0), Some(12.0)),
        ]
    );
    let by_agency = table(&results, "on_time_by_agency");
    let n: f64 = numbers(by_agency, "n").into_iter().flatten().sum();
    assert_eq!(n, 12.0 + 3.0 + 14.0 + 12.0);
}

#[test]
fn a_group_below_the_suppression_size_has_no_share() {
    let study = STUDY.replace("suppress_below = 1", "suppress_below = 5");
    let results = folder(&study, DOSSIERS).results();
    let by_procedure = table(&results, "on_time_by_procedure");
    assert!(numbers(by_procedure, "n").into_iter().flatten().all(|n| n >= 5.0));
    assert!(by_procedure.suppressed > 0);
    assert_eq!(table(&results, "on_time_bridge").suppressed, 0);
}
