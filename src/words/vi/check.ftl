# check: những nội dung người phân tích cần xem trước khi chạy phân tích.

check-title = Kiểm tra dữ liệu đầu vào
check-private = Tài liệu nội bộ của người phân tích: trang này hiển thị giá trị trong tệp và cả những nhóm rất nhỏ, không dùng làm báo cáo.
check-study =
    { $dossiers } hồ sơ, trong đó { $open } hồ sơ đang giải quyết tại ngày { $as_of }; { $runs } lượt xử lý; kỳ báo cáo từ { $from } đến { $to }; { $weeks } tuần dữ liệu
check-attention = Nội dung cần xem trước
check-no-attention = Không có điểm bất thường: mọi cột đều đọc được, mọi từ ngữ đều đã rõ nghĩa.
check-measures = Những nội dung đo lường được
check-measures-caption = Từng nội dung đo lường và phần dữ liệu còn thiếu
check-notes = Cách đọc dữ liệu
check-files = Các tệp, theo từng cột
check-set-aside = Dữ liệu bị loại
check-set-aside-caption = Từng lý do, kèm số dòng không sử dụng được và số giá trị bị bỏ trong những dòng vẫn được sử dụng
check-set-aside-note = Danh sách đầy đủ có trong set-aside.csv. Không hiển thị các giá trị có thể là họ tên.
check-nothing-aside = Mọi dòng và mọi giá trị đều sử dụng được.
check-lists = Giá trị trong các cột
check-totals = Số tổng hợp của Cổng Dịch vụ công quốc gia và số của phân tích này
check-cannot = Không đo lường được
check-note = lưu ý: { $note }
check-more = và { $n } mục khác
check-folder = Chi tiết: { $page }

check-rows = { $file }: đọc { $in } dòng = sử dụng { $used } + loại { $aside }
check-rows-values = { $file }: đọc { $in } dòng = sử dụng { $used } + loại { $aside }; loại { $values } giá trị trong các dòng được sử dụng
check-column = “{ $heading }” ({ $column }): { $unreadable } giá trị không đọc được, { $odd } giá trị bất thường
check-example = dòng { $row }: “{ $value }”: { $reason }
check-example-hidden = dòng { $row }: không hiển thị giá trị: { $reason }
check-hidden = (không hiển thị: có thể là họ tên)
check-reason = { $reason }: { $rows } dòng, { $values } giá trị
check-measure = { $measure }: { $why }
check-heading-read-as = { $heading } ({ $column })
check-filled = { $n } ({ $share })
check-columns-of = Các cột của tệp { $file }
check-examples = Ví dụ

check-can-yes = được
check-can-partly = một phần
check-can-cannot = không

check-column-measure = Nội dung
check-column-can = Đo được
check-column-why = Lý do không đo được hoặc chưa đầy đủ
check-column-heading = Cột (được hiểu là)
check-column-filled = Có giá trị
check-column-unreadable = Không đọc được
check-column-odd = Bất thường
check-column-read = Kiểu giá trị
check-column-reason = Lý do
check-column-rows = Số dòng
check-column-values = Số giá trị
check-column-name = Tên trong dữ liệu
check-column-dossiers = Hồ sơ
check-column-runs = Lượt xử lý
check-column-meaning = Được hiểu là

check-list-procedures = Thủ tục hành chính ({ $n })
check-list-agencies = Cơ quan ({ $n })
check-list-units = Phòng ban, bộ phận ({ $n })
check-list-steps = Bước xử lý ({ $n })
check-list-statuses = Trạng thái hồ sơ ({ $n })
check-list-outcomes = Kết quả của các bước ({ $n })
check-list-channels = Hình thức nộp hồ sơ ({ $n })

look-rows = { $file }: { $n } trong { $of } dòng không sử dụng được.
look-unreadable = { $file }, cột “{ $column }”: { $n } giá trị không đọc được.
look-odd = { $file }, cột “{ $column }”: { $n } giá trị đọc được nhưng không thể đúng hoặc không có nghĩa.
look-empty = { $file }, cột “{ $column }”: trống trong cả { $n } dòng.
look-outcomes = { $n } kết quả của các bước chưa rõ nghĩa ({ $words }): hãy khai báo tại mục [outcomes] của tệp cấu hình.
look-statuses = { $n } trạng thái hồ sơ chưa rõ nghĩa ({ $words }): hãy khai báo tại mục [status] của tệp cấu hình.
look-procedures = { $n } thủ tục trong dữ liệu không có trong danh mục thủ tục ({ $words }).
look-names = { $n } cặp tên có thể là một: xem names-to-confirm.csv, tên nào đúng là một thì khai báo tại mục [names] của tệp cấu hình.

known-register = có trong danh mục
unknown-register = không có trong danh mục
means-unknown = chưa rõ
means-open = đang giải quyết
means-closed = đã giải quyết
means-withdrawn = người nộp xin rút
means-refused = bị từ chối, trả lại
means-ended = kết thúc vì lý do khác
means-supplement = chờ bổ sung
means-fee = chờ thực hiện nghĩa vụ tài chính
means-stopped = tạm dừng
means-passed = không thay đổi gì
means-returned = trả lại bước trước
means-moved-on = chuyển bước tiếp theo, không phải kết quả

read-text = văn bản
read-number = số
read-days = ngày, không có giờ
read-due-days = ngày, tính đến hết ngày
read-minutes = thời điểm đến phút
read-seconds = thời điểm đến giây
read-dmy = ngày trước tháng
read-mdy = tháng trước ngày
read-ymd = năm trước
read-codes = mã
read-planned = tính bằng { $unit }
unit-of-minutes = phút
unit-of-hours = giờ
unit-of-days = ngày làm việc
unit-of-quarter-days = phần tư ngày làm việc

kind-dossiers = mỗi dòng một hồ sơ
kind-runs = mỗi dòng một lượt xử lý hoặc một sự kiện
kind-pauses = mỗi dòng một lần tạm dừng
kind-portal = mỗi dòng một hồ sơ, như đã đồng bộ lên Cổng Dịch vụ công quốc gia
kind-portal-totals = mỗi dòng số tổng hợp của một cơ quan trên Cổng Dịch vụ công quốc gia
kind-wide = mỗi dòng một hồ sơ, mỗi cột một công đoạn
kind-log = nhật ký hồ sơ và sự kiện
kind-register = danh mục thủ tục

field-dossier-id = mã hồ sơ
field-procedure-code = mã thủ tục
field-procedure-name = tên thủ tục
field-receiving-agency = cơ quan tiếp nhận
field-agency = cơ quan giải quyết
field-channel = hình thức nộp
field-applicant-kind = đối tượng nộp hồ sơ
field-status = trạng thái
field-submitted-at = ngày nộp
field-received-at = ngày tiếp nhận
field-first-due-at = ngày hẹn trả lần đầu
field-due-at = ngày hẹn trả
field-result-at = ngày có kết quả
field-returned-at = ngày trả kết quả
field-step = bước xử lý
field-unit = phòng ban, bộ phận
field-officer = cán bộ, công chức
field-outcome = kết quả của bước
field-lifecycle = loại sự kiện
field-instance = lượt của bước
field-enabled-at = có thể bắt đầu
field-started-at = bắt đầu
field-finished-at = kết thúc
field-planned-min = thời gian theo quy trình
field-paused-at = bắt đầu tạm dừng
field-resumed-at = kết thúc tạm dừng
field-reason = lý do
field-received = tiếp nhận
field-resolved = đã giải quyết
field-early = giải quyết trước hạn
field-on-time = đúng hạn
field-overdue = quá hạn
field-in-process = đang giải quyết
field-in-process-overdue = đang giải quyết, quá hạn
field-from-on = từ ngày
field-to-on = đến ngày

measure-on-time = Tỷ lệ đúng hạn, theo cách tính báo cáo và theo người nộp hồ sơ
measure-law-deadline = Ngày hẹn trả so với thời hạn theo quy định
measure-portal = Tỷ lệ đúng hạn theo cách tính của Cổng Dịch vụ công quốc gia
measure-portal-totals = Đối chiếu với số tổng hợp của Cổng Dịch vụ công quốc gia
measure-completion = Thời gian giải quyết, tính cả hồ sơ đang giải quyết
measure-split = Tách thời gian chờ và thời gian xử lý theo từng bước
measure-stops = Tách thời gian của người nộp và của cơ quan
measure-plan = Thời gian của các bước so với quy trình nội bộ (B101)
measure-chance = Kiểm định thống kê các phát hiện (giá trị p)
measure-checks = Bước kiểm tra không thay đổi gì hoặc trùng lặp (R101, R102)
measure-hands = Các bước liên tiếp do cùng một người thực hiện (R103)
measure-to-and-fro = Hồ sơ chuyển qua lại giữa các bộ phận (R104)
measure-load = Khối lượng công việc và hồ sơ tồn theo bộ phận (B104, B105)
measure-peers = So sánh giữa các cơ quan cùng loại (B102)
measure-channels = So sánh nộp trực tuyến và nộp trực tiếp (I101)
measure-bulk-closing = Kết thúc hồ sơ hàng loạt và mốc thời gian không thực (I102)
measure-legal-basis = Văn bản cần sửa đổi đối với từng kiến nghị cắt giảm
measure-yearly = Mức tiết kiệm mỗi năm

why-no-due = Không hồ sơ nào có ngày hẹn trả.
why-some-due = { $n } hồ sơ ({ $share }) không có ngày hẹn trả; mỗi cách tính đều nêu rõ việc xử lý các hồ sơ này.
why-last-run = Không hồ sơ nào có ngày có kết quả: lấy mốc kết thúc của bước cuối cùng.
why-no-receipt = Không hồ sơ nào có ngày tiếp nhận: thời gian được tính từ ngày nộp hoặc mốc đầu tiên.
why-some-receipt = { $n } hồ sơ không có ngày tiếp nhận: thời gian được tính từ ngày nộp hoặc mốc đầu tiên.
why-no-law-days = Danh mục không có thời hạn giải quyết theo quy định của các thủ tục trong dữ liệu.
why-some-law-days = { $n } hồ sơ thuộc các thủ tục mà danh mục không nêu thời hạn giải quyết.
why-no-portal = Không có tệp dữ liệu đã đồng bộ (kind = "portal").
why-no-portal-totals = Không có tệp số tổng hợp của Cổng (kind = "portal_totals").
why-by-closing = Dữ liệu có vẻ được trích theo ngày kết thúc: thiếu những hồ sơ chậm còn đang giải quyết. Hãy yêu cầu trích theo ngày tiếp nhận.
why-no-runs = Không có lượt xử lý nào.
why-no-starts = Không bước nào có mốc bắt đầu nên không tách được thời gian chờ và thời gian xử lý. Hãy yêu cầu bảng quá trình xử lý của hệ thống.
why-some-starts = Chỉ { $share } lượt xử lý có mốc bắt đầu.
why-no-stops = Không có dữ liệu tạm dừng (kind = "pauses"): toàn bộ thời gian được tính là của cơ quan.
why-no-plan = Cả dữ liệu và danh mục đều không có thời gian theo quy trình.
why-few-weeks = Dữ liệu có { $n } tuần trọn vẹn; kiểm định cần { $needed } tuần.
why-no-outcomes = Không bước nào có kết quả: không đánh giá được bước kiểm tra có thay đổi gì hay không.
why-unknown-outcomes = { $n } loại kết quả, ở { $runs } lượt xử lý, chưa rõ nghĩa.
why-no-officers = Không có thông tin về cán bộ, công chức xử lý.
why-some-officers = { $share } lượt xử lý không có thông tin về cán bộ, công chức.
why-no-officers-load = Không có thông tin về cán bộ, công chức: biết được hồ sơ tồn nhưng không biết mức độ bận của bộ phận.
why-no-units = Không có thông tin về phòng ban, bộ phận.
why-one-agency = Chỉ có một cơ quan.
why-no-channels = Không có thông tin về hình thức nộp hồ sơ.
why-nothing-online = Không hồ sơ nào được nộp trực tuyến.
why-all-online = Mọi hồ sơ đều nộp trực tuyến nên không có gì để so sánh.
why-no-results = Không hồ sơ nào có ngày có kết quả.
why-results-are-days = Ngày có kết quả không kèm giờ.
why-finishes-are-days = Mốc kết thúc của các bước không kèm giờ.
why-no-legal-texts = Không có danh mục văn bản quy phạm pháp luật.
why-no-year = Dữ liệu có { $n } tuần, chưa đủ một năm: mức tiết kiệm chỉ tính cho các tuần này, trừ khi tệp cấu hình có yearly_dossiers.

aside-total-row = dòng tổng cộng của các dòng khác
aside-unknown-agency = không hồ sơ nào thuộc cơ quan này
aside-repeated-agency = cơ quan này xuất hiện hai lần cho cùng một khoảng thời gian

report-table-portal-totals = Số tổng hợp của Cổng Dịch vụ công quốc gia, số của phân tích này và cách tính cho kết quả gần nhất
report-table-portal-ways = Tỷ lệ đúng hạn theo từng cách tính và chênh lệch so với tỷ lệ trên Cổng
column-from_on = Từ ngày
column-to_on = Đến ngày
column-portal_received = Tiếp nhận (Cổng)
column-received = Tiếp nhận (phân tích này)
column-portal_on_time = Đúng hạn (Cổng)
column-portal_n = Đúng hạn và quá hạn (Cổng)
column-portal_share = Tỷ lệ đúng hạn (Cổng)
column-portal_difference = Cổng trừ phân tích này
column-closest = Cách tính gần nhất
column-explained = Cách tính này giải thích được
column-unexplained = Chưa giải thích được
