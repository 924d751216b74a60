//! What the columns of an unknown file mean: from headings and values to a mapping.

use std::collections::BTreeSet;

use super::batch::Reason;
use super::heading::{key, keys, planned_unit};
use super::headings::{AGGREGATES, Known, known_headings};
use super::lifecycle::proposed;
use super::reader::UNKNOWN;
use super::traps::{far_term, finished_by_return, moved_promise, promised_by_return};
use super::{values, workbook};
use crate::shown::shown;
use crate::study::{DateOrder, Field, FieldType, InputKind, fields};

/// A column of an unknown file with the values at its top, empty ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sample {
    pub heading: String,
    pub values: Vec<String>,
    /// Whether bare numbers may be days as a workbook counts them.
    pub serial_dates: bool,
}

impl Sample {
    /// The values that are there. What a reader couldn't make out is none.
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|v| v.trim()).filter(|v| !v.is_empty() && !v.starts_with(UNKNOWN))
    }

    /// Whether a cell shows what a reader couldn't make out.
    fn untold(&self) -> bool {
        self.values.iter().any(|v| v.trim_start().starts_with(UNKNOWN))
    }

    pub(super) fn filled_share(&self) -> f64 {
        share(self.filled().count(), self.values.len())
    }

    /// The share of its values that are instants or days, whichever part is the day.
    pub(super) fn stamps(&self) -> f64 {
        let serial = |value: &str| self.serial_dates && workbook::is_serial(value);
        let (mut read, mut all) = (0, 0);
        for value in self.filled() {
            all += 1;
            read += usize::from(is_stamp(value) || serial(value));
        }
        share(read, all)
    }
}

/// Whether a text is an instant or a day, whichever part is the day.
pub(super) fn is_stamp(text: &str) -> bool {
    let stamp = fields(InputKind::Dossiers).iter().find(|f| f.name == "received_at");
    !values::nothing(text)
        && stamp.is_some_and(|field| {
            DateOrder::ALL.iter().any(|order| {
                // Days that mean none or never are days too.
                let wrong = values::check(field, text, *order);
                matches!(wrong, None | Some(Reason::PlaceholderDate | Reason::NeverDate))
            })
        })
}

/// How sure a mapping is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Confidence {
    /// By its values alone.
    Guess,
    /// By a heading that may mean other things too.
    Likely,
    /// By a heading that means this, and values that agree.
    Sure,
}

/// One column recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recognised {
    pub column: &'static str,
    pub heading: String,
    pub confidence: Confidence,
    /// Found among the Vietnamese headings.
    pub vietnamese: bool,
}

/// A known heading that nothing is read from, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    pub column: &'static str,
    pub heading: String,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// Most of its values are no dates, or no numbers; the first three that differ.
    Unreadable { wanted: &'static str, examples: Vec<String> },
    /// Hardly ever filled in; percent of the rows.
    Sparse(u64),
    /// Dates years after the receipt: a term of something else.
    FarTerm,
    /// Hardly a value occurs twice: those who applied, not those who work.
    Applicants,
}

/// What is known of the columns of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mapping {
    /// In the order of the table; without the dossier's code.
    pub found: Vec<Recognised>,
    pub doubts: Vec<Doubt>,
}

impl Mapping {
    pub(super) fn heading(&self, column: &str) -> Option<&str> {
        self.found.iter().find(|r| r.column == column).map(|r| r.heading.as_str())
    }

    fn has(&self, column: &str) -> bool {
        self.found.iter().any(|r| r.column == column && r.confidence > Confidence::Guess)
    }
}

/// Headings that are common words: right more often than not.
const COMMON_WORDS: [&str; 48] = [
    "group",
    "department",
    "role",
    "orgrole",
    "type",
    "source",
    "office",
    "service",
    "state",
    "time",
    "date",
    "end",
    "start",
    "event",
    "result",
    "decision",
    "user",
    "station",
    "status",
    "created",
    "final",
    "issued",
    "applied",
    "application",
    "received",
    "target",
    "standard",
    "allowed",
    "instance",
    "transition",
    "enddateplanned",
    "reviewerassigndate",
    "thoihan",
    "han",
    "hanxuly",
    "tiepnhan",
    "hoanthanh",
    "ketthuc",
    "nguoinhan",
    "loaihoso",
    "congviec",
    "donvi",
    "coquan",
    "lydo",
    "thoigian",
    "thoidiem",
    "ngaygui",
    "thaotac",
];

/// Whether a column is about the whole dossier although it stands with its steps (`case:channel`).
fn of_case(heading: &str) -> Option<&str> {
    let rest = heading.strip_prefix("case:").or_else(|| heading.strip_prefix("(case)"));
    rest.filter(|rest| key(rest) != "conceptname")
}

/// The kind of file that these columns make, if any.
///
/// # Errors
/// With what speaks against it, in words.
pub(super) fn kind_of(samples: &[Sample]) -> Result<InputKind, String> {
    let totals = mapping(InputKind::PortalTotals, samples);
    let figures = totals.found.iter().filter(|r| r.column != "agency").count();
    let sums = samples.iter().filter(|s| AGGREGATES.contains(&key(&s.heading).as_str())).count();
    let of_portal = samples.iter().filter(|s| key(&s.heading).starts_with("total")).count();
    if totals.has("agency") && figures >= 2 && of_portal >= 2 {
        return Ok(InputKind::PortalTotals);
    }
    let dossiers = mapping(InputKind::Dossiers, samples);
    let runs = mapping(InputKind::Runs, samples);
    let pauses = mapping(InputKind::Pauses, samples);
    let ends = dossiers.has("result_at") || dossiers.has("due_at");
    let of_dossier = dossiers.has("received_at") && ends;
    if pauses.has("paused_at") && pauses.has("resumed_at") && !of_dossier {
        return Ok(InputKind::Pauses);
    }
    let timed = ["finished_at", "started_at", "enabled_at"];
    if runs.has("step") && timed.iter().any(|t| runs.has(t)) && !(of_dossier && unique(samples)) {
        return Ok(InputKind::Runs);
    }
    if moves_promises(&dossiers, samples) {
        return Err("its rows are changes of promised dates, which no study reads yet".to_owned());
    }
    let dated = ["received_at", "submitted_at", "due_at", "result_at", "returned_at"];
    if dated.iter().any(|d| dossiers.has(d)) {
        return Ok(InputKind::Dossiers);
    }
    Err(if sums >= 2 {
        "its rows are sums of a report, not dossiers: export the list of dossiers itself".to_owned()
    } else {
        "no column is known as a step with its time, or as the date a dossier was received, promised or finished".to_owned()
    })
}

/// Whether the column of codes holds no code twice: a list of dossiers that also says at which step each
/// is.
fn unique(samples: &[Sample]) -> bool {
    let Some(ids) = known_headings(InputKind::Dossiers).iter().find(|k| k.column == "dossier_id")
    else {
        return false;
    };
    let named = candidates(ids).find_map(|(wanted, _)| {
        samples.iter().rfind(|s| keys(&s.heading).iter().any(|name| name == wanted))
    });
    named.is_some_and(|sample| {
        let values: Vec<&str> = sample.filled().collect();
        let distinct: BTreeSet<&str> = values.iter().copied().collect();
        values.len() >= 3 && distinct.len() == values.len()
    })
}

/// A list of promises before and after they were moved: no receipt, no result, a date of the change.
fn moves_promises(dossiers: &Mapping, samples: &[Sample]) -> bool {
    let moved = ["ngaydieuchinh", "ngaygiahan", "ngaythaydoi", "changedat"];
    dossiers.has("first_due_at")
        && dossiers.has("due_at")
        && !dossiers.has("received_at")
        && !dossiers.has("result_at")
        && samples.iter().any(|s| moved.contains(&key(&s.heading).as_str()))
}

/// A heading in the ways in which it may be known.
struct Named {
    names: Vec<String>,
    /// Without the unit that it names.
    planned: String,
    /// Of an attribute of the whole dossier, what follows its mark.
    of_case: Option<String>,
}

impl Named {
    fn new(heading: &str) -> Self {
        Self {
            names: keys(heading),
            planned: planned_unit(heading).0,
            of_case: of_case(heading).map(key),
        }
    }

    fn is(&self, kind: InputKind, known: &Known, wanted: &str) -> bool {
        match &self.of_case {
            // Among steps, such an attribute can only be the dossier's own.
            Some(rest) if kind == InputKind::Runs => {
                let dossiers =
                    ["procedure_code", "channel", "received_at", "due_at", "result_at", "agency"];
                let of_dossiers = known_headings(InputKind::Dossiers);
                let own = of_dossiers.iter().find(|k| k.column == known.column);
                dossiers.contains(&known.column)
                    && own.is_some_and(|own| candidates(own).any(|(name, _)| name == rest))
                    // Once, however many of this column's own names there are.
                    && candidates(known).next().is_some_and(|(first, _)| first == wanted)
            }
            _ if known.column == "planned_min" => {
                self.planned == wanted || self.names.iter().any(|name| name == wanted)
            }
            _ => self.names.iter().any(|name| name == wanted),
        }
    }
}

/// The mapping of a file of this kind, in the order of its table, without the dossier's code. For a log:
/// `Log` for the attributes of traces, `Runs` for those of events.
pub(super) fn mapping(kind: InputKind, samples: &[Sample]) -> Mapping {
    let named: Vec<Named> = samples.iter().map(|s| Named::new(&s.heading)).collect();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut out = Mapping::default();
    for known in known_headings(kind).iter().filter(|known| known.column != "dossier_id") {
        let Some(field) = fields(kind).iter().find(|f| f.name == known.column) else { continue };
        let mut second_choice = None;
        for (wanted, vietnamese) in candidates(known) {
            // Of equal headings the last is read.
            let free =
                |(at, named): (usize, &Named)| !used.contains(&at) && named.is(kind, known, wanted);
            let at = named.iter().enumerate().rposition(free);
            let Some((at, sample)) = at.and_then(|at| Some((at, samples.get(at)?))) else {
                continue;
            };
            let recognised = Recognised {
                column: known.column,
                heading: sample.heading.clone(),
                confidence: if COMMON_WORDS.contains(&wanted) {
                    Confidence::Likely
                } else {
                    Confidence::Sure
                },
                vietnamese: vietnamese && of_case(&sample.heading).is_none(),
            };
            match agrees(field, sample) {
                // Numbers are places in an order rather than names, where there are names too.
                Ok(()) if known.column == "step" && numbered(sample) => {
                    second_choice.get_or_insert((at, recognised));
                }
                Ok(()) => {
                    second_choice = Some((at, recognised));
                    break;
                }
                Err(why) => {
                    let doubt =
                        Doubt { column: known.column, heading: sample.heading.clone(), why };
                    if !out.doubts.iter().any(|d| d.heading == doubt.heading) {
                        out.doubts.push(doubt);
                    }
                }
            }
        }
        if let Some((at, recognised)) = second_choice {
            used.insert(at);
            out.found.push(recognised);
        }
    }
    name_for_code(samples, &mut out.found);
    if matches!(kind, InputKind::Dossiers | InputKind::Wide) {
        promised_by_return(samples, &mut out.found);
        finished_by_return(&mut out.found);
        moved_promise(samples, &mut out.found);
        far_term(samples, &mut out);
    }
    let Mapping { found, doubts } = &mut out;
    doubts.retain(|d| {
        let sparse = matches!(d.why, Why::Sparse(_));
        !found.iter().any(|r| r.heading == d.heading || (sparse && r.column == d.column))
    });
    out
}

fn candidates(known: &Known) -> impl Iterator<Item = (&'static str, bool)> {
    let lists = [(known.vietnamese, true), (known.foreign, false)];
    lists.into_iter().flat_map(|(list, vietnamese)| list.iter().map(move |w| (*w, vietnamese)))
}

/// Whether the values can be what the heading says.
///
/// # Errors
/// With what speaks against it.
fn agrees(field: &Field, sample: &Sample) -> Result<(), Why> {
    let empty = sample.filled().next().is_none();
    let unreadable = |wanted| Why::Unreadable { wanted, examples: first_three(sample) };
    match field.field_type {
        // Cells that nothing has computed are set aside by name, not passed over with their column.
        FieldType::Stamp | FieldType::Due | FieldType::Number if empty && sample.untold() => Ok(()),
        // A heading that says so and most values: the others are set aside by name.
        FieldType::Stamp | FieldType::Due if empty => Err(Why::Sparse(0)),
        FieldType::Stamp | FieldType::Due if sample.stamps() <= 0.5 => Err(unreadable("dates")),
        FieldType::Number if empty => Err(Why::Sparse(0)),
        FieldType::Number if numbers(field, sample) <= 0.5 => Err(unreadable("numbers")),
        // A column that is nearly always empty splits dossiers by whether somebody filled it in.
        FieldType::Text if field.required || GROUPS.contains(&field.name) => {
            let filled = sample.filled_share();
            if sample.values.is_empty() || filled >= 0.5 {
                names_groups(field, sample)
            } else {
                Err(Why::Sparse(percent(filled)))
            }
        }
        FieldType::Text
            if field.name == "officer" && key(&sample.heading).ends_with("nguoinhan") =>
        {
            let values: Vec<&str> = sample.filled().collect();
            let distinct: BTreeSet<&str> = values.iter().copied().collect();
            let applicants = values.len() >= 20 && share(distinct.len(), values.len()) > 0.5;
            if applicants { Err(Why::Applicants) } else { Ok(()) }
        }
        FieldType::Text if field.name == "lifecycle" => {
            let (mut known, mut all) = (0, 0);
            for word in sample.filled() {
                all += 1;
                known += usize::from(proposed(word).is_some());
            }
            let words = "words of a lifecycle";
            if share(known, all) < 0.5 { Err(unreadable(words)) } else { Ok(()) }
        }
        FieldType::Text | FieldType::Channel => Ok(()),
        FieldType::Stamp | FieldType::Due | FieldType::Number => Ok(()),
    }
}

/// Names of groups are no dates: `application` is the day of one in some lists, and its number in others.
fn names_groups(field: &Field, sample: &Sample) -> Result<(), Why> {
    if !field.required && sample.stamps() > 0.5 {
        return Err(Why::Unreadable { wanted: "names", examples: first_three(sample) });
    }
    Ok(())
}

/// Columns that dossiers or runs are grouped by.
const GROUPS: [&str; 4] = ["procedure_code", "agency", "receiving_agency", "unit"];

fn first_three(sample: &Sample) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for value in sample.filled() {
        let value = shown(value).plain();
        if examples.len() < 3 && !examples.contains(&value) {
            examples.push(value);
        }
    }
    examples
}

/// The share of its values that are numbers, with marks of any kind, or durations.
fn numbers(field: &Field, sample: &Sample) -> f64 {
    let numeric = |value: &&str| {
        !values::nothing(value) && values::check(field, value, DateOrder::Dmy).is_none()
    };
    share(sample.filled().filter(numeric).count(), sample.filled().count())
}

/// Whether all values are whole numbers.
fn numbered(sample: &Sample) -> bool {
    sample.filled().next().is_some()
        && sample.filled().all(|v| v.bytes().all(|b| b.is_ascii_digit()))
}

/// A procedure's name stands in for its code where there is none; then it isn't read twice.
fn name_for_code(samples: &[Sample], found: &mut Vec<Recognised>) {
    let code = found.iter().find(|r| r.column == "procedure_code").map(|r| r.heading.clone());
    let repeated = samples.iter().filter(|s| Some(&s.heading) == code.as_ref()).count() < 2;
    if repeated {
        found.retain(|r| r.column != "procedure_name" || Some(&r.heading) != code.as_ref());
    }
}

#[expect(clippy::cast_precision_loss, reason = "samples are a few thousand values")]
pub(super) fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is between 0 and 1"
)]
fn percent(share: f64) -> u64 {
    (share * 100.0).round() as u64
}

#[cfg(test)]
mod tests;
