//! The one theme: every colour, size and weight of a chart (design §4).

use plotters::style::RGBColor;

use crate::results::{Format, Token};

pub const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Titles and values.
pub const INK: RGBColor = RGBColor(0x1B, 0x1F, 0x24);
/// Axes, notes, and all that the title doesn't speak of.
pub const MUTED: RGBColor = RGBColor(0x5B, 0x66, 0x70);
/// Grid lines; the bar of what was folded together.
pub const RULE: RGBColor = RGBColor(0xD5, 0xDB, 0xE1);
/// Bars that stand back: muted, thinned so that they keep apart from what is spoken of in grey.
pub const TINT: RGBColor = RGBColor(0x94, 0x9C, 0xA2);
/// Interval bands.
pub const BAND: RGBColor = RGBColor(0xDC, 0xE7, 0xEC);
/// Where the one hue of a heat map starts; it ends in the colour of service.
const HEAT_FROM: RGBColor = RGBColor(0xF4, 0xF6, 0xF8);
/// How far each of the five steps lies from start to end; uneven, so that the number in the cell
/// keeps a contrast of 4.5 on each.
const HEAT_STEPS: [f64; 5] = [0.0, 0.2, 0.42, 0.78, 1.0];

pub const fn colour(token: Token) -> RGBColor {
    match token {
        Token::Muted => MUTED,
        Token::Wait => RGBColor(0xD2, 0x60, 0x1A),
        Token::Service => RGBColor(0x14, 0x56, 0x6F),
        Token::Paused => RGBColor(0xA9, 0xB3, 0xBD),
        Token::Overdue => RGBColor(0x7A, 0x0F, 0x35),
        Token::Gain => RGBColor(0x2B, 0x8C, 0x7E),
        Token::Highlight => RGBColor(0xE6, 0xB3, 0x25),
    }
}

/// Colour of a heat map's step (0–4; higher is taken for 4).
pub fn heat(step: usize) -> RGBColor {
    mix(HEAT_FROM, colour(Token::Service), HEAT_STEPS.get(step).copied().unwrap_or(1.0))
}

/// From `a` (0) to `b` (1).
pub fn mix(a: RGBColor, b: RGBColor, part: f64) -> RGBColor {
    let part = part.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between two bytes by construction"
    )]
    let channel =
        |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    RGBColor(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

/// Ink or white, whichever reads better on the ground.
pub fn text_on(ground: RGBColor) -> RGBColor {
    if contrast(INK, ground) >= contrast(WHITE, ground) { INK } else { WHITE }
}

/// WCAG 2 contrast ratio, 1 to 21.
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: RGBColor) -> f64 {
    let linear = |byte: u8| {
        let v = f64::from(byte) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

/// The roles that text plays in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Title,
    Subtitle,
    /// Names and values.
    Label,
    /// Axes, n, and names that stand back.
    Quiet,
    Note,
}

impl Style {
    pub const fn points(self) -> f64 {
        match self {
            Self::Title => 11.0,
            Self::Subtitle => 9.0,
            Self::Label | Self::Quiet => 8.0,
            Self::Note => 7.0,
        }
    }

    pub const fn bold(self) -> bool {
        matches!(self, Self::Title)
    }

    pub const fn colour(self) -> RGBColor {
        match self {
            Self::Title | Self::Label => INK,
            Self::Subtitle | Self::Quiet | Self::Note => MUTED,
        }
    }

    /// Size of an em in millimetres.
    pub const fn em(self) -> f64 {
        self.points() * 25.4 / 72.0
    }

    /// Distance of two lines in millimetres: room for Ẩ, Ễ, Ặ.
    pub const fn line(self) -> f64 {
        self.em() * 1.35
    }

    /// From the top of a line to its baseline, in millimetres (the tallest capital is 1.054 em).
    pub const fn rise(self) -> f64 {
        self.em() * 1.08
    }

    /// From the middle of a line's capitals up to its baseline: half the height of a capital.
    pub const fn half_cap(self) -> f64 {
        self.em() * 0.357
    }
}

/// Width in millimetres, and height where the format fixes it.
pub const fn size(format: Format) -> (f64, Option<f64>) {
    match format {
        Format::Column => (76.0, None),
        Format::Page => (160.0, None),
        Format::Slide => (254.0, Some(143.0)),
    }
}

/// How much larger than in print a slide may show a chart, where it has room.
pub const SLIDE_SCALES: [f64; 7] = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0];

/// Rows shown before the rest is folded into one.
pub const MOST_ROWS: usize = 12;
/// Height of a row with a name of one line; a second line makes its row taller.
pub const ROW: f64 = 7.0;
/// Thickness of a bar.
pub const BAR: f64 = 4.0;
/// Margin around the whole chart.
pub const MARGIN: f64 = 1.5;
/// Between a mark and its label.
pub const GAP: f64 = 1.2;
/// Share of the width that names may take.
pub const NAMES: f64 = 0.38;

/// Line widths in millimetres.
pub const HAIR: f64 = 0.18;
pub const THIN: f64 = 0.3;
pub const STRONG: f64 = 0.6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_in_a_heat_maps_cell_can_be_read_on_every_step() {
        for step in 0..5 {
            let ground = heat(step);
            assert!(contrast(text_on(ground), ground) >= 4.5, "step {step}");
        }
    }

    #[test]
    fn text_can_be_read_on_white() {
        for style in [Style::Title, Style::Subtitle, Style::Label, Style::Quiet, Style::Note] {
            assert!(contrast(style.colour(), WHITE) >= 4.5);
        }
    }

    #[test]
    fn parts_of_a_stack_survive_a_copier() {
        let parts = [Token::Wait, Token::Service, Token::Paused].map(colour);
        for (i, a) in parts.iter().enumerate() {
            for b in parts.iter().skip(i + 1) {
                assert!(contrast(*a, *b) >= 1.5);
            }
        }
    }
}
