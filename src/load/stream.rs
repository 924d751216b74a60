//! One input, read and typed in threads of their own while the rows before are stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::batch::{Part, Plan};
use super::feed;
use super::reader::{Asked, Holds, Lies, Read, Reader};
use super::shape::Shape;
use super::source::{self, Source, unopened, unread};
use super::typing::{Given, TypedPart, Typer, Typers};
use super::wide::WidePlan;
use super::xes::{self, XesPlan};
use super::zone::Zone;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::study::{Input, InputKind, fields};

/// Parts under way between reader and typer, and between typer and store.
const UNDER_WAY: usize = 4;

/// What is read of an input.
#[derive(Debug, Clone)]
pub(super) enum Plans {
    Table(Plan),
    Log(XesPlan),
    Wide(WidePlan),
}

impl Plans {
    /// # Errors
    /// Where the mapping lacks a column that every row needs, or kind and file don't agree.
    pub(super) fn of(input: &Input) -> Result<Self> {
        let reader = Reader::of(&input.path, &input.shown)?;
        let is_log = matches!(reader.holds, Holds::Log(_));
        if is_log != (input.kind == InputKind::Log) {
            let (is, give) = if is_log {
                (reader.name, "\"log\"")
            } else {
                ("no log", "\"dossiers\", \"runs\" or \"pauses\"")
            };
            return Err(Error::usage(format!(
                "{} is {is}, but study.toml says kind = \"{}\"",
                input.shown,
                input.kind.as_str()
            ))
            .help(format!("set kind = {give}")));
        }
        if is_log {
            return Ok(Self::Log(XesPlan::new(input)?));
        }
        for field in fields(input.kind).iter().filter(|f| f.required) {
            let given = [&input.columns, &input.constants];
            if !given.iter().any(|columns| columns.contains_key(field.name)) {
                return Err(Error::usage(format!(
                    "study.toml, [input.columns] of {}: {} is missing",
                    input.shown, field.name
                ))
                .help(format!("{} = \"the heading of that column\"", field.name)));
            }
        }
        if input.kind == InputKind::Runs && input.columns.contains_key("lifecycle") {
            return Ok(Self::Table(events(input)?));
        }
        let plan = Plan::new(input.kind, |f| input.columns.get(f.name).cloned())
            .with_keys(&input.further_keys);
        if input.kind == InputKind::Wide {
            let dossiers = Plan { table: InputKind::Dossiers, ..plan };
            return Ok(Self::Wide(WidePlan::new(input, dossiers)?));
        }
        Ok(Self::Table(plan))
    }

    /// The plan of its rows where they are events.
    pub(super) fn events(&self) -> Option<&Plan> {
        self.tables().into_iter().find(|plan| plan.events)
    }

    /// The plans of its tables, dossiers first.
    pub(super) fn tables(&self) -> Vec<&Plan> {
        match self {
            Self::Table(plan) => vec![plan],
            Self::Log(plan) => vec![&plan.dossiers, &plan.runs],
            Self::Wide(plan) => std::iter::once(&plan.dossiers).chain(&plan.stages).collect(),
        }
    }

    /// A typer for each of its tables.
    pub(super) fn typers(&self, input: &Input, zone: &Zone, file_no: i32) -> Typers {
        let given = Given::by(input);
        let typer = |read: &Plan| {
            let (shape, plan) = Shape::new(read, input);
            Typer::new(plan, zone.clone(), given, file_no).shaped(shape)
        };
        let typers = Typers::new(self.tables().into_iter().map(typer).collect());
        match self {
            Self::Wide(plan) => typers.of_wide(plan.clone()),
            Self::Table(_) | Self::Log(_) => typers,
        }
    }
}

/// The mapping of a table whose rows are events: the time of an event is the first of the stamps that is
/// mapped.
fn events(input: &Input) -> Result<Plan> {
    let mapped = |name: &str| input.columns.get(name);
    let time = mapped("finished_at").or(mapped("started_at")).or(mapped("enabled_at"));
    let Some(time) = time else {
        return Err(Error::usage(format!(
            "study.toml, [input.columns] of {}: a lifecycle, but no time of its events",
            input.shown
        ))
        .help("finished_at = \"the heading of the column that has the time of an event\""));
    };
    let plan = Plan::new(input.kind, |f| match f.name {
        "finished_at" => Some(time.clone()),
        "started_at" | "enabled_at" => mapped(f.name).filter(|own| *own != time).cloned(),
        name => mapped(name).cloned(),
    });
    Ok(plan.with_keys(&input.further_keys).of_events())
}

/// Reads an input to its end; `take` gets its rows in the order of the file.
pub(super) fn stream(
    input: &Input,
    plans: &Plans,
    typers: &mut Typers,
    progress: &dyn Progress,
    take: &mut dyn FnMut(TypedPart) -> Result<()>,
) -> Result<Read> {
    let unopened = |e: std::io::Error| unopened(&input.path, &input.shown, &e);
    let size = match Reader::of(&input.path, &input.shown)?.lies {
        // Nobody knows how much a server will answer.
        Lies::Server(_) => None,
        Lies::Stream | Lies::File => Some(std::fs::metadata(&input.path).map_err(unopened)?.len()),
    };
    progress.phase(&format!("Reading {}", input.shown), size);
    let read = Arc::new(AtomicU64::new(0));
    // Nobody listens any more: whoever comes after has failed and says why itself.
    let stopped = || Error::failed("reading was stopped");
    thread::scope(|scope| {
        let (sender, texts) = sync_channel::<Part>(UNDER_WAY);
        let counter = read.clone();
        let reader = scope.spawn(move || {
            text(input, plans, counter, &mut |part| sender.send(part).map_err(|_| stopped()))
        });
        let (sender, typed) = sync_channel::<TypedPart>(UNDER_WAY);
        let typer = scope.spawn(move || {
            texts.iter().try_for_each(|part| sender.send(typers.part(part)?).map_err(|_| stopped()))
        });
        let mut shown = 0;
        let mut stored = Ok(());
        for part in &typed {
            stored = take(part);
            if stored.is_err() {
                break;
            }
            let now = read.load(Ordering::Relaxed);
            progress.advance(now.saturating_sub(shown));
            shown = now;
        }
        drop(typed);
        let unexpected =
            |_| Error::failed(format!("the reader of {} stopped unexpectedly", input.shown));
        let typed = typer.join().map_err(unexpected)?;
        let ended = reader.join().map_err(unexpected)?;
        // The last in line knows the cause; those before it were merely stopped.
        stored?;
        typed?;
        ended
    })
}

/// Reads; whoever types and stores is behind `sink`.
fn text(
    input: &Input,
    plans: &Plans,
    counter: Arc<AtomicU64>,
    sink: &mut dyn FnMut(Part) -> Result<()>,
) -> Result<Read> {
    let (path, shown) = (&input.path, &input.shown);
    let plan = match plans {
        Plans::Table(plan) => return feed::read(&Asked::of(input, counter), plan, sink),
        Plans::Wide(plan) => {
            return feed::read(&Asked::of(input, counter), &plan.reading, sink);
        }
        Plans::Log(plan) => plan,
    };
    let reader = Reader::of(path, shown)?;
    let Holds::Log(walk) = reader.holds else {
        return Err(Error::failed(format!("{shown} is no log")));
    };
    let place = reader.place(path, shown)?;
    let source = Source::open(place.path(), shown, counter)?;
    let (source, remarks) = xes::read(walk, source, place.path(), shown, plan, sink)?;
    let sha256 = if place.packed() {
        source::sha256_of(path, shown)?
    } else {
        source.sha256().map_err(|e| unread(shown, &e))?
    };
    Ok(Read { sha256, remarks })
}
