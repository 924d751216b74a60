//! A PNG of a chart at 300 dpi, drawn with the carried font alone.

use flate2::Crc;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use super::{font, size_mm};
use crate::error::{Error, Result};

const DPI: f64 = 300.0;
const MM_PER_INCH: f64 = 25.4;

/// Pixels for millimetres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates; a pixmap too large is refused"
)]
fn pixels(mm: f64) -> u32 {
    (mm * DPI / MM_PER_INCH).round() as u32
}

/// The tree that is drawn: every text laid out in the carried font.
///
/// # Errors
/// If the text is not an SVG.
pub fn tree(svg: &str) -> Result<usvg::Tree> {
    let options = usvg::Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: font::database(),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options)
        .map_err(|e| Error::failed("a chart's SVG can't be read back").detail(e.to_string()))
}

/// See [`super::png`].
pub fn png(svg: &str, width_mm: f64) -> Result<Vec<u8>> {
    let [width, height] = size_mm(svg)?;
    let (wide, high) = (pixels(width_mm), pixels(height * width_mm / width));
    let tree = tree(svg)?;
    let too_large = || Error::failed(format!("a chart of {wide} × {high} pixels can't be drawn"));
    let mut pixmap = Pixmap::new(wide, high).ok_or_else(too_large)?;
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    let scale = |pixels: u32, units: f32| pixels as f32 / units;
    let size = tree.size();
    let transform = Transform::from_scale(scale(wide, size.width()), scale(high, size.height()));
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    let bytes = pixmap
        .encode_png()
        .map_err(|e| Error::failed("a chart's PNG can't be written").detail(e.to_string()))?;
    with_resolution(&bytes)
}

/// Adds a `pHYs` chunk, behind the `IHDR` chunk that every PNG starts with, so that a document shows
/// the picture at its real size.
fn with_resolution(png: &[u8]) -> Result<Vec<u8>> {
    /// Signature, then length, name, 13 bytes and checksum of `IHDR`.
    const AFTER_HEADER: usize = 8 + 4 + 4 + 13 + 4;
    let (head, rest) = png
        .split_at_checked(AFTER_HEADER)
        .ok_or_else(|| Error::failed("a chart's PNG is cut short"))?;
    let per_metre = pixels(1_000.0).to_be_bytes();
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre);
    chunk.extend(per_metre);
    // The unit is the metre.
    chunk.push(1);
    let mut crc = Crc::new();
    crc.update(&chunk);
    let mut out = head.to_vec();
    out.extend(9_u32.to_be_bytes());
    out.extend(chunk);
    out.extend(crc.sum().to_be_bytes());
    out.extend(rest);
    Ok(out)
}
