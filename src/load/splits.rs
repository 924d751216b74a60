//! Outcomes within the names of steps: *Declaration REJECTED by SUPERVISOR* is the step *Declaration by
//! SUPERVISOR* with the outcome *rejected*.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::{Connection, params};

use super::heading::clean;
use super::schema::database;
use crate::error::Result;

/// A word of step names that is an outcome, for `[steps.split]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// As the names have it.
    pub word: String,
    /// The outcome that it means.
    pub outcome: String,
    /// Names that it stands in, each with the step that is left of it.
    pub names: Vec<(String, String)>,
}

/// Words by which names of steps say what came of them. What is handed in or put by (*SUBMITTED*, *SAVED*)
/// is none.
const OUTCOMES: &[(&str, &str)] = &[
    ("final approved", "approved"),
    ("approved", "approved"),
    ("accepted", "accepted"),
    ("passed", "passed"),
    ("granted", "approved"),
    ("rejected", "rejected"),
    ("refused", "refused"),
    ("denied", "refused"),
    ("declined", "refused"),
    ("failed", "refused"),
    ("not approved", "refused"),
    ("returned", "returned"),
    ("sent back", "returned"),
    ("returned for correction", "returned"),
    ("đồng ý", "đồng ý"),
    ("đạt", "đạt"),
    ("chấp thuận", "đồng ý"),
    ("thông qua", "thông qua"),
    ("không đồng ý", "không đồng ý"),
    ("không đạt", "không đạt"),
    ("không thông qua", "không đồng ý"),
    ("từ chối", "từ chối"),
    ("trả lại", "trả lại"),
    ("trả về", "trả lại"),
    ("yêu cầu bổ sung", "yêu cầu bổ sung"),
];

/// A name with the outcome's word that was taken out of it, if any, and what that means.
type Left<'a> = (&'a String, Option<(String, &'a str)>);

/// Words that are outcomes, from names that differ in such a word alone.
pub fn propose_splits(names: &[String]) -> Vec<Split> {
    let names: BTreeSet<String> = names.iter().map(|name| clean(name).into_owned()).collect();
    // What is left of a name → the names that leave it, with their word and outcome.
    let mut left: BTreeMap<String, Vec<Left<'_>>> = BTreeMap::new();
    for name in &names {
        let found = longest(name, OUTCOMES.iter().map(|(word, outcome)| (*word, *outcome)));
        match found {
            Some(cut) => {
                left.entry(cut.step).or_default().push((name, Some((cut.word, cut.outcome))))
            }
            None => left.entry(name.clone()).or_default().push((name, None)),
        }
    }
    let mut splits: BTreeMap<String, Split> = BTreeMap::new();
    for alike in left.values().filter(|alike| alike.len() > 1) {
        for (_, found) in alike {
            let Some((word, outcome)) = found else { continue };
            splits.entry(word.clone()).or_insert_with(|| Split {
                word: word.clone(),
                outcome: (*outcome).to_owned(),
                names: Vec::new(),
            });
        }
    }
    let words: Vec<(String, String)> =
        splits.values().map(|split| (split.word.clone(), split.outcome.clone())).collect();
    for name in &names {
        let cut =
            longest(name, words.iter().map(|(word, outcome)| (word.as_str(), outcome.as_str())));
        let of = cut.and_then(|cut| Some((splits.get_mut(&cut.listed)?, cut.step)));
        if let Some((split, step)) = of {
            split.names.push((name.clone(), step));
        }
    }
    splits.into_values().collect()
}

/// A name cut into its step and its outcome.
struct Cut<'a> {
    step: String,
    /// As the name has it, and as the list has it.
    word: String,
    listed: String,
    outcome: &'a str,
}

/// Cuts a name by the longest of the words that stands in it whole; `None` where none does, or nothing is
/// left.
fn longest<'a>(name: &str, words: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Cut<'a>> {
    let letters: Vec<char> = name.chars().collect();
    let folded: Vec<char> = letters.iter().map(|c| fold(*c)).collect();
    let mut best: Option<(usize, usize, &str, &str)> = None;
    for (word, outcome) in words {
        let wanted: Vec<char> = clean(word).chars().map(fold).collect();
        let found = place(&folded, &wanted);
        if let Some(at) = found
            && best.is_none_or(|(_, length, ..)| wanted.len() > length)
        {
            best = Some((at, wanted.len(), word, outcome));
        }
    }
    let (at, length, listed, outcome) = best?;
    let text = |part: Option<&[char]>| part.unwrap_or_default().iter().collect::<String>();
    let step = joined(&text(letters.get(..at)), &text(letters.get(at + length..)));
    let word = text(letters.get(at..at + length));
    (!step.is_empty()).then(|| Cut { step, word, listed: listed.to_owned(), outcome })
}

/// Lower case, one letter for one; `FINAL_APPROVED` is two words.
fn fold(c: char) -> char {
    if c == '_' { ' ' } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Where a word stands in a text, whole: the last place, since outcomes stand at the end.
fn place(text: &[char], word: &[char]) -> Option<usize> {
    if word.is_empty() || word.len() > text.len() {
        return None;
    }
    let whole = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| text.get(i));
        let after = text.get(at + word.len());
        let edge = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(before) && edge(after)
    };
    (0..=text.len() - word.len())
        .rev()
        .find(|&at| text.get(at..at + word.len()) == Some(word) && whole(at))
}

/// What is left of a name around its outcome, without the marks that set it off.
fn joined(before: &str, after: &str) -> String {
    const MARKS: &[char] = &['-', '–', '—', ':', ',', ';', '/', '|', '_', '.', ' '];
    let before = before.trim_end_matches(MARKS);
    let after = after.trim_start_matches(MARKS);
    let (before, after) = match (before.strip_suffix(['(', '[']), after.strip_prefix([')', ']'])) {
        (Some(before), Some(after)) => {
            (before.trim_end_matches(MARKS), after.trim_start_matches(MARKS))
        }
        _ => (before, after),
    };
    clean(&format!("{before} {after}")).into_owned()
}

/// Splits the names of steps of a file's rows by the words of the study file. An outcome that the row has
/// itself stays.
pub(super) fn apply(
    conn: &Connection,
    relation: &str,
    file_no: i32,
    words: &BTreeMap<String, String>,
) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let mut statement = conn
        .prepare(&format!(
            "select distinct step from raw.{relation} where file_no = ? order by step"
        ))
        .map_err(|e| database(&e))?;
    let names = statement
        .query_map([file_no], |row| row.get::<_, String>(0))
        .and_then(Iterator::collect::<duckdb::Result<Vec<String>>>)
        .map_err(|e| database(&e))?;
    conn.execute_batch(
        "create or replace table raw.step_split (name varchar, step varchar, outcome varchar)",
    )
    .map_err(|e| database(&e))?;
    let mut any = false;
    for name in names {
        let list = words.iter().map(|(word, outcome)| (word.as_str(), outcome.as_str()));
        let Some(cut) = longest(&name, list) else { continue };
        any = true;
        conn.execute(
            "insert into raw.step_split values (?, ?, ?)",
            params![name, cut.step, cut.outcome],
        )
        .map_err(|e| database(&e))?;
    }
    if any {
        conn.execute_batch(&format!(
            "update raw.{relation} set step = m.step, outcome = coalesce(raw.{relation}.outcome, m.outcome)
             from raw.step_split as m
             where raw.{relation}.file_no = {file_no} and raw.{relation}.step = m.name"
        ))
        .map_err(|e| database(&e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    fn words(list: &[&str]) -> Vec<(String, String)> {
        propose_splits(&names(list)).into_iter().map(|s| (s.word, s.outcome)).collect()
    }

    #[test]
    fn outcomes_are_told_from_names_that_differ_in_them_alone() {
        let all = propose_splits(&names(&[
            "Declaration APPROVED by ADMINISTRATION",
            "Declaration FINAL_APPROVED by SUPERVISOR",
            "Declaration REJECTED by ADMINISTRATION",
            "Declaration REJECTED by EMPLOYEE",
            "Declaration REJECTED by SUPERVISOR",
            "Declaration SAVED by EMPLOYEE",
            "Declaration SUBMITTED by EMPLOYEE",
            "Declaration FOR_APPROVAL by SUPERVISOR",
            "Payment Handled",
        ]));
        let found: Vec<_> = all.iter().map(|s| (s.word.as_str(), s.outcome.as_str())).collect();
        assert_eq!(
            found,
            [("APPROVED", "approved"), ("FINAL_APPROVED", "approved"), ("REJECTED", "rejected")]
        );
        assert_eq!(
            all[1].names,
            [(
                "Declaration FINAL_APPROVED by SUPERVISOR".to_owned(),
                "Declaration by SUPERVISOR".to_owned()
            )]
        );
        assert_eq!(all[2].names.len(), 3);
    }

    #[test]
    fn a_name_with_and_without_its_outcome_is_one_step() {
        assert_eq!(
            words(&["Duyệt hồ sơ", "Duyệt hồ sơ – trả lại", "Tiếp nhận"]),
            [("trả lại".to_owned(), "trả lại".to_owned())]
        );
        assert_eq!(
            words(&["Ký (đồng ý)", "Ký (không đồng ý)"]).iter().map(|w| &*w.0).collect::<Vec<_>>(),
            ["không đồng ý", "đồng ý"]
        );
        assert!(
            words(&["Trả lại hồ sơ", "Thẩm định", "Order SUBMITTED", "Order SAVED"]).is_empty()
        );
        assert!(words(&["Approved", "Rejected"]).is_empty());
    }

    #[test]
    fn a_word_is_cut_out_whole_with_the_marks_around_it() {
        let step =
            |name: &str, word: &str| longest(name, [(word, "x")].into_iter()).map(|c| c.step);
        assert_eq!(step("Duyệt hồ sơ – trả lại", "trả lại").unwrap(), "Duyệt hồ sơ");
        assert_eq!(step("Duyệt hồ sơ (TRẢ LẠI)", "trả lại").unwrap(), "Duyệt hồ sơ");
        assert_eq!(step("Check: rejected, by desk", "rejected").unwrap(), "Check by desk");
        assert_eq!(step("Preapproved list", "approved"), None);
        assert_eq!(step("Trả lại", "trả lại"), None);
    }
}
