//! `results.json` and its schema.

use crate::error::{Error, Result};
use crate::results::Results;

/// The bytes of `results.json`: pretty, in the order of the contract, the same every run.
///
/// # Errors
/// If a number isn't finite, since JSON has no word for it.
pub fn results_json(results: &Results) -> Result<String> {
    let mut text = serde_json::to_string_pretty(results).map_err(unwritable)?;
    text.push('\n');
    // A number that isn't finite is written as null: reading it back tells.
    serde_json::from_str::<Results>(&text).map_err(unwritable)?;
    Ok(text)
}

/// The JSON schema of `results.json` (`docs/results.schema.json`).
///
/// # Errors
/// If the schema can't be written as text.
pub fn schema() -> Result<String> {
    pretty(&schemars::schema_for!(Results).to_value())
}

pub(super) fn pretty(value: &serde_json::Value) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value).map_err(unwritable)?;
    text.push('\n');
    Ok(text)
}

pub(super) fn unwritable(error: impl std::fmt::Display) -> Error {
    Error::failed(format!("results can't be written as JSON: {error}"))
}
