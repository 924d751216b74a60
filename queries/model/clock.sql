-- model.clock
-- Function of a row `d` of model.calendar_day and an instant `t` of that day in UTC: open seconds from the calendar's beginning to `t`.
-- Kind: macro (d, t)
-- Why: the working clock W of methods §1; a duration is a difference of two of its values, so no two measures count time differently; counted in UTC, a run across a change of clock takes what it took.
cast(
  d.before_s
  + greatest(0, least(epoch_us(t) // 1000000 - epoch_us(d.starts_utc) // 1000000, d.close1_s) - d.open1_s)
  + greatest(0, least(epoch_us(t) // 1000000 - epoch_us(d.starts_utc) // 1000000, d.close2_s) - d.open2_s)
  + greatest(0, least(epoch_us(t) // 1000000 - epoch_us(d.starts_utc) // 1000000, d.close3_s) - d.open3_s)
as bigint)
