//! `manifest.json`: what was made from what; times in a part of their own.

use std::collections::BTreeMap;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::results::{Results, Source};
use crate::store::Building;
use crate::study::Study;

/// When a run began. The only clock of the program: nothing but `manifest.json` tells its time.
pub(super) struct Clock {
    started: SystemTime,
    instant: Instant,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "manifest.json says when a run was")]
    pub fn start() -> Self {
        Self { started: SystemTime::now(), instant: Instant::now() }
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    redtape_version: &'a str,
    schema_version: u32,
    study_file_sha256: String,
    sources: &'a [Source],
    /// SHA-256 of every file of the results but the database and this one.
    files: BTreeMap<String, String>,
    run: Run,
}

/// What differs between two runs on the same input.
#[derive(Serialize)]
struct Run {
    started_unix_s: u64,
    seconds: f64,
    study_database: &'static str,
}

pub(super) fn manifest(
    results: &Results,
    study: &Study,
    building: &Building,
    clock: &Clock,
) -> Result<String> {
    let started = clock.started.duration_since(UNIX_EPOCH).map(|d| d.as_secs()).unwrap_or_default();
    let manifest = Manifest {
        redtape_version: &results.redtape_version,
        schema_version: results.schema_version,
        study_file_sha256: sha256(study.text.as_bytes()),
        sources: &results.study.sources,
        files: files(building)?,
        run: Run {
            started_unix_s: started,
            seconds: clock.instant.elapsed().as_secs_f64(),
            study_database: "study.duckdb holds dossiers: keep it with the analyst",
        },
    };
    let mut text = serde_json::to_string_pretty(&manifest)
        .map_err(|e| Error::failed(format!("manifest.json can't be made: {e}")))?;
    text.push('\n');
    Ok(text)
}

fn files(building: &Building) -> Result<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for folder in ["", "charts"] {
        let path = building.path().join(folder);
        let failed =
            |e: std::io::Error| Error::failed(format!("{} can't be read: {e}", path.display()));
        for entry in std::fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = entry.file_type().map_err(failed)?.is_file();
            if is_file && !name.ends_with(".duckdb") {
                let bytes = std::fs::read(entry.path()).map_err(failed)?;
                let shown = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                hashes.insert(shown, sha256(&bytes));
            }
        }
    }
    Ok(hashes)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
