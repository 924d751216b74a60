//! One DuckDB session: a database file in a folder of its own, with limits.

use std::path::{Path, PathBuf};

use duckdb::{Config, Connection};

use super::catalogue::{Catalogue, Kind, LAYERS, Query};
use super::frames;
use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::progress::Progress;
use crate::study::MachineSettings;

/// Memory that a session takes at most unless the study file says otherwise: the goal for a whole study.
const DEFAULT_MEMORY: &str = "2GB";

/// A session. Its database lies in `folder` and is left there: the folder's owner removes it.
pub struct Session {
    conn: Connection,
    file: PathBuf,
}

impl Session {
    /// Opens an empty database `session.duckdb` in `folder`, which spills there too.
    ///
    /// # Errors
    /// If the folder can't be written, or `machine` asks for what DuckDB refuses.
    pub fn create(folder: &Path, machine: &MachineSettings) -> Result<Self> {
        let file = folder.join("session.duckdb");
        let conn = open(&file, folder, machine).map_err(|e| {
            Error::usage(format!("DuckDB can't be started: {e}"))
                .help("look at [machine] in study.toml")
        })?;
        let session = Self { conn, file };
        for layer in LAYERS {
            session.execute(&format!("create schema {layer}"))?;
        }
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
        };
        self.conn
            .execute_batch(&statement)
            .map_err(|e| Error::failed(format!("relation {name} can't be made: {e}")))
    }

    fn describe(&self, query: &Query) -> Result<()> {
        let object = match query.kind {
            Kind::Table => "table",
            Kind::View => "view",
            Kind::Macro(_) => "macro",
            Kind::Type => "type",
        };
        let text = quoted(&format!("{} Why: {}", query.grain, query.why));
        let mut statements = format!("comment on {object} {} is {text};", query.name);
        if matches!(query.kind, Kind::Table | Kind::View) {
            let known = self.columns(&query.name)?;
            for (column, meaning) in &query.columns {
                if !meaning.is_empty() && known.contains(column) {
                    statements.push_str(&format!(
                        "comment on column {}.{column} is {};",
                        query.name,
                        quoted(meaning)
                    ));
                }
            }
        }
        self.execute(&statements)
    }

    fn columns(&self, name: &str) -> Result<Vec<String>> {
        let failed =
            |e: duckdb::Error| Error::failed(format!("the columns of {name} can't be read: {e}"));
        let (schema, relation) = name.split_once('.').unwrap_or(("", name));
        let mut statement = self
            .conn
            .prepare("select column_name from duckdb_columns() where schema_name = ? and table_name = ? order by column_index")
            .map_err(failed)?;
        let rows = statement
            .query_map([schema, relation], |row| row.get::<_, String>(0))
            .map_err(failed)?;
        rows.collect::<Result<Vec<_>, _>>().map_err(failed)
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

    /// Writes a fresh database with all relations but `raw` and what only the session may know, so that
    /// no name of the raw data stays legible in free pages, and ends the session.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn publish(self, to: &Path) -> Result<()> {
        self.execute("drop table stage.officer; drop schema raw cascade;")?;
        let target = quoted(&to.to_string_lossy());
        self.execute(&format!(
            "attach {target} as published; copy from database session to published; detach published;"
        ))?;
        drop(self.conn);
        std::fs::remove_file(&self.file)
            .map_err(|e| Error::failed(format!("the session's database can't be removed: {e}")))
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
        .max_memory(machine.memory.as_deref().unwrap_or(DEFAULT_MEMORY))?
        .with("temp_directory", folder.join("spill").to_string_lossy())?;
    if let Some(threads) = machine.threads {
        config = config.threads(i64::try_from(threads).unwrap_or(i64::MAX))?;
    }
    Connection::open_with_flags(file, config)
}

/// A text as an SQL literal; for the program's own texts and file names only.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
