//! One made-up world, studied in process: no drawing, no files left behind.

use std::collections::BTreeMap;

use redtape::cli::analyse::Grounds;
use redtape::error::{Error, Result};
use redtape::find::Found;
use redtape::progress::Silent;
use redtape::results::{Finding, Scope};
use redtape::simulate::{self, Scenario};
use redtape::store::Session;
use redtape::study::Study;
use serde::Deserialize;

/// What `truth.json` says that concerns findings.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Truth {
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub must: Vec<Mark>,
    pub may: Vec<Mark>,
}

/// A finding that a problem brings up.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Mark {
    pub code: String,
    pub scope: BTreeMap<String, String>,
}

impl Mark {
    /// A finding fits that has all that the mark names.
    pub fn fits(&self, code: &str, scope: &BTreeMap<String, String>) -> bool {
        self.code == code && self.scope.iter().all(|(part, name)| scope.get(part) == Some(name))
    }
}

impl Truth {
    /// Marks of a finder that must come up.
    pub fn must<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Mark> {
        self.problems.iter().flat_map(|p| &p.must).filter(move |mark| mark.code == code)
    }

    /// Whether a finding follows from what was planted.
    pub fn allows(&self, finding: &Finding) -> bool {
        let scope = parts(&finding.scope);
        let mut marks = self.problems.iter().flat_map(|p| p.must.iter().chain(&p.may));
        marks.any(|mark| mark.fits(&finding.code, &scope))
    }
}

/// The parts of a scope by name.
pub fn parts(scope: &Scope) -> BTreeMap<String, String> {
    serde_json::to_value(scope).and_then(serde_json::from_value).unwrap_or_default()
}

/// A world with what a study finds in it.
pub struct Studied {
    pub truth: Truth,
    pub grounds: Grounds,
    pub found: Found,
}

/// Simulates, writes, loads, measures and finds, on one thread.
///
/// # Errors
/// Of whatever floor fails.
pub fn studied(scenario: &Scenario, seed: u64) -> Result<Studied> {
    let files = simulate::files(&simulate::run(scenario, seed)?)?;
    let failed = |e: std::io::Error| Error::failed(format!("a world can't be written: {e}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let mut truth = Truth::default();
    for (name, bytes) in files {
        if name == "truth.json" {
            truth = serde_json::from_slice(&bytes)
                .map_err(|e| Error::failed(format!("truth.json can't be read: {e}")))?;
            continue;
        }
        let path = folder.path().join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        std::fs::write(path, bytes).map_err(failed)?;
    }
    let mut study = Study::open(&folder.path().join("study.toml"))?;
    study.machine.threads = Some(1);
    let session =
        Session::create(&folder.path().join("study.duckdb"), folder.path(), &study.machine)?;
    let grounds = Grounds::new(&study, &session, &Silent)?;
    let found = grounds.found()?;
    Ok(Studied { truth, grounds, found })
}
