//! The DuckDB session, the query catalogue, and atomic publishing.

mod catalogue;
pub(crate) mod fault;
mod frames;
mod header;
mod keep;
mod kernels;
mod publish;
mod published;
mod session;
mod temporary;

pub use catalogue::Catalogue;
pub use header::{Column, Handed, Identity, Kind, Query};
pub use keep::Kept;
pub use kernels::run_kernel;
pub use publish::{Building, refuse_no_folder, tidy};
pub use published::Published;
pub use session::Session;
pub use temporary::{Temporary, remove_all, sweep};
