-- model.clock
-- Function of a row `d` of model.calendar_day and a local instant `t` of that day: open seconds from the calendar's beginning to `t`.
-- Kind: macro (d, t)
-- Why: the working clock W of methods §1; a duration is a difference of two of its values, so no two measures count time differently.
cast(
  d.before_s
  + greatest(0, least(hour(t) * 3600 + minute(t) * 60 + second(t), d.close1_s) - d.open1_s)
  + greatest(0, least(hour(t) * 3600 + minute(t) * 60 + second(t), d.close2_s) - d.open2_s)
  + greatest(0, least(hour(t) * 3600 + minute(t) * 60 + second(t), d.close3_s) - d.open3_s)
as bigint)
