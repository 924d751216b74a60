//! When a file was exported, as its name and the lines above its headings tell.

use jiff::civil::{Date, date};

use super::heading::plain;

/// A day with how it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExportDay {
    pub day: Date,
    /// Whether it is the day itself that is written there, not the period of the rows.
    pub stated: bool,
    pub why: String,
}

/// Words before a day of export, without marks.
const EXPORTED: [&str; 9] = [
    "ngay xuat",
    "xuat ngay",
    "ngay in",
    "ngay ket xuat",
    "exported on",
    "export date",
    "extract of",
    "extracted on",
    "as of",
];
/// Words before the last day of a period.
const UNTIL: [&str; 3] = ["den ngay", "den het ngay", "until"];

/// Told by the lines above the headings, else by the name.
pub(super) fn export_day(name: &str, above: &[Vec<String>]) -> Option<ExportDay> {
    let lines: Vec<String> = above.iter().map(|row| row.join(" ")).collect();
    let found = |words: &[&str], stated| {
        lines.iter().find_map(|line| {
            let text = plain(line);
            let word = words.iter().find(|word| text.contains(**word))?;
            let rest = text.split_once(*word)?.1;
            let day = parts(rest).windows(3).find_map(day_of)?;
            let why = format!(
                "above its headings: {}",
                line.split_whitespace().collect::<Vec<_>>().join(" ")
            );
            Some(ExportDay { day, stated, why })
        })
    };
    found(&EXPORTED, true).or_else(|| of_name(name)).or_else(|| found(&UNTIL, false))
}

fn of_name(name: &str) -> Option<ExportDay> {
    let stem = name.split('.').next().unwrap_or_default();
    let parts = parts(stem);
    let told = |day, stated, what: &str| {
        Some(ExportDay { day, stated, why: format!("its name has {what}") })
    };
    if let Some(day) =
        parts.windows(3).find_map(day_of).or_else(|| parts.iter().find_map(|p| compact(p)))
    {
        return told(day, true, "that day");
    }
    let years = || parts.iter().enumerate().filter_map(|(at, p)| Some((at, year(p)?)));
    let beside = |at: usize| {
        [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| parts.get(at))
    };
    for (at, year) in years() {
        let quarter = beside(at).find_map(|p| match p.as_str() {
            "q1" | "quy1" => Some(1),
            "q2" | "quy2" => Some(2),
            "q3" | "quy3" => Some(3),
            "q4" | "quy4" => Some(4),
            _ => None,
        });
        let quarter = quarter.or_else(|| {
            let before = at.checked_sub(2).and_then(|at| parts.get(at))?;
            let number = at.checked_sub(1).and_then(|at| parts.get(at))?;
            (before == "quy" || before == "q").then(|| number.parse::<i8>().ok()).flatten()
        });
        if let Some(quarter) = quarter.filter(|q| (1..=4).contains(q)) {
            return told(last_of(year, quarter * 3)?, false, "that quarter");
        }
        let month = beside(at).find_map(|p| {
            let digits = p.strip_prefix("thang").or(p.strip_prefix('t')).unwrap_or(p);
            digits.parse::<i8>().ok().filter(|m| (1..=12).contains(m) && digits.len() <= 2)
        });
        if let Some(month) = month {
            return told(last_of(year, month)?, false, "that month");
        }
    }
    let (_, year) = years().next_back()?;
    told(date(year, 12, 31), false, "that year")
}

/// Runs of letters and digits; digits apart from letters but for `q3`, `t12`, `quy4`, `thang5`.
fn parts(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut out = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let letters: String = word.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let digits = word.get(letters.len()..).unwrap_or_default();
        let numeric = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if letters.is_empty() || !numeric || digits.len() <= 2 {
            out.push(word.to_owned());
        } else {
            out.push(letters);
            out.push(digits.to_owned());
        }
    }
    out
}

fn year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    (text.len() == 4 && (1990..2100).contains(&year)).then_some(year)
}

/// Three parts that are a day: year first, or day first.
fn day_of(three: &[String]) -> Option<Date> {
    let [a, b, c] = three else { return None };
    let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    let built = |y: &str, m: &str, d: &str| Date::new(year(y)?, small(m)?, small(d)?).ok();
    built(a, b, c).or_else(|| built(c, b, a))
}

/// `20230930`.
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to).map(str::to_owned);
    day_of(&[part(0, 4)?, part(4, 6)?, part(6, 8)?])
}

fn last_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<(String, bool)> {
        export_day(name, &[]).map(|e| (e.day.to_string(), e.stated))
    }

    #[test]
    fn a_name_tells_the_day_the_quarter_the_month_or_the_year() {
        let is = |day: &str, stated| Some((day.to_owned(), stated));
        assert_eq!(of("ho_so_2023-09-30.xlsx"), is("2023-09-30", true));
        assert_eq!(of("ho_so_20230930.csv.gz"), is("2023-09-30", true));
        assert_eq!(of("xuat 05-07-2024.csv"), is("2024-07-05", true));
        assert_eq!(of("ho_so_q3_2023.csv"), is("2023-09-30", false));
        assert_eq!(of("2023-Q4.csv"), is("2023-12-31", false));
        assert_eq!(of("hồ sơ quý 2 2024.xlsx"), is("2024-06-30", false));
        assert_eq!(of("tháng 2-2024.xlsx"), is("2024-02-29", false));
        assert_eq!(of("T12_2024.xlsx"), is("2024-12-31", false));
        assert_eq!(of("permits_2022.csv"), is("2022-12-31", false));
        assert_eq!(of("bpic15_2.xes.gz"), None);
        assert_eq!(of("ho_so.csv"), None);
    }

    #[test]
    fn the_lines_above_the_headings_tell_it_too() {
        let line = |text: &str| vec![vec![text.to_owned(), String::new()]];
        let found = export_day("a.xlsx", &line("Ngày xuất: 05/07/2024")).unwrap();
        assert_eq!((found.day.to_string(), found.stated), ("2024-07-05".to_owned(), true));
        let found = export_day("a.xlsx", &line("Từ ngày 01/03/2024 đến ngày 31/03/2024")).unwrap();
        assert_eq!((found.day.to_string(), found.stated), ("2024-03-31".to_owned(), false));
        assert_eq!(export_day("a.xlsx", &line("DANH SÁCH HỒ SƠ")), None);
    }
}
