//! Which files a study reads: patterns become the files that they match, and all stand in the order of
//! their names, so that the order of a study file decides nothing.

use std::path::{Component, Path};

use glob::{MatchOptions, glob_with};

use crate::error::{Error, Result};
use crate::study::{Input, Study};

/// What a spreadsheet program leaves beside a workbook that is open.
const LOCK: &str = "~$";

/// The inputs of a study, one a file, in the order of their names.
///
/// # Errors
/// Of kind `Input` where a pattern matches no file; names it.
pub(super) fn inputs(study: &Study) -> Result<Vec<Input>> {
    let mut all = Vec::with_capacity(study.inputs.len());
    for input in &study.inputs {
        if is_pattern(&input.path) {
            all.extend(matching(input, &study.dir)?);
        } else {
            all.push(input.clone());
        }
    }
    all.sort_by(|a, b| {
        let name = |input: &Input| (input.shown.clone(), input.kind, input.path.clone());
        name(a).cmp(&name(b)).then_with(|| a.columns.cmp(&b.columns)).then(a.query.cmp(&b.query))
    });
    Ok(all)
}

/// A file of that very name is meant, whatever signs are in it; a server's address is no file.
fn is_pattern(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains(['*', '?', '[']) && !text.contains("://") && !path.exists()
}

fn matching(input: &Input, dir: &Path) -> Result<Vec<Input>> {
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
    let wrong = |why: String| {
        Error::input(format!("{} matches no file", input.shown))
            .detail(why)
            .help("in a path, * stands for any part of a name and ** for any folders")
    };
    let paths = glob_with(&input.path.to_string_lossy(), options).map_err(|e| {
        Error::usage(format!("study.toml, path: {} is no pattern", input.shown))
            .detail(e.to_string())
    })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|e| wrong(e.to_string()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_file() || name.starts_with(LOCK) {
            continue;
        }
        let inside = within(&path, dir).map(|p| p.to_string_lossy().into_owned());
        found.push(Input { shown: inside.unwrap_or(name), path, ..input.clone() });
    }
    if found.is_empty() {
        return Err(wrong(
            "paths in study.toml start from the folder that study.toml is in".into(),
        ));
    }
    Ok(found)
}

/// The way to a file within the study's folder; none where it lies elsewhere.
fn within<'a>(path: &'a Path, dir: &Path) -> Option<&'a Path> {
    let inside = if dir == Path::new(".") {
        // Matches come without the dot.
        path.strip_prefix(".").unwrap_or(path)
    } else {
        path.strip_prefix(dir).ok()?
    };
    inside.components().all(|part| matches!(part, Component::Normal(_))).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study(folder: &Path, paths: &[&str]) -> Study {
        let mut text = "[study]\ntitle = \"T\"\nofficers = \"named\"\n".to_owned();
        for path in paths {
            text.push_str(&format!(
                "[[input]]\npath = \"{path}\"\nkind = \"dossiers\"\n[input.columns]\ndossier_id = \"id\"\n"
            ));
        }
        Study::parse(&text, folder).unwrap()
    }

    fn shown(study: &Study) -> Vec<String> {
        inputs(study).unwrap().into_iter().map(|i| i.shown).collect()
    }

    #[test]
    fn a_pattern_is_its_files_and_all_stand_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let exports = folder.path().join("exports");
        std::fs::create_dir_all(exports.join("2022")).unwrap();
        for name in ["b.csv", "a.csv", "~$a.csv", ".hidden.csv", "c.txt", "2022/d.csv", "[1].csv"] {
            std::fs::write(exports.join(name), "id\n1\n").unwrap();
        }
        let one = study(folder.path(), &["z.csv", "exports/?.csv"]);
        assert_eq!(shown(&one), ["exports/a.csv", "exports/b.csv", "z.csv"]);
        let deep = study(folder.path(), &["exports/**/d.csv", "a.csv"]);
        assert_eq!(shown(&deep), ["a.csv", "exports/2022/d.csv"]);
        assert_eq!(shown(&study(folder.path(), &["exports/[1].csv"])), ["exports/[1].csv"]);
    }

    #[test]
    fn a_file_is_called_by_its_way_within_the_study_or_by_its_name_alone() {
        for (path, dir, wanted) in [
            ("exports/a.csv", ".", Some("exports/a.csv")),
            ("./exports/a.csv", ".", Some("exports/a.csv")),
            ("/studies/q3/exports/a.csv", "/studies/q3", Some("exports/a.csv")),
            ("../a.csv", ".", None),
            ("/studies/q3/../a.csv", "/studies/q3", None),
            ("/a.csv", ".", None),
        ] {
            assert_eq!(within(Path::new(path), Path::new(dir)), wanted.map(Path::new), "{path}");
        }
    }

    #[test]
    fn a_pattern_without_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = inputs(&study(folder.path(), &["exports/*.xlsx"])).unwrap_err();
        assert_eq!(error.message, "exports/*.xlsx matches no file");
        assert_eq!(error.exit_code(), 3);
    }
}
