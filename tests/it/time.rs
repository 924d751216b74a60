//! Working time as officials count it: the clock, deadlines, stopped clocks, zones.

mod change;
mod clock;
mod deadline;
mod paused;
mod presets;
mod reach;
mod zones;
