//! A proposal as `study.toml`, every key with a comment.

use super::proposal_text::{listed, said};
use super::propose::{Proposal, ProposedInput};
use super::recognise::Confidence;
use super::register::Table;
use crate::study::{AdviseSettings, DecimalMark, FindSettings, WaitSettings};

impl Proposal {
    /// The whole study file, every key with a comment; keys at their default are commented out.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        out.push_str(INPUTS);
        for input in &self.inputs {
            input_table(input, self.by_period(), &mut out);
        }
        for (shown, why) in &self.passed_over {
            passed_over(shown, why, &mut out);
        }
        self.register_table(&mut out);
        self.steps(&mut out);
        self.vocabulary(&mut out);
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
# Working time: "vietnam" (state offices, holidays 2020–2027), "office" (Monday to Friday, no
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
            "\n# What a step is for. Only steps with the role \"check\" can be found needless; these were proposed by\n# their names: please confirm them, take out what checks nothing. Roles: check, intake, assign, sign,\n# stamp, return, consult, site, work. `consequence` lists steps that a dossier goes to because the\n# check found something: they are evidence that it did.\n",
        );
        for step in &self.checks {
            out.push_str(&format!("[steps.{}]\nrole = \"check\"\n", quoted(step)));
        }
        if self.checks.is_empty() {
            out.push_str("# [steps.\"Name of the step in the data\"]\n# role = \"check\"\n");
        }
        out.push_str("# consequence = [\"Name of another step\"]\n");
        out.push_str(
            "\n# Outcomes that stand within names of steps: \"Declaration APPROVED by SUPERVISOR\" and \"Declaration\n# REJECTED by SUPERVISOR\" are one step with two outcomes. Each word with the outcome that it means.\n",
        );
        if self.words.splits.is_empty() {
            out.push_str("# [steps.split]\n# \"APPROVED\" = \"approved\"\n");
        } else {
            out.push_str("# Proposed from names that differ in that word alone: please confirm.\n[steps.split]\n");
            for (word, outcome) in &self.words.splits {
                out.push_str(&format!("{} = {}\n", quoted(word), quoted(outcome)));
            }
        }
    }

    /// What words of the data mean.
    fn vocabulary(&self, out: &mut String) {
        let words = &self.words;
        out.push_str(OUTCOMES);
        found_in_no_list(&words.outcomes, out);
        out.push_str(
            "# [outcomes]\n# passed = [\"Agreed\"]\n# returned = [\"Sent back\"]\n# refused = [\"Turned down\"]\n# moved_on = [\"To the next step\"]\n",
        );
        out.push_str(STATUSES);
        found_in_no_list(&words.statuses, out);
        out.push_str(
            "# [status]\n# open = [\"O\"]\n# closed = [\"G\"]\n# withdrawn = []\n# refused = []\n# ended = []\n# supplement = []\n# fee = []\n# stopped = []\n",
        );
        out.push_str(LIFECYCLE);
        lifecycle(&words.lifecycle, out);
        self.names(out);
    }

    /// Spellings of one name: never taken for one unasked.
    fn names(&self, out: &mut String) {
        out.push_str(NAMES);
        let mut table = "";
        for pair in &self.words.names {
            if table.is_empty() {
                out.push_str(
                    "# These differ in spelling alone; take the # away where they are one:\n",
                );
            }
            if table != pair.what.as_str() {
                table = pair.what.as_str();
                out.push_str(&format!("# [names.{table}]\n"));
            }
            let (from, to) = (quoted(&pair.from), quoted(&pair.to));
            out.push_str(&format!(
                "# {from} = {to}  # {} and {} rows\n",
                pair.from_rows, pair.to_rows
            ));
        }
    }

    /// Whether the periods in names of files order their exports: several files of one kind, each with
    /// another.
    fn by_period(&self) -> bool {
        let mut days: std::collections::BTreeMap<_, std::collections::BTreeSet<_>> =
            std::collections::BTreeMap::new();
        for ProposedInput { input, export, .. } in &self.inputs {
            if let Some(export) = export {
                days.entry(input.kind).or_default().insert(export.day);
            }
        }
        days.values().any(|days| days.len() > 1)
    }
}

/// How files are given, once for all of them.
const INPUTS: &str = r#"
# The files, each with its kind: "dossiers" (one row a dossier), "runs" (one row a step run, or an event
# of it), "pauses" (one row a stopped clock), "wide" (one row a dossier, a column of dates a stage), "log"
# (traces and events), "portal" (one row a dossier as synced to the national portal) or "portal_totals"
# (one row an agency's totals there). path may be a pattern: "exports/*.xlsx" reads many files as one.
# Beside path and kind an [[input]] may have:
# exported_on = "2023-09-30"   # of two states of a dossier that of the later export counts
# repeats = "keep"             # equal rows within one file are real loops; "drop": slips of the export
# unmatched = "refuse"         # most rows find no dossier: an error; "ignore": they are set aside
# sheet = "Sheet1"             # of a workbook; else the first that is visible and filled
# list = "/data/items"         # JSON: where the rows lie within a record; columns are pointers then
# query = "select * from t"    # of a database: path = "postgres://host/name", or a DuckDB file
# encoding = "windows-1258"    # of a text; else told by its bytes
# stages = ["Reviewed", "Signed"]   # wide alone: headings of the stages, in their order
# [input.constants]            # a value for every row of the file
# agency = "Name of the agency"
"#;

const OUTCOMES: &str = r#"
# What outcomes of steps mean, besides the usual words: nothing changed (passed), sent back (returned),
# refused, or no more than that the dossier went on (moved_on: no outcome).
"#;

const STATUSES: &str = r#"
# What statuses say of their dossier, besides the usual words: open; closed with a result; over without
# one (withdrawn, refused, ended: cancelled, lapsed, not for this office); waiting (supplement, fee,
# stopped).
"#;

const LIFECYCLE: &str = r#"
# What an event says of its step, besides the words of the XES standard, where rows are events: handed
# over (schedule), start, complete, suspend, resume, given to another officer (assign), passed over (skip),
# given up (abort), called off by the applicant (withdraw), nothing (ignore).
"#;

const NAMES: &str = r#"
# Other spellings of one name, each with the name that it stands for: agencies, units, steps; or a file of
# pairs (what, from, to). `redtape check` proposes one.
# [names.agency]
# "UBND H. Name" = "UBND huyện Name"
# [names.unit]
# [names.step]
# [names]
# file = "names.csv"
"#;

fn found_in_no_list(words: &[(String, u64)], out: &mut String) {
    if words.is_empty() {
        return;
    }
    out.push_str("# In no list, with how often each occurs:\n");
    for (word, n) in words {
        out.push_str(&format!("#   {} ({n})\n", quoted(word)));
    }
}

/// Words of events by the transition proposed for each; those that nothing is known of as a comment.
fn lifecycle(words: &[(String, u64, Option<&'static str>)], out: &mut String) {
    let mut by_transition: std::collections::BTreeMap<&str, Vec<String>> =
        std::collections::BTreeMap::new();
    let mut unknown = Vec::new();
    for (word, n, transition) in words {
        match transition {
            Some(transition) => by_transition.entry(transition).or_default().push(quoted(word)),
            None => unknown.push((word.clone(), *n)),
        }
    }
    found_in_no_list(&unknown, out);
    if by_transition.is_empty() {
        out.push_str("# [lifecycle]\n# start = [\"Begun\"]\n# complete = [\"Done\"]\n");
        return;
    }
    out.push_str("# Proposed by their words: please confirm.\n[lifecycle]\n");
    for (transition, words) in by_transition {
        out.push_str(&format!("{transition} = [{}]\n", words.join(", ")));
    }
}

/// A file that couldn't be guessed, as a table to be filled in.
fn passed_over(shown: &str, why: &[String], out: &mut String) {
    out.push_str("\n# Passed over:\n");
    for line in why.iter().flat_map(|why| why.lines()) {
        out.push_str(&format!("#   {line}\n"));
    }
    out.push_str(&format!(
        "# [[input]]\n# path = {}\n# kind = \"runs\"\n# [input.columns]\n# dossier_id = \"\"\n",
        quoted(shown)
    ));
}

fn input_table(proposed: &ProposedInput, by_period: bool, out: &mut String) {
    let ProposedInput { input, found, unread, doubts, order_why, export, office, notes } = proposed;
    out.push_str(&format!(
        "\n[[input]]\npath = {}\nkind = \"{}\"\n",
        quoted(&input.shown),
        input.kind.as_str()
    ));
    match (export, input.exported_on) {
        (Some(export), Some(day)) => {
            out.push_str(&format!("exported_on = \"{day}\"  # {}\n", export.why));
        }
        (Some(export), None) => {
            let off = if by_period { "" } else { "# " };
            out.push_str(&format!(
                "# The last day of its period: {}.\n{off}exported_on = \"{}\"\n",
                export.why, export.day
            ));
        }
        (None, Some(day)) => out.push_str(&format!("exported_on = \"{day}\"\n")),
        (None, None) => {}
    }
    for (key, value) in
        [("sheet", &input.sheet), ("list", &input.list), ("encoding", &input.encoding)]
    {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    }
    if !input.stages.is_empty() {
        let stages: Vec<String> = input.stages.iter().map(|s| quoted(s)).collect();
        out.push_str(&format!("# Stages in their order.\nstages = [{}]\n", stages.join(", ")));
    }
    out.push_str(
        "# What each column of redtape is called in the file. Only these are read.\n[input.columns]\n",
    );
    for r in found {
        let doubt = match r.confidence {
            Confidence::Sure => "",
            Confidence::Likely => "  # likely",
            Confidence::Guess => "  # a guess by its values: please check",
        };
        let heading = if r.column == "dossier_id" && !input.further_keys.is_empty() {
            let all = std::iter::once(&r.heading).chain(&input.further_keys);
            format!("[{}]", all.map(|h| quoted(h)).collect::<Vec<_>>().join(", "))
        } else {
            quoted(&r.heading)
        };
        out.push_str(&format!("{} = {heading}{doubt}\n", r.column));
    }
    for note in doubts.iter().map(said).chain(notes.iter().cloned()) {
        out.push_str(&format!("# {}\n", one_line(&note)));
    }
    if !unread.is_empty() {
        out.push_str(&format!("# not read: {}\n", one_line(&listed(unread))));
    }
    if let Some(office) = office {
        out.push_str(&format!(
            "# No column names the office. Is it this one, for every row?\n# [input.constants]\n# agency = {}\n",
            quoted(office)
        ));
    }
    out.push_str(
        "# Which part of 01/02/2023 is the day: \"dmy\", \"mdy\" or \"ymd\"; without it the values decide, by column.\n",
    );
    match (input.order, order_why) {
        (Some(order), Some(why)) => out.push_str(&format!(
            "# {}.\n[input.dates]\norder = \"{}\"\n",
            capitalised(&one_line(why)),
            order.as_str()
        )),
        (Some(order), None) => {
            out.push_str(&format!("[input.dates]\norder = \"{}\"\n", order.as_str()));
        }
        (None, _) => out.push_str("# [input.dates]\n# order = \"dmy\"\n"),
    }
    if found.iter().any(|r| r.column == "planned_min") {
        out.push_str(
            "# What planned times are given in: \"minutes\", \"hours\", \"days\" (office days) or \"quarter_days\".\n",
        );
        let off = if input.planned.is_none() && input.decimal.is_none() { "# " } else { "" };
        out.push_str(&format!("{off}[input.units]\n"));
        match input.planned {
            Some(unit) => out.push_str(&format!("planned = \"{}\"\n", unit.as_str())),
            None => out.push_str("# planned = \"minutes\"\n"),
        }
        out.push_str("# Their decimal mark; without it the values decide.\n");
        match input.decimal {
            Some(DecimalMark::Point) => out.push_str("decimal = \".\"\n"),
            Some(DecimalMark::Comma) => out.push_str("decimal = \",\"\n"),
            None => out.push_str("# decimal = \",\"\n"),
        }
    }
}

/// A text that must stay a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

pub(super) fn key_of(table: Table) -> &'static str {
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
