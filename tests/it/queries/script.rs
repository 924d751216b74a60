//! The text of a relation's cases (`tests/queries/README.md`): read, and written again with its tables
//! aligned.

use std::fmt::Write as _;

/// A cell: nothing where the text says `null`.
pub type Value = Option<String>;

/// A file of cases, line for line.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// The relation that its first line names.
    pub relation: String,
    /// Comments before the first case.
    preamble: Vec<String>,
    pub cases: Vec<Case>,
}

#[derive(Debug, PartialEq)]
pub struct Case {
    pub name: String,
    pub why: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, PartialEq)]
pub enum Block {
    /// A comment or an empty line.
    Text(String),
    Given(Given),
    /// What to ask of a function.
    Ask(String),
    Then(Grid),
}

/// Rows of a relation that the query reads.
#[derive(Debug, PartialEq)]
pub struct Given {
    pub relation: String,
    /// Columns with one value in all rows.
    pub constants: Vec<(String, Value)>,
    pub grid: Grid,
}

#[derive(Debug, Default, PartialEq)]
pub struct Grid {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

impl Script {
    /// # Errors
    /// With the number of the line that can't be read, and why.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
        let (_, first) = lines.next().unwrap_or((1, ""));
        let relation = first
            .strip_prefix("# ")
            .ok_or("line 1: the first line is # and the relation's name")?
            .to_owned();
        let (mut preamble, mut cases): (Vec<String>, Vec<Case>) = (Vec::new(), Vec::new());
        // A table that rows still go to, and whether the why goes on.
        let (mut in_table, mut in_why) = (false, false);
        for (at, line) in lines {
            let wrong = |what: &str| format!("line {at}: {what}: {line}");
            if let Some(name) = line.strip_prefix("case: ") {
                let (name, why, blocks) = (name.to_owned(), String::new(), Vec::new());
                cases.push(Case { name, why, blocks });
                (in_table, in_why) = (false, false);
                continue;
            }
            let Some(case) = cases.last_mut() else {
                if !(line.is_empty() || line.starts_with('#')) {
                    return Err(wrong("before the first case stand only comments"));
                }
                preamble.push(line.to_owned());
                continue;
            };
            if let Some(why) = line.strip_prefix("why: ") {
                why.clone_into(&mut case.why);
                in_why = true;
            } else if in_why && line.starts_with("     ") {
                case.why.push('\n');
                case.why.push_str(line.trim());
            } else if line.is_empty() || line.starts_with('#') {
                (in_table, in_why) = (false, false);
                case.blocks.push(Block::Text(line.to_owned()));
            } else if let Some(given) = line.strip_prefix("given ") {
                (in_table, in_why) = (true, false);
                case.blocks.push(Block::Given(head(given).map_err(|e| wrong(&e))?));
            } else if let Some(ask) = line.strip_prefix("ask: ") {
                (in_table, in_why) = (false, false);
                case.blocks.push(Block::Ask(ask.to_owned()));
            } else if line == "then" {
                (in_table, in_why) = (true, false);
                case.blocks.push(Block::Then(Grid::default()));
            } else if in_table {
                let grid = match case.blocks.last_mut() {
                    Some(Block::Given(given)) => &mut given.grid,
                    Some(Block::Then(grid)) => grid,
                    _ => return Err(wrong("a row of no table")),
                };
                grid.take(line).map_err(|e| wrong(&e))?;
            } else {
                return Err(wrong("neither case, why, given, ask, then nor a row of a table"));
            }
        }
        Ok(Self { relation, preamble, cases })
    }

    /// The same text, its tables aligned.
    pub fn render(&self) -> String {
        let mut text = format!("# {}\n", self.relation);
        for line in &self.preamble {
            let _ = writeln!(text, "{line}");
        }
        for case in &self.cases {
            let why = case.why.replace('\n', "\n     ");
            let _ = writeln!(text, "case: {}\nwhy: {why}", case.name);
            for block in &case.blocks {
                match block {
                    Block::Text(line) => {
                        let _ = writeln!(text, "{line}");
                    }
                    Block::Given(given) => {
                        let _ = write!(text, "given {}", given.relation);
                        for (i, (column, value)) in given.constants.iter().enumerate() {
                            let before = if i == 0 { ":" } else { "," };
                            let _ = write!(text, "{before} {column} = {}", shown(value));
                        }
                        text.push('\n');
                        given.grid.render(&mut text);
                    }
                    Block::Ask(sql) => {
                        let _ = writeln!(text, "ask: {sql}");
                    }
                    Block::Then(grid) => {
                        text.push_str("then\n");
                        grid.render(&mut text);
                    }
                }
            }
        }
        text
    }
}

/// `relation` or `relation: column = value, column = value`.
fn head(text: &str) -> Result<Given, String> {
    let (relation, constants) = text.split_once(':').unwrap_or((text, ""));
    let constants = split(constants, ',')?
        .into_iter()
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (column, value) =
                pair.split_once('=').ok_or_else(|| format!("no value in \"{pair}\""))?;
            Ok((column.trim().to_owned(), value_of(value.trim())?))
        })
        .collect::<Result<Vec<_>, String>>()?;
    Ok(Given { relation: relation.trim().to_owned(), constants, grid: Grid::default() })
}

impl Grid {
    fn take(&mut self, line: &str) -> Result<(), String> {
        let cells = split(line, '|')?;
        if self.columns.is_empty() {
            self.columns = cells;
            return Ok(());
        }
        if cells.len() != self.columns.len() {
            return Err(format!("{} cells for {} columns", cells.len(), self.columns.len()));
        }
        self.rows.push(cells.iter().map(|c| value_of(c)).collect::<Result<_, _>>()?);
        Ok(())
    }

    pub fn render(&self, text: &mut String) {
        if self.columns.is_empty() {
            return;
        }
        let mut lines = vec![self.columns.clone()];
        lines.extend(self.rows.iter().map(|row| row.iter().map(shown).collect()));
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                lines.iter().map(|line: &Vec<String>| line[at].chars().count()).max().unwrap()
            })
            .collect();
        for line in lines {
            let cells: Vec<String> =
                line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            let _ = writeln!(text, "{}", cells.join(" | ").trim_end());
        }
    }
}

/// Parts of a line, trimmed; a separator within quotes doesn't separate.
fn split(line: &str, separator: char) -> Result<Vec<String>, String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        quoted ^= c == '\'';
        if c == separator && !quoted {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    if quoted {
        return Err("a quote is not closed".to_owned());
    }
    Ok(parts.into_iter().map(|part| part.trim().to_owned()).collect())
}

fn value_of(cell: &str) -> Result<Value, String> {
    match cell {
        "" => Err("an empty cell: write null, or '' for an empty text".to_owned()),
        "null" => Ok(None),
        _ => {
            let inner = cell.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            Ok(Some(inner.map_or_else(|| cell.to_owned(), |text| text.replace("''", "'"))))
        }
    }
}

/// A value as a cell.
fn shown(value: &Value) -> String {
    match value {
        None => "null".to_owned(),
        Some(text) => {
            let plain = !text.is_empty()
                && text != "null"
                && text.trim() == text
                && !text.contains(['|', '\'', ',', '=']);
            if plain { text.clone() } else { format!("'{}'", text.replace('\'', "''")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# measure.rework
# A comment.

case: other hands redo
why: q did again
     what p had done

given model.step_run: step = check, unit = '', note = 'a, b'
dossier_id | n
'A | B'    | 1
C          | null

# another comment
then
step | n
";

    #[test]
    fn a_script_is_written_as_it_was_read() {
        let script = Script::parse(TEXT).unwrap();
        assert_eq!(script.relation, "measure.rework");
        assert_eq!(script.cases[0].why, "q did again\nwhat p had done");
        let Block::Given(given) = &script.cases[0].blocks[1] else { panic!("{script:?}") };
        assert_eq!(given.constants[1], ("unit".to_owned(), Some(String::new())));
        assert_eq!(given.constants[2], ("note".to_owned(), Some("a, b".to_owned())));
        assert_eq!(given.grid.rows[0], [Some("A | B".to_owned()), Some("1".to_owned())]);
        assert_eq!(given.grid.rows[1][1], None);
        assert_eq!(script.render(), TEXT);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let refused = |text: &str| Script::parse(text).unwrap_err();
        assert!(refused("measure.rework").starts_with("line 1"));
        assert!(refused("# a.b\nthen").starts_with("line 2: before the first case"));
        let case = "# a.b\ncase: c\n";
        assert!(refused(&format!("{case}x")).starts_with("line 3: neither"));
        assert!(refused(&format!("{case}then\na | b\n1")).contains("1 cells for 2 columns"));
        assert!(refused(&format!("{case}then\na | b\n1 |")).contains("an empty cell"));
        assert!(refused(&format!("{case}then\na\n'1")).contains("not closed"));
        assert!(refused(&format!("{case}given x: a")).contains("no value"));
    }
}
