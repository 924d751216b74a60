//! What the outcomes and statuses of the data mean, word by word.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};

use crate::error::{Error, Result};
use crate::store::Session;
use crate::study::{Meaning, Study, Vocabulary};

/// Fills `raw.outcome_word` and `raw.status_word`: every word of the data once, with its meaning.
pub(super) fn fill(study: &Study, session: &Session) -> Result<()> {
    let words = Vocabulary::new(&study.outcomes, &study.status);
    one(session, "outcome_word", "step_run", "outcome", "runs", |text| words.outcome(text))?;
    one(session, "status_word", "dossier", "status", "dossiers", |text| words.status(text))
}

fn one(
    session: &Session,
    table: &str,
    of: &str,
    column: &str,
    counted: &str,
    meaning: impl Fn(&str) -> Meaning,
) -> Result<()> {
    let said = session.query(&format!(
        "select {column} as word, count(*) as n from raw.{of} where {column} is not null group by {column} order by {column}"
    ))?;
    let texts: Vec<&str> = said.text("word")?.iter().map(|w| w.as_deref().unwrap_or("")).collect();
    let meanings: Vec<Meaning> = texts.iter().map(|text| meaning(text)).collect();
    let n: Vec<Option<i64>> = said.int("n")?.to_vec();
    let bases = meanings.iter().map(|m| m.basis.map(crate::study::MeaningBasis::as_str));
    let columns: Vec<(&str, ArrayRef)> = vec![
        (column, Arc::new(StringArray::from(texts))),
        ("meaning", Arc::new(meanings.iter().map(|m| Some(m.says)).collect::<StringArray>())),
        ("basis", Arc::new(bases.collect::<StringArray>())),
        (counted, Arc::new(Int64Array::from(n))),
    ];
    let failed = |e: String| Error::failed(format!("the words of the data can't be written: {e}"));
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)))
            .map_err(|e| failed(e.to_string()))?;
    if batch.num_rows() == 0 {
        return Ok(());
    }
    let mut appender = session
        .conn()
        .appender_to_catalog_and_db(table, "raw", "main")
        .map_err(|e| failed(e.to_string()))?;
    appender.append_record_batch(batch).map_err(|e| failed(e.to_string()))?;
    appender.flush().map_err(|e| failed(e.to_string()))
}
