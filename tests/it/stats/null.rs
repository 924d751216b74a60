//! Simulated desks: where nothing differs nothing may be found, and what is planted must be.

use redtape::stats::draws;
use redtape::stats::fdr;
use redtape::stats::peers::MARGIN;
use redtape::stats::series::{self, Series};

use super::queues::{Chance, Desk, Events};
use super::worlds::{self, ALPHAS, Hits};

/// At most the share `rate` of so many, three standard errors of chance apart.
#[track_caller]
fn at_most(hits: usize, of: usize, rate: f64, what: &str) {
    let of = of as f64;
    let most = of * rate + 3.0 * (of * rate * (1.0 - rate)).sqrt();
    assert!(hits as f64 <= most, "{what}: {hits} of {of}, at most {most:.1} expected");
}

/// P(p ≤ α) ≤ α, three standard errors apart, for each α.
#[track_caller]
fn holds(hits: &Hits, what: &str) {
    for (hit, alpha) in hits.at.iter().zip(ALPHAS) {
        at_most(*hit, hits.of, alpha, &format!("p ≤ {alpha}, {what}"));
    }
}

fn identical_desks(weeks: usize) {
    let worlds = 100;
    for desk in worlds::queues() {
        let seen = worlds::slower(desk, desk, weeks, worlds);
        let what = format!("{}, {weeks} weeks", desk.name());
        holds(&seen.plain, &format!("against no difference, {what}"));
        holds(&seen.margin, &format!("against the margin, {what}"));
        at_most(seen.worlds, 100, 0.05, &format!("worlds in which a q passes, {what}"));
    }
}

#[test]
fn identical_desks_are_rarely_slower_than_their_peers_in_half_a_year() {
    identical_desks(26);
}

#[test]
fn identical_desks_are_rarely_slower_than_their_peers_in_a_year() {
    identical_desks(50);
}

#[test]
fn identical_desks_are_rarely_slower_than_their_peers_in_two_years() {
    identical_desks(104);
}

#[test]
fn a_mann_whitney_over_dossiers_fails_by_far_at_every_queue() {
    for desk in worlds::queues() {
        let hits = worlds::dossiers(desk, 26, 200);
        assert!(hits.at[0] > 3 * hits.of / 20, "{}: {hits:?}", desk.name());
        assert!(hits.at[2] > 20 * hits.of / 1_000, "{}: {hits:?}", desk.name());
    }
}

#[test]
fn intervals_of_two_identical_desks_cover_as_often_as_they_say() {
    let pairs = 1_500;
    for (desk, least) in
        worlds::queues().map(|desk| (desk, 0.86)).chain([(worlds::near_capacity(), 0.79)])
    {
        for covered in worlds::covered(desk, 50, pairs) {
            let share = covered as f64 / pairs as f64;
            assert!((least..=0.94).contains(&share), "{}: covered {share}", desk.name());
        }
    }
}

#[test]
fn what_is_slower_is_found_at_usual_volumes() {
    let usual = worlds::desk(3, 0.7);
    let loaded = worlds::slower(usual, usual.loaded(0.9), 50, 30);
    assert!(loaded.found_by_q >= 27, "{loaded:?}");
    holds(&loaded.margin, "beside a loaded desk");
    // Half as slow again: by p in most years, by q only where volumes are high.
    let slowed = worlds::slower(usual, usual.slowed(1.5), 50, 30);
    assert!(slowed.found_by_p >= 15, "{slowed:?}");
}

#[test]
fn a_desk_twice_as_slow_is_quoted_near_its_size() {
    let usual = Desk::new(1, 0.7, 150.0);
    let (mut covered, mut quoted) = (0, 0.0);
    for world in 100..120 {
        let comparison = worlds::compare(usual, usual.slowed(2.0), 52, world);
        let shrunken = comparison.groups[0].as_ref().unwrap().shrunken.unwrap();
        let interval = shrunken.interval(0.9).unwrap();
        covered += usize::from(interval.low <= 2.0_f64.ln() && 2.0_f64.ln() <= interval.high);
        quoted += shrunken.value / 20.0;
    }
    assert!(covered >= 15, "covered in {covered} of 20 worlds");
    assert!((1.7..2.1).contains(&quoted.exp()), "quoted as {}", quoted.exp());
}

#[test]
fn the_worst_of_identical_desks_is_not_quoted_as_it_looks() {
    let desk = Desk::new(1, 0.7, 40.0);
    for weeks in [26, 52] {
        let (mut raw, mut quoted, mut passed) = (0.0, 0.0, 0);
        for world in 200..220 {
            let comparison = worlds::compare(desk, desk, weeks, world);
            let groups: Vec<_> = comparison.groups.iter().flatten().collect();
            let worst = groups.iter().max_by(|a, b| a.effect.value.total_cmp(&b.effect.value));
            let worst = worst.unwrap();
            raw += worst.effect.value / 20.0;
            quoted += worst.shrunken.unwrap().value / 20.0;
            let p: Vec<f64> = groups.iter().map(|g| g.p_slower(MARGIN).unwrap()).collect();
            passed += fdr::benjamini_hochberg(&p).unwrap().iter().filter(|q| **q <= 0.05).count();
        }
        assert!(raw > 0.15, "{weeks} weeks: raw {raw}");
        assert!(quoted < raw / 3.0, "{weeks} weeks: {quoted} of {raw}");
        assert!(passed <= 2, "{weeks} weeks: {passed}");
    }
}

#[test]
fn a_true_share_of_unconnected_events_is_rarely_called_wrong() {
    for (rate, weeks) in [(0.01, 52), (0.04, 26), (0.04, 52), (0.04, 104)] {
        let seen = worlds::shares(Events::Independent(rate), weeks, 1_500);
        let what = format!("{rate} over {weeks} weeks");
        holds(&seen.below, &format!("called lower than it is, {what}"));
        holds(&seen.above, &format!("called higher than it is, {what}"));
    }
}

#[test]
fn a_true_share_of_events_in_bursts_is_rarely_called_wrong() {
    for events in worlds::bursts() {
        for weeks in [52, 104] {
            let seen = worlds::shares(events, weeks, 1_500);
            let what = format!("{} over {weeks} weeks", events.name());
            holds(&seen.below, &format!("called lower than it is, {what}"));
            holds(&seen.above, &format!("called higher than it is, {what}"));
        }
    }
}

#[test]
fn a_share_far_below_its_limit_is_seen_to_be() {
    let seen = worlds::shares(Events::Independent(0.01), 52, 300);
    assert!(2 * seen.below_twice.at[0] > seen.below_twice.of, "{seen:?}");
    assert!(20 * seen.below_four_times.at[0] > 19 * seen.below_twice.of, "{seen:?}");
    let seen = worlds::shares(Events::Batches, 104, 300);
    assert!(2 * seen.below_twice.at[0] > seen.below_twice.of, "{seen:?}");
    let seen = worlds::shares(Events::Late(0.7), 104, 300);
    assert!(4 * seen.below_four_times.at[0] > 3 * seen.below_twice.of, "{seen:?}");
}

#[test]
fn draws_of_one_statistic_follow_its_t_distribution() {
    let weeks = Desk::new(1, 0.8, 40.0).weeks(&mut Chance::new(9), 52, 0.0);
    let desk = series::ratio_of_sums(&weeks.sojourn, &weeks.n).unwrap();
    let interval = desk.estimate().interval(0.9).unwrap();
    let draws = draws::joint(&[desk], 20_000, 1, "t").unwrap();
    let below = draws.rows().filter(|row| row[0] < interval.low).count();
    let above = draws.rows().filter(|row| row[0] > interval.high).count();
    for hits in [below, above] {
        assert!((900..=1_100).contains(&hits), "{hits} of 20,000 beyond an end of 90 %");
    }
}

#[test]
fn ranks_are_stable_only_where_values_are_apart() {
    let saving = |value: f64, seed| {
        let mut chance = Chance::new(seed);
        Series::new(value, (0..52).map(|_| chance.uniform() - 0.5).collect()).unwrap()
    };
    let savings = [saving(100.0, 1), saving(1.0, 2), saving(1.0, 3), saving(-100.0, 4)];
    let shares = draws::joint(&savings, draws::DRAWS, 7, "rank").unwrap().share_in_top(2);
    assert_eq!((shares[0].to_bits(), shares[3].to_bits()), (1.0_f64.to_bits(), 0));
    assert!((0.3..0.7).contains(&shares[1]), "{shares:?}");
    assert!((shares.iter().sum::<f64>() - 2.0).abs() < 1e-12);
}

#[test]
fn a_simulated_desk_waits_as_queueing_theory_says() {
    for desk in worlds::queues() {
        let mut chance = Chance::new(5);
        let years: Vec<_> = (0..60).map(|_| desk.weeks(&mut chance, 104, 300.0)).collect();
        let n: f64 = years.iter().flat_map(|y| &y.n).sum();
        let wait = years.iter().flat_map(|y| &y.wait).sum::<f64>() / n;
        let truth = desk.mean_wait();
        assert!((wait / truth - 1.0).abs() < 0.08, "{}: {wait} {truth}", desk.name());
        if desk.clerks == 1 {
            let late = years.iter().flat_map(|y| &y.late).sum::<f64>() / n;
            assert!((late / desk.late(300.0) - 1.0).abs() < 0.08, "{}", desk.name());
        }
    }
}

#[test]
fn the_printed_calibration_is_of_these_worlds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/calibration.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let mut expected: Vec<String> = worlds::bursts()
        .iter()
        .chain(&worlds::hard_bursts())
        .map(Events::name)
        .chain(worlds::queues().chain([worlds::near_capacity()]).map(|desk| desk.name()))
        .collect();
    expected.push(worlds::parameters());
    expected.push("cargo run --release --example calibration".to_owned());
    for text in expected {
        assert!(written.contains(&text), "docs/calibration.md is stale, it lacks: {text}");
    }
    // Whoever makes the method too easy must see it in the printed figures too.
    for row in written.lines().filter(|row| row.starts_with("| M/M/")) {
        assert!(row.matches('|').count() >= 4, "{row}");
    }
}
