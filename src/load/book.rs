//! The sheets of a workbook, whichever of the four formats it is in, as one kind of grid.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Reader as _, SheetType, SheetVisible,
    Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::ods_merged;
use super::source::unopened;
use crate::error::{Error, Result};

/// Cells of one sheet; beyond it a sheet is made to fill memory.
const MOST_CELLS: usize = 120_000_000;

type Bytes = BufReader<File>;

/// An open workbook.
pub(super) struct Book {
    inner: Inner,
    path: PathBuf,
    shown: String,
}

enum Inner {
    Xlsx(Xlsx<Bytes>),
    Xlsb(Xlsb<Bytes>),
    Xls(Xls<Bytes>),
    Ods(Ods<Bytes>),
}

/// A sheet's name and whether a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tab {
    pub name: String,
    pub hidden: bool,
}

/// The filled cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Rows with their number (from 0), each with its cells by column, both in order.
    pub rows: Vec<(u32, Vec<(u32, Cell)>)>,
    pub width: u32,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Bool(bool),
    /// Formatted as a date or a time of day.
    Date(ExcelDateTime),
    /// Formatted as a length of time, in days.
    Span(f64),
    /// Already ISO 8601.
    Iso(String),
    /// An error, or a formula that nothing has computed: what the cell shows.
    Unknown(String),
    /// A formula's zero that may be a placeholder: what a library writes that computes nothing.
    Zero {
        formula: String,
        dated: bool,
    },
    /// A formula without a result.
    Bare(String),
    /// Covered by the cell to its left, with which it is merged: its text.
    Covered(String),
}

impl Book {
    /// # Errors
    /// Of kind `Input` where the file is no workbook, is damaged or has a password.
    pub(super) fn open(path: &Path, shown: &str) -> Result<Self> {
        let file = File::open(path).map_err(|e| unopened(path, shown, &e))?;
        let mut bytes = BufReader::new(file);
        let mut head = [0; 8];
        let filled = bytes.read(&mut head).unwrap_or_default();
        bytes.rewind().map_err(|e| unopened(path, shown, &e))?;
        let inner = match head {
            [b'P', b'K', 3, 4, ..] => match kind_of_zip(path) {
                Some("xlsb") => Xlsb::new(bytes).map(Inner::Xlsb).map_err(|e| e.refused(shown)),
                Some("ods") => Ods::new(bytes).map(Inner::Ods).map_err(|e| e.refused(shown)),
                _ => Xlsx::new(bytes).map(Inner::Xlsx).map_err(|e| e.refused(shown)),
            },
            [0xd0, 0xcf, 0x11, 0xe0, ..] => match Xls::new(bytes) {
                Ok(book) => Ok(Inner::Xls(book)),
                // A new workbook under a password is packed as an old one.
                Err(_) if locked(path) => Err(XlsxError::Password.refused(shown)),
                Err(e) => Err(e.refused(shown)),
            },
            _ => {
                let head = head.get(..filled).unwrap_or_default();
                return Err(not_what_it_says(head, shown));
            }
        }?;
        Ok(Self { inner, path: path.to_owned(), shown: shown.to_owned() })
    }

    /// Its sheets of cells, in their order.
    pub(super) fn tabs(&self) -> Vec<Tab> {
        let all = match &self.inner {
            Inner::Xlsx(book) => book.sheets_metadata(),
            Inner::Xlsb(book) => book.sheets_metadata(),
            Inner::Xls(book) => book.sheets_metadata(),
            Inner::Ods(book) => book.sheets_metadata(),
        };
        all.iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
            .map(|s| Tab { name: s.name.clone(), hidden: s.visible != SheetVisible::Visible })
            .collect()
    }

    /// The cells of a sheet: what merged cells cover is filled, what formulas hold is told.
    ///
    /// # Errors
    /// Where it is damaged.
    pub(super) fn grid(&mut self, sheet: &str) -> Result<Grid> {
        let shown = self.shown.clone();
        let mut cells = Cells::new(&shown);
        let merged = match &mut self.inner {
            Inner::Xlsx(book) => {
                let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
                let mut reader =
                    book.worksheet_cells_reader(sheet).map_err(|e| e.refused(&shown))?;
                while let Some(cell) =
                    reader.next_cell_with_formula().map_err(|e| e.refused(&shown))?
                {
                    let (row, column) = cell.pos;
                    cells.add((row, column), of_ref(cell.value), cell.formula)?;
                }
                merged
            }
            Inner::Xlsb(book) => {
                let formulas = book.worksheet_formula(sheet).map_err(|e| e.refused(&shown))?;
                let mut reader =
                    book.worksheet_cells_reader(sheet).map_err(|e| e.refused(&shown))?;
                while let Some(cell) = reader.next_cell().map_err(|e| e.refused(&shown))? {
                    let at = cell.get_position();
                    let formula = formulas.get_value(at).filter(|f| !f.is_empty()).cloned();
                    cells.add(at, of_ref(cell.get_value().clone()), formula)?;
                }
                Vec::new()
            }
            Inner::Xls(book) => {
                let formulas = book.worksheet_formula(sheet).map_err(|e| e.refused(&shown))?;
                let range = book.worksheet_range(sheet).map_err(|e| e.refused(&shown))?;
                cells.range(&range, &formulas)?;
                book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
            }
            Inner::Ods(book) => {
                let formulas = book.worksheet_formula(sheet).map_err(|e| e.refused(&shown))?;
                let range = book.worksheet_range(sheet).map_err(|e| e.refused(&shown))?;
                cells.range(&range, &formulas)?;
                ods_merged::merged(&self.path, sheet)
            }
        };
        let computed = cells.computed;
        let mut grid = cells.grid();
        grid.settle_formulas(computed);
        grid.fill(merged);
        Ok(grid)
    }
}

fn locked(path: &Path) -> bool {
    let book = File::open(path).map(|file| Xlsx::new(BufReader::new(file)));
    matches!(book, Ok(Err(XlsxError::Password)))
}

/// Which workbook a zip is, by what is in it.
fn kind_of_zip(path: &Path) -> Option<&'static str> {
    let archive = zip::ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.bin") {
        Some("xlsb")
    } else if has("content.xml") && !has("xl/workbook.xml") {
        Some("ods")
    } else {
        None
    }
}

/// Cells as they come, gathered into rows.
struct Cells<'a> {
    rows: BTreeMap<u32, Vec<(u32, Cell)>>,
    count: usize,
    /// Whether a formula has a result that is no zero.
    computed: bool,
    shown: &'a str,
}

impl<'a> Cells<'a> {
    fn new(shown: &'a str) -> Self {
        Self { rows: BTreeMap::new(), count: 0, computed: false, shown }
    }

    fn add(
        &mut self,
        (row, column): (u32, u32),
        cell: Option<Cell>,
        formula: Option<String>,
    ) -> Result<()> {
        let cell = match (cell, formula) {
            (Some(Cell::Number(0.0)), Some(formula)) => Cell::Zero { formula, dated: false },
            (Some(Cell::Date(stamp)), Some(formula)) if stamp.as_f64() == 0.0 => {
                Cell::Zero { formula, dated: true }
            }
            (Some(cell), formula) => {
                let result = formula.is_some() && !matches!(cell, Cell::Unknown(_));
                self.computed |= result;
                cell
            }
            (None, Some(formula)) => Cell::Bare(formula),
            (None, None) => return Ok(()),
        };
        self.count += 1;
        if self.count > MOST_CELLS {
            return Err(Error::input(format!(
                "{} has a sheet of more than {MOST_CELLS} cells",
                self.shown
            ))
            .help("give it as CSV"));
        }
        self.rows.entry(row).or_default().push((column, cell));
        Ok(())
    }

    fn range(
        &mut self,
        range: &calamine::Range<Data>,
        formulas: &calamine::Range<String>,
    ) -> Result<()> {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (top + narrow(row), left + narrow(column));
            let formula = formulas.get_value(at).filter(|f| !f.is_empty()).cloned();
            self.add(at, of_data(value), formula)?;
        }
        // Formulas without any result are no used cells.
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (top + narrow(row), left + narrow(column));
            if range.get_value(at).is_none_or(|v| *v == Data::Empty) && !formula.is_empty() {
                self.add(at, None, Some(formula.clone()))?;
            }
        }
        Ok(())
    }

    fn grid(self) -> Grid {
        let mut grid = Grid::default();
        for (row, mut cells) in self.rows {
            cells.sort_by_key(|(column, _)| *column);
            cells.dedup_by_key(|(column, _)| *column);
            grid.width = grid.width.max(cells.last().map_or(0, |(column, _)| column + 1));
            grid.rows.push((row, cells));
        }
        grid
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX / 2)
}

fn of_ref(value: DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::SharedString(text) => Some(Cell::Text(text.to_owned())),
        DataRef::String(text) => Some(Cell::Text(text)),
        DataRef::Int(value) => Some(Cell::Number(i64_as_f64(value))),
        DataRef::Float(value) => Some(Cell::Number(value)),
        DataRef::Bool(value) => Some(Cell::Bool(value)),
        DataRef::DateTime(stamp) => Some(of_stamp(stamp)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(Cell::Iso(text)),
        DataRef::Error(error) => Some(Cell::Unknown(error.to_string())),
        DataRef::Empty => None,
    }
}

fn of_data(value: &Data) -> Option<Cell> {
    match value {
        Data::String(text) => Some(Cell::Text(text.clone())),
        Data::Int(value) => Some(Cell::Number(i64_as_f64(*value))),
        Data::Float(value) => Some(Cell::Number(*value)),
        Data::Bool(value) => Some(Cell::Bool(*value)),
        Data::DateTime(stamp) => Some(of_stamp(*stamp)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Cell::Iso(text.clone())),
        Data::Error(error) => Some(Cell::Unknown(error.to_string())),
        Data::Empty => None,
    }
}

fn of_stamp(stamp: ExcelDateTime) -> Cell {
    if stamp.is_duration() { Cell::Span(stamp.as_f64()) } else { Cell::Date(stamp) }
}

#[expect(clippy::cast_precision_loss, reason = "a cell's number came from a double")]
fn i64_as_f64(value: i64) -> f64 {
    value as f64
}

impl Grid {
    pub(super) fn filled(&self) -> bool {
        self.rows.iter().any(|(_, cells)| {
            cells.iter().any(|(_, c)| !matches!(c, Cell::Text(text) if text.trim().is_empty()))
        })
    }

    /// Decides what formulas without a result, or with nothing but zeros, stand for. A program that
    /// computes stores what it found, an empty text too; libraries that only write store nothing, or a
    /// zero in each.
    fn settle_formulas(&mut self, computed: bool) {
        let (mut zeros, mut bare, mut errors) = (0_u64, 0_u64, 0_u64);
        for (_, cell) in self.rows.iter().flat_map(|(_, cells)| cells) {
            match cell {
                Cell::Zero { .. } => zeros += 1,
                Cell::Bare(_) => bare += 1,
                Cell::Unknown(_) => errors += 1,
                _ => {}
            }
        }
        if zeros == 0 && bare == 0 {
            return;
        }
        let stored = computed || zeros + errors > 0;
        let placeholders = !computed && zeros >= FEW;
        let unknown = |formula: &mut String| {
            let formula = std::mem::take(formula);
            Cell::Unknown(if formula.starts_with('=') { formula } else { format!("={formula}") })
        };
        for (_, cells) in &mut self.rows {
            for (_, cell) in cells.iter_mut() {
                match cell {
                    Cell::Bare(_) if stored => *cell = Cell::Text(String::new()),
                    Cell::Bare(formula) => *cell = unknown(formula),
                    // 1900-01-00 is no date that anybody means.
                    Cell::Zero { formula, dated } if *dated || placeholders => {
                        *cell = unknown(formula);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Fills what merged cells cover: downwards with the value itself; to the right only for the search
    /// of headings, since a total or a signature spreads over columns that it says nothing about.
    fn fill(&mut self, mut merged: Vec<Dimensions>) {
        merged.sort_by_key(|d| (d.start.1, d.start.0, d.end));
        // Regions that overlap are none that a program makes.
        let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
        for region in merged {
            let ((top, left), (bottom, right)) = (region.start, region.end);
            if covered.get(&left).is_some_and(|end| *end > top) {
                continue;
            }
            covered.insert(left, bottom.saturating_add(1));
            let first = self.rows.partition_point(|(row, _)| *row < top);
            let value =
                self.rows.get(first).filter(|(row, _)| *row == top).and_then(|(_, cells)| {
                    let at = cells.binary_search_by_key(&left, |(column, _)| *column).ok()?;
                    cells.get(at).map(|(_, cell)| cell.clone())
                });
            let Some(value) = value else { continue };
            let right = right.min(self.width.saturating_sub(1));
            for (row, cells) in self.rows.iter_mut().skip(first) {
                if *row > bottom {
                    break;
                }
                if *row > top {
                    put(cells, left, value.clone());
                }
                if let Cell::Text(text) = &value
                    && *row < top.saturating_add(HEADING_ROWS)
                {
                    for column in left + 1..=right {
                        put(cells, column, Cell::Covered(text.clone()));
                    }
                }
            }
        }
    }
}

/// So many zeros without any other result are no results.
const FEW: u64 = 3;
/// Rows of headings that one merged cell may spread over.
const HEADING_ROWS: u32 = 8;

/// Puts a cell where there is none.
fn put(cells: &mut Vec<(u32, Cell)>, column: u32, cell: Cell) {
    match cells.binary_search_by_key(&column, |(at, _)| *at) {
        Ok(at) => {
            if let Some((_, there)) = cells.get_mut(at)
                && matches!(there, Cell::Text(text) if text.is_empty())
            {
                *there = cell;
            }
        }
        Err(at) => cells.insert(at, (column, cell)),
    }
}

/// What a library says of a file that it can't read.
trait Refused: ToString {
    fn password(&self) -> bool;

    fn refused(&self, shown: &str) -> Error {
        let out = not_a_workbook(shown);
        if self.password() {
            out.detail("it is protected by a password").help("save it without one")
        } else {
            let what = self.to_string().chars().take(200).collect::<String>();
            out.detail(what).help("open it and save it as .xlsx again, or as CSV UTF-8")
        }
    }
}

impl Refused for XlsxError {
    fn password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Refused for XlsbError {
    fn password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Refused for XlsError {
    fn password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Refused for OdsError {
    fn password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

fn not_a_workbook(shown: &str) -> Error {
    Error::input(format!("{shown} is not a workbook that can be read"))
}

/// A page or a text that was given a workbook's name, as many programs do.
fn not_what_it_says(head: &[u8], shown: &str) -> Error {
    let text = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head).trim_ascii_start();
    let out = not_a_workbook(shown);
    if text.starts_with(b"<") {
        out.detail("it is a web page or XML that was given a workbook's name")
            .help("open it in Excel or LibreOffice and save it as .xlsx")
    } else {
        out.detail("it doesn't begin as a workbook does")
            .help("if it is text, rename it to .csv; else export it again")
    }
}
