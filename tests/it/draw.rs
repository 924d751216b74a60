//! Charts: nothing cut, overlapping or missing; the same bytes; the sizes that documents rely on.

mod cases;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use redtape::draw;
use redtape::results::{Cell, ChartKind, Format, Message, Table, Token};
use redtape::words::{Language, Words};
use resvg::usvg::{self, fontdb};

use cases::{Case, Stress};

const FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
];

const ALPHABET: &str =
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz";

fn words(language: Language) -> Words {
    Words::new(language, 28_800)
}

fn drawn(case: &Case) -> String {
    draw::svg_without_font(&case.table, &case.spec, &words(case.language))
        .unwrap_or_else(|e| panic!("{}: {e}", case.name))
}

fn tree(svg: &str) -> usvg::Tree {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = DATABASE.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        Arc::new(fonts)
    });
    let options = usvg::Options {
        fontdb: Arc::clone(fonts),
        font_family: "Noto Sans".to_owned(),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).unwrap()
}

/// A text as drawn: what it says and the box of its ink, in drawing units of the picture.
struct Inked {
    text: String,
    ink: usvg::Rect,
    missing: bool,
}

fn texts(group: &usvg::Group, out: &mut Vec<Inked>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => texts(group, out),
            usvg::Node::Text(text) => out.push(Inked {
                text: text.chunks().iter().map(|c| c.text()).collect(),
                ink: text.flattened().abs_bounding_box(),
                missing: text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs)
                    .any(|glyph| glyph.id.0 == 0),
            }),
            _ => {}
        }
    }
}

fn inked(svg: &str) -> (Vec<Inked>, usvg::Size) {
    let tree = tree(svg);
    let mut out = Vec::new();
    texts(tree.root(), &mut out);
    (out, tree.size())
}

fn case(kind: (Table, ChartKind), format: Format, language: Language) -> Case {
    let (table, kind) = kind;
    let spec = cases::spec(kind, format, Stress::Usual);
    Case { name: "case".to_owned(), table, spec, language }
}

fn says(svg: &str, text: &str) -> bool {
    svg.lines().any(|line| line == text)
}

#[test]
fn no_text_leaves_the_chart_overlaps_another_or_lacks_a_letter() {
    let mut faults = Vec::new();
    for case in cases::all() {
        let (texts, size) = inked(&drawn(&case));
        for (i, a) in texts.iter().enumerate() {
            let inside = a.ink.left() >= 0.0
                && a.ink.top() >= 0.0
                && a.ink.right() <= size.width()
                && a.ink.bottom() <= size.height();
            if !inside {
                faults.push(format!("{}: {:?} leaves the chart", case.name, a.text));
            }
            if a.missing {
                faults.push(format!("{}: {:?} lacks a letter", case.name, a.text));
            }
            for b in texts.iter().skip(i + 1) {
                let wide = a.ink.right().min(b.ink.right()) - a.ink.left().max(b.ink.left());
                let high = a.ink.bottom().min(b.ink.bottom()) - a.ink.top().max(b.ink.top());
                if wide > 0.1 && high > 0.1 {
                    faults.push(format!("{}: {:?} over {:?}", case.name, a.text, b.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    for make in [cases::bars, cases::bridge, cases::curves, cases::histogram, cases::path] {
        let case = case(make(5, Stress::Usual), Format::Page, Language::Vi);
        let words = words(case.language);
        let svg = || draw::svg(&case.table, &case.spec, &words).unwrap();
        assert_eq!(svg(), svg());
        let png = || draw::png(&svg(), Format::Page).unwrap();
        assert_eq!(png(), png());
    }
}

#[test]
fn a_png_has_the_width_of_its_format_at_300_dpi() {
    for (format, wide, high) in
        [(Format::Column, 898, None), (Format::Page, 1890, None), (Format::Slide, 3000, Some(1689))]
    {
        let case = case(cases::bars(4, Stress::Usual), format, Language::Vi);
        let png = draw::png(&drawn(&case), format).unwrap();
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!(number(16), wide);
        assert!(high.is_none_or(|high| number(20) == high));
        assert_eq!(&png[37..41], b"pHYs");
        assert_eq!((number(41), number(45), png[49]), (11_811, 11_811, 1));
    }
}

#[test]
fn text_has_the_size_that_print_needs() {
    let case = case(cases::bars(3, Stress::Usual), Format::Page, Language::Vi);
    let svg = drawn(&case);
    assert_eq!(draw::size_mm(&svg).unwrap()[0], 160.0);
    // The drawing's unit is a hundredth of a millimetre.
    let points = |size: &str| size.parse::<f64>().unwrap() / 100.0 * 72.0 / 25.4;
    let mut sizes: Vec<f64> = svg
        .split("font-size=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(size, _)| (points(size) * 100.0).round() / 100.0)
        .collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup();
    assert_eq!(sizes, [7.0, 8.0, 9.0, 11.0]);
}

#[test]
fn a_chart_grows_with_its_rows() {
    let height = |rows| {
        let case = case(cases::bars(rows, Stress::Zero), Format::Page, Language::En);
        draw::size_mm(&drawn(&case)).unwrap()[1]
    };
    assert!((height(5) - height(4) - 7.0).abs() < 0.02);
    assert_eq!(height(20), height(60));
}

#[test]
fn the_rest_is_one_row_with_its_sum() {
    let case = case(cases::bars(26, Stress::Usual), Format::Page, Language::Vi);
    let svg = drawn(&case);
    assert!(says(&svg, "14 mục khác"));
    let rest = case.table.rows.iter().skip(12).flat_map(|row| &row[1..3]);
    let seconds: f64 = rest.filter_map(Cell::number).sum();
    assert!(says(&svg, &words(Language::Vi).numbers().fixed(seconds / 28_800.0, 1)));
}

#[test]
fn steps_of_a_bridge_lead_from_level_to_level_and_are_folded_in_the_middle() {
    let svg = drawn(&case(cases::bridge(20, Stress::Usual), Format::Page, Language::En));
    let (table, _) = cases::bridge(20, Stress::Usual);
    let steps: Vec<f64> = table.rows.iter().filter_map(|row| row[1].number()).collect();
    let folded: f64 = steps.iter().skip(9).sum();
    assert!(says(&svg, "9 more"));
    let sign = if folded > 0.0 { "+" } else { "" };
    let numbers = words(Language::En);
    assert!(says(&svg, &format!("{sign}{}", numbers.numbers().fixed(folded, 1))));
    let last = table.rows.last().and_then(|row| row[2].number()).unwrap();
    assert!(says(&svg, &format!("{}%", numbers.numbers().fixed(last * 100.0, 1))));
}

#[test]
fn levels_and_steps_of_other_units_are_refused() {
    let mut case = case(cases::bridge(4, Stress::Usual), Format::Page, Language::En);
    case.table.columns[1].unit = redtape::results::Unit::WorkDays;
    assert!(draw::svg(&case.table, &case.spec, &words(Language::En)).is_err());
}

#[test]
fn what_does_not_add_up_is_not_added() {
    let (mut table, kind) = cases::hollow(30, Stress::Usual);
    for row in &mut table.rows {
        row[1] = Cell::Float(0.5);
    }
    let svg = drawn(&case((table, kind), Format::Page, Language::En));
    let (rest, after) = svg.split_once("18 more").unwrap();
    assert!(rest.matches('%').count() > 12);
    // Nothing but the axis below the folded row.
    assert!(!after.contains("#D5DBE1\" stroke=\"none\""));
}

#[test]
fn a_cut_name_is_whole_in_its_tooltip() {
    let case = case(cases::bars(2, Stress::Huge), Format::Column, Language::Vi);
    let svg = drawn(&case);
    let Some(Cell::Text(name)) = case.table.rows[0].first() else { panic!("a name") };
    assert!(svg.contains(&format!("…<title>{}</title>", name.trim())));
}

#[test]
fn a_table_without_rows_says_so() {
    for make in [cases::bars, cases::bridge, cases::curves, cases::histogram, cases::path] {
        let (table, kind) = make(0, Stress::Usual);
        let svg = drawn(&case((table, kind), Format::Page, Language::En));
        assert!(says(&svg, "Nothing to show: no data."));
    }
}

#[test]
fn a_table_without_a_named_column_is_refused() {
    let mut case = case(cases::bars(3, Stress::Usual), Format::Page, Language::En);
    case.table.columns[1].name = "waiting".to_owned();
    let error = draw::svg(&case.table, &case.spec, &words(Language::En)).unwrap_err();
    assert_eq!(error.message, "table cases has no column wait, which a chart draws");
    assert!(error.details.iter().any(|d| d == "columns: step, waiting, service, dossiers"));
}

#[test]
fn parts_of_different_units_are_refused() {
    let mut case = case(cases::bars(3, Stress::Usual), Format::Page, Language::En);
    case.table.columns[1].unit = redtape::results::Unit::Count;
    assert!(draw::svg(&case.table, &case.spec, &words(Language::En)).is_err());
}

#[test]
fn overlapping_bins_are_refused() {
    let mut case = case(cases::histogram(4, Stress::Usual), Format::Page, Language::En);
    case.table.rows[1][0] = Cell::Float(-1.5);
    assert!(draw::svg(&case.table, &case.spec, &words(Language::En)).is_err());
}

#[test]
fn one_unit_is_chosen_for_a_chart_and_said_once() {
    let (mut table, kind) = cases::bars(3, Stress::Usual);
    for row in &mut table.rows {
        row[1] = Cell::Float(5_400.0);
        row[2] = Cell::Float(1_800.0);
    }
    let svg = drawn(&case((table, kind), Format::Page, Language::En));
    assert_eq!(svg.lines().filter(|line| *line == "working hours").count(), 1);
    assert_eq!(svg.lines().filter(|line| *line == "2").count(), 3);
}

#[test]
fn a_column_of_days_is_drawn_in_days() {
    let (mut table, kind) = cases::bars(3, Stress::Usual);
    for (column, part) in [(1, 0.25), (2, 0.05)] {
        table.columns[column].unit = redtape::results::Unit::WorkDays;
        for row in &mut table.rows {
            row[column] = Cell::Float(part);
        }
    }
    let svg = drawn(&case((table, kind), Format::Page, Language::Vi));
    assert!(says(&svg, "ngày làm việc") && says(&svg, "0,3"));
}

#[test]
fn a_name_without_a_number_has_no_row_in_a_heat_map() {
    let (mut table, kind) = cases::heat(3, 2, Stress::Usual);
    let Some(Cell::Text(first)) = table.rows[0].first().cloned() else { panic!("a name") };
    for row in table.rows.iter_mut().filter(|row| row[0] == Cell::Text(first.clone())) {
        row[2] = Cell::Null;
    }
    assert!(!says(&drawn(&case((table, kind), Format::Page, Language::Vi)), &first));
}

#[test]
fn an_interval_takes_decimals_away() {
    let (mut table, kind) = cases::savings(1, Stress::Usual);
    table.rows[0][1] = Cell::Float(12.34);
    table.rows[0][2] = Cell::Float(8.0);
    table.rows[0][3] = Cell::Float(17.0);
    assert!(says(&drawn(&case((table, kind), Format::Page, Language::En)), "12"));
}

#[test]
fn the_font_is_inside_a_chart_that_stands_alone() {
    let case = case(cases::bars(2, Stress::Usual), Format::Page, Language::Vi);
    let svg = draw::svg(&case.table, &case.spec, &words(case.language)).unwrap();
    assert_eq!(svg.matches("@font-face").count(), 2);
    assert!(svg.contains(draw::font_css()));
    assert!(!drawn(&case).contains("@font-face"));
}

#[test]
fn the_font_has_every_vietnamese_letter_and_all_that_the_words_use() {
    let catalogue: BTreeSet<char> = Language::ALL
        .into_iter()
        .flat_map(Language::sources)
        .flat_map(str::chars)
        .filter(|c| !c.is_control() && !"<>&".contains(*c))
        .collect();
    let catalogue: String = catalogue.into_iter().collect();
    let signs = "0123456789 −–…·×←→↔≤≥≈%,.;:()/“”’₫";
    let all = format!("{ALPHABET}{}{signs}{catalogue}", ALPHABET.to_uppercase());
    for weight in ["normal", "bold"] {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
             <text font-family=\"Noto Sans\" font-weight=\"{weight}\">{all}</text></svg>"
        );
        let (texts, _) = inked(&svg);
        assert!(texts.iter().all(|t| !t.missing) && texts.len() == 1);
    }
    assert!(FONTS.iter().all(|font| font.len() <= 60 * 1024));
}

#[test]
fn hostile_text_stays_text() {
    let mut case = case(cases::bars(1, Stress::Usual), Format::Page, Language::Vi);
    let name = "</text><script>\u{0}\u{1b}\u{E000}&\"'\u{202e}\u{FFFF} A\u{302}\u{309}";
    case.table.rows[0][0] = Cell::Text(name.to_owned());
    case.spec.alt = Message::new(name);
    let (texts, _) = inked(&drawn(&case));
    assert!(texts.iter().any(|t| t.text == "</text><script>&\"' Ẩ"));
}

#[test]
fn numbers_that_are_not_finite_are_unknown() {
    let makers =
        [cases::bars, cases::bridge, cases::savings, cases::curves, cases::histogram, cases::path];
    for make in makers {
        let (mut table, kind) = make(4, Stress::Usual);
        for (i, row) in table.rows.iter_mut().enumerate() {
            for cell in row.iter_mut().filter(|c| c.number().is_some()) {
                *cell = match i % 3 {
                    0 => Cell::Float(f64::NAN),
                    1 => Cell::Float(f64::INFINITY),
                    _ => Cell::Null,
                };
            }
        }
        let svg = drawn(&case((table, kind), Format::Page, Language::En));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}

fn snapshot(name: &str, kind: (Table, ChartKind), format: Format, language: Language) {
    insta::assert_snapshot!(name, drawn(&case(kind, format, language)));
}

#[test]
fn charts_look_as_they_did() {
    use Format::{Column, Page};
    use Language::{En, Vi};
    snapshot("bars", cases::bars(3, Stress::Usual), Page, Vi);
    snapshot("bridge", cases::bridge(5, Stress::Usual), Page, Vi);
    snapshot("savings", cases::savings(2, Stress::Usual), Page, En);
    snapshot("hollow", cases::hollow(2, Stress::Usual), Column, Vi);
    snapshot("heat", cases::heat(3, 2, Stress::Usual), Page, Vi);
    snapshot("curves", short(cases::curves(2, Stress::Usual)), Page, Vi);
    snapshot("histogram", cases::histogram(4, Stress::Usual), Page, Vi);
    snapshot("path", cases::path(2, Stress::Usual), Page, En);
}

/// Fewer points, so that a snapshot can be read.
fn short((mut table, kind): (Table, ChartKind)) -> (Table, ChartKind) {
    table.rows.retain(|row| row[1].number().is_some_and(|day| day % 13.0 == 0.0));
    (table, kind)
}

#[test]
fn tokens_keep_their_colours() {
    let all = [
        (Token::Wait, "#D2601A"),
        (Token::Service, "#14566F"),
        (Token::Paused, "#A9B3BD"),
        (Token::Overdue, "#7A0F35"),
        (Token::Gain, "#2B8C7E"),
        (Token::Highlight, "#E6B325"),
        (Token::Muted, "#5B6670"),
    ];
    for (token, hex) in all {
        let (table, mut kind) = cases::savings(1, Stress::Usual);
        if let ChartKind::StackedBars { parts, .. } = &mut kind {
            parts[0].token = token;
        }
        assert!(drawn(&case((table, kind), Format::Page, Language::En)).contains(hex));
    }
}
