//! What could be cut.

mod checks;
mod duplicate_check;
mod padded_deadline;
mod ping_pong;
mod rubber_stamp;
mod same_hands;

pub use duplicate_check::DUPLICATE_CHECK;
pub use padded_deadline::PADDED_DEADLINE;
pub use ping_pong::PING_PONG;
pub use rubber_stamp::RUBBER_STAMP;
pub use same_hands::SAME_HANDS;
