//! The on-time share, counted in four ways, and by the law's days where the register gives them: of all dossiers, of each agency and of each procedure (domain §4).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::report::on_time::{self, By, Counted, Way, counted};
use crate::report::rows::{Frames, Procedures, column, float, name};
use crate::report::suppress::{Draft, Grain};
use crate::results::{Cell, Column, IntervalBasis, Message, StudyFacts, Table, Unit};

/// Relations that [`tables`] reads.
pub const READS: [&str; 3] = [on_time::READS[0], on_time::READS[1], Procedures::READS];

/// `on_time_ways`: one row a way of counting; `on_time_by_agency` and `on_time_by_procedure`: one row a
/// group and way, the groups with most dossiers first.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let all = counted(frames, By::Nothing)?;
    let procedures = Procedures::read(frames)?;
    // Counting by the day given back says something of its own only where results have another day too.
    let given_back = all.get(&(String::new(), Way::ReportGivenBack));
    let both_ends = given_back.is_some_and(|c| c.finished.first().is_some_and(|n| *n > 0));
    let lawful = all.contains_key(&(String::new(), Way::Law));
    let ways: Vec<Way> = Way::ALL
        .into_iter()
        .filter(|way| match way {
            Way::ReportGivenBack => both_ends,
            Way::Law => lawful,
            _ => true,
        })
        .collect();
    let (agencies, codes) = (counted(frames, By::Agency)?, counted(frames, By::Procedure)?);
    let by_agency = grouped("agency", &agencies, &ways, name, facts);
    let by_procedure = grouped("procedure", &codes, &ways, |code| procedures.cell(code), facts);
    let by = |by| Grain::new("dossiers counted", by, &["n"]);
    Ok(vec![
        Draft::counted(side_by_side(&all, &ways, facts), by(&["way"])),
        Draft::counted(by_agency, by(&["way", "agency"])),
        Draft::counted(by_procedure, by(&["way", "procedure"])),
    ])
}

type Groups = BTreeMap<(String, Way), Counted>;

fn side_by_side(all: &Groups, ways: &[Way], facts: &StudyFacts) -> Table {
    let mut columns = vec![column("way", Unit::Text, 0), column("finished", Unit::Text, 0)];
    columns.extend(share_columns());
    columns.push(column("undecided", Unit::Count, 0));
    columns.push(column("without_promise", Unit::Count, 0));
    columns.push(column("unknown_end", Unit::Count, 0));
    columns.push(column("unusable", Unit::Count, 0));
    columns.push(column("how", Unit::Text, 0));
    let nothing = Counted::default();
    let mut rows = Vec::new();
    for &way in ways {
        let given = all.get(&(String::new(), way));
        if way == Way::Portal && given.is_none() {
            rows.push(no_portal(columns.len()));
            continue;
        }
        let counted = given.unwrap_or(&nothing);
        let mut row = vec![Cell::Word(way_name(way)), Cell::Word(finished(way, counted))];
        row.extend(share_cells(counted, facts));
        row.push(count(counted.undecided));
        row.push(count(counted.without_promise));
        row.push(count(counted.unknown_end));
        row.push(count(counted.unusable));
        row.push(Cell::Word(how(way)));
        rows.push(row);
    }
    Table {
        name: "on_time_ways".to_owned(),
        title: Message::new("report-table-on-time-ways"),
        columns,
        rows,
        suppressed: 0,
    }
}

fn grouped(
    key: &str,
    groups: &Groups,
    ways: &[Way],
    cell: impl Fn(&str) -> Cell,
    facts: &StudyFacts,
) -> Table {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for ((group, _), counted) in groups {
        *sizes.entry(group).or_default() += counted.n;
    }
    let mut order: Vec<_> = sizes.into_iter().collect();
    // A stable sort: equal groups stay in the order of their names.
    order.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut rows = Vec::new();
    for (group, _) in order {
        for &way in ways {
            let Some(counted) = groups.get(&(group.to_owned(), way)).filter(|c| c.n > 0) else {
                continue;
            };
            let mut row = vec![cell(group), Cell::Word(way_name(way))];
            row.extend(share_cells(counted, facts));
            rows.push(row);
        }
    }
    let mut columns = vec![column(key, Unit::Text, 0), column("way", Unit::Text, 0)];
    columns.extend(share_columns());
    Table {
        name: format!("on_time_by_{key}"),
        title: Message::new(format!("report-table-on-time-by-{key}")),
        columns,
        rows,
        suppressed: 0,
    }
}

/// The national portal's own figure rests on what was synced to it, which the study isn't given.
fn no_portal(columns: usize) -> Vec<Cell> {
    let mut row = vec![Cell::Null; columns];
    for (cell, key) in row.iter_mut().zip(["report-way-portal", "report-no-data-given"]) {
        *cell = Cell::Word(Message::new(key));
    }
    if let Some(last) = row.last_mut() {
        *last = Cell::Word(how(Way::Portal));
    }
    row
}

fn share_columns() -> [Column; 6] {
    [
        column("on_time", Unit::Count, 0),
        column("n", Unit::Count, 0),
        column("share", Unit::Share, 1),
        column("low", Unit::Share, 1),
        column("high", Unit::Share, 1),
        column("interval_basis", Unit::Text, 0),
    ]
}

fn share_cells(counted: &Counted, facts: &StudyFacts) -> [Cell; 6] {
    let share = counted.share(facts.level);
    let basis = share.interval_basis.map(|basis| match basis {
        IntervalBasis::Weekly => "report-interval-weekly",
        IntervalBasis::Independent => "report-interval-as-independent",
    });
    [
        count(share.k),
        count(share.n),
        float(share.share),
        float(share.interval.map(|[low, _]| low)),
        float(share.interval.map(|[_, high]| high)),
        basis.map_or(Cell::Null, |key| Cell::Word(Message::new(key))),
    ]
}

fn count(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn way_name(way: Way) -> Message {
    Message::new(format!("report-way-{}", way.code().replace('_', "-")))
}

/// Whom a way counts, and by which rule.
fn how(way: Way) -> Message {
    Message::new(match way {
        Way::Report => "report-on-time-official-how",
        Way::ReportGivenBack => "report-way-report-given-back-how",
        Way::Decision766 => "report-way-decision-766-how",
        Way::Portal => "report-way-portal-how",
        Way::Law => "report-way-law-how",
        Way::Applicant => "report-on-time-applicant-how",
    })
}

/// What "finished" means in a way of counting: which stamp ends a dossier.
pub(super) fn finished(way: Way, counted: &Counted) -> Message {
    let [ready, returned, last_run] = counted.finished;
    match way {
        Way::ReportGivenBack => return Message::new("report-finished-returned"),
        Way::Portal => return Message::new("report-finished-portal"),
        Way::Report | Way::Decision766 | Way::Law | Way::Applicant => {}
    }
    if counted.n == 0 && counted.without_promise > 0 {
        return Message::new("report-finished-no-promise");
    }
    match (ready > 0, returned > 0, last_run > 0) {
        (_, _, true) => Message::new("report-finished-last-run"),
        (true, true, _) => Message::new("report-finished-mixed").count("n", returned),
        (_, true, _) => Message::new("report-finished-returned"),
        (true, ..) => Message::new("report-finished-result"),
        _ => Message::new("report-finished-none"),
    }
}
