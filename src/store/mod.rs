//! The DuckDB session, the query catalogue, and atomic publishing.

mod catalogue;
mod frames;
mod header;
mod kernels;
mod publish;
mod published;
mod session;

pub use catalogue::Catalogue;
pub use header::{Column, Handed, Identity, Kind, Query};
pub use kernels::run_kernel;
pub use publish::Building;
pub use published::Published;
pub use session::Session;
