//! From a study file to results: the floors in their order.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::load::{self, Loaded, LoadedSource};
use crate::progress::Progress;
use crate::results::{
    Cell, Column, DataTrust, FinderTally, Finding, Message, Recommendation, Results,
    SCHEMA_VERSION, Selection, Source, StudyFacts, Table, Trust, Unit,
};
use crate::store::{Catalogue, Session, fault};
use crate::study::Study;
use crate::words::Words;
use crate::{advise, draw, find, measure, report, stats};

/// A study's rows, loaded and measured.
pub struct Measured {
    pub session: Session,
    pub facts: StudyFacts,
    /// In the order of the facts' sources.
    pub sources: Vec<LoadedSource>,
    frames: BTreeMap<String, Frame>,
}

/// What the pictures of a study are, by name of the chart.
pub struct Drawn {
    /// With the font embedded: as files of their own.
    pub svg: BTreeMap<String, String>,
    /// Without it: within the page, which embeds it once.
    pub inline: BTreeMap<String, String>,
    pub png: BTreeMap<String, Vec<u8>>,
    pub sizes: BTreeMap<String, report::charts_json::Size>,
}

const OWN_READS: [&str; 3] = ["stage.study_parameter", "measure.summary", "measure.receipt_age"];

/// Loads and measures.
pub fn measured(study: &Study, session: Session, progress: &dyn Progress) -> Result<Measured> {
    let loaded = load::all(study, session.conn(), progress)?;
    fault::point("loaded");
    let catalogue = Catalogue::embedded()?;
    measure::all(study, &session, &catalogue, progress)?;
    let reads = OWN_READS
        .into_iter()
        .chain(find::relations())
        .chain(advise::relations())
        .chain(report::tables::relations())
        .chain(report::headline::READS.iter().copied());
    let frames = measure::frames(&session, reads)?;
    let facts = facts(study, &loaded, &session, &frames)?;
    Ok(Measured { session, facts, sources: loaded.sources, frames })
}

impl Measured {
    /// Relations that were read, by name.
    pub fn frames(&self) -> &BTreeMap<String, Frame> {
        &self.frames
    }
}

/// What the facts of a study rest on beside its stages.
const FACTS: [&str; 3] = ["measure.due_gap", "measure.time_basis", "measure.deadline_match"];

/// Loads, and measures no more than a check-up and the facts of a study need.
///
/// # Errors
/// As a whole study's.
pub fn checked(study: &Study, session: Session, progress: &dyn Progress) -> Result<Measured> {
    let loaded = load::all(study, session.conn(), progress)?;
    let read = || OWN_READS.into_iter().chain(FACTS).chain(report::tables::PORTAL_TOTALS);
    let whole = Catalogue::embedded()?;
    let stages = whole.queries().iter().filter(|query| query.layer() == "stage");
    let wanted: Vec<&str> = stages.map(|query| query.name.as_str()).chain(read()).collect();
    let catalogue = whole.clone().only(wanted);
    measure::all(study, &session, &catalogue, progress)?;
    let frames = measure::frames(&session, read())?;
    let facts = facts(study, &loaded, &session, &frames)?;
    Ok(Measured { session, facts, sources: loaded.sources, frames })
}

/// What findings and advice rest on, without what only a report shows: for many studies in a row.
pub struct Grounds {
    pub limits: find::Limits,
    frames: BTreeMap<String, Frame>,
    options: advise::Options,
}

impl Grounds {
    /// Loads, and measures what finders and rules read.
    ///
    /// # Errors
    /// As a whole study's.
    pub fn new(study: &Study, session: &Session, progress: &dyn Progress) -> Result<Self> {
        let reads = || OWN_READS.into_iter().chain(find::relations()).chain(advise::relations());
        load::all(study, session.conn(), progress)?;
        measure::all(study, session, &Catalogue::embedded()?.only(reads()), progress)?;
        let frames = measure::frames(session, reads())?;
        let weeks = evidence_weeks(&frames)?;
        let by_closing = selection(frame(&frames, "measure.receipt_age")?)?.by_closing;
        Ok(Self {
            limits: limits(study, weeks, by_closing),
            frames,
            options: options(study, weeks),
        })
    }

    /// What finders look at.
    pub fn evidence(&self) -> find::Evidence<'_> {
        find::Evidence::new(&self.frames)
    }

    /// What the finders find.
    ///
    /// # Errors
    /// As [`find::all`].
    pub fn found(&self) -> Result<find::Found> {
        find::all(&self.evidence(), &self.limits)
    }

    /// Recommendations from findings, with intervals of a level.
    ///
    /// # Errors
    /// As [`advise::all`].
    pub fn recommendations(&self, findings: &[Finding], level: f64) -> Result<Vec<Recommendation>> {
        let options = advise::Options { level, ..self.options.clone() };
        Ok(advise::all(findings, &self.frames, &options)?.recommendations)
    }
}

/// Finds, advises and tabulates.
pub fn results(study: &Study, measured: &Measured) -> Result<Results> {
    let Measured { facts, frames, .. } = measured;
    let evidence = find::Evidence::new(frames);
    let limits = limits(study, facts.evidence_weeks, facts.selection.by_closing);
    let found = find::all(&evidence, &limits)?;
    let options = options(study, facts.evidence_weeks);
    let advice = advise::all(&found.findings, frames, &options)?;
    let mut after = advice.tables()?;
    after.push(found.tests);
    let tables = report::tables::all(frames, facts, vec![summary(frames)?], after)?;
    let charts = report::charts::specs(&tables, facts, &found.findings, &advice.recommendations);
    Ok(Results {
        schema_version: SCHEMA_VERSION,
        redtape_version: env!("CARGO_PKG_VERSION").to_owned(),
        study: facts.clone(),
        headline: report::headline::headline(frames, facts)?,
        trust: trust(facts, &found.tally, find::data_trust(&found.findings, study.find.alpha)),
        tally: found.tally,
        findings: found.findings,
        recommendations: advice.recommendations,
        tables,
        charts,
    })
}

/// Draws every chart of the results in one language.
pub fn drawn(results: &Results, words: &Words, progress: &dyn Progress) -> Result<Drawn> {
    progress.phase("draw", Some(results.charts.len() as u64));
    let mut drawn = Drawn {
        svg: BTreeMap::new(),
        inline: BTreeMap::new(),
        png: BTreeMap::new(),
        sizes: BTreeMap::new(),
    };
    for spec in &results.charts {
        let table = results
            .tables
            .iter()
            .find(|table| table.name == spec.table)
            .ok_or_else(|| Error::failed(format!("chart {} draws no table", spec.name)))?;
        let svg = draw::svg(table, spec, words)?;
        let png = draw::png(&svg, spec.format)?;
        drawn.sizes.insert(spec.name.clone(), size(&svg)?);
        drawn.inline.insert(spec.name.clone(), draw::svg_without_font(table, spec, words)?);
        drawn.svg.insert(spec.name.clone(), svg);
        drawn.png.insert(spec.name.clone(), png);
        progress.advance(1);
    }
    Ok(drawn)
}

/// Millimetres, and pixels at 300 dpi.
fn size(svg: &str) -> Result<report::charts_json::Size> {
    let [width_mm, height_mm] = draw::size_mm(svg)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page is small and positive"
    )]
    let pixels = |mm: f64| (mm / 25.4 * 300.0).round() as u32;
    Ok(report::charts_json::Size {
        width_mm,
        height_mm,
        width_px: pixels(width_mm),
        height_px: pixels(height_mm),
    })
}

fn facts(
    study: &Study,
    loaded: &Loaded,
    session: &Session,
    frames: &BTreeMap<String, Frame>,
) -> Result<StudyFacts> {
    let said = session.query(
        "select strftime(as_of, '%Y-%m-%dT%H:%M:%S') as as_of, cast(period_from as varchar) as period_from,
           cast(period_to as varchar) as period_to
         from stage.study_parameter",
    )?;
    let text = |name: &str| -> Result<String> {
        Ok(said.text(name)?.first().cloned().flatten().unwrap_or_default())
    };
    let summary = |name: &str| count(frames, "measure.summary", name);
    let mut notes = loaded.notes.clone();
    for (figure, key) in [
        ("faults", "note-faults"),
        ("runs_after_result", "note-runs-after-result"),
        ("open_dossiers", "note-open"),
        ("ended_unknown", "note-ended-unknown"),
    ] {
        let n = summary(figure)?;
        if n > 0 {
            notes.push(Message::new(key).count("n", n));
        }
    }
    notes.extend(status_conflicts(session)?);
    notes.extend(super::word_notes::notes(loaded, session)?);
    let parameter = frame(frames, "stage.study_parameter")?;
    let no_results = parameter.bool("result_known")?.first() == Some(&Some(false));
    if no_results {
        notes.push(Message::new("note-no-result"));
    }
    if frame(frames, "measure.due_gap")?.rows() == 0 {
        notes.push(Message::new("note-no-due"));
    }
    let selection =
        Selection { ends_unseen: no_results, ..selection(frame(frames, "measure.receipt_age")?)? };
    if selection.by_closing {
        // Where the last finish stands for a result, whatever was still open looks closed.
        notes.push(
            Message::new(if no_results { "note-ends-unseen" } else { "note-by-closing" })
                .count("open", selection.open)
                .number("expected", selection.expected_open),
        );
    }
    let start_known =
        frame(frames, "measure.summary")?.float("start_known_share")?.first().copied();
    if let Some(share) = start_known
        && share < 1.0
    {
        notes.push(Message::new("note-no-start").share("share", share));
    }
    notes.extend(super::row_notes::notes(session)?);
    notes.extend(super::time_notes::notes(study, session)?);
    Ok(StudyFacts {
        title: study.title.clone(),
        period: [text("period_from")?, text("period_to")?],
        as_of: text("as_of")?,
        zone: study.zone.clone(),
        office_day_s: study.calendar.office_day_s(),
        evidence_weeks: evidence_weeks(frames)?,
        level: study.find.level,
        alpha: study.find.alpha,
        suppress_below: study.suppress_below,
        sources: sources(loaded, session)?,
        dossiers: summary("dossiers")?,
        open_dossiers: summary("open_dossiers")?,
        step_runs: summary("step_runs")?,
        selection,
        notes,
    })
}

/// How often a status says that a dossier is closed, or open, and its dates say otherwise.
fn status_conflicts(session: &Session) -> Result<Vec<Message>> {
    let counted = session.query(
        "select count(*) filter (where says = 'closed') as closed, count(*) filter (where says = 'open') as open
         from stage.status_conflict",
    )?;
    let mut notes = Vec::new();
    for (column, key) in [("closed", "note-closed-without-end"), ("open", "note-open-with-end")] {
        let n = counted.int(column)?.first().copied().flatten().unwrap_or(0);
        if let Ok(n @ 1..) = u64::try_from(n) {
            notes.push(Message::new(key).count("n", n));
        }
    }
    Ok(notes)
}

/// Whether the dossiers were chosen by date of closing.
fn selection(ages: &Frame) -> Result<Selection> {
    let whole = |value: Option<i64>| value.and_then(|v| u64::try_from(v).ok()).unwrap_or(0);
    let days = ages.int("days")?;
    let last = days.iter().copied().map(whole).max().unwrap_or(0);
    let by_day = |name: &str| -> Result<Vec<u64>> {
        let mut list = vec![0; usize::try_from(last).unwrap_or(0) + 1];
        for (day, value) in days.iter().zip(ages.int(name)?) {
            let cell = usize::try_from(whole(*day)).ok().and_then(|day| list.get_mut(day));
            if let Some(cell) = cell {
                *cell = whole(*value);
            }
        }
        Ok(list)
    };
    let found = stats::selection::selection(&stats::selection::Cohorts {
        closed: by_day("closed")?,
        open: by_day("open")?,
        took: by_day("took")?,
        longest: by_day("longest")?,
    });
    Ok(Selection {
        by_closing: found.by_closing,
        open: found.open,
        expected_open: found.expected_open,
        missing: found.missing,
        ends_unseen: false,
    })
}

/// Files with their rows: in = used + set aside.
fn sources(loaded: &Loaded, session: &Session) -> Result<Vec<Source>> {
    let aside = session.query(
        "select file_no, count(*) as n from stage.set_aside group by file_no order by file_no",
    )?;
    let (files, counts) = (aside.int("file_no")?, aside.int("n")?);
    let source = |(no, source): (usize, &load::LoadedSource)| {
        let no = i64::try_from(no).ok();
        let set_aside = files
            .iter()
            .zip(counts)
            .find(|(file, _)| **file == no)
            .and_then(|(_, n)| u64::try_from((*n)?).ok())
            .unwrap_or(0);
        Source {
            file: source.file.clone(),
            sha256: source.sha256.clone(),
            rows_in: source.rows_in,
            rows_used: source.rows_in.saturating_sub(set_aside),
            rows_set_aside: set_aside,
        }
    };
    Ok(loaded.sources.iter().enumerate().map(source).collect())
}

/// What the finders say of the data, with what only the load knows.
fn trust(facts: &StudyFacts, tally: &[FinderTally], mut trust: DataTrust) -> DataTrust {
    let integrity = tally.iter().filter(|t| t.code.starts_with('I'));
    if integrity.map(|t| t.tested).sum::<u64>() == 0 {
        // Nothing spoke against the data because nothing was asked.
        trust =
            DataTrust { level: Trust::Medium, reasons: vec![Message::new("study-trust-untested")] };
    }
    let rows_in: u64 = facts.sources.iter().map(|s| s.rows_in).sum();
    let aside: u64 = facts.sources.iter().map(|s| s.rows_set_aside).sum();
    // One row in a hundred that can't be read says that the rest was written the same way.
    if aside * 100 > rows_in {
        trust.level = trust.level.min(Trust::Medium);
        trust
            .reasons
            .push(Message::new("study-trust-set-aside").count("n", aside).count("of", rows_in));
    }
    trust
}

fn evidence_weeks(frames: &BTreeMap<String, Frame>) -> Result<u32> {
    let weeks = count(frames, "stage.study_parameter", "evidence_weeks")?;
    Ok(u32::try_from(weeks).unwrap_or(0))
}

fn limits(study: &Study, evidence_weeks: u32, by_closing: bool) -> find::Limits {
    find::Limits {
        set: study.find.clone(),
        evidence_weeks,
        office_day_s: study.calendar.office_day_s(),
        suppress_below: study.suppress_below,
        by_closing,
    }
}

fn options(study: &Study, evidence_weeks: u32) -> advise::Options {
    advise::Options {
        alpha: study.find.alpha,
        level: study.find.level,
        evidence_weeks,
        office_day_s: study.calendar.office_day_s(),
        yearly_dossiers: study.yearly_dossiers,
        resamples: usize::try_from(study.advise.resamples).unwrap_or(usize::MAX),
        seed: study.advise.seed,
        weights: advise::Weights {
            applicant_days: study.advise.weight_applicant_days,
            officer_hours: study.advise.weight_officer_hours,
        },
    }
}

/// The study in figures, as a table of the results.
fn summary(frames: &BTreeMap<String, Frame>) -> Result<Table> {
    let frame = frame(frames, "measure.summary")?;
    let mut table = Table {
        name: "summary".to_owned(),
        title: Message::new("study-table-summary"),
        columns: Vec::new(),
        rows: vec![Vec::new()],
        suppressed: 0,
    };
    let figures = [
        ("dossiers", Unit::Count),
        ("open_dossiers", Unit::Count),
        ("closed_dossiers", Unit::Count),
        ("ended_unknown", Unit::Count),
        ("step_runs", Unit::Count),
        ("open_runs", Unit::Count),
        ("officers", Unit::Count),
        ("faults", Unit::Count),
        ("without_receipt", Unit::Count),
        ("runs_after_result", Unit::Count),
        ("late_unfloored", Unit::Count),
        ("event_span_mean_wall_s", Unit::WallSeconds),
        ("event_span_median_wall_s", Unit::WallSeconds),
        ("event_span_p90_wall_s", Unit::WallSeconds),
        ("makespan_closed_mean_wall_s", Unit::WallSeconds),
        ("start_known_share", Unit::Share),
    ];
    for (name, unit) in figures {
        let counted = unit == Unit::Count;
        let cell = if counted {
            frame.int(name)?.first().copied().flatten().map_or(Cell::Null, Cell::Int)
        } else {
            let value = frame.float(name)?.first().copied().filter(|v| v.is_finite());
            value.map_or(Cell::Null, Cell::Float)
        };
        table.columns.push(Column { name: name.to_owned(), unit, decimals: u8::from(!counted) });
        if let Some(row) = table.rows.first_mut() {
            row.push(cell);
        }
    }
    Ok(table)
}

fn frame<'a>(frames: &'a BTreeMap<String, Frame>, name: &str) -> Result<&'a Frame> {
    frames.get(name).ok_or_else(|| Error::failed(format!("relation {name} was not read")))
}

fn count(frames: &BTreeMap<String, Frame>, relation: &str, name: &str) -> Result<u64> {
    let value = frame(frames, relation)?.int(name)?.first().copied().flatten();
    Ok(value.and_then(|v| u64::try_from(v).ok()).unwrap_or(0))
}
