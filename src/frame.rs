//! A relation of the database as typed columns in memory: what crosses from SQL into Rust.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

/// One column of a [`Frame`]. Null is `None` in text and integers, NaN in floats.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    Text(Vec<Option<String>>),
    Int(Vec<Option<i64>>),
    Float(Vec<f64>),
    Bool(Vec<Option<bool>>),
}

impl Values {
    pub fn len(&self) -> usize {
        match self {
            Self::Text(v) => v.len(),
            Self::Int(v) => v.len(),
            Self::Float(v) => v.len(),
            Self::Bool(v) => v.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Columns of equal length, by name. Dates come as days since 1970-01-01, instants as seconds since
/// 1970-01-01T00:00 in the study's zone, both as `Int`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    columns: BTreeMap<String, Values>,
    rows: usize,
}

impl Frame {
    /// # Errors
    /// If the columns differ in length.
    pub fn new(columns: BTreeMap<String, Values>) -> Result<Self> {
        let rows = columns.values().map(Values::len).next().unwrap_or(0);
        if columns.values().any(|c| c.len() != rows) {
            return Err(Error::failed("the columns of a frame differ in length"));
        }
        Ok(Self { columns, rows })
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// # Errors
    /// If there is no such column or it isn't text.
    pub fn text(&self, name: &str) -> Result<&[Option<String>]> {
        match self.columns.get(name) {
            Some(Values::Text(v)) => Ok(v),
            other => Err(mismatch(name, "text", other)),
        }
    }

    /// # Errors
    /// If there is no such column or it isn't whole numbers.
    pub fn int(&self, name: &str) -> Result<&[Option<i64>]> {
        match self.columns.get(name) {
            Some(Values::Int(v)) => Ok(v),
            other => Err(mismatch(name, "whole numbers", other)),
        }
    }

    /// # Errors
    /// If there is no such column or it isn't floating-point numbers.
    pub fn float(&self, name: &str) -> Result<&[f64]> {
        match self.columns.get(name) {
            Some(Values::Float(v)) => Ok(v),
            other => Err(mismatch(name, "numbers", other)),
        }
    }

    /// # Errors
    /// If there is no such column or it isn't true or false.
    pub fn bool(&self, name: &str) -> Result<&[Option<bool>]> {
        match self.columns.get(name) {
            Some(Values::Bool(v)) => Ok(v),
            other => Err(mismatch(name, "true or false", other)),
        }
    }
}

fn mismatch(name: &str, wanted: &str, found: Option<&Values>) -> Error {
    let found = match found {
        None => "no such column",
        Some(Values::Text(_)) => "text",
        Some(Values::Int(_)) => "whole numbers",
        Some(Values::Float(_)) => "numbers",
        Some(Values::Bool(_)) => "true or false",
    };
    Error::failed(format!("column {name} should hold {wanted}, found {found}"))
}
