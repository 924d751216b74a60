//! The formats in which `redtape generate` writes an export: all that intake reads.
//!
//! A province is simulated into CSV; any other format is made of these files, row by row, and takes their
//! place, so that a study of it reads the same dossiers.

mod gzip;
mod parquet;
mod workbook;
mod xes;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use crate::error::{Error, Result};
use crate::simulate::Table;

/// One line a format.
const FORMATS: &[Format] = &[
    Format { name: "csv", convert: |_| Ok(()) },
    Format { name: "csv.gz", convert: gzip::convert },
    Format { name: "xlsx", convert: workbook::convert },
    Format { name: "parquet", convert: parquet::convert },
    Format { name: "xes", convert: xes::convert },
    Format { name: "xes.gz", convert: xes::convert_packed },
];

pub(super) struct Format {
    name: &'static str,
    convert: fn(&Export<'_>) -> Result<()>,
}

/// Names of the formats, the usual one first.
pub(super) fn names() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name).collect()
}

/// Makes a province's folder, as it was simulated, one of this format.
///
/// # Errors
/// Of kind `Usage` where there is no such format or it can't hold so many rows; if a file can't be
/// written.
pub(super) fn convert(name: &str, folder: &Path) -> Result<()> {
    let format = FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        Error::usage(format!("there is no format \"{name}\""))
            .help(format!("known are: {}", names().join(", ")))
    })?;
    (format.convert)(&Export { folder })
}

/// A province's folder with its tables in CSV.
struct Export<'a> {
    folder: &'a Path,
}

impl Export<'_> {
    /// The rows of a table below its headings.
    fn rows(&self, table: &Table) -> Result<csv::StringRecordsIntoIter<BufReader<File>>> {
        let file = File::open(self.folder.join(table.path)).map_err(|e| failed(table.path, &e))?;
        Ok(csv::Reader::from_reader(BufReader::new(file)).into_records())
    }

    fn begin(&self, path: &str) -> Result<BufWriter<File>> {
        let file = File::create(self.folder.join(path)).map_err(|e| failed(path, &e))?;
        Ok(BufWriter::new(file))
    }

    /// Puts a file with another ending in the place of each table that `write` makes of it.
    fn replace_each(
        &self,
        ending: &str,
        write: impl Fn(&Table<'_>, &str) -> Result<()>,
    ) -> Result<()> {
        let tables = [Table::DOSSIERS, Table::RUNS, Table::PAUSES, Table::MOVES];
        for table in tables.iter().filter(|table| self.folder.join(table.path).is_file()) {
            let path = format!("{}.{ending}", table.path.trim_end_matches(".csv"));
            write(table, &path)?;
            self.replace(&[table], &table.input(&path))?;
        }
        Ok(())
    }

    /// Takes tables away; the study file has `input` in their place.
    fn replace(&self, tables: &[&Table], input: &str) -> Result<()> {
        const STUDY: &str = "study.toml";
        let path = self.folder.join(STUDY);
        let mut study = fs::read_to_string(&path).map_err(|e| failed(STUDY, &e))?;
        for (nth, table) in tables.iter().enumerate() {
            let new = if nth == 0 { input } else { "" };
            if !table.kind.is_empty() {
                study = study.replace(&table.input(table.path), new);
            }
            fs::remove_file(self.folder.join(table.path)).map_err(|e| failed(table.path, &e))?;
        }
        fs::write(path, study).map_err(|e| failed(STUDY, &e))
    }
}

fn failed(path: &str, error: &dyn std::error::Error) -> Error {
    Error::failed(format!("{path} can't be written: {error}"))
}
