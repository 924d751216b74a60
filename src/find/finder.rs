//! What a finder is, and the macro that makes one with its manual.

use super::{Evidence, Limits};
use crate::error::Result;
use crate::results::{Family, Finding, Message};

/// A finder: a stable code, its manual, what it reads, and a pure function from evidence to findings.
pub struct Finder {
    /// Stable code, such as `R101`.
    pub code: &'static str,
    /// Short name in words with hyphens, such as `rubber-stamp`.
    pub name: &'static str,
    /// Version of redtape that brought it.
    pub since: &'static str,
    pub family: Family,
    /// Lines of its manual, as the doc comment has them.
    pub doc: &'static [&'static str],
    /// Relations that it reads.
    pub reads: &'static [&'static str],
    /// What the data must record; without it the finder steps aside.
    pub needs: &'static str,
    pub find: fn(&Evidence<'_>, &Limits) -> Result<Outcome>,
}

/// What a finder saw.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every scope tested, and the descriptive ones worth showing.
    pub seen: Vec<Seen>,
    /// Scopes with too little data for a test.
    pub untested: u64,
    /// Of those, the ones that words of the data keep from being judged: what would have to be known.
    pub unjudged: Vec<Message>,
}

/// A scope that was tested or described.
#[derive(Debug)]
pub struct Seen {
    /// With p, but no q yet.
    pub finding: Finding,
    /// Whether the effect lies beyond the margin, in the direction of harm.
    pub beyond: bool,
}

/// Makes a [`Finder`] whose doc comment is its manual: rustdoc, `redtape explain` and the list of codes
/// all read one text.
macro_rules! finder {
    (
        $(#[doc = $doc:literal])*
        pub $constant:ident {
            code: $code:literal,
            name: $name:literal,
            since: $since:literal,
            family: $family:ident,
            reads: [$($reads:literal),* $(,)?],
            needs: $needs:literal,
            $find:ident $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        pub const $constant: $crate::find::Finder = $crate::find::Finder {
            code: $code,
            name: $name,
            since: $since,
            family: $crate::results::Family::$family,
            doc: &[$($doc),*],
            reads: &[$($reads),*],
            needs: $needs,
            find: $find,
        };
    };
}
