-- model.clock
-- Function of a row `d` of model.calendar_day and a local instant `t` of that day: open seconds from the calendar's beginning to `t`.
-- Kind: macro (d, t)
-- Why: the working clock W of methods §1; a duration is a difference of two of its values, so no two measures count time differently.
cast(
  d.before_s + case
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.open1_s then 0
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.close1_s then hour(t) * 3600 + minute(t) * 60 + second(t) - d.open1_s
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.open2_s then d.close1_s - d.open1_s
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.close2_s then d.close1_s - d.open1_s + hour(t) * 3600 + minute(t) * 60 + second(t) - d.open2_s
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.open3_s then d.close1_s - d.open1_s + d.close2_s - d.open2_s
    when hour(t) * 3600 + minute(t) * 60 + second(t) <= d.close3_s then d.close1_s - d.open1_s + d.close2_s - d.open2_s + hour(t) * 3600 + minute(t) * 60 + second(t) - d.open3_s
    else d.close1_s - d.open1_s + d.close2_s - d.open2_s + d.close3_s - d.open3_s
  end
as bigint)
