//! How long a province takes beside a raw write of the same bytes, on the same disk, in the same run.
//!
//! `cargo bench --profile release --bench generate [-- SCALE]` writes one line of Markdown: the scenario
//! `null` at this scale (33, a million dossiers, unless given), dossiers a second, and the ratio.
//! `--profile release` lets it use the DuckDB that is already built.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

use redtape::error::{Error, Result};
use redtape::simulate::{Folder, Scenario, write};

const SCALE: f64 = 33.0;
const SEED: u64 = 1;
const BUFFER: usize = 1 << 20;

/// A folder on disk that counts what is written to it.
struct Disk<'a> {
    folder: &'a Path,
    bytes: Rc<Cell<u64>>,
}

struct Counted {
    file: BufWriter<File>,
    bytes: Rc<Cell<u64>>,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.bytes.set(self.bytes.get() + written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Folder for Disk<'_> {
    fn file(&mut self, path: &str) -> Result<Box<dyn Write>> {
        let path = self.folder.join(path);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let file = made.and_then(|()| File::create(path)).map_err(|e| failed(&e))?;
        Ok(Box::new(Counted { file: BufWriter::new(file), bytes: Rc::clone(&self.bytes) }))
    }
}

fn failed(error: &std::io::Error) -> Error {
    Error::failed(error.to_string())
}

fn main() -> ExitCode {
    let scale = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(SCALE);
    match line(scale) {
        Ok(text) => {
            say(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("the benchmark failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "its line is its result")]
fn say(text: &str) {
    println!("{text}");
}

fn line(scale: f64) -> Result<String> {
    let scenario = Scenario::named("null")?.scaled(scale)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let folder = tempfile::tempdir().map_err(|e| failed(&e))?;
    let bytes = Rc::new(Cell::new(0));
    let mut disk = Disk { folder: folder.path(), bytes: Rc::clone(&bytes) };
    let (written, made) = timed(|| write(&scenario, SEED, threads, &mut disk))?;
    let (_, raw) = timed(|| copy(&folder.path().join("raw"), bytes.get()).map_err(|e| failed(&e)))?;
    let rate = written.dossiers as f64 / made.as_secs_f64();
    Ok(format!(
        "{} dossiers, {:.0} MB, {threads} threads: {:.1} s, {rate:.0} dossiers a second, {:.0} times a raw write ({:.2} s)",
        written.dossiers,
        bytes.get() as f64 / 1e6,
        made.as_secs_f64(),
        made.as_secs_f64() / raw.as_secs_f64(),
        raw.as_secs_f64(),
    ))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    let begun = Instant::now();
    let done = work()?;
    Ok((done, begun.elapsed()))
}

/// As many bytes as the province has.
fn copy(path: &Path, bytes: u64) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    let buffer = vec![b'0'; BUFFER];
    let mut left = bytes;
    while left > 0 {
        let now = left.min(BUFFER as u64);
        let part = usize::try_from(now).ok().and_then(|now| buffer.get(..now));
        file.write_all(part.unwrap_or(&buffer))?;
        left -= now;
    }
    file.flush()
}
