note-other-sheets =
    { $file }: đã đọc trang tính “{ $sheet }”. Các trang tính đang hiển thị khác không được đọc: { $others }.
note-hidden-sheets =
    { $file }: đã đọc trang tính “{ $sheet }”. Các trang tính ẩn không được đọc: { $others }.
note-encoding =
    { $file } không dùng bảng mã UTF-8. Nội dung chỉ có nghĩa khi đọc theo { $encoding } nên được đọc theo bảng mã đó.
note-encoding-case =
    { $file } dùng bảng mã TCVN3, trong đó chữ hoa có dấu thanh trùng mã với chữ thường: tên gọi có thể chỉ khác các tệp khác ở chữ hoa, chữ thường.
note-escaped =
    { $file } ghi dấu ngoặc kép bên trong giá trị là \"; tệp được đọc theo cách ghi này.
note-long-cell =
    { $file }: { $n } giá trị trong ngoặc kép dài hơn 20 dòng, phần lớn các dòng có dấu phân cách (giá trị đầu tiên bắt đầu ở dòng { $row }). Nếu dấu ngoặc kép ở đó chưa được đóng thì một số dòng dữ liệu đã bị gộp mất.
note-no-list =
    { $file }: { $n } bản ghi không có dữ liệu tại { $list } nên không tạo dòng nào.
note-unsplit-limits =
    { $file }: thời hạn giải quyết của { $n } thủ tục không tách được (bị ghi liền, hoặc không nêu thời hạn); nội dung được giữ nguyên.
note-unsplit-documents =
    { $file }: thành phần hồ sơ của { $n } thủ tục bị ghi liền, không tách được; nội dung được giữ nguyên.
note-unsplit-texts =
    { $file }: căn cứ pháp lý của { $n } thủ tục bị ghi liền, không tách được; nội dung được giữ nguyên.
note-limits-differ =
    { $file }: { $n } thủ tục có thời hạn khác nhau theo hình thức nộp; không thời hạn nào được coi là thời hạn chung.
