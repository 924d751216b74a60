//! A file, read as often as it takes to know how its columns are read: as a rule once.

use duckdb::Connection;

use super::reader::Read;
use super::settle::Settled;
use super::stream::{Plans, stream};
use super::tables::{Done, Tables};
use super::typing::{Typers, Way};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::results::Message;
use crate::study::Input;

/// Once with what the first values say, once with what all of them say, and once more where these
/// could be read only then.
const MOST_PASSES: usize = 3;

/// What came of a file.
pub(super) struct Passed {
    pub read: Read,
    pub done: Done,
    /// How its columns were read, where they could have been read otherwise.
    pub notes: Vec<Message>,
}

/// Reads a file into its tables. Where the values further down call for another reading of a column
/// than the first ones did, what was stored is dropped and the file is read once more.
///
/// # Errors
/// As reading does, and where a column can be read in two ways.
pub(super) fn until_settled(
    input: &Input,
    plans: &Plans,
    typers: &dyn Fn() -> Typers,
    file_no: i32,
    conn: &Connection,
    progress: &dyn Progress,
) -> Result<Passed> {
    let mut known: Option<Vec<Vec<Way>>> = None;
    for _ in 0..MOST_PASSES {
        let mut typers = match &known {
            Some(ways) => typers().reading(ways),
            None => typers(),
        };
        let mut tables = Tables::new(conn, plans, file_no)?;
        let read = stream(input, plans, &mut typers, progress, &mut |part| tables.take(part))?;
        match typers.settled(&input.shown)? {
            Settled::AsRead(notes) => {
                let done = tables.finish(&typers, &input.shown)?;
                return Ok(Passed { read, done, notes });
            }
            Settled::Otherwise(ways) => {
                tables.forget(conn, plans)?;
                known = Some(ways);
            }
        }
    }
    Err(Error::failed(format!("{}: how its columns are read doesn't settle", input.shown)))
}
