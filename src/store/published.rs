//! A study's published database, to be read only.

use std::path::{Path, PathBuf};

use duckdb::{AccessMode, Config, Connection};

use super::publish::tidy;
use crate::error::{Error, Result};

/// The database of a folder of results.
pub struct Published {
    conn: Connection,
    file: PathBuf,
}

impl Published {
    /// Opens `study.duckdb`: given itself, by its folder, or by the folder of the study, of which the
    /// latest results are taken.
    ///
    /// # Errors
    /// Of kind `Usage` if there is none, or it is no database of DuckDB.
    pub fn open(path: &Path) -> Result<Self> {
        // Results may stand aside since a run was killed.
        tidy(&path.join("results"));
        path.ancestors().skip(1).take(2).for_each(tidy);
        let file = find(path).ok_or_else(|| {
            Error::usage(format!("there is no study.duckdb in {}", path.display())).help(
                "give the folder of a study that `redtape run` has published, or a study.duckdb",
            )
        })?;
        let opened = Config::default()
            .access_mode(AccessMode::ReadOnly)
            .and_then(|config| config.enable_autoload_extension(false))
            .and_then(|config| Connection::open_with_flags(&file, config));
        match opened {
            Ok(conn) => Ok(Self { conn, file }),
            Err(e) => {
                Err(Error::usage(format!("{} can't be opened", file.display()))
                    .detail(e.to_string()))
            }
        }
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Rows of a table or view; none where the database doesn't hold it.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn rows(&self, name: &str) -> Result<Option<u64>> {
        let failed = |e: duckdb::Error| {
            Error::failed(format!("{name} can't be read in {}: {e}", self.file.display()))
        };
        let (schema, relation) = name.split_once('.').unwrap_or(("", name));
        let known: i64 = self
            .conn
            .query_row(
                "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
                [schema, relation],
                |row| row.get(0),
            )
            .map_err(failed)?;
        if known == 0 {
            return Ok(None);
        }
        // A name of the catalogue, which is the program's own.
        let rows =
            self.conn.query_row(&format!("select count(*) from {name}"), [], |row| row.get(0));
        rows.map(Some).map_err(failed)
    }
}

fn find(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    let here = path.join("study.duckdb");
    if here.is_file() {
        return Some(here);
    }
    let results = std::fs::read_dir(path.join("results")).ok()?;
    let folders = results.filter_map(|entry| Some(entry.ok()?.path()));
    // Folders are named by as-of date, those in the making begin with a dot.
    folders
        .filter(|f| !f.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')))
        .map(|folder| folder.join("study.duckdb"))
        .filter(|file| file.is_file())
        .max()
}
