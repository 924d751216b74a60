//! The one contract between analysis and presentation.
//!
//! A report, its charts and its tables can be redrawn from a [`Results`] alone. It serialises to
//! `results.json`; `docs/contract.md` states what others may build on.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the shape of `results.json`.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Results {
    pub schema_version: u32,
    pub redtape_version: String,
    pub study: StudyFacts,
    pub headline: Headline,
    pub trust: DataTrust,
    /// How many hypotheses each finder tested, in order of code.
    pub tally: Vec<FinderTally>,
    /// In order of code, then scope.
    pub findings: Vec<Finding>,
    /// In order of rank.
    pub recommendations: Vec<Recommendation>,
    pub tables: Vec<Table>,
    pub charts: Vec<ChartSpec>,
}

/// What was studied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StudyFacts {
    pub title: String,
    /// First and last day of the reporting period, ISO dates.
    pub period: [String; 2],
    /// Local instant up to which everything is known, `YYYY-MM-DDTHH:MM:SS`.
    pub as_of: String,
    pub zone: String,
    /// Length of an office day, in seconds: what a working day means in this study.
    pub office_day_s: i64,
    /// Weeks of evidence that p, q and intervals rest on (at most 52, the trailing ones).
    pub evidence_weeks: u32,
    /// Confidence level of every interval, 0.9 for 90 %.
    pub level: f64,
    /// False-discovery rate at which a finding stands.
    pub alpha: f64,
    /// Groups smaller than this are left out of report, tables and charts.
    pub suppress_below: u64,
    pub sources: Vec<Source>,
    pub dossiers: u64,
    pub open_dossiers: u64,
    pub step_runs: u64,
    /// Whether the data hold only what ended in their window (methods §2).
    #[serde(default)]
    pub selection: Selection,
    /// Sentences about the data that a reader must know (calendar chosen, faults counted, …).
    pub notes: Vec<Message>,
}

/// How the dossiers of the data were chosen, told from the data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Selection {
    /// True where only what was closed in a window is there: no survival curve, no trend and no
    /// before/after is drawn from such data.
    pub by_closing: bool,
    /// Open dossiers among the last cohorts, and how many there should be by how long the others took.
    pub open: u64,
    pub expected_open: f64,
    /// Share missing among the last cohorts' dossiers, over the share that would be missing if only
    /// closed ones were there; null without earlier cohorts to compare with.
    pub missing: Option<f64>,
    /// Whether the data have no results, so that it can't be told what is still open.
    #[serde(default)]
    pub ends_unseen: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path as the study file gives it.
    pub file: String,
    pub sha256: String,
    pub rows_in: u64,
    pub rows_used: u64,
    pub rows_set_aside: u64,
}

/// The on-time share as the official report counts it, beside the applicant's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    pub official: ShareOf,
    pub applicant: ShareOf,
    /// Dossiers received in the period that are open and not yet due: not in `applicant`.
    pub undecided: u64,
    /// Dossiers received in the period without any promise: not in `applicant`.
    pub without_promise: u64,
    /// Dossiers closed in the period without a due date: in `official`, as on time, unless none has one; then there
    /// is no share.
    #[serde(default)]
    pub closed_without_promise: u64,
    /// By the days that the register gives, counted anew; null where it gives none.
    #[serde(default)]
    pub by_law: Option<ShareOf>,
    /// Dossiers of the period that ended at an unknown time: in no share.
    #[serde(default)]
    pub unknown_end: u64,
    /// Dossiers of the period with a result before their receipt, or a due date whose value was set aside: in no share.
    #[serde(default)]
    pub unusable: u64,
}

/// k of n, with an interval (null where the data can't give one).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShareOf {
    pub k: u64,
    pub n: u64,
    pub share: Option<f64>,
    pub interval: Option<[f64; 2]>,
    /// What the interval allows for; null where there is none.
    pub interval_basis: Option<IntervalBasis>,
}

/// What the interval of a share allows for (methods §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IntervalBasis {
    /// Exact bounds on counts divided by the design effect of the weekly series.
    Weekly,
    /// Exact bounds as if dossiers were independent: fewer than 20 weeks, or too few of the rarer
    /// outcome, to measure how weeks move together.
    Independent,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    Low,
    Medium,
    High,
}

/// How far the data can be relied on, in words, with the reasons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DataTrust {
    pub level: Trust,
    pub reasons: Vec<Message>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FinderTally {
    pub code: String,
    /// Hypotheses tested (with a p).
    pub tested: u64,
    /// How many of those would fall below the study's alpha by chance alone.
    pub by_chance: f64,
    /// How many have q_study at or below alpha.
    pub found: u64,
    /// Scopes seen that had too little data for a test.
    pub untested: u64,
    /// Scopes smaller than the suppression size, which are not told.
    #[serde(default)]
    pub suppressed: u64,
    /// Of scopes that words of the data keep from being judged: what would have to be known.
    #[serde(default)]
    pub unjudged: Vec<Message>,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Bottleneck,
    Redundancy,
    Integrity,
}

/// What a finding or a recommendation is about: only the parts that apply are present.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Scope {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The second step of a pair (A then B: `step` is A).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// Unit of an effect, a saving or a column.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Plain text.
    Text,
    /// A count of things.
    Count,
    /// Between 0 and 1.
    Share,
    /// Percentage points: a difference of two shares, in hundredths.
    Points,
    /// A quotient of two like quantities.
    Ratio,
    /// Working seconds.
    WorkSeconds,
    /// Working days of the office's own length.
    WorkDays,
    /// Working hours.
    WorkHours,
    /// Wall-clock seconds.
    WallSeconds,
    /// Wall-clock (calendar) days.
    WallDays,
    /// Working days of the office's own length, a year.
    WorkDaysPerYear,
    /// Dossiers a week.
    PerWeek,
    /// ISO date.
    Date,
    None,
}

/// One tested or described fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    pub code: String,
    pub family: Family,
    pub scope: Scope,
    pub effect: f64,
    pub unit: Unit,
    pub interval: Option<[f64; 2]>,
    pub n: u64,
    pub n_censored: u64,
    pub n_weeks: u32,
    pub null_hypothesis: Option<Message>,
    /// The difference that would matter, in `unit`.
    pub margin: Option<f64>,
    /// Null where the finding is descriptive.
    pub p: Option<f64>,
    pub q_finder: Option<f64>,
    pub q_study: Option<f64>,
    pub trust: Trust,
    /// Which evidence it rests on, where a finder has more than one kind (methods §8: `outcome`,
    /// `issued`, `consequence`; `path` where nothing but the order of runs is known).
    pub basis: Option<String>,
    /// True where an analyst must confirm before a recommendation may rest on it.
    pub confirm: bool,
    /// Working seconds that dossiers spent on it in the evidence window: what is at stake.
    pub at_stake_s: f64,
    pub sentence: Message,
    /// Tables of this study that show it.
    pub tables: Vec<String>,
    pub charts: Vec<String>,
}

impl Finding {
    /// Whether nothing was tested: an accounting figure or too few weeks.
    pub fn descriptive(&self) -> bool {
        self.p.is_none()
    }

    /// Whether it stands at `alpha` after the study's false-discovery control.
    pub fn stands(&self, alpha: f64) -> bool {
        self.q_study.is_some_and(|q| q <= alpha)
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    CutStep,
    MergeSteps,
    EndPingPong,
    RestructureOnline,
    Delegate,
    RestructureStep,
    MoveStaff,
    SecureClosing,
    ShortenDeadline,
}

/// The instrument that a rule stands in, easiest to change first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Instrument {
    InternalProcess,
    ProvincialDecision,
    Circular,
    Decree,
    Law,
    /// The register names no text for it.
    Unknown,
}

/// The text that demands the thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LegalText {
    pub id: String,
    pub title: String,
    pub article: String,
    pub instrument: Instrument,
    /// Who can change it, as the register says.
    pub owner: String,
}

/// A yearly saving with its range. `per_year` is null where the data covers less than a year and the
/// study file gives no yearly number; the window's saving is always there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Saving {
    pub unit: Unit,
    pub per_year: Option<f64>,
    pub interval: Option<[f64; 2]>,
    /// Saving over the evidence window, and its range.
    pub in_window: f64,
    pub window_interval: Option<[f64; 2]>,
    /// Dossiers a year (or in the window, where `per_year` is null) that it helps.
    pub dossiers: f64,
    /// Officers' working hours freed a year (or in the window), where service is known.
    pub officer_hours: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recommendation {
    pub rank: u32,
    pub rule: String,
    pub action: Action,
    pub target: Scope,
    pub legal_text: Option<LegalText>,
    /// Who can change it.
    pub owner: Message,
    pub saving: Option<Saving>,
    /// Share of resamples in which it stays among the first five.
    pub top5_share: Option<f64>,
    /// True where an analyst must confirm the evidence first.
    pub confirm: bool,
    pub title: Message,
    pub reason: Message,
    pub helps: Message,
    pub risk: Message,
    pub safeguard: Message,
    pub check_next: Message,
    pub findings: Vec<FindingRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct FindingRef {
    pub code: String,
    pub scope: Scope,
}

/// A named table: what charts and every document format draw from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    pub name: String,
    /// What a row is, as a message key of the catalogue.
    pub title: Message,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Groups left out because they are smaller than the suppression size, or because a sum less the
    /// other groups would give such a one back.
    pub suppressed: u64,
}

impl Table {
    /// Index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}

/// `name` is also the key of its heading in the catalogue (`column-<name>`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    pub name: String,
    pub unit: Unit,
    pub decimals: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    Null,
    Int(i64),
    Float(f64),
    Text(String),
    /// A word of the catalogue (a channel, a status).
    Word(Message),
}

impl Cell {
    /// The number in the cell, if there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            Self::Int(v) => Some(*v as f64),
            Self::Float(v) => Some(*v),
            _ => None,
        }
    }
}

/// Width of a chart in a document (design §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Column,
    Page,
    Slide,
}

/// A chart: which table it draws, how, and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChartSpec {
    /// File name without extension; unique in the study.
    pub name: String,
    pub table: String,
    pub kind: ChartKind,
    pub format: Format,
    pub title: Message,
    pub subtitle: Message,
    /// Small print: source file, period, as-of date, version, what was left out.
    pub note: Message,
    pub alt: Message,
}

/// Colour by meaning (design §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Token {
    Muted,
    Wait,
    Service,
    Paused,
    Overdue,
    Gain,
    Highlight,
}

/// Which columns of the table play which part. Values are drawn in their column's unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChartKind {
    /// Horizontal bars of stacked parts, one row a bar, in the table's order.
    StackedBars {
        label: String,
        parts: Vec<Part>,
        /// Column with the n of each bar.
        n: Option<String>,
        /// Column with a reference tick (plan, peers).
        reference: Option<String>,
        /// Columns of the ends of an interval of the whole bar, drawn as a whisker.
        low: Option<String>,
        high: Option<String>,
        /// True: hollow bars (open dossiers).
        hollow: bool,
    },
    /// Numbers in cells, darker where higher; rows and columns in order of first appearance.
    HeatMap { row: String, column: String, value: String },
    /// Step curves with bands, one a series; `x` in working days from 0, `y` a share.
    Curves { series: String, x: String, y: String, low: String, high: String },
    /// Columns over a numeric axis; rows are bins `[from, to)`.
    Histogram {
        from: String,
        to: String,
        count: String,
        /// Second count stacked hollow on the first (open dossiers).
        open: Option<String>,
        /// Where a dashed line stands, with its name (the due date).
        mark: Option<Mark>,
    },
    /// A way from one level to another: rows without a step are levels, the others the steps between
    /// them, drawn from where the one before ended. Levels are shares and steps points, or both have
    /// one unit.
    Bridge {
        label: String,
        level: String,
        step: String,
        /// Columns of the ends of a level's interval.
        low: String,
        high: String,
        /// Column with a count of each step, headed by its own name.
        count: String,
    },
    /// A path of steps from top to bottom with the time each hand-over takes (wait) and each step
    /// (service); rows in order.
    Path { label: String, wait: String, service: String, n: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    pub column: String,
    pub token: Token,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    pub at: f64,
    pub name: Message,
}

/// A sentence of the catalogue with its values; `words` makes text of it in a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    pub key: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

/// A value in a sentence, with what it means, so that each language can format it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Arg {
    /// A name from the data or a code: shown as it is.
    Text(String),
    /// A whole number, thousands apart.
    Count(i64),
    /// A number with at most three significant digits.
    Number(f64),
    /// Between 0 and 1, shown as a percentage.
    Share(f64),
    /// Working seconds, shown in the largest unit that keeps them above 1.
    Work(f64),
    /// Wall-clock seconds, likewise.
    Wall(f64),
    /// Working days of the office's own length.
    WorkDays(f64),
    /// ISO date (`YYYY-MM-DD`), shown `dd/MM/yyyy`.
    Date(String),
    /// Another message, said in the same language.
    Said(Box<Message>),
    /// Messages said one after the other, separated by commas.
    List(Vec<Message>),
}

impl Message {
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: BTreeMap::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.insert(name.to_owned(), arg);
        self
    }

    #[must_use]
    pub fn text(self, name: &str, value: impl Into<String>) -> Self {
        self.with(name, Arg::Text(value.into()))
    }

    #[must_use]
    pub fn count(self, name: &str, value: u64) -> Self {
        self.with(name, Arg::Count(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    #[must_use]
    pub fn share(self, name: &str, value: f64) -> Self {
        self.with(name, Arg::Share(value))
    }

    #[must_use]
    pub fn number(self, name: &str, value: f64) -> Self {
        self.with(name, Arg::Number(value))
    }

    #[must_use]
    pub fn work(self, name: &str, seconds: f64) -> Self {
        self.with(name, Arg::Work(seconds))
    }

    #[must_use]
    pub fn said(self, name: &str, message: Message) -> Self {
        self.with(name, Arg::Said(Box::new(message)))
    }
}
