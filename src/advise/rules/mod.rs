//! The rules, one file each, in order of code.

mod cut_duplicate;
mod cut_stamp;
mod end_ping_pong;
mod merge_steps;
mod move_staff;
mod online_path;
mod over_plan;
mod secure_closing;
mod shorten_deadline;
mod slow_desk;

use super::Options;
use super::evidence::Evidence;
use super::proposal::Proposal;
use crate::error::Result;
use crate::results::{Action, Finding};

/// Turns findings about one thing into what to do about it.
pub struct Rule {
    /// Stable code; also breaks ties between ranks.
    pub code: &'static str,
    /// What it mostly asks for (a slow signature is delegated, other slow steps restructured).
    pub action: Action,
    /// Codes of the findings that it rests on.
    pub takes: &'static [&'static str],
    /// Relations that it reads besides those of every rule.
    pub reads: &'static [&'static str],
    pub(super) propose: fn(&[&Finding], &Evidence<'_>, &Options) -> Result<Vec<Proposal>>,
}

/// Every rule, in order of code.
pub const RULES: &[Rule] = &[
    cut_stamp::RULE,
    cut_duplicate::RULE,
    merge_steps::RULE,
    end_ping_pong::RULE,
    slow_desk::RULE,
    over_plan::RULE,
    move_staff::RULE,
    online_path::RULE,
    secure_closing::RULE,
    shorten_deadline::RULE,
];
