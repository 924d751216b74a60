//! C09: secure the closing of dossiers where they are closed in bulk before the due date (I102).
//!
//! No saving: it makes the figures real, and whatever rests on them.

use super::Rule;
use crate::advise::Options;
use crate::advise::evidence::Evidence;
use crate::advise::proposal::{Decides, Proposal};
use crate::advise::texts::{End, Texts};
use crate::error::Result;
use crate::results::{Action, Finding};

pub const RULE: Rule =
    Rule { code: "C09", action: Action::SecureClosing, takes: &["I102"], reads: &[], propose };

fn propose(found: &[&Finding], evidence: &Evidence<'_>, _: &Options) -> Result<Vec<Proposal>> {
    let proposal = |finding: &&Finding| {
        let texts = Texts::new("secure-closing", &finding.scope, evidence);
        let says = ("place", End::Low);
        Proposal::without_saving(RULE.action, Decides::Province, finding, &texts, says)
    };
    Ok(found.iter().map(proposal).collect())
}
