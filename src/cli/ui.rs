//! What the terminal shows: results on standard output, everything else on standard error.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Result};
use crate::progress::Progress;

pub(super) struct Ui {
    quiet: bool,
    bar: RefCell<Option<ProgressBar>>,
    /// Why a part of the result wasn't written, if so.
    unwritten: RefCell<Option<io::Error>>,
}

impl Ui {
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: RefCell::new(None), unwritten: RefCell::new(None) }
    }

    /// Lines of the command's result.
    pub fn result(&self, text: &str) {
        self.finish();
        let mut out = io::stdout().lock();
        let written = writeln!(out, "{}", visible(text, &['\n'])).and_then(|()| out.flush());
        if let Err(e) = written {
            self.unwritten.borrow_mut().get_or_insert(e);
        }
    }

    /// Whether all of the result was written. A reader that has gone away is not an error.
    ///
    /// # Errors
    /// If it was not.
    pub fn end(&self) -> Result<()> {
        self.finish();
        self.unwritten.take().map_or(Ok(()), |e| written(Err(e)))
    }

    /// A line about what is going on.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            self.finish();
            let _ = writeln!(io::stderr().lock(), "{}", visible(text, &[]));
        }
    }

    pub fn error(&self, error: &Error) {
        self.finish();
        let _ = writeln!(io::stderr().lock(), "{}", visible(&error.to_string(), &['\n']));
    }

    /// Asks for a yes; anything but `y` or `yes` is a no, and so is a closed input.
    ///
    /// # Errors
    /// If standard input can't be read.
    pub fn confirm(&self, question: &str) -> Result<bool> {
        self.finish();
        let _ = write!(io::stderr().lock(), "{} [y/N] ", visible(question, &['\n']));
        let mut answer = String::new();
        io::stdin()
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
        let mut out = io::stderr().lock();
        let _ = writeln!(out, "{}", visible(question, &['\n']));
        for (number, answer) in answers.iter().enumerate() {
            let _ = writeln!(out, "  {} {}", number + 1, visible(answer, &['\n']));
        }
        let shown = default.map_or_else(String::new, |at| format!(" [{}]", at + 1));
        let _ = write!(out, "1 to {}{shown}: ", answers.len());
        // A signal that comes while the answer is awaited has something to say, too.
        drop(out);
        let mut line = String::new();
        io::stdin()
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

/// What came of writing to standard output: an error, unless its reader has gone away.
///
/// # Errors
/// If it couldn't be written.
pub(super) fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::failed(format!("standard output can't be written: {e}"))
                .help("files that the command wrote are whole and in their place"))
        }
        _ => Ok(()),
    }
}

/// A text with signs in sight that would steer a terminal or turn the order of what follows, as JSON
/// writes them: texts may come from anybody's files.
fn visible<'a>(text: &'a str, fine: &[char]) -> Cow<'a, str> {
    let steers = |c: char| {
        let turns = matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        (c.is_control() || turns) && !fine.contains(&c)
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

impl Progress for Ui {
    fn phase(&self, name: &str, total: Option<u64>) {
        let name = &visible(name, &[]);
        self.finish();
        if self.quiet {
            return;
        }
        if !io::stderr().is_terminal() {
            let _ = writeln!(io::stderr().lock(), "{name} …");
            return;
        }
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg:24} {bar:30} {percent:>3} %  {elapsed}"),
            None => (ProgressBar::new_spinner(), "{msg:24} {spinner} {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(name.to_string());
        bar.enable_steady_tick(Duration::from_millis(120));
        *self.bar.borrow_mut() = Some(bar);
    }

    fn advance(&self, by: u64) {
        if let Some(bar) = self.bar.borrow().as_ref() {
            bar.inc(by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_steer_a_terminal_is_seen_instead() {
        assert_eq!(visible("Phòng Đất đai\nHộ tịch", &['\n']), "Phòng Đất đai\nHộ tịch");
        assert_eq!(visible("a\u{1b}[2Jb\rc\u{9b}d", &['\n']), "a\\u001b[2Jb\\u000dc\\u009bd");
        assert_eq!(visible("a\nerror: b", &[]), "a\\u000aerror: b");
        assert_eq!(visible("\u{202e}gpj.exe", &[]), "\\u202egpj.exe");
    }

    #[test]
    fn json_stays_what_it_says() {
        let text = serde_json::to_string("a\u{9b}31m\u{202e}b\u{1b}").unwrap();
        let read: String = serde_json::from_str(&visible(&text, &['\n'])).unwrap();
        assert_eq!(read, "a\u{9b}31m\u{202e}b\u{1b}");
    }
}
