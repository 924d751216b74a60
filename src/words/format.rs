//! Numbers and dates as each language writes them (design §4).

use super::Language;
use crate::results::Unit;

/// Formats numbers: `1.234,5` in Vietnamese, `1,234.5` in English.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    thousands: char,
    decimal: char,
    percent_space: bool,
}

impl Numbers {
    pub fn new(language: Language) -> Self {
        match language {
            Language::Vi => Self { thousands: '.', decimal: ',', percent_space: true },
            Language::En => Self { thousands: ',', decimal: '.', percent_space: false },
        }
    }

    /// A whole number, thousands apart.
    pub fn count(&self, value: i64) -> String {
        let digits = value.unsigned_abs().to_string();
        let grouped = self.group(&digits);
        if value < 0 { format!("−{grouped}") } else { grouped }
    }

    /// A number with fixed decimals.
    pub fn fixed(&self, value: f64, decimals: u8) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let text = format!("{:.*}", usize::from(decimals), value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = self.group(whole);
        if !fraction.is_empty() {
            out.push(self.decimal);
            out.push_str(fraction);
        }
        let is_zero = text.chars().all(|c| c == '0' || c == '.');
        if value < 0.0 && !is_zero { format!("−{out}") } else { out }
    }

    /// At most three significant digits, whole numbers kept whole from 100 on.
    pub fn significant(&self, value: f64) -> String {
        let size = value.abs();
        let decimals = if size >= 100.0 || (size - size.round()).abs() < 1e-9 {
            0
        } else if size >= 10.0 {
            1
        } else if size >= 0.1 {
            2
        } else {
            3
        };
        if size >= 1_000.0 && size.is_finite() {
            let scale = 10_f64.powi(size.log10().floor() as i32 - 2);
            return self.fixed((value / scale).round() * scale, 0);
        }
        let text = self.fixed(value, decimals);
        match text.split_once(self.decimal) {
            Some((whole, fraction)) => {
                let fraction = fraction.trim_end_matches('0');
                if fraction.is_empty() {
                    whole.to_owned()
                } else {
                    format!("{whole}{}{fraction}", self.decimal)
                }
            }
            None => text,
        }
    }

    /// A share between 0 and 1 as a percentage.
    pub fn percent(&self, share: f64) -> String {
        let value = share * 100.0;
        let near_an_end = value.abs() < 1.0 || (100.0 - value.abs()).abs() < 1.0;
        let decimals = match value {
            whole if (whole - whole.round()).abs() < 1e-9 => 0,
            _ if near_an_end => 2,
            _ => 1,
        };
        let text = self.fixed(value, decimals);
        if self.percent_space { format!("{text} %") } else { format!("{text}%") }
    }

    /// A number of a column, by its unit.
    pub fn by_unit(&self, value: f64, unit: Unit, decimals: u8) -> String {
        match unit {
            Unit::Share => self.percent(value),
            _ => self.fixed(value, decimals),
        }
    }

    /// `YYYY-MM-DD…` as `dd/MM/yyyy`; anything else as it is.
    pub fn date(&self, iso: &str) -> String {
        let day = iso.get(..10).unwrap_or(iso);
        let mut parts = day.splitn(3, '-');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(y), Some(m), Some(d)) if y.len() == 4 => format!("{d}/{m}/{y}"),
            _ => iso.to_owned(),
        }
    }

    fn group(&self, digits: &str) -> String {
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.thousands);
            }
            out.push(c);
        }
        out
    }
}
