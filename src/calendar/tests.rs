//! What a calendar file may say, day by day against an independent reading of the same rules.

use jiff::civil::{Weekday, date};
use proptest::prelude::*;

use super::*;

fn vietnam() -> Calendar {
    Calendar::built_in("vietnam").unwrap().unwrap()
}

fn parse(text: &str) -> Result<Calendar> {
    Calendar::parse("mine.toml", text, |base| Calendar::built_in(base).unwrap())
}

fn day(calendar: &Calendar, date: Date) -> Day {
    calendar.days(date, date).unwrap().remove(0)
}

fn open(calendar: &Calendar, date: Date) -> i64 {
    day(calendar, date).open_s()
}

/// Days off besides weekends and Saturdays worked, as published for each year.
const YEARS: [(i16, &str, &str); 8] = [
    (2020, "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9", ""),
    (2021, "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9", ""),
    (2022, "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9", ""),
    (2023, "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9", ""),
    (2024, "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", "4/5"),
    (2025, "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", "26/4"),
    (2026, "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11", "10/1 22/8"),
    (2027, "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11", ""),
];

#[test]
fn the_vietnamese_calendar_is_the_published_table_day_by_day() {
    let calendar = vietnam();
    for (year, off, worked) in YEARS {
        let list = |text: &str| -> BTreeSet<Date> {
            text.split_whitespace()
                .map(|d| {
                    let (day, month) = d.split_once('/').unwrap();
                    date(year, month.parse().unwrap(), day.parse().unwrap())
                })
                .collect()
        };
        let (off, worked) = (list(off), list(worked));
        for day in calendar.days(date(year, 1, 1), date(year, 12, 31)).unwrap() {
            let weekend = matches!(day.date.weekday(), Weekday::Saturday | Weekday::Sunday);
            let wanted = worked.contains(&day.date) || !(weekend || off.contains(&day.date));
            assert_eq!(day.open_s(), if wanted { 8 * 3_600 } else { 0 }, "{}", day.date);
            assert_eq!(day.counts, wanted, "{}", day.date);
            assert!(!(weekend && off.contains(&day.date)), "{}", day.date);
        }
    }
    assert_eq!(calendar.office_day_s(), 8 * 3_600);
}

#[test]
fn a_day_that_the_calendar_does_not_know_is_an_error_that_says_what_to_extend() {
    let error = vietnam().days(date(2019, 12, 30), date(2020, 1, 2)).unwrap_err();
    assert!(error.message.contains("2020-01-01"), "{error}");
    assert!(error.help.unwrap().contains("base = \"vietnam\""));
    let own =
        parse("base = \"vietnam\"\nto = \"2028-12-31\"\nholidays = [\"2028-01-03\"]").unwrap();
    assert_eq!(open(&own, date(2028, 1, 3)), 0);
    assert_eq!(open(&own, date(2026, 1, 2)), 0);
    let error = own.days(date(2028, 12, 1), date(2029, 1, 1)).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    assert!(error.help.unwrap().contains("mine.toml"));
    let office = Calendar::built_in("office").unwrap().unwrap();
    assert_eq!(office.days(date(1990, 1, 1), date(1990, 1, 7)).unwrap().len(), 7);
}

#[test]
fn a_day_is_provisional_until_a_file_decides_it() {
    let provisional = |calendar: &Calendar, d: Date| day(calendar, d).provisional;
    let (off, open_day) = (date(2027, 2, 10), date(2027, 9, 1));
    assert!(provisional(&vietnam(), off) && provisional(&vietnam(), open_day));
    assert!(!provisional(&vietnam(), date(2027, 4, 30)));
    let decided = parse("base = \"vietnam\"\nholidays = [\"2027-02-10\"]\nworked = [\"2027-02-04\"]\nprovisional = [\"2027-10-01\"]").unwrap();
    assert!(!provisional(&decided, off) && !provisional(&decided, date(2027, 2, 4)));
    assert!(provisional(&decided, open_day) && provisional(&decided, date(2027, 10, 1)));
    assert_eq!(open(&decided, date(2027, 10, 1)), 8 * 3_600);
}

#[test]
fn summer_hours_hold_from_day_to_day_of_each_year() {
    let calendar = parse(
        "base = \"vietnam\"\n[[seasons]]\nfrom = \"04-16\"\nto = \"10-15\"\n[seasons.hours]\nmonday = [\"07:00-11:30\", \"14:00-17:00\"]\nfriday = [\"07:00-11:30\"]\n",
    )
    .unwrap();
    let of = |d| day(&calendar, d).intervals;
    let usual = vec![(27_000, 41_400), (48_600, 63_000)];
    assert_eq!(of(date(2024, 4, 15)), usual);
    assert_eq!(of(date(2024, 4, 22)), vec![(25_200, 41_400), (50_400, 61_200)]);
    assert_eq!(of(date(2024, 10, 14)), vec![(25_200, 41_400), (50_400, 61_200)]);
    assert_eq!(of(date(2024, 10, 21)), usual);
    // A weekday that the season leaves out stays as it is.
    assert_eq!(of(date(2024, 6, 4)), usual);
    assert_eq!(open(&calendar, date(2024, 6, 7)), 16_200);
    // The Saturday worked for a Monday has that season's Monday.
    assert_eq!(open(&calendar, date(2024, 5, 4)), 27_000);
    assert_eq!(day(&calendar, date(2024, 6, 7)).kind, DayKind::Season);
    // Over the turn of the year.
    let winter = parse("base = \"office\"\n[[seasons]]\nfrom = \"12-01\"\nto = \"02-29\"\n[seasons.hours]\nmonday = []\n").unwrap();
    assert_eq!(open(&winter, date(2024, 1, 1)), 0);
    assert_eq!(open(&winter, date(2023, 12, 4)), 0);
    assert_eq!(open(&winter, date(2024, 3, 4)), 28_800);
}

#[test]
fn a_saturday_morning_is_open_and_counted_only_where_the_file_says_so() {
    let text = "base = \"vietnam\"\n[hours]\nsaturday = [\"07:30-11:30\"]\n";
    let saturday = date(2024, 5, 11);
    assert!(day(&parse(text).unwrap(), saturday).counts);
    let calendar = parse(&format!("not_counted = [\"saturday\"]\n{text}")).unwrap();
    assert_eq!(open(&calendar, saturday), 4 * 3_600);
    assert!(!day(&calendar, saturday).counts);
    // One that makes up for another day is a working day, whole.
    assert_eq!(open(&calendar, date(2024, 5, 4)), 8 * 3_600);
    assert!(day(&calendar, date(2024, 5, 4)).counts);
    assert_eq!(calendar.office_day_s(), 8 * 3_600);
}

#[test]
fn a_closure_closes_whatever_else_the_day_is_and_says_why() {
    let calendar = parse(
        "base = \"vietnam\"\n[[closures]]\nfrom = \"2024-05-03\"\nto = \"2024-05-06\"\nreason = \"flood\"\n",
    )
    .unwrap();
    for d in [date(2024, 5, 3), date(2024, 5, 4), date(2024, 5, 6)] {
        let day = day(&calendar, d);
        assert_eq!((day.open_s(), day.kind, day.reason.as_str()), (0, DayKind::Closure, "flood"));
    }
    assert_eq!(open(&calendar, date(2024, 5, 7)), 8 * 3_600);
}

#[test]
fn days_worked_take_stated_hours_or_those_of_the_first_weekday() {
    let calendar = parse(
        "worked = [\"2023-01-07\", { day = \"2023-01-14\", hours = [\"08:00-12:00\"] }]\n[hours]\nmonday = [\"08:00-16:00\"]\n",
    )
    .unwrap();
    assert_eq!(open(&calendar, date(2023, 1, 7)), 8 * 3_600);
    assert_eq!(open(&calendar, date(2023, 1, 14)), 4 * 3_600);
    // A file's own days stand before those of its base.
    let ours =
        parse("base = \"vietnam\"\nworked = [\"2023-01-02\"]\nholidays = [\"2024-05-04\"]\n")
            .unwrap();
    assert_eq!(open(&ours, date(2023, 1, 2)), 8 * 3_600);
    assert_eq!(open(&ours, date(2024, 5, 4)), 0);
}

#[test]
fn the_office_day_is_the_most_frequent_one() {
    let day = |text: &str| parse(text).unwrap().office_day_s();
    assert_eq!(day("[hours]\nmonday = [\"00:00-24:00\"]"), DAY_S);
    let short = "[hours]\nmonday = [\"08:00-15:00\"]\ntuesday = [\"08:00-15:00\"]\nfriday = [\"08:00-18:00\"]\n";
    assert_eq!(day(short), 7 * 3_600);
    // Ten hours for three days of five, but seven in the longer part of the year.
    let long = "[hours]\nmonday = [\"08:00-18:00\"]\n[[seasons]]\nfrom = \"03-01\"\nto = \"11-30\"\n[seasons.hours]\nmonday = [\"08:00-15:00\"]\n";
    assert_eq!(day(long), 7 * 3_600);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    for (text, key) in [
        ("[hours]\nfriday = [\"11:30-07:30\"]", "[hours] friday"),
        ("[hours]\nfriday = [\"7:30-11:30\"]", "[hours] friday"),
        ("[hours]\nfriday = [\"08:00-12:00\", \"11:00-13:00\"]", "[hours] friday"),
        ("[hours]\nfriday = [\"x\"]", "[hours] friday"),
        (
            "[hours]\nfriday = [\"01:00-02:00\", \"03:00-04:00\", \"05:00-06:00\", \"07:00-08:00\"]",
            "[hours] friday",
        ),
        ("[hours]", "hours"),
        ("base = \"office\"\nfrom = \"2024-02-30\"", "from"),
        ("base = \"office\"\nfrom = \"2024-02-03\"\nto = \"2024-02-02\"", "to"),
        ("base = \"vietnam\"\nholidays = [\"2028-01-03\"]", "holidays: 2028-01-03"),
        ("base = \"vietnam\"\nworked = [\"2028-01-02\"]", "worked: 2028-01-02"),
        ("base = \"vietnam\"\nprovisional = [\"2028-01-03\"]", "provisional: 2028-01-03"),
        ("base = \"vietnam\"\nprovisional = [\"Tết\"]", "provisional"),
        (
            "base = \"office\"\nholidays = [\"2024-05-04\"]\nworked = [\"2024-05-04\"]",
            "worked: 2024-05-04",
        ),
        (
            "base = \"office\"\nworked = [{ day = \"2024-05-04\", instead_of = \"2024-05-05\" }]",
            "worked: 2024-05-04",
        ),
        (
            "base = \"office\"\nworked = [{ day = \"2024-05-04\", instead_of = \"2024-05-06\", hours = [] }]",
            "worked",
        ),
        ("base = \"office\"\nnot_counted = [\"samstag\"]", "not_counted"),
        (
            "base = \"office\"\n[[closures]]\nfrom = \"2024-05-04\"\nto = \"2024-05-03\"\nreason = \"x\"",
            "[[closures]] to",
        ),
        (
            "base = \"office\"\n[[seasons]]\nfrom = \"02-30\"\nto = \"03-01\"\n[seasons.hours]",
            "[[seasons]] from",
        ),
        (
            "base = \"office\"\n[[seasons]]\nfrom = \"11-01\"\nto = \"03-01\"\n[seasons.hours]\n[[seasons]]\nfrom = \"03-01\"\nto = \"04-01\"\n[seasons.hours]",
            "[[seasons]] from",
        ),
        ("holydays = []", "mine.toml"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.message.starts_with("calendar mine.toml"), "{text}: {error}");
        assert!(error.message.contains(key), "{text}: {error}");
        assert!(error.help.is_some(), "{text}: {error}");
    }
}

/// Month and day of both ends, hour of opening and of closing.
type Season = ((i8, i8), (i8, i8), i64, i64);

/// The rules of a calendar, told once more in the plainest way.
#[derive(Debug, Clone)]
struct Rules {
    /// Hours (whole, from and to) of each weekday, none or one.
    hours: [Option<(i64, i64)>; 7],
    summer: Option<Season>,
    holidays: BTreeSet<Date>,
    worked: BTreeMap<Date, usize>,
    closed: Option<(Date, Date)>,
}

impl Rules {
    fn toml(&self) -> String {
        let quoted = |days: &mut dyn Iterator<Item = String>| days.collect::<Vec<_>>().join(", ");
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        // 1 January 2024 was a Monday.
        let worked = &mut self.worked.iter().map(|(day, weekday)| {
            format!("{{ day = \"{day}\", instead_of = \"2024-01-0{}\" }}", weekday + 1)
        });
        let mut text = format!(
            "holidays = [{}]\nworked = [{}]\n",
            quoted(&mut self.holidays.iter().map(|d| format!("\"{d}\""))),
            quoted(worked)
        );
        if let Some((from, to)) = self.closed {
            text.push_str(&format!(
                "[[closures]]\nfrom = \"{from}\"\nto = \"{to}\"\nreason = \"r\"\n"
            ));
        }
        if let Some((from, to, open, close)) = self.summer {
            let md = |(m, d): (i8, i8)| format!("{m:02}-{d:02}");
            text.push_str(&format!(
                "[[seasons]]\nfrom = \"{}\"\nto = \"{}\"\n[seasons.hours]\nmonday = [\"{open:02}:00-{close:02}:00\"]\n",
                md(from), md(to)
            ));
        }
        text.push_str("[hours]\n");
        for (name, hours) in names.iter().zip(self.hours) {
            if let Some((open, close)) = hours {
                text.push_str(&format!("{name} = [\"{open:02}:00-{close:02}:00\"]\n"));
            }
        }
        text
    }

    fn is_open(&self, day: Date, hour: i64) -> bool {
        if self.closed.is_some_and(|(from, to)| from <= day && day <= to) {
            return false;
        }
        let weekday = match self.worked.get(&day) {
            Some(&instead) => instead,
            None if self.holidays.contains(&day) => return false,
            None => day.weekday().to_monday_zero_offset() as usize,
        };
        let mut hours = self.hours[weekday];
        if let Some((from, to, open, close)) = self.summer {
            let here = (day.month(), day.day());
            let within =
                if from <= to { from <= here && here <= to } else { !(to < here && here < from) };
            if within && weekday == 0 {
                hours = Some((open, close));
            }
        }
        hours.is_some_and(|(open, close)| open <= hour && hour < close)
    }
}

prop_compose! {
    fn hours()(open in 0_i64..20, length in 1_i64..5) -> (i64, i64) { (open, open + length) }
}

prop_compose! {
    fn a_day()(offset in 0_i64..400) -> Date {
        date(2023, 11, 1).checked_add(jiff::Span::new().days(offset)).unwrap()
    }
}

prop_compose! {
    fn rules()(
        monday in hours(),
        others in proptest::array::uniform6(proptest::option::of(hours())),
        summer in proptest::option::of(((1_i8..=12, 1_i8..=28), (1_i8..=12, 1_i8..=28), hours())),
        holidays in proptest::collection::btree_set(a_day(), 0..12),
        worked in proptest::collection::btree_map(a_day(), 0_usize..7, 0..6),
        closed in proptest::option::of((a_day(), 0_i64..20)),
    ) -> Rules {
        let mut week = [Some(monday); 7];
        week[1..].copy_from_slice(&others);
        let worked = worked.into_iter()
            .filter(|(day, weekday)| week[*weekday].is_some() && !holidays.contains(day))
            .collect();
        Rules {
            hours: week,
            summer: summer.map(|(from, to, (open, close))| (from, to, open, close)),
            holidays,
            worked,
            closed: closed.map(|(from, days)| (from, from.checked_add(jiff::Span::new().days(days)).unwrap())),
        }
    }
}

proptest! {
    #[test]
    fn days_agree_with_the_rules_hour_by_hour(rules in rules()) {
        let calendar = parse(&rules.toml()).unwrap();
        for day in calendar.days(date(2023, 11, 1), date(2025, 1, 10)).unwrap() {
            for hour in 0..24 {
                let open = day.intervals.iter().any(|&(from, to)| from <= hour * 3_600 && hour * 3_600 < to);
                prop_assert_eq!(open, rules.is_open(day.date, hour), "{} {}", day.date, hour);
            }
        }
    }
}
