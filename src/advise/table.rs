//! Recommendations as named tables: what charts and documents draw from.

use super::Advice;
use crate::error::Result;
use crate::results::{Action, Cell, Column, Message, Recommendation, Saving, Table, Unit};

/// Numbers of first recommendations whose joint saving is given.
const PACKAGES: [usize; 2] = [3, 5];

/// # Errors
/// If a package can't be summed.
pub(super) fn all(advice: &Advice<'_>) -> Result<Vec<Table>> {
    Ok(vec![savings(advice), recommendations(advice), packages(advice)?])
}

/// A recommendation in few words, for a label: what is done, to what.
fn label(advice: &Advice<'_>, r: &Recommendation) -> Message {
    let target = &r.target;
    let steps = match (&target.step, &target.other_step) {
        (Some(a), Some(b)) => Some(format!("{a} + {b}")),
        (a, b) => a.as_ref().or(b.as_ref()).cloned(),
    };
    let units = match (&target.unit, &target.other_unit) {
        (Some(a), Some(b)) => Some(format!("{a} ⇄ {b}")),
        (a, b) => a.as_ref().or(b.as_ref()).cloned(),
    };
    let procedure = target.procedure.as_ref().map(|code| advice.evidence.register.short(code));
    let parts: Vec<String> =
        [steps, procedure, units, target.agency.clone()].into_iter().flatten().collect();
    Message::new(short_key(r.action)).text("what", parts.join(" · "))
}

fn short_key(action: Action) -> &'static str {
    match action {
        Action::CutStep => "advise-short-cut-step",
        Action::MergeSteps => "advise-short-merge-steps",
        Action::EndPingPong => "advise-short-end-ping-pong",
        Action::RestructureOnline => "advise-short-restructure-online",
        Action::Delegate => "advise-short-delegate",
        Action::RestructureStep => "advise-short-restructure-step",
        Action::MoveStaff => "advise-short-move-staff",
        Action::SecureClosing => "advise-short-secure-closing",
        Action::ShortenDeadline => "advise-short-shorten-deadline",
    }
}

/// What each recommendation saves, in order of rank.
fn savings(advice: &Advice<'_>) -> Table {
    let with: Vec<(&Recommendation, &Saving)> = advice
        .recommendations
        .iter()
        .filter_map(|r| r.saving.as_ref().map(|saving| (r, saving)))
        .collect();
    let figures = Figures::of(with.iter().map(|(_, s)| *s), advice);
    let mut columns = vec![column("label", Unit::Text, 0)];
    columns.extend(figures.columns());
    columns.extend([column("n", Unit::Count, 0), column("rank", Unit::Count, 0)]);
    let rows = with
        .iter()
        .map(|(r, saving)| {
            let mut row = vec![Cell::Word(label(advice, r))];
            row.extend(figures.cells(Some(saving)));
            row.extend([whole(saving.dossiers), Cell::Int(i64::from(r.rank))]);
            row
        })
        .collect();
    table("savings", columns, rows)
}

/// Every recommendation with what decides on it, in order of rank.
fn recommendations(advice: &Advice<'_>) -> Table {
    let all = &advice.recommendations;
    let figures = Figures::of(all.iter().filter_map(|r| r.saving.as_ref()), advice);
    let mut columns = vec![
        column("rank", Unit::Count, 0),
        column("title", Unit::Text, 0),
        column("legal_text", Unit::Text, 0),
        column("owner", Unit::Text, 0),
    ];
    columns.extend(figures.columns());
    columns.extend([
        column("dossiers", Unit::Count, 0),
        column("officer_hours", Unit::WorkHours, 0),
        column("top5_share", Unit::Share, 0),
        column("confirm", Unit::Text, 0),
    ]);
    let rows = all
        .iter()
        .map(|r| {
            let saving = r.saving.as_ref();
            let mut row = vec![
                Cell::Int(i64::from(r.rank)),
                Cell::Word(r.title.clone()),
                r.legal_text.as_ref().map_or(Cell::Null, |text| {
                    let parts = [text.id.as_str(), text.article.as_str()];
                    let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                    Cell::Text(parts.join(", "))
                }),
                Cell::Word(r.owner.clone()),
            ];
            row.extend(figures.cells(saving));
            row.extend([
                saving.map_or(Cell::Null, |s| whole(s.dossiers)),
                number(saving.and_then(|s| s.officer_hours)),
                number(r.top5_share),
                Cell::Word(Message::new(if r.confirm { "advise-yes" } else { "advise-no" })),
            ]);
            row
        })
        .collect();
    table("recommendations", columns, rows)
}

/// What the first few save together, each hour counted once.
fn packages(advice: &Advice<'_>) -> Result<Table> {
    let all = advice.recommendations.len();
    let mut sums = Vec::new();
    for count in PACKAGES.into_iter().filter(|count| *count < all).chain([all]) {
        if let Some(saving) = advice.package(count)? {
            sums.push((count, saving));
        }
    }
    let figures = Figures::of(sums.iter().map(|(_, s)| s), advice);
    let mut columns = vec![column("recommendations", Unit::Count, 0)];
    columns.extend(figures.columns());
    columns
        .extend([column("dossiers", Unit::Count, 0), column("officer_hours", Unit::WorkHours, 0)]);
    let rows = sums
        .iter()
        .map(|(count, saving)| {
            let mut row = vec![Cell::Int(i64::try_from(*count).unwrap_or(i64::MAX))];
            row.extend(figures.cells(Some(saving)));
            row.extend([whole(saving.dossiers), number(saving.officer_hours)]);
            row
        })
        .collect();
    Ok(table("packages", columns, rows))
}

/// Columns `value`, `low`, `high`: yearly where figures may be made yearly, of the window otherwise.
struct Figures {
    unit: Unit,
    decimals: u8,
}

impl Figures {
    fn of<'s>(savings: impl Iterator<Item = &'s Saving>, advice: &Advice<'_>) -> Self {
        let largest = savings
            .map(|s| s.per_year.unwrap_or(s.in_window))
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max);
        let decimals = if largest >= 100.0 { 0 } else { 1 };
        let yearly = advice.scale.is_yearly();
        Self { unit: if yearly { Unit::WorkDaysPerYear } else { Unit::WorkDays }, decimals }
    }

    fn columns(&self) -> [Column; 3] {
        ["value", "low", "high"].map(|name| column(name, self.unit, self.decimals))
    }

    fn cells(&self, saving: Option<&Saving>) -> [Cell; 3] {
        let Some(saving) = saving else { return [Cell::Null, Cell::Null, Cell::Null] };
        let (value, interval) = match saving.per_year {
            Some(value) => (value, saving.interval),
            None => (saving.in_window, saving.window_interval),
        };
        let [low, high] = interval.map_or([None, None], |ends| ends.map(Some));
        [number(Some(value)), number(low), number(high)]
    }
}

fn table(name: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    let title = Message::new(format!("advise-table-{name}"));
    Table { name: name.to_owned(), title, columns, rows, suppressed: 0 }
}

fn column(name: &str, unit: Unit, decimals: u8) -> Column {
    Column { name: name.to_owned(), unit, decimals }
}

fn number(value: Option<f64>) -> Cell {
    value.filter(|v| v.is_finite()).map_or(Cell::Null, Cell::Float)
}

#[expect(clippy::cast_possible_truncation, reason = "counts of dossiers stay below 2^53")]
fn whole(value: f64) -> Cell {
    if value.is_finite() { Cell::Int(value.round() as i64) } else { Cell::Null }
}
