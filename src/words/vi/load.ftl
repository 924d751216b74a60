# Việc đọc đã làm gì với các giá trị: vì sao bị để riêng, từng cột được đọc thế nào.

aside-placeholder-date = ngày dùng thay cho ô trống
aside-never-date = ngày dùng với nghĩa “không bao giờ”
aside-unknown-value = ô báo lỗi, hoặc công thức chưa được tính
aside-far-date = cách xa mọi mốc thời gian khác của nghiên cứu
