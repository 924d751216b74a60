//! What an analyst must look at before a study is run: what its files hold, column by column, and what
//! can be measured with it.
//!
//! Pure: counts of the loaded rows go in, one value ([`Checkup`]) comes out, and from that the lines of
//! the terminal, a page, and JSON. Nothing here is a result: what it lists is for the analyst alone.

mod abilities;
mod attention;
mod grounds;
mod json;
mod lines;
mod page;
mod value;

pub use abilities::abilities;
pub use attention::attention;
pub use grounds::Grounds;
pub use json::json;
pub use lines::lines;
pub use page::html;
pub use value::{
    Ability, Can, CheckedColumn, CheckedFile, Checkup, Example, List, ListName, Listed, Reason,
    SCHEMA_VERSION,
};
