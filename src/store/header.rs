//! A relation's file: a header that is a contract, and one statement.
//!
//! ```sql
//! -- measure.rework
//! -- One row per procedure, step and agency.            grain; "One row:" where there is just one
//! -- Kind: view                                         optional: view, type, macro (parameters), or
//!                                                       kernel and its name
//! -- With: calendar_day                                 rows that a kernel is handed whole before the
//! --   select … from …                                  others, by a name
//! --   procedure_code, step, agency   key; and more     columns in order, each with its meaning
//! --   owned_s   makespan owned by                      indented deeper: more of the meaning
//! --             repeats and redos
//! -- Why: …                                             why the relation exists
//! -- Holds: reworked time is owned time                 an identity, with the rows that would break it
//! --   select … where …
//! select …
//! ```

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::kernel;

/// A relation of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// `schema.relation`.
    pub name: String,
    pub kind: Kind,
    /// What a row is.
    pub grain: String,
    /// In the order of the header, which is the relation's.
    pub columns: Vec<Column>,
    /// Why the relation exists.
    pub why: String,
    /// What always holds between its rows and those that it is made from.
    pub holds: Vec<Identity>,
    /// What its kernel is handed whole, before the rows of the body.
    pub with: Vec<Handed>,
    /// The statement, without its header.
    pub body: String,
    /// Relations of the catalogue that it reads, or hands to its kernel.
    pub reads: BTreeSet<String>,
    /// Tables of `raw` that it reads: files were read into them before the catalogue.
    pub reads_raw: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Materialised once.
    Table,
    View,
    /// A function of the given parameters.
    Macro(String),
    /// An enumeration of names: stored and compared as small integers, read as text.
    Type,
    /// Made once, by the [kernel](crate::kernel) of that name from the rows of the body.
    Kernel(String),
}

/// A column as the header declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub meaning: String,
}

/// Rows that a kernel is handed whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What the kernel knows them by.
    pub name: String,
    pub body: String,
}

/// An identity that a header declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub sentence: String,
    /// Selects the rows that break it: none, on any input.
    pub broken_by: String,
}

impl Query {
    pub fn layer(&self) -> &str {
        self.name.split('.').next().unwrap_or(&self.name)
    }

    /// The columns that tell rows apart; none where there is a single row.
    pub fn key(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|c| c.is_key()).map(|c| c.name.as_str())
    }

    /// Whether the relation is one row by its grain.
    pub fn one_row(&self) -> bool {
        self.grain.starts_with("One row:")
    }
}

impl Kind {
    /// Whether it has rows.
    pub fn is_relation(&self) -> bool {
        matches!(self, Self::Table | Self::View | Self::Kernel(_))
    }

    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Table | Self::Kernel(_) => "table",
            Self::View => "view",
            Self::Macro(_) => "macro",
            Self::Type => "type",
        }
    }
}

/// Units by the end of a column's name, the longest first (design §3).
const UNITS: [(&str, &str); 12] = [
    ("_utc_s", "seconds since 1970, UTC"),
    ("_wall_s", "wall seconds"),
    ("_utc", "instant, UTC"),
    ("_share", "share, 0 to 1"),
    ("_days", "days"),
    ("_week", "Monday"),
    ("_min", "minutes"),
    ("_at", "local instant"),
    ("_on", "date"),
    ("_s", "seconds"),
    ("_w", "working clock, seconds"),
    ("_v", "working clock without paused time, seconds"),
];

impl Column {
    /// The unit that the end of the name says.
    pub fn unit(&self) -> Option<&'static str> {
        UNITS.iter().find(|(end, _)| self.name.ends_with(end)).map(|(_, unit)| *unit)
    }

    /// Whether it is a part of the relation's key: its meaning begins with that word.
    pub fn is_key(&self) -> bool {
        self.meaning
            .strip_prefix("key")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([';', ':', ',']))
    }
}

/// What the lines of a header belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Grain,
    Columns,
    Why,
    With,
    Holds,
}

/// Reads the file of relation `name`.
///
/// # Errors
/// If the header lacks its name, grain or reason, or an identity its statement.
pub(super) fn parse(name: &str, text: &str) -> Result<Query> {
    let bad = |what: &str| Error::failed(format!("queries/{}.sql: {what}", name.replace('.', "/")));
    let mut lines = text.lines().peekable();
    if lines.next() != Some(format!("-- {name}").as_str()) {
        return Err(bad("the first line must be the relation's name"));
    }
    let (mut grain, mut why, mut kind) = (Vec::new(), Vec::new(), Kind::Table);
    let (mut columns, mut holds): (Vec<Column>, Vec<Identity>) = (Vec::new(), Vec::new());
    let mut with: Vec<Handed> = Vec::new();
    // How many columns the last line with names named.
    let mut named = 0;
    let mut part = Part::Grain;
    while let Some(header) = lines.peek().and_then(|line| line.strip_prefix("--")) {
        lines.next();
        if let Some(reason) = header.strip_prefix(" Why: ") {
            part = Part::Why;
            why.push(reason.trim());
        } else if let Some(sentence) = header.strip_prefix(" Holds: ") {
            part = Part::Holds;
            holds.push(Identity { sentence: sentence.trim().to_owned(), broken_by: String::new() });
        } else if let Some(name) = header.strip_prefix(" With: ") {
            part = Part::With;
            with.push(Handed { name: name.trim().to_owned(), body: String::new() });
        } else if let Some(given) = header.strip_prefix(" Kind: ") {
            kind = match (given, given.split_once(' ')) {
                ("view", _) => Kind::View,
                ("type", _) => Kind::Type,
                (_, Some(("macro", parameters))) => Kind::Macro(parameters.to_owned()),
                (_, Some(("kernel", name))) if kernel::named(name).is_some() => {
                    Kind::Kernel(name.to_owned())
                }
                _ => return Err(bad("the kind is view, type, macro (parameters) or a kernel's")),
            };
        } else if let Some(deeper) = header.strip_prefix("   ") {
            let statement = match part {
                Part::Holds => holds.last_mut().map(|identity| &mut identity.broken_by),
                Part::With => with.last_mut().map(|handed| &mut handed.body),
                _ => None,
            };
            match (part, statement) {
                (_, Some(statement)) => {
                    statement.push_str(deeper);
                    statement.push('\n');
                }
                (Part::Why, _) => return Err(bad("columns stand before Why")),
                _ => {
                    part = Part::Columns;
                    describe(deeper, &mut columns, &mut named);
                }
            }
        } else {
            match (part, holds.last_mut()) {
                (Part::Why, _) => why.push(header.trim()),
                (Part::Holds, Some(identity)) if identity.broken_by.is_empty() => {
                    identity.sentence.push(' ');
                    identity.sentence.push_str(header.trim());
                }
                (Part::Grain, _) => grain.push(header.trim()),
                _ => return Err(bad("a line of the header belongs to nothing")),
            }
        }
    }
    if grain.is_empty() || why.is_empty() {
        return Err(bad("the header must say what a row is, and why the relation exists"));
    }
    if holds.iter().any(|identity| identity.broken_by.is_empty()) {
        return Err(bad("an identity needs a statement that selects the rows that break it"));
    }
    if with.iter().any(|handed| handed.body.is_empty()) {
        return Err(bad("what a kernel is handed needs a statement that selects it"));
    }
    if !with.is_empty() && !matches!(kind, Kind::Kernel(_)) {
        return Err(bad("only a kernel is handed relations whole"));
    }
    let body: String = lines.map(|line| format!("{line}\n")).collect();
    let mut reads_made = reads(&body, |schema| schema != RAW, name);
    reads_made.extend(with.iter().flat_map(|h| reads(&h.body, |schema| schema != RAW, name)));
    Ok(Query {
        name: name.to_owned(),
        kind,
        grain: grain.join(" "),
        columns,
        why: why.join(" "),
        holds,
        with,
        reads: reads_made,
        reads_raw: reads(&body, |schema| schema == RAW, name),
        body,
    })
}

/// A line of a header: `name, name   meaning`, or, indented deeper, more of the meaning before it.
fn describe(line: &str, columns: &mut Vec<Column>, named: &mut usize) {
    if line.starts_with(' ') {
        let from = columns.len().saturating_sub(*named);
        for column in columns.iter_mut().skip(from) {
            column.meaning.push(' ');
            column.meaning.push_str(line.trim());
        }
        return;
    }
    let (names, meaning) = line.split_once("  ").unwrap_or((line, ""));
    let before = columns.len();
    columns.extend(
        names.split(", ").map(|name| Column {
            name: name.trim().to_owned(),
            meaning: meaning.trim().to_owned(),
        }),
    );
    *named = columns.len() - before;
}

/// The layer of what was read: it has names of persons in it, and is never published.
pub const RAW: &str = "raw";

/// Layers in the order of the data's way; a relation reads its own layer and earlier ones.
pub const LAYERS: [&str; 5] = [RAW, "stage", "model", "measure", "find"];

/// Names of the form `layer.relation` outside of comments and strings, in the layers that are `wanted`.
pub(super) fn reads(sql: &str, wanted: fn(&str) -> bool, own: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in sql.lines() {
        let code = line.split("--").next().unwrap_or("");
        for (i, part) in code.split('\'').enumerate() {
            if i % 2 == 1 {
                continue;
            }
            for word in part.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')) {
                if let Some((schema, relation)) = word.split_once('.')
                    && LAYERS.contains(&schema)
                    && wanted(schema)
                    && !relation.is_empty()
                {
                    // `schema.relation.column` names the relation too.
                    let relation = relation.split('.').next().unwrap_or(relation);
                    let name = format!("{schema}.{relation}");
                    if name != own {
                        found.insert(name);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const REWORK: &str = "\
-- measure.rework
-- One row per step.
-- Kind: view
--   procedure_code, step   key; as the data names it
--   owned_s                makespan owned
--                          by all of its runs
--   keyed                  a count
-- Why: one reason,
-- and its other half.
-- Holds: nothing is owned
-- below zero
--   select step from measure.rework
--   where owned_s < 0
-- Holds: no step is without a name
--   select step from measure.rework where step = ''
-- not the header's
select procedure_code from model.step_run, raw.study
";

    #[test]
    fn a_header_is_read_part_by_part() {
        let text = REWORK.replace("-- not the header's\n", "\n");
        let query = parse("measure.rework", &text).unwrap();
        assert_eq!(query.kind, Kind::View);
        assert_eq!(query.grain, "One row per step.");
        assert!(!query.one_row());
        assert_eq!(query.key().collect::<Vec<_>>(), ["procedure_code", "step"]);
        assert_eq!(query.columns[2].meaning, "makespan owned by all of its runs");
        assert_eq!(query.columns[2].unit(), Some("seconds"));
        assert_eq!(query.why, "one reason, and its other half.");
        assert_eq!(query.holds.len(), 2);
        assert_eq!(query.holds[0].sentence, "nothing is owned below zero");
        assert_eq!(
            query.holds[0].broken_by,
            "select step from measure.rework\nwhere owned_s < 0\n"
        );
        assert_eq!(query.reads, BTreeSet::from(["model.step_run".to_owned()]));
        assert_eq!(query.reads_raw, BTreeSet::from(["raw.study".to_owned()]));
    }

    #[test]
    fn a_header_that_says_too_little_or_in_the_wrong_place_is_refused() {
        let refused = |text: &str| parse("stage.a", text).unwrap_err().message;
        assert!(refused("-- stage.b\n").contains("relation's name"));
        assert!(refused("-- stage.a\n-- One row.\n-- Kind: kernel none\n").contains("a kernel's"));
        assert!(refused("-- stage.a\n-- One row.\nselect 1").contains("why the relation exists"));
        let no_statement = "-- stage.a\n-- One row.\n-- Why: x\n-- Holds: y\nselect 1";
        assert!(refused(no_statement).contains("needs a statement"));
        let late = "-- stage.a\n-- One row.\n-- Why: x\n--   n   count\nselect 1";
        assert!(refused(late).contains("before Why"));
        assert!(parse("measure.rework", REWORK).is_err(), "a comment after a statement of Holds");
    }

    #[test]
    fn names_in_strings_and_comments_are_not_reads() {
        let found =
            reads("select 'model.x' -- model.y\nfrom stage.z.column_name", |_| true, "stage.own");
        assert_eq!(found, BTreeSet::from(["stage.z".to_owned()]));
    }
}
