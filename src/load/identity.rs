//! Which column is the dossier's code: by heading, by values, and by what the other files have.

use std::collections::BTreeSet;

use super::heading::{key, keys};
use super::headings::known_headings;
use super::recognise::{Confidence, Recognised, Sample, is_stamp, share};
use crate::study::InputKind;

/// A column that may hold the dossier's code.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub heading: String,
    /// Place among the known headings, if it is one.
    known: Option<usize>,
    vietnamese: bool,
    score: f64,
    codes: BTreeSet<String>,
}

/// Headings of columns that count rows.
const COUNTERS: [&str; 8] = ["stt", "tt", "sott", "no", "index", "row", "rowno", "rownumber"];
/// A code that other offices may give too: no more than a counter and a year.
const LONGEST_COUNTER: usize = 8;

/// The columns that may be the code, with how much speaks for each.
pub(super) fn candidates(kind: InputKind, samples: &[Sample]) -> Vec<Candidate> {
    let Some(ids) = known_headings(kind).iter().find(|k| k.column == "dossier_id") else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (at, sample) in samples.iter().enumerate() {
        // Of equal headings the last is read.
        if samples.iter().skip(at + 1).any(|later| later.heading == sample.heading) {
            continue;
        }
        let names = keys(&sample.heading);
        let all = ids.vietnamese.iter().chain(ids.foreign);
        let known = all.clone().position(|id| names.iter().any(|name| name == id));
        let vietnamese = known.is_some_and(|at| at < ids.vietnamese.len());
        let length = all.count();
        let Some(values) = Values::of(sample) else { continue };
        if known.is_none() && !values.looks_like_codes(kind, sample) {
            continue;
        }
        if values.filled < 0.5 || values.dates > 0.5 {
            continue;
        }
        let own = if one_row_a_dossier(kind) {
            values.distinct
        } else if values.distinct < 0.9 {
            1.0
        } else {
            0.5
        };
        // The first of the known headings is worth four, the last three.
        let heading = known.map_or(0.0, |at| 4.0 - share(at, length));
        let short = if values.short { 1.0 } else { 0.0 };
        let score = heading + 3.0 * values.filled + 3.0 * own + values.coded + short;
        let codes = sample.filled().map(str::to_owned).collect();
        out.push(Candidate { heading: sample.heading.clone(), known, vietnamese, score, codes });
    }
    out
}

fn one_row_a_dossier(kind: InputKind) -> bool {
    matches!(kind, InputKind::Dossiers | InputKind::Log | InputKind::Wide)
}

/// How the values of a column look.
struct Values {
    filled: f64,
    /// Share of the values that are there which differ.
    distinct: f64,
    coded: f64,
    dates: f64,
    decimal: bool,
    counts_rows: bool,
    short: bool,
    n: usize,
}

impl Values {
    fn of(sample: &Sample) -> Option<Self> {
        let values: Vec<&str> = sample.filled().collect();
        if values.is_empty() {
            return None;
        }
        let n = values.len();
        let count =
            |test: &dyn Fn(&str) -> bool| share(values.iter().filter(|v| test(v)).count(), n);
        let distinct: BTreeSet<&str> = values.iter().copied().collect();
        let numbers = || values.iter().map(|v| v.parse::<usize>().ok());
        let in_steps = numbers().zip(numbers().skip(1));
        Some(Self {
            filled: share(n, sample.values.len()),
            distinct: share(distinct.len(), n),
            coded: count(&|v| v.chars().any(|c| c.is_ascii_digit())),
            dates: count(&|v| is_stamp(v)),
            decimal: values.iter().any(|v| v.contains('.') && v.parse::<f64>().is_ok()),
            counts_rows: n > 2
                && matches!(numbers().next(), Some(Some(0 | 1)))
                && in_steps
                    .into_iter()
                    .all(|(a, b)| matches!((a, b), (Some(a), Some(b)) if b == a + 1)),
            short: values.iter().all(|v| v.len() <= 48 && !v.contains(' ')),
            n,
        })
    }

    /// Texts with digits, no dates, each its own (dossiers) or repeated (steps, pauses).
    fn looks_like_codes(&self, kind: InputKind, sample: &Sample) -> bool {
        let own = if one_row_a_dossier(kind) {
            self.distinct >= 0.98
        } else {
            self.distinct < 0.9 && self.distinct * 200.0 >= 1.0
        };
        let counts = self.counts_rows || COUNTERS.contains(&key(&sample.heading).as_str());
        self.n >= 3
            && self.filled >= 0.98
            && self.coded >= 0.98
            && !self.decimal
            && !counts
            && own
            && self.dates < 0.5
    }
}

/// The best column of each file: of those that its heading and values speak for, the one whose codes the
/// other files have too.
pub(super) fn choose(files: &[Vec<Candidate>]) -> Vec<Option<Recognised>> {
    let scored = |at: usize, one: &Candidate| {
        let elsewhere = files.iter().enumerate().filter(|(other, _)| *other != at);
        let shared = elsewhere
            .flat_map(|(_, others)| others)
            .map(|other| share(one.codes.intersection(&other.codes).count(), one.codes.len()))
            .fold(0.0, f64::max);
        one.score + 4.0 * shared
    };
    let best = |(at, candidates): (usize, &Vec<Candidate>)| {
        let mut best: Option<(f64, &Candidate)> = None;
        for one in candidates {
            let score = scored(at, one);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, one));
            }
        }
        best.map(|(_, one)| Recognised {
            column: "dossier_id",
            heading: one.heading.clone(),
            confidence: match one.known {
                None => Confidence::Guess,
                Some(_) if COMMON.contains(&key(&one.heading).as_str()) => Confidence::Likely,
                Some(_) => Confidence::Sure,
            },
            vietnamese: one.vietnamese,
        })
    };
    files.iter().enumerate().map(best).collect()
}

/// Headings of codes that may be those of something else.
const COMMON: [&str; 10] = [
    "case",
    "permit",
    "application",
    "number",
    "id",
    "ticket",
    "issueid",
    "processid",
    "sohieu",
    "so",
];

/// A column that makes a code that several dossiers have their own: an office that counts by itself, a
/// year. `None` where the code is unique, or where no column does.
pub(super) fn further_key(samples: &[Sample], code: &str) -> Option<String> {
    let codes = &samples.iter().rfind(|s| s.heading == code)?.values;
    let rows: Vec<usize> = (0..codes.len())
        .filter(|row| codes.get(*row).is_some_and(|code| !code.trim().is_empty()))
        .collect();
    let counter = |code: &String| code.len() <= LONGEST_COUNTER;
    if rows.len() < 3 || !rows.iter().all(|row| codes.get(*row).is_some_and(counter)) {
        return None;
    }
    let repeated = |with: Option<&Sample>| {
        let pairs: BTreeSet<(&str, &str)> = rows
            .iter()
            .map(|row| (cell(codes, *row), with.map_or("", |s| cell(&s.values, *row))))
            .collect();
        rows.len() - pairs.len()
    };
    let alone = repeated(None);
    if alone < 2 || share(alone, rows.len()) < 0.02 {
        return None;
    }
    let groups = |sample: &&Sample| {
        let distinct: BTreeSet<&str> = sample.filled().collect();
        sample.heading != code
            && share(sample.filled().count(), sample.values.len()) >= 0.98
            && (2..=rows.len() / 2).contains(&distinct.len())
            && share(sample.filled().filter(|v| is_stamp(v)).count(), rows.len()) < 0.5
    };
    let makes = |sample: &&Sample| repeated(Some(sample)) * 10 <= alone;
    samples.iter().filter(groups).find(makes).map(|sample| sample.heading.clone())
}

fn cell(values: &[String], row: usize) -> &str {
    values.get(row).map_or("", |value| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(heading: &str, values: &[&str]) -> Sample {
        Sample {
            heading: heading.to_owned(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            serial_dates: false,
        }
    }

    fn chosen(kind: InputKind, columns: &[(&str, &[&str])]) -> Option<(String, Confidence)> {
        let samples: Vec<Sample> = columns.iter().map(|(h, v)| sample(h, v)).collect();
        let files = [candidates(kind, &samples)];
        choose(&files).remove(0).map(|r| (r.heading, r.confidence))
    }

    #[test]
    fn the_code_is_chosen_by_its_values_and_not_by_the_first_distinct_column() {
        let columns: &[(&str, &[&str])] = &[
            ("STT", &["1", "2", "3", "4"]),
            ("Phone", &["0901 1", "0902 2", "0903 3", "0904 4"]),
            ("Folder", &["A-1", "A-2", "A-3", "A-4"]),
        ];
        assert_eq!(
            chosen(InputKind::Dossiers, columns),
            Some(("Folder".to_owned(), Confidence::Guess))
        );
        let known: &[(&str, &[&str])] = &[
            ("Summary", &["S 1", "S 2", "S 3"]),
            ("Issue id", &["10001", "10002", "10003"]),
            ("Issue key", &["P-1", "P-2", "P-3"]),
        ];
        assert_eq!(
            chosen(InputKind::Dossiers, known),
            Some(("Issue key".to_owned(), Confidence::Sure))
        );
    }

    #[test]
    fn a_known_heading_that_is_mostly_empty_gives_way_to_another() {
        let columns: &[(&str, &[&str])] =
            &[("Mã hồ sơ", &["H1", "", "", ""]), ("Số biên nhận", &["B1", "B2", "B3", "B4"])];
        assert_eq!(
            chosen(InputKind::Dossiers, columns),
            Some(("Số biên nhận".to_owned(), Confidence::Sure))
        );
    }

    #[test]
    fn the_codes_that_the_other_file_has_are_chosen() {
        let dossiers = [
            sample("Application Number", &["A1", "A2", "A3"]),
            sample("Record ID", &["R-7", "R-8", "R-9"]),
        ];
        let runs = [
            sample("Record ID", &["R-7", "R-7", "R-8", "R-9"]),
            sample("Task", &["x", "y", "x", "x"]),
        ];
        let files =
            [candidates(InputKind::Dossiers, &dossiers), candidates(InputKind::Runs, &runs)];
        let chosen: Vec<String> = choose(&files).into_iter().flatten().map(|r| r.heading).collect();
        assert_eq!(chosen, ["Record ID", "Record ID"]);
    }

    #[test]
    fn offices_that_count_by_themselves_make_a_key_of_two_columns() {
        let samples = [
            sample("Số", &["1", "2", "3", "1", "2", "3"]),
            sample("Lĩnh vực", &["Đất", "Đất", "Hộ tịch", "Đất", "Hộ tịch", "Đất"]),
            sample("Cơ quan", &["A", "A", "A", "B", "B", "B"]),
        ];
        assert_eq!(further_key(&samples, "Số"), Some("Cơ quan".to_owned()));
        let long = [
            sample("Mã", &["H56.14-240823-0001", "H56.14-240823-0001", "H56.14-240823-0002"]),
            sample("Cơ quan", &["A", "B", "A"]),
        ];
        assert_eq!(further_key(&long, "Mã"), None);
    }
}
