//! Text made to fit: cleaned, wrapped at real glyph widths, cut with "…".

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::font;
use super::theme::Style;

/// Lines of a text that fit a width.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub lines: Vec<String>,
    pub style: Style,
    /// The whole text, where lines were cut.
    pub whole: Option<String>,
}

impl Block {
    /// Height in millimetres.
    pub fn height(&self) -> f64 {
        lines(self.lines.len()) * self.style.line()
    }

    /// Width of the widest line in millimetres.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|l| font::width(l, self.style)).fold(0.0, f64::max)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
const fn lines(n: usize) -> f64 {
    n as f64
}

/// Composed (NFC), spaces single, nothing that XML forbids or that the canvas keeps for itself.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control()
            && !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{200B}'..='\u{200F}')
            && !matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Wraps a text to at most `most` lines of `width` millimetres; what doesn't fit ends in "…".
pub fn wrap(text: &str, style: Style, width: f64, most: usize) -> Block {
    // A dot between parts stays behind the part that it ends.
    let text = clean(text).replace(" · ", "\u{A0}· ");
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer, style, width) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        // A word wider than a line is broken at letters.
        let mut rest = word;
        while !fits(rest, style, width) {
            let at = longest_start(rest, style, width);
            let (start, end) = rest.split_at(at);
            if end.is_empty() {
                break;
            }
            lines.push(start.to_owned());
            rest = end;
        }
        rest.clone_into(&mut line);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let most = most.max(1);
    if lines.len() <= most {
        return Block { lines, style, whole: None };
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        *last = cut(last, style, width);
    }
    Block { lines, style, whole: Some(text) }
}

/// A text with "…" at its end, short enough for the width.
fn cut(text: &str, style: Style, width: f64) -> String {
    let room = width - font::width("…", style);
    let at = if fits(text, style, room) { text.len() } else { longest_start(text, style, room) };
    let start = text.get(..at).unwrap_or(text);
    // Rather at the end of a word, where that leaves most of the line.
    let start = match start.rfind(' ') {
        Some(space) if at < text.len() && 5 * space >= 3 * at => {
            start.get(..space).unwrap_or(start)
        }
        _ => start,
    };
    format!("{}…", start.trim_end_matches([' ', '\u{A0}', ',', ';', '.', '·', '-', '–']))
}

fn fits(text: &str, style: Style, width: f64) -> bool {
    font::width(text, style) <= width
}

/// Where the longest start of the text that fits ends: at least one letter with its marks.
fn longest_start(text: &str, style: Style, width: f64) -> usize {
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(i, c)| *i > 0 && !is_combining_mark(*c))
        .map(|(i, _)| i)
        .collect();
    ends.push(text.len());
    let fitting =
        ends.partition_point(|&end| text.get(..end).is_some_and(|start| fits(start, style, width)));
    ends.get(fitting.saturating_sub(1)).copied().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: f64, most: usize) -> Block {
        font::prepare().unwrap();
        wrap(text, Style::Label, width, most)
    }

    #[test]
    fn a_line_is_never_wider_than_its_room() {
        let text =
            "Chuyển trả bộ phận một cửa, NGHIỆMTHUCÔNGTRÌNHXÂYDỰNGĐẶCBIỆT, du_lieu/ho_so.csv ";
        for width in [6.0, 11.0, 23.0, 60.0] {
            for most in [1, 2, 5] {
                let block = wrapped(&text.repeat(3), width, most);
                assert!(block.lines.len() <= most);
                assert!(block.width() <= width, "{:?} in {width}", block.lines);
            }
        }
    }

    #[test]
    fn a_cut_text_says_so_and_keeps_the_whole() {
        let block = wrapped("Trả kết quả cho người dân và doanh nghiệp", 20.0, 1);
        assert!(block.lines[0].ends_with('…'));
        assert_eq!(block.whole.as_deref(), Some("Trả kết quả cho người dân và doanh nghiệp"));
        assert_eq!(wrapped("Trả kết quả", 90.0, 1).whole, None);
    }

    #[test]
    fn no_line_starts_with_the_dot_between_parts() {
        for width in 10..60 {
            let block = wrapped("Trả kết quả · Đổi giấy phép · Sở Tư pháp", f64::from(width), 9);
            assert!(block.lines.iter().all(|line| !line.starts_with('·')), "{:?}", block.lines);
        }
    }

    #[test]
    fn letters_in_parts_are_put_together() {
        assert_eq!(clean("  A\u{302}\u{309}M \n THƯ\u{323}C\u{0} "), "ẨM THỰC");
    }
}
