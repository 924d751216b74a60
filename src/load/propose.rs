//! `redtape init`: a first study file from a look at the files.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::feed;
use super::reader::{Asked, Holds, Reader, Walk};
use super::recognise::{Confidence, Recognised, Sample, kind_of, mapping, order_of};
use super::records::not_utf8;
use super::register::Table;
use super::roles::is_check;
use super::source::Source;
use super::survey::Survey;
use super::xes;
use crate::error::{Error, Result};
use crate::study::{Calendar, DateOrder, Input, InputKind};
use crate::words::Language;

/// Rows that a guess looks at; a survey of the whole follows.
const SAMPLED_ROWS: usize = 2_000;
const VIETNAM_ZONE: &str = "Asia/Ho_Chi_Minh";

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ProposedInput {
    pub input: Input,
    pub found: Vec<Recognised>,
    /// Headings that nothing is read from.
    pub unread: Vec<String>,
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
    pub(super) register: Vec<(Table, String)>,
    pub(super) checks: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) pseudonym_key: String,
}

/// Guesses a study from files: what each is, what its columns mean, the zone of its stamps, the
/// calendar that covers them, the steps that check something. Reads them whole.
///
/// # Errors
/// Of kind `Input` where a file can't be read or nothing in it is known; says what was found.
pub fn propose(files: &[PathBuf]) -> Result<Proposal> {
    if files.is_empty() {
        return Err(Error::usage("init needs a file").help("redtape init FILE…"));
    }
    let here = Path::new(".").canonicalize().ok();
    let mut inputs = Vec::new();
    let mut register = Vec::new();
    for path in files {
        let shown = shown(path, here.as_deref());
        match look(path, &shown)? {
            Looked::Input(input) => inputs.push(*input),
            Looked::Register(table) => register.push((table, shown)),
        }
    }
    if inputs.is_empty() {
        return Err(Error::input("only a register was given: there is nothing to study")
            .help("name the files with dossiers or step runs too"));
    }
    let mut survey = Survey::default();
    for proposed in &inputs {
        survey.file(&proposed.input)?;
    }
    Ok(proposal(inputs, register, &survey))
}

fn proposal(
    inputs: Vec<ProposedInput>,
    register: Vec<(Table, String)>,
    survey: &Survey,
) -> Proposal {
    let vietnamese =
        inputs.iter().flat_map(|i| &i.found).any(|r| r.vietnamese) || !register.is_empty();
    let (zone, zone_why) = survey.zone().unwrap_or_else(|| {
        let why = if vietnamese {
            "the stamps carry no offset and the headings are Vietnamese"
        } else {
            "the stamps carry no offset: set [study] zone if they are from elsewhere"
        };
        (VIETNAM_ZONE.to_owned(), why.to_owned())
    });
    let (calendar, calendar_why) = calendar(&zone, survey);
    let mut notes = Vec::new();
    if survey.stamps_with_offset > 0 && survey.stamps_without > 0 {
        notes.push(format!(
            "{} stamps carry an offset and {} don't: the latter are taken as local time of {zone}",
            survey.stamps_with_offset, survey.stamps_without
        ));
    }
    if !inputs.iter().any(|i| matches!(i.input.kind, InputKind::Runs | InputKind::Log)) {
        notes.push(
            "no file has step runs: where time goes within a dossier can't be told".to_owned(),
        );
    }
    let stem = |input: &ProposedInput| {
        let name = input.input.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.split('.').next().unwrap_or_default().to_owned()
    };
    let title = inputs.first().map(stem).filter(|s| !s.is_empty()).unwrap_or("study".to_owned());
    Proposal {
        title,
        language: if vietnamese { Language::Vi } else { Language::En },
        zone,
        zone_why,
        calendar,
        calendar_why,
        inputs,
        register,
        checks: survey.steps.iter().filter(|s| is_check(s)).cloned().collect(),
        notes,
        pseudonym_key: random_key(),
    }
}

/// The Vietnamese calendar where it knows every day of the data, else plain office hours.
fn calendar(zone: &str, survey: &Survey) -> (&'static str, String) {
    let Some((from, to)) = survey.reach else {
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
    if covers {
        ("vietnam", format!("it covers every stamp and due date ({from} to {to})"))
    } else {
        (
            "office",
            format!(
                "the Vietnamese calendar doesn't cover every stamp and due date ({from} to {to}): Monday to Friday, no holidays"
            ),
        )
    }
}

enum Looked {
    Input(Box<ProposedInput>),
    Register(Table),
}

fn look(path: &Path, shown: &str) -> Result<Looked> {
    let reader = Reader::of(path, shown)?;
    if let Holds::Log(walk) = reader.holds {
        return log(reader, walk, path, shown).map(|i| Looked::Input(Box::new(i)));
    }
    let top = feed::top(&Asked::file(path, shown), SAMPLED_ROWS)?;
    let rows = &top.seen;
    let header = top
        .header()
        .ok_or_else(|| Error::input(format!("{shown} has no row that could be headings")))?;
    if let Some(name) = header.names.iter().find(|n| n.contains('\u{fffd}')) {
        let row = i64::try_from(header.data_from).unwrap_or(1);
        return Err(not_utf8(shown, row, "", name));
    }
    if let Some(table) = Table::recognised(&header.names) {
        return Ok(Looked::Register(table));
    }
    let samples: Vec<Sample> = header
        .names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
        .map(|(at, name)| Sample {
            heading: name.clone(),
            values: rows
                .iter()
                .skip(header.data_from)
                .filter(|row| row.iter().any(|v| !v.trim().is_empty()))
                .map(|row| row.get(at).cloned().unwrap_or_default())
                .collect(),
            serial_dates: top.serial_days,
        })
        .collect();
    if samples.iter().all(|s| s.values.is_empty()) {
        return Err(super::no_rows(shown));
    }
    let order = order_of(&samples);
    let headings = header.names.iter().filter(|n| !n.is_empty()).cloned().collect();
    let kind = kind_of(&samples, order).map_err(|why| unknown(shown, &why, &header.names))?;
    let found = mapping(kind, &samples, order);
    if !found.iter().any(|r| r.column == "dossier_id") {
        return Err(unknown(shown, "no column looks like a dossier's code", &header.names));
    }
    Ok(Looked::Input(Box::new(proposed(path, shown, kind, order, found, headings))))
}

fn log(reader: &Reader, walk: Walk, path: &Path, shown: &str) -> Result<ProposedInput> {
    let place = reader.place(path, shown)?;
    let source = Source::open(place.path(), shown, Arc::default())?;
    let (of_traces, of_events) = xes::sample(walk, source, place.path(), shown, SAMPLED_ROWS)?;
    let order = DateOrder::Dmy;
    let mut found = mapping(InputKind::Log, &of_traces, order);
    found.retain(|r| r.column != "dossier_id");
    let events: Vec<Recognised> = mapping(InputKind::Runs, &of_events, order)
        .into_iter()
        .filter(|r| !matches!(r.column, "dossier_id" | "step" | "finished_at"))
        .filter(|r| !found.iter().any(|f| f.column == r.column))
        .collect();
    found.extend(events);
    let named = xes::name_of_traces(path, shown)?;
    let standard = |column: &'static str, heading: &str| Recognised {
        column,
        heading: heading.to_owned(),
        confidence: Confidence::Sure,
        vietnamese: false,
    };
    found.splice(
        0..0,
        [
            standard("dossier_id", named.as_deref().unwrap_or(xes::NAME)),
            standard("step", xes::NAME),
            standard("finished_at", xes::TIME),
        ],
    );
    let headings = of_traces
        .iter()
        .chain(&of_events)
        .map(|s| s.heading.clone())
        .filter(|h| !xes::READ_ANYWAY.contains(&h.as_str()))
        .collect();
    Ok(proposed(path, shown, InputKind::Log, order, found, headings))
}

fn proposed(
    path: &Path,
    shown: &str,
    kind: InputKind,
    order: DateOrder,
    found: Vec<Recognised>,
    headings: Vec<String>,
) -> ProposedInput {
    let mut unread: Vec<String> = Vec::new();
    for heading in headings {
        if !found.iter().any(|r| r.heading == heading) && !unread.contains(&heading) {
            unread.push(heading);
        }
    }
    let columns = found.iter().map(|r| (r.column.to_owned(), r.heading.clone())).collect();
    let input = Input {
        columns,
        order: Some(order),
        ..Input::new(shown.to_owned(), path.to_owned(), kind)
    };
    ProposedInput { input, found, unread }
}

fn unknown(shown: &str, why: &str, headings: &[String]) -> Error {
    let list = headings.iter().filter(|h| !h.is_empty()).take(40);
    let list = list.map(|h| format!("\"{h}\"")).collect::<Vec<_>>().join(", ");
    Error::input(format!("{shown}: redtape can't tell what its rows are"))
        .detail(why.to_owned())
        .detail(format!("headings found: {list}"))
        .help("write study.toml by hand: docs/study.md has every key, `redtape demo` an example")
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
