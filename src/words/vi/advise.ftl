# Kiến nghị. `place` là tên cơ quan, đơn vị kèm cơ quan, hoặc tất cả các cơ quan.

# Tên gọi
advise-procedure = thủ tục { $name } ({ $code })
advise-procedure-code = thủ tục { $code }
advise-the-procedure = thủ tục được khảo sát
advise-all-agencies = tất cả các cơ quan
advise-a-year = mỗi năm
advise-in-weeks = trong { $weeks } tuần số liệu
advise-yes = có
advise-no = không

# Thẩm quyền sửa đổi
advise-owner-unknown = Cần xác định: danh mục chưa nêu văn bản quy định nội dung này.
advise-owner-unlisted = Cần xác định: danh mục chưa nêu cơ quan ban hành { $text }.
advise-owner-head = Thủ trưởng cơ quan, trong phạm vi tổ chức công việc nội bộ.
advise-owner-head-of = Thủ trưởng { $agency }, trong phạm vi tổ chức công việc nội bộ.
advise-owner-province = Chủ tịch Ủy ban nhân dân tỉnh, áp dụng cho tất cả các cơ quan và hệ thống một cửa.
advise-owner-named = { $owner }.
advise-owner-named-centre = { $owner }; địa phương chỉ có thể kiến nghị.
advise-owner-internal-process = Chủ tịch Ủy ban nhân dân đã phê duyệt quy trình nội bộ.
advise-owner-provincial-decision = Hội đồng nhân dân hoặc Ủy ban nhân dân tỉnh.
advise-owner-circular = Bộ ban hành thông tư; địa phương chỉ có thể kiến nghị.
advise-owner-decree = Chính phủ; địa phương chỉ có thể kiến nghị.
advise-owner-law = Quốc hội; địa phương chỉ có thể kiến nghị.

# Đối tượng được lợi
advise-helps-applicants = Người nộp { $dossiers } hồ sơ { $period }: tổng thời gian chờ đợi giảm { $days }.
advise-helps-both = Người nộp { $dossiers } hồ sơ { $period }: tổng thời gian chờ đợi giảm { $days }. Cán bộ, công chức giảm được { $work } xử lý.
advise-helps-goal = Người nộp { $dossiers } hồ sơ trực tuyến { $period }: tổng thời gian chờ đợi sẽ giảm { $days } nếu đạt mục tiêu. Đây là mục tiêu, không phải thời gian của một nội dung được cắt giảm.
advise-helps-unknown = Người nộp hồ sơ và cán bộ, công chức; chưa thể lượng hóa vì dữ liệu không ghi thời gian của nội dung này.

# Nhãn biểu đồ
advise-short-cut-step = Cắt giảm: { $what }
advise-short-merge-steps = Gộp bước: { $what }
advise-short-end-ping-pong = Chấm dứt chuyển qua lại: { $what }
advise-short-restructure-online = Quy trình trực tuyến: { $what }
advise-short-delegate = Ủy quyền: { $what }
advise-short-restructure-step = Tổ chức lại: { $what }
advise-short-move-staff = Điều chuyển nhân sự: { $what }
advise-short-secure-closing = Kiểm soát đóng hồ sơ: { $what }
advise-short-shorten-deadline = Rút ngắn thời hạn: { $what }

# Bảng
advise-table-savings = Số ngày làm việc mà mỗi kiến nghị tiết kiệm cho người nộp hồ sơ, theo thứ tự xếp hạng
advise-table-recommendations = Toàn bộ kiến nghị, theo thứ tự xếp hạng
advise-table-packages = Mức tiết kiệm khi thực hiện đồng thời các kiến nghị đứng đầu, mỗi giờ chỉ tính một lần

# C01 cắt bước kiểm tra không làm thay đổi kết quả
advise-cut-stamp-title = Cắt giảm bước “{ $step }” trong { $procedure } ({ $place })
advise-cut-stamp-reason = Trong { $n } lượt qua bước “{ $step }” trong { $weeks } tuần, chỉ { $effect } có thay đổi, tối đa { $bound } với độ tin cậy 95 %. Dữ liệu không cho biết hồ sơ có được chuẩn bị kỹ hơn nhờ có bước này hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-stamp-reason-bare = Trong { $n } lượt qua bước “{ $step }” trong { $weeks } tuần, chỉ { $effect } có thay đổi. Dữ liệu không cho biết hồ sơ có được chuẩn bị kỹ hơn nhờ có bước này hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-stamp-reason-path = Trong { $n } lượt qua bước “{ $step }” trong { $weeks } tuần, chỉ { $effect } kết thúc tại đó hoặc rẽ sang hướng do bước này mở ra, tối đa { $bound } với độ tin cậy 95 %. Kết luận này suy ra từ đường đi của hồ sơ, không phải từ kết quả được ghi nhận: cần chuyên viên phân tích xác nhận trước. Dữ liệu không cho biết hồ sơ có được chuẩn bị kỹ hơn nhờ có bước này hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-stamp-reason-path-bare = Trong { $n } lượt qua bước “{ $step }” trong { $weeks } tuần, chỉ { $effect } kết thúc tại đó hoặc rẽ sang hướng do bước này mở ra. Kết luận này suy ra từ đường đi của hồ sơ, không phải từ kết quả được ghi nhận: cần chuyên viên phân tích xác nhận trước. Dữ liệu không cho biết hồ sơ có được chuẩn bị kỹ hơn nhờ có bước này hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-stamp-risk = Một số ít sai sót mà bước này phát hiện sẽ bị bỏ qua; hồ sơ có thể được chuẩn bị kém cẩn thận hơn khi không còn khâu kiểm tra.
advise-cut-stamp-safeguard = Trước khi cắt giảm bước “{ $step }”, kiểm tra ngẫu nhiên một phần hai mươi số hồ sơ trong một quý và xác định rõ người chịu trách nhiệm về kết quả.
advise-cut-stamp-check = Quý sau, so sánh tỷ lệ hồ sơ { $procedure } bị trả lại, từ chối hoặc phải đính chính sau khi có kết quả với quý này; tỷ lệ này không được tăng.

# C02 cắt bước kiểm tra trùng lặp
advise-cut-duplicate-title = Cắt giảm bước kiểm tra lại “{ $other_step }” sau bước “{ $step }” trong { $procedure } ({ $place })
advise-cut-duplicate-reason = Trong { $n } hồ sơ đã qua bước “{ $step }” trong { $weeks } tuần, bước “{ $other_step }” chỉ phát hiện sai sót ở { $effect }, tối đa { $bound } với độ tin cậy 95 %. Dữ liệu không cho biết bước “{ $step }” có làm kỹ hơn nhờ còn bước “{ $other_step }” ở sau hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-duplicate-reason-bare = Trong { $n } hồ sơ đã qua bước “{ $step }” trong { $weeks } tuần, bước “{ $other_step }” chỉ phát hiện sai sót ở { $effect }. Dữ liệu không cho biết bước “{ $step }” có làm kỹ hơn nhờ còn bước “{ $other_step }” ở sau hay không: cần thí điểm trên một phần hồ sơ trước.
advise-cut-duplicate-risk = Sai sót mà bước “{ $step }” bỏ sót sẽ không còn được bước “{ $other_step }” phát hiện.
advise-cut-duplicate-safeguard = Đưa những nội dung mà bước “{ $other_step }” xem xét vào danh mục kiểm tra của bước “{ $step }”, và kiểm tra lại một phần hai mươi số hồ sơ trong một quý.
advise-cut-duplicate-check = Quý sau, so sánh tỷ lệ hồ sơ { $procedure } bị trả lại hoặc phải đính chính sau khi có kết quả với quý này; tỷ lệ này không được tăng.

# C03 gộp hai bước do cùng một người thực hiện
advise-merge-steps-title = Gộp bước “{ $other_step }” vào bước “{ $step }” trong { $procedure } ({ $place })
advise-merge-steps-reason = Trong { $effect } của { $n } lượt chuyển tiếp trong { $weeks } tuần, tối thiểu { $bound }, người thực hiện bước “{ $step }” cũng thực hiện bước “{ $other_step }”: thực chất đây là một bước.
advise-merge-steps-reason-bare = Trong { $effect } của { $n } lượt chuyển tiếp trong { $weeks } tuần, người thực hiện bước “{ $step }” cũng thực hiện bước “{ $other_step }”: thực chất đây là một bước.
advise-merge-steps-risk = Nơi lẽ ra phải có hai người xem xét, thực tế chỉ có một người; việc gộp bước sẽ hợp thức hóa điều đó.
advise-merge-steps-safeguard = Nếu có văn bản yêu cầu hai người độc lập thực hiện bước “{ $step }” và bước “{ $other_step }”, cần khôi phục yêu cầu đó thay vì gộp bước.
advise-merge-steps-check = Quý sau, thời gian từ khi kết thúc bước “{ $step }” đến khi kết thúc bước “{ $other_step }” trong { $procedure } phải giảm tương ứng với thời gian chờ giữa hai bước.

# C04 chấm dứt việc chuyển qua lại
advise-end-ping-pong-title = Chấm dứt việc chuyển hồ sơ qua lại giữa { $unit } và { $other_unit } trong { $procedure }
advise-end-ping-pong-reason = Trong { $effect } của { $n } hồ sơ trong { $weeks } tuần, tối thiểu { $bound }, hồ sơ được chuyển từ { $unit } sang { $other_unit } rồi trở lại mà không có kết quả được ghi nhận.
advise-end-ping-pong-reason-bare = Trong { $effect } của { $n } hồ sơ trong { $weeks } tuần, hồ sơ được chuyển từ { $unit } sang { $other_unit } rồi trở lại mà không có kết quả được ghi nhận.
advise-end-ping-pong-reason-path = Trong { $effect } của { $n } hồ sơ trong { $weeks } tuần, tối thiểu { $bound }, hồ sơ được chuyển từ { $unit } sang { $other_unit } rồi trở lại. Hầu như không có kết quả xử lý nào được ghi nhận ở giữa: trước hết cần chuyên viên phân tích xác nhận rằng ở đó không quyết định gì.
advise-end-ping-pong-reason-path-bare = Trong { $effect } của { $n } hồ sơ trong { $weeks } tuần, hồ sơ được chuyển từ { $unit } sang { $other_unit } rồi trở lại. Hầu như không có kết quả xử lý nào được ghi nhận ở giữa: trước hết cần chuyên viên phân tích xác nhận rằng ở đó không quyết định gì.
advise-end-ping-pong-risk = Nội dung trao đổi có lý do chính đáng có thể không được trả lời.
advise-end-ping-pong-safeguard = Thống nhất một danh mục những nội dung { $other_unit } cần có; { $unit } trao đổi bằng tin nhắn trên hệ thống trong khi hồ sơ giữ nguyên tại chỗ.
advise-end-ping-pong-check = Quý sau, đếm lại số hồ sơ chuyển từ { $unit } sang { $other_unit } rồi trở lại; số này phải giảm ít nhất một nửa.

# C05 đưa nơi xử lý chậm về mức của các nơi tương đương
advise-slow-desk-title = Đưa bước “{ $step }” của { $procedure } tại { $place } về mức của các nơi tương đương
advise-slow-desk-reason = Tại { $place }, hồ sơ chờ bước “{ $step }” lâu gấp { $effect } lần so với các nơi tương đương, tối thiểu { $bound } lần ({ $n } lượt xử lý trong { $weeks } tuần).
advise-slow-desk-reason-bare = Tại { $place }, hồ sơ chờ bước “{ $step }” lâu gấp { $effect } lần so với các nơi tương đương ({ $n } lượt xử lý trong { $weeks } tuần).
advise-slow-desk-reason-time = Tại { $place }, bước “{ $step }” giữ hồ sơ lâu gấp { $effect } lần so với các nơi tương đương, tối thiểu { $bound } lần ({ $n } lượt xử lý trong { $weeks } tuần; dữ liệu không tách được thời gian chờ và thời gian xử lý).
advise-slow-desk-reason-time-bare = Tại { $place }, bước “{ $step }” giữ hồ sơ lâu gấp { $effect } lần so với các nơi tương đương ({ $n } lượt xử lý trong { $weeks } tuần; dữ liệu không tách được thời gian chờ và thời gian xử lý).
advise-slow-desk-risk = Hồ sơ tại đây có thể phức tạp hơn nơi khác, hoặc nơi này có ít cán bộ, công chức hơn.
advise-slow-desk-safeguard = Trước khi thay đổi bước “{ $step }”, so sánh loại hồ sơ, nhân sự và cách phân công với hai cơ quan nhanh hơn.
advise-slow-desk-check = Quý sau, so sánh lại thời gian chờ bình quân của bước “{ $step }” tại { $place } với các nơi tương đương; tỷ số phải giảm dần về 1.

# C05, khi bước là ký duyệt
advise-delegate-title = Ủy quyền thực hiện bước “{ $step }” của { $procedure } tại { $place }
advise-delegate-reason = Tại { $place }, hồ sơ chờ bước “{ $step }” lâu gấp { $effect } lần so với các nơi tương đương, tối thiểu { $bound } lần ({ $n } lượt xử lý trong { $weeks } tuần).
advise-delegate-reason-bare = Tại { $place }, hồ sơ chờ bước “{ $step }” lâu gấp { $effect } lần so với các nơi tương đương ({ $n } lượt xử lý trong { $weeks } tuần).
advise-delegate-reason-time = Tại { $place }, bước “{ $step }” giữ hồ sơ lâu gấp { $effect } lần so với các nơi tương đương, tối thiểu { $bound } lần ({ $n } lượt xử lý trong { $weeks } tuần; dữ liệu không tách được thời gian chờ và thời gian xử lý).
advise-delegate-reason-time-bare = Tại { $place }, bước “{ $step }” giữ hồ sơ lâu gấp { $effect } lần so với các nơi tương đương ({ $n } lượt xử lý trong { $weeks } tuần; dữ liệu không tách được thời gian chờ và thời gian xử lý).
advise-delegate-risk = Nhiều người cùng có quyền ký, trách nhiệm có thể không rõ ràng.
advise-delegate-safeguard = Quy định bằng văn bản người được ký bước “{ $step }” đối với từng loại hồ sơ; hồ sơ phức tạp vẫn do thủ trưởng ký.
advise-delegate-check = Quý sau, so sánh lại thời gian chờ bình quân của bước “{ $step }” tại { $place } với các nơi tương đương; tỷ số phải giảm dần về 1.

# C06 tổ chức lại bước vượt thời gian quy định trong quy trình
advise-over-plan-title = Tổ chức lại bước “{ $step }” của { $procedure } để bảo đảm thời gian theo quy trình nội bộ ({ $place })
advise-over-plan-reason = Bước “{ $step }” mất { $effect } lần thời gian theo quy trình nội bộ, tối thiểu { $bound } lần ({ $n } lượt xử lý trong { $weeks } tuần).
advise-over-plan-reason-bare = Bước “{ $step }” mất { $effect } lần thời gian theo quy trình nội bộ ({ $n } lượt xử lý trong { $weeks } tuần).
advise-over-plan-reason-several = Tại { $agencies } cơ quan, bước “{ $step }” mất từ { $least } đến { $most } lần thời gian theo quy trình nội bộ ({ $n } lượt xử lý trong { $weeks } tuần).
advise-over-plan-risk = Bản thân thời gian theo quy trình có thể quá ngắn; khi đó việc thúc ép làm giảm chất lượng mà không nhanh hơn.
advise-over-plan-safeguard = Trước hết đo riêng thời gian xử lý và thời gian chờ của bước “{ $step }”; điều chỉnh quy trình nếu riêng thời gian xử lý đã vượt quy định.
advise-over-plan-check = Quý sau, so sánh lại thời gian của bước “{ $step }” trong { $procedure } với quy trình nội bộ; tỷ số phải giảm xuống dưới { $limit }.

# C07 điều chuyển nhân sự
advise-move-staff-title = Điều chuyển nhân sự về { $place }
advise-move-staff-reason = Cán bộ, công chức tại { $place } xử lý hồ sơ trong { $effect } thời gian làm việc sẵn có trong { $weeks } tuần, tối thiểu { $bound } ({ $n } lượt xử lý): ở mức tải này, hồ sơ tự dồn lại.
advise-move-staff-reason-bare = Cán bộ, công chức tại { $place } xử lý hồ sơ trong { $effect } thời gian làm việc sẵn có trong { $weeks } tuần ({ $n } lượt xử lý): ở mức tải này, hồ sơ tự dồn lại.
advise-move-staff-reason-growth = Tại { $place }, { $effect } số lượt chuyển đến bị dồn lại trong { $weeks } tuần, tối thiểu { $bound } ({ $n } lượt chuyển đến).
advise-move-staff-reason-growth-bare = Tại { $place }, { $effect } số lượt chuyển đến bị dồn lại trong { $weeks } tuần ({ $n } lượt chuyển đến).
advise-move-staff-helps = Người nộp hồ sơ đang chờ tại đây và cán bộ, công chức của đơn vị. Chưa thể lượng hóa trực tiếp: tác dụng của việc giảm dồn hồ sơ cần được mô phỏng lại trên chính lượng hồ sơ đến của đơn vị.
advise-move-staff-risk = Đơn vị bị rút nhân sự có thể cũng đang quá tải.
advise-move-staff-safeguard = Chỉ rút nhân sự từ đơn vị mà sau đó mức tải vẫn dưới ngưỡng; thực hiện thí điểm trong một quý.
advise-move-staff-check = Quý sau, so sánh mức tải và số việc đang giải quyết tại { $place } và tại đơn vị bị rút nhân sự.

# C08 quy trình riêng cho hồ sơ trực tuyến
advise-online-path-title = Xây dựng quy trình riêng cho hồ sơ trực tuyến của { $procedure }
advise-online-path-reason = Hồ sơ trực tuyến mất { $effect } lần thời gian của hồ sơ nộp trực tiếp, tối thiểu { $bound } lần ({ $n } hồ sơ trong { $weeks } tuần): chỉ chuyển sang nộp trực tuyến thì chưa thay đổi được gì.
advise-online-path-reason-bare = Hồ sơ trực tuyến mất { $effect } lần thời gian của hồ sơ nộp trực tiếp ({ $n } hồ sơ trong { $weeks } tuần): chỉ chuyển sang nộp trực tuyến thì chưa thay đổi được gì.
advise-online-path-risk = Khi dữ liệu thay thế giấy tờ, có thể bỏ sót những thông tin chỉ có trên giấy.
advise-online-path-safeguard = Với từng bước của { $procedure }, nêu rõ dữ liệu nào thay thế; vẫn giữ quy trình nộp trực tiếp cho người có nhu cầu.
advise-online-path-check = Quý sau, so sánh lại thời gian giải quyết hồ sơ trực tuyến của { $procedure } với hồ sơ nộp trực tiếp; phải ngắn hơn ít nhất { $limit }.

# C09 kiểm soát việc đóng hồ sơ
advise-secure-closing-title = Kiểm soát việc đóng hồ sơ tại { $place }
advise-secure-closing-reason = Tại { $place }, { $effect } của { $n } hồ sơ được đóng đồng loạt ngay trước ngày hẹn trả kết quả, tối thiểu { $bound } ({ $weeks } tuần).
advise-secure-closing-reason-bare = Tại { $place }, { $effect } của { $n } hồ sơ được đóng đồng loạt ngay trước ngày hẹn trả kết quả ({ $weeks } tuần).
advise-secure-closing-helps = Lãnh đạo và người nộp hồ sơ có thể tin cậy số liệu; nội dung này không tiết kiệm thời gian.
advise-secure-closing-risk = Tỷ lệ đúng hạn ban đầu sẽ thấp hơn, vì phản ánh đúng thực tế.
advise-secure-closing-safeguard = Hệ thống tự ghi thời điểm trả kết quả của từng hồ sơ và lưu mọi thay đổi; tìm hiểu nguyên nhân trước khi đánh giá bất kỳ ai.
advise-secure-closing-check = Quý sau, đếm lại số hồ sơ được đóng đồng loạt tại { $place } và đối chiếu tỷ lệ đúng hạn với phản ánh của người nộp hồ sơ.

# C10 rút ngắn thời hạn
advise-shorten-deadline-title = Rút ngắn thời hạn giải quyết { $procedure }, sau khi thực hiện các nội dung cắt giảm nêu trên
advise-shorten-deadline-reason = Chỉ { $effect } của { $n } hồ sơ { $procedure } cần quá nửa thời hạn trong { $weeks } tuần, tối đa { $bound } với độ tin cậy 95 %.
advise-shorten-deadline-reason-bare = Chỉ { $effect } của { $n } hồ sơ { $procedure } cần quá nửa thời hạn trong { $weeks } tuần.
advise-shorten-deadline-helps = Người nộp hồ sơ có thể dự tính với ngày hẹn sớm hơn. Không bước nào và không thời gian chờ nào được cắt giảm: công việc vẫn mất thời gian như trước.
advise-shorten-deadline-risk = Rút ngắn ngày hẹn mà không giảm công việc sẽ biến hồ sơ đang đúng hạn thành quá hạn.
advise-shorten-deadline-safeguard = Chỉ rút ngắn đến mức mà 95 trên 100 hồ sơ hiện nay đáp ứng được, và chỉ sau khi đã cắt giảm các bước không cần thiết.
advise-shorten-deadline-check = Quý sau, so sánh tỷ lệ hồ sơ { $procedure } đúng hạn theo thời hạn mới; tỷ lệ này không được giảm.

# Tiêu đề cột
column-label = Kiến nghị
column-title = Kiến nghị
column-rank = Xếp hạng
column-value = Mức tiết kiệm
column-dossiers = Số hồ sơ
column-officer_hours = Số giờ công giảm được
column-top5_share = Tỷ lệ giữ trong nhóm năm kiến nghị đầu
column-confirm = Cần xác nhận
column-legal_text = Căn cứ pháp lý
column-owner = Thẩm quyền sửa đổi
column-recommendations = Số kiến nghị đầu
