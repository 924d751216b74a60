//! What the grid plants: for each finder a scenario and the sizes of its problem.

use redtape::error::{Error, Result};
use redtape::simulate::Scenario;

/// A finder, the scenario in which it alone must stand, and how large the problem is made.
pub struct Plan {
    pub code: &'static str,
    pub scenario: &'static str,
    /// Key of the scenario's problems that says how large they are; what it means.
    pub key: &'static str,
    pub means: &'static str,
    /// From the smallest to the largest.
    pub sizes: &'static [Size],
}

/// One size of a problem.
pub struct Size {
    /// The key's value, in TOML; `""`: as in the scenario.
    pub value: &'static str,
    /// As a reader is told.
    pub said: &'static str,
    /// Whether it is among those that the goal is about: well beyond the finder's margin, with a working
    /// day's median delay, a tenth of the makespan or, where peers are compared, half again their time.
    pub goal: bool,
}

const fn size(value: &'static str, said: &'static str, goal: bool) -> Size {
    Size { value, said, goal }
}

/// In order of code. B103 has no test: its plan is the delay that it must name first.
pub const PLANS: &[Plan] = &[
    Plan {
        code: "B101",
        scenario: "over-plan",
        key: "planned",
        means: "minutes planned for what takes 243",
        sizes: &[
            size("185", "185", false),
            size("160", "160", true),
            size("120", "120", true),
            size("60", "60", true),
        ],
    },
    Plan {
        code: "B102",
        scenario: "slower-than-peers",
        key: "sessions",
        means: "half days a week in which the leaders sign, of ten",
        sizes: &[
            size(
                r#"["mon 07:30-17:30", "tue 07:30-17:30", "wed 07:30-17:30", "thu 07:30-17:30", "fri 07:30-11:30"]"#,
                "9",
                false,
            ),
            size(
                r#"["mon 07:30-17:30", "tue 07:30-17:30", "wed 07:30-17:30", "thu 07:30-17:30"]"#,
                "8",
                false,
            ),
            size(r#"["mon 07:30-17:30", "wed 07:30-17:30", "fri 07:30-17:30"]"#, "6", true),
            size(r#"["tue 07:30-17:30", "thu 07:30-17:30"]"#, "4", true),
            size(r#"["tue 13:30-17:30", "fri 13:30-17:30"]"#, "2", true),
        ],
    },
    Plan {
        code: "B103",
        scenario: "share-of-delay",
        key: "",
        means: "three districts sign once a week",
        sizes: &[size("", "as in the scenario", true)],
    },
    Plan {
        code: "B104",
        scenario: "overloaded",
        key: "slower",
        means: "factor on the work of seven officers, who work for 0.57 of their time at 1",
        sizes: &[size("1.5", "1.5", false), size("1.6", "1.6", true), size("1.7", "1.7", true)],
    },
    Plan {
        code: "B105",
        scenario: "growing-queue",
        key: "slower",
        means: "factor on the work of five officers, who work for 0.8 of their time at 1",
        sizes: &[
            size("1.35", "1.35", false),
            size("1.5", "1.5", true),
            size("1.75", "1.75", true),
            size("2.5", "2.5", true),
        ],
    },
    Plan {
        code: "I101",
        scenario: "online-no-faster",
        key: "retyping",
        means: "minutes of typing in again",
        sizes: &[
            size("70", "70", false),
            size("100", "100", false),
            size("150", "150", true),
            size("250", "250", true),
        ],
    },
    Plan {
        code: "I102",
        scenario: "bulk-closing",
        key: "",
        means: "about half of an agency's results in bulks of five or more",
        sizes: &[size("", "as in the scenario", true)],
    },
    Plan {
        code: "R101",
        scenario: "rubber-stamp",
        key: "changes",
        means: "share that the check still changes, of 0.05 that count",
        sizes: &[
            size("0.04", "0.04", false),
            size("0.03", "0.03", false),
            size("0.02", "0.02", true),
            size("0.005", "0.005", true),
        ],
    },
    Plan {
        code: "R102",
        scenario: "duplicate-check",
        key: "changes",
        means: "share that the second check still finds, of 0.02 that count",
        sizes: &[
            size("0.015", "0.015", false),
            size("0.01", "0.01", false),
            size("0.005", "0.005", true),
            size("0.001", "0.001", true),
        ],
    },
    Plan {
        code: "R103",
        scenario: "same-hands",
        key: "",
        means: "the same officer always",
        sizes: &[size("", "as in the scenario", true)],
    },
    Plan {
        code: "R104",
        scenario: "ping-pong",
        key: "share",
        means: "share of dossiers that go to and fro, of 0.05 that count",
        sizes: &[
            size("0.07", "0.07", false),
            size("0.1", "0.1", false),
            size("0.2", "0.2", true),
            size("0.45", "0.45", true),
        ],
    },
    Plan {
        code: "R105",
        scenario: "padded-deadline",
        key: "days",
        means: "working days promised for what takes two and a half",
        sizes: &[
            size("12", "12", false),
            size("15", "15", false),
            size("20", "20", true),
            size("40", "40", true),
        ],
    },
];

/// Scenarios that are meant to mislead.
pub const MISLEADING: &[(&str, &str)] = &[
    ("hard-dossiers", "a slow agency that only gets hard dossiers"),
    ("deterring-check", "a check that looks idle but deters"),
    ("optional-step", "an optional step that only easy dossiers skip"),
    ("only-season", "a trend that is only season"),
    ("closed-export", "an export chosen by date of closing"),
];

/// The step whose delay B103 must name first, in the scenario of its plan.
pub const DELAYED: (&str, &str) = ("1.001612", "Ký duyệt");

impl Plan {
    /// The scenario with its problems of this size.
    ///
    /// # Errors
    /// Where the scenario isn't carried, or can't be used.
    pub fn world(&self, size: &Size) -> Result<Scenario> {
        let wrong = |why: String| Error::failed(format!("{}: {why}", self.scenario));
        let (_, text) = Scenario::built_in()
            .find(|(name, _)| *name == self.scenario)
            .ok_or_else(|| wrong("no such scenario".to_owned()))?;
        if size.value.is_empty() {
            return Scenario::parse(text);
        }
        let mut table: toml::Table = text.parse().map_err(|e| wrong(format!("{e}")))?;
        let value: toml::Table =
            format!("v = {}", size.value).parse().map_err(|e| wrong(format!("{e}")))?;
        let problems = table.get_mut("problem").and_then(toml::Value::as_array_mut);
        for problem in problems.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
            let given = problem.get_mut(self.key).zip(value.get("v"));
            let (given, value) = given.ok_or_else(|| wrong(format!("no key {}", self.key)))?;
            *given = value.clone();
        }
        Scenario::parse(&toml::to_string(&table).map_err(|e| wrong(e.to_string()))?)
    }
}
