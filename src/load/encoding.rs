//! Encodings of text: told from the values, read into UTF-8.
//!
//! Exports of older Vietnamese programs come in bytes of their own (TCVN3, VNI, Windows-1258). Which it
//! is, the values say: under the right one most words with marks are Vietnamese syllables.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding as Standard, UTF_16BE, UTF_16LE, WINDOWS_1258};

use super::syllable::is_syllable;
use crate::error::{Error, Result};

/// What the bytes of a text mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Standard(&'static Standard),
    /// One byte a letter.
    Tcvn3,
    /// A letter, then a byte with its marks.
    Vni,
}

/// Under the right encoding so many in a hundred of the words with marks are Vietnamese.
const ENOUGH: usize = 60;

impl Encoding {
    /// The encoding that a study names.
    ///
    /// # Errors
    /// Where nobody knows it.
    pub(super) fn named(name: &str, shown: &str) -> Result<Self> {
        let plain: String =
            name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.as_str() {
            "utf8" => return Ok(Self::Utf8),
            "tcvn3" | "abc" | "tcvn57123" => return Ok(Self::Tcvn3),
            "vni" | "vniwindows" => return Ok(Self::Vni),
            "utf16" => return Ok(Self::Standard(UTF_16LE)),
            _ => {}
        }
        Standard::for_label(name.as_bytes()).map(Self::Standard).ok_or_else(|| {
            Error::usage(format!("study.toml, encoding of {shown}: \"{name}\" is not known")).help(
                "give \"utf-8\", \"utf-16\", \"windows-1258\", \"TCVN3\", \"VNI\" or \"windows-1252\"",
            )
        })
    }

    /// As a reader of the report knows it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Standard(standard) => standard.name(),
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    /// What bytes from within a text are, by their marks of order and their values. UTF-8 where nothing
    /// else fits better: what isn't is then told by row and column.
    pub(super) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, ..] => return Self::Standard(UTF_16LE),
            [0xfe, 0xff, ..] => return Self::Standard(UTF_16BE),
            _ => {}
        }
        if bytes.contains(&0) {
            return [UTF_16LE, UTF_16BE]
                .into_iter()
                .find(|standard| reads_as_text(standard, bytes))
                .map_or(Self::Utf8, Self::Standard);
        }
        if mostly_utf8(bytes) {
            return Self::Utf8;
        }
        let candidates = [Self::Standard(WINDOWS_1258), Self::Tcvn3, Self::Vni];
        let mut best = (Self::Utf8, 0);
        for candidate in candidates {
            let (good, all) = candidate.vietnamese(bytes);
            if all > 0 && good * 100 >= all * ENOUGH && good > best.1 {
                best = (candidate, good);
            }
        }
        best.0
    }

    /// Words with marks that are Vietnamese under this encoding, and all of them. A sign that stands for
    /// no letter within a word counts as one that isn't.
    fn vietnamese(self, bytes: &[u8]) -> (usize, usize) {
        let mut text = String::new();
        self.decode(bytes, &mut text);
        let marked = text
            .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit())
            .filter(|word| !word.is_ascii());
        marked.fold((0, 0), |(good, all), word| (good + usize::from(is_syllable(word)), all + 1))
    }

    fn decode(self, bytes: &[u8], out: &mut String) {
        match self {
            Self::Utf8 => out.push_str(&String::from_utf8_lossy(bytes)),
            Self::Standard(standard) => {
                out.push_str(&standard.decode_without_bom_handling(bytes).0);
            }
            Self::Tcvn3 => out.extend(bytes.iter().map(|b| tcvn3(*b))),
            Self::Vni => bytes.iter().for_each(|b| out.push_str(vni(*b))),
        }
    }
}

/// Whether bytes with zeros are UTF-16: no broken pairs and no signs that a text can't have.
fn reads_as_text(standard: &'static Standard, bytes: &[u8]) -> bool {
    let even = bytes.get(..bytes.len() & !1).unwrap_or_default();
    let (text, broken) = standard.decode_without_bom_handling(even);
    // The last pair may be cut.
    let broken = broken && !text.ends_with('\u{fffd}');
    let fits = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    let latin = text.chars().filter(|c| c.is_ascii()).count();
    !broken && text.chars().all(|c| fits(c) || c == '\u{fffd}') && latin * 2 >= text.chars().count()
}

/// Whether most of what isn't ASCII is whole letters in UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // The last letter may be cut.
        if chunks.peek().is_some() {
            bad += chunk.invalid().len();
        }
    }
    good >= bad
}

/// TCVN 5712:1993 VN3 from 0xA1 on; a space where it has no letter.
const TCVN3: [char; 94] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', // A1–AE
    '\u{fffd}', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}', // AF–B4
    'à', 'ả', 'ã', 'á', 'ạ', '\u{fffd}', 'ằ', 'ẳ', 'ẵ', 'ắ', // B5–BE
    '\u{fffd}', '\u{fffd}', '\u{fffd}', '\u{fffd}', '\u{fffd}', '\u{fffd}',
    '\u{fffd}', // BF–C5
    'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', '\u{fffd}', 'ẻ', 'ẽ', // C6–CF
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', '\u{fffd}', '\u{fffd}', '\u{fffd}', 'ĩ', 'í', 'ị',
    'ò', // D0–DF
    '\u{fffd}', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ',
    'ù', // E0–EF
    '\u{fffd}', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý',
    'ỵ', // F0–FE
];

fn tcvn3(byte: u8) -> char {
    match byte {
        0..=0x7f => char::from(byte),
        0xa0 => '\u{a0}',
        0xa1..=0xfe => TCVN3.get(usize::from(byte - 0xa1)).copied().unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

/// VNI for Windows: bytes above ASCII are the marks of the letter before them, or letters that take none.
fn vni(byte: u8) -> &'static str {
    match byte {
        0..=0x7f => ASCII.get(usize::from(byte)..=usize::from(byte)).unwrap_or("\u{fffd}"),
        0xd8 | 0xf8 => "\u{300}",
        0xd9 | 0xf9 => "\u{301}",
        0xdb | 0xfb => "\u{309}",
        0xd5 | 0xf5 => "\u{303}",
        0xcf | 0xef => "\u{323}",
        0xc2 | 0xe2 => "\u{302}",
        0xc0 | 0xe0 => "\u{302}\u{300}",
        0xc1 | 0xe1 => "\u{302}\u{301}",
        0xc5 | 0xe5 => "\u{302}\u{309}",
        0xc3 | 0xe3 => "\u{302}\u{303}",
        0xc4 | 0xe4 => "\u{302}\u{323}",
        0xca | 0xea => "\u{306}",
        0xc8 | 0xe8 => "\u{306}\u{300}",
        0xc9 | 0xe9 => "\u{306}\u{301}",
        0xda | 0xfa => "\u{306}\u{309}",
        0xdc | 0xfc => "\u{306}\u{303}",
        0xcb | 0xeb => "\u{306}\u{323}",
        0xd4 => "Ơ",
        0xf4 => "ơ",
        0xd6 => "Ư",
        0xf6 => "ư",
        0xd1 => "Đ",
        0xf1 => "đ",
        0xcc => "Ì",
        0xec => "ì",
        0xcd => "Í",
        0xed => "í",
        0xc6 => "Ỉ",
        0xe6 => "ỉ",
        0xd3 => "Ĩ",
        0xf3 => "ĩ",
        0xd2 => "Ị",
        0xf2 => "ị",
        0xce => "Ỵ",
        0xee => "ỵ",
        0xa0 => "\u{a0}",
        _ => "\u{fffd}",
    }
}

const ASCII: &str = "\0\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1a}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f} !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7f}";

/// A text in UTF-8, whatever it is on disk.
pub(super) struct Decoded<R> {
    source: R,
    encoding: Encoding,
    standard: Option<encoding_rs::Decoder>,
    text: String,
    /// How much of the text was handed out.
    given: usize,
    ended: bool,
}

impl<R: BufRead> Decoded<R> {
    pub(super) fn new(source: R, encoding: Encoding) -> Self {
        let standard = match encoding {
            Encoding::Standard(standard) => Some(standard.new_decoder_with_bom_removal()),
            _ => None,
        };
        Self { source, encoding, standard, text: String::new(), given: 0, ended: false }
    }

    pub(super) fn into_source(self) -> R {
        self.source
    }

    /// Decodes what the source has ready.
    fn more(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let bytes = self.source.fill_buf()?;
        let read = bytes.len();
        self.ended = read == 0;
        match &mut self.standard {
            Some(decoder) => {
                let most = decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16);
                self.text.reserve(most);
                let _ = decoder.decode_to_string(bytes, &mut self.text, self.ended);
            }
            None => self.encoding.decode(bytes, &mut self.text),
        }
        self.source.consume(read);
        Ok(())
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Nothing to do, and broken letters are told by row and column.
        if self.encoding == Encoding::Utf8 {
            return self.source.read(buffer);
        }
        while self.given >= self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.more()?;
        }
        let rest = self.text.as_bytes().get(self.given..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    const TEXT: &str = "Mã hồ sơ;Ngày tiếp nhận;Đơn vị giải quyết\nH1;01/07/2023;Ủy ban nhân dân phường Phú Mỹ\nH2;02/07/2023;đã trả kết quả, quá hạn hẹn trả\n";

    /// The bytes of a text in an encoding of one byte a sign.
    fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
        let by_sign = |sign: &str| {
            (0..=255_u8).find(|b| {
                let mut out = String::new();
                encoding.decode(&[*b], &mut out);
                out == sign
            })
        };
        let mut out = Vec::new();
        for c in text.chars() {
            let one = c.to_string();
            if let Some(byte) = by_sign(&one) {
                out.push(byte);
                continue;
            }
            let lower: String = c.to_lowercase().collect();
            if let Some(byte) = by_sign(&lower) {
                out.push(byte);
                continue;
            }
            // Marks of shape come before those of tone.
            let mut apart: Vec<char> = one.nfd().collect();
            apart.sort_by_key(|m| match m {
                '\u{302}' | '\u{306}' | '\u{31b}' => 1,
                '\u{300}'..='\u{36f}' => 2,
                _ => 0,
            });
            // A letter with its shape, then its tone; or a letter, then all of its marks.
            let both = [2, 1].into_iter().find_map(|n| {
                let base: String = apart.get(..n)?.iter().collect::<String>().nfc().collect();
                let rest: String = apart.get(n..)?.iter().collect();
                Some([by_sign(&base)?, by_sign(&rest)?])
            });
            out.extend(both.unwrap_or_else(|| panic!("{c}")));
        }
        out
    }

    fn decoded(bytes: &[u8], encoding: Encoding) -> String {
        let mut text = String::new();
        Decoded::new(bytes, encoding).read_to_string(&mut text).unwrap();
        text.nfc().collect()
    }

    #[test]
    fn old_vietnamese_bytes_are_told_and_read() {
        for encoding in [Encoding::Standard(WINDOWS_1258), Encoding::Vni] {
            let bytes = bytes(TEXT, encoding);
            assert_eq!(Encoding::of(&bytes), encoding);
            assert_eq!(decoded(&bytes, encoding), TEXT);
        }
        // Capitals with a tone are a matter of the font there.
        let bytes = bytes(TEXT, Encoding::Tcvn3);
        assert_eq!(Encoding::of(&bytes), Encoding::Tcvn3);
        assert_eq!(decoded(&bytes, Encoding::Tcvn3), TEXT.replace('Ủ', "ủ"));
    }

    #[test]
    fn utf_16_is_told_with_and_without_its_mark() {
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            let units = mark.then_some(0xfeff).into_iter().chain(TEXT.encode_utf16());
            let bytes: Vec<u8> = units
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect();
            let encoding = Encoding::of(&bytes);
            assert_eq!(encoding, Encoding::Standard(if little { UTF_16LE } else { UTF_16BE }));
            assert_eq!(decoded(&bytes, encoding), TEXT);
        }
    }

    #[test]
    fn what_is_utf_8_stays_so_and_the_rest_is_not_guessed() {
        assert_eq!(Encoding::of(TEXT.as_bytes()), Encoding::Utf8);
        assert_eq!(Encoding::of(b"id,name\n1,x\n"), Encoding::Utf8);
        assert_eq!(Encoding::of("id;Größe;Straße\n".as_bytes()), Encoding::Utf8);
        // Latin-1: no Vietnamese, so no guess.
        assert_eq!(Encoding::of(b"id;Gr\xf6\xdfe;Stra\xdfe;f\xfcr\n"), Encoding::Utf8);
        assert_eq!(Encoding::of(b"\x00\x01\x02\x00\x03\x00\x00\x00"), Encoding::Utf8);
    }
}
