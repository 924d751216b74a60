//! What a province shows: waits, shares, loads.

use std::collections::{BTreeMap, BTreeSet};

use super::world::{CLOCK, Dossier, EVIDENCE_FROM, Run, World, between, first_day};

pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for value in values {
        sum += value;
        n += 1.0;
    }
    sum / n
}

pub fn share(values: impl Iterator<Item = bool>) -> f64 {
    mean(values.map(|yes| if yes { 1.0 } else { 0.0 }))
}

pub fn wait(run: &Run) -> Option<f64> {
    run.started.as_ref().map(|started| between(&run.enabled, started))
}

pub fn sojourn(run: &Run) -> Option<f64> {
    run.finished.as_ref().map(|finished| between(&run.enabled, finished))
}

pub fn changes<'a>(runs: impl Iterator<Item = &'a Run>) -> f64 {
    share(runs.filter(|run| !run.outcome.is_empty()).map(|run| run.outcome != "Đạt"))
}

pub fn need(dossier: &Dossier) -> Option<f64> {
    dossier.result.as_ref().map(|result| between(&dossier.received, result))
}

/// Share of a procedure's dossiers that need more than half of their first deadline.
pub fn needs_half(world: &World, procedure: &str) -> f64 {
    let of = world.dossiers.values().filter(|d| d.procedure == procedure);
    share(of.filter_map(|d| Some(need(d)? > between(&d.received, &d.first_due) / 2.0)))
}

/// Mean time on line over mean time at the counter.
pub fn online_ratio(world: &World, procedure: &str) -> f64 {
    let channel = |name: &str| {
        let of = |d: &&Dossier| d.procedure == procedure && d.channel == name;
        mean(world.dossiers.values().filter(of).filter_map(need))
    };
    channel("Trực tuyến") / channel("Trực tiếp")
}

/// Share of dossiers of a procedure that went from one unit to the other and back without a change.
pub fn to_and_fro(world: &World, procedure: &str) -> f64 {
    share(world.paths().filter(|path| path[0].procedure == procedure).map(|path| {
        let visits: Vec<&[Run]> = path.chunk_by(|a, b| a.unit == b.unit).collect();
        visits.windows(3).any(|v| {
            let passed = |runs: &[Run]| runs.iter().all(|run| run.outcome == "Đạt");
            v[0][0].unit == v[2][0].unit && v[0].last().unwrap().outcome == "Đạt" && passed(v[1])
        })
    }))
}

/// Share of pairs of consecutive steps that one officer did, by procedure and steps.
pub fn same_hands(world: &World) -> BTreeMap<[&str; 3], f64> {
    let mut pairs: BTreeMap<[&str; 3], [f64; 2]> = BTreeMap::new();
    for pair in world.paths().flat_map(|path| path.windows(2)) {
        let known = !pair[0].officer.is_empty() && !pair[1].officer.is_empty();
        if known && pair[0].step != pair[1].step {
            let entry =
                pairs.entry([&pair[0].procedure, &pair[0].step, &pair[1].step]).or_default();
            entry[0] += 1.0;
            entry[1] += if pair[0].officer == pair[1].officer { 1.0 } else { 0.0 };
        }
    }
    pairs.retain(|_, [n, _]| *n >= 200.0);
    pairs.into_iter().map(|(key, [n, same])| (key, same / n)).collect()
}

/// Share of each agency's dossiers that were closed five or more in a minute, at most a day before the
/// promise.
pub fn bulk(world: &World) -> BTreeMap<&str, f64> {
    let mut minutes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let closed = || world.dossiers.values().filter_map(|d| Some((d, d.result.as_deref()?)));
    for (dossier, result) in closed() {
        *minutes.entry((&dossier.agency, &result[..16])).or_default() += 1;
    }
    let mut agencies: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (dossier, result) in closed() {
        let many = minutes[&(dossier.agency.as_str(), &result[..16])] >= 5;
        let eve = result <= dossier.due.as_str() && between(result, &dossier.due) <= 480.0;
        agencies.entry(&dossier.agency).or_default().push(many && eve);
    }
    agencies.into_iter().map(|(agency, bulks)| (agency, share(bulks.into_iter()))).collect()
}

/// What a unit did in the evidence window.
#[derive(Default)]
pub struct Load<'a> {
    pub arrived: f64,
    pub done: f64,
    /// Minutes of service and officers seen, by the Monday of the week as days since the first day.
    pub weeks: BTreeMap<usize, (f64, BTreeSet<&'a str>)>,
}

impl Load<'_> {
    pub fn growth(&self) -> f64 {
        (self.arrived - self.done) / self.arrived
    }

    /// Service time over the time of the officers, in the weeks in which they are seen.
    pub fn utilisation(&self) -> f64 {
        let open = |monday: usize| (CLOCK.before[monday + 7] - CLOCK.before[monday]) as f64;
        let worked: f64 = self.weeks.values().map(|(service, _)| service).sum();
        let there =
            |(monday, (_, who)): (&usize, &(f64, BTreeSet<&str>))| open(*monday) * who.len() as f64;
        worked / self.weeks.iter().map(there).sum::<f64>()
    }
}

pub fn loads(world: &World) -> BTreeMap<(&str, &str), Load<'_>> {
    let mut loads: BTreeMap<(&str, &str), Load<'_>> = BTreeMap::new();
    for run in &world.runs {
        let load = loads.entry((&run.agency, &run.unit)).or_default();
        load.arrived += if run.enabled.as_str() >= EVIDENCE_FROM { 1.0 } else { 0.0 };
        let (Some(started), Some(finished)) = (&run.started, &run.finished) else { continue };
        if finished.as_str() >= EVIDENCE_FROM {
            let date: jiff::civil::Date = finished[..10].parse().unwrap();
            let day =
                (date - first_day()).get_days() - i32::from(date.weekday().to_monday_zero_offset());
            let week = load.weeks.entry(usize::try_from(day).unwrap()).or_default();
            week.0 += between(started, finished);
            week.1.insert(&run.officer);
            load.done += 1.0;
        }
    }
    loads
}

pub fn procedures(world: &World) -> BTreeSet<&str> {
    world.dossiers.values().map(|d| d.procedure.as_str()).collect()
}
