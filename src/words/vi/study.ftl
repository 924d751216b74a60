# study và load: ghi chú về dữ liệu và lý do loại dòng.

note-unclear-stamps =
    { $n } mốc thời gian không ghi độ lệch múi giờ rơi vào giờ mà đồng hồ của múi { $zone } bỏ qua hoặc hiện hai lần khi đổi giờ: nếu bị bỏ qua thì được tính muộn hơn một giờ, nếu hiện hai lần thì lấy lần đầu. Khoảng thời gian tính từ hoặc đến các mốc này có thể sai một giờ.
note-mixed-offsets =
    Dữ liệu có lẫn mốc thời gian ghi kèm độ lệch múi giờ ({ $with }) và không ghi kèm ({ $without }): loại thứ hai được hiểu là giờ địa phương của { $zone }. Nếu thuộc múi giờ khác, khoảng thời gian giữa hai loại mốc sẽ sai.
note-repeated-heading = { $file } có nhiều cột cùng tên “{ $column }”; cột cuối cùng được sử dụng.

aside-not-a-date = không phải ngày có thật, hoặc không được ghi theo cách của các giá trị khác trong cột
aside-out-of-range = nằm ngoài phạm vi giá trị cho phép
aside-not-a-number = không phải là số
aside-missing = thiếu giá trị bắt buộc
aside-ragged = số giá trị khác với số cột tiêu đề
aside-lonely = chỉ có mã, không có dữ liệu nào khác (dòng tổng cộng hoặc chữ ký)
aside-stray = sự kiện không thuộc hồ sơ nào
aside-after-as-of = sau thời điểm chốt số liệu
aside-duplicate-dossier = dòng khác có trạng thái mới hơn của hồ sơ này
aside-ends-before-start = kết thúc trước khi bắt đầu
aside-no-stamp = không có mốc thời gian nào
aside-unknown-dossier = không có hồ sơ này trong các tệp hồ sơ


note-faults = { $n } hồ sơ có kết quả trước khi tiếp nhận: không biết giải quyết trong bao lâu nên không tính vào thời gian giải quyết và tỷ lệ đúng hạn.
note-runs-after-result = { $n } hồ sơ có bước bắt đầu sau khi đã có kết quả: các bước đó không được tính thời gian.
note-open = { $n } hồ sơ đang giải quyết: được tính là chưa xong, không coi là đã xong và không bị loại.
note-closed-without-end = { $n } hồ sơ có trạng thái đã kết thúc nhưng không có ngày kết thúc: không rõ kết thúc lúc nào.
note-open-with-end = { $n } hồ sơ có trạng thái đang giải quyết nhưng đã có ngày trả kết quả: được tính là đã xong vào ngày đó.
note-no-result = Không hồ sơ nào có ngày kết thúc: lấy mốc kết thúc của bước cuối cùng.
note-deadline =
    Thời hạn giải quyết được tính lại từ ngày tiếp theo ngày tiếp nhận. Trong { $n } hồ sơ không bị tạm dừng, { $equal } hồ sơ được hẹn trả đúng ngày đó, { $later } hồ sơ hẹn muộn hơn và { $earlier } hồ sơ hẹn sớm hơn.
note-deadline-stopped =
    Trong { $n } hồ sơ có thời gian tạm dừng, { $equal } hồ sơ được hẹn trả đúng ngày hết hạn nếu thời hạn { $regime } (cách tính khớp với dữ liệu nhất), { $later } hồ sơ hẹn muộn hơn và { $earlier } hồ sơ hẹn sớm hơn.
regime-shifted = được lùi theo số ngày tạm dừng
regime-from_zero = được tính lại từ đầu khi tiếp tục giải quyết
regime-unmoved = vẫn tính như không có tạm dừng
note-other-day =
    { $n } cơ quan làm việc theo lịch có ngày làm việc dài hơn hoặc ngắn hơn { $hours } giờ: thời gian của các cơ quan này cũng được quy ra ngày làm việc { $hours } giờ.
note-no-start = Chỉ { $share } lượt xử lý có mốc bắt đầu: với các lượt còn lại, không tách được thời gian chờ và thời gian xử lý.
note-enabling =
    Trong { $n } lượt xử lý, lúc bước có thể bắt đầu được ghi nhận ở { $recorded }; ở { $finish } lấy theo lúc bước trước hoàn thành, ở { $receipt } lấy theo lúc tiếp nhận, ở { $unknown } không rõ. Thời gian chờ tính từ lúc đó.


study-trust-set-aside = { $n } trong { $of } dòng không đọc được và đã bị loại
study-table-summary = Số liệu chung của kỳ phân tích


column-open_dossiers = Hồ sơ đang giải quyết
column-closed_dossiers = Hồ sơ đã giải quyết
column-step_runs = Lượt xử lý
column-open_runs = Lượt chưa xong
column-officers = Cán bộ, công chức
column-faults = Kết quả trước khi tiếp nhận
column-runs_after_result = Hồ sơ có lượt xử lý sau kết quả
column-late_unfloored = Kết thúc sau thời điểm hẹn trả
column-event_span_mean_wall_s = Từ mốc đầu đến mốc cuối, trung bình (giây)
column-event_span_median_wall_s = Từ mốc đầu đến mốc cuối, trung vị (giây)
column-event_span_p90_wall_s = Từ mốc đầu đến mốc cuối, phân vị 90 (giây)
column-makespan_closed_mean_wall_s = Từ tiếp nhận đến kết quả của hồ sơ đã giải quyết, trung bình (giây)
column-start_known_share = Tỷ lệ lượt xử lý có mốc bắt đầu
study-trust-untested = Dữ liệu không cho phép kiểm định tính trung thực (kênh nộp, thời điểm kết thúc), nên chưa có căn cứ để tin hay không tin.
note-by-closing = Dữ liệu có vẻ được trích theo ngày kết thúc: trong số hồ sơ tiếp nhận gần nhất chỉ có { $open } trong khoảng { $expected } hồ sơ đang giải quyết. Không vẽ đường thời gian hoàn thành, không nêu xu hướng và không so sánh trước – sau từ dữ liệu này; hãy yêu cầu trích theo ngày tiếp nhận, gồm cả hồ sơ đang giải quyết.
note-no-due = Không hồ sơ nào có ngày hẹn trả dùng được: không tính được tỷ lệ đúng hẹn. Nếu theo quy tắc của báo cáo thì toàn bộ đều được tính là đúng hạn.
