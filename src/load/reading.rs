//! How the stamps of a column are read: told by all its values together.
//!
//! Each value adds to the [`Evidence`] of its column; [`decide`] makes a [`Reading`] of it. Both are
//! pure: the same values give the same reading, in whatever order and parts they come.

use super::stamp::{DAY_US, Day, Stamp, Written};
use crate::study::DateOrder;

/// Day of 1970-01-01 and how far from it offices' own stamps must lie for it to mean "none".
const EPOCH_NEAR: i64 = 5 * 366;
/// Years in which a stamp is surely meant.
const ORDINARY_YEARS: std::ops::Range<i64> = 1901..2099;
/// Of values that tell the order, at most one in so many may tell another.
const STRAYS: u64 = 10;
/// Chance that a day of the month is 12 or less, and that it is more.
const EARLY_DAY: f64 = 0.4;
const LATE_DAY: f64 = 0.6;
/// Chances below which dates were swapped: in any case, and where the study doesn't give the order.
const SURELY_SWAPPED: f64 = 0.001;
const LIKELY_SWAPPED: f64 = 0.05;

/// How the stamps of one column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reading {
    /// Which number of `3/5/2024` is the day.
    pub order: DateOrder,
    /// `24` is a year.
    pub short_years: bool,
    pub days: Days,
    /// 1970-01-01 is a day like others.
    pub epoch: bool,
}

/// What stamps that are all midnights are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Days {
    /// There are others: instants.
    #[default]
    No,
    /// Days as written, whatever offset they carry.
    Written,
    /// Days of the study's zone.
    Local,
}

impl Reading {
    /// That of a column of which only the order is known.
    pub(super) fn of(order: DateOrder) -> Self {
        Self { order, ..Self::default() }
    }

    /// Whether a stamp is the first that Unix knows, in a column of other times.
    pub(super) fn is_nothing(&self, stamp: &Stamp) -> bool {
        !self.epoch && is_epoch(stamp)
    }
}

/// Midnight of 1970-01-01, as written.
fn is_epoch(stamp: &Stamp) -> bool {
    stamp.day == 0 && stamp.time_us.unwrap_or(0) == 0
}

/// Values that show something: how many, and the first of them with its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub count: u64,
    pub first: Option<(i64, String)>,
}

impl Seen {
    pub(super) fn add(&mut self, row: i64, text: &str) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((row, text.chars().take(60).collect()));
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        if let Some(theirs) = &other.first
            && self.first.as_ref().is_none_or(|ours| theirs.0 < ours.0)
        {
            self.first = Some(theirs.clone());
        }
    }
}

/// What the values of a column show of how they are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Days in numbers whose form doesn't tell which is which.
    numbers: u64,
    /// Those whose first two numbers may both be the month, and differ.
    doubtful: Seen,
    day_first: Seen,
    month_first: Seen,
    /// Years in two digits, and in four where these could be.
    short: Seen,
    long: u64,
    /// Of years in two digits: those that can't be days, and which numbers stand at both ends.
    year_first: u64,
    year_last: u64,
    firsts: u128,
    lasts: u128,
    /// Days whose form tells all, those after the 12th, and which days of the month there are.
    told: Seen,
    told_late: u64,
    told_days: u32,
    /// Stamps with a time of day, with an offset too, and those that aren't midnights.
    timed: u64,
    with_offset: u64,
    off_midnight: u64,
    off_local_midnight: u64,
    /// First and last offset by size.
    offsets: Option<(i64, i64)>,
    near_epoch: u64,
}

impl Evidence {
    /// Whether there are days in numbers whose order must be known.
    pub(super) fn has_numbers(&self) -> bool {
        self.numbers > 0
    }

    /// Adds what a value says by itself.
    pub(super) fn written(&mut self, written: &Written, row: i64, text: &str) {
        self.clock(written);
        match written.day {
            Day::Told { of_month, .. } => {
                if self.told.count == 0 {
                    self.told.add(row, text);
                } else {
                    self.told.count += 1;
                }
                self.told_late += u64::from(of_month > 12);
                self.told_days |= 1 << (of_month & 31);
            }
            Day::Numbers { first, second, third, short } => {
                self.numbers += 1;
                if second > 12 {
                    self.month_first.add(row, text);
                } else if first > 12 {
                    self.day_first.add(row, text);
                } else if first != second {
                    self.doubtful.add(row, text);
                }
                if short {
                    self.short.add(row, text);
                    self.year_first += u64::from(first > 31);
                    self.year_last += u64::from(third > 31);
                    self.firsts |= 1 << (first & 127);
                    self.lasts |= 1 << (third & 127);
                } else {
                    self.long += 1;
                }
            }
            Day::Named { .. } => self.short.add(row, text),
        }
    }

    fn clock(&mut self, written: &Written) {
        let Some(time_us) = written.clock.time_us else { return };
        // Nobody's day may have any time.
        if let Day::Numbers { third, short: false, .. } = written.day
            && !ORDINARY_YEARS.contains(&third)
        {
            return;
        }
        self.timed += 1;
        // 24:00 is the end of its day, and no way to write a day.
        let midnight = time_us == 0 && !written.clock.next_day;
        self.off_midnight += u64::from(!midnight);
        if let Some(offset) = written.clock.offset_s {
            self.with_offset += 1;
            let (first, last) = self.offsets.unwrap_or((offset, offset));
            self.offsets = Some((first.min(offset), last.max(offset)));
        }
    }

    /// Adds a stamp, as read without regard to days, and the time on the clock of the study's zone.
    pub(super) fn placed(&mut self, stamp: &Stamp, local: i64) {
        self.near_epoch += u64::from(stamp.day.abs() < EPOCH_NEAR && !is_epoch(stamp));
        if let Some(time_us) = stamp.time_us {
            let past = if stamp.offset_s.is_some() { local.rem_euclid(DAY_US) } else { time_us };
            self.off_local_midnight += u64::from(past != 0);
        }
    }

    /// Adds what other values of the column showed.
    pub(super) fn merge(&mut self, other: &Self) {
        self.numbers += other.numbers;
        self.doubtful.merge(&other.doubtful);
        self.day_first.merge(&other.day_first);
        self.month_first.merge(&other.month_first);
        self.short.merge(&other.short);
        self.long += other.long;
        self.year_first += other.year_first;
        self.year_last += other.year_last;
        self.firsts |= other.firsts;
        self.lasts |= other.lasts;
        self.told.merge(&other.told);
        self.told_late += other.told_late;
        self.told_days |= other.told_days;
        self.timed += other.timed;
        self.with_offset += other.with_offset;
        self.off_midnight += other.off_midnight;
        self.off_local_midnight += other.off_local_midnight;
        self.offsets = match (self.offsets, other.offsets) {
            (Some(ours), Some(theirs)) => Some((ours.0.min(theirs.0), ours.1.max(theirs.1))),
            (ours, theirs) => ours.or(theirs),
        };
        self.near_epoch += other.near_epoch;
    }
}

/// What is known besides the values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// The study gives the order.
    pub order: Option<DateOrder>,
    /// The order that other columns of the file proved.
    pub others: Option<DateOrder>,
    /// The headings or the zone are Vietnamese: day first.
    pub vietnamese: bool,
    /// The column holds promises.
    pub due: bool,
}

/// How a column is read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub reading: Reading,
    pub because: Vec<Because>,
    /// Whether the values alone told the order.
    pub proven: Option<DateOrder>,
}

/// What told how a column is read, where it could have been otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Because {
    /// This value can be read in no other order.
    OrderOfValue { order: DateOrder, row: i64, text: String },
    /// Other columns of the file have this order.
    OrderOfOthers { order: DateOrder },
    /// Headings or zone are Vietnamese.
    OrderOfCountry { row: i64, text: String },
    /// All years have two digits.
    ShortYears { n: u64, row: i64, text: String },
    /// All stamps are midnights of an offset that isn't the point.
    DaysAsWritten { n: u64, offset_s: Option<i64> },
    /// All promises are midnights.
    DueDays { n: u64 },
    /// Some promises are midnights, beside others with a time of day.
    DueMidnights { n: u64 },
}

/// Why it can't be told how a column is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Every value can be read in two orders.
    Order { n: u64, row: i64, text: String },
    /// Some values are day first, some month first.
    Mixed { day_first: Seen, month_first: Seen },
    /// The values prove another order than the study gives.
    Contradicted { given: DateOrder, proven: DateOrder, by: Seen },
    /// Day and month of some were swapped before they were exported.
    Swapped { dates: Seen, texts: Seen },
}

/// The reading that a column's values call for.
///
/// # Errors
/// Where they can be read in two ways and nothing settles which.
pub(super) fn decide(evidence: &Evidence, hints: &Hints) -> Result<Decision, Doubt> {
    let mut because = Vec::new();
    swapped(evidence, hints)?;
    let proven = proven(evidence, hints)?;
    let order = order(evidence, hints, proven, &mut because)?;
    let short_years = evidence.short.count > 0 && evidence.long == 0;
    if let (true, Some((row, text))) = (short_years, &evidence.short.first) {
        let (row, text) = (*row, text.clone());
        because.push(Because::ShortYears { n: evidence.short.count, row, text });
    }
    let days = days(evidence, hints, &mut because);
    let reading = Reading { order, short_years, days, epoch: evidence.near_epoch > 0 };
    Ok(Decision { reading, because, proven })
}

/// The order that values prove, without what the study gives.
fn proven(e: &Evidence, hints: &Hints) -> Result<Option<DateOrder>, Doubt> {
    if e.year_first > 0 {
        return Ok(Some(DateOrder::Ymd));
    }
    let (day, month) = (&e.day_first, &e.month_first);
    let year_last = year_last(e);
    Ok(match (day.count, month.count) {
        (0, 0) => None,
        // `24/03/05` has a day's number at either end.
        (1.., 0) if year_last == Some(true) => Some(DateOrder::Dmy),
        (1.., 0) => year_last.map(|_| DateOrder::Ymd),
        (0, 1..) => Some(DateOrder::Mdy),
        (d, m) if m * STRAYS <= d => Some(DateOrder::Dmy),
        (d, m) if d * STRAYS <= m => Some(DateOrder::Mdy),
        _ if hints.order.is_some() => None,
        _ => return Err(Doubt::Mixed { day_first: day.clone(), month_first: month.clone() }),
    })
}

/// Whether the year stands last: always where it has four digits; else where fewer numbers stand last
/// than first. `None` where nothing tells.
fn year_last(e: &Evidence) -> Option<bool> {
    if e.long > 0 || e.short.count == 0 || e.year_last > 0 {
        return Some(true);
    }
    match e.lasts.count_ones().cmp(&e.firsts.count_ones()) {
        std::cmp::Ordering::Less => Some(true),
        std::cmp::Ordering::Greater => Some(false),
        std::cmp::Ordering::Equal => None,
    }
}

fn order(
    e: &Evidence,
    hints: &Hints,
    proven: Option<DateOrder>,
    because: &mut Vec<Because>,
) -> Result<DateOrder, Doubt> {
    if let Some(given) = hints.order {
        contradicted(e, given, proven)?;
        return Ok(given);
    }
    if let Some(order) = proven {
        let by = match order {
            DateOrder::Dmy => &e.day_first,
            DateOrder::Mdy => &e.month_first,
            DateOrder::Ymd => &e.short,
        };
        if let Some((row, text)) = by.first.clone() {
            because.push(Because::OrderOfValue { order, row, text });
        }
        return Ok(order);
    }
    if e.numbers > 0 && year_last(e) == Some(false) {
        let (row, text) = e.short.first.clone().unwrap_or_default();
        because.push(Because::OrderOfValue { order: DateOrder::Ymd, row, text });
        return Ok(DateOrder::Ymd);
    }
    let open = e.doubtful.first.clone().or_else(|| {
        let unplaced = year_last(e).is_none();
        unplaced.then(|| e.short.first.clone()).flatten().filter(|_| e.numbers > 0)
    });
    let Some((row, text)) = open else { return Ok(DateOrder::Dmy) };
    if let Some(order) = hints.others {
        because.push(Because::OrderOfOthers { order });
        return Ok(order);
    }
    if hints.vietnamese {
        because.push(Because::OrderOfCountry { row, text });
        return Ok(DateOrder::Dmy);
    }
    Err(Doubt::Order { n: e.numbers, row, text })
}

/// An order that the study gives is believed, unless no value speaks for it and many against it.
fn contradicted(e: &Evidence, given: DateOrder, proven: Option<DateOrder>) -> Result<(), Doubt> {
    let (support, against) = match given {
        DateOrder::Dmy => (&e.day_first, &e.month_first),
        DateOrder::Mdy => (&e.month_first, &e.day_first),
        DateOrder::Ymd => return Ok(()),
    };
    let many = against.count >= 3 && against.count * 5 >= e.numbers;
    match proven {
        // Where none of them can be read, that is said, with examples.
        Some(proven)
            if proven != given && support.count == 0 && many && against.count < e.numbers =>
        {
            Err(Doubt::Contradicted { given, proven, by: against.clone() })
        }
        _ => Ok(()),
    }
}

/// Dates that a spreadsheet made of texts in another order than its own: it takes those whose day is
/// 12 or less, swaps day and month, and leaves the others as texts. No column of true dates looks so.
fn swapped(e: &Evidence, hints: &Hints) -> Result<(), Doubt> {
    let texts = if e.month_first.count == e.numbers { &e.month_first } else { &e.day_first };
    if e.numbers == 0 || texts.count != e.numbers || e.told.count == 0 || e.told_late > 0 {
        return Ok(());
    }
    // Equal days prove little more than one.
    let dates = e.told.count.min(3 * u64::from(e.told_days.count_ones()));
    let chance = EARLY_DAY.powi(capped(dates)) * LATE_DAY.powi(capped(texts.count));
    let limit = if hints.order.is_some() { SURELY_SWAPPED } else { LIKELY_SWAPPED };
    if chance >= limit {
        return Ok(());
    }
    Err(Doubt::Swapped { dates: e.told.clone(), texts: texts.clone() })
}

fn capped(count: u64) -> i32 {
    i32::try_from(count.min(1_000)).unwrap_or(1_000)
}

fn days(e: &Evidence, hints: &Hints, because: &mut Vec<Because>) -> Days {
    if e.timed == 0 {
        return Days::No;
    }
    let n = e.timed;
    if e.off_midnight == 0 && e.with_offset > 0 {
        let one = e.offsets.filter(|(first, last)| first == last).map(|(offset, _)| offset);
        because.push(Because::DaysAsWritten { n, offset_s: one });
        return Days::Written;
    }
    if !hints.due {
        // A midnight without an offset is the same as its day.
        return Days::No;
    }
    if e.off_midnight == 0 {
        because.push(Because::DueDays { n });
        return Days::Written;
    }
    if e.off_local_midnight == 0 && e.with_offset > 0 {
        because.push(Because::DueDays { n });
        return Days::Local;
    }
    let midnights = n.saturating_sub(e.off_midnight);
    if midnights * 100 >= n {
        because.push(Because::DueMidnights { n: midnights });
    }
    Days::No
}

/// A stamp in the order that is given, or else in any in which it can be read.
pub(super) fn in_some_order(written: &Written, given: Option<DateOrder>) -> Option<Stamp> {
    let orders = given.into_iter().chain(DateOrder::ALL);
    let read = |order| written.stamp(&Reading { order, short_years: true, ..Reading::default() });
    orders.map(read).find_map(Result::ok)
}

/// What values show of which nothing else is known.
#[cfg(test)]
pub(super) fn evidence_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Evidence {
    let mut evidence = Evidence::default();
    for (at, value) in values.into_iter().enumerate() {
        let text = value.trim();
        let row = i64::try_from(at).unwrap_or(i64::MAX);
        let Ok(written) = super::stamp::written(text) else { continue };
        evidence.written(&written, row, text);
        let Some(stamp) = in_some_order(&written, None) else { continue };
        let local = stamp.day * DAY_US + stamp.time_us.unwrap_or(0);
        evidence.placed(&stamp, local);
    }
    evidence
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(values: &[&str], hints: Hints) -> Result<Reading, Doubt> {
        decide(&evidence_of(values.iter().copied()), &hints).map(|d| d.reading)
    }

    fn order(values: &[&str]) -> Result<DateOrder, Doubt> {
        read(values, Hints::default()).map(|r| r.order)
    }

    #[test]
    fn one_day_beyond_the_twelfth_tells_the_order_of_all() {
        assert_eq!(order(&["1/2/2024", "3/25/2024", "5/6/2024"]), Ok(DateOrder::Mdy));
        assert_eq!(order(&["1/2/2024", "25/3/2024", "5/6/2024"]), Ok(DateOrder::Dmy));
        assert_eq!(order(&["2024-02-01", "2024/3/25"]), Ok(DateOrder::Dmy));
        assert!(matches!(order(&["1/2/2024", "5/6/2024"]), Err(Doubt::Order { n: 2, row: 0, .. })));
        // The same day both ways.
        assert_eq!(order(&["2/2/2024"]), Ok(DateOrder::Dmy));
    }

    #[test]
    fn what_the_values_leave_open_the_study_its_other_columns_or_its_country_settle() {
        let values = ["1/2/2024", "5/6/2024"];
        let of = |hints| read(&values, hints).map(|r| r.order);
        let given = Hints { order: Some(DateOrder::Mdy), vietnamese: true, ..Hints::default() };
        assert_eq!(of(given), Ok(DateOrder::Mdy));
        let others = Hints { others: Some(DateOrder::Mdy), vietnamese: true, ..Hints::default() };
        assert_eq!(of(others), Ok(DateOrder::Mdy));
        assert_eq!(of(Hints { vietnamese: true, ..Hints::default() }), Ok(DateOrder::Dmy));
    }

    #[test]
    fn a_column_in_two_orders_is_refused_and_a_slip_is_not() {
        let mixed = ["13/1/2024", "1/13/2024", "1/14/2024", "15/1/2024"];
        assert!(matches!(order(&mixed), Err(Doubt::Mixed { .. })));
        let mut slip: Vec<String> = (13..=24).map(|d| format!("{d}/1/2024")).collect();
        slip.push("1/13/2024".to_owned());
        let slip: Vec<&str> = slip.iter().map(String::as_str).collect();
        assert_eq!(order(&slip), Ok(DateOrder::Dmy));
        let given = Hints { order: Some(DateOrder::Dmy), ..Hints::default() };
        let swapped = ["1/2/2024", "1/13/2024", "1/14/2024", "1/15/2024"];
        assert!(matches!(read(&swapped, given), Err(Doubt::Contradicted { .. })));
        assert_eq!(read(&["1/2/2024", "1/13/2024"], given).map(|r| r.order), Ok(DateOrder::Dmy));
    }

    #[test]
    fn years_in_two_digits_need_a_column_of_them() {
        let of = |values: &[&str]| read(values, Hints::default()).map(|r| (r.order, r.short_years));
        assert_eq!(of(&["05/03/24", "25/03/24"]), Ok((DateOrder::Dmy, true)));
        assert_eq!(of(&["03/05/24", "03/25/24"]), Ok((DateOrder::Mdy, true)));
        assert_eq!(of(&["24/03/05", "24/03/25", "24/04/07"]), Ok((DateOrder::Ymd, true)));
        assert_eq!(of(&["99/03/05"]), Ok((DateOrder::Ymd, true)));
        assert_eq!(of(&["05/03/24", "25/03/2024"]), Ok((DateOrder::Dmy, false)));
        assert_eq!(of(&["05/Mar/24 9:07 AM"]), Ok((DateOrder::Dmy, true)));
        assert!(matches!(of(&["05/03/06"]), Err(Doubt::Order { .. })));
    }

    #[test]
    fn a_column_of_midnights_holds_days() {
        let of = |values: &[&str], due| {
            read(values, Hints { due, order: Some(DateOrder::Dmy), ..Hints::default() })
                .map(|r| r.days)
                .unwrap()
        };
        assert_eq!(of(&["2024/10/03 00:00:00+00", "2024/01/08 00:00:00+00"], false), Days::Written);
        assert_eq!(of(&["2024-10-03T00:00:00Z"], true), Days::Written);
        assert_eq!(of(&["03/10/2024 00:00:00", "04/10/2024"], true), Days::Written);
        assert_eq!(of(&["03/10/2024 00:00:00"], false), Days::No);
        assert_eq!(of(&["03/10/2024 00:00:00", "03/10/2024 16:30"], true), Days::No);
        // Nobody's day: never counts for nothing.
        assert_eq!(of(&["2024-10-03T00:00:00Z", "9999-12-31T23:59:59Z"], true), Days::Written);
    }

    #[test]
    fn dates_that_a_spreadsheet_swapped_are_seen() {
        let dates = ["2026-09-01", "2026-01-09", "2026-12-08", "2026-07-02"];
        let texts =
            ["07/25/2026 3:04 PM", "08/13/2026 9:00 AM", "07/31/2026 1:00 PM", "07/30/2026"];
        let all: Vec<&str> = dates.iter().chain(&texts).copied().collect();
        assert!(matches!(order(&all), Err(Doubt::Swapped { .. })));
        let true_dates: Vec<&str> = all.iter().copied().chain(["2026-09-14"]).collect();
        assert_eq!(order(&true_dates), Ok(DateOrder::Mdy));
        let true_texts: Vec<&str> = all.iter().copied().chain(["07/02/2026"]).collect();
        assert_eq!(order(&true_texts), Ok(DateOrder::Mdy));
    }

    proptest! {
        #[test]
        fn evidence_comes_in_any_parts(
            values in proptest::collection::vec("(0[1-9]|1[0-9]|2[0-8])/(0[1-9]|1[0-9])/(20)?2[0-4]( 00:00(Z|\\+07)?)?", 0..30),
            cut in 0_usize..30,
        ) {
            let all: Vec<&str> = values.iter().map(String::as_str).collect();
            let (one, other) = all.split_at(cut.min(all.len()));
            let mut merged = evidence_of(other.iter().copied());
            merged.merge(&evidence_of(one.iter().copied()));
            let whole = evidence_of(all.iter().copied());
            for due in [true, false] {
                let hints = Hints { vietnamese: true, due, ..Hints::default() };
                let reading = |e: &Evidence| decide(e, &hints).map(|d| d.reading).ok();
                prop_assert_eq!(reading(&merged), reading(&whole));
            }
        }
    }
}
