//! What several test modules need: studies in a folder, the binary, the shared logs.

use std::path::{Path, PathBuf};

use redtape::cli::analyse::{self, Measured};
use redtape::error::Error;
use redtape::frame::Frame;
use redtape::load::{self, Proposal};
use redtape::progress::Silent;
use redtape::results::Results;
use redtape::store::Session;
use redtape::study::Study;
use tempfile::TempDir;

/// A study in a folder of its own.
pub struct Folder {
    dir: TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn study(&self) -> Study {
        Study::open(&self.path().join("study.toml")).unwrap_or_else(|e| panic!("{e}"))
    }

    /// Loads and measures the folder's study.
    pub fn measured(&self) -> Measured {
        let (study, session) = self.session();
        analyse::measured(&study, session, &Silent).unwrap_or_else(|e| panic!("{e}"))
    }

    /// Loads the folder's study and makes no more than a check-up needs.
    pub fn checked(&self) -> Measured {
        let (study, session) = self.session();
        analyse::checked(&study, session, &Silent).unwrap_or_else(|e| panic!("{e}"))
    }

    fn session(&self) -> (Study, Session) {
        let folder = self.path().join(".session");
        std::fs::create_dir_all(&folder).unwrap();
        for file in ["study.duckdb", "raw.duckdb"] {
            let _ = std::fs::remove_file(folder.join(file));
        }
        let study = self.study();
        let session = Session::create(&folder.join("study.duckdb"), &folder, &study.machine)
            .unwrap_or_else(|e| panic!("{e}"));
        (study, session)
    }

    /// Everything but the drawing.
    pub fn results(&self) -> Results {
        analyse::results(&self.study(), &self.measured()).unwrap_or_else(|e| panic!("{e}"))
    }

    /// Runs the binary in the folder.
    pub fn redtape(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        assert_cmd::Command::cargo_bin("redtape")
            .unwrap()
            .current_dir(self.path())
            .args(args)
            .assert()
    }

    /// The only folder of results.
    pub fn published(&self) -> PathBuf {
        let mut folders: Vec<PathBuf> = std::fs::read_dir(self.path().join("results"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        assert_eq!(folders.len(), 1, "{folders:?}");
        folders.remove(0)
    }
}

/// A log of `../shared/data`, or none with a loud word: those logs are not ours to ship.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    step_aside(&format!("{} is missing", path.display()));
    None
}

/// A folder with these files of a case of `../shared/cases`, or none with a loud word.
pub fn case(name: &str, files: &[&str]) -> Option<Folder> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    if !from.exists() {
        step_aside(&format!("{} is missing", from.display()));
        return None;
    }
    let folder = Folder::new();
    for file in files {
        folder.write(file, &std::fs::read(from.join(file)).unwrap());
    }
    Some(folder)
}

#[expect(clippy::print_stderr, reason = "a test that steps aside says so")]
fn step_aside(why: &str) {
    eprintln!("STEPPED ASIDE: {why}");
}

/// What `init` guesses where nobody is there to ask.
pub fn proposed(files: &[PathBuf]) -> Result<Proposal, Error> {
    load::propose(files, &mut |question| {
        question.default.ok_or_else(|| Error::usage(question.asks.clone()))
    })
}

/// One integer of a query.
pub fn int(measured: &Measured, sql: &str) -> i64 {
    let frame = measured.session.query(sql).unwrap_or_else(|e| panic!("{e}"));
    frame.int("n").unwrap()[0].unwrap()
}

/// Rows of whole numbers, by column name.
pub fn ints(frame: &Frame, column: &str) -> Vec<i64> {
    frame.int(column).unwrap().iter().map(|v| v.unwrap()).collect()
}

/// A connection with nothing but a place for raw rows.
pub fn raw_rows() -> duckdb::Connection {
    let conn = duckdb::Connection::open_in_memory().unwrap();
    conn.execute_batch("attach ':memory:' as raw").unwrap();
    conn
}
