# study và load: ghi chú về dữ liệu và lý do loại dòng.

note-mixed-offsets =
    Dữ liệu có lẫn mốc thời gian ghi kèm độ lệch múi giờ ({ $with }) và không ghi kèm ({ $without }): loại thứ hai được hiểu là giờ địa phương của { $zone }. Nếu thuộc múi giờ khác, khoảng thời gian giữa hai loại mốc sẽ sai.
note-repeated-heading = { $file } có nhiều cột cùng tên “{ $column }”; cột cuối cùng được sử dụng.
note-other-events =
    { $file } có { $n } sự kiện không phải là bắt đầu hay kết thúc một bước (tạm dừng, phân công, …): chỉ tính vào khoảng thời gian từ sự kiện đầu đến sự kiện cuối.

aside-not-a-date = không phải là ngày tháng theo thứ tự nêu trong tệp cấu hình
aside-out-of-range = nằm ngoài phạm vi giá trị cho phép
aside-not-a-number = không phải là số
aside-missing = thiếu giá trị bắt buộc
aside-ragged = số giá trị khác với số cột tiêu đề
aside-lonely = chỉ có mã, không có dữ liệu nào khác (dòng tổng cộng hoặc chữ ký)
aside-dossier = hồ sơ chứa sự kiện này đã bị loại
aside-stray = sự kiện không thuộc hồ sơ nào
