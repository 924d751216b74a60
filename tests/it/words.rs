//! The catalogue of words: both languages say the same things.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use redtape::results::{Arg, Message};
use redtape::words::{Language, Words};

/// Keys of a language with the names of their placeholders.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for source in language.sources() {
        FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| errors)
            .unwrap_or_else(|errors| panic!("{}: {errors:?}", language.code()));
        let mut key = String::new();
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with([' ', '#', '\t'])
            {
                key = name.trim().to_owned();
                let earlier = found.insert(key.clone(), BTreeSet::new());
                assert!(earlier.is_none(), "{}: {key} is said twice", language.code());
            }
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-')
                    .collect();
                if let Some(names) = found.get_mut(&key) {
                    names.insert(name);
                }
            }
        }
    }
    found
}

#[test]
fn both_languages_have_every_key_with_the_same_placeholders() {
    let (vi, en) = (keys(Language::Vi), keys(Language::En));
    assert!(vi.len() > 100, "only {} keys", vi.len());
    for (key, names) in &en {
        assert_eq!(vi.get(key), Some(names), "{key}");
    }
    assert_eq!(vi.len(), en.len());
}

#[test]
fn numbers_dates_and_durations_are_written_as_each_language_does() {
    let (vi, en) = (Words::new(Language::Vi, 28_800), Words::new(Language::En, 28_800));
    assert_eq!(vi.numbers().fixed(1234.5, 1), "1.234,5");
    assert_eq!(en.numbers().fixed(1234.5, 1), "1,234.5");
    assert_eq!(vi.numbers().percent(0.988), "98,8 %");
    assert_eq!(en.numbers().percent(0.0035), "0.35%");
    assert_eq!(en.numbers().significant(123_456.0), "123,000");
    assert_eq!(en.numbers().significant(0.034_56), "0.035");
    assert_eq!(en.numbers().date("2023-10-31T17:30:00"), "31/10/2023");
    assert_eq!(vi.work(43_200.0), "1,5 ngày làm việc");
    assert_eq!(en.work(5_400.0), "1.5 working hours");
    assert_eq!(en.wall(172_800.0), "2 days");
    assert_eq!(en.work(90.0), "1.5 min");
    assert_eq!(en.work(3_600.0), "1 working hour");
    assert_eq!(vi.work(28_800.0), "1 ngày làm việc");
}

#[test]
fn a_missing_key_is_seen() {
    let words = Words::new(Language::En, 28_800);
    assert_eq!(words.say(&Message::new("no-such-key")), "{no-such-key}");
    let nested =
        Message::new("unit-minutes").with("n", Arg::Said(Box::new(Message::new("nor-this"))));
    assert_eq!(words.say(&nested), "{nor-this} min");
}

/// Every file of the program.
fn sources() -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(text.split("#[cfg(test)]").next().unwrap_or("").to_owned());
        }
    }
    found
}

#[test]
fn every_key_that_the_program_says_is_in_the_catalogue() {
    let known = keys(Language::En);
    let mut said = 0;
    for code in sources() {
        for call in ["Message::new(\"", ".word(\""] {
            for rest in code.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or("");
                assert!(known.contains_key(key), "{key} is not in the catalogue");
                said += 1;
            }
        }
    }
    assert!(said > 50, "only {said} keys");
    for query in redtape::store::Catalogue::embedded().unwrap().queries() {
        for rest in query.body.split("'aside-").skip(1) {
            let key = format!("aside-{}", rest.split('\'').next().unwrap_or(""));
            assert!(known.contains_key(&key), "{key} is not in the catalogue");
        }
    }
}
