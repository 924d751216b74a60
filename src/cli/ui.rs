//! What the terminal shows: results on standard output, everything else on standard error.

use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Result};
use crate::progress::Progress;

pub(super) struct Ui {
    quiet: bool,
    bar: RefCell<Option<ProgressBar>>,
}

impl Ui {
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: RefCell::new(None) }
    }

    /// A line of the command's result. A reader that has gone away is not an error.
    pub fn result(&self, text: &str) {
        self.finish();
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    /// A line about what is going on.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            self.finish();
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    pub fn error(&self, error: &Error) {
        self.finish();
        let _ = writeln!(std::io::stderr().lock(), "{error}");
    }

    /// Asks for a yes; anything but `y` or `yes` is a no, and so is a closed input.
    ///
    /// # Errors
    /// If standard input can't be read.
    pub fn confirm(&self, question: &str) -> Result<bool> {
        self.finish();
        let _ = write!(std::io::stderr().lock(), "{question} [y/N] ");
        let mut answer = String::new();
        std::io::stdin()
            .read_line(&mut answer)
            .map_err(|e| Error::failed(format!("the answer can't be read: {e}")))?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Asks for one of several answers by its number; an empty line takes the default. `None` where the
    /// input is closed or names none of them.
    ///
    /// # Errors
    /// If standard input can't be read.
    pub fn choose(
        &self,
        question: &str,
        answers: &[String],
        default: Option<usize>,
    ) -> Result<Option<usize>> {
        self.finish();
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "{question}");
        for (number, answer) in answers.iter().enumerate() {
            let _ = writeln!(out, "  {} {answer}", number + 1);
        }
        let shown = default.map_or_else(String::new, |at| format!(" [{}]", at + 1));
        let _ = write!(out, "1 to {}{shown}: ", answers.len());
        let mut line = String::new();
        std::io::stdin()
            .read_line(&mut line)
            .map_err(|e| Error::failed(format!("the answer can't be read: {e}")))?;
        if line.ends_with('\n') && line.trim().is_empty() {
            return Ok(default);
        }
        let number = line.trim().parse::<usize>().ok();
        Ok(number.and_then(|n| n.checked_sub(1)).filter(|at| *at < answers.len()))
    }

    /// Ends the bar that is shown, if any.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.borrow_mut().take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Ui {
    fn phase(&self, name: &str, total: Option<u64>) {
        self.finish();
        if self.quiet {
            return;
        }
        if !std::io::stderr().is_terminal() {
            let _ = writeln!(std::io::stderr().lock(), "{name} …");
            return;
        }
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg:24} {bar:30} {percent:>3} %  {elapsed}"),
            None => (ProgressBar::new_spinner(), "{msg:24} {spinner} {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        *self.bar.borrow_mut() = Some(bar);
    }

    fn advance(&self, by: u64) {
        if let Some(bar) = self.bar.borrow().as_ref() {
            bar.inc(by);
        }
    }
}
