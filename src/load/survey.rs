//! A look through whole files before there is a study: which days they reach, which offsets their
//! stamps carry, which steps there are.

use std::collections::BTreeSet;

use arrow::array::{Array, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::stream::{Plans, stream};
use super::zone::{Zone, date_of};
use crate::error::Result;
use crate::progress::Silent;
use crate::study::Input;

/// Steps that are remembered; no process has so many.
const MOST_STEPS: usize = 5_000;
const DAY_S: i64 = 86_400;

/// What was seen in all files together.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// First and last day of every mapped stamp and due date.
    pub reach: Option<(Date, Date)>,
    /// Days (since 1970-01-01, UTC) with the offsets in seconds that stamps had on them.
    pub offsets: BTreeSet<(i64, i64)>,
    pub stamps_with_offset: u64,
    pub stamps_without: u64,
    pub steps: BTreeSet<String>,
}

impl Survey {
    /// Looks through one file.
    pub(super) fn file(&mut self, input: &Input) -> Result<()> {
        let plans = Plans::of(input)?;
        let zone = Zone::named("UTC")?;
        let mut typers = plans.typers(input, &zone, 0).remembering_offsets();
        let mut steps = BTreeSet::new();
        let mut ends: Option<(i64, i64)> = None;
        stream(input, &plans, &mut typers, &Silent, &mut |part| {
            for rows in std::iter::once(part.rows).chain(part.further.into_iter().map(|p| p.rows)) {
                for (field, column) in rows.schema().fields().iter().zip(rows.columns()) {
                    if let Some(stamps) = column.as_primitive_opt::<TimestampMicrosecondType>() {
                        for at in stamps.iter().flatten() {
                            let (first, last) = ends.unwrap_or((at, at));
                            ends = Some((first.min(at), last.max(at)));
                        }
                    }
                    if field.name() == "step" && steps.len() < MOST_STEPS {
                        let names = column.as_string::<i32>();
                        let mut previous = "";
                        for at in 0..names.len() {
                            let name = if names.is_null(at) { "" } else { names.value(at) };
                            if name != previous && !steps.contains(name) {
                                steps.insert(name.to_owned());
                            }
                            previous = name;
                        }
                    }
                }
            }
            Ok(())
        })?;
        for typer in typers.iter() {
            typer.finish(&input.shown)?;
            self.stamps_with_offset += typer.stamps_with_offset;
            self.stamps_without += typer.stamps_without;
            self.offsets.extend(typer.offsets());
        }
        self.steps.append(&mut steps);
        if let Some((first, last)) = ends
            && let (Some(first), Some(last)) = (date_of(first), date_of(last))
        {
            let (from, to) = self.reach.unwrap_or((first, last));
            self.reach = Some((from.min(first), to.max(last)));
        }
        Ok(())
    }

    /// The zone whose clock shows the offsets of these stamps, with how that was told. `None` where
    /// no stamp has one.
    pub(super) fn zone(&self) -> Option<(String, String)> {
        let distinct: BTreeSet<i64> = self.offsets.iter().map(|(_, offset)| *offset).collect();
        let first = *distinct.first()?;
        if distinct.len() == 1 {
            return Some(constant(first));
        }
        for name in CANDIDATES {
            let Ok(tz) = TimeZone::get(name) else { continue };
            if self.offsets.iter().all(|(day, offset)| had(&tz, *day, *offset)) {
                let said =
                    format!("the offsets of the stamps change with the seasons as in {name}");
                return Some((name.to_owned(), said));
            }
        }
        let said =
            "the offsets of the stamps fit no zone that redtape tries; set [study] zone".to_owned();
        Some(("Etc/UTC".to_owned(), said))
    }
}

/// Zones with a change of clock, one for each pair of offsets and pattern of change.
const CANDIDATES: [&str; 14] = [
    "Europe/Amsterdam",
    "Europe/London",
    "Europe/Athens",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Asia/Jerusalem",
];

fn constant(offset: i64) -> (String, String) {
    let hours = offset / 3_600;
    let name = match offset {
        25_200 => "Asia/Ho_Chi_Minh".to_owned(),
        0 => "Etc/UTC".to_owned(),
        19_800 => "Asia/Kolkata".to_owned(),
        _ if offset % 3_600 != 0 || !(-12..=14).contains(&hours) => {
            return (
                "Etc/UTC".to_owned(),
                format!(
                    "all stamps have an offset of {} minutes, which no usual zone has; set [study] zone",
                    offset / 60
                ),
            );
        }
        // POSIX counts westward.
        _ => format!("Etc/GMT{}{}", if hours > 0 { "-" } else { "+" }, hours.abs()),
    };
    let sign = if offset < 0 { '-' } else { '+' };
    let said = format!(
        "all stamps have the offset {sign}{:02}:{:02}",
        offset.abs() / 3_600,
        offset.abs() / 60 % 60
    );
    (name, said)
}

/// Whether a zone had this offset on this day of UTC.
fn had(tz: &TimeZone, day: i64, offset: i64) -> bool {
    [day * DAY_S, (day + 1) * DAY_S - 1].into_iter().any(|second| {
        Timestamp::from_second(second)
            .is_ok_and(|at| i64::from(tz.to_offset(at).seconds()) == offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(stamps: &[(&str, i64)]) -> Option<String> {
        let offsets = stamps
            .iter()
            .map(|(day, hours)| {
                let date: Date = day.parse().unwrap();
                let days = date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days();
                (i64::from(days), hours * 3_600)
            })
            .collect();
        Survey { offsets, ..Survey::default() }.zone().map(|(name, _)| name)
    }

    #[test]
    fn a_zone_is_told_from_its_summers() {
        assert_eq!(
            zone(&[("2011-01-10", 1), ("2011-07-10", 2), ("2011-10-30", 2), ("2011-10-30", 1)]),
            Some("Europe/Amsterdam".to_owned())
        );
        assert_eq!(zone(&[("2011-01-10", 0), ("2011-07-10", 1)]), Some("Europe/London".to_owned()));
        assert_eq!(
            zone(&[("2011-01-10", -5), ("2011-07-10", -4)]),
            Some("America/New_York".to_owned())
        );
    }

    #[test]
    fn one_offset_is_a_fixed_zone() {
        assert_eq!(zone(&[("2011-01-10", 7)]), Some("Asia/Ho_Chi_Minh".to_owned()));
        assert_eq!(zone(&[("2011-01-10", -5), ("2011-07-10", -5)]), Some("Etc/GMT+5".to_owned()));
        assert_eq!(zone(&[("2011-01-10", 0)]), Some("Etc/UTC".to_owned()));
        assert_eq!(zone(&[]), None);
        for (name, _) in [constant(-18_000), constant(3_600), constant(0), constant(25_200)] {
            assert!(TimeZone::get(&name).is_ok(), "{name}");
        }
    }
}
