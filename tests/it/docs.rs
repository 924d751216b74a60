//! Documents that are written from the code: a stale one fails, and says how to mend it.

use std::fmt::Write as _;

use redtape::find::{FINDERS, explain};
use redtape::store::{Catalogue, Kind};

#[test]
fn the_manual_of_the_finders_is_the_one_of_the_code() {
    let mut text = String::from(
        "# Findings\n\nWritten from the code; `redtape explain CODE` prints the same. Every finder tests a null\nhypothesis with a margin on weekly series, and false discovery is controlled over all of them.\n",
    );
    for finder in FINDERS {
        let manual = explain(finder.code).unwrap();
        // One level deeper than on the terminal.
        for line in manual.trim_end().lines() {
            let deeper = if line.starts_with('#') { "#" } else { "" };
            write!(text, "\n{deeper}{line}").unwrap();
        }
        text.push('\n');
    }
    assert_written("findings.md", &text);
}

#[test]
fn the_list_of_the_queries_is_the_one_of_the_catalogue() {
    let mut text = String::from(
        "# Queries\n\nWritten from the headers of `queries/`; `redtape queries NAME` prints one with its SQL, and `study.duckdb`\ncarries them as comments. Layers: `stage` (typed, cleaned rows), `model` (dossiers and step runs, timed),\n`measure` (counts and sums), `find` (evidence of the finders). What *always* holds is tested.\n",
    );
    let catalogue = Catalogue::embedded().unwrap();
    for layer in ["stage", "model", "measure", "find"] {
        write!(text, "\n## {layer}\n").unwrap();
        let of_layer = |name: &str| name.split('.').next() == Some(layer);
        let mut queries: Vec<_> =
            catalogue.queries().iter().filter(|q| of_layer(&q.name)).collect();
        queries.sort_by(|a, b| a.name.cmp(&b.name));
        for query in queries {
            let kind = match &query.kind {
                Kind::Table => String::new(),
                Kind::View => " (view)".to_owned(),
                Kind::Type => " (type)".to_owned(),
                Kind::Kernel(name) => format!(" (kernel {name})"),
                Kind::Macro(parameters) => format!(" {parameters}"),
            };
            let file = query.name.replace('.', "/");
            write!(text, "\n### [{}](../queries/{file}.sql){kind}\n", query.name).unwrap();
            write!(text, "\n{} *Why:* {}\n", query.grain, query.why).unwrap();
            if !query.columns.is_empty() {
                text.push_str("\n| column | unit | meaning |\n|---|---|---|\n");
            }
            for column in &query.columns {
                let unit = column.unit().unwrap_or("");
                let meaning = column.meaning.replace('|', "\\|");
                writeln!(text, "| `{}` | {unit} | {meaning} |", column.name).unwrap();
            }
            for identity in &query.holds {
                write!(text, "\n*Always:* {}.\n", identity.sentence).unwrap();
            }
        }
    }
    assert_written("queries.md", &text);
}

/// The page of `docs/` says this; with `REDTAPE_UPDATE` it is made to.
fn assert_written(page: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    if std::env::var_os("REDTAPE_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/{page} is stale: REDTAPE_UPDATE=1 cargo test --release mends it"
    );
}
