//! One input, read and typed in threads of their own while the rows before are stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::batch::{Part, Plan};
use super::feed;
use super::reader::{Asked, Holds, Lies, Read, Reader};
use super::source::{self, Source, unopened, unread};
use super::typing::{TypedPart, Typer, Typers};
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
            return Ok(Self::Log(XesPlan::new(input)));
        }
        for field in fields(input.kind).iter().filter(|f| f.required) {
            if !input.columns.contains_key(field.name) {
                return Err(Error::usage(format!(
                    "study.toml, [input.columns] of {}: {} is missing",
                    input.shown, field.name
                ))
                .help(format!("{} = \"the heading of that column\"", field.name)));
            }
        }
        Ok(Self::Table(Plan::new(input.kind, |f| input.columns.get(f.name).cloned())))
    }

    /// The plans of its tables, dossiers first.
    pub(super) fn tables(&self) -> Vec<&Plan> {
        match self {
            Self::Table(plan) => vec![plan],
            Self::Log(plan) => vec![&plan.dossiers, &plan.runs],
        }
    }

    /// A typer for each of its tables.
    pub(super) fn typers(&self, input: &Input, zone: &Zone, file_no: i32) -> Typers {
        let typer = |plan: &Plan| {
            Typer::new(plan.clone(), zone.clone(), input.order.unwrap_or_default(), file_no)
        };
        Typers::new(self.tables().into_iter().map(typer).collect())
    }
}

/// Reads an input to its end; `take` gets its rows in the order of the file.
pub(super) fn stream(
    input: &Input,
    plans: &Plans,
    typers: &mut Typers,
    zone: &Zone,
    progress: &dyn Progress,
    take: &mut dyn FnMut(TypedPart) -> Result<()>,
) -> Result<Read> {
    let server = matches!(Reader::of(&input.path, &input.shown)?.lies, Lies::Server(_));
    let size = match std::fs::metadata(&input.path) {
        _ if server => None,
        Ok(metadata) => Some(metadata.len()),
        Err(e) => return Err(unopened(&input.path, &input.shown, &e)),
    };
    progress.phase(&format!("Reading {}", input.shown), size);
    let read = Arc::new(AtomicU64::new(0));
    // Nobody listens any more: whoever comes after has failed and says why itself.
    let stopped = || Error::failed("reading was stopped");
    thread::scope(|scope| {
        let (sender, texts) = sync_channel::<Part>(UNDER_WAY);
        let counter = read.clone();
        let reader = scope.spawn(move || {
            text(input, plans, zone, counter, &mut |part| sender.send(part).map_err(|_| stopped()))
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
    zone: &Zone,
    counter: Arc<AtomicU64>,
    sink: &mut dyn FnMut(Part) -> Result<()>,
) -> Result<Read> {
    let (path, shown) = (&input.path, &input.shown);
    let plan = match plans {
        Plans::Table(plan) => return feed::read(&Asked::of(input, counter), plan, sink),
        Plans::Log(plan) => plan,
    };
    let reader = Reader::of(path, shown)?;
    let Holds::Log(walk) = reader.holds else {
        return Err(Error::failed(format!("{shown} is no log")));
    };
    let place = reader.place(path, shown)?;
    let source = Source::open(place.path(), shown, counter)?;
    let order = input.order.unwrap_or_default();
    let (source, remarks) =
        xes::read(walk, source, place.path(), shown, plan, order, zone.clone(), sink)?;
    let sha256 = if place.packed() {
        source::sha256_of(path, shown)?
    } else {
        source.sha256().map_err(|e| unread(shown, &e))?
    };
    Ok(Read { sha256, remarks })
}
