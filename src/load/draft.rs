//! A file that was looked at, on its way to an input of the study.

use std::path::{Path, PathBuf};

use super::export_day::{ExportDay, export_day};
use super::heading::{key, planned_unit, unit_of};
use super::identity::{self, Candidate};
use super::look::{Looked, Top, office};
use super::order::{self, Told};
use super::proposal_text::said;
use super::propose::ProposedInput;
use super::quantity;
use super::question::{Ask, Question};
use super::recognise::{Confidence, Doubt, Mapping, Recognised, Sample, Why, kind_of, mapping};
use super::stages::{by_median, stages};
use super::vocabulary::tells_events;
use super::xes;
use crate::error::{Error, Result};
use crate::study::{DateOrder, DecimalMark, Input, InputKind, PlannedUnit};

/// What is known of one file.
pub(super) struct Draft {
    input: Input,
    mapping: Mapping,
    code: Option<Recognised>,
    /// Where the values of its columns are: of a table its own, of a log those of events.
    samples: Vec<Sample>,
    /// Attributes of traces, of a log alone.
    traces: Vec<Sample>,
    headings: Vec<String>,
    told: Told,
    order_why: Option<String>,
    export: Option<ExportDay>,
    office: Option<String>,
    notes: Vec<String>,
}

impl Draft {
    /// # Errors
    /// Of kind `Input` where nothing in it is known; says what was found.
    pub(super) fn new(
        path: &Path,
        shown: &str,
        list: Option<String>,
        looked: Looked,
    ) -> Result<Self> {
        match looked {
            Looked::Table(top) => Self::table(path, shown, list, top),
            Looked::Log { traces, events } => Self::log(path, shown, traces, events),
            Looked::Register(_) => Err(Error::failed(format!("{shown} is a register"))),
        }
    }

    fn table(path: &Path, shown: &str, list: Option<String>, top: Top) -> Result<Self> {
        let Top { samples, mut headings, above } = top;
        // What stands around a list is the dossier's, of which only the code is asked here.
        let own: Vec<Sample> = samples
            .iter()
            .filter(|s| list.is_none() || !s.heading.starts_with('/'))
            .cloned()
            .collect();
        headings.retain(|h| list.is_none() || !h.starts_with('/'));
        let kind = kind_of(&own).map_err(|why| {
            let of = |kind| mapping(kind, &own).doubts;
            let doubts = [of(InputKind::Dossiers), of(InputKind::Runs)].concat();
            unreadable(unknown(shown, &why, &headings), &doubts)
        })?;
        let mapping = mapping(kind, &own);
        if kind == InputKind::Dossiers
            && mapping.doubts.iter().any(|d| of_what_happened(d.column))
            && !mapping.found.iter().any(|r| of_what_happened(r.column))
        {
            let why = "no date of what has happened can be read";
            return Err(unreadable(unknown(shown, why, &headings), &mapping.doubts));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self {
            input: Input { list, ..Input::new(shown.to_owned(), path.to_owned(), kind) },
            told: order::told(&samples, &mapping),
            order_why: None,
            export: export_day(&name, &above),
            office: office(&above).filter(|_| mapping.heading("agency").is_none()),
            mapping,
            code: None,
            samples,
            traces: Vec::new(),
            headings,
            notes: Vec::new(),
        })
    }

    /// # Errors
    /// Where no event has a time.
    fn log(path: &Path, shown: &str, traces: Vec<Sample>, events: Vec<Sample>) -> Result<Self> {
        let mut all = mapping(InputKind::Log, &traces);
        let of_events = mapping(InputKind::Runs, &events);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let has = |key: &str| events.iter().any(|s| s.heading == key);
        for (column, key) in [("step", xes::NAME), ("finished_at", xes::TIME)] {
            let guessed = of_events.found.iter().find(|r| r.column == column);
            match guessed.filter(|_| !has(key)) {
                Some(guessed) => all.found.push(guessed.clone()),
                None => all.found.push(standard(column, key)),
            }
        }
        let dated = all.heading("finished_at").is_some_and(has);
        if !dated && !events.is_empty() {
            let headings: Vec<String> = events.iter().map(|s| s.heading.clone()).collect();
            let error = unknown(shown, "no event has a time", &headings);
            return Err(unreadable(error, &of_events.doubts));
        }
        let further = of_events
            .found
            .into_iter()
            .filter(|r| !matches!(r.column, "step" | "finished_at" | "lifecycle" | "instance"));
        for recognised in further {
            if !all.found.iter().any(|r| r.column == recognised.column) {
                all.found.push(recognised);
            }
        }
        all.doubts.extend(of_events.doubts);
        let headings = traces
            .iter()
            .chain(&events)
            .map(|s| s.heading.clone())
            .filter(|h| !xes::READ_ANYWAY.contains(&h.as_str()))
            .collect();
        Ok(Self {
            input: Input::new(shown.to_owned(), path.to_owned(), InputKind::Log),
            told: order::told(&events, &all),
            order_why: None,
            export: export_day(&name, &[]),
            office: None,
            mapping: all,
            code: None,
            samples: events,
            traces,
            headings,
            notes: Vec::new(),
        })
    }

    pub(super) fn shown(&self) -> &str {
        &self.input.shown
    }

    pub(super) fn kind(&self) -> InputKind {
        self.input.kind
    }

    pub(super) fn unknown(&self, why: &str) -> Error {
        unknown(&self.input.shown, why, &self.headings)
    }

    /// The columns that may hold the dossier's code.
    pub(super) fn codes(&self) -> Vec<Candidate> {
        let samples = if self.input.kind == InputKind::Log { &self.traces } else { &self.samples };
        let taken = |c: &Candidate| self.mapping.found.iter().any(|r| r.heading == c.heading);
        let mut candidates = identity::candidates(self.input.kind, samples);
        candidates.retain(|c| !taken(c) || c.heading == xes::NAME);
        candidates
    }

    /// Takes the column chosen for the code; false where there is none and one is needed.
    pub(super) fn take_code(&mut self, code: Option<Recognised>) -> bool {
        match self.input.kind {
            InputKind::PortalTotals => return true,
            // What the standard calls a trace's name, where traces have one.
            InputKind::Log => {
                let named = self
                    .traces
                    .iter()
                    .any(|s| s.heading == xes::NAME && s.filled().next().is_some());
                self.code = if named { Some(standard("dossier_id", xes::NAME)) } else { code };
            }
            _ => self.code = code,
        }
        let Some(code) = &self.code else { return false };
        if self.input.kind == InputKind::Runs {
            let column = |heading: Option<&str>| {
                heading.and_then(|h| self.samples.iter().rfind(|s| s.heading == h))
            };
            let (of_code, step) =
                (column(Some(&code.heading)), column(self.mapping.heading("step")));
            let free = |s: &&Sample| {
                let read = self.mapping.found.iter().any(|r| r.heading == s.heading);
                !read && s.heading != code.heading && s.stamps() < 0.5
            };
            let events = self.samples.iter().filter(free).find(|s| tells_events(s, of_code, step));
            if let (Some(events), None) = (events, self.mapping.heading("lifecycle")) {
                self.mapping.found.push(Recognised {
                    column: "lifecycle",
                    heading: events.heading.clone(),
                    confidence: Confidence::Guess,
                    vietnamese: false,
                });
            }
        }
        if self.input.kind == InputKind::Dossiers
            && let Some(further) = identity::further_key(&self.samples, &code.heading)
        {
            self.notes
                .push(format!("\"{}\" alone isn't unique: with \"{further}\" it is", code.heading));
            self.input.further_keys = vec![further];
        }
        true
    }

    /// Settles what concerns several files, and asks what the values leave open.
    ///
    /// # Errors
    /// Whatever `ask` answers with.
    pub(super) fn settle(drafts: &mut [Self], ask: &mut Ask<'_>) -> Result<()> {
        share_keys(drafts);
        let runs = drafts.iter().any(|d| matches!(d.input.kind, InputKind::Runs | InputKind::Log));
        let vietnamese = drafts.iter().flat_map(|d| &d.mapping.found).any(|r| r.vietnamese);
        let orders: Vec<DateOrder> = drafts
            .iter()
            .filter_map(|d| match &d.told {
                Told::Is(order, _) | Told::Proven(order, _) => Some(*order),
                _ => None,
            })
            .collect();
        let others = orders.first().filter(|first| orders.iter().all(|o| o == *first)).copied();
        for draft in drafts.iter_mut() {
            draft.order(others, vietnamese, ask)?;
            draft.plan(ask)?;
            if !runs && draft.input.kind == InputKind::Dossiers {
                draft.widen();
            }
        }
        offices(drafts);
        Ok(())
    }

    fn order(
        &mut self,
        others: Option<DateOrder>,
        vietnamese: bool,
        ask: &mut Ask<'_>,
    ) -> Result<()> {
        match self.told.clone() {
            Told::Needless => {}
            // Left to the values: an order that the study gives would hide dates that Excel has swapped.
            Told::ByColumn(why) | Told::Proven(_, why) => self.notes.push(why),
            Told::Is(order, why) => {
                self.input.order = Some(order);
                self.order_why = Some(why);
            }
            Told::Either(example) => {
                let default = match (others, vietnamese) {
                    (Some(order), _) => Some((order, "as in the other files")),
                    (None, true) => Some((DateOrder::Dmy, "as Vietnamese offices write")),
                    (None, false) => None,
                };
                if let Some((order, why)) = default {
                    self.input.order = Some(order);
                    self.order_why = Some(format!("{example} can be read both ways: {why}"));
                    return Ok(());
                }
                let answer = ask(&Question {
                    asks: format!(
                        "{}: which part of {example} is the day? Every date of the file can be read both ways.",
                        self.input.shown
                    ),
                    answers: vec![
                        "the first (day/month/year)".into(),
                        "the second (month/day/year)".into(),
                    ],
                    default: None,
                    key: "order = \"dmy\" or \"mdy\" in [input.dates]".into(),
                })?;
                let order = if answer == 0 { DateOrder::Dmy } else { DateOrder::Mdy };
                self.input.order = Some(order);
                self.order_why = Some(format!("{example} can be read both ways: as you said"));
            }
        }
        Ok(())
    }

    /// The unit of planned times.
    fn plan(&mut self, ask: &mut Ask<'_>) -> Result<()> {
        let Some(heading) = self.mapping.heading("planned_min").map(str::to_owned) else {
            return Ok(());
        };
        self.marks(&heading, ask)?;
        if let Some(unit) = planned_unit(&heading).1.or_else(|| quantity::unit_of(&heading)) {
            self.input.planned = Some(unit);
            return Ok(());
        }
        let beside = format!("loai{}", key(&heading));
        let units = self.samples.iter().find(|s| key(&s.heading) == beside);
        if let Some(unit) = units.and_then(only_unit) {
            self.input.planned = Some(unit);
            return Ok(());
        }
        let sample = self.samples.iter().rfind(|s| s.heading == heading);
        // A duration cell is hours and minutes, whatever the heading says.
        if sample.is_some_and(|s| s.filled().all(|v| v.trim_start_matches('-').starts_with("PT"))) {
            return Ok(());
        }
        let example = sample.and_then(|s| s.filled().next()).unwrap_or_default();
        const UNITS: [PlannedUnit; 4] =
            [PlannedUnit::Minutes, PlannedUnit::Hours, PlannedUnit::Days, PlannedUnit::QuarterDays];
        let mut answers: Vec<String> = UNITS.iter().map(|u| u.as_str().replace('_', " ")).collect();
        answers.push("leave the column out".into());
        let answer = ask(&Question {
            asks: format!(
                "{}: \"{heading}\" ({example}) seems to be the planned time of a step. In what unit?",
                self.input.shown
            ),
            default: Some(answers.len() - 1),
            answers,
            key: "planned = \"minutes\" in [input.units]".into(),
        })?;
        match UNITS.get(answer) {
            Some(unit) => self.input.planned = Some(*unit),
            None => {
                self.mapping.found.retain(|r| r.column != "planned_min");
                self.notes.push(format!(
                    "\"{heading}\" may be the planned time, but nothing says its unit: planned_min = \"{heading}\" with planned = \"minutes\", \"hours\", \"days\" or \"quarter_days\" in [input.units]"
                ));
            }
        }
        Ok(())
    }

    /// What stands before the fraction of planned times.
    fn marks(&mut self, heading: &str, ask: &mut Ask<'_>) -> Result<()> {
        let Some(sample) = self.samples.iter().rfind(|s| s.heading == heading) else {
            return Ok(());
        };
        let mut evidence = quantity::Evidence::default();
        for (value, row) in sample.filled().zip(1..) {
            // What is no number is said by whoever reads the whole column.
            let _ = evidence.read(value, row);
        }
        let unit = planned_unit(heading).1.unwrap_or(PlannedUnit::Minutes);
        if let Err(doubt) = quantity::decide(&evidence, None, unit) {
            let text = doubt.text;
            let answer = ask(&Question {
                asks: format!(
                    "{}: what is {text} in \"{heading}\"? No other value tells.",
                    self.input.shown
                ),
                answers: vec![
                    format!("{} (the mark parts thousands)", text.replace(['.', ','], "")),
                    format!("{} (the mark is the decimal one)", text.replace(',', ".")),
                ],
                default: None,
                key: "decimal = \",\" or decimal = \".\" in [input.units]".into(),
            })?;
            let point = text.contains('.');
            // A mark that parts thousands leaves the other for decimals.
            let decimal =
                if (answer == 0) == point { DecimalMark::Comma } else { DecimalMark::Point };
            self.input.decimal = Some(decimal);
        }
        Ok(())
    }

    /// A list with dates of stages is wide, where no other file has the steps.
    fn widen(&mut self) {
        let (stages, unmapped) = stages(&self.samples, &self.mapping);
        if unmapped < 2 {
            return;
        }
        let order = match &self.told {
            Told::Proven(order, _) => *order,
            _ => self.input.order.unwrap_or_default(),
        };
        let headings = by_median(stages, order).into_iter().map(|s| s.heading.clone());
        self.input.stages = headings.collect();
        self.input.kind = InputKind::Wide;
        self.notes.push(format!(
            "each column of dates is taken for a stage that ends then, in the order of their medians: {}",
            self.input.stages.join(" → ")
        ));
    }

    /// As an input of the study.
    pub(super) fn proposed(self) -> ProposedInput {
        let Self { mut input, mapping, code, headings, order_why, export, office, notes, .. } =
            self;
        let mut found: Vec<Recognised> = code.into_iter().chain(mapping.found).collect();
        if input.kind == InputKind::Log {
            // The standard's own first.
            found.sort_by_key(|r| !matches!(r.column, "dossier_id" | "step" | "finished_at"));
        }
        let read = |heading: &String| {
            found.iter().any(|r| r.heading == *heading)
                || input.further_keys.contains(heading)
                || input.stages.contains(heading)
        };
        let mut unread: Vec<String> = Vec::new();
        for heading in headings {
            if !read(&heading) && !unread.contains(&heading) {
                unread.push(heading);
            }
        }
        input.columns = found.iter().map(|r| (r.column.to_owned(), r.heading.clone())).collect();
        input.exported_on = export.as_ref().filter(|e| e.stated).map(|e| e.day);
        ProposedInput {
            input,
            found,
            unread,
            doubts: mapping.doubts,
            order_why,
            export,
            office,
            notes,
        }
    }
}

/// The unit that every value of a column is.
fn only_unit(sample: &Sample) -> Option<PlannedUnit> {
    let mut units = sample.filled().map(unit_of);
    let first = units.next()??;
    units.all(|unit| unit == Some(first)).then_some(first)
}

fn standard(column: &'static str, heading: &str) -> Recognised {
    Recognised {
        column,
        heading: heading.to_owned(),
        confidence: Confidence::Sure,
        vietnamese: false,
    }
}

/// A key of two columns is one in every file, where every file has them.
fn share_keys(drafts: &mut [Draft]) {
    let Some((further, column)) = drafts.iter().find_map(|draft| {
        let further = draft.input.further_keys.first()?;
        let column = draft.mapping.found.iter().find(|r| r.heading == *further).map(|r| r.column);
        Some((further.clone(), column))
    }) else {
        return;
    };
    let in_other = |draft: &Draft| -> Option<String> {
        let same = draft.samples.iter().find(|s| s.heading == further);
        let by_column = column.and_then(|c| draft.mapping.heading(c));
        same.map(|s| s.heading.clone()).or_else(|| by_column.map(str::to_owned))
    };
    let needs = |d: &&Draft| !matches!(d.input.kind, InputKind::PortalTotals | InputKind::Log);
    let everywhere = drafts.iter().filter(needs).all(|d| in_other(d).is_some());
    for draft in drafts.iter_mut() {
        if everywhere && draft.input.further_keys.is_empty() && draft.input.kind != InputKind::Log {
            draft.input.further_keys = in_other(draft).into_iter().collect();
        } else if !everywhere && !draft.input.further_keys.is_empty() {
            draft.input.further_keys.clear();
            draft.notes.push(format!(
                "not every file has \"{further}\": the code alone is taken, and what repeats is told by redtape check"
            ));
        }
    }
}

/// Files of one kind without a column for the office may be of different offices.
fn offices(drafts: &mut [Draft]) {
    let without: Vec<PathBuf> = drafts
        .iter()
        // Exports of one office differ in their days.
        .filter(|d| {
            d.mapping.heading("agency").is_none() && d.office.is_none() && d.export.is_none()
        })
        .filter(|d| matches!(d.input.kind, InputKind::Dossiers | InputKind::Log | InputKind::Wide))
        .map(|d| d.input.path.clone())
        .collect();
    if without.len() < 2 {
        return;
    }
    for draft in drafts.iter_mut().filter(|d| without.contains(&d.input.path)) {
        let name = draft.input.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        draft.office = name.split('.').next().filter(|n| !n.is_empty()).map(str::to_owned);
    }
}

/// Columns of dossiers with what has happened, not what was promised.
fn of_what_happened(column: &str) -> bool {
    matches!(column, "submitted_at" | "received_at" | "result_at" | "returned_at")
}

/// The error with each known heading whose values can't be read.
fn unreadable(mut error: Error, doubts: &[Doubt]) -> Error {
    let mut told: Vec<&str> = Vec::new();
    for doubt in doubts {
        let of_values = matches!(doubt.why, Why::Unreadable { .. });
        if of_values && !told.contains(&doubt.heading.as_str()) {
            told.push(&doubt.heading);
            error = error.detail(said(doubt));
        }
    }
    error
}

pub(super) fn unknown(shown: &str, why: &str, headings: &[String]) -> Error {
    let list = headings.iter().filter(|h| !h.is_empty()).take(40);
    let list = list.map(|h| format!("\"{h}\"")).collect::<Vec<_>>().join(", ");
    Error::input(format!("{shown}: redtape can't tell what its rows are"))
        .detail(why.to_owned())
        .detail(format!("headings found: {list}"))
        .help("write study.toml by hand: docs/study.md has every key, `redtape demo` an example")
}
