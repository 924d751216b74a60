//! The DuckDB session, the query catalogue, and atomic publishing.

mod catalogue;
mod frames;
mod kernels;
mod publish;
mod session;

pub use catalogue::{Catalogue, Kind, Query};
pub use publish::Building;
pub use session::Session;
