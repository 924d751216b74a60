//! What each recommendation would save, with its range; the table comes from `advise`.

use crate::results::{ChartKind, Message, Part, Table, Token, Unit};

use crate::report::rows::percent;

use super::{Known, Said};

pub(super) fn say(table: &Table, known: &Known) -> Said {
    let first = known.recommendations.first();
    let title = match (first, table.rows.is_empty()) {
        (Some(top), false) => {
            Message::new("report-savings-top").said("recommendation", top.title.clone())
        }
        _ => Message::new("report-savings-none"),
    };
    let yearly = table
        .column("value")
        .and_then(|i| table.columns.get(i))
        .is_some_and(|column| column.unit == Unit::WorkDaysPerYear);
    let subtitle =
        if yearly { "report-savings-subtitle-year" } else { "report-savings-subtitle-window" };
    Said {
        kind: ChartKind::StackedBars {
            label: "label".to_owned(),
            parts: vec![Part { column: "value".to_owned(), token: Token::Gain }],
            n: table.column("n").map(|_| "n".to_owned()),
            reference: None,
            low: Some("low".to_owned()),
            high: Some("high".to_owned()),
            hollow: false,
        },
        title,
        subtitle: Message::new(subtitle)
            .count("weeks", known.facts.evidence_weeks.into())
            .number("level", percent(known.facts.level)),
        alt: Message::new("report-savings-alt").count("rows", table.rows.len() as u64),
        left_out: None,
    }
}
