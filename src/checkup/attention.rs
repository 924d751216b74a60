//! What to look at first.

use super::{Checkup, List, ListName};
use crate::results::Message;

/// One row in a hundred that can't be used says that the rest may have been read wrongly too.
const MANY: u64 = 100;
/// Words that a sentence names.
const NAMED: usize = 3;

/// Everything of a check-up that an analyst must decide on or send back, the gravest first.
pub fn attention(checkup: &Checkup) -> Vec<Message> {
    let mut found = rows(checkup);
    found.extend(columns(checkup));
    found.extend(words(checkup));
    if checkup.names_to_confirm > 0 {
        found.push(Message::new("look-names").count("n", checkup.names_to_confirm));
    }
    found
}

fn rows(checkup: &Checkup) -> Vec<Message> {
    let many = checkup.files.iter().filter(|f| f.rows_set_aside * MANY > f.rows_in);
    many.map(|file| {
        Message::new("look-rows")
            .text("file", file.file.clone())
            .count("n", file.rows_set_aside)
            .count("of", file.rows_in)
    })
    .collect()
}

fn columns(checkup: &Checkup) -> Vec<Message> {
    let all = || checkup.files.iter().flat_map(|f| f.columns.iter().map(move |c| (f, c)));
    let say = |key: &str, file: &str, heading: &str, n: u64| {
        Message::new(key).text("file", file).text("column", heading).count("n", n)
    };
    let unreadable = all().filter(|(_, c)| c.unreadable > 0);
    let mut found: Vec<Message> = unreadable
        .map(|(f, c)| say("look-unreadable", &f.file, &c.heading, c.unreadable))
        .collect();
    let empty = all().filter(|(_, c)| c.filled == 0 && c.rows > 0 && c.unreadable == 0);
    found.extend(empty.map(|(f, c)| say("look-empty", &f.file, &c.heading, c.rows)));
    let odd = all().filter(|(_, c)| c.odd > 0);
    found.extend(odd.map(|(f, c)| say("look-odd", &f.file, &c.heading, c.odd)));
    found
}

/// Words and codes of which nobody said what they mean.
fn words(checkup: &Checkup) -> Vec<Message> {
    let asked = [
        (ListName::Outcomes, "look-outcomes"),
        (ListName::Statuses, "look-statuses"),
        (ListName::Procedures, "look-procedures"),
    ];
    let mut found = Vec::new();
    for (name, key) in asked {
        let list = checkup.lists.iter().find(|list| list.name == name);
        let unknown = list.map(unknown).unwrap_or_default();
        if !unknown.is_empty() {
            let named: Vec<&str> = unknown.iter().copied().take(NAMED).collect();
            let more = if unknown.len() > NAMED { ", …" } else { "" };
            found.push(
                Message::new(key)
                    .count("n", unknown.len() as u64)
                    .text("words", format!("{}{more}", named.join(", "))),
            );
        }
    }
    found
}

fn unknown(list: &List) -> Vec<&str> {
    let unknown = list.rows.iter().filter(|row| !row.known && !row.name.is_empty());
    unknown.map(|row| row.name.as_str()).collect()
}
