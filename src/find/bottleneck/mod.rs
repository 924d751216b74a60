//! Where time goes, and why.

mod desk;
mod growing_queue;
mod over_plan;
mod overloaded;
mod share_of_delay;
mod slower_than_peers;

pub use growing_queue::GROWING_QUEUE;
pub use over_plan::OVER_PLAN;
pub use overloaded::OVERLOADED;
pub use share_of_delay::SHARE_OF_DELAY;
pub use slower_than_peers::SLOWER_THAN_PEERS;
