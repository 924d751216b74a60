# validation: charts of docs/validation.md.
validation-table = How often redtape is right
validation-note = Written by cargo run --release --example validate; whiskers are 95% intervals.
validation-recall-title = How often large planted problems are found
validation-recall-subtitle = Share of planted marks for which a finding stands, by finder
validation-recall-alt = Bar chart of the recall of each finder, with the goal of 95% as a tick
validation-calibration-title = How often ranges of savings hold the truth
validation-calibration-subtitle = By level of the range, over all reforms and seeds
validation-calibration-alt = Bar chart of the share of ranges that hold the true direct saving, by level, with the level as a tick
column-goal = Goal
