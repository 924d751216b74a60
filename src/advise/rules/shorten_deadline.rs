//! C10: shorten a deadline that the work never needs (R105). Always last, whatever its score.
//!
//! No saving: dossiers are finished before it already; a shorter promise takes no step and no wait away.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Proposal};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding};

pub const RULE: Rule =
    Rule { code: "C10", action: Action::ShortenDeadline, takes: &["R105"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let proposal = |finding: &&Finding| {
        let texts = Texts::new("shorten-deadline", &finding.scope, evidence);
        let says = ("procedure", End::High);
        Proposal::without_saving(RULE.action, Decides::Text, finding, &texts, says)
    };
    Ok(found.iter().map(proposal).collect())
}
