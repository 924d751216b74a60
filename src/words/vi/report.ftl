# report

# Màn hình đầu
report-title = Báo cáo phân tích, đánh giá thời gian giải quyết TTHC và kiến nghị cắt giảm, đơn giản hóa quy định, kỳ { $from } – { $to }
report-facts = Phân tích { $dossiers } hồ sơ, trong đó { $open } hồ sơ đang giải quyết tính đến ngày { $as_of }
report-made-by = Lập bằng redtape { $version }. Số liệu dựa trên hồ sơ đã ghi nhận; “do … giữ” chỉ cho biết thời gian trôi qua ở đâu, không quy lỗi cho ai.
report-all-recommendations = Toàn bộ { $n } kiến nghị
report-on-time-official = Đúng hạn theo cách tính báo cáo
report-on-time-official-how = Hồ sơ kết thúc trong kỳ. So ngày, không so giờ; không có ngày hẹn, trả lại, rút hoặc tạm dừng đều tính là đúng hạn.
report-on-time-applicant = Đúng hạn đối với người nộp
report-on-time-applicant-how = Hồ sơ tiếp nhận trong kỳ, so với lần hẹn trả đầu tiên. Đang giải quyết mà đã quá hẹn tính là quá hạn.
report-k-of-n = { $k } trên { $n } hồ sơ
report-undecided = Đang giải quyết, chưa đến hạn, chưa tính vào tỷ lệ đối với người nộp: { $n } hồ sơ.
report-without-promise = Không có ngày hẹn trả, không tính vào tỷ lệ đối với người nộp: { $n } hồ sơ.
report-interval-independent = Khi có dưới 20 tuần dữ liệu hoặc quá ít hồ sơ quá hạn, khoảng tin cậy coi các hồ sơ là độc lập nên có thể hẹp hơn thực tế.
report-trust-low = thấp
report-trust-medium = trung bình
report-trust-high = cao

# Con số
report-interval = khoảng tin cậy { $level } %: { $range }
report-no-interval = quá ít tuần để có khoảng tin cậy
report-range = { $low } đến { $high }
report-below = < { $n }
report-in-window = { $amount } trong { $weeks } tuần
report-top-five = Thuộc năm kiến nghị đứng đầu trong { $share } số lần lấy mẫu lại.
report-heading = { $name } ({ $unit })
report-unit-percent = { $n } %
report-unit-ratio = { $n } lần
report-unit-per-week = { $n } mỗi tuần
report-unit-work-days-year = { $n } ngày làm việc mỗi năm
report-unit-name-work-seconds = giây làm việc
report-unit-name-work-days = ngày làm việc
report-unit-name-work-hours = giờ làm việc
report-unit-name-wall-seconds = giây
report-unit-name-wall-days = ngày
report-unit-name-work-days-per-year = ngày làm việc mỗi năm
report-unit-name-per-week = mỗi tuần

# Các phần
report-section-data = II. Dữ liệu và phạm vi
report-section-situation = III. Tình hình giải quyết
report-section-bottlenecks = IV. Điểm nghẽn
report-section-cuts = V. Quy định, bước, giấy tờ có thể cắt giảm
report-section-online = VI. Tính thực chất của số liệu và dịch vụ công trực tuyến
report-section-ranking = VII. Kiến nghị xếp hạng
report-section-appendix = Phụ lục. Phương pháp và bảng số liệu
report-data-sentence = Nghiên cứu sử dụng { $dossiers } hồ sơ với { $runs } lượt xử lý; trong { $rows } dòng dữ liệu đã đọc, { $aside } dòng bị loại.
report-situation-both = Theo cách tính báo cáo, { $official } hồ sơ đúng hạn; so với lần hẹn trả đầu tiên cho người nộp, tỷ lệ này là { $applicant }.
report-situation-official = Theo cách tính báo cáo, { $official } hồ sơ đúng hạn; trong kỳ chưa có hồ sơ nào có ngày hẹn để đánh giá đối với người nộp.
report-situation-applicant = Không có hồ sơ kết thúc trong kỳ; trong số hồ sơ tiếp nhận đã đánh giá được, { $applicant } giữ đúng lần hẹn đầu tiên.
report-situation-none = Không có hồ sơ nào trong kỳ đánh giá được theo ngày hẹn trả kết quả.
report-bottlenecks-found = Số điểm nghẽn được khẳng định ở mức phát hiện sai { $alpha } %: { $n }.
report-bottlenecks-nothing = Không có điểm nghẽn nào được khẳng định ở mức phát hiện sai { $alpha } %: số liệu không cho thấy bước, vị trí hay hàng đợi nào kém hơn đáng kể so với kế hoạch hoặc so với nơi tương đương.
report-cuts-found = Số phát hiện về bước thừa, quy định không cần thiết được khẳng định ở mức phát hiện sai { $alpha } %: { $n }.
report-cuts-nothing = Không có bước thừa, quy định không cần thiết nào được khẳng định ở mức phát hiện sai { $alpha } %.
report-online-found = Số phát hiện đặt ra nghi vấn về tính thực chất của số liệu hoặc dịch vụ công trực tuyến, được khẳng định ở mức phát hiện sai { $alpha } %: { $n }.
report-online-nothing = Không có phát hiện nào đặt ra nghi vấn về tính thực chất của số liệu hoặc dịch vụ công trực tuyến được khẳng định ở mức phát hiện sai { $alpha } %.
report-ranking-none = Không có kiến nghị: không có phát hiện nào đủ căn cứ để kiến nghị.
report-ranking-sentence = Số kiến nghị, xếp hạng theo mức tiết kiệm thận trọng, có tính đến khả năng sửa đổi văn bản và độ tin cậy của dữ liệu: { $n }; số cần chuyên viên phân tích xác nhận: { $confirm }.
report-not-standing = Đã kiểm định, không có ý nghĩa thống kê: { $n }
report-tests-none = Không có giả thuyết nào được kiểm định: dữ liệu quá ít tuần hoặc không có nội dung để kiểm định. Số mô tả: { $described }.
report-tests-nothing-found = Đã kiểm định { $tested } giả thuyết. Nếu không có gì bất thường, riêng ngẫu nhiên sẽ cho khoảng { $by_chance } giả thuyết có p dưới { $alpha } %. Sau khi kiểm soát phát hiện sai trên toàn nghiên cứu, không giả thuyết nào được khẳng định.
report-tests-found = Đã kiểm định { $tested } giả thuyết. Nếu không có gì bất thường, riêng ngẫu nhiên sẽ cho khoảng { $by_chance } giả thuyết có p dưới { $alpha } %. Sau khi kiểm soát phát hiện sai trên toàn nghiên cứu (q ≤ { $alpha } %), { $found } phát hiện được khẳng định.

# Từ trong các mẫu
report-word-summary = I. Tóm tắt
report-word-contents = Mục lục
report-word-first-recommendations = I. Tóm tắt: kiến nghị hàng đầu
report-word-no-recommendation = Không có phát hiện nào đủ căn cứ để kiến nghị.
report-word-saves = Tiết kiệm
report-word-no-saving = Chưa đo được mức tiết kiệm từ dữ liệu này.
report-word-confirm = cần chuyên viên phân tích xác nhận
report-word-confirm-short = cần xác nhận
report-word-on-time = Tỷ lệ đúng hạn theo hai cách tính
report-word-trust = Độ tin cậy của dữ liệu
report-word-swipe = Kéo ngang để xem hết biểu đồ.
report-word-sources = Tệp dữ liệu nguồn
report-word-file = Tệp
report-word-rows-in = Số dòng đọc
report-word-rows-used = Số dòng dùng
report-word-rows-set-aside = Số dòng loại
report-word-findings-standing = Phát hiện được khẳng định
report-word-findings-described = Mô tả
report-word-descriptive-meaning = Đây là bảng kê thời gian đã trôi qua ở đâu, hoặc chuỗi số liệu quá ngắn để kiểm định: không có p và không khẳng định điều gì ngoài dữ liệu.
report-word-descriptive = mô tả, không kiểm định
report-word-not-significant = không có ý nghĩa thống kê
report-word-effect = Mức ảnh hưởng
report-word-interval = Khoảng tin cậy
report-word-n-open = đang giải quyết
report-word-weeks = Số tuần
report-word-q-finder = nhóm
report-word-q-study = toàn bộ
report-word-margin = Ngưỡng
report-word-trust-short = Độ tin cậy
report-word-null-hypothesis = Giả thuyết không:
report-word-basis = Bằng chứng:
report-word-see-chart = Biểu đồ:
report-word-legal-text = Căn cứ pháp lý
report-word-no-legal-text = Danh mục không nêu văn bản.
report-word-owner = Cơ quan có thẩm quyền sửa đổi
report-word-helps = Đối tượng hưởng lợi
report-word-officer-hours = Thời gian công chức được giải phóng
report-word-risk = Rủi ro
report-word-safeguard = Biện pháp phòng ngừa
report-word-check-next = Kiểm tra trong quý sau
report-word-stability = Độ ổn định của thứ hạng
report-word-rests-on = Căn cứ vào phát hiện
report-word-rests-on-nothing = Không có phát hiện.
report-word-tests = Số kiểm định đã thực hiện
report-word-tests-caption = Theo từng loại phát hiện
report-word-finder = Mã
report-word-tested = Đã kiểm định
report-word-by-chance = Do ngẫu nhiên
report-word-found = Khẳng định
report-word-untested = Thiếu dữ liệu
report-word-methods = Tóm tắt phương pháp
report-word-methods-time = Thời gian là thời gian làm việc theo lịch của chính cơ quan. Mỗi bước nhận phần thời gian làm việc mà bước đó đưa hồ sơ tiến lên; cộng với thời gian tạm dừng và thời gian sau bước cuối cùng được ghi nhận thì bằng đúng toàn bộ thời gian của hồ sơ.
report-word-methods-open = Hồ sơ đang giải quyết được tính là “ít nhất đã lâu như vậy”, không bị bỏ ra và không bị coi là đã xong.
report-word-methods-weeks = Mọi p, q và khoảng tin cậy đều tính từ chuỗi số liệu theo tuần, có xét đến việc các tuần phụ thuộc nhau. Kiểm định một phía, theo hướng bất lợi, so với mức chênh lệch đáng kể. q kiểm soát phát hiện sai: q nhóm trong các kiểm định của một loại phát hiện, q toàn bộ trong mọi kiểm định của nghiên cứu.
report-word-methods-savings = Mức tiết kiệm là thời gian hồ sơ đã không phải mất nếu thay đổi có hiệu lực trong các tuần được nghiên cứu; các bước sau được dời lên sớm hơn. Thời gian công chức được giải phóng không được quy đổi thành hàng đợi ngắn hơn.
report-word-tables = Các bảng khác
report-word-empty-table = Không có dòng nào.
report-suppressed = Số nhóm quá nhỏ, không hiển thị: { $n }.
report-more-rows = Số dòng không hiển thị ở đây, có đầy đủ trong results.json: { $n }.

# Mã
report-action-cut-step = Cắt giảm bước
report-action-merge-steps = Gộp bước
report-action-end-ping-pong = Chấm dứt chuyển đi chuyển lại
report-action-restructure-online = Tái cấu trúc cho dịch vụ công trực tuyến
report-action-delegate = Phân cấp, ủy quyền
report-action-restructure-step = Tái cấu trúc bước
report-action-move-staff = Điều chuyển nhân sự
report-action-secure-closing = Kiểm soát việc kết thúc hồ sơ
report-action-shorten-deadline = Rút ngắn thời hạn
report-instrument-internal-process = quy trình nội bộ
report-instrument-provincial-decision = quyết định của tỉnh
report-instrument-circular = thông tư
report-instrument-decree = nghị định
report-instrument-law = luật
report-basis-outcome = kết quả xử lý được ghi nhận
report-basis-issued = văn bản do bước ban hành (yêu cầu bổ sung, từ chối, đổi ngày hẹn)
report-basis-consequence = chỉ qua diễn biến tiếp theo: nơi hồ sơ kết thúc hoặc rẽ nhánh

# Biểu đồ
report-chart-note = Nguồn: { $files }. Kỳ báo cáo { $from } – { $to }, dữ liệu đến ngày { $as_of }. redtape { $version }. { $left_out }
report-file = { $file }
report-files = { $file } và { $others } tệp khác
report-left-out-nothing = Không bỏ ra số liệu nào.
report-left-out = Không hiển thị: { $what }.
report-left-out-groups = nhóm có dưới { $size } đơn vị ({ $n })
report-left-out-steps = bước hiếm gặp hoặc chiếm ít thời gian hơn ({ $n })
report-nothing-significant = { $sentence }; không có bước hay vị trí nào kém đáng kể so với kế hoạch hoặc nơi tương đương
report-not-recorded = không ghi nhận
report-clock-stopped = Tạm dừng tính thời gian
report-after-last-step = Sau bước cuối được ghi nhận
report-quarter = quý { $number }/{ $year }
report-age-bin = từ { $from } đến dưới { $to } ngày làm việc
report-age-last = từ { $from } ngày làm việc trở lên
report-holder-this-unit = cơ quan có thẩm quyền giải quyết giữ
report-holder-applicant = người nộp giữ
report-holder-other-agency = cơ quan khác giữ
report-holder-nobody-recorded = không ghi nhận ai giữ
report-holder-deadline-too-short = hạn ngắn hơn kế hoạch

report-time-wait = { $share } thời gian chờ là chờ trước bước “{ $step }”
report-time-share = { $share } thời gian của hồ sơ trôi qua ở “{ $step }”
report-time-outside = { $share } thời gian của hồ sơ: { $what }
report-time-none = Không có thời gian của bước nào được ghi nhận
report-time-subtitle = Thời gian làm việc bình quân mỗi hồ sơ; toàn bộ { $dossiers } hồ sơ trong dữ liệu, { $open } đang giải quyết; n = số lượt xử lý
report-time-alt = Biểu đồ thanh gồm { $rows } dòng: { $title }

report-delay-step = “{ $step }”
report-delay-held = { $step }
report-delay-at = { $step } ({ $agency })
report-delay-overdue = { $share } thời gian quá hạn: { $place }
report-delay-over-plan = Vượt kế hoạch nhiều nhất: { $place }, { $days } mỗi lượt
report-delay-stay = Lưu lâu nhất: { $place }, { $days } mỗi lượt
report-delay-none-overdue = Không có hồ sơ nào quá ngày hẹn trả
report-delay-none-over-plan = Không có thời gian vượt kế hoạch để hiển thị
report-delay-none-stay = Không có thời gian lưu tại bước để hiển thị
report-delay-subtitle-overdue = Thời gian làm việc quá hạn, theo bước giữ hồ sơ và cơ quan có thẩm quyền giải quyết; { $dossiers } hồ sơ
report-delay-subtitle-over-plan = Thời gian làm việc vượt kế hoạch bình quân mỗi lượt, dưới kế hoạch tính là 0; { $dossiers } hồ sơ
report-delay-subtitle-stay = Thời gian làm việc bình quân mỗi lượt, từ khi đến tới khi xong; dữ liệu không có ngày hẹn hay kế hoạch; { $dossiers } hồ sơ
report-delay-alt = Bản đồ nhiệt bước theo cơ quan: { $title }

report-completion-half = Một nửa hồ sơ tiếp nhận trong { $quarter } được giải quyết xong trong vòng { $days }
report-completion-under-half = Đến nay chưa đến một nửa hồ sơ tiếp nhận trong { $quarter } được giải quyết xong
report-completion-none = Không vẽ đường: có quá ít hồ sơ
report-completion-by-closing = Không vẽ đường: dữ liệu được trích theo ngày kết thúc nên thiếu các hồ sơ xử lý lâu của những tuần cuối (chỉ có { $open } trong khoảng { $expected } hồ sơ đang giải quyết)
report-completion-subtitle = Tỷ lệ xong theo ngày làm việc kể từ khi tiếp nhận, theo quý tiếp nhận; { $dossiers } hồ sơ, { $open } hồ sơ đang giải quyết tính là chưa xong; dải: khoảng tin cậy { $level } %
report-completion-alt = Các đường tỷ lệ xong theo thời gian, mỗi quý một đường: { $title }

report-due-late = { $share } trong { $n } hồ sơ có ngày hẹn kết thúc sau ngày hẹn hoặc đang quá hẹn
report-due-none = Không có ngày hẹn trả kết quả nào được ghi nhận
report-due-mark = ngày hẹn trả
report-due-subtitle = Số hồ sơ theo số ngày tính từ hết ngày hẹn trả; cột rỗng: đang giải quyết ngày { $as_of }
report-due-alt = Biểu đồ phân bố số ngày so với ngày hẹn trả: { $title }

report-open-overdue = { $overdue } trong { $n } hồ sơ đang giải quyết đã quá ngày hẹn trả
report-open-none = Không có hồ sơ nào đang giải quyết
report-open-subtitle = Hồ sơ đang giải quyết theo số ngày làm việc kể từ khi tiếp nhận, tính đến ngày { $as_of }
report-open-alt = Biểu đồ thanh tuổi của hồ sơ đang giải quyết: { $title }

report-savings-top = Tiết kiệm thận trọng lớn nhất: { $recommendation }
report-savings-none = Không có kiến nghị kèm mức tiết kiệm: không có phát hiện có ý nghĩa thống kê nào đủ căn cứ
report-savings-subtitle-year = Ngày làm việc của hồ sơ tiết kiệm được mỗi năm, khoảng tin cậy { $level } % từ { $weeks } tuần
report-savings-subtitle-window = Ngày làm việc của hồ sơ tiết kiệm được trong { $weeks } tuần nghiên cứu, khoảng tin cậy { $level } %
report-savings-alt = Biểu đồ thanh gồm { $rows } kiến nghị: { $title }

report-path-of = { $procedure }: { $sentence }
report-path-waits = chờ { $wait } cho { $service } xử lý
report-path-stays = { $stay } qua các bước thường gặp
report-path-none = Không có đường đi của thủ tục nào để hiển thị
report-path-subtitle = Thủ tục có thời gian chờ dài nhất; thời gian làm việc bình quân trước và trong mỗi bước; n = số lượt xử lý
report-path-subtitle-stays = Thủ tục có các bước lâu nhất; không ghi nhận lúc bắt đầu nên mỗi thanh là toàn bộ thời gian lưu, theo thứ tự thường gặp; thời gian làm việc bình quân; n = số lượt xử lý
report-path-alt = Đường đi qua { $rows } bước với thời gian mỗi lần chuyển: { $title }

# Bảng: một dòng là gì
report-table-time-by-step = Thời gian của từng bước, gộp mọi thủ tục
report-table-time-by-procedure-step = Thời gian theo thủ tục và bước
report-table-delay-overdue = Thời gian quá hạn theo bước và cơ quan
report-table-delay-over-plan = Thời gian vượt kế hoạch theo bước và cơ quan
report-table-delay-stay = Thời gian lưu theo bước và cơ quan
report-table-completion = Tỷ lệ xong theo quý tiếp nhận, từng điểm
report-table-completion-by-quarter = Thời gian giải quyết xong theo quý tiếp nhận
report-table-due-date = Số hồ sơ theo số ngày từ hết ngày hẹn trả (sau ngày hẹn: { $late } trong { $n })
report-table-open-age = Hồ sơ đang giải quyết theo tuổi
report-table-path-unnamed = Các bước theo thứ tự thường gặp (số bước không hiển thị: { $others })
report-table-path = Các bước của { $procedure } theo thứ tự thường gặp (số bước không hiển thị: { $others })

# Cột
column-step = Bước
column-agency = Cơ quan
column-procedure = Thủ tục
column-wait = Chờ
column-service = Xử lý
column-paused = Tạm dừng
column-unsplit = Không ghi nhận lúc bắt đầu
column-share = Tỷ lệ
column-n = n
column-n_open = Đang giải quyết
column-owned = Mỗi hồ sơ
column-wait_per_run = Chờ mỗi lượt
column-service_per_run = Xử lý mỗi lượt
column-overdue = Quá hạn
column-over_plan = Vượt kế hoạch
column-stay = Toàn bộ thời gian lưu
column-quarter = Quý
column-days = Thời gian
column-share_finished = Đã xong
column-low = Cận dưới
column-high = Cận trên
column-median = Một nửa xong trong
column-median_low = Một nửa xong, cận dưới
column-median_high = Một nửa xong, cận trên
column-ninetieth = 90 % xong trong
column-from_day = Từ
column-to_day = Đến
column-closed = Đã kết thúc
column-open = Đang giải quyết
column-age = Tuổi hồ sơ
column-in_time = Chưa đến hạn
column-past_due = Đã quá hạn
