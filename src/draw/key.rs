//! The key of a chart: a swatch and a word for each part, close to the first mark.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Canvas, Rect};
use super::font;
use super::text::{Block, wrap};
use super::theme::{GAP, INK, STRONG, Style};

/// What stands before the word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Swatch {
    Filled(RGBColor),
    Hollow(RGBColor),
    /// A reference tick.
    Tick,
}

pub struct Entry {
    swatch: Swatch,
    name: String,
}

impl Entry {
    /// Words of the catalogue begin small or large; in a key all begin large.
    pub fn new(swatch: Swatch, name: &str) -> Self {
        let mut letters = name.chars();
        let first = letters.next().map(char::to_uppercase);
        let name = first.into_iter().flatten().chain(letters).collect();
        Self { swatch, name }
    }
}

const SIDE: f64 = 2.4;
const APART: f64 = 3.5;

/// Entries placed in lines. All in millimetres.
pub struct Key {
    places: Vec<(f64, usize, Swatch, Block)>,
    lines: usize,
}

impl Key {
    /// Lines of at most `width`. With `marks`, each entry starts where its mark does, if they all fit
    /// one line that way.
    pub fn new(entries: &[Entry], width: f64, marks: Option<&[f64]>) -> Self {
        let room = (width - SIDE - GAP).max(0.0);
        let blocks: Vec<_> =
            entries.iter().map(|e| (e.swatch, wrap(&e.name, Style::Label, room, 1))).collect();
        let at_marks = marks.map(|marks| Self::flow(&blocks, width, marks));
        let key = at_marks
            .filter(|key| key.lines <= 1)
            .unwrap_or_else(|| Self::flow(&blocks, width, &[]));
        Self { places: key.places, lines: key.lines }
    }

    fn flow(blocks: &[(Swatch, Block)], width: f64, marks: &[f64]) -> Self {
        let mut places = Vec::with_capacity(blocks.len());
        let (mut x, mut line) = (0.0_f64, 0);
        for (i, (swatch, block)) in blocks.iter().enumerate() {
            let wide = SIDE + GAP + block.width();
            x = x.max(marks.get(i).copied().unwrap_or(0.0));
            if x > 0.0 && x + wide > width {
                line += 1;
                x = 0.0;
            }
            places.push((x, line, *swatch, block.clone()));
            x += wide + APART;
        }
        let lines = if blocks.is_empty() { 0 } else { line + 1 };
        Self { places, lines }
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    pub fn height(&self) -> f64 {
        self.lines as f64 * Style::Label.line()
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    pub fn draw(&self, canvas: &Canvas<'_>, x: f64, top: f64) {
        for (dx, line, swatch, block) in &self.places {
            let top = top + *line as f64 * Style::Label.line();
            let middle = top + Style::Label.rise() - Style::Label.half_cap();
            let left = x + dx;
            let side = Rect { x: left, y: middle - SIDE / 2.0, width: SIDE, height: SIDE };
            match swatch {
                Swatch::Filled(colour) => canvas.bar(side, *colour),
                Swatch::Hollow(colour) => canvas.hollow(side, *colour),
                Swatch::Tick => {
                    let x = left + SIDE / 2.0;
                    canvas.line(&[(x, side.y - 0.3), (x, side.bottom() + 0.3)], INK, STRONG);
                }
            }
            canvas.block(left + SIDE + GAP, top, block, Anchor::Start);
        }
    }

    /// Width that the entries take on one line.
    pub fn natural_width(entries: &[Entry]) -> f64 {
        let words: f64 =
            entries.iter().map(|e| SIDE + GAP + font::width(&e.name, Style::Label) + APART).sum();
        words - APART
    }
}
