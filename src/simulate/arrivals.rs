//! Who files what, when and how.

use super::calendar::{Calendar, Wall, Work};
use super::draws::{self, Draws, Key, Purpose};
use super::scenario::{Arrivals, Scenario};
use super::world::{World, hours, second};
use crate::error::Result;

const DAY_S: i64 = 86_400;

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
}

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

impl<'a> Filings<'a> {
    pub fn new(world: &'a World, scenario: &Scenario, draws: Draws) -> Result<Self> {
        let given = &scenario.arrivals;
        let last_day = world.calendar.day_of(world.as_of);
        let clock = Clock {
            counter: Week::new(&world.calendar, given, last_day, false)?,
            online: Week::new(&world.calendar, given, last_day, true)?,
            same_day_until: second("same_day_until", &given.same_day_until)?,
        };
        Ok(Self { world, draws, clock })
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
                    for (day, weight) in stream.week.days.iter().enumerate() {
                        let (who, what) = (stream.who, day as u64);
                        let key = Key { who, what, nth: 0, purpose: Purpose::Arrivals };
                        for nth in 0..self.draws.at(key).poisson(stream.rate * weight) {
                            filings.push(self.filing(&stream, day, nth));
                        }
                    }
                }
            }
        }
        filings.retain(|f| f.received <= self.world.as_of);
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
