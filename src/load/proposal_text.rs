//! A proposal in words: for the terminal, and as a commented `study.toml`.

use super::propose::{Proposal, ProposedInput};
use super::recognise::Confidence;
use super::register::Table;
use crate::study::{AdviseSettings, FindSettings, InputKind, WaitSettings};

impl Proposal {
    /// What was guessed and why, line by line.
    pub fn describe(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for ProposedInput { input, found, unread } in &self.inputs {
            let what = match input.kind {
                InputKind::Dossiers => "one row a dossier",
                InputKind::Runs => "one row a step run",
                InputKind::Pauses => "one row a stopped clock",
                InputKind::Portal => "one row a dossier, as synced to the national portal",
                InputKind::PortalTotals => "one row an agency's totals on the national portal",
                InputKind::Wide => "one row a dossier, a column a stage",
                InputKind::Log => "a log, dossiers and step runs",
            };
            lines.push(format!("{}: {what}", input.shown));
            for r in found {
                let doubt = match r.confidence {
                    Confidence::Sure => "",
                    Confidence::Likely => "   (likely)",
                    Confidence::Guess => "   (a guess by its values: please check)",
                };
                lines.push(format!("  {:<16} ← {}{doubt}", r.column, r.heading));
            }
            if !unread.is_empty() {
                lines.push(format!("  not read: {}", unread.join(", ")));
            }
        }
        for (table, shown) in &self.register {
            lines.push(format!("{shown}: register, {}", key_of(*table)));
        }
        lines.push(format!("zone: {} ({})", self.zone, self.zone_why));
        lines.push(format!("calendar: {} ({})", self.calendar, self.calendar_why));
        if self.checks.is_empty() {
            lines.push(
                "no step's name says that it checks something: give roles in [steps]".to_owned(),
            );
        } else {
            lines.push(format!(
                "steps taken for checks (please confirm): {}",
                self.checks.join("; ")
            ));
        }
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }

    /// The whole study file, every key with a comment; keys at their default are commented out.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        for input in &self.inputs {
            input_table(input, &mut out);
        }
        self.register_table(&mut out);
        self.steps(&mut out);
        settings(&mut out);
        out
    }

    fn head(&self, out: &mut String) {
        let language = self.language.code();
        let text = format!(
            r#"# A redtape study. Lines that begin with # are comments; keys behind # have the value shown.
# Check it:  redtape check study.toml      Run it:  redtape run study.toml

[study]
# Stands on the report.
title = {title}
# Language of the report: "vi" or "en".
language = "{language}"
# Time zone of stamps without an offset, and of all times told: {zone_why}.
zone = {zone}
# Instant up to which everything is known; without it, the latest stamp of the data.
# as_of = "2023-09-30T17:30:00"
# Days that the report speaks about: "all", "2023", "2023-Q3", either with "/official" (periods closed
# on the 14th), or two days.
period = "all"
# Unit of distributions: "minute", or "second" for processes of seconds.
# resolution = "minute"
# How officers appear: "pseudonym" (a hash by the key below) or "named".
officers = "pseudonym"
# Keep it: with another key the same officer gets another pseudonym. Keep it secret, too.
pseudonym_key = {key}
# Groups with fewer dossiers than this are left out of what is published.
# suppress_below = 5
# Dossiers a year, where the files cover less than one: savings are then told per year.
# yearly_dossiers = 12000

[calendar]
# Working time: "vietnam" (state offices, holidays 2020–2026), "office" (Monday to Friday, no
# holidays), or a file of your own (docs/study.md). {calendar_why}.
default = "{calendar}"
# Agencies with hours of their own:
# [calendar.agency]
# "Name of the agency in the data" = "calendars/theirs.toml"
# Officers with hours of their own; an applicant in the officers' column works round the clock:
# [calendar.officer]
# "Name of the officer in the data" = "calendars/theirs.toml"

# How the register's deadlines are counted, where the office decides (docs/study.md).
# [deadline]
# received_until = "17:00"
# same_day_until = "15:00"
# roll = true
# after_supplement = "shifted"
"#,
            title = quoted(&self.title),
            zone_why = self.zone_why,
            zone = quoted(&self.zone),
            key = quoted(&self.pseudonym_key),
            calendar_why = capitalised(&self.calendar_why),
            calendar = self.calendar,
        );
        out.push_str(&text);
    }

    fn register_table(&self, out: &mut String) {
        out.push_str(
            "\n# What the law calls for, as CSV files (docs/study.md has their headings): which text demands a\n# step, its planned time, who can change it. Without a register no recommendation can name a text.\n",
        );
        out.push_str("[register]\n");
        for table in [Table::Procedures, Table::Steps, Table::LegalTexts] {
            let key = key_of(table);
            match self.register.iter().find(|(t, _)| *t == table) {
                Some((_, shown)) => out.push_str(&format!("{key} = {}\n", quoted(shown))),
                None => out.push_str(&format!("# {key} = \"register/{key}.csv\"\n")),
            }
        }
    }

    fn steps(&self, out: &mut String) {
        out.push_str(
            "\n# Statuses of the data that mean closed or open, besides the usual words: where they contradict the\n# dates, the report says how often.\n# [status]\n# closed = [\"G\"]\n# open = [\"O\"]\n",
        );
        out.push_str(
            "\n# What a step is for. Only steps with the role \"check\" can be found needless; these were proposed by\n# their names: please confirm them, take out what checks nothing. Roles: check, intake, assign, sign,\n# stamp, return, consult, site, work. `consequence` lists steps that a dossier goes to because the\n# check found something: they are evidence that it did.\n",
        );
        for step in &self.checks {
            out.push_str(&format!("[steps.{}]\nrole = \"check\"\n", quoted(step)));
        }
        if self.checks.is_empty() {
            out.push_str("# [steps.\"Name of the step in the data\"]\n# role = \"check\"\n");
        }
        out.push_str("# consequence = [\"Name of another step\"]\n");
    }
}

fn input_table(proposed: &ProposedInput, out: &mut String) {
    let ProposedInput { input, found, unread } = proposed;
    out.push_str(&format!(
        "\n# kind: \"dossiers\" (one row a dossier), \"runs\" (one row a step run), \"pauses\" (one row a stopped\n# clock), \"portal\" (one row a dossier as synced to the national portal) or \"xes\" (a log).\n[[input]]\npath = {}\nkind = \"{}\"\n",
        quoted(&input.shown),
        input.kind.as_str()
    ));
    out.push_str("# What each column of redtape is called in the file. Only these are read.\n[input.columns]\n");
    for r in found {
        let doubt = match r.confidence {
            Confidence::Sure => "",
            Confidence::Likely => "  # likely",
            Confidence::Guess => "  # a guess by its values: please check",
        };
        out.push_str(&format!("{} = {}{doubt}\n", r.column, quoted(&r.heading)));
    }
    if !unread.is_empty() {
        out.push_str(&format!("# not read: {}\n", unread.join(", ")));
    }
    out.push_str(&format!(
        "# Which part of 01/02/2023 is the day: \"dmy\", \"mdy\" or \"ymd\".\n[input.dates]\norder = \"{}\"\n",
        input.order.unwrap_or_default().as_str()
    ));
}

fn key_of(table: Table) -> &'static str {
    match table {
        Table::Procedures => "procedures",
        Table::Steps => "steps",
        Table::LegalTexts => "legal_texts",
    }
}

/// Settings that hardly anyone changes, each with what it means.
fn settings(out: &mut String) {
    let find = FindSettings::default();
    let advise = AdviseSettings::default();
    let waits = WaitSettings::default();
    out.push_str(&format!(
        r#"
# How waits are told apart by cause.
[waits]
# Runs of one step that one officer does in one go, all handed over before the first begins, are a batch
# from this number on.
# batch_size = {batch_size}
# Seconds that may pass within a batch between an end and the next start.
# batch_gap_s = {batch_gap_s}

# Thresholds: what counts as a difference that matters (`redtape explain CODE` says which finder uses
# which).
[find]
# False-discovery rate that headlines and recommendations allow.
# alpha = {alpha}
# Level of every interval.
# level = {level}
# Fewer runs than this are not tested.
# min_runs = {min_runs}
# A check that changes less than this share of what passes it is a rubber stamp.
# max_change_rate = {max_change_rate}
# A second check that finds less than this share in what a first one passed is a duplicate.
# max_duplicate_rate = {max_duplicate_rate}
# Two steps by one officer in at least this share of dossiers are one step.
# same_hands_share = {same_hands_share}
# Share of dossiers that may go back and forth between two units.
# max_ping_pong_share = {max_ping_pong_share}
# Excess over the plan that matters, as a share of the plan.
# plan_margin = {plan_margin}
# Excess over the peers that matters, as a share of their mean.
# peer_margin = {peer_margin}
# Share of their working time that officers of a desk may be busy.
# max_utilisation = {max_utilisation}
# Growth of a queue a week that matters, as a share of what arrives.
# max_queue_growth = {max_queue_growth}
# Share by which online must be faster than the counter.
# online_margin = {online_margin}
# Dossiers closed at one instant that make a bulk, and the share that may be closed so.
# bulk_size = {bulk_size}
# max_bulk_share = {max_bulk_share}
# Share of dossiers that may need more than half of a deadline before it counts as padded.
# padded_share = {padded_share}

[advise]
# What ranks recommendations: worth of an applicant's working day and of an officer's hour.
# weight_applicant_days = {days}
# weight_officer_hours = {hours}
# Draws behind the stability of ranks, and their seed.
# resamples = {resamples}
# seed = {seed}

# How much of the machine to use; never changes a result.
[machine]
# threads = 2
# memory = "2GB"
# spill = "/tmp"
"#,
        batch_size = waits.batch_size,
        batch_gap_s = waits.batch_gap_s,
        alpha = find.alpha,
        level = find.level,
        min_runs = find.min_runs,
        max_change_rate = find.max_change_rate,
        max_duplicate_rate = find.max_duplicate_rate,
        same_hands_share = find.same_hands_share,
        max_ping_pong_share = find.max_ping_pong_share,
        plan_margin = find.plan_margin,
        peer_margin = find.peer_margin,
        max_utilisation = find.max_utilisation,
        max_queue_growth = find.max_queue_growth,
        online_margin = find.online_margin,
        bulk_size = find.bulk_size,
        max_bulk_share = find.max_bulk_share,
        padded_share = find.padded_share,
        days = number(advise.weight_applicant_days),
        hours = number(advise.weight_officer_hours),
        resamples = advise.resamples,
        seed = advise.seed,
    ));
}

/// A float that TOML reads as one.
fn number(value: f64) -> String {
    format!("{value:?}")
}

/// A TOML string, also good as a key.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
