# Đơn vị: `n` đã được định dạng.
unit-minutes = { $n } phút
unit-work-hours = { $n } giờ làm việc
unit-work-days = { $n } ngày làm việc
unit-wall-hours = { $n } giờ
unit-wall-days = { $n } ngày
unit-dossiers = { $n } hồ sơ
