//! Calendars as a study names them: built in, or a file beside the study.

use std::path::Path;

use crate::calendar::Calendar;
use crate::error::{Error, Result};

/// Calendars may start from one another; more than this is a circle.
const MOST_BASES: usize = 8;

impl Calendar {
    /// The calendar that a study file means: `vietnam`, `office`, or a TOML file, from `dir` on.
    ///
    /// # Errors
    /// If the file is missing or isn't a calendar; says where.
    pub fn named(name: &str, dir: &Path) -> Result<Self> {
        read(name, dir, MOST_BASES)
    }
}

fn read(name: &str, dir: &Path, bases: usize) -> Result<Calendar> {
    if let Some(built_in) = Calendar::built_in(name) {
        return built_in;
    }
    let Some(left) = bases.checked_sub(1) else {
        return Err(Error::usage(format!("calendar {name} starts from itself, over its `base`"))
            .help("take `base` out of one of the calendar files"));
    };
    let path = dir.join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| {
        Error::usage(format!("calendar {name} can't be read"))
            .detail(format!("{}: {e}", path.display()))
            .help("in [calendar] of study.toml name \"vietnam\", \"office\" or a file that exists")
    })?;
    Calendar::parse(name, &text, |base| read(base, dir, left))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_file_may_start_from_another_and_circles_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("ours.toml", "base = \"vietnam\"\n[hours]\nsaturday = [\"07:30-11:30\"]\n");
        write(
            "theirs.toml",
            "base = \"ours.toml\"\n[[closures]]\nfrom = \"2024-08-05\"\nto = \"2024-08-06\"\nreason = \"move\"\n",
        );
        let theirs = Calendar::named("theirs.toml", folder.path()).unwrap();
        let open = |d| theirs.days(d, d).unwrap()[0].open_s();
        assert_eq!(open(date(2024, 8, 3)), 4 * 3_600);
        assert_eq!(open(date(2024, 8, 5)), 0);
        assert_eq!(open(date(2024, 4, 18)), 0);
        assert_eq!(theirs.name(), "theirs.toml");
        write("a.toml", "base = \"b.toml\"\n");
        write("b.toml", "base = \"a.toml\"\n");
        let error = Calendar::named("a.toml", folder.path()).unwrap_err();
        assert!(error.message.contains("starts from itself"), "{error}");
        let error = Calendar::named("none.toml", folder.path()).unwrap_err();
        assert!(error.message.contains("none.toml"), "{error}");
    }
}
