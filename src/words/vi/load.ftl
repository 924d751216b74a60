# Việc đọc đã làm gì với các giá trị: vì sao bị để riêng, từng cột được đọc thế nào.

aside-placeholder-date = ngày dùng thay cho ô trống
aside-never-date = ngày dùng với nghĩa “không bao giờ”
aside-unknown-value = ô báo lỗi, hoặc công thức chưa được tính
aside-far-date = cách xa mọi mốc thời gian khác của nghiên cứu

note-order-value =
    { $file }, cột { $columns }: ngày tháng được đọc theo thứ tự { $order ->
        [mdy] tháng trước, ngày sau
        [ymd] năm trước
       *[dmy] ngày trước, tháng sau
    }, vì “{ $value }” (dòng { $row }) không thể đọc theo cách khác.
note-order-others =
    { $file }, cột { $columns }: ngày tháng được đọc theo thứ tự { $order ->
        [mdy] tháng trước, ngày sau
        [ymd] năm trước
       *[dmy] ngày trước, tháng sau
    } như các cột khác của tệp; các giá trị của chính cột này không cho biết thứ tự.
note-order-country =
    { $file }, cột { $columns }: mọi ngày tháng đều có thể đọc theo hai cách, ví dụ “{ $value }” (dòng { $row }). Hệ thống đọc theo thứ tự ngày trước, tháng sau vì tiêu đề cột hoặc múi giờ là của Việt Nam; nếu không đúng, hãy đặt order trong [input.dates].
note-short-years =
    { $file }, cột { $columns }: năm chỉ ghi hai chữ số, ví dụ “{ $value }” (dòng { $row }): 69 đến 99 được hiểu là 19.., các năm còn lại là 20...
note-days-as-written =
    { $file }, cột { $columns }: cả { $n } mốc thời gian đều là 0 giờ{ $offset ->
        [none] { "" }
       *[other] {" "}theo độ lệch múi giờ { $offset }
    }. Các mốc này được đọc là ngày, đúng như đã ghi, không quy đổi múi giờ.
note-due-midnights =
    { $file }, cột { $columns }: { $n } mốc hẹn trả là 0 giờ trong khi các mốc khác có giờ cụ thể. Các mốc này được đọc đúng là 0 giờ đầu ngày; nếu có nghĩa là cả ngày, hãy xuất dữ liệu không kèm giờ.
note-due-days =
    { $file }, cột { $columns }: cả { $n } mốc thời gian đều là 0 giờ. Các mốc này được đọc là ngày; ngày hẹn trả kéo dài đến hết ngày.
note-planned-marks =
    { $file }, cột { $columns }: trong “{ $value }” (dòng { $row }) dấu được hiểu là { $marks ->
        [thousands] dấu phân cách hàng nghìn
       *[decimal] dấu thập phân
    }, như các giá trị khác trong cột cho thấy.
note-planned-unit =
    { $file }, cột { $columns }: theo tiêu đề, thời gian quy định được tính bằng { $unit ->
        [hours] giờ.
        [days] ngày làm việc của cơ quan.
       *[other] đơn vị nêu trong tiêu đề.
    } Nếu không đúng, hãy đặt planned trong [input.units].
note-utc-by-format =
    { $file }, cột { $columns }: mốc thời gian thuộc kiểu cũ (INT96), không lưu múi giờ và được ghi theo UTC; các mốc này được đọc theo UTC.
