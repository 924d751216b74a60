//! Plotters' SVG backend in millimetres, with text set on its baseline.

use std::cell::RefCell;
use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontTransform, RGBColor, ShapeStyle, TextStyle};

use super::font;
use super::text::Block;
use super::theme::{Style, THIN};
use crate::error::{Error, Result};

/// Millimetres in a unit of the drawing: plotters' coordinates are whole numbers.
const UNIT: f64 = 0.01;
/// plotters-svg sets text anchored at its top this much of an em above the baseline, and an em is
/// an em in every renderer (its other anchors use `ex`, which is not).
const TOP_TO_BASELINE: f64 = 0.76;
/// Stand around a tooltip inside a text until the drawing is finished; `text::clean` lets neither
/// through.
const TIP: [char; 2] = ['\u{E000}', '\u{E001}'];

/// A rectangle in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// Which side of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Where the drawing goes. The first fault is kept and told by [`drawing`].
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    fault: RefCell<Option<String>>,
}

/// Draws on a canvas of `width` × `height` millimetres and gives the SVG, which says that it is
/// `shown` millimetres wide (a slide is drawn smaller than it is shown).
///
/// # Errors
/// If plotters can't draw.
pub fn drawing(
    width: f64,
    height: f64,
    shown: f64,
    alt: &str,
    style_sheet: &str,
    draw: impl FnOnce(&Canvas<'_>),
) -> Result<String> {
    font::prepare()?;
    let (units_wide, units_high) = (units(width), units(height));
    let mut text = String::new();
    let size = (units_wide.unsigned_abs(), units_high.unsigned_abs());
    let fault = {
        let canvas = Canvas {
            area: SVGBackend::with_string(&mut text, size).into_drawing_area(),
            fault: RefCell::new(None),
        };
        draw(&canvas);
        if let Err(e) = canvas.area.present() {
            canvas.note(&e.to_string());
        }
        canvas.fault.into_inner()
    };
    if let Some(fault) = fault {
        return Err(Error::failed("a chart could not be drawn").detail(fault));
    }
    let body = text.split_once(">\n").map_or("", |(_, body)| body);
    let scale = shown / width;
    let mut svg = String::with_capacity(body.len() + style_sheet.len() + 512);
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" \
         viewBox=\"0 0 {units_wide} {units_high}\" role=\"img\" aria-label=\"{}\">",
        rounded(shown),
        rounded(height * scale),
        escaped(alt)
    );
    if !style_sheet.is_empty() {
        let _ = writeln!(svg, "<style>{style_sheet}</style>");
    }
    svg.push_str(&body.replace(TIP[0], "<title>").replace(TIP[1], "</title>"));
    Ok(svg)
}

impl Canvas<'_> {
    /// A text on its baseline.
    pub fn text(&self, x: f64, baseline: f64, text: &str, style: Style, anchor: Anchor) {
        self.set(x, baseline, text, style, style.colour(), anchor, FontTransform::None);
    }

    /// A text in another colour than its style's (on a coloured ground).
    pub fn text_in(&self, x: f64, baseline: f64, text: &str, style: Style, colour: RGBColor) {
        self.set(x, baseline, text, style, colour, Anchor::Middle, FontTransform::None);
    }

    /// A block with its top left corner, or top middle or right, at (x, top).
    pub fn block(&self, x: f64, top: f64, block: &Block, anchor: Anchor) {
        let mut baseline = top + block.style.rise();
        for line in with_tip(block) {
            self.text(x, baseline, &line, block.style, anchor);
            baseline += block.style.line();
        }
    }

    /// A block that reads upwards: its first line's baseline at `x`, its start at `bottom`.
    pub fn upright(&self, x: f64, bottom: f64, block: &Block) {
        let mut baseline = x;
        for line in with_tip(block) {
            let style = block.style;
            // Turned about the point that plotters writes, so the shift to the baseline turns too.
            self.set(
                baseline,
                bottom,
                &line,
                style,
                style.colour(),
                Anchor::Start,
                FontTransform::Rotate270,
            );
            baseline += style.line();
        }
    }

    /// A filled rectangle.
    pub fn bar(&self, rect: Rect, fill: RGBColor) {
        self.put(Rectangle::new(corners(rect), fill.filled()));
    }

    /// An outlined rectangle with white inside: a hollow mark.
    pub fn hollow(&self, rect: Rect, stroke: RGBColor) {
        // The outline lies inside, so that a hollow bar is as long as a filled one.
        let inset = (THIN / 2.0).min(rect.width / 2.0);
        let (left, right) = (rect.x + inset, rect.right() - inset);
        let (top, bottom) = (rect.y + THIN / 2.0, rect.bottom() - THIN / 2.0);
        self.bar(rect, super::theme::WHITE);
        let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.line(&outline, stroke, THIN);
        // The corner where the outline starts and ends.
        self.line(&[(left, top - THIN / 2.0), (left, top + THIN / 2.0)], stroke, THIN);
    }

    /// A line through points.
    pub fn line(&self, points: &[(f64, f64)], colour: RGBColor, width: f64) {
        let points: Vec<_> = points.iter().map(|&p| at(p)).collect();
        self.put(PathElement::new(points, stroke(colour, width)));
    }

    /// A dashed straight line.
    pub fn dashed(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, width: f64) {
        const DASH: f64 = 1.4;
        const SPACE: f64 = 0.9;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let point = |d: f64| (from.0 + dx * d / length, from.1 + dy * d / length);
        let mut start = 0.0;
        while start < length {
            let end = (start + DASH).min(length);
            self.line(&[point(start), point(end)], colour, width);
            start = end + SPACE;
        }
    }

    /// A filled shape, see-through where `alpha` is below 1.
    pub fn shape(&self, points: &[(f64, f64)], fill: RGBColor, alpha: f64) {
        let points: Vec<_> = points.iter().map(|&p| at(p)).collect();
        self.put(Polygon::new(points, fill.mix(alpha)));
    }

    /// A filled dot.
    pub fn dot(&self, centre: (f64, f64), radius: f64, fill: RGBColor) {
        self.put(Circle::new(at(centre), units(radius), fill.filled()));
    }

    #[expect(clippy::too_many_arguments, reason = "the one place where text is set")]
    fn set(
        &self,
        x: f64,
        baseline: f64,
        text: &str,
        style: Style,
        colour: RGBColor,
        anchor: Anchor,
        transform: FontTransform,
    ) {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let drop = style.em() * TOP_TO_BASELINE;
        let (x, y) = match transform {
            FontTransform::Rotate270 => (x - drop, baseline),
            _ => (x, baseline - drop),
        };
        let face = font::face(style, UNIT).transform(transform);
        let style = TextStyle::from(face).color(&colour).pos(Pos::new(h_pos, VPos::Top));
        if let Err(e) = self.area.draw_text(text, &style, at((x, y))) {
            self.note(&e.to_string());
        }
    }

    fn put<E>(&self, element: E)
    where
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
        for<'b> E: Drawable<SVGBackend<'b>>,
    {
        if let Err(e) = self.area.draw(&element) {
            self.note(&e.to_string());
        }
    }

    fn note(&self, fault: &str) {
        self.fault.borrow_mut().get_or_insert_with(|| fault.to_owned());
    }
}

/// The lines of a block, the last with the whole text as its tooltip where it was cut.
fn with_tip(block: &Block) -> Vec<String> {
    let mut lines = block.lines.clone();
    if let (Some(whole), Some(last)) = (&block.whole, lines.last_mut()) {
        last.push(TIP[0]);
        last.push_str(whole);
        last.push(TIP[1]);
    }
    lines
}

fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    colour.stroke_width(units(width).unsigned_abs())
}

fn corners(rect: Rect) -> [(i32, i32); 2] {
    [at((rect.x, rect.y)), at((rect.right(), rect.bottom()))]
}

fn at((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

#[expect(clippy::cast_possible_truncation, reason = "saturates; a chart is a few hundred mm")]
fn units(mm: f64) -> i32 {
    (mm / UNIT).round() as i32
}

fn rounded(mm: f64) -> f64 {
    (mm * 100.0).round() / 100.0
}

fn escaped(text: &str) -> String {
    super::text::clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
