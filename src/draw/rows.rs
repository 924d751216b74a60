//! Names of rows: wrapped to two lines, seven millimetres a row, the rest folded into one.

use crate::results::Message;
use crate::words::Words;

use super::canvas::{Anchor, Canvas, Rect};
use super::text::{Block, wrap};
use super::theme::{INK, NAMES, ROW, RULE, Style, THIN, WHITE};

/// Air above and below a name of two lines.
const AIR: f64 = 1.2;

/// Names beside a plot. All in millimetres.
pub struct Names {
    blocks: Vec<Block>,
    pub width: f64,
}

/// Where a row is.
pub struct Place<'n> {
    block: &'n Block,
    pub top: f64,
    pub middle: f64,
    pub height: f64,
}

impl Names {
    /// Names wrapped into their share of a chart `width` wide.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>, width: f64) -> Self {
        Self::within(names, width * NAMES)
    }

    /// Names wrapped into `most` millimetres.
    pub fn within<'n>(names: impl Iterator<Item = &'n str>, most: f64) -> Self {
        let blocks: Vec<_> = names.map(|name| wrap(name, Style::Label, most, 2)).collect();
        let width = blocks.iter().map(Block::width).fold(0.0, f64::max);
        Self { blocks, width }
    }

    pub fn height(&self) -> f64 {
        self.blocks.iter().map(row_height).sum()
    }

    /// The rows from `top` down.
    pub fn places(&self, top: f64) -> impl Iterator<Item = Place<'_>> {
        let mut top = top;
        self.blocks.iter().map(move |block| {
            let height = row_height(block);
            let place = Place { block, top, middle: top + height / 2.0, height };
            top += height;
            place
        })
    }
}

impl Place<'_> {
    /// The name, its lines around the middle of the row.
    pub fn draw(&self, canvas: &Canvas<'_>, x: f64, style: Style) {
        self.draw_at(canvas, x, self.middle, style);
    }

    /// The name around another height than its row's.
    pub fn draw_at(&self, canvas: &Canvas<'_>, x: f64, middle: f64, style: Style) {
        let block = Block { style, ..self.block.clone() };
        canvas.block(x, block_top(&block, middle), &block, Anchor::Start);
    }
}

/// Where a block starts whose lines' capitals are centred on `middle`.
pub fn block_top(block: &Block, middle: f64) -> f64 {
    let style = block.style;
    // Without the leading of the last line, the box of capitals is what the eye centres.
    let first_to_last = block.height() - style.line();
    middle + style.half_cap() - first_to_last / 2.0 - style.rise()
}

fn row_height(block: &Block) -> f64 {
    ROW.max(block.height() + AIR)
}

/// The bar of what was folded together: as long as its value, or cut through and ending at `most`.
/// Gives its end.
pub fn rest_bar(
    canvas: &Canvas<'_>,
    from: f64,
    to: f64,
    most: f64,
    middle: f64,
    thick: f64,
) -> f64 {
    let (top, end) = (middle - thick / 2.0, to.min(most));
    if end > from {
        canvas.bar(Rect { x: from, y: top, width: end - from, height: thick }, RULE);
    }
    if to > most {
        let lean = 0.3 * thick;
        for back in [3.0, 4.4] {
            let x = end - back;
            let bottom = top + thick;
            let cut = [(x, bottom), (x + lean, top), (x + lean + 0.7, top), (x + 0.7, bottom)];
            canvas.shape(&cut, WHITE, 1.0);
        }
    }
    end
}

/// A thin interval with caps.
pub fn whisker(canvas: &Canvas<'_>, low: f64, high: f64, y: f64) {
    const CAP: f64 = 0.9;
    for x in [low, high] {
        canvas.line(&[(x, y - CAP), (x, y + CAP)], INK, THIN);
    }
    canvas.line(&[(low, y), (high, y)], INK, THIN);
}

/// "14 more".
pub fn more(words: &Words, n: usize) -> String {
    words.say(&Message::new("draw-more").count("n", u64::try_from(n).unwrap_or(u64::MAX)))
}
