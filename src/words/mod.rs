//! Every sentence a user reads, in two languages: a key with values, never a literal.
//!
//! The catalogue is Fluent (`src/words/<language>/<floor>.ftl`). Numbers, dates and durations are
//! formatted by language before they reach it.

mod format;

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::results::{Arg, Cell, Column, Message, Scope};

/// The files of a language's catalogue: one a floor, and one a line.
macro_rules! files {
    ($language:literal) => {
        vec![
            include_str!(concat!($language, "/units.ftl")),
            include_str!(concat!($language, "/study.ftl")),
            include_str!(concat!($language, "/events.ftl")),
            include_str!(concat!($language, "/clock.ftl")),
            include_str!(concat!($language, "/load.ftl")),
            include_str!(concat!($language, "/files.ftl")),
            include_str!(concat!($language, "/rows.ftl")),
            include_str!(concat!($language, "/vocabulary.ftl")),
            include_str!(concat!($language, "/find.ftl")),
            include_str!(concat!($language, "/advise.ftl")),
            include_str!(concat!($language, "/draw.ftl")),
            include_str!(concat!($language, "/report.ftl")),
            include_str!(concat!($language, "/check.ftl")),
            include_str!(concat!($language, "/validation.ftl")),
        ]
    };
}

pub use format::Numbers;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Vi,
    En,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The catalogue's files, one a floor.
    pub fn sources(self) -> Vec<&'static str> {
        match self {
            Self::Vi => files!("vi"),
            Self::En => files!("en"),
        }
    }
}

/// Says messages in one language. `office_day_s` is the length of a working day.
pub struct Words {
    language: Language,
    numbers: Numbers,
    office_day_s: f64,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub fn new(language: Language, office_day_s: i64) -> Self {
        let locale = match language {
            Language::Vi => unic_langid::LanguageIdentifier::from_bytes(b"vi"),
            Language::En => unic_langid::LanguageIdentifier::from_bytes(b"en"),
        };
        let mut bundle = FluentBundle::new(vec![locale.unwrap_or_default()]);
        bundle.set_use_isolating(false);
        for source in language.sources() {
            // The embedded catalogue is parsed whole by a test: what can't be parsed can't ship.
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        #[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
        let office_day_s = office_day_s.max(1) as f64;
        Self { language, numbers: Numbers::new(language), office_day_s, bundle }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Length of a working day in seconds.
    pub fn office_day_s(&self) -> f64 {
        self.office_day_s
    }

    /// Whether the catalogue has the key.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text of a message; a missing key is shown in braces, so that it is seen.
    pub fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(&message.key).and_then(|m| m.value()) else {
            return format!("{{{}}}", message.key);
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            args.set(Cow::Borrowed(name.as_str()), self.value(arg));
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
    }

    /// The text of a message without values.
    pub fn word(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    /// A duration in working seconds, in the largest unit that keeps it above 1.
    pub fn work(&self, seconds: f64) -> String {
        let size = seconds.abs();
        let (key, value) = if size >= self.office_day_s {
            ("unit-work-days", seconds / self.office_day_s)
        } else if size >= 3_600.0 {
            ("unit-work-hours", seconds / 3_600.0)
        } else {
            ("unit-minutes", seconds / 60.0)
        };
        self.amount(key, value)
    }

    /// A duration in wall-clock seconds, likewise.
    pub fn wall(&self, seconds: f64) -> String {
        let size = seconds.abs();
        let (key, value) = if size >= 86_400.0 {
            ("unit-wall-days", seconds / 86_400.0)
        } else if size >= 3_600.0 {
            ("unit-wall-hours", seconds / 3_600.0)
        } else {
            ("unit-minutes", seconds / 60.0)
        };
        self.amount(key, value)
    }

    /// A number with its unit: `unit-…` keys take `n`; those with a `…-one` beside them have a singular.
    pub fn amount(&self, key: &str, value: f64) -> String {
        let number = self.numbers.significant(value);
        let singular = format!("{key}-one");
        if number == "1" && self.knows(&singular) {
            return self.word(&singular);
        }
        self.say(&Message::new(key).text("n", number))
    }

    /// A table's cell as text, by its column's unit and decimals.
    pub fn cell(&self, cell: &Cell, column: &Column) -> String {
        match cell {
            Cell::Null => String::new(),
            Cell::Int(v) => self.numbers.count(*v),
            Cell::Float(v) => self.numbers.by_unit(*v, column.unit, column.decimals),
            Cell::Text(v) if column.unit == crate::results::Unit::Date => self.numbers.date(v),
            Cell::Text(v) => v.clone(),
            Cell::Word(message) => self.say(message),
        }
    }

    /// A scope as words: its parts, widest first.
    pub fn scope(&self, scope: &Scope) -> String {
        let parts = [
            &scope.procedure,
            &scope.step,
            &scope.other_step,
            &scope.agency,
            &scope.unit,
            &scope.other_unit,
            &scope.channel,
        ];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        let text = match arg {
            Arg::Text(v) => v.clone(),
            Arg::Count(v) => self.numbers.count(*v),
            Arg::Number(v) => self.numbers.significant(*v),
            Arg::Share(v) => self.numbers.percent(*v),
            Arg::Work(v) => self.work(*v),
            Arg::Wall(v) => self.wall(*v),
            Arg::WorkDays(v) => self.amount("unit-work-days", *v),
            Arg::Date(v) => self.numbers.date(v),
            Arg::Said(message) => self.say(message),
            Arg::List(messages) => {
                messages.iter().map(|m| self.say(m)).collect::<Vec<_>>().join(", ")
            }
        };
        FluentValue::from(text)
    }
}
