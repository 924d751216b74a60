//! Words of a lifecycle: what an event says about its step.

use std::collections::{BTreeMap, BTreeSet};

use super::heading::key;
use crate::error::{Error, Result};
use crate::study::LifecycleWords;

/// What an event says about its run. In the order in which events of one instant happen: nothing is
/// finished before it is begun, and a hold that touches the next one ends first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transition {
    /// Handed over.
    Schedule,
    /// Given to an officer, or to another one.
    Assign,
    Start,
    Resume,
    Suspend,
    /// Passed over: no work was done.
    Skip,
    Finish,
    /// Given up after it was begun.
    Abort,
    /// Called off, as a rule before anybody began.
    Withdraw,
    /// Nothing that concerns a run.
    Ignore,
}

impl Transition {
    pub const ALL: [Self; 10] = [
        Self::Schedule,
        Self::Assign,
        Self::Start,
        Self::Resume,
        Self::Suspend,
        Self::Skip,
        Self::Finish,
        Self::Abort,
        Self::Withdraw,
        Self::Ignore,
    ];

    /// Its key in `[lifecycle]`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Assign => "assign",
            Self::Start => "start",
            Self::Resume => "resume",
            Self::Suspend => "suspend",
            Self::Skip => "skip",
            Self::Finish => "complete",
            Self::Abort => "abort",
            Self::Withdraw => "withdraw",
            Self::Ignore => "ignore",
        }
    }

    /// Its place in [`Self::ALL`].
    pub(super) fn rank(self) -> i32 {
        Self::ALL.iter().zip(0..).find(|(one, _)| **one == self).map_or(0, |(_, rank)| rank)
    }

    pub(super) fn of_rank(rank: i32) -> Option<Self> {
        usize::try_from(rank).ok().and_then(|at| Self::ALL.get(at)).copied()
    }

    /// Whether a run begins with it.
    fn begins(self) -> bool {
        matches!(self, Self::Schedule | Self::Start)
    }

    /// Whether a run ends with it.
    fn ends(self) -> bool {
        matches!(self, Self::Finish | Self::Abort | Self::Withdraw)
    }
}

/// The standard lifecycle of XES and the tenses of its words, as [`key`] writes them: what a word of
/// another list means is for the study file to say.
const STANDARD: &[(Transition, &[&str])] = &[
    (Transition::Schedule, &["schedule", "scheduled"]),
    (Transition::Assign, &["assign", "assigned", "reassign", "reassigned"]),
    (Transition::Start, &["start", "started", "begin", "begun"]),
    (Transition::Resume, &["resume", "resumed"]),
    (Transition::Suspend, &["suspend", "suspended"]),
    (Transition::Skip, &["autoskip", "manualskip", "skip", "skipped"]),
    (
        Transition::Finish,
        &["", "unknown", "complete", "completed", "finish", "finished", "end", "ended"],
    ),
    (Transition::Abort, &["ateabort", "piabort", "abort", "aborted"]),
    (Transition::Withdraw, &["withdraw", "withdrawn"]),
];

/// Words of systems, proposed where a file has them: in use in one-stop offices, in ticket systems
/// and in SEI!.
const PROPOSED: &[(Transition, &[&str])] = &[
    (
        Transition::Schedule,
        &[
            "enable",
            "enabled",
            "queued",
            "pending",
            "waiting",
            "handedover",
            "open",
            "opened",
            "new",
            "created",
            "sent",
            "remetido",
            "choxuly",
            "chotiepnhan",
            "chuaxuly",
            "chuyenden",
            "dachuyen",
            "dachuyenden",
            "duocchuyen",
            "moiden",
            "moichuyen",
        ],
    ),
    (
        Transition::Assign,
        &[
            "allocate",
            "allocated",
            "delegate",
            "delegated",
            "phancong",
            "daphancong",
            "giaoviec",
            "dagiao",
            "giaonhanvien",
        ],
    ),
    (
        Transition::Start,
        &[
            "inprogress",
            "inprocess",
            "processing",
            "working",
            "active",
            "received",
            "accepted",
            "recebido",
            "reabertura",
            "batdau",
            "batdauxuly",
            "dangxuly",
            "dangthuchien",
            "dangthuly",
            "datiepnhan",
            "tiepnhan",
            "danhan",
            "nhanxuly",
        ],
    ),
    (
        Transition::Suspend,
        &[
            "pause",
            "paused",
            "hold",
            "onhold",
            "stopped",
            "sobrestamento",
            "tamdung",
            "tamdungxuly",
            "dungxuly",
            "cho",
            "batdaucho",
            "chobosung",
            "dangcho",
            "chophoihop",
        ],
    ),
    (
        Transition::Resume,
        &[
            "unpause",
            "unpaused",
            "continue",
            "continued",
            "offhold",
            "reactivated",
            "remocaosobrestamento",
            "ketthuccho",
            "hetcho",
            "tieptuc",
            "tieptucxuly",
            "dabosung",
        ],
    ),
    (Transition::Skip, &["boqua", "khongthuchien"]),
    (
        Transition::Finish,
        &[
            "close",
            "closed",
            "done",
            "resolved",
            "conclusao",
            "conclusaoautomatica",
            "ketthuc",
            "ketthucxuly",
            "hoanthanh",
            "dahoanthanh",
            "daxuly",
            "daxulyxong",
            "xong",
        ],
    ),
    (Transition::Abort, &["cancel", "cancelled", "canceled", "failed", "huy", "dahuy", "huybo"]),
    (
        Transition::Withdraw,
        &["revoked", "recalled", "thuhoi", "dathuhoi", "rut", "xinrut", "darut"],
    ),
];

/// What each word of a study means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lifecycle {
    own: BTreeMap<String, Transition>,
}

impl Lifecycle {
    pub(super) fn of(words: &LifecycleWords) -> Self {
        let transition = |says: &str| Transition::ALL.into_iter().find(|one| one.as_str() == says);
        let all = words.all().into_iter();
        Self::new(all.filter_map(|(says, word)| Some((transition(says)?, word))))
    }

    /// The words of the study file, before those of the standard.
    pub(super) fn new<'a>(own: impl IntoIterator<Item = (Transition, &'a str)>) -> Self {
        Self { own: own.into_iter().map(|(transition, word)| (key(word), transition)).collect() }
    }

    /// `None` for a word that nobody has explained.
    pub(super) fn transition(&self, word: &str) -> Option<Transition> {
        let word = key(word);
        self.own.get(&word).copied().or_else(|| found(STANDARD, &word))
    }
}

fn found(lists: &[(Transition, &[&str])], word: &str) -> Option<Transition> {
    lists.iter().find(|(_, words)| words.contains(&word)).map(|(transition, _)| *transition)
}

/// What a word probably means, for whoever proposes a mapping; `None` where nothing is known of it.
pub fn proposed(word: &str) -> Option<Transition> {
    let word = key(word);
    if word.is_empty() {
        return None;
    }
    found(STANDARD, &word).or_else(|| found(PROPOSED, &word))
}

/// Whether the values of a column are events of steps: all but a tenth are words of a lifecycle, runs
/// begin with some of them and end with others. A column of statuses has no beginnings.
pub fn holds_lifecycle<'a>(values: impl IntoIterator<Item = &'a str>) -> bool {
    let mut seen = Seen::default();
    values.into_iter().for_each(|value| seen.add(value));
    seen.is_lifecycle()
}

/// The words of a column, as far as they may be those of a lifecycle.
#[derive(Default)]
struct Seen {
    filled: u64,
    known: u64,
    begins: bool,
    ends: bool,
    words: BTreeSet<String>,
}

impl Seen {
    fn add(&mut self, value: &str) {
        let word = key(value);
        if word.is_empty() {
            return;
        }
        self.filled += 1;
        if let Some(transition) = found(STANDARD, &word) {
            self.known += 1;
            self.begins |= transition.begins();
            self.ends |= transition.ends();
            self.words.insert(value.trim().to_owned());
        }
    }

    fn is_lifecycle(&self) -> bool {
        self.begins && self.ends && self.known * 10 >= self.filled * 9
    }
}

/// Looks for a lifecycle in columns that nobody reads: rows that are events make no sense as runs.
pub(super) struct Watch {
    columns: BTreeMap<String, Seen>,
    rows: usize,
}

impl Watch {
    /// Rows that are looked at.
    const ROWS: usize = 1_000;

    pub(super) fn new() -> Self {
        Self { columns: BTreeMap::new(), rows: 0 }
    }

    pub(super) fn row_begins(&mut self) {
        self.rows += 1;
    }

    pub(super) fn looks(&self) -> bool {
        self.rows < Self::ROWS
    }

    pub(super) fn cell(&mut self, heading: &str, value: &str) {
        match self.columns.get_mut(heading) {
            Some(seen) => seen.add(value),
            None => self.columns.entry(heading.to_owned()).or_default().add(value),
        }
    }

    /// # Errors
    /// Of kind `Input` where a column holds the beginnings and ends of steps.
    pub(super) fn judge(&self, shown: &str) -> Result<()> {
        let found = self.columns.iter().find(|(_, seen)| seen.is_lifecycle());
        let Some((heading, seen)) = found else { return Ok(()) };
        let words = seen.words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
        Err(Error::input(format!(
            "{shown}: column \"{heading}\" says which rows begin a step and which end one, but isn't read"
        ))
        .detail(format!("found there: {words}"))
        .detail("its rows are events: taken for step runs, each would be a run of no length")
        .help(format!(
            "set  lifecycle = \"{heading}\"  in [input.columns] of study.toml, and instance to the column that numbers the runs, if there is one"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_standard_are_known_and_those_of_the_study_go_first() {
        let standard = Lifecycle::default();
        assert_eq!(standard.transition("START"), Some(Transition::Start));
        assert_eq!(standard.transition("ate_abort"), Some(Transition::Abort));
        assert_eq!(standard.transition(""), Some(Transition::Finish));
        assert_eq!(standard.transition("Đang xử lý"), None);
        let own = Lifecycle::new([
            (Transition::Start, "Đang xử lý"),
            (Transition::Resume, "Kết thúc chờ"),
            (Transition::Ignore, "unknown"),
        ]);
        assert_eq!(own.transition("đang  xử lý"), Some(Transition::Start));
        assert_eq!(own.transition("Ket thuc cho"), Some(Transition::Resume));
        assert_eq!(own.transition("unknown"), Some(Transition::Ignore));
        assert_eq!(own.transition("complete"), Some(Transition::Finish));
    }

    #[test]
    fn no_word_stands_in_two_lists() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, words) in STANDARD.iter().chain(PROPOSED) {
            for word in *words {
                assert!(seen.insert(*word), "{word}");
                assert_eq!(key(word), *word);
            }
        }
    }

    #[test]
    fn a_rank_is_its_transition() {
        for transition in Transition::ALL {
            assert_eq!(Transition::of_rank(transition.rank()), Some(transition));
        }
        assert_eq!(Transition::of_rank(-1), None);
    }

    #[test]
    fn a_column_of_events_is_told_from_one_of_statuses() {
        assert!(holds_lifecycle(["start", "complete", "start", ""]));
        assert!(holds_lifecycle(["schedule", "complete"]));
        assert!(!holds_lifecycle(["complete", "complete"]));
        assert!(!holds_lifecycle(["completed", "withdrawn"]));
        assert!(!holds_lifecycle(["start", "complete", "Lan", "Minh"]));
    }
}
