//! Legal deadlines: by hand, and against a count day by day.

use std::fmt::Write;

use jiff::civil::{Date, date};
use redtape::calendar::Calendar;
use redtape::cli::analyse::Measured;

use crate::support::{Folder, int};

const STUDY: &str = r#"
[study]
title = "Deadlines"
officers = "named"
as_of = "2024-06-28T17:00:00"
[calendar]
default = "vietnam"
[register]
procedures = "procedures.csv"
[[input]]
path = "dossiers.csv"
kind = "dossiers"
[input.columns]
dossier_id = "id"
procedure_code = "procedure"
submitted_at = "submitted"
received_at = "received"
due_at = "due"
result_at = "result"
[[input]]
path = "pauses.csv"
kind = "pauses"
[input.columns]
dossier_id = "id"
paused_at = "from"
resumed_at = "to"
reason = "why"
"#;

const PROCEDURES: &str = "Mã thủ tục,Tên thủ tục,Thời hạn,Loại thời gian thực hiện
three,Ba ngày,3,Ngày làm việc
five,Năm ngày,5,
ten,Mười ngày,10,Ngày
day,Trong ngày,0,
half,Nửa ngày,\"0,5\",Ngày làm việc
none,Không thời hạn,,
";

const DOSSIERS: &str = "id,procedure,submitted,received,due,result
tet,three,,2024-04-26 09:00,2024-05-04,
evening,three,,2024-04-26 16:00,2024-05-04,
saturday,three,,2024-04-27 10:00,2024-05-03,
late promise,three,,2024-05-06 10:00,2024-05-13,
rolled,ten,,2024-04-19 10:00,2024-05-02,
morning,day,,2024-05-02 15:00,2024-05-02,
after three,day,,2024-05-02 15:01,2024-05-02,
sunday,day,,2024-05-05 10:00,,
half,half,,2024-05-02 09:00,2024-05-03,
unlimited,none,,2024-05-02 09:00,2024-05-03,
filed,three,2024-05-02 09:00,,2024-05-07,
stopped,five,,2024-05-06 08:00,2024-05-15,
overlapping,five,,2024-05-06 08:00,2024-05-16,
too late,five,,2024-05-06 08:00,2024-05-13,
twice,five,,2024-05-06 08:00,2024-05-17,
standing,five,,2024-05-06 08:00,2024-05-13,
fresh,five,,2024-05-06 08:00,2024-05-17,
";

const PAUSES: &str = "id,from,to,why
stopped,2024-05-08 10:00,2024-05-10 10:00,bổ sung
overlapping,2024-05-09 10:00,2024-05-13 10:00,phí
overlapping,2024-05-08 10:00,2024-05-10 10:00,bổ sung
too late,2024-05-14 10:00,2024-05-16 10:00,bổ sung
twice,2024-05-07 10:00,2024-05-09 10:00,bổ sung
twice,2024-05-15 10:00,2024-05-17 10:00,bổ sung
standing,2024-05-08 10:00,,bổ sung
fresh,2024-05-08 10:00,2024-05-10 10:00,bổ sung
";

fn folder(more: &str) -> Folder {
    Folder::with(&[
        ("study.toml", &format!("{STUDY}{more}")),
        ("procedures.csv", PROCEDURES),
        ("dossiers.csv", DOSSIERS),
        ("pauses.csv", PAUSES),
    ])
}

fn texts(measured: &Measured, sql: &str) -> Vec<String> {
    let frame = measured.session.query(sql).unwrap_or_else(|e| panic!("{e}"));
    frame.text("said").unwrap().iter().map(|t| t.clone().unwrap_or_default()).collect()
}

/// Deadlines as `id: basis legal_due gap`.
fn told(measured: &Measured) -> Vec<String> {
    texts(
        measured,
        "select concat(dossier_id, ': ', basis, ' ', coalesce(strftime(legal_due_at, '%m-%d %H:%M:%S'), '–'), ' ', coalesce(cast(gap_days as varchar), '–')) as said
         from model.legal_deadline order by dossier_id",
    )
}

#[test]
fn deadlines_count_from_the_day_after_receipt_to_closing_time() {
    let measured = folder("").measured();
    assert_eq!(
        told(&measured),
        [
            // Received after 15:00: the next working day, so the promise was a day early.
            "after three: counted 05-03 17:30:00 -1",
            // 29 April to 1 May are off, Saturday the 4th is worked.
            "evening: counted 05-04 17:30:00 0",
            "filed: no_receipt – –",
            // The day of the stop counts, the one of the answer doesn't: two days later.
            "fresh: counted 05-15 17:30:00 2",
            "half: counted 05-03 17:30:00 0",
            "late promise: counted 05-09 17:30:00 2",
            "morning: counted 05-02 17:30:00 0",
            // Wednesday to Monday, whatever overlaps.
            "overlapping: counted 05-16 17:30:00 0",
            // Ten calendar days end on 29 April, a day off.
            "rolled: counted 05-02 17:30:00 0",
            "saturday: counted 05-04 17:30:00 -1",
            "standing: standing – –",
            "stopped: counted 05-15 17:30:00 0",
            "sunday: counted 05-06 17:30:00 –",
            "tet: counted 05-04 17:30:00 0",
            "too late: counted 05-13 17:30:00 0",
            "twice: counted 05-17 17:30:00 0",
            "unlimited: no_limit – –",
        ]
    );
}

#[test]
fn a_study_says_until_when_the_day_lasts_and_what_rolls() {
    let measured = folder("[deadline]\nreceived_until = \"15:30\"\nroll = false\n").measured();
    let said = told(&measured);
    // Received after 15:30 on Friday or on Saturday: as if on Thursday, 2 May.
    assert!(said.contains(&"evening: counted 05-06 17:30:00 -1".to_owned()), "{said:?}");
    assert!(said.contains(&"saturday: counted 05-06 17:30:00 -2".to_owned()), "{said:?}");
    assert!(said.contains(&"tet: counted 05-04 17:30:00 0".to_owned()), "{said:?}");
    assert!(said.contains(&"rolled: counted 04-29 23:59:59 1".to_owned()), "{said:?}");
    let own = "[deadline.procedure.three]\nreceived_until = \"15:30\"\n[deadline.procedure.day]\nreceived_until = \"24:00\"\n";
    let said = told(&folder(own).measured());
    assert!(said.contains(&"evening: counted 05-06 17:30:00 -1".to_owned()), "{said:?}");
    assert!(said.contains(&"after three: counted 05-02 17:30:00 0".to_owned()), "{said:?}");
}

#[test]
fn the_regime_after_a_supplement_is_the_one_that_the_due_dates_follow() {
    let regimes = "select distinct regime as said from model.legal_deadline where stops > 0 and basis = 'counted'";
    let shifted = folder("").measured();
    assert_eq!(texts(&shifted, regimes), ["shifted"]);
    assert_eq!(
        texts(
            &shifted,
            "select concat_ws(' ', rule, n, n_equal, n_later, n_earlier, gap_days, fits_best) as said
             from measure.deadline_match where procedure_code = 'five' order by rule"
        ),
        [
            // Counted from zero: 17, 20, (twice: 24) and 17 May.
            "from_zero 4 1 0 3 -9 false",
            "no_stop 1 1 0 0 0",
            "shifted 4 3 1 0 2 true",
            "unmoved 4 0 4 0 13 false",
        ]
    );
    // The study may say it.
    let set = folder("[deadline]\nafter_supplement = \"from_zero\"\n").measured();
    assert_eq!(texts(&set, regimes), ["from_zero"]);
    let said = told(&set);
    assert!(said.contains(&"fresh: counted 05-17 17:30:00 0".to_owned()), "{said:?}");
    assert!(said.contains(&"overlapping: counted 05-20 17:30:00 -2".to_owned()), "{said:?}");
    assert!(said.contains(&"too late: counted 05-13 17:30:00 0".to_owned()), "{said:?}");
    // So may the data.
    let folder = folder("");
    let fresh = DOSSIERS
        .replace("08:00,2024-05-15", "08:00,2024-05-17")
        .replace("08:00,2024-05-16", "08:00,2024-05-20");
    folder.write("dossiers.csv", fresh.as_bytes());
    assert_eq!(texts(&folder.measured(), regimes), ["from_zero"]);
}

#[test]
fn dossiers_without_a_deadline_are_counted_by_the_reason() {
    let measured = folder("").measured();
    let wrong = "select count(*) as n from measure.deadline_coverage
      where dossiers <> n_counted + n_no_limit + n_no_receipt + n_standing + n_beyond_calendar or n_compared > n_counted";
    assert_eq!(int(&measured, wrong), 0);
    assert_eq!(
        texts(
            &measured,
            "select concat_ws(' ', sum(dossiers), sum(n_counted), sum(n_compared), sum(n_no_limit), sum(n_no_receipt), sum(n_standing), sum(n_beyond_calendar)) as said
             from measure.deadline_coverage"
        ),
        ["17 14 13 1 1 1 0"]
    );
}

/// A count of deadlines day by day, on the days that a calendar counts.
struct Walk<'a> {
    calendar: &'a Calendar,
    unit: &'a str,
    days: i64,
    until: Option<i64>,
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// A day and the second of it.
type Moment = (Date, i64);

impl Walk<'_> {
    fn counts(&self, day: Date) -> bool {
        self.calendar.days(day, day).unwrap()[0].counts
    }

    fn on_or_after(&self, mut day: Date) -> Date {
        while !self.counts(day) {
            day = plus(day, 1);
        }
        day
    }

    /// The day on which something that comes in at this second counts as come in.
    fn received(&self, day: Date, second: i64) -> Date {
        match self.until {
            Some(until) if second > until => self.on_or_after(plus(day, 1)),
            Some(_) => self.on_or_after(day),
            None => day,
        }
    }

    /// `days` days of the unit after a day.
    fn after(&self, mut day: Date, mut days: i64) -> Date {
        if self.unit == "calendar" {
            return plus(day, days);
        }
        while days > 0 {
            day = plus(day, 1);
            days -= i64::from(self.counts(day));
        }
        day
    }

    fn end(&self, day: Date) -> Date {
        if self.unit == "calendar" { self.on_or_after(day) } else { day }
    }

    /// Days of the unit after `from`, up to `to`.
    fn between(&self, from: Date, to: Date) -> i64 {
        let mut day = from;
        let mut days = 0;
        while day < to {
            day = plus(day, 1);
            days += i64::from(self.unit == "calendar" || self.counts(day));
        }
        days
    }

    /// Deadline shifted by the stops, and counted from zero after them.
    fn deadlines(&self, received: Moment, stops: &[(Moment, Moment)]) -> [Date; 2] {
        let base = self.after(self.received(received.0, received.1), self.days);
        let (mut shifted, mut fresh) = (base, base);
        let (mut running, mut running_fresh) = (true, true);
        for &(paused, resumed) in stops {
            running &= paused.0 <= self.end(shifted);
            if running {
                shifted = self.after(shifted, self.between(paused.0, resumed.0));
            }
            running_fresh &= paused.0 <= self.end(fresh);
            if running_fresh {
                fresh = self.after(self.received(resumed.0, resumed.1), self.days);
            }
        }
        [self.end(shifted), self.end(fresh)]
    }
}

/// SplitMix64.
fn next(state: &mut u64) -> i64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1).cast_signed()
}

#[test]
fn deadlines_agree_with_a_count_day_by_day() {
    let kinds: Vec<(i64, &str, Option<i64>)> = [0, 1, 3, 7, 15]
        .into_iter()
        .flat_map(|days| [(days, "working"), (days + 1, "calendar")])
        .flat_map(|(days, unit)| [(days, unit, None), (days, unit, Some(54_000))])
        .filter(|(days, _, until)| *days > 0 || until.is_some())
        .collect();
    let mut study = format!("{STUDY}[deadline]\nsame_day_until = \"15:00\"\n")
        .replace("2024-06-28T17:00:00", "2024-09-30T17:00:00")
        .replace("\"vietnam\"", "\"saturdays.toml\"");
    let mut procedures = String::from("procedure_code,name,statutory_days,statutory_unit\n");
    for (at, (days, unit, until)) in kinds.iter().enumerate() {
        writeln!(procedures, "p{at},P,{days},{unit}").unwrap();
        if until.is_some() {
            writeln!(study, "[deadline.procedure.p{at}]\nreceived_until = \"15:00\"").unwrap();
        }
    }
    let hours = "base = \"vietnam\"\n[hours]\nsaturday = [\"07:30-11:30\"]\nwednesday = []\n";
    let calendar =
        Calendar::parse("saturdays.toml", hours, |base| Calendar::built_in(base).unwrap()).unwrap();
    let mut state = 3;
    let (mut dossiers, mut pauses) = (
        String::from("id,procedure,submitted,received,due,result\n"),
        String::from("id,from,to,why\n"),
    );
    let mut expected = Vec::new();
    for at in 0..1_200_usize {
        let kind = at % kinds.len();
        let (days, unit, until) = kinds[kind];
        let mut clock = (next(&mut state) % (120 * 86_400), Vec::new());
        let split = |second: i64| (plus(date(2024, 4, 1), second / 86_400), second % 86_400);
        let stamp = |second: i64| {
            let (day, second) = split(second);
            format!("{day} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
        };
        writeln!(dossiers, "{at:04},p{kind},,{},,", stamp(clock.0)).unwrap();
        let received = split(clock.0);
        for _ in 0..next(&mut state) % 4 {
            let from = clock.0 + 1 + next(&mut state) % (9 * 86_400);
            let to = from + 1 + next(&mut state) % (6 * 86_400);
            // Every other stop is told in two parts that overlap.
            let middle = from + (to - from) / 2;
            if next(&mut state) % 2 == 0 {
                writeln!(pauses, "{at:04},{},{},a", stamp(from), stamp(to)).unwrap();
            } else {
                writeln!(pauses, "{at:04},{},{},a", stamp(from.max(middle - 50)), stamp(to))
                    .unwrap();
                writeln!(pauses, "{at:04},{},{},b", stamp(from), stamp(middle)).unwrap();
            }
            clock.1.push((split(from), split(to)));
            clock.0 = to;
        }
        let walk = Walk { calendar: &calendar, unit, days, until };
        let [shifted, fresh] = walk.deadlines(received, &clock.1);
        expected.push(format!("{at:04} {shifted} {fresh}"));
    }
    let folder = Folder::with(&[
        ("study.toml", &study),
        ("saturdays.toml", hours),
        ("procedures.csv", &procedures),
        ("dossiers.csv", &dossiers),
        ("pauses.csv", &pauses),
    ]);
    let measured = folder.measured();
    let found = texts(
        &measured,
        "select concat_ws(' ', dossier_id, cast(shifted_due_at as date), cast(from_zero_due_at as date)) as said
         from model.legal_deadline order by dossier_id",
    );
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(found, expected, "{:?}", kinds[at % kinds.len()]);
    }
    assert_eq!(found.len(), expected.len());
}
