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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Family, Scope, Unit};

    fn finding(code: &str, q: f64) -> Finding {
        Finding {
            code: code.to_owned(),
            family: Family::Integrity,
            scope: Scope::default(),
            effect: 0.5,
            unit: Unit::Share,
            interval: None,
            n: 100,
            n_censored: 0,
            n_weeks: 52,
            null_hypothesis: None,
            margin: None,
            p: Some(q),
            q_finder: Some(q),
            q_study: Some(q),
            trust: Trust::High,
            basis: None,
            confirm: false,
            at_stake_s: 0.0,
            sentence: Message::new("find-everything"),
            tables: Vec::new(),
            charts: Vec::new(),
        }
    }

    #[test]
    fn closing_in_bulk_makes_the_data_doubtful() {
        let found = [finding("I101", 0.01), finding("I102", 0.01)];
        let trust = data_trust(&found, 0.05);
        assert_eq!((trust.level, trust.reasons.len()), (Trust::Low, 2));
        assert_eq!(data_trust(&found[..1], 0.05).level, Trust::Medium);
    }

    #[test]
    fn what_does_not_stand_in_the_study_costs_no_trust() {
        assert_eq!(data_trust(&[finding("I102", 0.2)], 0.05).level, Trust::High);
    }
}
