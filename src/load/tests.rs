//! Readers against bytes that nobody meant: an error at worst, never a panic.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::batch::Plan;
use super::feed;
use super::reader::Asked;
use super::source::Source;
use super::xes::{self, XesPlan};
use super::xes_log;
use crate::study::{Input, InputKind};

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    file
}

fn read_csv(bytes: &[u8]) -> Option<(u64, u64)> {
    let file = written(bytes);
    let plan = Plan::new(InputKind::Pauses, |f| {
        ["dossier_id", "reason"].contains(&f.name).then(|| f.name.to_owned())
    });
    let (mut rows_in, mut rows_out) = (0, 0);
    feed::read(&Asked::file(file.path(), "f.csv"), &plan, &mut |part| {
        rows_in += part.rows_in;
        rows_out += (part.batch.rows.len() + part.asides.len()) as u64;
        Ok(())
    })
    .ok()?;
    Some((rows_in, rows_out))
}

fn read_xes(bytes: &[u8]) {
    let file = written(bytes);
    let input = Input {
        columns: [("due_at".to_owned(), "deadline".to_owned())].into(),
        ..Input::new("f.xes".into(), "f.xes".into(), InputKind::Log)
    };
    let plan = XesPlan::named(&input, None);
    let Ok(source) = Source::open(file.path(), "f.xes", Arc::default()) else { return };
    let path: &Path = file.path();
    let _ = xes::read(xes_log::walk, source, path, "f.xes", &plan, &mut |_| Ok(()));
}

proptest! {
    #[test]
    fn no_bytes_make_the_csv_reader_panic_or_lose_a_row(body in "[a-zé,;\"\\r\\n\t0-9 ]{0,200}") {
        let text = format!("dossier_id,reason\n{body}");
        if let Some((rows_in, rows_out)) = read_csv(text.as_bytes()) {
            prop_assert_eq!(rows_in, rows_out);
        }
    }

    #[test]
    fn no_damage_makes_the_csv_reader_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), gz in any::<bool>()) {
        if gz {
            bytes.splice(0..0, [0x1f, 0x8b, 8]);
        }
        read_csv(&bytes);
        let mut headed = b"dossier_id,reason\n".to_vec();
        headed.extend(bytes);
        read_csv(&headed);
    }

    #[test]
    fn no_cut_or_flip_makes_the_xes_reader_panic(cut in 0_usize..700, flip in 0_usize..700, byte in any::<u8>()) {
        let mut bytes = LOG.as_bytes().to_vec();
        if let Some(slot) = bytes.get_mut(flip) {
            *slot = byte;
        }
        bytes.truncate(cut);
        read_xes(&bytes);
    }
}

const LOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><string key="meta" value="&amp;&#225;"><int key="n" value="1"/></string>
<!-- a comment --><trace><string key="concept:name" value="1"/><date key="deadline" value="2023-07-05T00:00:00Z"/>
<event><string key="concept:name" value="A"/><string key="lifecycle:transition" value="start"/><date key="time:timestamp" value="2023-07-03T08:00:00Z"/></event>
<event><string key="concept:name" value="A"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2023-07-03T09:00:00Z"/></event>
</trace></log>
"#;
