//! Cells of a procedure's page on the national portal, whose tables come without anything between their
//! cells (`Trực tuyến30 Ngày làm việcMiễn phí`).
//!
//! A cell is told by what it must look like and by standing glued to the one before. What can't be told
//! is kept whole, for a person to read.

/// What became of a text of glued cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cells<T> {
    pub found: Vec<T>,
    /// Whether some of it, or all, could not be told apart.
    pub unclear: bool,
}

/// A time limit as it is stated for one channel (`online`, `counter`, `post`), which may have several,
/// for several cases.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub channel: &'static str,
    /// As written, with a point for a comma.
    pub amount: String,
    /// `working_days`, `days`, `hours`, …
    pub unit: &'static str,
}

/// A document of the list that an applicant must hand in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub name: String,
    pub originals: u32,
    pub copies: u32,
}

/// A text that a procedure rests on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub title: String,
    pub number: String,
}

/// Channels by their name on the page.
const CHANNELS: [(&str, &str); 3] =
    [("Trực tuyến", "online"), ("Trực tiếp", "counter"), ("Dịch vụ bưu chính", "post")];

/// The longer word first where one begins with the other.
const UNITS: [(&str, &str); 8] = [
    ("Ngày làm việc", "working_days"),
    ("Giờ làm việc", "working_hours"),
    ("Ngày", "days"),
    ("Giờ", "hours"),
    ("Tháng", "months"),
    ("Tuần", "weeks"),
    ("Năm", "years"),
    ("Phút", "minutes"),
];

/// Headings of the tables, which stand before their first cell.
const DOCUMENT_HEADINGS: &str = "Tên giấy tờMẫu đơn, tờ khaiSố lượng";
const BASIS_HEADINGS: &str = "Tên văn bản pháp lýMã văn bản";
const NOTHING: &str = "Không có thông tin";

/// The time limits by channel.
pub(super) fn limits(text: &str) -> Cells<Limit> {
    let mut cells = Cells { found: Vec::new(), unclear: false };
    let mut rest = text;
    while let Some((channel, after)) = first_channel(rest) {
        rest = after;
        let Some((amount, after)) = number(after) else { continue };
        let after = after.strip_prefix(' ').unwrap_or(after);
        match UNITS.iter().find(|(word, _)| after.starts_with(word)) {
            Some((_, unit)) => {
                cells.found.push(Limit { channel, amount: amount.replace(',', "."), unit });
            }
            // A number alone may be a limit or begin a fee: 120,000 is 1 and 20,000, or not.
            None => cells.unclear = true,
        }
    }
    cells
}

/// The first channel that is named, and what follows its name.
fn first_channel(text: &str) -> Option<(&'static str, &str)> {
    let found = CHANNELS.iter().filter_map(|(name, c)| text.find(name).map(|at| (at, *name, *c)));
    let (at, name, channel) = found.min()?;
    Some((channel, text.get(at + name.len()..)?))
}

/// A number at the beginning, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if whole == 0 {
        return None;
    }
    let after = text.get(whole..)?;
    let decimals = match after.strip_prefix([',', '.']).map(digits) {
        Some(n) if n > 0 => n + 1,
        _ => 0,
    };
    Some((text.get(..whole + decimals)?, text.get(whole + decimals..)?))
}

/// The documents with how many originals and copies of each.
pub(super) fn documents(text: &str) -> Cells<Document> {
    let mut cells = Cells { found: Vec::new(), unclear: false };
    let text = text.trim();
    if text.is_empty() || text == NOTHING {
        return cells;
    }
    let mut name_from = 0;
    let mut at = 0;
    while let Some(count) = next_count(text, at) {
        let Count { from, to, originals, copies } = count;
        at = to;
        let name = text.get(name_from..from).unwrap_or_default();
        let name = match name.rfind(DOCUMENT_HEADINGS) {
            Some(place) => name.get(place + DOCUMENT_HEADINGS.len()..).unwrap_or_default(),
            None => name,
        };
        name_from = to;
        cells.found.push(Document { name: name.trim().to_owned(), originals, copies });
    }
    // What is left below the last count has none of its own.
    cells.unclear = text.get(name_from..).is_some_and(|rest| !rest.trim().is_empty());
    cells
}

struct Count {
    from: usize,
    to: usize,
    originals: u32,
    copies: u32,
}

/// The next cell that says how many: glued to what stands before and after it, as a number within a
/// sentence never is.
fn next_count(text: &str, from: usize) -> Option<Count> {
    const WORDS: [&str; 2] = [" bản chính", " bản sao"];
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let (place, word) = WORDS.iter().filter_map(|w| rest.find(w).map(|p| (p, *w))).min()?;
        let end = at + place;
        at = end + word.len();
        let digits = text.get(from..end)?.bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = end - digits;
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let glued = before.is_none_or(|c| !c.is_whitespace() && c != ',');
        let Some(n) = text.get(start..end).and_then(|t| t.parse::<u32>().ok()) else { continue };
        if !glued {
            continue;
        }
        let mut count = Count { from: start, to: at, originals: n, copies: 0 };
        if word == WORDS[1] {
            (count.originals, count.copies) = (0, n);
        } else if let Some((more, after)) =
            text.get(at..).and_then(|t| t.strip_prefix(',')).and_then(number)
            && let Some(after) = after.strip_prefix(WORDS[1])
        {
            count.copies = more.parse().unwrap_or(0);
            count.to = text.len() - after.len();
        }
        if text.get(count.to..)?.starts_with(char::is_whitespace) {
            continue;
        }
        return Some(count);
    }
}

/// The texts that a procedure rests on, each with its number.
pub(super) fn bases(text: &str) -> Cells<Basis> {
    let mut cells = Cells { found: Vec::new(), unclear: false };
    let text = text.trim();
    let text = text.strip_prefix(BASIS_HEADINGS).unwrap_or(text);
    if text.is_empty() || text == NOTHING {
        return cells;
    }
    let mut title_from = 0;
    let mut at = 0;
    while let Some((from, to)) = next_number(text, at) {
        at = to;
        let before = text.get(..from).and_then(|t| t.chars().next_back());
        // Within a title a number stands after a space.
        if before.is_none_or(|c| c.is_whitespace() || c == '(') {
            continue;
        }
        let title = text.get(title_from..from).unwrap_or_default().trim().to_owned();
        let number = text.get(from..to).unwrap_or_default().to_owned();
        cells.found.push(Basis { title, number });
        title_from = to;
    }
    cells.unclear = text.get(title_from..).is_some_and(|rest| !rest.trim().is_empty());
    cells
}

/// The next number of a legal text (`54/2014/QH13`, `08/2015/NĐ-CP`) from a byte on.
fn next_number(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let slash = at + text.get(at..)?.find('/')?;
        at = slash + 1;
        let digits = text.get(from..slash)?.bytes().rev().take_while(u8::is_ascii_digit).count();
        let after = text.get(at..)?;
        let year = after.bytes().take_while(u8::is_ascii_digit).count();
        let Some(kind) = after.get(year..).and_then(|t| t.strip_prefix('/')) else { continue };
        if digits == 0 || year != 4 {
            continue;
        }
        let length = kind_length(kind);
        if length > 0 {
            // No number of a text has more digits; what stands before them belongs to another.
            return Some((slash - digits.min(4), at + year + 1 + length));
        }
    }
}

/// Length of the kind that ends a number: `QH13`, `UBTVQH14`, `NĐ-CP`, `TT-BGTVT`. The first letter of a
/// title that is glued to it is no part of it.
fn kind_length(text: &str) -> usize {
    let capitals = |c: char| c.is_uppercase() || c == '-';
    let end = text.find(|c| !capitals(c)).unwrap_or(text.len());
    let mut kind = text.get(..end).unwrap_or_default();
    if kind.ends_with("QH") {
        let digits = text.get(end..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit);
        return end + digits.take(2).count();
    }
    if text.get(end..).is_some_and(|rest| rest.starts_with(char::is_lowercase))
        && let Some(last) = kind.chars().next_back()
    {
        kind = kind.get(..kind.len() - last.len_utf8()).unwrap_or_default();
    }
    kind.trim_end_matches('-').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_by_channel_with_their_unit() {
        let text = "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến1 Ngày làm việcMiễn phíDịch vụ bưu chính2 Ngày50,000 VNĐ(Lệ phí)Trực tiếp1,5 ThángMiễn phí";
        let limit = |channel, amount: &str, unit| Limit { channel, amount: amount.into(), unit };
        assert_eq!(
            limits(text),
            Cells {
                found: vec![
                    limit("online", "1", "working_days"),
                    limit("post", "2", "days"),
                    limit("counter", "1.5", "months"),
                ],
                unclear: false
            }
        );
        // One day and 20,000, or 120,000 and no day: nobody knows.
        assert_eq!(limits("Trực tuyến120,000 VNĐ"), Cells { found: Vec::new(), unclear: true });
        assert_eq!(limits("Trực tuyếnMiễn phí"), Cells { found: Vec::new(), unclear: false });
    }

    #[test]
    fn documents_have_their_originals_and_copies() {
        let text = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng- nộp 02 bản chính theo mẫu;1 bản chính- 01 (một) bản sao bộ tài liệu.1 bản chính,2 bản saoHóa đơn0 bản chính,1 bản sao";
        let document =
            |name: &str, originals, copies| Document { name: name.into(), originals, copies };
        assert_eq!(
            documents(text),
            Cells {
                found: vec![
                    document("- nộp 02 bản chính theo mẫu;", 1, 0),
                    document("- 01 (một) bản sao bộ tài liệu.", 1, 2),
                    document("Hóa đơn", 0, 1),
                ],
                unclear: false
            }
        );
        assert!(documents("Đơn và bản sao giấy phép").unclear);
        assert!(!documents("Không có thông tin").unclear);
    }

    #[test]
    fn legal_texts_are_told_by_their_numbers() {
        let text = "Tên văn bản pháp lýMã văn bảnLuật 54/2014/QH1354/2014/QH13Bộ luật Hàng hải Việt Nam95/2015/QH13Thông tư 92/2015/TT-BTC92/2015/TT-BTCThông tư 17/2023/TT-BGTVT ngày 30/6/2023 sửa đổi17/2023/TT-BGTVT";
        let basis =
            |title: &str, number: &str| Basis { title: title.into(), number: number.into() };
        assert_eq!(
            bases(text),
            Cells {
                found: vec![
                    basis("Luật 54/2014/QH13", "54/2014/QH13"),
                    basis("Bộ luật Hàng hải Việt Nam", "95/2015/QH13"),
                    basis("Thông tư 92/2015/TT-BTC", "92/2015/TT-BTC"),
                    basis("Thông tư 17/2023/TT-BGTVT ngày 30/6/2023 sửa đổi", "17/2023/TT-BGTVT"),
                ],
                unclear: false
            }
        );
        assert!(bases("Các quy định khác").unclear);
    }

    #[test]
    fn no_text_makes_them_panic() {
        for text in
            ["", "1 bản chính", " bản sao", "/2014/QH", "1/2014/Đ", "Trực tiếp", "Trực tiếp1,"]
        {
            limits(text);
            documents(text);
            bases(text);
        }
    }
}
