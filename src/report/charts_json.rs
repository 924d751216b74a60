//! `charts.json`: what stands beside the pictures, so that a document can be made from them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::results::Results;
use crate::words::Words;

use super::json::pretty;

/// How large a chart is, as drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Size {
    pub width_mm: f64,
    pub height_mm: f64,
    pub width_px: u32,
    pub height_px: u32,
}

#[derive(Serialize)]
struct Chart<'a> {
    name: &'a str,
    svg: String,
    png: String,
    /// The table of `results.json` that it draws.
    table: &'a str,
    title: String,
    caption: String,
    alt: String,
    source: String,
    size: Option<Size>,
}

/// The bytes of `charts.json`, one entry a chart in the order of the report. A chart that wasn't drawn
/// has no size.
///
/// # Errors
/// If a size isn't finite.
pub fn charts_json(
    results: &Results,
    sizes: &BTreeMap<String, Size>,
    words: &Words,
) -> Result<String> {
    let charts: Vec<Chart> = results
        .charts
        .iter()
        .map(|spec| Chart {
            name: &spec.name,
            svg: format!("{}.svg", spec.name),
            png: format!("{}.png", spec.name),
            table: &spec.table,
            title: words.say(&spec.title),
            caption: words.say(&spec.subtitle),
            alt: words.say(&spec.alt),
            source: words.say(&spec.note),
            size: sizes.get(&spec.name).copied(),
        })
        .collect();
    pretty(&serde_json::to_value(charts).map_err(super::json::unwritable)?)
}
