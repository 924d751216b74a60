//! `check.json`.

use super::Checkup;
use crate::error::{Error, Result};

/// The bytes of `check.json`: pretty, in the order of the contract, the same every run.
///
/// # Errors
/// If it can't be written as text.
pub fn json(checkup: &Checkup) -> Result<String> {
    let mut text = serde_json::to_string_pretty(checkup)
        .map_err(|e| Error::failed(format!("check.json can't be written: {e}")))?;
    text.push('\n');
    Ok(text)
}
