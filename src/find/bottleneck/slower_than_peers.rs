//! B102: a step that dossiers wait longer for here than at the peers.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Result;
use crate::find::judge::{Judged, Scale, enough, estimate_above};
use crate::find::scope::{Case, counted, part, seen};
use crate::find::weekly::{Group, groups, hull};
use crate::find::{Evidence, Limits, Outcome};
use crate::results::{Message, Scope, Unit};
use crate::stats::peers::{self, PeerEffect};

finder! {
/// # B102 slower-than-peers
///
/// ## What it finds
/// An agency (or, where the log knows one agency only, a unit) at which a step of a procedure makes
/// dossiers wait longer than the same step does elsewhere.
///
/// ## Why it matters
/// The peers show that the same rules can be carried out faster: nothing has to be repealed, something
/// has to be learned or moved.
///
/// ## How
/// Mean working time waited per run (from enabled to started; from enabled to finished where the log has
/// no starts, and the sentence says which), by week of enabling; the logarithm of its ratio to the mean of
/// the peers. From 50 weeks and ten groups on, each group's variance is moderated toward that of its like.
/// The effect quoted is shrunk toward the family, since the worst of many overstates itself. At least
/// three groups, each at work for most of the window. See methods §3. Where the officers also work on
/// a run for a quarter longer than the peers' do, the dossiers may be harder ones: the sentence says so, and
/// an analyst has to confirm.
///
/// ## Null hypothesis
/// The wait is at most `1 + peer_margin` times the peers'. One-sided: nothing is said to be faster.
///
/// ## What would prove it wrong
/// Harder dossiers (other kinds of applicant, more documents) here than elsewhere.
///
/// ## Known problems
/// At a utilisation above 0.85 queues wander for months: of intervals that should hold 90 % only 76–89 %
/// do, and the sentence says so.
pub SLOWER_THAN_PEERS {
    code: "B102",
    name: "slower-than-peers",
    since: "0.1",
    family: Bottleneck,
    reads: ["find.peer_wait", "find.unit_load"],
    needs: "three agencies or units that do the same step",
    find,
}
}

/// Utilisation above which intervals are too narrow.
const BUSY: f64 = 0.85;

/// How much longer the work on a run takes where the dossiers may be harder ones.
const HARDER: f64 = 1.25;

/// Share of the family's weeks that a group must be at work for.
const MOST_OF_THE_WINDOW: f64 = 0.8;

const VALUES: [&str; 6] = ["n", "n_censored", "n_wait", "wait_s", "n_sojourn", "sojourn_s"];

/// A procedure's step: agency and unit (the unit is empty where agencies are compared) with their weeks.
type Family = BTreeMap<[String; 2], Group<6>>;

fn find(evidence: &Evidence<'_>, limits: &Limits) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let load = Load::new(evidence, limits)?;
    for ([procedure, step], family) in families(evidence, limits)? {
        let waits = waits_known(&family);
        let columns = if waits { [2, 3] } else { [4, 5] };
        let window = family.values().map(|g| g.span(columns[0])).fold(0..0, |a, b| hull(&a, &b));
        let (groups, few) = fit(&family, columns, &window, limits.fewest());
        if groups.len() < 3 {
            outcome.untested += counted(family.len());
            continue;
        }
        outcome.untested += few;
        let like: Vec<peers::Group<'_>> = groups.iter().map(|(_, g)| *g).collect();
        let Ok(comparison) = peers::compare(&like) else {
            outcome.untested += counted(groups.len());
            continue;
        };
        let works = Work::of(&family);
        for ((key, _), effect) in groups.iter().zip(&comparison.groups) {
            let judged = effect.as_ref().ok().and_then(|e| Some((e, judge(e, limits)?)));
            let Some((effect, judged)) = judged else {
                outcome.untested += 1;
                continue;
            };
            let [agency, unit] = *key;
            let [n, n_censored, ..] = family.get(*key).map(Group::totals).unwrap_or_default();
            let busy = load.of(&procedure, &step, agency, unit).is_some_and(|u| u > BUSY);
            let harder = waits && works.is_more(family.get(*key));
            let measure = if waits { "find-measure-wait" } else { "find-measure-sojourn" };
            let case = Case {
                finder: &SLOWER_THAN_PEERS,
                scope: Scope {
                    procedure: part(&procedure),
                    step: part(&step),
                    agency: part(agency),
                    unit: part(unit),
                    ..Scope::default()
                },
                unit: Unit::Ratio,
                margin: limits.set.peer_margin,
                n,
                n_censored,
                direct: waits && !busy,
                at_stake_s: (effect.mean - effect.peers_mean) * effect.volume,
                null_hypothesis: Message::new("find-b102-null")
                    .share("margin", limits.set.peer_margin),
                sentence: Message::new(match (harder, busy) {
                    (true, _) => "find-b102-harder",
                    (false, true) => "find-b102-busy",
                    (false, false) => "find-b102",
                })
                .said("measure", Message::new(measure))
                .number("ratio", judged.effect)
                .work("mean", effect.mean)
                .work("peers", effect.peers_mean)
                .count("groups", counted(groups.len())),
                charts: &["delay_by_step_agency", "time_by_step"],
            };
            let seen = seen(case, &judged, limits.set.level);
            outcome.seen.push(if harder { seen.to_confirm().trusted_little() } else { seen });
        }
    }
    Ok(outcome)
}

/// Seconds that officers work on the runs of groups whose waits and sojourns are known.
#[derive(Debug, Clone, Copy, Default)]
struct Work {
    runs: f64,
    service_s: f64,
}

impl Work {
    fn of_group(group: &Group<6>) -> Self {
        let [_, _, n_wait, wait_s, n_sojourn, sojourn_s] = group.totals();
        // Open runs have one of both at most.
        let runs = n_wait.min(n_sojourn);
        Self { runs, service_s: (sojourn_s - wait_s).max(0.0) }
    }

    fn of(family: &Family) -> Self {
        family.values().map(Self::of_group).fold(Self::default(), |sum, own| Self {
            runs: sum.runs + own.runs,
            service_s: sum.service_s + own.service_s,
        })
    }

    /// Whether one of these groups works on a run for so much longer than the others do.
    fn is_more(self, group: Option<&Group<6>>) -> bool {
        let Some(own) = group.map(Self::of_group) else { return false };
        let others = Self { runs: self.runs - own.runs, service_s: self.service_s - own.service_s };
        own.runs > 0.0
            && others.service_s > 0.0
            && own.service_s * others.runs > HARDER * others.service_s * own.runs
    }
}

/// The p is of the group's own ratio, the effect that is quoted the one shrunk toward its family.
fn judge(effect: &PeerEffect, limits: &Limits) -> Option<Judged> {
    let quoted = effect.shrunken.unwrap_or(effect.effect);
    estimate_above(
        &effect.effect,
        &quoted,
        limits.set.peer_margin.ln_1p(),
        limits.set.level,
        Scale::Log,
    )
}

/// Agencies by procedure and step; units where no two agencies do the step.
fn families(evidence: &Evidence<'_>, limits: &Limits) -> Result<BTreeMap<[String; 2], Family>> {
    let frame = evidence.frame("find.peer_wait")?;
    let weeks = limits.weeks();
    let by_agency = groups(frame, ["procedure_code", "step", "agency"], "week_no", weeks, VALUES)?;
    let by_unit =
        groups(frame, ["procedure_code", "step", "agency", "unit"], "week_no", weeks, VALUES)?;
    let mut families: BTreeMap<[String; 2], Family> = BTreeMap::new();
    for ([procedure, step, agency], group) in by_agency {
        families.entry([procedure, step]).or_default().insert([agency, String::new()], group);
    }
    families.retain(|_, family| family.len() > 1);
    let agencies: Vec<[String; 2]> = families.keys().cloned().collect();
    for ([procedure, step, agency, unit], group) in by_unit {
        let key = [procedure, step];
        if agencies.binary_search(&key).is_err() {
            families.entry(key).or_default().insert([agency, unit], group);
        }
    }
    Ok(families)
}

/// Whether most runs of the family have a known start.
fn waits_known(family: &Family) -> bool {
    let (waits, sojourns) = family.values().fold((0.0, 0.0), |(waits, sojourns), group| {
        let [_, _, n_wait, _, n_sojourn, _] = group.totals();
        (waits + n_wait, sojourns + n_sojourn)
    });
    waits > 0.0 && 2.0 * waits >= sojourns
}

/// Groups with enough runs over most of the window, and how many have not.
fn fit<'a>(
    family: &'a Family,
    [n, sum]: [usize; 2],
    window: &Range<usize>,
    fewest: f64,
) -> (Vec<(&'a [String; 2], peers::Group<'a>)>, u64) {
    let long = MOST_OF_THE_WINDOW * crate::stats::len(window.len());
    let mut few = 0;
    let mut fit = Vec::with_capacity(family.len());
    for (key, group) in family {
        let volume = group.totals().get(n).copied().unwrap_or(0.0);
        let weeks = group.span(n).len();
        let steady = crate::stats::len(weeks) >= long && (enough(weeks) || !enough(window.len()));
        if volume >= fewest && steady {
            let cut = group.cut(window);
            let column = |i: usize| cut.get(i).copied().unwrap_or(&[]);
            fit.push((key, peers::Group { sum: column(sum), n: column(n) }));
        } else {
            few += 1;
        }
    }
    (fit, few)
}

/// Utilisation of desks, where service is observed.
struct Load {
    utilisation: BTreeMap<[String; 2], f64>,
    /// Units that do a procedure's step.
    units: BTreeMap<[String; 3], Vec<String>>,
}

impl Load {
    fn new(evidence: &Evidence<'_>, limits: &Limits) -> Result<Self> {
        let values = ["service_s", "available_s"];
        let frame = evidence.frame("find.unit_load")?;
        let load = groups(frame, ["agency", "unit"], "week_no", limits.weeks(), values)?;
        let utilisation = load
            .into_iter()
            .map(|(key, group)| (key, group.totals()))
            .filter(|(_, [_, available])| *available > 0.0)
            .map(|(key, [service, available])| (key, service / available))
            .collect();
        let frame = evidence.frame("find.peer_wait")?;
        let keys = ["procedure_code", "step", "agency", "unit"];
        let mut units: BTreeMap<[String; 3], Vec<String>> = BTreeMap::new();
        for ([procedure, step, agency, unit], _) in
            groups(frame, keys, "week_no", limits.weeks(), ["n"])?
        {
            units.entry([procedure, step, agency]).or_default().push(unit);
        }
        Ok(Self { utilisation, units })
    }

    /// Highest utilisation among the desks at which an agency does the step; of one unit where named.
    fn of(&self, procedure: &str, step: &str, agency: &str, unit: &str) -> Option<f64> {
        let at = |unit: &String| self.utilisation.get(&[agency.to_owned(), unit.clone()]).copied();
        if !unit.is_empty() {
            return at(&unit.to_owned());
        }
        let key = [procedure.to_owned(), step.to_owned(), agency.to_owned()];
        self.units.get(&key)?.iter().filter_map(at).max_by(f64::total_cmp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Outcome;
    use crate::find::testing::{Noise, desk, frame, limits, run, seconds};

    const NUMBERS: [&str; 7] =
        ["week_no", "n", "n_censored", "n_wait", "wait_s", "n_sojourn", "sojourn_s"];

    /// Desks of agencies (or, where `agency` is given, of its units) with these loads.
    fn outcome(weeks: u32, agency: Option<&str>, loads: &[f64], starts: bool) -> Outcome {
        let mut noise = Noise::new(7);
        let names: Vec<String> = (0..loads.len()).map(|i| format!("desk {i:02}")).collect();
        let mut rows = Vec::new();
        let mut load_rows = Vec::new();
        for (name, load) in names.iter().zip(loads) {
            let [agency, unit] = agency.map_or([name.as_str(), "u"], |a| [a, name.as_str()]);
            for (week, no) in desk(&mut noise, weeks as usize, 40.0, *load).iter().zip(1..) {
                let n_wait = if starts { week.arrivals } else { 0 };
                let wait = if starts { seconds(week.wait) } else { 0 };
                let numbers =
                    [no, week.arrivals, 0, n_wait, wait, week.arrivals, seconds(week.sojourn)];
                rows.push((["P", "appraise", agency, unit], numbers));
                load_rows.push(([agency, unit], [no, seconds(week.service), 144_000]));
            }
        }
        let waits = frame(["procedure_code", "step", "agency", "unit"], NUMBERS, &rows);
        let numbers = ["week_no", "service_s", "available_s"];
        let loads = frame(["agency", "unit"], numbers, &load_rows);
        let frames = vec![("find.peer_wait", waits), ("find.unit_load", loads)];
        run(&SLOWER_THAN_PEERS, &limits(weeks), frames)
    }

    fn standing(outcome: &Outcome) -> Vec<&str> {
        let stands = |s: &&crate::find::Seen| s.beyond && s.finding.p.is_some_and(|p| p < 0.01);
        let seen = outcome.seen.iter().filter(stands).map(|s| &s.finding.scope);
        seen.filter_map(|s| s.unit.as_deref().or(s.agency.as_deref())).collect()
    }

    #[test]
    fn an_agency_that_waits_longer_than_eleven_others_is_found() {
        let mut loads = vec![0.6; 12];
        loads[3] = 0.92;
        let outcome = outcome(52, None, &loads, true);
        assert_eq!(standing(&outcome), ["desk 03"]);
        let finding = &outcome.seen[3].finding;
        // What is quoted is drawn toward the family, below the ratio of the means.
        assert!(finding.effect > 1.1 && finding.at_stake_s > 0.0);
        // Its service is longer too: perhaps its dossiers are harder.
        assert_eq!(finding.sentence.key, "find-b102-harder");
        assert!(finding.confirm);
    }

    #[test]
    fn a_longer_wait_for_the_same_work_needs_no_confirmation() {
        let mut noise = Noise::new(5);
        let mut rows = Vec::new();
        for (name, times) in [("A", 1.0), ("B", 1.0), ("C", 1.0), ("D", 3.0)] {
            for (week, no) in desk(&mut noise, 52, 40.0, 0.6).iter().zip(1..) {
                let (n, wait) = (week.arrivals, seconds(times * week.wait));
                rows.push((["P", "sign", name, "u"], [no, n, 0, n, wait, n, wait + 900 * n]));
            }
        }
        let waits = frame(["procedure_code", "step", "agency", "unit"], NUMBERS, &rows);
        let loads = frame(["agency", "unit"], ["week_no", "service_s", "available_s"], &[]);
        let frames = vec![("find.peer_wait", waits), ("find.unit_load", loads)];
        let outcome = run(&SLOWER_THAN_PEERS, &limits(52), frames);
        let slow = outcome.seen.iter().find(|s| s.finding.scope.agency.as_deref() == Some("D"));
        let finding = &slow.unwrap().finding;
        assert!(finding.p.unwrap() < 0.05 && !finding.confirm);
        assert_eq!(finding.sentence.key, "find-b102");
    }

    #[test]
    fn equal_agencies_are_silent() {
        assert!(standing(&outcome(52, None, &[0.7; 12], true)).is_empty());
    }

    #[test]
    fn units_are_compared_where_there_is_one_agency_only() {
        let mut loads = vec![0.5; 10];
        loads[0] = 0.9;
        assert_eq!(standing(&outcome(52, Some("A"), &loads, true)), ["desk 00"]);
    }

    #[test]
    fn without_starts_the_whole_time_is_compared_and_the_sentence_says_so() {
        let outcome = outcome(52, None, &[0.6, 0.6, 0.6, 0.6], false);
        let said = serde_json::to_string(&outcome.seen[0].finding.sentence).unwrap();
        assert!(said.contains("find-measure-sojourn"));
    }

    #[test]
    fn two_agencies_are_no_peers() {
        let outcome = outcome(52, None, &[0.5, 0.9], true);
        assert_eq!((outcome.seen.len(), outcome.untested), (0, 2));
    }

    #[test]
    fn few_weeks_describe_and_do_not_test() {
        let outcome = outcome(12, None, &[0.5, 0.5, 0.9], true);
        assert!(outcome.seen.iter().all(|s| s.finding.descriptive()));
    }
}
