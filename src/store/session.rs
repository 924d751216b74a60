//! One DuckDB session: a database file in a folder of its own, with limits.

use std::path::{Path, PathBuf};

use duckdb::{Config, Connection};

use super::catalogue::Catalogue;
use super::frames;
use super::header::{Kind, LAYERS, Query, RAW};
use super::kernels::run_kernel;
use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::progress::Progress;
use crate::study::MachineSettings;

/// Memory that a session takes at most unless the study file says otherwise: the goal for a whole study.
const DEFAULT_MEMORY: &str = "2GB";

/// A session: the study's database in the making, and beside it one of raw rows that is never published.
pub struct Session {
    conn: Connection,
    file: PathBuf,
}

impl Session {
    /// Opens an empty database at `file` for all relations but those of `raw`, which lie in `folder`,
    /// where DuckDB spills too; the folder's owner removes it.
    ///
    /// # Errors
    /// If either can't be written, or `machine` asks for what DuckDB refuses.
    pub fn create(file: &Path, folder: &Path, machine: &MachineSettings) -> Result<Self> {
        let conn = open(file, folder, machine).map_err(|e| {
            Error::usage(format!("DuckDB can't be started: {e}"))
                .help("look at [machine] in study.toml")
        })?;
        let session = Self { conn, file: file.to_owned() };
        for layer in LAYERS.into_iter().filter(|layer| *layer != RAW) {
            session.execute(&format!("create schema {layer}"))?;
        }
        let raw = quoted(&folder.join("raw.duckdb").to_string_lossy());
        session.execute(&format!("attach {raw} as {RAW}"))?;
        // Raw rows are read once or twice and thrown away: packing them costs more than it saves.
        session.execute("set force_compression = 'uncompressed'")?;
        Ok(session)
    }

    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Runs statements without a result.
    ///
    /// # Errors
    /// What DuckDB says, with the statement's first line.
    pub fn execute(&self, sql: &str) -> Result<()> {
        self.conn.execute_batch(sql).map_err(|e| {
            Error::failed(format!("DuckDB refused a statement: {e}"))
                .detail(sql.lines().next().unwrap_or("").to_owned())
        })
    }

    /// Makes every relation of the catalogue, each once, and describes it with comments.
    ///
    /// # Errors
    /// If a relation can't be made; the message names it.
    pub fn materialise(&self, catalogue: &Catalogue, progress: &dyn Progress) -> Result<()> {
        progress.phase("measure", Some(catalogue.queries().len() as u64));
        self.execute("set force_compression = 'auto'")?;
        for query in catalogue.queries() {
            self.make(query)?;
            progress.advance(1);
        }
        // In one transaction: hundreds of comments would each wait for the disk.
        self.execute("begin transaction")?;
        catalogue.queries().iter().try_for_each(|query| self.describe(query))?;
        self.execute("commit")
    }

    fn make(&self, query: &Query) -> Result<()> {
        let Query { name, body, .. } = query;
        let statement = match &query.kind {
            Kind::Table => format!("create table {name} as\n{body}"),
            Kind::View => format!("create view {name} as\n{body}"),
            Kind::Macro(parameters) => format!("create macro {name}{parameters} as\n{body}"),
            Kind::Type => format!("create type {name} as enum (\n{body})"),
            Kind::Kernel(kernel) => return run_kernel(&self.conn, kernel, query, name),
        };
        self.conn
            .execute_batch(&statement)
            .map_err(|e| Error::failed(format!("relation {name} can't be made: {e}")))
    }

    fn describe(&self, query: &Query) -> Result<()> {
        let mut text = format!("{} Why: {}", query.grain, query.why);
        for identity in &query.holds {
            text.push_str(&format!(" Holds: {}.", identity.sentence));
        }
        let mut statements =
            format!("comment on {} {} is {};", query.kind.as_str(), query.name, quoted(&text));
        if query.kind.is_relation() {
            for column in &query.columns {
                let text = match column.unit() {
                    Some(unit) => format!("[{unit}] {}", column.meaning),
                    None => column.meaning.clone(),
                };
                statements.push_str(&format!(
                    "comment on column {}.{} is {};",
                    query.name,
                    column.name,
                    quoted(&text)
                ));
            }
        }
        self.execute(&statements)
    }

    /// A relation as typed columns, in the order of all its columns.
    ///
    /// # Errors
    /// If it can't be read, or has a type that a [`Frame`] doesn't hold.
    pub fn frame(&self, name: &str) -> Result<Frame> {
        frames::read(&self.conn, name, &format!("select * from {name} order by all"))
    }

    /// The frame of a query of the program's own.
    ///
    /// # Errors
    /// As [`Session::frame`].
    pub fn query(&self, sql: &str) -> Result<Frame> {
        frames::read(&self.conn, "a query", sql)
    }

    /// Ends the session and leaves its database whole, as one file. No raw value was ever in it: after a
    /// mere drop, names stay legible in a database's free pages.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn publish(self) -> Result<()> {
        self.execute(&format!("detach {RAW}; checkpoint;"))?;
        let Self { conn, file } = self;
        conn.close()
            .map_err(|(_, e)| Error::failed(format!("{} can't be written: {e}", file.display())))
    }
}

fn open(
    file: &Path,
    folder: &Path,
    machine: &MachineSettings,
) -> Result<Connection, duckdb::Error> {
    let mut config = Config::default()
        .enable_autoload_extension(false)?
        .with("autoinstall_known_extensions", "false")?
        // Nothing in a study needs 2.0, and analysts have older ones.
        .with("storage_compatibility_version", "v1.5.0")?
        .max_memory(machine.memory.as_deref().unwrap_or(DEFAULT_MEMORY))?
        .with("temp_directory", folder.join("spill").to_string_lossy())?;
    if let Some(threads) = machine.threads {
        // More threads than the machine has only wait for each other.
        let most = std::thread::available_parallelism().map_or(1, usize::from);
        config = config.threads(i64::try_from(threads.min(most)).unwrap_or(1))?;
    }
    Connection::open_with_flags(file, config)
}

/// A text as an SQL literal; for the program's own texts and file names only.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
