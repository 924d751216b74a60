//! The time zones that a Parquet file names for its stamps.
//!
//! Parquet keeps instants in UTC; whose clock they were told by stands, if anywhere, in what pandas or
//! Arrow left beside the columns. A stamp is then told by that clock again, with its offset.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use duckdb::Connection;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// Type of a stamp among the types of Arrow's schema.
const ARROW_TIMESTAMP: u8 = 10;

/// Clocks of columns by their names.
#[derive(Debug, Default)]
pub(super) struct Clocks {
    pub zones: BTreeMap<String, TimeZone>,
    /// Columns of the old kind without a zone, written in UTC.
    pub by_format: Vec<String>,
}

impl Clocks {
    /// Those of a file; `file` is its pattern as SQL has it.
    pub(super) fn of(conn: &Connection, file: &str) -> duckdb::Result<Self> {
        let kept = kept(conn, file)?;
        let text = |key: &str| kept.get(key).map(|value| String::from_utf8_lossy(value));
        let mut named = text("pandas").map_or_else(BTreeMap::new, |json| of_pandas(&json));
        let arrow = text("ARROW:schema").and_then(|coded| of_arrow(&coded));
        named.extend(arrow.clone().unwrap_or_default());
        let mut out = Self::default();
        for (column, zone) in named {
            if let Some(zone) = zone_of(&zone) {
                out.zones.insert(column, zone);
            }
        }
        let spark = kept.keys().any(|key| key.starts_with("org.apache.spark"))
            || created_by(conn, file)?.starts_with("parquet-mr");
        if arrow.is_none() && spark {
            out.by_format = old_kind(conn, file)?;
            let utc = out.by_format.iter().map(|column| (column.clone(), TimeZone::UTC));
            out.zones.extend(utc);
        }
        Ok(out)
    }
}

/// Microseconds since 1970 as a clock of this zone shows them, with its offset.
pub(super) fn told(us: &str, zone: &TimeZone) -> Option<String> {
    let at = Timestamp::from_microsecond(us.parse().ok()?).ok()?.to_zoned(zone.clone());
    Some(at.strftime("%Y-%m-%d %H:%M:%S%.f%:z").to_string())
}

/// A zone by its name, or by its offset.
fn zone_of(name: &str) -> Option<TimeZone> {
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let (sign, rest) = match name.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let seconds = hours.parse::<i32>().ok()?.checked_mul(3_600)?;
    let seconds = seconds.checked_add(minutes.parse::<i32>().ok()?.checked_mul(60)?)?;
    Offset::from_seconds(sign * seconds).ok().map(TimeZone::fixed)
}

/// What was kept beside the columns.
fn kept(conn: &Connection, file: &str) -> duckdb::Result<BTreeMap<String, Vec<u8>>> {
    let sql = format!("select key, value from parquet_kv_metadata({file})");
    let mut statement = conn.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        let key = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(0)?).into_owned();
        Ok((key, row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default()))
    })?;
    rows.collect()
}

fn created_by(conn: &Connection, file: &str) -> duckdb::Result<String> {
    let sql =
        format!("select coalesce(any_value(created_by), '') from parquet_file_metadata({file})");
    conn.query_row(&sql, [], |row| row.get(0))
}

/// Columns whose stamps have twelve bytes.
fn old_kind(conn: &Connection, file: &str) -> duckdb::Result<Vec<String>> {
    let sql = format!("select name from parquet_schema({file}) where type = 'INT96'");
    let mut statement = conn.prepare(&sql)?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Zones by column from what pandas keeps.
fn of_pandas(json: &str) -> BTreeMap<String, String> {
    let Ok(kept) = serde_json::from_str::<serde_json::Value>(json) else { return BTreeMap::new() };
    let columns = kept.get("columns").and_then(|columns| columns.as_array());
    let zone = |column: &serde_json::Value| {
        let name = column.get("field_name").or_else(|| column.get("name"))?.as_str()?.to_owned();
        let zone = column.get("metadata")?.get("timezone")?.as_str()?.to_owned();
        Some((name, zone))
    };
    columns.into_iter().flatten().filter_map(zone).collect()
}

/// Zones by column from Arrow's schema, a message of flat buffers in base64; `None` where it can't be
/// read.
fn of_arrow(coded: &str) -> Option<BTreeMap<String, String>> {
    let bytes = STANDARD.decode(coded.trim()).ok()?;
    // A mark of continuation and the length stand before the message.
    let buffer = Buffer(bytes.get(8..)?);
    let schema = buffer.table(buffer.root()?, 2)?;
    let mut zones = BTreeMap::new();
    for field in buffer.tables(schema, 1)? {
        if buffer.byte(field, 2) != Some(ARROW_TIMESTAMP) {
            continue;
        }
        let zone = buffer.table(field, 3).and_then(|stamp| buffer.text(stamp, 1));
        if let (Some(name), Some(zone)) = (buffer.text(field, 0), zone) {
            zones.insert(name, zone);
        }
    }
    Some(zones)
}

/// A flat buffer: tables with offsets to their slots. Whatever points out of it is nothing.
struct Buffer<'a>(&'a [u8]);

impl Buffer<'_> {
    fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.0.get(at..at.checked_add(4)?)?;
        usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
    }

    fn short(&self, at: usize) -> Option<usize> {
        let bytes = self.0.get(at..at.checked_add(2)?)?;
        Some(usize::from(u16::from_le_bytes(bytes.try_into().ok()?)))
    }

    /// Where what this place points to begins.
    fn pointed(&self, at: usize) -> Option<usize> {
        at.checked_add(self.number(at)?)
    }

    fn root(&self) -> Option<usize> {
        self.pointed(0)
    }

    /// Where a slot of a table begins.
    fn slot(&self, table: usize, slot: usize) -> Option<usize> {
        let bytes = self.0.get(table..table.checked_add(4)?)?;
        let back = i64::from(i32::from_le_bytes(bytes.try_into().ok()?));
        let slots = usize::try_from(i64::try_from(table).ok()? - back).ok()?;
        let at = 4 + 2 * slot;
        if at + 2 > self.short(slots)? {
            return None;
        }
        match self.short(slots.checked_add(at)?)? {
            0 => None,
            offset => table.checked_add(offset),
        }
    }

    fn byte(&self, table: usize, slot: usize) -> Option<u8> {
        self.0.get(self.slot(table, slot)?).copied()
    }

    fn table(&self, table: usize, slot: usize) -> Option<usize> {
        self.pointed(self.slot(table, slot)?)
    }

    fn tables(&self, table: usize, slot: usize) -> Option<Vec<usize>> {
        let from = self.table(table, slot)?;
        let count = self.number(from)?.min(self.0.len() / 4);
        Some((0..count).filter_map(|at| self.pointed(from + 4 + 4 * at)).collect())
    }

    fn text(&self, table: usize, slot: usize) -> Option<String> {
        let from = self.table(table, slot)?;
        let length = self.number(from)?;
        let bytes = self.0.get(from.checked_add(4)?..from.checked_add(4)?.checked_add(length)?)?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Columns t (Asia/Ho_Chi_Minh), u (UTC) and n (none), as pyarrow writes them.
    const SCHEMA: &str = "//////gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAAB8AAAANAAAAAQAAACg////AAABChAAAAAYAAAABAAAAAAAAAABAAAAbgAGAAgABgAGAAAAAAACAMz///8AAAEKEAAAABQAAAAEAAAAAAAAAAEAAAB1AAAAvP///wAAAgAEAAAAAwAAAFVUQwAQABQACAAGAAcADAAAABAAEAAAAAAAAQoQAAAAHAAAAAQAAAAAAAAAAQAAAHQAAAAIAAwABgAIAAgAAAAAAAIABAAAABAAAABBc2lhL0hvX0NoaV9NaW5oAAAAAA==";

    #[test]
    fn zones_are_read_from_arrows_and_pandas_notes() {
        let zones = of_arrow(SCHEMA).unwrap();
        let wanted = [("t", "Asia/Ho_Chi_Minh"), ("u", "UTC")];
        let wanted = wanted.map(|(column, zone)| (column.to_owned(), zone.to_owned()));
        assert_eq!(zones.into_iter().collect::<Vec<_>>(), wanted);
        let json = r#"{"columns": [
            {"name": "t", "field_name": "t", "pandas_type": "datetimetz", "metadata": {"timezone": "Asia/Ho_Chi_Minh"}},
            {"name": "id", "field_name": "id", "pandas_type": "unicode", "metadata": null}]}"#;
        assert_eq!(of_pandas(json).into_iter().collect::<Vec<_>>(), wanted[..1]);
        assert!(of_pandas("{").is_empty());
    }

    #[test]
    fn an_instant_is_told_by_its_clock() {
        let of = |zone: &str| told("1704387600000000", &zone_of(zone).unwrap()).unwrap();
        assert_eq!(of("Asia/Ho_Chi_Minh"), "2024-01-05 00:00:00+07:00");
        assert_eq!(of("UTC"), "2024-01-04 17:00:00+00:00");
        assert_eq!(of("-03:30"), "2024-01-04 13:30:00-03:30");
        assert_eq!(
            told("1704387600000001", &TimeZone::UTC).unwrap(),
            "2024-01-04 17:00:00.000001+00:00"
        );
        assert!(zone_of("nowhere").is_none());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_schema_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..400, byte in any::<u8>()) {
            let _ = of_arrow(&STANDARD.encode(&bytes));
            let mut damaged = STANDARD.decode(SCHEMA).unwrap();
            if let Some(slot) = damaged.get_mut(at) {
                *slot = byte;
            }
            let _ = of_arrow(&STANDARD.encode(&damaged));
        }
    }
}
