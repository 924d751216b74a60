//! Wide lists: one row a dossier, a column of dates a stage.

use super::heading::words;
use super::order::at;
use super::recognise::{Mapping, Sample};
use crate::study::DateOrder;

/// Dates of stages, in the order in which dossiers mostly pass them.
pub(super) fn by_median(stages: Vec<&Sample>, order: DateOrder) -> Vec<&Sample> {
    let median = |sample: &Sample| {
        let mut times: Vec<i64> = sample.filled().filter_map(|v| at(v, order)).collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied()
    };
    let mut stages: Vec<(Option<i64>, &Sample)> =
        stages.into_iter().map(|s| (median(s), s)).collect();
    stages.sort_by_key(|(median, _)| *median);
    stages.into_iter().map(|(_, sample)| sample).collect()
}

/// Beginnings of words in headings of dates that no dossier passes as a stage.
const NO_STAGE: [&str; 24] = [
    "due", "deadline", "target", "birth", "sinh", "expir", "updat", "modif", "last", "export",
    "print", "cancel", "correct", "extend", "planned", "expected", "tu choi", "bo sung", "gia han",
    "han ", "hen ", "hieu luc", "cap nhat", "huy ",
];

/// The columns of dates that may be stages: mapped as ends, or not mapped at all.
pub(super) fn stages<'a>(samples: &'a [Sample], mapping: &Mapping) -> (Vec<&'a Sample>, usize) {
    let mut unmapped = 0;
    let stages = samples
        .iter()
        .filter(|sample| {
            let name = format!(" {} ", words(&sample.heading).join(" "));
            let column =
                mapping.found.iter().find(|r| r.heading == sample.heading).map(|r| r.column);
            let stage = match column {
                Some("result_at" | "returned_at") => true,
                Some(_) => false,
                None => {
                    let other = NO_STAGE.iter().any(|word| name.contains(&format!(" {word}")));
                    !other && sample.filled().count() >= 3
                }
            } && sample.stamps() > 0.9;
            unmapped += usize::from(stage && column.is_none());
            stage
        })
        .collect();
    (stages, unmapped)
}

#[cfg(test)]
mod tests {
    use super::super::recognise::mapping;
    use super::*;
    use crate::study::InputKind;

    #[test]
    fn stages_go_by_the_middle_of_their_dates() {
        let columns: &[(&str, &[&str])] = &[
            ("Ngày Nhận", &["01/07/2023", "02/07/2023", "13/07/2023"]),
            ("Ngày Trình Ký", &["05/07/2023", "06/07/2023", "17/07/2023"]),
            ("Ngày Giao NV", &["02/07/2023", "03/07/2023", "14/07/2023"]),
            ("Ngày hẹn trả", &["09/07/2023", "09/07/2023", "19/07/2023"]),
            ("Hoàn Thành", &["06/07/2023", "07/07/2023", "18/07/2023"]),
        ];
        let samples: Vec<Sample> = columns
            .iter()
            .map(|(heading, values)| Sample {
                heading: (*heading).to_owned(),
                values: values.iter().map(|v| (*v).to_owned()).collect(),
                serial_dates: false,
            })
            .collect();
        let (stages, unmapped) = stages(&samples, &mapping(InputKind::Dossiers, &samples));
        let order: Vec<&str> =
            by_median(stages, DateOrder::Dmy).into_iter().map(|s| s.heading.as_str()).collect();
        assert_eq!((order, unmapped), (vec!["Ngày Giao NV", "Ngày Trình Ký", "Hoàn Thành"], 2));
    }
}
