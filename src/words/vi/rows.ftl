# rows: những dòng nào là cùng một hồ sơ, cùng một lượt xử lý, cùng một tên.

aside-repeated-run = tệp khác cũng có lượt xử lý này: chỉ tính một lần
aside-outdated-run = tệp khác có lượt xử lý này ở trạng thái mới hơn
aside-repeated-pause = tệp khác cũng có lần tạm dừng này: chỉ tính một lần
aside-outdated-pause = tệp khác có lần tạm dừng này ở trạng thái mới hơn
aside-lost-digits = mã đã bị lưu thành số và mất chữ số

note-duplicate-dossiers =
    { $n } dòng hồ sơ, thuộc { $dossiers } hồ sơ, là trạng thái cũ của hồ sơ đã có ở dòng khác: trạng thái mới nhất được tính (của tệp trích xuất có ngày muộn hơn, nếu không thì của dòng có mốc thời gian cuối cùng muộn hơn, sau đó là dòng đầy đủ hơn). Các dòng còn lại nằm trong set-aside.csv.
note-duplicates-differ =
    { $n } hồ sơ có nhiều dòng khác nhau về { $fields } ({ $codes }): có thể là những hồ sơ khác nhau mang cùng một mã. Nếu các cơ quan đánh số hồ sơ trùng nhau, hãy khai báo cả hai cột làm khóa: dossier_id = ["cột cơ quan", "cột số"].
note-duplicates-due = { $n } hồ sơ có ngày hẹn trả khác nhau giữa các lần trích xuất; ngày của trạng thái mới nhất được tính.
note-repeated-runs =
    { $across } lượt xử lý có trong nhiều tệp và chỉ được tính một lần; { $outdated } lượt được trích xuất lại ở trạng thái mới hơn, trạng thái đó được tính.
note-equal-runs =
    { $n } lượt xử lý giống hệt một lượt khác trong cùng tệp. Chúng được tính là lặp lại thật; nếu tệp trích xuất lặp dòng do nhầm lẫn, hãy đặt  repeats = "drop"  trong [[input]] của tệp đó.
note-dropped-runs = { $n } lượt xử lý giống hệt một lượt khác trong cùng tệp đã được để riêng theo yêu cầu của tệp nghiên cứu.
note-repeated-pauses =
    { $across } lần tạm dừng có trong nhiều tệp và chỉ được tính một lần; { $outdated } lần được trích xuất lại ở trạng thái mới hơn, trạng thái đó được tính.
note-first-stamp =
    { $n } hồ sơ không có ngày tiếp nhận lẫn ngày nộp: mốc thời gian đầu tiên được dùng thay cho ngày tiếp nhận. Với { $of_result } hồ sơ trong số đó, mốc này chính là ngày có kết quả nên không biết thời gian giải quyết.
note-submitted = { $n } hồ sơ không có ngày tiếp nhận: ngày nộp hồ sơ được dùng thay.
note-codes-as-numbers =
    { $file } có { $n } mã hồ sơ ở dạng số, chẳng hạn { $given } thay cho { $code }: các mã được so sánh sau khi bỏ phần thập phân và các số 0 ở đầu, ở những chỗ không làm hai mã nào trùng nhau.
note-unknown-names = { $n } tên mà tệp nghiên cứu thay bằng tên khác không có trong dữ liệu: { $names }.
note-register-unmatched =
    Trong { $n } thủ tục của dữ liệu, { $unmatched } thủ tục không có trong danh mục; trong { $of_register } thủ tục của danh mục, { $unused } thủ tục không có trong dữ liệu. Mã được so sánh cả khi có và không có hậu tố của cơ quan.

field-agency-or-receipt = cơ quan, thủ tục hoặc ngày tiếp nhận
