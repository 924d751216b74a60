//! What integrity findings mean for everything that rests on the data.

use super::{BULK_CLOSING, ONLINE_NO_FASTER};
use crate::find::scope::counted;
use crate::results::{DataTrust, Finding, Message, Trust};

/// How far the data can be relied on, by the integrity findings that stand at `alpha` in the whole study.
///
/// Closing in bulk makes every duration that ends there doubtful (low); a channel that isn't what it says
/// makes comparisons of channels doubtful (medium). Reasons beside it, such as missing starts, are for the
/// caller to add.
pub fn data_trust(findings: &[Finding], alpha: f64) -> DataTrust {
    let standing =
        |code: &str| counted(findings.iter().filter(|f| f.code == code && f.stands(alpha)).count());
    let (bulk, online) = (standing(BULK_CLOSING.code), standing(ONLINE_NO_FASTER.code));
    let mut trust = DataTrust { level: Trust::High, reasons: Vec::new() };
    if online > 0 {
        trust.level = Trust::Medium;
        trust.reasons.push(Message::new("find-trust-online").count("n", online));
    }
    if bulk > 0 {
        trust.level = Trust::Low;
        trust.reasons.insert(0, Message::new("find-trust-bulk").count("n", bulk));
    }
    if trust.reasons.is_empty() {
        trust.reasons.push(Message::new("find-trust-nothing"));
    }
    trust
}
