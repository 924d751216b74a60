//! Who files what, when and how.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::{Calendar, Wall, Work};
use super::draws::{self, Draws, Key, Purpose};
use super::scenario::{Arrivals, Scenario};
use super::world::{World, hours, second};
use crate::error::{Error, Result};

const DAY_S: i64 = 86_400;
/// What is filed earlier than so many days before the end is received by then: no office is closed longer.
const LATE_DAYS: usize = 15;
/// Filings that are added to a stream are numbered from here on.
const ADDED: u32 = 1 << 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    Counter,
    Online,
    Post,
}

impl Channel {
    const ALL: [Self; 3] = [Self::Counter, Self::Online, Self::Post];

    /// As the files call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "Trực tiếp",
            Self::Online => "Trực tuyến",
            Self::Post => "Bưu chính công ích",
        }
    }
}

/// A dossier as it comes in.
#[derive(Debug, Clone)]
pub(super) struct Filing {
    pub procedure: usize,
    /// Number among the procedure's offices.
    pub office: usize,
    pub channel: Channel,
    pub business: bool,
    /// Names the dossier in draws.
    pub key: u64,
    pub submitted: Wall,
    pub received: Wall,
    pub due: Work,
}

/// Who files where and when, for all of a world.
pub(super) struct Filings<'a> {
    world: &'a World,
    draws: Draws,
    clock: Clock,
    /// What is left out of the streams, and what is added, to come to the number that is given.
    given_number: Balance,
}

/// Changes to streams, by procedure, office and channel: filings left out, as numbers within the stream
/// in order; filings added, as days.
#[derive(Default)]
struct Balance {
    out: BTreeMap<StreamKey, BTreeSet<u64>>,
    added: BTreeMap<StreamKey, Vec<usize>>,
}

type StreamKey = (usize, usize, usize);

/// The stream of arrivals of one channel at an office.
struct Stream<'a> {
    who: u64,
    week: &'a Week,
    /// Mean filings on a day of weight 1.
    rate: f64,
    procedure: usize,
    office: usize,
    channel: Channel,
}

impl Stream<'_> {
    fn key(&self) -> StreamKey {
        (self.procedure, self.office, self.channel as usize)
    }
}

impl<'a> Filings<'a> {
    pub fn new(world: &'a World, scenario: &Scenario, draws: Draws) -> Result<Self> {
        let given = &scenario.arrivals;
        let last_day = world.calendar.day_of(world.as_of);
        let clock = Clock {
            counter: Week::new(&world.calendar, given, last_day, false)?,
            online: Week::new(&world.calendar, given, last_day, true)?,
            same_day_until: second("same_day_until", &given.same_day_until)?,
        };
        let mut filings = Self { world, draws, clock, given_number: Balance::default() };
        if let Some(number) = given.received {
            filings.given_number = filings.balance(number)?;
        }
        Ok(filings)
    }

    /// Arrivals are Poisson. Given that they are `number`, they are as many independent filings, each at a
    /// moment in proportion to the rates: of too many a random choice is left out, of too few the missing
    /// ones are drawn in addition.
    fn balance(&self, number: u64) -> Result<Balance> {
        // By stream: what it brings so far, all streams up to it together, and the weight likewise.
        let mut ends: Vec<(StreamKey, u64, f64)> = Vec::new();
        let (mut count, mut weight) = (0, 0.0);
        for (procedure, p) in self.world.procedures.iter().enumerate() {
            for office in 0..p.offices.len() {
                for stream in self.streams(procedure, office) {
                    count += self.drawn(&stream).count() as u64;
                    weight += stream.rate * stream.week.days.iter().sum::<f64>();
                    ends.push((stream.key(), count, weight));
                }
            }
        }
        let mut balance = Balance::default();
        let mut numbers =
            self.draws.at(Key { who: 0, what: number, nth: 0, purpose: Purpose::Conditioning });
        if weight <= 0.0 {
            return Err(Error::usage("scenario: nobody files anything, but dossiers are received"));
        }
        let mut left_out = 0;
        while count - left_out > number {
            let at = (numbers.uniform() * count as f64) as u64;
            let stream = ends.partition_point(|(_, end, _)| *end <= at);
            let before = stream.checked_sub(1).and_then(|s| ends.get(s)).map_or(0, |e| e.1);
            if let Some((key, ..)) = ends.get(stream)
                && balance.out.entry(*key).or_default().insert(at - before)
            {
                left_out += 1;
            }
        }
        let mut added = 0;
        while count + added < number {
            let at = numbers.uniform() * weight;
            let stream = ends.partition_point(|(.., end)| *end <= at);
            let Some(&(key, ..)) = ends.get(stream) else { continue };
            let (procedure, office, channel) = key;
            let streams = self.streams(procedure, office);
            let Some(stream) = streams.get(channel) else { continue };
            let day = stream.week.day(numbers.uniform());
            let days = balance.added.entry(key).or_default();
            // Filed so late that it is received after the end, it isn't one of the number.
            let nth = ADDED + days.len() as u32;
            if self.filing(stream, day, nth).received <= self.world.as_of {
                days.push(day);
                added += 1;
            } else {
                // Its draws are used up: the next one needs others.
                days.push(usize::MAX);
            }
        }
        Ok(balance)
    }

    /// The filings of a stream that chance brings, as day and number within the day, received by the end.
    fn drawn<'s>(&'s self, stream: &'s Stream<'_>) -> impl Iterator<Item = (usize, u32)> + 's {
        let last = stream.week.days.len();
        let days = stream.week.days.iter().enumerate();
        days.flat_map(move |(day, weight)| {
            let (who, what) = (stream.who, day as u64);
            let key = Key { who, what, nth: 0, purpose: Purpose::Arrivals };
            let count = self.draws.at(key).poisson(stream.rate * weight);
            (0..count).map(move |nth| (day, nth))
        })
        .filter(move |&(day, nth)| {
            // Nothing filed earlier is received after the end.
            day + LATE_DAYS < last || self.filing(stream, day, nth).received <= self.world.as_of
        })
    }

    fn streams(&self, procedure: usize, office: usize) -> Vec<Stream<'_>> {
        let Some(p) = self.world.procedures.get(procedure) else { return Vec::new() };
        let agency = p.offices.get(office).and_then(|o| self.world.agencies.get(o.agency));
        let agency = agency.map_or("", |a| a.name.as_str());
        let stream = |channel: Channel| {
            let share = match channel {
                Channel::Counter => 1.0 - p.given.online - p.given.post,
                Channel::Online => p.given.online,
                Channel::Post => p.given.post,
            };
            let online = channel == Channel::Online;
            let week = if online { &self.clock.online } else { &self.clock.counter };
            let who = draws::name(&["filing", &p.given.code, agency, channel.as_str()]);
            let rate = p.given.per_year * share.max(0.0) / week.weight_a_year;
            Stream { who, week, rate, procedure, office, channel }
        };
        Channel::ALL.into_iter().map(stream).collect()
    }

    fn filing(&self, stream: &Stream<'_>, day: usize, nth: u32) -> Filing {
        let who = stream.who;
        let key = Key { who, what: day as u64, nth, purpose: Purpose::ArrivalTime };
        let calendar = &self.world.calendar;
        let submitted = day as i64 * DAY_S + stream.week.second(self.draws.at(key).uniform());
        let kind = Key { purpose: Purpose::ApplicantKind, ..key };
        let received = calendar.begins(calendar.work(submitted));
        let (days, business) = self
            .world
            .procedures
            .get(stream.procedure)
            .map_or((0, 0.0), |p| (p.given.days, p.given.business));
        Filing {
            procedure: stream.procedure,
            office: stream.office,
            channel: stream.channel,
            business: self.draws.at(kind).uniform() < business,
            key: who ^ (((day as u64) << 32) | u64::from(nth)).rotate_left(16),
            submitted,
            received,
            due: self.clock.due(calendar, received, days),
        }
    }

    /// The filings at some agencies (numbers, ascending), in the order of filing.
    pub fn at(&self, agencies: &[usize]) -> Vec<Filing> {
        let mut filings = Vec::new();
        for (procedure, p) in self.world.procedures.iter().enumerate() {
            for (office, o) in p.offices.iter().enumerate() {
                if agencies.binary_search(&o.agency).is_err() {
                    continue;
                }
                for stream in self.streams(procedure, office) {
                    let out = self.given_number.out.get(&stream.key());
                    for (at, (day, nth)) in self.drawn(&stream).enumerate() {
                        if out.is_none_or(|out| !out.contains(&(at as u64))) {
                            filings.push(self.filing(&stream, day, nth));
                        }
                    }
                    let added = self.given_number.added.get(&stream.key()).into_iter().flatten();
                    for (nth, &day) in added.enumerate().filter(|(_, day)| **day != usize::MAX) {
                        filings.push(self.filing(&stream, day, ADDED + nth as u32));
                    }
                }
            }
        }
        filings.sort_by_key(|f| (f.submitted, f.procedure, f.office, f.key));
        filings
    }
}

struct Clock {
    counter: Week,
    online: Week,
    same_day_until: i64,
}

impl Clock {
    /// The promise: closing time of the n-th working day after receipt, or of the same day.
    fn due(&self, calendar: &Calendar, received: Wall, days: usize) -> Work {
        let day = calendar.day_of(received);
        let early = received.rem_euclid(DAY_S) < self.same_day_until;
        let days = if days == 0 && !early { 1 } else { days };
        calendar.working_day_after(day, days).map_or(i64::MAX, |day| day.before + day.open_s())
    }
}

/// Weights of days and hours.
struct Week {
    /// By day of the calendar, as far as there are filings.
    days: Vec<f64>,
    weight_a_year: f64,
    hours: Vec<(i64, i64, f64)>,
}

impl Week {
    fn new(calendar: &Calendar, given: &Arrivals, last_day: usize, online: bool) -> Result<Self> {
        let days: Vec<f64> = calendar
            .days
            .iter()
            .take(last_day + 1)
            .map(|day| {
                let month = usize::try_from(day.date.month()).unwrap_or(1).saturating_sub(1);
                let season = given.season.get(month).copied().unwrap_or(1.0);
                let open = day.open_s() > 0;
                let weight = match (online, open) {
                    (true, _) if !open && day.weekday < 5 => given.online_holiday,
                    (true, _) => given.online_weekdays.get(day.weekday).copied().unwrap_or(0.0),
                    (false, true) => given.weekdays.get(day.weekday.min(4)).copied().unwrap_or(0.0),
                    (false, false) => 0.0,
                };
                season * weight
            })
            .collect();
        let years = days.len() as f64 / 365.25;
        let weight_a_year = days.iter().sum::<f64>() / years;
        let hours = hours(if online { &given.online_hours } else { &given.hours })?;
        Ok(Self { days, weight_a_year, hours })
    }

    /// The day below which this share of the filings falls.
    fn day(&self, share: f64) -> usize {
        let mut left = share * self.days.iter().sum::<f64>();
        for (day, weight) in self.days.iter().enumerate() {
            if left < *weight {
                return day;
            }
            left -= weight;
        }
        self.days.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }

    /// The second of the day below which this share of the day's filings falls.
    fn second(&self, share: f64) -> i64 {
        let total: f64 = self.hours.iter().map(|(_, _, weight)| weight).sum();
        let mut left = share * total;
        for &(from, to, weight) in &self.hours {
            if left < weight {
                return from + ((to - from) as f64 * left / weight) as i64;
            }
            left -= weight;
        }
        self.hours.last().map_or(0, |&(_, to, _)| to - 1)
    }
}
