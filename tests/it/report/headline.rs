use redtape::frame::Values;
use redtape::report::Frames;
use redtape::report::headline::headline;
use redtape::results::{IntervalBasis, ShareOf};

use super::fixture::{facts, frame, int, no_rows, text};

/// Twenty-five weeks; the last one is in the period. The official count is on time but for one a week,
/// the applicant's is bad in the second half.
fn on_time(weeks: i64) -> Frames {
    let rows = 2 * weeks as usize;
    let by: Vec<&str> =
        (0..rows).map(|i| if i % 2 == 0 { "report" } else { "applicant" }).collect();
    let week: Vec<i64> = (0..rows).map(|i| 19_000 + 7 * (i as i64 / 2)).collect();
    let k = |i: usize| match (i % 2, i / 2 < rows / 4) {
        (0, _) => 19,
        (_, true) => 18,
        (_, false) => 10,
    };
    let k: Vec<i64> = (0..rows).map(k).collect();
    let last = |i: usize| i + 2 >= rows;
    let on_time = frame(&[
        ("counted_by", text(&by)),
        ("week", int(&week)),
        ("in_period", Values::Bool((0..rows).map(|i| Some(last(i))).collect())),
        ("k", int(&k)),
        ("n", int(&vec![20; rows])),
        ("undecided", int(&(0..rows).map(|i| (i % 2) as i64 * 3).collect::<Vec<_>>())),
        ("without_promise", int(&vec![0; rows])),
        ("unknown_end", int(&vec![0; rows])),
        ("unusable", int(&vec![0; rows])),
        ("procedure_code", text(&vec!["1.01"; rows])),
        ("agency", text(&vec!["Sở A"; rows])),
        ("n_observed", int(&vec![20; rows])),
        ("n_returned", int(&vec![0; rows])),
        ("n_last_run", int(&vec![0; rows])),
    ]);
    let parameter = frame(&[("evidence_from", int(&[19_000])), ("evidence_weeks", int(&[weeks]))]);
    [("measure.on_time", on_time), ("stage.study_parameter", parameter)]
        .into_iter()
        .map(|(name, frame)| (name.to_owned(), frame))
        .collect()
}

fn width(share: &ShareOf) -> f64 {
    let [low, high] = share.interval.expect("an interval");
    high - low
}

#[test]
fn only_the_period_is_counted_and_undecided_dossiers_are_told() {
    let headline = headline(&on_time(25), &facts()).expect("a headline");
    assert_eq!((headline.official.k, headline.official.n), (19, 20));
    assert_eq!((headline.applicant.k, headline.applicant.n), (10, 20));
    assert_eq!(headline.undecided, 3);
}

#[test]
fn weeks_that_move_together_widen_the_interval() {
    let long = headline(&on_time(25), &facts()).expect("a headline").applicant;
    let short = headline(&on_time(19), &facts()).expect("a headline").applicant;
    assert_eq!(long.interval_basis, Some(IntervalBasis::Weekly));
    assert_eq!(short.interval_basis, Some(IntervalBasis::Independent));
    assert!(width(&long) > 1.5 * width(&short), "{} {}", width(&long), width(&short));
}

#[test]
fn a_period_without_dossiers_has_no_share() {
    let mut frames = on_time(25);
    let nobody = no_rows().remove("measure.on_time").expect("the relation");
    frames.insert("measure.on_time".to_owned(), nobody);
    let headline = headline(&frames, &facts()).expect("a headline");
    assert_eq!((headline.official.share, headline.official.interval), (None, None));
}
