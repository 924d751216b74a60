//! `legal_deadlines` and `deadline_coverage`: due dates as given beside the deadlines that the law's days
//! give, and how many could be compared.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::rows::{Frames, Ints, Procedures, Texts, column, float, frame, mean};
use crate::report::suppress::{Draft, Grain};
use crate::report::weekly::word;
use crate::results::{Cell, Message, StudyFacts, Table, Unit};

const MATCH: &str = "measure.deadline_match";
const COVERAGE: &str = "measure.deadline_coverage";

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [MATCH, COVERAGE, Procedures::READS];

/// The rule for dossiers whose clock never stopped.
const NO_STOP: &str = "no_stop";
/// The rules for all others, in the order of the table's columns.
const STOPPED: [(&str, &str); 3] =
    [("shifted", "if_shifted"), ("from_zero", "if_from_zero"), ("unmoved", "if_unmoved")];

/// Due dates compared by one rule.
#[derive(Default, Clone, Copy)]
struct Compared {
    n: i64,
    equal: i64,
    later: i64,
    later_days: i64,
    earlier: i64,
    earlier_days: i64,
}

/// By procedure and rule.
type Rules<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Compared>>;

/// Both tables: one row a procedure and whether the clock stopped, the one with most due dates off the
/// law's day first; one row a procedure.
///
/// Dossiers whose clock stopped are compared by the rule that fits the due dates of the whole study best;
/// beside it stands how many the other two rules would explain.
pub fn tables(frames: &Frames, _facts: &StudyFacts) -> Result<Vec<Draft>> {
    let procedures = Procedures::read(frames)?;
    Ok(vec![compared(frames, &procedures)?, coverage(frames, &procedures)?])
}

fn compared(frames: &Frames, procedures: &Procedures) -> Result<Draft> {
    let (rules, best) = read(frames)?;
    let mut rows: Vec<(i64, Vec<Cell>)> = Vec::new();
    for (procedure, rules) in &rules {
        for rule in [Some(NO_STOP), best].into_iter().flatten() {
            let Some(own) = rules.get(rule) else { continue };
            let stopped = rule != NO_STOP;
            let mut row = vec![
                procedures.cell(procedure),
                word(if stopped { "report-clock-was-stopped" } else { "report-clock-ran" }),
                Cell::Int(own.n),
                Cell::Int(own.equal),
                float(mean(own.equal, own.n)),
                Cell::Int(own.later),
                float(mean(own.later_days, own.later)),
                Cell::Int(own.earlier),
                float(mean(own.earlier_days, own.earlier)),
            ];
            row.extend(STOPPED.map(|(rule, _)| match rules.get(rule) {
                Some(other) if stopped => Cell::Int(other.equal),
                _ => Cell::Null,
            }));
            rows.push((own.n - own.equal, row));
        }
    }
    // A stable sort: equal ones stay in the order of their codes.
    rows.sort_by_key(|(off, _)| std::cmp::Reverse(*off));
    let count = |name| column(name, Unit::Count, 0);
    let mut columns = vec![
        column("procedure", Unit::Text, 0),
        column("clock", Unit::Text, 0),
        count("n"),
        count("equal"),
        column("equal_share", Unit::Share, 1),
        count("later"),
        column("later_by", Unit::WorkDays, 1),
        count("earlier"),
        column("earlier_by", Unit::WorkDays, 1),
    ];
    columns.extend(STOPPED.map(|(_, name)| count(name)));
    let title = Message::new("report-table-legal-deadlines");
    let table = Table {
        name: "legal_deadlines".to_owned(),
        title: match best {
            Some(rule) => Message::new("report-table-legal-deadlines-stopped")
                .said("regime", Message::new(format!("regime-{rule}"))),
            None => title,
        },
        columns,
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        suppressed: 0,
    };
    Ok(Draft::counted(table, Grain::new("due dates", &["procedure", "clock"], &["n"])))
}

/// All agencies of a procedure together, and the rule for stopped clocks that fits best.
fn read(frames: &Frames) -> Result<(Rules<'_>, Option<&'static str>)> {
    let frame = frame(frames, MATCH)?;
    let (procedure, rule) = (Texts::of(frame, "procedure_code")?, Texts::of(frame, "rule")?);
    let fits_best = frame.bool("fits_best")?;
    let (n, equal) = (Ints::of(frame, "n")?, Ints::of(frame, "n_equal")?);
    let (later, later_days) = (Ints::of(frame, "n_later")?, Ints::of(frame, "later_days")?);
    let (earlier, earlier_days) = (Ints::of(frame, "n_earlier")?, Ints::of(frame, "earlier_days")?);
    let mut rules = Rules::new();
    let mut best = None;
    for row in 0..frame.rows() {
        let own = rules.entry(procedure.at(row)).or_default().entry(rule.at(row)).or_default();
        own.n += n.at(row);
        own.equal += equal.at(row);
        own.later += later.at(row);
        own.later_days += later_days.at(row);
        own.earlier += earlier.at(row);
        own.earlier_days += earlier_days.at(row);
        if fits_best.get(row) == Some(&Some(true)) {
            best = STOPPED.iter().map(|(name, _)| *name).find(|name| *name == rule.at(row));
        }
    }
    Ok((rules, best))
}

/// Columns of the coverage beside the procedure, with the relation's: all dossiers, those with a deadline
/// and a due date to compare, and why there is none of the others.
const COUNTS: [(&str, &str); 7] = [
    ("n", "dossiers"),
    ("n_counted", "n_counted"),
    ("n_compared", "n_compared"),
    ("no_limit", "n_no_limit"),
    ("no_receipt", "n_no_receipt"),
    ("standing", "n_standing"),
    ("beyond_calendar", "n_beyond_calendar"),
];

fn coverage(frames: &Frames, procedures: &Procedures) -> Result<Draft> {
    let frame = frame(frames, COVERAGE)?;
    let procedure = Texts::of(frame, "procedure_code")?;
    let counts = COUNTS.iter().map(|(_, own)| Ints::of(frame, own)).collect::<Result<Vec<_>>>()?;
    let mut sums: BTreeMap<&str, [i64; COUNTS.len()]> = BTreeMap::new();
    for row in 0..frame.rows() {
        let own = sums.entry(procedure.at(row)).or_default();
        for (sum, count) in own.iter_mut().zip(&counts) {
            *sum += count.at(row);
        }
    }
    let mut columns = vec![column("procedure", Unit::Text, 0)];
    columns.extend(COUNTS.map(|(name, _)| column(name, Unit::Count, 0)));
    let row = |(code, own): (&&str, &[i64; COUNTS.len()])| {
        [vec![procedures.cell(code)], own.map(Cell::Int).to_vec()].concat()
    };
    let table = Table {
        name: "deadline_coverage".to_owned(),
        title: Message::new("report-table-deadline-coverage"),
        columns,
        rows: sums.iter().map(row).collect(),
        suppressed: 0,
    };
    Ok(Draft::counted(table, Grain::new("dossiers", &["procedure"], &["n"])))
}
