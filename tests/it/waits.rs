//! Waits by cause, beside what others published: the logs of *Why am I waiting?*, planted batches and
//! planted timers. Columns that carry an answer are read here alone.

mod kronos;
mod loan;
mod order;
mod status;

use redtape::cli::analyse::Measured;

use crate::support::Folder;

/// A study of one log of runs in UTC, its officers by name.
struct Log<'a> {
    /// Its path.
    path: &'a str,
    /// Column of redtape and heading.
    columns: &'a [(&'a str, &'a str)],
    /// Hours of the default calendar, Monday to Friday.
    hours: &'a str,
    /// Officers that work round the clock.
    always: &'a [String],
    /// More of the study file, before its input.
    more: &'a str,
}

impl Log<'_> {
    fn measured(&self) -> Measured {
        let folder = Folder::new();
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        let weekend = ["saturday", "sunday"];
        let calendar = |days: &[&str], hours: &str| -> String {
            let lines: Vec<String> = days.iter().map(|d| format!("{d} = [\"{hours}\"]")).collect();
            format!("[hours]\n{}\n", lines.join("\n"))
        };
        folder.write("hours.toml", calendar(&days, self.hours).as_bytes());
        let all = [days.as_slice(), &weekend].concat();
        folder.write("always.toml", calendar(&all, "00:00-24:00").as_bytes());
        let mut study = String::from(
            "[study]\ntitle = \"Log\"\nzone = \"Etc/UTC\"\nofficers = \"named\"\n[calendar]\ndefault = \"hours.toml\"\n",
        );
        if !self.always.is_empty() {
            study.push_str("[calendar.officer]\n");
            for officer in self.always {
                study.push_str(&format!("\"{officer}\" = \"always.toml\"\n"));
            }
        }
        study.push_str(self.more);
        study.push_str(&format!(
            "[[input]]\npath = \"{}\"\nkind = \"runs\"\n[input.columns]\n",
            self.path
        ));
        for (column, heading) in self.columns {
            study.push_str(&format!("{column} = \"{heading}\"\n"));
        }
        folder.write("study.toml", study.as_bytes());
        let measured = folder.measured();
        assert_eq!(measured.facts.sources[0].rows_set_aside, 0, "{}", self.path);
        measured
    }
}

/// Texts of a query's column.
fn texts(measured: &Measured, sql: &str, column: &str) -> Vec<String> {
    let frame = measured.session.query(sql).unwrap_or_else(|e| panic!("{e}\n{sql}"));
    frame.text(column).unwrap().iter().map(|t| t.clone().unwrap_or_default()).collect()
}
