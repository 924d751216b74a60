//! What only a person can settle about a file.

use crate::error::Result;

/// A question with its answers. Where there is a default it is safe: nothing is read wrong by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub asks: String,
    pub answers: Vec<String>,
    /// The answer where nobody is there to ask.
    pub default: Option<usize>,
    /// The key of the study file that settles it.
    pub key: String,
}

/// Answers a question by the place of the answer.
pub type Ask<'a> = dyn FnMut(&Question) -> Result<usize> + 'a;
