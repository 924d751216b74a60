//! The carried font: Noto Sans cut to Latin and Vietnamese (`assets/fonts`). No system font is used.

use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use resvg::usvg::fontdb;

use super::theme::Style;
use crate::error::{Error, Result};

pub const FAMILY: &str = "Noto Sans";
const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Bold.ttf");

/// Ascent and descent together, in ems (hhea: 1,069 + 423 of 1,000): plotters measures text with a
/// font of this *height*, not of this em. A test compares with what resvg draws.
const HEIGHT_PER_EM: f64 = 1.492;
/// plotters-svg writes a font size as the given one ÷ 1.24.
const SVG_SIZE: f64 = 1.24;
/// Units in a millimetre while measuring, fine enough for plotters' whole numbers.
const FINE: f64 = 1_000.0;

/// Gives plotters the font, once.
///
/// # Errors
/// If the carried file were broken.
pub fn prepare() -> Result<()> {
    static READY: OnceLock<bool> = OnceLock::new();
    let ready = READY.get_or_init(|| {
        register_font(FAMILY, FontStyle::Normal, REGULAR).is_ok()
            && register_font(FAMILY, FontStyle::Bold, BOLD).is_ok()
    });
    if *ready { Ok(()) } else { Err(Error::failed("the carried chart font could not be read")) }
}

const fn weight(style: Style) -> FontStyle {
    if style.bold() { FontStyle::Bold } else { FontStyle::Normal }
}

/// The font for drawing, where `unit` millimetres are one unit of the drawing.
pub fn face(style: Style, unit: f64) -> FontDesc<'static> {
    FontDesc::new(FontFamily::Name(FAMILY), style.em() / unit * SVG_SIZE, weight(style))
}

/// Width of a text in millimetres.
pub fn width(text: &str, style: Style) -> f64 {
    let size = style.em() * FINE * HEIGHT_PER_EM;
    FontDesc::new(FontFamily::Name(FAMILY), size, weight(style))
        .layout_box(text)
        .map_or(0.0, |((left, _), (right, _))| f64::from(right - left) / FINE)
}

/// `@font-face` rules with the font inside: once a page, or once a stand-alone SVG.
pub fn css() -> &'static str {
    static CSS: OnceLock<String> = OnceLock::new();
    CSS.get_or_init(|| {
        let face = |weight: u16, bytes: &[u8]| {
            format!(
                "@font-face{{font-family:'{FAMILY}';font-weight:{weight};\
                 src:url(data:font/ttf;base64,{}) format('truetype')}}\n",
                STANDARD.encode(bytes)
            )
        };
        face(400, REGULAR) + &face(700, BOLD)
    })
}

/// The two faces and nothing else, for resvg.
pub fn database() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg;

    /// Advance width of a text as resvg lays it out, in millimetres.
    fn laid_out(text: &str, style: Style) -> f64 {
        let weight = if style.bold() { "bold" } else { "normal" };
        let size = style.em();
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"999\" height=\"9\">\
             <text y=\"5\" font-family=\"{FAMILY}\" font-weight=\"{weight}\" font-size=\"{size}\">\
             {text}</text></svg>"
        );
        let tree = super::super::png::tree(&svg).unwrap();
        match tree.root().children().first() {
            Some(usvg::Node::Text(text)) => f64::from(text.bounding_box().width()),
            _ => panic!("a text was drawn"),
        }
    }

    #[test]
    fn measured_widths_are_those_that_are_drawn() {
        prepare().unwrap();
        for text in
            ["Thời gian chờ", "ẨM THỰC, KHIỄN, ĐẶT CHỖ", "1.234,5 %", "≥ 30 → −4", "AVATAR To"]
        {
            for style in [Style::Label, Style::Title] {
                let (measured, drawn) = (width(text, style), laid_out(text, style));
                // Kerning, which plotters doesn't measure, draws letters closer.
                assert!(measured >= drawn - 0.02, "{text}: {measured} {drawn}");
                assert!(measured <= drawn * 1.07, "{text}: {measured} {drawn}");
            }
        }
    }
}
