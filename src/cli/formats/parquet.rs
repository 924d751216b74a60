//! `.parquet`: the tables with times as times and minutes as numbers, written by DuckDB.

use duckdb::Connection;

use super::{Export, failed};
use crate::error::Result;

pub(super) fn convert(export: &Export<'_>) -> Result<()> {
    let conn = Connection::open_in_memory().map_err(|e| failed("data", &e))?;
    // What doesn't fit waits beside the files, not in memory.
    let spill = export.folder.join(".spill");
    let settings = format!(
        "set memory_limit = '1GB'; set temp_directory = {}",
        text(&spill.to_string_lossy())
    );
    conn.execute_batch(&settings).map_err(|e| failed("data", &e))?;
    export.replace_each("parquet", |table, path| {
        let columns = table.columns.iter().map(|&(heading, column)| {
            let name = format!("\"{heading}\"");
            match column {
                column if column.ends_with("_at") => {
                    format!("strptime({name}, '%d/%m/%Y %H:%M:%S') as {name}")
                }
                "planned_min" => format!("cast({name} as integer) as {name}"),
                _ => name,
            }
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        let from = text(&export.folder.join(table.path).to_string_lossy());
        let to = text(&export.folder.join(path).to_string_lossy());
        let sql = format!(
            "copy (select {columns} from read_csv({from}, header = true, all_varchar = true, \
             delim = ',', quote = '\"', escape = '\"')) to {to} (format parquet, compression zstd)"
        );
        conn.execute_batch(&sql).map_err(|e| failed(path, &e))
    })?;
    drop(conn);
    if spill.exists() {
        std::fs::remove_dir_all(&spill).map_err(|e| failed("data", &e))?;
    }
    Ok(())
}

/// A text as SQL has it.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
