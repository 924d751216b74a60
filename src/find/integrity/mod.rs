//! What makes the figures formal rather than real.

mod bulk_closing;
mod online_no_faster;
mod trust;

pub use bulk_closing::BULK_CLOSING;
pub use online_no_faster::ONLINE_NO_FASTER;
pub use trust::data_trust;
