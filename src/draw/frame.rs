//! What every chart has around its plot: title, subtitle, note (design §4).

use crate::error::Result;
use crate::results::{ChartSpec, Format};
use crate::words::Words;

use super::canvas::{Anchor, Canvas, Rect, drawing};
use super::text::{Block, wrap};
use super::theme::{MARGIN, SLIDE_SCALES, Style, size};

/// The drawn inside of a chart. All in millimetres.
pub trait Plot {
    /// The height that it needs at this width.
    fn height(&self, width: f64) -> f64;
    /// Draws into the area, which has at least that height.
    fn draw(&self, canvas: &Canvas<'_>, area: Rect);
}

/// Lines of subtitle and note before they are cut.
const MOST_LINES: usize = 8;
const BELOW_TITLE: f64 = 0.6;
const AROUND_PLOT: f64 = 2.4;

/// The words around a plot, laid out at a width.
struct Frame {
    width: f64,
    title: Block,
    subtitle: Block,
    note: Block,
}

impl Frame {
    fn new(spec: &ChartSpec, words: &Words, width: f64) -> Self {
        let inner = width - 2.0 * MARGIN;
        Self {
            width,
            title: wrap(&words.say(&spec.title), Style::Title, inner, 2),
            subtitle: wrap(&words.say(&spec.subtitle), Style::Subtitle, inner, MOST_LINES),
            note: wrap(&words.say(&spec.note), Style::Note, inner, MOST_LINES),
        }
    }

    fn inner(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    fn above(&self) -> f64 {
        MARGIN + self.title.height() + BELOW_TITLE + self.subtitle.height() + AROUND_PLOT
    }

    fn below(&self) -> f64 {
        let gap = if self.note.lines.is_empty() { 0.0 } else { AROUND_PLOT };
        gap + self.note.height() + MARGIN
    }

    fn height(&self, plot: &dyn Plot) -> f64 {
        self.above() + plot.height(self.inner()) + self.below()
    }

    fn draw(&self, canvas: &Canvas<'_>, plot: &dyn Plot, height: f64) {
        let all = Rect { x: 0.0, y: 0.0, width: self.width, height };
        canvas.bar(all, super::theme::WHITE);
        canvas.block(MARGIN, MARGIN, &self.title, Anchor::Start);
        let below_title = MARGIN + self.title.height() + BELOW_TITLE;
        canvas.block(MARGIN, below_title, &self.subtitle, Anchor::Start);
        let area = Rect {
            x: MARGIN,
            y: self.above(),
            width: self.inner(),
            height: height - self.above() - self.below(),
        };
        plot.draw(canvas, area);
        canvas.block(MARGIN, height - MARGIN - self.note.height(), &self.note, Anchor::Start);
    }
}

/// Draws a chart in its format. `plan` makes the plot with at most so many rows. Where the format
/// fixes the height, the chart is shown as large as it fits, and only then with fewer rows.
///
/// # Errors
/// If the plot can't be planned or drawn.
pub fn compose<'w>(
    spec: &ChartSpec,
    words: &Words,
    style_sheet: &str,
    most_rows: usize,
    plan: impl Fn(usize) -> Result<Box<dyn Plot + 'w>>,
) -> Result<String> {
    super::font::prepare()?;
    let alt = words.say(&spec.alt);
    let (width, fixed) = size(spec.format);
    let mut plot = plan(most_rows)?;
    let mut frame = Frame::new(spec, words, width);
    let mut height = fixed.unwrap_or_else(|| frame.height(plot.as_ref()));
    if let (Some(fixed), Format::Slide) = (fixed, spec.format) {
        let fits = |frame: &Frame, plot: &dyn Plot, scale: f64| frame.height(plot) <= fixed / scale;
        let larger = SLIDE_SCALES.into_iter().find(|&scale| {
            frame = Frame::new(spec, words, width / scale);
            fits(&frame, plot.as_ref(), scale)
        });
        let mut rows = most_rows;
        while larger.is_none() && rows > 1 && !fits(&frame, plot.as_ref(), 1.0) {
            rows -= 1;
            plot = plan(rows)?;
        }
        height = fixed / larger.unwrap_or(1.0);
    }
    drawing(frame.width, height, width, &alt, style_sheet, |canvas| {
        frame.draw(canvas, plot.as_ref(), height);
    })
}

struct Nothing(String);

/// The plot of a table that has nothing to show: it says so.
pub fn nothing<'w>(words: &Words) -> Box<dyn Plot + 'w> {
    Box::new(Nothing(words.word("draw-nothing")))
}

impl Plot for Nothing {
    fn height(&self, width: f64) -> f64 {
        wrap(&self.0, Style::Quiet, width, 3).height() + 8.0
    }

    fn draw(&self, canvas: &Canvas<'_>, area: Rect) {
        let block = wrap(&self.0, Style::Quiet, area.width, 3);
        let top = area.y + (area.height - block.height()) / 2.0;
        canvas.block(area.x + area.width / 2.0, top, &block, Anchor::Middle);
    }
}
