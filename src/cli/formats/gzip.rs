//! `.csv.gz`: the tables, packed.

use std::fs::File;
use std::io;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Export, failed};
use crate::error::Result;

pub(super) fn convert(export: &Export<'_>) -> Result<()> {
    export.replace_each("csv.gz", |table, path| {
        let mut plain =
            File::open(export.folder.join(table.path)).map_err(|e| failed(table.path, &e))?;
        let mut packed = GzEncoder::new(export.begin(path)?, Compression::default());
        io::copy(&mut plain, &mut packed).map_err(|e| failed(path, &e))?;
        let file = packed.finish().map_err(|e| failed(path, &e))?;
        file.into_inner().map(drop).map_err(|e| failed(path, e.error()))
    })
}
