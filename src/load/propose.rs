//! `redtape init`: a first study file from a look at the files.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::export_day::ExportDay;
use super::identity;
use super::look::{Looked, look};
use super::near_names::{NamePair, What, propose_names};
use super::question::Ask;
use super::recognise::{Doubt, Recognised};
use super::register::Table;
use super::roles::is_check;
use super::splits::{Split, propose_splits};
use super::survey::Survey;
use super::vocabulary::{Unknown, lifecycle_words, unknown_outcomes, unknown_statuses};
use crate::error::{Error, Result};
use crate::study::{Calendar, Input, InputKind};
use crate::words::{Language, Words as SayIn};

pub(super) const VIETNAM_ZONE: &str = "Asia/Ho_Chi_Minh";

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProposedInput {
    pub input: Input,
    pub found: Vec<Recognised>,
    /// Headings that nothing is read from.
    pub unread: Vec<String>,
    /// Known headings that nothing is read from, and why.
    pub doubts: Vec<Doubt>,
    /// How the order of its dates was told.
    pub order_why: Option<String>,
    pub export: Option<ExportDay>,
    /// The office that stands above the headings, where no column names one.
    pub office: Option<String>,
    /// What else is to be said of it.
    pub notes: Vec<String>,
}

/// A study file that nobody has read yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) zone: String,
    pub(super) zone_why: String,
    pub(super) calendar: &'static str,
    pub(super) calendar_why: String,
    pub(super) inputs: Vec<ProposedInput>,
    /// Files that couldn't be guessed, each with the reason.
    pub(super) passed_over: Vec<(String, Vec<String>)>,
    pub(super) register: Vec<(Table, String)>,
    pub(super) checks: Vec<String>,
    pub(super) words: Words,
    pub(super) notes: Vec<String>,
    pub(super) pseudonym_key: String,
}

/// Words of the data that the study file may have to explain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub outcomes: Unknown,
    pub statuses: Unknown,
    /// Words of events with how often each occurs and the transition proposed for it.
    pub lifecycle: Vec<(String, u64, Option<&'static str>)>,
    /// Words in names of steps with the outcome that each means.
    pub splits: BTreeMap<String, String>,
    /// Names that may be spellings of one.
    pub names: Vec<NamePair>,
}

/// Guesses a study from files: what each is, what its columns mean, the zone of its stamps, the
/// calendar that covers them, the steps that check something. Reads them whole. A file that can't be
/// guessed is passed over and named; `ask` settles what the values leave open.
///
/// # Errors
/// Of kind `Input` where a file doesn't exist or nothing is known of any; says what was found. Whatever
/// `ask` answers with.
pub fn propose(files: &[PathBuf], ask: &mut Ask<'_>) -> Result<Proposal> {
    if files.is_empty() {
        return Err(Error::usage("init needs a file").help("redtape init FILE…"));
    }
    let here = Path::new(".").canonicalize().ok();
    let mut drafts = Vec::new();
    let mut register = Vec::new();
    let mut refused: Vec<(String, Error)> = Vec::new();
    for path in files {
        let shown = shown(path, here.as_deref());
        // A slip of the pen, not a file that is hard to guess.
        let there = path.exists() || path.to_string_lossy().contains("://");
        match looked_at(path, &shown) {
            Ok((mut found, table)) => {
                drafts.append(&mut found);
                register.extend(table.map(|table| (table, shown)));
            }
            Err(error) if there => refused.push((shown, error)),
            Err(error) => return Err(error),
        }
    }
    identify(&mut drafts, &mut refused);
    if drafts.is_empty() {
        return Err(nothing_left(refused, !register.is_empty()));
    }
    if drafts.iter().all(|d| d.kind() == InputKind::PortalTotals) {
        if !refused.is_empty() {
            return Err(nothing_left(refused, !register.is_empty()));
        }
        return Err(Error::input(
            "only totals of the national portal were given: there is nothing to study",
        )
        .help("name the files with dossiers or step runs too"));
    }
    Draft::settle(&mut drafts, ask)?;
    let mut survey = Survey::default();
    let mut inputs = Vec::new();
    for draft in drafts {
        let proposed = draft.proposed();
        match survey.file(&proposed.input) {
            Ok(()) => inputs.push(proposed),
            Err(error) => refused.push((proposed.input.shown, error)),
        }
    }
    if inputs.is_empty() {
        return Err(nothing_left(refused, false));
    }
    let mut proposal = proposal(inputs, register, &survey);
    proposal.passed_over =
        refused.into_iter().map(|(shown, error)| (shown, reasons(error))).collect();
    Ok(proposal)
}

/// The inputs that a file makes, and the table of a register that it is. Lists within the records of JSON
/// are inputs of their own.
fn looked_at(path: &Path, shown: &str) -> Result<(Vec<Draft>, Option<Table>)> {
    let mut drafts = Vec::new();
    let mut register = None;
    let mut refused = None;
    for (list, looked) in look(path, shown)? {
        let nested = list.is_some();
        match looked {
            Looked::Register(table) if !nested => register = Some(table),
            Looked::Register(_) => {}
            looked => match Draft::new(path, shown, list, looked) {
                // The records are the dossiers, if they look like some.
                Ok(draft)
                    if nested && draft.kind() == InputKind::Dossiers && !drafts.is_empty() => {}
                Ok(draft) => drafts.push(draft),
                Err(error) => refused = refused.or(Some(error)),
            },
        }
    }
    match refused {
        Some(error) if drafts.is_empty() && register.is_none() => Err(error),
        _ => Ok((drafts, register)),
    }
}

/// Finds each file's codes; those without any are refused.
fn identify(drafts: &mut Vec<Draft>, refused: &mut Vec<(String, Error)>) {
    let candidates: Vec<_> = drafts.iter().map(Draft::codes).collect();
    let chosen = identity::choose(&candidates);
    let mut kept = Vec::new();
    for (mut draft, code) in std::mem::take(drafts).into_iter().zip(chosen) {
        if draft.take_code(code) {
            kept.push(draft);
        } else {
            let error = draft.unknown(match draft.kind() {
                InputKind::Log => "nothing names its traces",
                _ => "no column looks like a dossier's code",
            });
            refused.push((draft.shown().to_owned(), error));
        }
    }
    *drafts = kept;
}

/// Why no study can be proposed at all.
fn nothing_left(mut refused: Vec<(String, Error)>, register: bool) -> Error {
    if refused.is_empty() {
        return Error::input("only a register was given: there is nothing to study")
            .help("name the files with dossiers or step runs too");
    }
    if refused.len() == 1 && !register {
        return refused.remove(0).1;
    }
    let n = refused.len();
    let mut error = Error::input(format!("none of the {n} files can be used for a study"));
    for (_, refused) in refused {
        error = error.detail(reasons(refused).join("; "));
    }
    error.help("write study.toml by hand: docs/study.md has every key, `redtape demo` an example")
}

/// What an error says, without its help: the message, then the details.
fn reasons(error: Error) -> Vec<String> {
    std::iter::once(error.message).chain(error.details).collect()
}

fn proposal(
    inputs: Vec<ProposedInput>,
    register: Vec<(Table, String)>,
    survey: &Survey,
) -> Proposal {
    let vietnamese =
        inputs.iter().flat_map(|i| &i.found).any(|r| r.vietnamese) || !register.is_empty();
    let offsets = survey.zone();
    let told = vietnamese || offsets.is_some();
    let (zone, zone_why) = offsets.unwrap_or_else(|| {
        let why = if survey.in_utc {
            let why = "the offset +00:00 is written for stamps of any zone";
            return if vietnamese {
                (VIETNAM_ZONE.to_owned(), format!("the headings are Vietnamese; {why}"))
            } else {
                ("Etc/UTC".to_owned(), format!("{why}: set [study] zone to that of the office"))
            };
        } else if vietnamese {
            "the stamps carry no offset and the headings are Vietnamese"
        } else {
            "the stamps carry no offset: set [study] zone if they are from elsewhere"
        };
        (VIETNAM_ZONE.to_owned(), why.to_owned())
    });
    let (calendar, calendar_why) = calendar(&zone, told, survey);
    let mut notes = Vec::new();
    if survey.stamps_with_offset > 0 && survey.stamps_without > 0 {
        notes.push(format!(
            "{} stamps carry an offset and {} don't: the latter are taken as local time of {zone}",
            survey.stamps_with_offset, survey.stamps_without
        ));
    }
    let has_runs = |i: &ProposedInput| {
        matches!(i.input.kind, InputKind::Runs | InputKind::Log | InputKind::Wide)
    };
    if !inputs.iter().any(has_runs) {
        notes.push(
            "no file has step runs: where time goes within a dossier can't be told".to_owned(),
        );
    }
    let stem = |input: &ProposedInput| {
        let name = input.input.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.split('.').next().unwrap_or_default().to_owned()
    };
    let title = inputs.first().map(stem).filter(|s| !s.is_empty()).unwrap_or("study".to_owned());
    let splits = propose_splits(&survey.steps.iter().cloned().collect::<Vec<_>>());
    let words = SayIn::new(Language::En, 8 * 3_600);
    notes.extend(survey.notes.iter().map(|note| words.say(note)));
    Proposal {
        title,
        language: if vietnamese { Language::Vi } else { Language::En },
        zone,
        zone_why,
        calendar,
        calendar_why,
        inputs,
        passed_over: Vec::new(),
        register,
        checks: checks(survey, &splits),
        words: Words {
            outcomes: unknown_outcomes(&survey.outcomes),
            statuses: unknown_statuses(&survey.statuses),
            lifecycle: lifecycle_words(&survey.lifecycle),
            splits: splits.into_iter().map(|split| (split.word, split.outcome)).collect(),
            names: near_names(survey),
        },
        notes,
        pseudonym_key: random_key(),
    }
}

/// Steps that check something, by the names that they have once outcomes are taken out of them.
fn checks(survey: &Survey, splits: &[Split]) -> Vec<String> {
    let split = || splits.iter().flat_map(|split| &split.names);
    let left = |name: &String| split().find(|(whole, _)| whole == name).map(|(_, step)| step);
    let names: BTreeSet<String> = survey
        .steps
        .iter()
        .filter(|name| is_check(name))
        .map(|name| left(name).unwrap_or(name).clone())
        .collect();
    names.into_iter().collect()
}

/// Offices and desks whose names differ in spelling alone.
fn near_names(survey: &Survey) -> Vec<NamePair> {
    let of = |what: What, names: &BTreeMap<String, u64>| -> Vec<(What, String, u64)> {
        names.iter().map(|(name, n)| (what, name.clone(), *n)).collect()
    };
    let mut names = of(What::Agency, &survey.agencies);
    names.extend(of(What::Unit, &survey.units));
    propose_names(&names)
}

/// The Vietnamese calendar where it knows every day of the data, else plain office hours; `told` says
/// whether headings or offsets speak for the zone.
fn calendar(zone: &str, told: bool, survey: &Survey) -> (&'static str, String) {
    let Some((from, to)) = survey.reach() else {
        return ("office", "the files have no stamps".to_owned());
    };
    let covers =
        Calendar::built_in("vietnam").is_some_and(|read| read.is_ok_and(|c| c.covers(from, to)));
    if zone != VIETNAM_ZONE {
        return (
            "office",
            format!("the stamps are not of Vietnam ({zone}): Monday to Friday, no holidays"),
        );
    }
    if !told {
        let why = "neither headings nor offsets say that the files are of Vietnam: Monday to Friday, no holidays";
        return ("office", why.to_owned());
    }
    if covers {
        ("vietnam", format!("it covers the stamps ({from} to {to})"))
    } else {
        (
            "office",
            format!(
                "the Vietnamese calendar doesn't cover the stamps ({from} to {to}): Monday to Friday, no holidays"
            ),
        )
    }
}

/// The path as `study.toml` should have it: from here if the file is below, else as given.
fn shown(path: &Path, here: Option<&Path>) -> String {
    let inside = here.and_then(|here| {
        let full = path.canonicalize().ok()?;
        full.strip_prefix(here).ok().map(Path::to_path_buf)
    });
    inside.as_deref().unwrap_or(path).to_string_lossy().into_owned()
}

/// A key that nobody can guess, from the randomness that the standard library seeds its maps with.
fn random_key() -> String {
    let draw = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", draw(), draw())
}
