//! Headings that mean one thing in one system and another in the next: the other columns tell.

use super::heading::{key, keys};
use super::recognise::{Confidence, Doubt, Mapping, Recognised, Sample, Why, share};

fn sample<'a>(samples: &'a [Sample], found: &[Recognised], column: &str) -> Option<&'a Sample> {
    let heading = found.iter().find(|r| r.column == column).map(|r| &r.heading)?;
    samples.iter().rfind(|s| &s.heading == heading)
}

/// Headings that only lists of land offices have: there "Ngày trả kết quả" is the promise.
const LAND: [&str; 7] =
    ["tothua", "to", "thua", "loaibiendong", "chusudung", "ngaygiaonv", "ngaytrinhkt"];

/// "Ngày trả kết quả" is the promised date in some systems: then dossiers without a result have it, or
/// the list is a land office's and has no other promise.
pub(super) fn promised_by_return(samples: &[Sample], found: &mut [Recognised]) {
    if found.iter().any(|r| r.column == "due_at") {
        return;
    }
    let Some(returned) = sample(samples, found, "returned_at") else { return };
    let promised = match sample(samples, found, "result_at") {
        Some(result) => {
            let open: Vec<bool> = result
                .values
                .iter()
                .zip(&returned.values)
                .filter(|(result, _)| result.trim().is_empty())
                .map(|(_, returned)| !returned.trim().is_empty())
                .collect();
            let promised = open.iter().filter(|filled| **filled).count();
            open.len() >= 3 && share(promised, open.len()) > 0.5
        }
        None => {
            let land = samples.iter().filter(|s| LAND.contains(&key(&s.heading).as_str())).count();
            land > 0 && returned.filled_share() > 0.9
        }
    };
    if promised && let Some(returned) = found.iter_mut().find(|r| r.column == "returned_at") {
        returned.column = "due_at";
        returned.confidence = Confidence::Likely;
    }
}

/// Where a list in English has no other end, the day it was finished is its result.
pub(super) fn finished_by_return(found: &mut [Recognised]) {
    if found.iter().any(|r| r.column == "result_at") {
        return;
    }
    let finished = |r: &&mut Recognised| {
        r.column == "returned_at"
            && ["finishdate", "datefinished"].contains(&key(&r.heading).as_str())
    };
    if let Some(finished) = found.iter_mut().find(finished) {
        finished.column = "result_at";
        finished.confidence = Confidence::Likely;
    }
}

/// A column of moved promises that is filled wherever the promise is holds the promise that counts, and
/// the other one the first. One that is filled for moved dossiers alone can't stand for all.
pub(super) fn moved_promise(samples: &[Sample], found: &mut Vec<Recognised>) {
    let Some(due) = sample(samples, found, "due_at") else { return };
    let moved =
        ["ngayhentramoi", "thoihanmoi", "thoihantraketqualansau", "newduedate", "revisedduedate"];
    let unread = |s: &&Sample| {
        keys(&s.heading).iter().any(|name| moved.contains(&name.as_str())) && s.stamps() > 0.5
    };
    let Some(later) = samples.iter().rev().find(unread) else { return };
    let filled = |s: &Sample| s.filled().count();
    if found.iter().any(|r| r.heading == later.heading) || share(filled(later), filled(due)) < 0.95
    {
        return;
    }
    let (heading, had_first) =
        (later.heading.clone(), found.iter().any(|r| r.column == "first_due_at"));
    if let Some(due) = found.iter_mut().find(|r| r.column == "due_at") {
        let first = Recognised { column: "first_due_at", ..due.clone() };
        due.heading = heading;
        if !had_first {
            let at = found.iter().position(|r| r.column == "due_at").unwrap_or(0);
            found.insert(at, first);
        }
    }
}

/// A bare "Thời hạn" may be for how long land may be used.
pub(super) fn far_term(samples: &[Sample], out: &mut Mapping) {
    let bare = |r: &&Recognised| {
        r.column == "due_at" && ["thoihan", "han"].contains(&key(&r.heading).as_str())
    };
    let Some(due) = out.found.iter().find(bare).map(|r| r.heading.clone()) else { return };
    let year = |value: &str| -> Option<i32> {
        let digits: Vec<&str> = value.split(|c: char| !c.is_ascii_digit()).collect();
        digits.into_iter().find(|d| d.len() == 4)?.parse().ok()
    };
    let median = |heading: &str| -> Option<i32> {
        let of = samples.iter().rfind(|s| s.heading == heading)?;
        let mut years: Vec<i32> = of.filled().filter_map(year).collect();
        years.sort_unstable();
        years.get(years.len() / 2).copied()
    };
    let received = out.heading("received_at").and_then(median);
    if let (Some(received), Some(term)) = (received, median(&due))
        && term - received > 3
    {
        out.found.retain(|r| r.column != "due_at");
        out.doubts.push(Doubt { column: "due_at", heading: due, why: Why::FarTerm });
    }
}
