use redtape::report::html::html;
use redtape::results::{Cell, Message, Results};
use redtape::words::Language;

use super::fixture::{drawn, nothing, results, said, words};

fn page(results: &Results, language: Language) -> String {
    html(results, &drawn(results), "", &words(language)).expect("a page")
}

/// What a reader reads: the page without its head and its tags.
fn text(page: &str) -> String {
    let body = page.split_once("</head>").map_or(page, |(_, body)| body);
    let mut out = String::new();
    let mut tag = false;
    for c in body.chars() {
        match c {
            '<' => tag = true,
            '>' => {
                tag = false;
                out.push('\n');
            }
            _ if !tag => out.push(c),
            _ => {}
        }
    }
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_page_says_it_all_in_both_languages() {
    for language in Language::ALL {
        let page = page(&results(), language);
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
        insta::assert_snapshot!(format!("page_{}", language.code()), text(&page));
    }
}

#[test]
fn a_study_without_findings_says_that_nothing_was_found() {
    for language in Language::ALL {
        let page = page(&nothing(), language);
        insta::assert_snapshot!(format!("page_of_nothing_{}", language.code()), text(&page));
    }
}

#[test]
fn no_word_is_missing_from_the_catalogues() {
    for language in Language::ALL {
        for results in [results(), nothing()] {
            let text = text(&page(&results, language));
            assert!(!text.contains(['{', '}']), "{:?} has a key instead of words", language);
        }
    }
}

#[test]
fn a_single_wide_row_is_read_downwards() {
    let mut results = results();
    let mut table = results.tables[0].clone();
    table.name = "summary".to_owned();
    table.columns = vec![table.columns[1].clone(); 9];
    table.rows = vec![vec![Cell::Float(1.5); 9]];
    results.tables = vec![table];
    let page = page(&results, Language::En);
    assert_eq!(page.matches("<th scope=\"row\">").count(), 9);
}

#[test]
fn the_page_needs_no_network() {
    let page = page(&results(), Language::Vi);
    for outside in ["http:", "https:", "src=", "@import", "<link", "<script", "//cdn"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn hostile_names_are_shown_and_not_run() {
    let mut results = results();
    let hostile = "<script>alert(1)</script>\"'&{{ 7007*7 }}";
    results.study.title = hostile.to_owned();
    results.study.sources[0].file = hostile.to_owned();
    results.trust.reasons = vec![said(hostile)];
    results.study.notes = vec![Message::new("report-file").text("file", hostile)];
    for finding in &mut results.findings {
        finding.code = hostile.to_owned();
        finding.scope.agency = Some(hostile.to_owned());
        finding.sentence = said(hostile);
    }
    for recommendation in &mut results.recommendations {
        recommendation.title = said(hostile);
        recommendation.target.unit = Some(hostile.to_owned());
    }
    for spec in &mut results.charts {
        spec.alt = said(hostile);
    }
    let page = page(&results, Language::En);
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains("49049"), "a name ran as a template");
    let alts = page.split("aria-label=\"").skip(1);
    assert!(alts.filter_map(|rest| rest.split_once('"')).all(|(alt, _)| !alt.contains('<')));
}

#[test]
fn a_chart_with_a_script_is_refused() {
    let results = results();
    let mut charts = drawn(&results);
    charts.insert("path".to_owned(), "<svg><SCRIPT>alert(1)</SCRIPT></svg>".to_owned());
    assert!(html(&results, &charts, "", &words(Language::En)).is_err());
}

#[test]
fn a_chart_that_was_not_drawn_is_named() {
    let results = results();
    let page = html(&results, &Default::default(), "", &words(Language::En)).expect("a page");
    let title = words(Language::En).say(&results.charts[0].title);
    assert!(text(&page).contains(&title));
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    assert_eq!(page(&results(), Language::Vi), page(&results(), Language::Vi));
}
