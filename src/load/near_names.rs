//! Names that look like spellings of one: proposed to the analyst, never merged unasked.
//!
//! Two names are near where nothing tells them apart but case, marks, punctuation and the usual
//! abbreviations. Marks tell names apart where both are written with them: *Hòa An* and *Hóa An* are two
//! communes, *Hoà An* and *HOA AN* are spellings of the first.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::heading::clean;

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Agency,
    Unit,
    Step,
}

impl What {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Unit => "unit",
            Self::Step => "step",
        }
    }
}

/// A spelling and the name that it may stand for, as a row of a file of names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamePair {
    pub what: What,
    pub from: String,
    /// The more frequent one.
    pub to: String,
    pub from_rows: u64,
    pub to_rows: u64,
}

impl NamePair {
    /// Headings of a list to confirm; `[names] file` reads it back, and takes the rows that are filled in
    /// the column yes.
    pub const HEADINGS: [&str; 6] = ["what", "from", "to", "yes", "from_rows", "to_rows"];

    /// The row below [`Self::HEADINGS`], unconfirmed.
    pub fn row(&self) -> [String; 6] {
        let Self { what, from, to, from_rows, to_rows } = self;
        [
            what.as_str().to_owned(),
            from.clone(),
            to.clone(),
            String::new(),
            from_rows.to_string(),
            to_rows.to_string(),
        ]
    }
}

/// What the abbreviations of names mean; a word may have two meanings. They stand before another word: a
/// name may end in a letter.
const SHORT: [(&str, &[&str]); 11] = [
    ("ubnd", &["uy ban nhan dan"]),
    ("hdnd", &["hoi dong nhan dan"]),
    ("h", &["huyen"]),
    ("tp", &["thanh pho"]),
    ("p", &["phuong"]),
    ("x", &["xa"]),
    ("q", &["quan"]),
    ("tx", &["thi xa"]),
    ("tt", &["thi tran", "trung tam"]),
    ("vp", &["van phong"]),
    ("bp", &["bo phan"]),
];
/// Words that join others and are often left out.
const JOINING: [&str; 2] = ["va", "and"];
/// A name that was cut has at least as many letters left.
const CUT: usize = 20;

/// Pairs of near names, each name of agencies, units or steps with how many rows have it. In order of
/// what they name, then of the name to keep.
pub fn propose_names(names: &[(What, String, u64)]) -> Vec<NamePair> {
    let mut counted: BTreeMap<(What, String), u64> = BTreeMap::new();
    for (what, name, rows) in names {
        let name = clean(name).into_owned();
        if !name.is_empty() {
            *counted.entry((*what, name)).or_default() += rows;
        }
    }
    let mut list: Vec<Spelling> = counted
        .into_iter()
        .map(|((what, name), rows)| Spelling { what, words: words(&name), name, rows })
        .collect();
    // The name to keep comes first: the most frequent one, at a tie the longer one.
    list.sort_by(|a, b| {
        let order = |s: &Spelling| (s.what, std::cmp::Reverse((s.rows, s.name.chars().count())));
        order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name))
    });
    let mut kept: BTreeMap<(What, String), Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, spelling) in list.iter().enumerate() {
        let keys = keys(&spelling.words);
        let of_key = |key: &String| kept.get(&(spelling.what, key.clone()));
        let near = keys.iter().filter_map(of_key).flatten().filter_map(|&other| list.get(other));
        match near.into_iter().find(|other| same_marks(&spelling.words, &other.words)) {
            Some(other) => pairs.push(spelling.stands_for(other)),
            None => {
                for key in keys {
                    kept.entry((spelling.what, key)).or_default().push(at);
                }
            }
        }
    }
    pairs.extend(cut(&list));
    pairs.sort_by(|a, b| (a.what, &a.to, &a.from).cmp(&(b.what, &b.to, &b.from)));
    pairs.dedup_by(|a, b| a.what == b.what && a.from == b.from);
    pairs
}

struct Spelling {
    what: What,
    name: String,
    words: Vec<Word>,
    rows: u64,
}

impl Spelling {
    fn stands_for(&self, other: &Self) -> NamePair {
        NamePair {
            what: self.what,
            from: self.name.clone(),
            to: other.name.clone(),
            from_rows: self.rows,
            to_rows: other.rows,
        }
    }
}

/// Names that a system cut off: `Phòng Tài nguyên và Môi trường thành ph…`, where just one name begins so.
fn cut(list: &[Spelling]) -> Vec<NamePair> {
    let stem = |name: &str| {
        let stem = name.strip_suffix('…').or_else(|| name.strip_suffix("..."))?;
        let stem = stem.trim_end().to_lowercase();
        (stem.chars().count() >= CUT).then_some(stem)
    };
    let whole = |short: &Spelling| {
        let stem = stem(&short.name)?;
        let mut longer = list.iter().filter(|other| {
            other.what == short.what
                && other.name != short.name
                && other.name.to_lowercase().starts_with(&stem)
        });
        longer.next().filter(|_| longer.next().is_none())
    };
    list.iter().filter_map(|short| Some(short.stands_for(whole(short)?))).collect()
}

/// A word without its marks, and the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    plain: String,
    /// In the order of their code points: `òa` and `oà` have the same.
    marks: Vec<char>,
}

fn words(name: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let lower = name.to_lowercase();
    for chunk in lower.split(|c: char| !c.is_alphanumeric() && c != '.') {
        let parts: Vec<&str> = chunk.split('.').filter(|part| !part.is_empty()).collect();
        // U.B.N.D. is one word; in H.Đ. or Q.1 the second part is a name.
        if parts.len() > 2 && parts.iter().all(|part| part.chars().count() == 1) {
            out.extend(word(&parts.concat()));
        } else {
            for part in parts {
                split_digits(part).into_iter().for_each(|piece| out.extend(word(piece)));
            }
        }
    }
    out
}

/// `q1` is `q` and `1`.
fn split_digits(text: &str) -> Vec<&str> {
    let digit = |c: char| c.is_ascii_digit();
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<bool> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|was| was != digit(c)) {
            pieces.extend(text.get(from..at));
            from = at;
        }
        before = Some(digit(c));
    }
    pieces.extend(text.get(from..));
    pieces
}

fn word(text: &str) -> Option<Word> {
    let mut marks = Vec::new();
    let mut plain = String::new();
    for c in text.nfd() {
        match c {
            'đ' => {
                marks.push(c);
                plain.push('d');
            }
            mark if is_combining_mark(mark) => marks.push(mark),
            other => plain.push(other),
        }
    }
    marks.sort_unstable();
    let number = plain.bytes().all(|b| b.is_ascii_digit());
    let plain = match plain.trim_start_matches('0') {
        rest if number && !rest.is_empty() => rest.to_owned(),
        _ => plain,
    };
    (!plain.is_empty()).then_some(Word { plain, marks })
}

/// The words written out, one text a way to understand them.
fn keys(words: &[Word]) -> Vec<String> {
    let mut keys = vec![String::new()];
    for (at, word) in words.iter().enumerate() {
        if JOINING.contains(&word.plain.as_str()) {
            continue;
        }
        let last = at + 1 == words.len();
        let long = SHORT.iter().find(|(short, _)| *short == word.plain && !last);
        let meanings: Vec<&str> = long.map_or(vec![word.plain.as_str()], |(_, m)| m.to_vec());
        keys = keys
            .iter()
            .flat_map(|key| meanings.iter().map(move |meaning| format!("{key} {meaning}")))
            .collect();
    }
    keys
}

/// Whether the marks of two names are no reason to hold them apart: one of them has none at all, or the
/// words that both have bear the same ones.
fn same_marks(one: &[Word], other: &[Word]) -> bool {
    let unmarked = |words: &[Word]| words.iter().all(|word| word.marks.is_empty());
    if unmarked(one) || unmarked(other) {
        return true;
    }
    // Abbreviations stand for several words: from either end as far as both say the same.
    let pairs = one.iter().zip(other).take_while(|(a, b)| a.plain == b.plain);
    let from_end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a.plain == b.plain);
    pairs.chain(from_end).all(|(a, b)| a.marks == b.marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(names: &[(&str, u64)]) -> Vec<(String, String)> {
        let list: Vec<_> =
            names.iter().map(|(name, rows)| (What::Agency, (*name).to_owned(), *rows)).collect();
        propose_names(&list).into_iter().map(|pair| (pair.from, pair.to)).collect()
    }

    fn near(one: &str, other: &str) -> bool {
        proposed(&[(one, 2), (other, 1)]) == [(other.to_owned(), one.to_owned())]
    }

    #[test]
    fn spellings_of_one_office_are_proposed_for_its_most_frequent_name() {
        assert_eq!(
            proposed(&[
                ("UBND huyện Vĩnh Bảo", 40),
                ("Ủy ban nhân dân huyện Vĩnh Bảo", 7),
                ("UBND H. Vĩnh Bảo", 3),
                ("UBND HUYỆN VĨNH BẢO", 2),
                ("Uỷ ban nhân dân huyện Vĩnh  Bảo", 1),
                ("UBND huyện Tiên Lãng", 9),
            ]),
            [
                "UBND H. Vĩnh Bảo",
                "UBND HUYỆN VĨNH BẢO",
                "Uỷ ban nhân dân huyện Vĩnh Bảo",
                "Ủy ban nhân dân huyện Vĩnh Bảo",
            ]
            .map(|from| (from.to_owned(), "UBND huyện Vĩnh Bảo".to_owned()))
        );
    }

    #[test]
    fn abbreviations_are_known_and_numbers_are_numbers() {
        for (one, other) in [
            ("Phường 5", "P.05"),
            ("Quận 1", "Q1"),
            ("UBND TP. Hải Dương", "ủy ban nhân dân thành phố Hải Dương"),
            ("TX Kinh Môn", "Thị xã Kinh Môn"),
            ("TT. An Lão", "Thị trấn An Lão"),
            ("TT Hành chính công", "Trung tâm hành chính công"),
            ("U.B.N.D. xã Hồng Phong", "UBND X. Hồng Phong"),
            ("Phòng Tài nguyên và Môi trường", "Phòng Tài nguyên - Môi trường"),
            ("Sở Công Thương", "So Cong Thuong"),
            ("Phường Hòa An", "Phường Hoà An"),
        ] {
            assert!(near(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn what_marks_or_numbers_tell_apart_is_not_proposed() {
        for (one, other) in [
            ("Phường Hòa An", "Phường Hóa An"),
            ("Phường Tân An", "Phường Tân Ân"),
            ("Phường 1", "Phường 11"),
            ("Đội Đông", "Đội Dông"),
            ("Muni 1", "Muni 2"),
            ("Tổ H", "Tổ huyện"),
            ("Sở Y tế", "Sở Tư pháp"),
        ] {
            assert_eq!(proposed(&[(one, 2), (other, 1)]), [], "{one} and {other}");
        }
    }

    #[test]
    fn a_name_that_was_cut_is_the_only_one_that_begins_so() {
        let long = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Hải Dương";
        let short = "Chi nhánh Văn phòng Đăng ký đất đai thành phố…";
        assert!(near(long, short));
        let other = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Chí Linh";
        assert_eq!(proposed(&[(long, 2), (other, 2), (short, 1)]), []);
    }

    #[test]
    fn kinds_are_not_mixed_and_the_order_of_names_says_nothing() {
        let names = [
            (What::Unit, "Tổ 1".to_owned(), 1),
            (What::Agency, "tổ 1".to_owned(), 1),
            (What::Step, "Thẩm định".to_owned(), 5),
            (What::Step, "THẨM ĐỊNH".to_owned(), 5),
        ];
        let found = propose_names(&names);
        let mut turned = names.to_vec();
        turned.reverse();
        assert_eq!(found, propose_names(&turned));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].row()[0], "step");
    }
}
