//! Stamps with words in them, or with their time first: what browsers, databases and mail write.
//!
//! `9:04:07 5/3/2024`, `3/5/2024, 9:04:07 AM`, `05/Mar/24 9:07 AM`, `Mar 5, 2024`,
//! `5 tháng 3 năm 2024`, `Tue Mar 05 2024 09:04:07 GMT+0700 (Indochina Time)`. Spaces that the eye
//! can't tell apart are equal, marks that it can't see are passed over.

use unicode_normalization::UnicodeNormalization;

use super::stamp::{Clock, Day, Unread, Written, day_of, hour_of, time_of_day, told};

/// No stamp is longer, with the zone's name in brackets.
const LONGEST: usize = 100;
const MONTHS: [(&str, i64); 24] = [
    ("jan", 1),
    ("january", 1),
    ("feb", 2),
    ("february", 2),
    ("mar", 3),
    ("march", 3),
    ("apr", 4),
    ("april", 4),
    ("may", 5),
    ("jun", 6),
    ("june", 6),
    ("jul", 7),
    ("july", 7),
    ("aug", 8),
    ("august", 8),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("oct", 10),
    ("october", 10),
    ("nov", 11),
    ("november", 11),
    ("dec", 12),
    ("december", 12),
];
/// Before a month's number.
const MONTH: [&str; 4] = ["tháng", "thang", "thg", "th"];
/// Months as words; the first is also called *giêng*, the last *chạp*.
const VIETNAMESE_MONTHS: [(&str, i64); 13] = [
    ("giêng", 1),
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
    ("chạp", 12),
];
const WEEKDAYS: [&str; 15] = [
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
];
/// Words that say nothing of the day.
const FILLERS: [&str; 12] =
    ["sunday", "at", "of", "on", "the", "st", "nd", "rd", "ngày", "ngay", "lúc", "luc"];
const YEAR: [&str; 2] = ["năm", "nam"];
const MORNING: [&str; 4] = ["am", "sa", "sáng", "sang"];
const AFTERNOON: [&str; 5] = ["pm", "ch", "chiều", "chieu", "tối"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number { value: i64, digits: usize, text: &'a str },
    Word(&'a str),
    Mark(char),
    Space,
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number(i64, usize),
    Month(i64),
}

/// What a text says by itself; surrounding space must be gone.
pub(super) fn written(text: &str) -> Result<Written, Unread> {
    // Whatever a stamp is, it has a number.
    if text.len() > LONGEST || !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Unread::NotADate);
    }
    let plain = plain(text);
    let mut tokens = tokens(&plain)?;
    let clock = take_clock(&mut tokens)?;
    let day = day(&tokens)?;
    Ok(Written { day, clock })
}

/// Marks without width: of direction, of joining, of byte order.
fn passed_over(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// In small letters, composed, with spaces of one kind.
fn plain(text: &str) -> String {
    let seen = text.nfc().filter(|c| !passed_over(*c));
    seen.map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>().to_lowercase()
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, Unread> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = |of: fn(char) -> bool| rest.find(|c: char| !of(c)).unwrap_or(rest.len());
        let end = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit())
        } else if c.is_alphabetic() {
            run(char::is_alphabetic)
        } else if c == ' ' {
            run(|c| c == ' ')
        } else {
            c.len_utf8()
        };
        let (token, after) = rest.split_at_checked(end).ok_or(Unread::NotADate)?;
        // The name of a zone in brackets repeats what its offset says.
        if c == '(' {
            return if after.ends_with(')') { Ok(out) } else { Err(Unread::NotADate) };
        }
        out.push(if c.is_ascii_digit() {
            let value = token.parse().map_err(|_| Unread::NotADate)?;
            Token::Number { value, digits: token.len(), text: token }
        } else if c.is_alphabetic() {
            Token::Word(token)
        } else if c == ' ' {
            Token::Space
        } else {
            Token::Mark(c)
        });
        rest = after;
    }
    Ok(out)
}

/// Takes the time of day out of the tokens, with its half of the day and its offset.
fn take_clock(tokens: &mut Vec<Token<'_>>) -> Result<Clock, Unread> {
    let Some(from) = tokens.windows(3).position(is_time) else { return Ok(Clock::default()) };
    if from > 0 && matches!(tokens.get(from - 1), Some(Token::Mark('+'))) {
        return Err(Unread::NotADate);
    }
    let mut rest = Rest { tokens, at: from };
    let hour = rest.number(2).ok_or(Unread::NotADate)?;
    rest.mark(':');
    let minute = rest.number(2).ok_or(Unread::NotADate)?;
    let (mut second, mut us) = (0, 0);
    if rest.mark(':') {
        second = rest.number(2).ok_or(Unread::NotADate)?;
        us = rest.fraction();
    }
    let hour = match rest.half_day() {
        Some(afternoon) => hour_of(hour, afternoon)?,
        None => hour,
    };
    let offset_s = rest.offset()?;
    let to = rest.at;
    let clock = Clock { offset_s, ..time_of_day(hour, minute, second, us)? };
    tokens.splice(from..to, [Token::Space]);
    Ok(clock)
}

fn is_time(tokens: &[Token<'_>]) -> bool {
    matches!(
        tokens,
        [Token::Number { digits: 1 | 2, .. }, Token::Mark(':'), Token::Number { digits: 2, .. }]
    )
}

struct Rest<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
}

impl<'a> Rest<'_, 'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn peek_after(&self, tokens: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + tokens).copied()
    }

    fn number(&mut self, most: usize) -> Option<i64> {
        match self.peek() {
            Some(Token::Number { value, digits, .. }) if digits <= most => {
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }

    fn mark(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(Token::Mark(wanted));
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while self.peek() == Some(Token::Space) {
            self.at += 1;
        }
    }

    fn word(&mut self, wanted: &[&str]) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if wanted.contains(&word));
        self.at += usize::from(found);
        found
    }

    /// Digits of a second's fraction as microseconds; what is finer is cut off.
    fn fraction(&mut self) -> i64 {
        let (Some(Token::Mark('.' | ',')), Some(Token::Number { text, .. })) =
            (self.peek(), self.peek_after(1))
        else {
            return 0;
        };
        self.at += 2;
        let digits = text.bytes().chain(std::iter::repeat(b'0')).take(6);
        digits.fold(0, |us, digit| us * 10 + i64::from(digit - b'0'))
    }

    /// AM or PM, also `a. m.`; in Vietnamese SA (sáng) and CH (chiều). True in the afternoon.
    fn half_day(&mut self) -> Option<bool> {
        let before = self.at;
        self.space();
        if self.word(&MORNING) {
            return Some(false);
        }
        if self.word(&AFTERNOON) {
            return Some(true);
        }
        for (letter, afternoon) in [("a", false), ("p", true)] {
            if self.word(&[letter]) {
                self.mark('.');
                self.space();
                if self.word(&["m"]) {
                    self.mark('.');
                    return Some(afternoon);
                }
            }
        }
        self.at = before;
        None
    }

    /// `Z`, `GMT`, `UTC`, each alone or with `±H`, `±HH`, `±HHMM`, `±HH:MM`, or these alone.
    fn offset(&mut self) -> Result<Option<i64>, Unread> {
        let before = self.at;
        self.space();
        let named = self.word(&["z", "gmt", "utc"]);
        let east = match (self.peek(), self.peek_after(1)) {
            (Some(Token::Mark('+')), Some(Token::Number { .. })) => true,
            (Some(Token::Mark('-')), Some(Token::Number { .. })) => false,
            _ if named => return Ok(Some(0)),
            _ => {
                self.at = before;
                return Ok(None);
            }
        };
        let sign = self.at;
        self.at += 1;
        let (hours, minutes) = match self.peek() {
            Some(Token::Number { value, digits: 4, .. }) => {
                self.at += 1;
                (value / 100, value % 100)
            }
            Some(Token::Number { value, digits, .. }) if digits == 2 || (digits == 1 && named) => {
                self.at += 1;
                (value, if self.mark(':') { self.number(2).ok_or(Unread::NotADate)? } else { 0 })
            }
            _ => return Err(Unread::NotADate),
        };
        // What looked like an offset was a dash before a date.
        if matches!(self.peek(), Some(Token::Mark('-' | '/' | '.'))) {
            self.at = if named { sign } else { before };
            return Ok(named.then_some(0));
        }
        if hours > 18 || minutes > 59 {
            return Err(Unread::NotADate);
        }
        let size = hours * 3_600 + minutes * 60;
        Ok(Some(if east { size } else { -size }))
    }
}

/// The day that is left once the time is gone.
fn day(tokens: &[Token<'_>]) -> Result<Day, Unread> {
    let tokens = trimmed(tokens);
    let (parts, marks, spaced) = parts(tokens)?;
    match *parts.as_slice() {
        [Part::Number(first, a), Part::Number(second, 1 | 2), Part::Number(third, c)] => {
            // Numbers alone need the same mark twice: `1/2-2023` may be anything.
            match marks.as_slice() {
                [one, other] if one == other && matches!(one, '-' | '/' | '.') && !spaced => {
                    day_of((first, a), second, (third, c))
                }
                _ => Err(Unread::NotADate),
            }
        }
        [Part::Number(date, 1 | 2), Part::Month(month), Part::Number(year, 4)]
        | [Part::Month(month), Part::Number(date, 1 | 2), Part::Number(year, 4)]
        | [Part::Number(year, 4), Part::Month(month), Part::Number(date, 1 | 2)] => {
            told(year, month, date)
        }
        [Part::Number(first, 1 | 2), Part::Month(month), Part::Number(last, 2)]
        | [Part::Month(month), Part::Number(first, 1 | 2), Part::Number(last, 2)] => {
            Ok(Day::Named { first, month, last })
        }
        _ => Err(Unread::NotADate),
    }
}

/// Without what stands between date and time.
fn trimmed<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let between = |t: &Token<'_>| matches!(t, Token::Space | Token::Mark(',' | '-' | '|'));
    while let Some((first, rest)) = tokens.split_first() {
        if !between(first) {
            break;
        }
        tokens = rest;
    }
    while let Some((last, rest)) = tokens.split_last() {
        if !between(last) {
            break;
        }
        tokens = rest;
    }
    tokens
}

/// Numbers and months in their order, the marks between them, and whether spaces were.
fn parts(tokens: &[Token<'_>]) -> Result<(Vec<Part>, Vec<char>, bool), Unread> {
    let (mut parts, mut marks, mut spaced) = (Vec::new(), Vec::new(), false);
    let mut rest = Rest { tokens, at: 0 };
    while let Some(token) = rest.peek() {
        rest.at += 1;
        match token {
            Token::Space => spaced = true,
            Token::Mark(mark @ ('-' | '/' | '.' | ',')) => marks.push(mark),
            Token::Mark(_) => return Err(Unread::NotADate),
            Token::Number { value, digits, .. } => parts.push(Part::Number(value, digits)),
            Token::Word(word) => {
                if word == "th" && ordinal(&parts, &rest) {
                    continue;
                }
                if MONTH.contains(&word) {
                    parts.push(Part::Month(rest.vietnamese_month()?));
                } else if let Some((_, month)) = MONTHS.iter().find(|(name, _)| *name == word) {
                    parts.push(Part::Month(*month));
                } else {
                    rest.filler(word)?;
                }
            }
        }
        if parts.len() > 3 {
            return Err(Unread::NotADate);
        }
    }
    Ok((parts, marks, spaced))
}

/// Whether `th` is that of `5th` and not that of `Th3`.
fn ordinal(parts: &[Part], rest: &Rest<'_, '_>) -> bool {
    let numbered = matches!(rest.peek(), Some(Token::Number { digits: 1 | 2, .. }));
    !numbered && matches!(parts.last(), Some(Part::Number(..)))
}

impl Rest<'_, '_> {
    /// What follows *tháng*: a number, or one in words.
    fn vietnamese_month(&mut self) -> Result<i64, Unread> {
        self.mark('.');
        self.space();
        if let Some(month) = self.number(2) {
            return Ok(month);
        }
        let Some(Token::Word(word)) = self.peek() else { return Err(Unread::NotADate) };
        let (_, month) =
            VIETNAMESE_MONTHS.iter().find(|(name, _)| *name == word).ok_or(Unread::NotADate)?;
        self.at += 1;
        if *month != 10 {
            return Ok(*month);
        }
        // Mười một, mười hai.
        let before = self.at;
        self.space();
        for (name, month) in [("một", 11), ("hai", 12)] {
            if self.word(&[name]) {
                return Ok(month);
            }
        }
        self.at = before;
        Ok(10)
    }

    /// # Errors
    /// For a word that may say anything.
    fn filler(&mut self, word: &str) -> Result<(), Unread> {
        if self.weekday(word) || FILLERS.contains(&word) || YEAR.contains(&word) {
            return Ok(());
        }
        if WEEKDAYS.contains(&word) { Ok(()) } else { Err(Unread::NotADate) }
    }

    /// Takes what follows *thứ* (a number in words or digits) or *chủ* (*nhật*).
    fn weekday(&mut self, word: &str) -> bool {
        let before = self.at;
        self.space();
        let numbered = matches!(self.peek(), Some(Token::Number { value: 2..=7, digits: 1, .. }));
        let found = match word {
            // Without its mark it may be a Thursday, with the day behind it.
            "thứ" if numbered => {
                self.at += 1;
                true
            }
            "thứ" => self.word(&["hai", "ba", "tư", "năm", "sáu", "bảy"]),
            "thu" => self.word(&["hai", "ba", "tu", "nam", "sau", "bay"]),
            "chủ" => self.word(&["nhật"]),
            "chu" => self.word(&["nhat"]),
            _ => false,
        };
        if !found {
            self.at = before;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::super::reading::Reading;
    use super::super::stamp::{DAY_US, Stamp, written};
    use super::*;
    use crate::study::DateOrder;

    const NINE: i64 = (9 * 3_600 + 4 * 60 + 7) * 1_000_000;

    fn on(day: Date) -> i64 {
        i64::from(day.since(date(1970, 1, 1)).unwrap().get_days())
    }

    fn read(text: &str, order: DateOrder, short_years: bool) -> Result<Stamp, Unread> {
        written(text)?.stamp(&Reading { order, short_years, ..Reading::default() })
    }

    #[test]
    fn what_browsers_and_databases_write_is_read() {
        let march = on(date(2024, 3, 5));
        for text in [
            "09:04:07 5/3/2024",
            "9:04:07 5/3/2024",
            "09:04:07, 5/3/2024",
            "09:04:07 - 05/03/2024",
            "05/03/2024 - 09:04:07",
            "5/3/2024, 9:04:07\u{202f}AM",
            "5/3/2024, 9:04:07\u{202f}a.\u{a0}m.",
            "5/3/2024, 9:04:07 a. m.",
            "5/3/2024 9:04:07 SA",
            "\u{200e}5/\u{200e}3/\u{200e}2024\u{200e} \u{200e}9\u{200e}:\u{200e}04\u{200e}:\u{200e}07",
            "5 Mar 2024 09:04:07",
            "Mar 5, 2024, 9:04:07 AM",
            "March 5, 2024 at 9:04:07 AM",
            "5th of March 2024 9:04:07",
            "05-MAR-2024 09:04:07",
            "5 tháng 3 năm 2024 09:04:07",
            "lúc 09:04:07 5 tháng 3, 2024",
            "09:04:07 Thứ Ba, 5 tháng 3, 2024",
            "Thứ Ba, ngày 5 tháng 3 năm 2024 lúc 09:04:07",
            "05 thg 3, 2024 09:04:07",
            "5 Thg3 2024 09:04:07",
            "5 tháng ba 2024 09:04:07",
            "2024-03-05, 09:04:07",
            "09:04:07 2024-03-05",
        ] {
            let stamp = read(text, DateOrder::Dmy, false);
            let wanted = Stamp { day: march, time_us: Some(NINE), offset_s: None };
            assert_eq!(stamp, Ok(wanted), "{text}");
        }
        let zoned =
            |text: &str| read(text, DateOrder::Dmy, false).map(|s| (s.day, s.time_us, s.offset_s));
        for (text, offset) in [
            ("Tue Mar 05 2024 09:04:07 GMT+0700 (Indochina Time)", 25_200),
            ("Tue, 05 Mar 2024 09:04:07 GMT", 0),
            ("Tue, 5 Mar 2024 09:04:07 +0700", 25_200),
            ("09:04:07+07:00 5/3/2024", 25_200),
            ("5/3/2024, 9:04:07 AM GMT+7", 25_200),
            ("5/3/2024, 9:04:07 UTC", 0),
        ] {
            assert_eq!(zoned(text), Ok((march, Some(NINE), Some(offset))), "{text}");
        }
        assert_eq!(
            read("5/3/2024, 12:10:00 AM", DateOrder::Mdy, false).map(|s| (s.day, s.time_us)),
            Ok((on(date(2024, 5, 3)), Some(600_000_000)))
        );
        for text in
            ["5 tháng 12 năm 2024", "5 tháng mười hai 2024", "5 Dec 2024", "December 5, 2024"]
        {
            let stamp = read(text, DateOrder::Mdy, false).map(|s| (s.day, s.time_us));
            assert_eq!(stamp, Ok((on(date(2024, 12, 5)), None)), "{text}");
        }
    }

    #[test]
    fn years_in_two_digits_are_read_where_the_column_has_them() {
        for (text, order) in [
            ("05/Mar/24 9:04:07 AM", DateOrder::Dmy),
            ("05-Mar-24 09:04:07", DateOrder::Mdy),
            ("05/03/24 09:04:07", DateOrder::Dmy),
            ("03/05/24 09:04:07", DateOrder::Mdy),
            ("24/03/05 09:04:07", DateOrder::Ymd),
            ("9:04:07 AM 05/03/24", DateOrder::Dmy),
        ] {
            let stamp = read(text, order, true).map(|s| (s.day, s.time_us));
            assert_eq!(stamp, Ok((on(date(2024, 3, 5)), Some(NINE))), "{text}");
            assert_eq!(read(text, order, false), Err(Unread::NotADate), "{text}");
        }
        assert_eq!(
            read("31/12/99", DateOrder::Dmy, true).map(|s| s.day),
            Ok(on(date(1999, 12, 31)))
        );
    }

    #[test]
    fn what_has_words_and_is_no_stamp_is_none() {
        for text in [
            "hôm qua 5/3/2024",
            "5 tháng 3",
            "tháng 3 năm 2024",
            "5 tháng 13 năm 2024",
            "31 Feb 2024",
            "5 Mars 2024 2",
            "Quá hạn 2 ngày",
            "5 3 2024",
            "1/2-2024 9:00",
            "13:00:00 PM 5/3/2024",
            "25:00:00 5/3/2024",
            "5/3/2024 (chưa rõ",
            "H56-240823-0001",
            "000.17.22.H56-210531-0001",
            "12:30",
            "09:04:07",
        ] {
            assert_eq!(read(text, DateOrder::Dmy, true), Err(Unread::NotADate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9:/., +\\-apmAPM()tháng\u{202f}\u{a0}]{0,40}") {
            let _ = read(&text, DateOrder::Dmy, true);
        }

        #[test]
        fn a_stamp_is_the_same_in_every_notation(
            days in 0_i64..36_000, minutes in 0_i64..1_440, seconds in 0_i64..60,
        ) {
            let day = date(1970, 1, 2).checked_add(jiff::Span::new().days(days)).unwrap();
            let us = (minutes * 60 + seconds) * 1_000_000;
            let (y, m, d) = (day.year(), day.month(), day.day());
            let (h, n, s) = (minutes / 60, minutes % 60, seconds);
            let twelve = (h + 11) % 12 + 1;
            let half = if h < 12 { "AM" } else { "PM" };
            let month = MONTHS.iter().rfind(|(_, no)| *no == i64::from(m)).unwrap().0;
            let wanted = Stamp { day: on(day), time_us: Some(us), offset_s: None };
            prop_assume!((y, m, d) != (2099, 12, 31));
            for (text, order) in [
                (format!("{y:04}-{m:02}-{d:02}T{h:02}:{n:02}:{s:02}"), DateOrder::Mdy),
                (format!("{d:02}/{m:02}/{y} {h:02}:{n:02}:{s:02}"), DateOrder::Dmy),
                (format!("{m}/{d}/{y}, {twelve}:{n:02}:{s:02}\u{202f}{half}"), DateOrder::Mdy),
                (format!("{h:02}:{n:02}:{s:02} {d}/{m}/{y}"), DateOrder::Dmy),
                (format!("{d} {month} {y} {twelve}:{n:02}:{s:02} {half}"), DateOrder::Mdy),
                (format!("{h:02}:{n:02}:{s:02} {d} tháng {m}, {y}"), DateOrder::Dmy),
                (format!("{y:04}{m:02}{d:02}{h:02}{n:02}{s:02}"), DateOrder::Dmy),
            ] {
                prop_assert_eq!(read(&text, order, false), Ok(wanted), "{}", text);
            }
            prop_assert!(us < DAY_US);
        }
    }
}
