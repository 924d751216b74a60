# validation: biểu đồ của docs/validation.md.
validation-table = Mức độ đúng của redtape
validation-note = Lập bằng cargo run --release --example validate; vạch là khoảng 95 %.
validation-recall-title = Vấn đề lớn được cài sẵn có được tìm thấy không
validation-recall-subtitle = Tỷ lệ dấu hiệu cài sẵn được phát hiện, theo phép tìm
validation-recall-alt = Biểu đồ thanh tỷ lệ phát hiện của từng phép tìm, vạch chỉ mục tiêu 95 %
validation-calibration-title = Khoảng tiết kiệm có chứa giá trị thật không
validation-calibration-subtitle = Theo mức tin cậy của khoảng, gồm mọi cải cách và mọi hạt giống
validation-calibration-alt = Biểu đồ thanh tỷ lệ khoảng chứa mức tiết kiệm trực tiếp thật, theo mức tin cậy, vạch chỉ mức tin cậy
column-goal = Mục tiêu
