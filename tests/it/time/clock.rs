//! The working clock in SQL against a count minute by minute, on random calendars.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::{Date, DateTime, date};

use crate::support::{Folder, ints};

const FIRST: Date = date(2024, 1, 22);
const DAYS: i64 = 100;
const CALENDARS: usize = 24;
const DOSSIERS: usize = 80;

/// SplitMix64: enough to be random, and the same on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: i64) -> i64 {
        (self.next() % bound.unsigned_abs()).cast_signed()
    }

    fn one_in(&mut self, n: i64) -> bool {
        self.below(n) == 0
    }
}

/// Open intervals by weekday, from Monday.
type WeekHours = BTreeMap<usize, Vec<(i64, i64)>>;

/// A random calendar, as rules and as nothing else.
struct Rules {
    /// Up to three open intervals of each weekday, in minutes.
    hours: [Vec<(i64, i64)>; 7],
    /// First and last day (of each year) of the season, and its hours of some weekdays.
    season: Option<(Date, Date, WeekHours)>,
    holidays: BTreeSet<Date>,
    worked: BTreeMap<Date, usize>,
    closures: Vec<(Date, Date)>,
}

fn some_hours(random: &mut Random) -> Vec<(i64, i64)> {
    match random.below(6) {
        0 => return vec![(0, 1_440)],
        1 => return vec![],
        _ => {}
    }
    let mut at: Vec<i64> = (0..2 * (1 + random.below(3))).map(|_| random.below(1_441)).collect();
    at.sort_unstable();
    at.dedup();
    at.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn a_day(random: &mut Random) -> Date {
    FIRST.saturating_add(jiff::Span::new().days(random.below(DAYS)))
}

impl Rules {
    fn random(random: &mut Random) -> Self {
        let mut hours: [Vec<(i64, i64)>; 7] = std::array::from_fn(|_| some_hours(random));
        // One weekday at least, for days that are worked instead.
        hours[2] = vec![(450, 690), (810, 1_050)];
        let season = random.one_in(2).then(|| {
            let (a, b) = (a_day(random), a_day(random));
            (a, b, (0..3).map(|_| (random.below(7) as usize, some_hours(random))).collect())
        });
        let season = season.map(|(a, b, mut weekdays): (_, _, BTreeMap<_, _>)| {
            weekdays.remove(&2);
            (a, b, weekdays)
        });
        let holidays: BTreeSet<Date> = (0..random.below(12)).map(|_| a_day(random)).collect();
        let worked = (0..random.below(6))
            .map(|_| (a_day(random), 2))
            .filter(|(day, _)| !holidays.contains(day))
            .collect();
        let closures = (0..random.below(3))
            .map(|_| {
                let from = a_day(random);
                (from, from.saturating_add(jiff::Span::new().days(random.below(12))))
            })
            .collect();
        Self { hours, season, holidays, worked, closures }
    }

    fn is_open(&self, day: Date, minute: i64) -> bool {
        if self.closures.iter().any(|&(from, to)| from <= day && day <= to) {
            return false;
        }
        let weekday = match self.worked.get(&day) {
            Some(&weekday) => weekday,
            None if self.holidays.contains(&day) => return false,
            None => day.weekday().to_monday_zero_offset() as usize,
        };
        let key = |d: Date| (d.month(), d.day());
        let season = self.season.as_ref().filter(|(from, to, _)| {
            let (from, to, here) = (key(*from), key(*to), key(day));
            if from <= to { from <= here && here <= to } else { here >= from || here <= to }
        });
        let hours = season.and_then(|(_, _, weekdays)| weekdays.get(&weekday));
        hours
            .unwrap_or(&self.hours[weekday])
            .iter()
            .any(|&(open, close)| open <= minute && minute < close)
    }

    fn toml(&self) -> String {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let clock = |m: i64| format!("{:02}:{:02}", m / 60, m % 60);
        let list = |hours: &[(i64, i64)]| {
            let texts = hours.iter().map(|&(a, b)| format!("\"{}-{}\"", clock(a), clock(b)));
            format!("[{}]", texts.collect::<Vec<_>>().join(", "))
        };
        let days = self.holidays.iter().map(|d| format!("\"{d}\"")).collect::<Vec<_>>();
        // 24 January 2024 was a Wednesday.
        let worked =
            self.worked.keys().map(|d| format!("{{ day = \"{d}\", instead_of = \"2024-01-24\" }}"));
        let mut text = format!(
            "holidays = [{}]\nworked = [{}]\n",
            days.join(", "),
            worked.collect::<Vec<_>>().join(", ")
        );
        for (from, to) in &self.closures {
            write!(text, "[[closures]]\nfrom = \"{from}\"\nto = \"{to}\"\nreason = \"closed\"\n")
                .unwrap();
        }
        if let Some((from, to, weekdays)) = &self.season {
            write!(
                text,
                "[[seasons]]\nfrom = \"{}\"\nto = \"{}\"\n[seasons.hours]\n",
                from.strftime("%m-%d"),
                to.strftime("%m-%d")
            )
            .unwrap();
            for (weekday, hours) in weekdays {
                writeln!(text, "{} = {}", NAMES[*weekday], list(hours)).unwrap();
            }
        }
        text.push_str("[hours]\n");
        for (name, hours) in NAMES.iter().zip(&self.hours) {
            writeln!(text, "{name} = {}", list(hours)).unwrap();
        }
        text
    }

    /// Whether each minute since `FIRST` is open.
    fn minutes(&self) -> Vec<bool> {
        (0..DAYS * 1_440)
            .map(|m| {
                self.is_open(FIRST.saturating_add(jiff::Span::new().days(m / 1_440)), m % 1_440)
            })
            .collect()
    }
}

/// Open seconds from one second since `FIRST` to another, counted one minute after the other.
fn counted(minutes: &[bool], from: i64, to: i64) -> i64 {
    let (mut at, mut open) = (from, 0);
    while at < to {
        let next = ((at / 60 + 1) * 60).min(to);
        if minutes[(at / 60) as usize] {
            open += next - at;
        }
        at = next;
    }
    open
}

fn instant(second: i64) -> DateTime {
    FIRST.at(0, 0, 0, 0).saturating_add(jiff::Span::new().seconds(second))
}

/// From and to, in seconds since `FIRST`: spans of all lengths, many of them within closed time.
fn spans(random: &mut Random, minutes: &[bool]) -> Vec<(i64, i64)> {
    let last = DAYS * 86_400 - 1;
    (0..DOSSIERS)
        .map(|i| {
            let from = random.below(last);
            let length = match i % 4 {
                0 => random.below(last),
                1 => random.below(86_400 * 3),
                2 => random.below(200),
                // Up to the next opening and not further.
                _ => {
                    let closed = minutes[(from / 60) as usize..].iter().take_while(|open| !**open);
                    (closed.count() as i64 * 60 - from % 60).max(0)
                }
            };
            (from, (from + length).min(last))
        })
        .collect()
}

struct World {
    folder: Folder,
    minutes: Vec<Vec<bool>>,
    spans: Vec<Vec<(i64, i64)>>,
}

/// A study with an agency for each of many random calendars, and dossiers of all lengths.
fn world() -> World {
    let mut random = Random(7);
    let folder = Folder::new();
    let mut study = String::from(
        "[study]\ntitle = \"Clock\"\nofficers = \"named\"\nas_of = \"2024-04-30T23:59:59\"\n[[input]]\npath = \"d.csv\"\nkind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\nagency = \"agency\"\nreceived_at = \"from\"\nresult_at = \"to\"\n[calendar]\ndefault = \"office\"\n[calendar.agency]\n",
    );
    let mut rows = String::from("id,agency,from,to\n");
    let (mut all_minutes, mut all_spans) = (Vec::new(), Vec::new());
    for calendar in 0..CALENDARS {
        let rules = Rules::random(&mut random);
        folder.write(&format!("c{calendar}.toml"), rules.toml().as_bytes());
        writeln!(study, "a{calendar} = \"c{calendar}.toml\"").unwrap();
        let minutes = rules.minutes();
        let spans = spans(&mut random, &minutes);
        for (i, &(from, to)) in spans.iter().enumerate() {
            writeln!(rows, "{calendar:02}-{i:03},a{calendar},{},{}", instant(from), instant(to))
                .unwrap();
        }
        all_minutes.push(minutes);
        all_spans.push(spans);
    }
    folder.write("study.toml", study.as_bytes());
    folder.write("d.csv", rows.as_bytes());
    World { folder, minutes: all_minutes, spans: all_spans }
}

#[test]
fn the_working_clock_agrees_with_a_count_minute_by_minute() {
    let World { folder, minutes, spans } = world();
    let measured = folder.measured();
    let dossiers = measured
        .session
        .query("select makespan_s, makespan_wall_s from model.dossier order by dossier_id")
        .unwrap();
    let (work, wall) = (ints(&dossiers, "makespan_s"), ints(&dossiers, "makespan_wall_s"));
    let expected = minutes.iter().zip(&spans).flat_map(|(minutes, spans)| {
        spans.iter().map(|&(from, to)| (counted(minutes, from, to), to - from))
    });
    let expected: Vec<(i64, i64)> = expected.collect();
    assert_eq!(work.len(), expected.len());
    for (at, &(open, length)) in expected.iter().enumerate() {
        let (calendar, dossier) = (at / DOSSIERS, at % DOSSIERS);
        assert_eq!(
            (work[at], wall[at]),
            (open, length),
            "calendar {calendar}, {:?}",
            spans[calendar][dossier]
        );
        assert!(work[at] <= wall[at]);
    }
    // The world has what it is meant to have.
    let closed = expected.iter().filter(|(open, length)| *open == 0 && *length > 0).count();
    assert!(
        closed > 100 && expected.iter().filter(|(open, _)| *open > 0).count() > 500,
        "{closed}"
    );
}

#[test]
fn working_time_is_additive_and_blind_to_closed_time() {
    let World { folder, minutes, .. } = world();
    let measured = folder.measured();
    let mut random = Random(11);
    let mut probes = Vec::new();
    let last = DAYS * 86_400 - 1;
    for (calendar, minutes) in minutes.iter().enumerate() {
        for _ in 0..60 {
            let mut at = [random.below(last), random.below(last), random.below(last)];
            at.sort_unstable();
            // The first and the last, each moved within the closed time that it is in, if it is.
            let moved = [at[0], at[2]].map(|second| {
                let closed = minutes[(second / 60) as usize..].iter().take_while(|open| !**open);
                let room = (closed.count() as i64 * 60 - second % 60).max(1);
                (second + random.below(room)).min(last)
            });
            let [a, b, c] = at.map(instant);
            let [x, y] = moved.map(instant);
            probes.push(format!("('c{calendar}.toml', timestamp '{a}', timestamp '{b}', timestamp '{c}', timestamp '{x}', timestamp '{y}')"));
        }
    }
    let sql = format!(
        "with probe(calendar, a, b, c, x, y) as (values {}),
         clocked as (
           select
             model.clock(da, a - interval 7 hours) as wa, model.clock(db, b - interval 7 hours) as wb, model.clock(dc, c - interval 7 hours) as wc,
             model.clock(dx, x - interval 7 hours) as wx, model.clock(dy, y - interval 7 hours) as wy,
             epoch(b - a) as wall, cast(a as date) = cast(b as date) and da.open_s = 0 as closed
           from probe as p
           join model.calendar_day as da on da.calendar = p.calendar and da.day = cast(a as date)
           join model.calendar_day as db on db.calendar = p.calendar and db.day = cast(b as date)
           join model.calendar_day as dc on dc.calendar = p.calendar and dc.day = cast(c as date)
           join model.calendar_day as dx on dx.calendar = p.calendar and dx.day = cast(x as date)
           join model.calendar_day as dy on dy.calendar = p.calendar and dy.day = cast(y as date)
         )
         select
           count(*) as probes,
           count(*) filter (where (wb - wa) + (wc - wb) <> wc - wa) as not_additive,
           count(*) filter (where wb - wa < 0 or wb - wa > wall) as beyond_wall,
           count(*) filter (where closed and wb <> wa) as on_a_closed_day,
           count(*) filter (where wc - wa <> wy - wx) as moved
         from clocked",
        probes.join(", ")
    );
    let said = measured.session.query(&sql).unwrap();
    let one = |name: &str| ints(&said, name)[0];
    assert_eq!(one("probes"), (CALENDARS * 60) as i64);
    for wrong in ["not_additive", "beyond_wall", "on_a_closed_day", "moved"] {
        assert_eq!(one(wrong), 0, "{wrong}");
    }
    // Every closed day of every calendar, from its first second to its last.
    let closed = measured
        .session
        .query(
            "select count(*) as n, count(*) filter (where model.clock(d, starts_utc) <> model.clock(d, starts_utc + interval 86399 seconds)) as wrong
             from model.calendar_day as d where open_s = 0",
        )
        .unwrap();
    assert!(ints(&closed, "n")[0] > 200);
    assert_eq!(ints(&closed, "wrong"), [0]);
}
