# load: các dòng là sự kiện của bước xử lý được dùng như thế nào.

note-lifecycle-words =
    { $file }: { $n } dòng có giá trị ở cột “{ $column }” chưa được giải thích trong danh mục nào và đã bị loại: { $words }. Hãy khai báo ý nghĩa của từng giá trị trong mục [lifecycle] của tệp cấu hình; giá trị không có ý nghĩa thì ghi vào ignore.
note-instances-unpaired =
    { $file }: không có số nào ở cột “{ $column }” gồm cả lúc bắt đầu và lúc kết thúc của một bước nên cột này không cho biết các sự kiện nào thuộc về nhau: các bước được ghép theo thứ tự bắt đầu.
note-events-without-run =
    { $file } có { $n } sự kiện không tạo thành lượt xử lý nào (bước bị bỏ qua, sự kiện của lượt xử lý không có trong tệp): đã bị loại và chỉ tính vào khoảng thời gian từ sự kiện đầu đến sự kiện cuối.
note-traces-named-by =
    { $file }: các hồ sơ không có “concept:name”; “{ $column }” có giá trị khác nhau ở từng hồ sơ nên được dùng làm mã hồ sơ.
note-stages-missing =
    { $file } không có cột của các giai đoạn sau, do tệp xuất bỏ các cột không có dữ liệu: { $columns }. Các giai đoạn này được coi là chưa thực hiện.
note-steps-across-files =
    { $n } bước bắt đầu trong một tệp sự kiện và kết thúc trong tệp khác: mỗi bước được ghép thành một lượt xử lý.

aside-lifecycle-word = giá trị trạng thái sự kiện chưa được giải thích trong danh mục nào
aside-no-run = sự kiện không tạo thành lượt xử lý nào
aside-synthetic = do việc đồng bộ dữ liệu tạo ra, không phải là bước do người thực hiện
