//! Charts: a named table and a specification in, SVG and PNG out (design §4).
//!
//! One theme, one frame, one file a kind. Pure: the same table gives the same bytes.

mod axis;
mod bridge;
mod canvas;
mod curves;
mod data;
mod font;
mod frame;
mod heat_map;
mod histogram;
mod key;
mod measure;
mod path;
mod png;
mod rows;
mod stacked_bars;
mod text;
mod theme;

use crate::error::{Error, Result};
use crate::results::{ChartKind, ChartSpec, Format, Table};
use crate::words::Words;

use frame::{Plot, compose, nothing};

/// A chart as a stand-alone SVG, with the font embedded.
///
/// # Errors
/// If the table lacks a column that the chart names, or can't be drawn as its kind.
pub fn svg(table: &Table, spec: &ChartSpec, words: &Words) -> Result<String> {
    let style = format!("{}text{{font-family:'{}',sans-serif}}", font::css(), font::FAMILY);
    draw(table, spec, words, &style)
}

/// A chart as an SVG for a page that has [`font_css`] once.
///
/// # Errors
/// As [`svg`].
pub fn svg_without_font(table: &Table, spec: &ChartSpec, words: &Words) -> Result<String> {
    draw(table, spec, words, "")
}

/// The charts' font as `@font-face` rules with the files inside, for a page that shows charts.
pub fn font_css() -> &'static str {
    font::css()
}

/// A chart's SVG as PNG at 300 dpi, as wide as its format.
///
/// # Errors
/// If the text is not a chart's SVG.
pub fn png(svg: &str, format: Format) -> Result<Vec<u8>> {
    png::png(svg, theme::size(format).0)
}

/// Width and height of a chart's SVG in millimetres.
///
/// # Errors
/// If the text is not a chart's SVG.
pub fn size_mm(svg: &str) -> Result<[f64; 2]> {
    let side = |name: &str| -> Option<f64> {
        let (_, after) = svg.split_once(&format!(" {name}=\""))?;
        let (number, _) = after.split_once("mm\"")?;
        number.parse().ok().filter(|v: &f64| *v > 0.0)
    };
    match (side("width"), side("height")) {
        (Some(width), Some(height)) => Ok([width, height]),
        _ => Err(Error::failed("a chart's SVG doesn't say its size in millimetres")),
    }
}

fn draw(table: &Table, spec: &ChartSpec, words: &Words, style_sheet: &str) -> Result<String> {
    let unfit = |e: Error| e.detail(format!("chart {}", spec.name));
    let plot = |most: usize| plan(table, &spec.kind, words, most).map_err(unfit);
    compose(spec, words, style_sheet, theme::MOST_ROWS, plot)
}

/// One line a kind.
fn plan<'w>(
    table: &Table,
    kind: &ChartKind,
    words: &'w Words,
    most: usize,
) -> Result<Box<dyn Plot + 'w>> {
    let plot: Box<dyn Plot + 'w> = match kind {
        ChartKind::StackedBars { label, parts, n, reference, low, high, hollow } => {
            let (n, reference) = (n.as_ref(), reference.as_ref());
            let (low, high, hollow) = (low.as_ref(), high.as_ref(), *hollow);
            let columns = stacked_bars::Columns { label, parts, n, reference, low, high, hollow };
            stacked_bars::plan(table, &columns, words, most)?
        }
        ChartKind::Bridge { label, level, step, low, high, count } => {
            bridge::plan(table, [label, level, step, low, high, count], words, most)?
        }
        ChartKind::HeatMap { row, column, value } => {
            heat_map::plan(table, [row, column, value], words, most)?
        }
        ChartKind::Curves { series, x, y, low, high } => {
            curves::plan(table, [series, x, y, low, high], words, most)?
        }
        ChartKind::Histogram { from, to, count, open, mark } => {
            let (open, mark) = (open.as_ref(), mark.as_ref());
            histogram::plan(table, &histogram::Columns { from, to, count, open, mark }, words)?
        }
        ChartKind::Path { label, wait, service, n } => {
            path::plan(table, [label, wait, service, n], words, most)?
        }
    };
    // Planned first, so that a table that is unfit is told even while it is empty.
    if table.rows.is_empty() { Ok(nothing(words)) } else { Ok(plot) }
}
