//! How the columns of a file are read, settled from all they hold: what is said of it, and what is
//! refused.

use std::collections::BTreeMap;

use super::batch::Plan;
use super::quantity;
use super::reading::{self, Because, Doubt, Hints, Seen};
use super::typing::{Column, Typer, Typers, Way};
use crate::error::{Error, Result};
use crate::results::Message;
use crate::shown::{shown, unseen, visible};
use crate::study::{DateOrder, DecimalMark, Field, FieldType, PlannedUnit};

/// Columns of a file that are read otherwise than was thought at first, or what is said of them.
pub(super) enum Settled {
    /// As they were read; with notes for whoever reads the report.
    AsRead(Vec<Message>),
    /// One way a column, by table.
    Otherwise(Vec<Vec<Way>>),
}

/// How a column is read, and why.
struct Decided {
    way: Way,
    because: Vec<Because>,
    told: Option<(i64, String)>,
}

enum Open {
    Stamps(Doubt),
    Numbers(quantity::Doubt),
}

impl Typers {
    /// # Errors
    /// Of kind `Input` where a column can be read in two ways and nothing settles which; names the key
    /// that does.
    pub(super) fn settled(&self, file: &str) -> Result<Settled> {
        let tables: Vec<(&Typer, &[Column])> =
            self.iter().map(|typer| (typer, typer.columns.as_slice())).collect();
        let mut ways = Vec::new();
        let mut notes = Notes::default();
        let mut same = true;
        for ((typer, columns), decisions) in tables.iter().zip(decisions(&tables)) {
            let mut of_table = Vec::new();
            let each = typer.plan.columns.iter().zip(*columns).zip(decisions);
            for (((field, heading), column), decided) in each {
                let decided = decided.map_err(|open| doubtful(file, heading, typer, open))?;
                same &= column.tally.filled == 0 || column.way == Some(decided.way);
                notes.add(typer, field, heading, column, &decided);
                of_table.push(decided.way);
            }
            ways.push(of_table);
        }
        Ok(if same { Settled::AsRead(notes.messages(file)) } else { Settled::Otherwise(ways) })
    }
}

/// How columns are read by what is known of them so far; `None` where that leaves a doubt.
pub(super) fn ways(tables: &[(&Typer, &[Column])]) -> Vec<Vec<Option<Way>>> {
    let table = |of: Vec<Result<Decided, Open>>| of.into_iter().map(|d| d.ok().map(|d| d.way));
    decisions(tables).into_iter().map(|of| table(of).collect()).collect()
}

/// Columns of one heading are one column of the file: they are read alike.
fn decisions(tables: &[(&Typer, &[Column])]) -> Vec<Vec<Result<Decided, Open>>> {
    let mut evidence: BTreeMap<&str, reading::Evidence> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, quantity::Evidence> = BTreeMap::new();
    for (typer, columns) in tables {
        for ((field, heading), column) in typer.plan.columns.iter().zip(*columns) {
            match field.field_type {
                FieldType::Stamp | FieldType::Due => {
                    evidence.entry(heading).or_default().merge(&column.stamps);
                }
                FieldType::Number => {
                    numbers.entry(heading).or_default().merge(&column.numbers);
                }
                FieldType::Text | FieldType::Channel => {}
            }
        }
    }
    let others = order_of_all(evidence.values());
    let decide = |typer: &Typer, field: &Field, heading: &str| {
        if field.field_type == FieldType::Number {
            let unit = typer.given.unit(heading);
            let none = quantity::Evidence::default();
            let evidence = numbers.get(heading).unwrap_or(&none);
            let decided = quantity::decide(evidence, typer.given.decimal, unit);
            return decided.map_err(Open::Numbers).map(|decided| Decided {
                way: Way { decimal: decided.decimal, ..Way::default() },
                because: Vec::new(),
                told: decided.told,
            });
        }
        let none = reading::Evidence::default();
        let evidence = evidence.get(heading).filter(|_| is_stamp(field)).unwrap_or(&none);
        let hints = Hints { others, ..typer.hints(field) };
        reading::decide(evidence, &hints).map_err(Open::Stamps).map(|decided| Decided {
            way: Way { stamps: decided.reading, decimal: None },
            because: decided.because,
            told: None,
        })
    };
    tables
        .iter()
        .map(|(typer, _)| {
            let columns = typer.plan.columns.iter();
            columns.map(|(field, heading)| decide(typer, field, heading)).collect()
        })
        .collect()
}

/// The order that the columns of a file prove, where they agree.
fn order_of_all<'a>(evidence: impl Iterator<Item = &'a reading::Evidence>) -> Option<DateOrder> {
    let mut proven = evidence.filter_map(|e| {
        let hints = Hints { vietnamese: true, ..Hints::default() };
        reading::decide(e, &hints).ok()?.proven
    });
    let first = proven.next()?;
    proven.all(|order| order == first).then_some(first)
}

fn is_stamp(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Stamp | FieldType::Due)
}

/// Whether a heading has letters that only Vietnamese has.
pub(super) fn vietnamese(plan: &Plan) -> bool {
    let own = |c: char| {
        matches!(c, 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ă' | 'Ă' | '\u{1ea0}'..='\u{1ef9}')
    };
    plan.columns.iter().any(|(_, heading)| heading.chars().any(own))
}

/// Notes of equal content, each with the columns that it is about.
#[derive(Default)]
struct Notes {
    notes: Vec<(Message, Vec<String>, u64)>,
}

impl Notes {
    fn add(
        &mut self,
        typer: &Typer,
        field: &Field,
        heading: &str,
        column: &Column,
        decided: &Decided,
    ) {
        for because in &decided.because {
            let (key, order) = match because {
                Because::OrderOfValue { order, .. } => ("note-order-value", order.as_str()),
                Because::OrderOfOthers { order } => ("note-order-others", order.as_str()),
                Because::OrderOfCountry { .. } => ("note-order-country", ""),
                Because::ShortYears { .. } => ("note-short-years", ""),
                Because::DaysAsWritten { .. } => ("note-days-as-written", ""),
                Because::DueDays { .. } => ("note-due-days", ""),
                Because::DueMidnights { .. } => ("note-due-midnights", ""),
            };
            let message = Message::new(key).text("order", order);
            match because {
                Because::OrderOfValue { row, text, .. }
                | Because::OrderOfCountry { row, text }
                | Because::ShortYears { row, text, .. } => {
                    self.put(message, heading, 0, Some((*row, text)));
                }
                Because::OrderOfOthers { .. } => self.put(message, heading, 0, None),
                Because::DueDays { n } | Because::DueMidnights { n } => {
                    self.put(message, heading, *n, None)
                }
                Because::DaysAsWritten { n, offset_s } => {
                    let offset = offset_s.map_or_else(|| "none".to_owned(), offset_of);
                    self.put(message.text("offset", offset), heading, *n, None);
                }
            }
        }
        if column.tally.filled == 0 || field.field_type != FieldType::Number {
            return;
        }
        if let Some((row, text)) = &decided.told {
            let grouped = decided.way.decimal.is_some_and(|mark| {
                !text.contains(match mark {
                    DecimalMark::Point => '.',
                    DecimalMark::Comma => ',',
                })
            });
            let marks = if grouped { "thousands" } else { "decimal" };
            let message = Message::new("note-planned-marks").text("marks", marks);
            self.put(message, heading, 0, Some((*row, text)));
        }
        let unit = typer.given.unit(heading);
        if typer.given.planned.is_none() && unit != PlannedUnit::Minutes {
            let message = Message::new("note-planned-unit").text("unit", unit.as_str());
            self.put(message, heading, 0, None);
        }
    }

    fn put(&mut self, message: Message, heading: &str, n: u64, shown: Option<(i64, &String)>) {
        let alike = |other: &Message| {
            let told = |m: &Message| {
                ["order", "offset", "marks", "unit"].map(|name| m.args.get(name).cloned())
            };
            other.key == message.key && told(other) == told(&message)
        };
        if let Some((_, headings, count)) = self.notes.iter_mut().find(|(m, ..)| alike(m)) {
            if !headings.iter().any(|h| h == heading) {
                headings.push(heading.to_owned());
                *count += n;
            }
            return;
        }
        let message = match shown {
            Some((row, text)) => message
                .count("row", u64::try_from(row).unwrap_or_default())
                .text("value", visible(text)),
            None => message,
        };
        self.notes.push((message, vec![heading.to_owned()], n));
    }

    fn messages(self, file: &str) -> Vec<Message> {
        let said = |(message, headings, n): (Message, Vec<String>, u64)| {
            let columns = headings.iter().map(|h| format!("“{h}”")).collect::<Vec<_>>().join(", ");
            message.text("file", file).text("columns", columns).count("n", n)
        };
        self.notes.into_iter().map(said).collect()
    }
}

/// `+07:00`.
fn offset_of(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", seconds.abs() / 3_600, seconds.abs() / 60 % 60)
}

fn row_of(seen_of: &Seen) -> String {
    let (row, text) = seen_of.first.clone().unwrap_or_default();
    format!("row {row}: {}", shown(&text).plain())
}

fn in_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "day first",
        DateOrder::Mdy => "month first",
        DateOrder::Ymd => "year first",
    }
}

/// A column that can be read in two ways.
fn doubtful(file: &str, heading: &str, typer: &Typer, open: Open) -> Error {
    match open {
        Open::Numbers(quantity::Doubt { row, text }) => {
            let without: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
            let with = text.replace(',', ".");
            Error::input(format!("{file}: the numbers of column \"{heading}\" can be read in two ways"))
                .detail(format!("row {row}: \"{}\" is {without} or {with}, and no other value tells which", visible(&text)))
                .help("set  [input.units] decimal = \",\"  (a point parts thousands) or  decimal = \".\"  in study.toml")
        }
        Open::Stamps(Doubt::Order { n, row, text }) => {
            Error::input(format!("{file}: day and month of column \"{heading}\" can't be told apart"))
                .detail(format!("row {row}: {}", shown(&text).plain()))
                .detail(format!("all {n} dates can be read in two ways"))
                .help("set  [input.dates] order = \"dmy\"  (the day first) or  order = \"mdy\"  (the month first) in study.toml; \"ymd\" where years in two digits come first")
        }
        Open::Stamps(Doubt::Mixed { day_first, month_first }) => {
            Error::input(format!("{file}: column \"{heading}\" mixes dates with the day first and with the month first"))
                .detail(format!("{} with the day first: {}", day_first.count, row_of(&day_first)))
                .detail(format!("{} with the month first: {}", month_first.count, row_of(&month_first)))
                .help("export it again in one notation; with  [input.dates] order = \"dmy\"  (or \"mdy\") in study.toml the dates of the other are set aside")
        }
        Open::Stamps(Doubt::Contradicted { given, proven, by }) => {
            Error::input(format!(
                "{file}: the dates of column \"{heading}\" have the {}, but study.toml says order = \"{}\"",
                in_words(proven), given.as_str()
            ))
            .detail(format!("{} of them can't be read otherwise: {}", by.count, row_of(&by)))
            .help(format!(
                "set  [input.dates] order = \"{}\"  in study.toml, or take order out of it: then each column is read as its values say",
                proven.as_str()
            ))
        }
        Open::Stamps(Doubt::Swapped { dates, texts }) => {
            let typed = if typer.given.order.is_some() { "" } else { "; if they are as they should be, set [input.dates] order in study.toml" };
            Error::input(format!("{file}: day and month of some dates of column \"{heading}\" were swapped when the file was opened in Excel"))
                .detail(format!("{} dates, in all of which the day is 12 or less: {}", dates.count, row_of(&dates)))
                .detail(format!("{} texts, in none of which both numbers are: {}", texts.count, row_of(&texts)))
                .detail("Excel took those for dates that it could read in its own order, and left the others".to_owned())
                .help(format!("export it again from the system and don't open it in Excel before redtape reads it{typed}"))
        }
    }
}

/// A column none of whose values can be read.
pub(super) fn unread(file: &str, field: &Field, heading: &str, column: &Column) -> Error {
    let what = if is_stamp(field) { "date" } else { "number" };
    let tally = &column.tally;
    let mut error = Error::input(format!(
        "{file}: no {what} of column \"{heading}\" can be read ({} of {})",
        tally.unread, tally.filled
    ));
    for (row, value) in &tally.examples {
        error = error.detail(format!("row {row}: {}", shown(value).plain()));
    }
    let hidden = tally.examples.iter().flat_map(|(_, value)| value.chars()).find(|c| unseen(*c));
    if let Some(c) = hidden {
        error = error.detail(format!(
            "U+{:04X} is a character that the eye can't see or can't tell from a space",
            u32::from(c)
        ));
    }
    if is_stamp(field)
        && let Some(since) = counted_since(tally.examples.iter().map(|(_, value)| value.as_str()))
    {
        return error
            .detail(format!("they look like {since}"))
            .help("export them as dates, or write a date's text beside each and map that column");
    }
    if !is_stamp(field) {
        return error
            .help("write minutes as 90 or 1440.5, or hours as 24:00; or map another column");
    }
    let order = column.way.unwrap_or_default().stamps.order;
    if column.stamps.has_numbers() {
        let other = if order == DateOrder::Mdy { "dmy" } else { "mdy" };
        return error.help(format!(
            "dates are read as {}; set  [input.dates] order = \"{other}\"  (or \"ymd\") in study.toml if that is wrong, or map another column",
            order.as_str()
        ));
    }
    error.help("export it as 31/12/2024 17:30 or 2024-12-31T17:30 (the time first, AM or PM, and names of months in English or Vietnamese are read too), or map another column")
}

/// What bare numbers in a column of dates seem to count, if all count the same.
fn counted_since<'a>(mut values: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let since = |value: &str| match value.trim().parse::<f64>().ok()? {
        // 1982 to 2119.
        days if (30_000.0..80_000.0).contains(&days) => {
            Some("days since 1899-12-30, as workbooks keep dates")
        }
        // 2001 to 2100.
        s if (1e9..4.1e9).contains(&s) => Some("seconds since 1970"),
        ms if (1e12..4.1e12).contains(&ms) => Some("milliseconds since 1970"),
        _ => None,
    };
    let first = since(values.next()?)?;
    values.all(|value| since(value) == Some(first)).then_some(first)
}
