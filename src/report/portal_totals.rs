//! The national portal's totals of each agency beside the study's own counts, and which rule of counting
//! brings the two closest.
//!
//! Shares are compared, not dossiers: nobody has those that the portal counted. Where the study's share
//! by one way of counting comes near the portal's, that way explains the difference as far as it goes;
//! what is left has another cause (late syncs, other days, other dossiers).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::results::{Cell, Message, StudyFacts, Table, Unit};

use super::describe::iso;
use super::rows::{Frames, Ints, Texts, column, float, frame, mean};
use super::suppress::{Draft, Grain};

const TOTALS: &str = "measure.portal_total";

/// Relations that [`tables`] reads.
pub const READS: [&str; 1] = [TOTALS];

/// In the order in which they are shown; of equals the earlier one explains.
const WAYS: [&str; 11] = [
    "report",
    "report_given_back",
    "decision_766",
    "portal",
    "applicant",
    "returned",
    "no_due",
    "by_instant",
    "first_promise",
    "cohort",
    "with_open",
];
/// How many of them are ways of their own; the others are rules on the way from the first to the
/// applicant's, each with those before it changed.
const OWN: usize = 5;
/// Columns that name a group.
const BY: &[&str] = &["agency", "from_on", "to_on", "way"];
const AGENCY_DAYS: &[&str] = &["agency", "from_on", "to_on"];

/// An agency's totals for some days, and the study's counts by each way.
#[derive(Default)]
struct Totals {
    /// Null where the file doesn't say.
    received: Option<i64>,
    on_time: Option<i64>,
    overdue: Option<i64>,
    own_received: i64,
    of_period: bool,
    /// `[k, n]` by the place of the way.
    ways: BTreeMap<usize, [i64; 2]>,
}

impl Totals {
    /// The portal's share on time.
    fn share(&self) -> Option<f64> {
        let on_time = self.on_time?;
        mean(on_time, on_time + self.overdue?)
    }

    fn own(&self, way: usize) -> Option<f64> {
        self.ways.get(&way).and_then(|[k, n]| mean(*k, *n))
    }

    /// The way whose share comes closest to the portal's, of those that count enough dossiers to be told.
    fn closest(&self, least: u64) -> Option<(usize, f64)> {
        let share = self.share()?;
        let enough = self.ways.iter().filter(|(_, [_, n])| n.unsigned_abs() >= least);
        let shares = enough.filter_map(|(way, [k, n])| Some((*way, mean(*k, *n)?)));
        shares.min_by(|(_, a), (_, b)| (a - share).abs().total_cmp(&(b - share).abs()))
    }
}

type ByAgency = BTreeMap<(String, i64, i64), Totals>;

/// `portal_totals`: one row an agency; `portal_ways`: one row an agency and way of counting. Neither
/// where the study has no file of the portal's totals.
///
/// # Errors
/// If a relation is missing or a column has another type.
pub fn tables(frames: &Frames, facts: &StudyFacts) -> Result<Vec<Draft>> {
    let totals = read(frames)?;
    if totals.is_empty() {
        return Ok(Vec::new());
    }
    // Counts of the reporting period are those of other tables, and nest with them.
    let whole = totals.values().all(|t| t.of_period);
    let (counted, of_agency, of_way): (_, &'static [&'static str], &'static [&'static str]) =
        if whole {
            ("dossiers counted", &["agency"], &["agency", "way"])
        } else {
            ("dossiers counted in other days", AGENCY_DAYS, BY)
        };
    let agency = Grain {
        within: vec![("way", Cell::Word(said(0)))],
        ..Grain::new(counted, of_agency, &["n"])
    };
    let received = Grain::new("dossiers received in the portal's days", AGENCY_DAYS, &["received"]);
    Ok(vec![
        Draft::counted(beside(&totals, facts), agency).beside(received, &["received"]),
        Draft::counted(by_way(&totals), Grain::new(counted, of_way, &["n"])),
    ])
}

fn read(frames: &Frames) -> Result<ByAgency> {
    let rows = frame(frames, TOTALS)?;
    let (agency, way) = (Texts::of(rows, "agency")?, Texts::of(rows, "counted_by")?);
    let (from, to) = (Ints::of(rows, "from_on")?, Ints::of(rows, "to_on")?);
    let given = |name: &str| rows.int(name);
    let (received, on_time, overdue) =
        (given("portal_received")?, given("portal_on_time")?, given("portal_overdue")?);
    let own_received = Ints::of(rows, "received")?;
    let (k, n) = (Ints::of(rows, "k")?, Ints::of(rows, "n")?);
    let of_period = rows.bool("of_period")?;
    let mut totals = ByAgency::new();
    for row in 0..rows.rows() {
        let key = (agency.at(row).to_owned(), from.at(row), to.at(row));
        let own = totals.entry(key).or_default();
        let at = |column: &[Option<i64>]| column.get(row).copied().flatten();
        own.received = at(received);
        own.on_time = at(on_time);
        own.overdue = at(overdue);
        own.own_received = own_received.at(row);
        own.of_period = of_period.get(row).copied().flatten() == Some(true);
        if let Some(place) = WAYS.iter().position(|name| *name == way.at(row)) {
            own.ways.insert(place, [k.at(row), n.at(row)]);
        }
    }
    Ok(totals)
}

/// A way or a rule, as it is called.
fn said(way: usize) -> Message {
    let code = WAYS.get(way).copied().unwrap_or_default().replace('_', "-");
    Message::new(format!("report-{}-{code}", if way < OWN { "way" } else { "rule" }))
}

/// A difference of two shares in points.
fn points(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some((a? - b?) * 100.0)
}

fn beside(totals: &ByAgency, facts: &StudyFacts) -> Table {
    let mut rows = Vec::new();
    for ((agency, from, to), own) in totals {
        let (share, report) = (own.share(), own.own(0));
        let closest = own.closest(facts.suppress_below);
        let counted = own.ways.get(&0).copied().unwrap_or_default();
        let whole = |value: Option<i64>| value.map_or(Cell::Null, Cell::Int);
        let sum = own.on_time.zip(own.overdue).map(|(on_time, overdue)| on_time + overdue);
        rows.push(vec![
            Cell::Text(agency.clone()),
            Cell::Text(iso(*from)),
            Cell::Text(iso(*to)),
            whole(own.received),
            Cell::Int(own.own_received),
            whole(own.on_time),
            whole(sum),
            float(share),
            Cell::Int(counted[0]),
            Cell::Int(counted[1]),
            float(report),
            float(points(share, report)),
            closest.map_or(Cell::Null, |(way, _)| Cell::Word(said(way))),
            float(points(closest.map(|(_, share)| share), report)),
            float(points(share, closest.map(|(_, share)| share))),
        ]);
    }
    Table {
        name: "portal_totals".to_owned(),
        title: Message::new("report-table-portal-totals"),
        columns: vec![
            column("agency", Unit::Text, 0),
            column("from_on", Unit::Date, 0),
            column("to_on", Unit::Date, 0),
            column("portal_received", Unit::Count, 0),
            column("received", Unit::Count, 0),
            column("portal_on_time", Unit::Count, 0),
            column("portal_n", Unit::Count, 0),
            column("portal_share", Unit::Share, 1),
            column("on_time", Unit::Count, 0),
            column("n", Unit::Count, 0),
            column("share", Unit::Share, 1),
            column("portal_difference", Unit::Points, 1),
            column("closest", Unit::Text, 0),
            column("explained", Unit::Points, 1),
            column("unexplained", Unit::Points, 1),
        ],
        rows,
        suppressed: 0,
    }
}

fn by_way(totals: &ByAgency) -> Table {
    let mut rows = Vec::new();
    for ((agency, from, to), own) in totals {
        for (way, [k, n]) in own.ways.iter().filter(|(way, [_, n])| **way < OWN && *n > 0) {
            rows.push(vec![
                Cell::Text(agency.clone()),
                Cell::Text(iso(*from)),
                Cell::Text(iso(*to)),
                Cell::Word(said(*way)),
                Cell::Int(*k),
                Cell::Int(*n),
                float(mean(*k, *n)),
                float(points(own.share(), mean(*k, *n))),
            ]);
        }
    }
    Table {
        name: "portal_ways".to_owned(),
        title: Message::new("report-table-portal-ways"),
        columns: vec![
            column("agency", Unit::Text, 0),
            column("from_on", Unit::Date, 0),
            column("to_on", Unit::Date, 0),
            column("way", Unit::Text, 0),
            column("on_time", Unit::Count, 0),
            column("n", Unit::Count, 0),
            column("share", Unit::Share, 1),
            column("portal_difference", Unit::Points, 1),
        ],
        rows,
        suppressed: 0,
    }
}
