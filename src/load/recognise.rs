//! What the columns of an unknown file mean: from headings and values to a mapping.

use std::collections::BTreeSet;

use super::heading::key;
use super::headings::{AGGREGATES, known_headings};
use super::{values, workbook};
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
    fn filled(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|v| v.trim()).filter(|v| !v.is_empty())
    }

    fn filled_share(&self) -> f64 {
        share(self.filled().count(), self.values.len())
    }
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

/// Headings that are common words: right more often than not.
const COMMON_WORDS: [&str; 22] = [
    "group",
    "department",
    "role",
    "orgrole",
    "type",
    "case",
    "time",
    "end",
    "start",
    "event",
    "result",
    "user",
    "status",
    "thoihan",
    "hanxuly",
    "tiepnhan",
    "nguoinhan",
    "loaihoso",
    "donvi",
    "coquan",
    "lydo",
    "thoigian",
];

/// Whether a column is about the whole dossier although it stands with its steps (`case:channel`).
fn of_case(heading: &str) -> Option<&str> {
    heading.strip_prefix("case:").filter(|rest| key(rest) != "conceptname")
}

/// The kind of file that these columns make, if any.
///
/// # Errors
/// With what speaks against it, in words.
pub(super) fn kind_of(samples: &[Sample], order: DateOrder) -> Result<InputKind, String> {
    let has = |kind, column: &str| {
        mapping(kind, samples, order)
            .iter()
            .any(|r| r.column == column && r.confidence > Confidence::Guess)
    };
    if has(InputKind::Pauses, "paused_at") && has(InputKind::Pauses, "resumed_at") {
        return Ok(InputKind::Pauses);
    }
    let timed = ["finished_at", "started_at", "enabled_at"];
    if has(InputKind::Runs, "step") && timed.iter().any(|t| has(InputKind::Runs, t)) {
        return Ok(InputKind::Runs);
    }
    let dated = ["received_at", "submitted_at", "due_at", "result_at", "returned_at"];
    if dated.iter().any(|d| has(InputKind::Dossiers, d)) {
        return Ok(InputKind::Dossiers);
    }
    let sums = samples.iter().filter(|s| AGGREGATES.contains(&key(&s.heading).as_str())).count();
    Err(if sums >= 2 {
        "its rows are sums of a report, not dossiers: export the list of dossiers itself".to_owned()
    } else {
        "no column is known as a step with its time, or as the date a dossier was received, promised or finished".to_owned()
    })
}

/// The mapping of a file of this kind, in the order of its table. For XES: `Xes` for the attributes of
/// traces, `Runs` for those of events.
pub(super) fn mapping(kind: InputKind, samples: &[Sample], order: DateOrder) -> Vec<Recognised> {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut found: Vec<Recognised> = Vec::new();
    for known in known_headings(kind) {
        let Some(field) = fields(kind).iter().find(|f| f.name == known.column) else { continue };
        let lists = [(known.vietnamese, true), (known.english, false)];
        let candidates = lists
            .into_iter()
            .flat_map(|(list, vietnamese)| list.iter().map(move |wanted| (*wanted, vietnamese)));
        for (wanted, vietnamese) in candidates {
            // Of equal headings the last is read.
            let at = samples.iter().rposition(|s| matches(kind, known.column, &s.heading, wanted));
            let Some((at, sample)) = at.and_then(|at| Some((at, samples.get(at)?))) else {
                continue;
            };
            if used.contains(&at) || !agrees(field, sample, order) {
                continue;
            }
            used.insert(at);
            let common = COMMON_WORDS.contains(&wanted);
            found.push(Recognised {
                column: known.column,
                heading: sample.heading.clone(),
                confidence: if common { Confidence::Likely } else { Confidence::Sure },
                vietnamese,
            });
            break;
        }
    }
    name_for_code(samples, &mut found);
    if kind == InputKind::Dossiers {
        promised_by_return(samples, &mut found);
    }
    if !found.iter().any(|r| r.column == "dossier_id")
        && let Some(id) = id_by_values(kind, samples, &used, order)
    {
        found.insert(0, id);
    }
    found
}

fn matches(kind: InputKind, column: &str, heading: &str, wanted: &str) -> bool {
    match of_case(heading) {
        // Among steps, such an attribute can only be the dossier's own.
        Some(rest) if kind == InputKind::Runs => {
            let own = known_headings(InputKind::Dossiers).iter().find(|k| k.column == column);
            let rest = key(rest);
            let dossiers =
                ["procedure_code", "channel", "received_at", "due_at", "result_at", "agency"];
            dossiers.contains(&column)
                && own.is_some_and(|k| {
                    k.vietnamese.contains(&rest.as_str()) || k.english.contains(&rest.as_str())
                })
        }
        _ => key(heading) == wanted,
    }
}

/// Whether the values can be what the heading says.
fn agrees(field: &Field, sample: &Sample, order: DateOrder) -> bool {
    let filled = sample.filled().count();
    let serial = |value: &str| sample.serial_dates && workbook::is_serial(value);
    let readable =
        sample.filled().filter(|v| values::check(field, v, order).is_none() || serial(v)).count();
    match field.field_type {
        FieldType::Stamp | FieldType::Due | FieldType::Number => {
            // A heading that says so and most values: the others are set aside by name.
            filled > 0 && share(readable, filled) > 0.5
        }
        // A column that is nearly always empty splits dossiers by whether somebody filled it in.
        FieldType::Text if field.required || GROUPS.contains(&field.name) => {
            sample.values.is_empty() || sample.filled_share() >= 0.5
        }
        FieldType::Text | FieldType::Channel => true,
    }
}

/// Columns that dossiers or runs are grouped by.
const GROUPS: [&str; 4] = ["procedure_code", "agency", "receiving_agency", "unit"];

/// A procedure's name stands in for its code where there is none; then it isn't read twice.
fn name_for_code(samples: &[Sample], found: &mut Vec<Recognised>) {
    let code = found.iter().find(|r| r.column == "procedure_code").map(|r| r.heading.clone());
    let repeated = samples.iter().filter(|s| Some(&s.heading) == code.as_ref()).count() < 2;
    if repeated {
        found.retain(|r| r.column != "procedure_name" || Some(&r.heading) != code.as_ref());
    }
}

/// "Ngày trả kết quả" is the promised date in some systems: then dossiers without a result have it.
fn promised_by_return(samples: &[Sample], found: &mut [Recognised]) {
    if found.iter().any(|r| r.column == "due_at") {
        return;
    }
    let sample = |column: &str| {
        let heading = found.iter().find(|r| r.column == column).map(|r| &r.heading)?;
        samples.iter().rfind(|s| &s.heading == heading)
    };
    let (Some(result), Some(returned)) = (sample("result_at"), sample("returned_at")) else {
        return;
    };
    let open: Vec<bool> = result
        .values
        .iter()
        .zip(&returned.values)
        .filter(|(result, _)| result.trim().is_empty())
        .map(|(_, returned)| !returned.trim().is_empty())
        .collect();
    let promised = open.iter().filter(|filled| **filled).count();
    if open.len() >= 3
        && share(promised, open.len()) > 0.5
        && let Some(returned) = found.iter_mut().find(|r| r.column == "returned_at")
    {
        returned.column = "due_at";
        returned.confidence = Confidence::Likely;
    }
}

/// A dossier's code by its looks: texts with digits, no dates, each its own (dossiers) or repeated
/// (steps, pauses).
fn id_by_values(
    kind: InputKind,
    samples: &[Sample],
    used: &BTreeSet<usize>,
    order: DateOrder,
) -> Option<Recognised> {
    let stamp = fields(InputKind::Dossiers).iter().find(|f| f.name == "received_at")?;
    samples
        .iter()
        .enumerate()
        .filter(|(at, _)| !used.contains(at))
        .find(|(_, sample)| {
            let values: Vec<&str> = sample.filled().collect();
            let distinct: BTreeSet<&str> = values.iter().copied().collect();
            let coded = values.iter().all(|v| v.chars().any(|c| c.is_ascii_digit()));
            let decimal = values.iter().any(|v| v.parse::<f64>().is_ok() && v.contains('.'));
            let dates = values.iter().filter(|v| values::check(stamp, v, order).is_none()).count();
            let own = if kind == InputKind::Dossiers {
                distinct.len() == values.len()
            } else {
                distinct.len() * 10 < values.len() * 9
            };
            values.len() >= 3
                && values.len() == sample.values.len()
                && coded
                && !decimal
                && own
                && dates * 2 < values.len()
        })
        .map(|(_, sample)| Recognised {
            column: "dossier_id",
            heading: sample.heading.clone(),
            confidence: Confidence::Guess,
            vietnamese: false,
        })
}

/// The order of day and month in which most dates of the file can be read; day first where nothing
/// speaks for another.
pub(super) fn order_of(samples: &[Sample]) -> DateOrder {
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for value in samples.iter().flat_map(Sample::filled) {
        let mut parts = value.split(['/', '-', '.', ' ']);
        let mut number =
            || parts.next().filter(|p| p.len() <= 2).and_then(|p| p.parse::<u8>().ok());
        let (Some(first), Some(second)) = (number(), number()) else { continue };
        let year =
            parts.next().is_some_and(|p| p.len() == 4 && p.bytes().all(|b| b.is_ascii_digit()));
        if !year {
            continue;
        }
        match (first, second) {
            (13..=31, 1..=12) => day_first += 1,
            (1..=12, 13..=31) => month_first += 1,
            _ => {}
        }
    }
    if month_first > day_first { DateOrder::Mdy } else { DateOrder::Dmy }
}

#[expect(clippy::cast_precision_loss, reason = "samples are a few thousand values")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(columns: &[(&str, &[&str])]) -> Vec<Sample> {
        columns
            .iter()
            .map(|(heading, values)| Sample {
                heading: (*heading).to_owned(),
                values: values.iter().map(|v| (*v).to_owned()).collect(),
                serial_dates: false,
            })
            .collect()
    }

    fn mapped(kind: InputKind, columns: &[(&str, &[&str])]) -> Vec<(&'static str, String)> {
        mapping(kind, &samples(columns), DateOrder::Dmy)
            .into_iter()
            .map(|r| (r.column, r.heading))
            .collect()
    }

    fn is(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        pairs.iter().map(|(c, h)| (*c, (*h).to_owned())).collect()
    }

    const D: &[&str] = &["01/07/2023 08:00", "02/07/2023 09:00", "13/07/2023 10:00"];

    #[test]
    fn headings_of_a_provincial_export_are_recognised_and_the_applicant_is_not_read() {
        let columns: &[(&str, &[&str])] = &[
            ("STT", &["1", "2", "3"]),
            ("Mã hồ sơ", &["H1", "H2", "H3"]),
            ("Chủ hồ sơ", &["A", "B", "C"]),
            ("Tên thủ tục", &["x", "y", "x"]),
            ("Đơn vị tiếp nhận", &["TT1", "TT1", "TT1"]),
            ("Đơn vị giải quyết", &["Sở A", "Sở B", "Sở A"]),
            ("Hình thức nộp hồ sơ", &["Trực tiếp", "Qua mạng", ""]),
            ("Ngày tiếp nhận", D),
            ("Hạn xử lý", D),
            ("Ngày hẹn trả", D),
            ("Ngày kết thúc xử lý", &["03/07/2023 08:00", "", ""]),
            ("Ngày trả kết quả", &["03/07/2023 08:00", "", ""]),
            ("Quá hạn", &["", "2 ngày", ""]),
        ];
        assert_eq!(
            mapped(InputKind::Dossiers, columns),
            is(&[
                ("dossier_id", "Mã hồ sơ"),
                ("procedure_code", "Tên thủ tục"),
                ("receiving_agency", "Đơn vị tiếp nhận"),
                ("agency", "Đơn vị giải quyết"),
                ("channel", "Hình thức nộp hồ sơ"),
                ("received_at", "Ngày tiếp nhận"),
                ("due_at", "Ngày hẹn trả"),
                ("result_at", "Ngày kết thúc xử lý"),
                ("returned_at", "Ngày trả kết quả"),
            ])
        );
        assert_eq!(kind_of(&samples(columns), DateOrder::Dmy), Ok(InputKind::Dossiers));
    }

    #[test]
    fn a_return_date_that_open_dossiers_have_is_the_promise() {
        let columns: &[(&str, &[&str])] = &[
            ("Số hồ sơ", &["1", "2", "3", "4"]),
            ("Ngày nhận", &["01/07/2023", "01/07/2023", "02/07/2023", "13/07/2023"]),
            ("Ngày trả kết quả", &["05/07/2023", "05/07/2023", "06/07/2023", "17/07/2023"]),
            ("Hoàn Thành", &["04/07/2023", "", "", ""]),
        ];
        let due = mapped(InputKind::Dossiers, columns);
        assert!(due.contains(&("due_at", "Ngày trả kết quả".to_owned())), "{due:?}");
    }

    #[test]
    fn planted_answers_are_never_mapped() {
        let columns: &[(&str, &[&str])] = &[
            ("case_id", &["1", "1", "2"]),
            ("start_time", &["2023-01-02 09:15:00.000000+00:00"; 3]),
            ("end_time", &["2023-01-02 09:48:42.190000+00:00"; 3]),
            ("Activity", &["A", "B", "A"]),
            ("Resource", &["R", "R", "R"]),
            ("enabled_time", &["2023-01-02 09:15:00.000000+00:00"; 3]),
            ("batch_instance_id", &["1.0", "2.0", ""]),
            ("extraneous_delay", &["0.0", "12.5", "3.0"]),
        ];
        assert_eq!(kind_of(&samples(columns), DateOrder::Dmy), Ok(InputKind::Runs));
        assert_eq!(
            mapped(InputKind::Runs, columns),
            is(&[
                ("dossier_id", "case_id"),
                ("step", "Activity"),
                ("officer", "Resource"),
                ("enabled_at", "enabled_time"),
                ("started_at", "start_time"),
                ("finished_at", "end_time"),
            ])
        );
    }

    #[test]
    fn attributes_of_the_case_are_the_dossiers() {
        let stamps: &[&str] = &["2023-01-02T09:15:00Z", "2023-01-02T09:15:00Z"];
        let columns: &[(&str, &[&str])] = &[
            ("case:concept:name", &["1", "1"]),
            ("concept:name", &["A", "B"]),
            ("time:timestamp", stamps),
            ("org:resource", &["R", "R"]),
            ("case:channel", &["Internet", "Internet"]),
            ("case:startdate", stamps),
            ("case:deadline", stamps),
        ];
        assert_eq!(
            mapped(InputKind::Runs, columns),
            is(&[
                ("dossier_id", "case:concept:name"),
                ("step", "concept:name"),
                ("officer", "org:resource"),
                ("finished_at", "time:timestamp"),
                ("channel", "case:channel"),
                ("received_at", "case:startdate"),
                ("due_at", "case:deadline"),
            ])
        );
    }

    #[test]
    fn a_table_of_sums_is_no_list_of_dossiers() {
        let columns: &[(&str, &[&str])] = &[
            ("Đơn vị", &["Sở A"]),
            ("Tổng số", &["12"]),
            ("Trong kỳ", &["3"]),
            ("Đúng hạn", &["3"]),
        ];
        assert!(kind_of(&samples(columns), DateOrder::Dmy).unwrap_err().contains("sums"));
    }

    #[test]
    fn the_order_of_dates_is_told_from_days_above_twelve() {
        let of = |values: &[&str]| order_of(&samples(&[("x", values)]));
        assert_eq!(of(&["01/02/2023", "13/02/2023"]), DateOrder::Dmy);
        assert_eq!(of(&["01/02/2023", "02/13/2023 10:00"]), DateOrder::Mdy);
        assert_eq!(of(&["01/02/2023", "2023-12-31"]), DateOrder::Dmy);
    }
}
