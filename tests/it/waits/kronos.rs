//! The five logs of Lashkevich et al. with the decomposition that they publish.

use std::collections::BTreeMap;

use crate::support::{Folder, shared};

/// A weekly interval of a person's calendar.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Interval {
    from: String,
    to: String,
    begin_time: String,
    end_time: String,
}

/// The people's calendars, as calendars of redtape: file name and text by person.
fn calendars(text: &str) -> BTreeMap<String, String> {
    let people: BTreeMap<String, Vec<Interval>> = serde_json::from_str(text).unwrap();
    let calendar = |intervals: Vec<Interval>| -> String {
        let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for Interval { from, to, begin_time, end_time } in intervals {
            assert_eq!(from, to, "an interval lies within a day");
            let hours = format!("{}-{}", &begin_time[..5], &end_time[..5]);
            days.entry(from.to_lowercase()).or_default().push(hours);
        }
        let lines: Vec<String> = days
            .into_iter()
            .map(|(day, mut hours)| {
                hours.sort();
                format!("{day} = {hours:?}\n")
            })
            .collect();
        format!("[hours]\n{}", lines.concat())
    };
    people.into_iter().map(|(person, intervals)| (person, calendar(intervals))).collect()
}

/// Seconds of `1 days 02:30:00`.
fn seconds(duration: &str) -> i64 {
    let (days, clock) = duration.split_once(" days").unwrap();
    let clock: i64 = clock.trim().split(':').filter(|p| !p.is_empty()).fold(0, |sum, part| {
        let whole = part.split('.').next().unwrap();
        sum * 60 + whole.parse::<i64>().unwrap()
    });
    days.parse::<i64>().unwrap() * 86_400 + clock
}

/// Frequency, then the wait and its parts, by hand-over.
type HandOvers = BTreeMap<[String; 4], [i64; 7]>;

fn expected(path: &std::path::Path) -> HandOvers {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().collect::<Result<_, _>>().unwrap();
    let parts =
        ["total", "batching", "prioritization", "contention", "unavailability", "extraneous"];
    rows.iter()
        .map(|row| {
            let key = ["source_activity", "source_resource", "target_activity", "target_resource"];
            let mut figures = [row["frequency"].parse::<f64>().unwrap() as i64; 7];
            for (figure, part) in figures[1..].iter_mut().zip(parts) {
                *figure = seconds(&row[&format!("wt_{part}")]);
            }
            (key.map(|k| row[k].clone()), figures)
        })
        .collect()
}

const SPLIT: &str = "
  select
    f.step as source, f.officer as giver, t.step as target, t.officer as taker,
    count(*) as n,
    cast(sum(t.wait_wall_s) as bigint) as total,
    cast(sum(t.wait_batching_wall_s) as bigint) as batching,
    cast(sum(t.wait_prioritisation_wall_s) as bigint) as prioritisation,
    cast(sum(t.wait_contention_wall_s) as bigint) as contention,
    cast(sum(t.wait_unavailability_wall_s) as bigint) as unavailability,
    cast(sum(t.wait_extraneous_wall_s) as bigint) as extraneous
  from model.step_run as f
  join model.step_run as t on t.dossier_no = f.dossier_no and t.run_no = f.run_no + 1
  group by all";

#[test]
fn the_five_logs_split_as_published() {
    for log in 1..=5 {
        let name = |ending: &str| format!("kronos/manual_log_{log}{ending}");
        let (Some(path), Some(answer), Some(people)) =
            (shared(&name(".csv")), shared(&name("_expected.csv")), shared("kronos/calendar.json"))
        else {
            return;
        };
        let folder = Folder::new();
        let mut study = String::from(
            "[study]\ntitle = \"Log\"\nzone = \"Etc/UTC\"\nofficers = \"named\"\n[waits]\nbatch_min = 2\n[calendar]\ndefault = \"office\"\n[calendar.officer]\n",
        );
        for (person, calendar) in calendars(&std::fs::read_to_string(people).unwrap()) {
            folder.write(&format!("{person}.toml"), calendar.as_bytes());
            study.push_str(&format!("\"{person}\" = \"{person}.toml\"\n"));
        }
        study.push_str(&format!(
            "[[input]]\npath = \"{}\"\nkind = \"runs\"\n[input.columns]\ndossier_id = \"case_id\"\nstep = \"Activity\"\nofficer = \"Resource\"\nstarted_at = \"start_time\"\nfinished_at = \"end_time\"\n",
            path.display()
        ));
        folder.write("study.toml", study.as_bytes());
        let measured = folder.measured();
        let found = measured.session.query(SPLIT).unwrap();
        let text = |column: &str| found.text(column).unwrap().iter().flatten().cloned();
        let int = |column: &str| found.int(column).unwrap().iter().map(|n| n.unwrap());
        let keys = text("source").zip(text("giver")).zip(text("target")).zip(text("taker"));
        let mut got: HandOvers =
            keys.map(|(((a, b), c), d)| ([a, b, c, d], [0; 7])).collect::<BTreeMap<_, _>>();
        let order: Vec<[String; 4]> = text("source")
            .zip(text("giver"))
            .zip(text("target"))
            .zip(text("taker"))
            .map(|(((a, b), c), d)| [a, b, c, d])
            .collect();
        let columns = [
            "n",
            "total",
            "batching",
            "prioritisation",
            "contention",
            "unavailability",
            "extraneous",
        ];
        for (i, column) in columns.into_iter().enumerate() {
            for (key, value) in order.iter().zip(int(column)) {
                got.get_mut(key).unwrap()[i] = value;
            }
        }
        let want = expected(&answer);
        assert!(!want.is_empty());
        assert_eq!(got, want, "log {log}");
    }
}
