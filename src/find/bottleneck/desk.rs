//! What the finders of load share: every desk of `find.unit_load` against a limit of a share.

use crate::error::Result;
use crate::find::finder::Finder;
use crate::find::judge::{Scale, ratio_above};
use crate::find::scope::{Case, part, seen};
use crate::find::weekly::{Group, groups};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};

/// A finder of load and what it says.
pub struct Question {
    pub finder: &'static Finder,
    /// The share above which a desk is beyond.
    pub limit: f64,
    /// Key of the null hypothesis, which takes `limit`.
    pub null: &'static str,
    /// Name of the effect in the sentence.
    pub effect: &'static str,
}

/// A desk as its finder sees it.
pub struct Desk<'a> {
    /// What is summed by week, and what it is a share of; nothing where the desk can't be tested.
    pub share: Option<[&'a [f64]; 2]>,
    pub n: f64,
    pub n_censored: f64,
    /// Working seconds that dossiers waited there.
    pub waited_s: f64,
    pub sentence: Message,
}

/// Judges every desk; `see` gives nothing for one that the question doesn't concern.
///
/// # Errors
/// If the relation or a column is missing.
pub fn judged<const N: usize>(
    question: &Question,
    evidence: &Evidence<'_>,
    limits: &Limits,
    values: [&str; N],
    see: impl for<'a> Fn(&'a Group<N>) -> Option<Desk<'a>>,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let frame = evidence.frame("find.unit_load")?;
    let desks = groups(frame, ["agency", "unit"], "week_no", limits.weeks(), values)?;
    for ([agency, unit], group) in &desks {
        let Some(desk) = see(group) else { continue };
        let judged = desk.share.filter(|_| desk.n >= limits.fewest()).and_then(|[sum, of]| {
            ratio_above(sum, of, question.limit, limits.set.level, Scale::Plain)
        });
        let Some(judged) = judged else {
            outcome.untested += 1;
            continue;
        };
        let case = Case {
            finder: question.finder,
            scope: Scope { agency: part(agency), unit: part(unit), ..Scope::default() },
            unit: Unit::Share,
            margin: question.limit,
            n: desk.n,
            n_censored: desk.n_censored,
            direct: true,
            at_stake_s: desk.waited_s,
            null_hypothesis: Message::new(question.null).share("limit", question.limit),
            sentence: desk.sentence.share(question.effect, judged.effect),
            charts: &["open_age"],
        };
        outcome.seen.push(seen(case, &judged, limits.set.level));
    }
    Ok(outcome)
}
