# Đơn vị: `n` đã được định dạng.
unit-minutes = { $n } phút
unit-work-hours = { $n } giờ làm việc
unit-work-days = { $n } ngày làm việc
unit-wall-hours = { $n } giờ
unit-wall-days = { $n } ngày
unit-work-hours-one = 1 giờ làm việc
unit-work-days-one = 1 ngày làm việc
unit-wall-hours-one = 1 giờ
unit-wall-days-one = 1 ngày
