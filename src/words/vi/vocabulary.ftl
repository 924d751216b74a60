# Nghĩa của từ ngữ trong dữ liệu, và điều được nêu khi không rõ nghĩa.

find-unknown-word = “{ $word }” ({ $n })
find-unknown-outcomes = Chưa thể đánh giá bước “{ $step }”: { $n } kết quả xử lý chưa rõ nghĩa. Cần khai báo nghĩa tại mục [outcomes] của tệp nghiên cứu: { $list }
find-unknown-outcomes-more = Chưa thể đánh giá bước “{ $step }”: { $n } kết quả xử lý chưa rõ nghĩa, thuộc { $words } loại. Cần khai báo nghĩa tại mục [outcomes] của tệp nghiên cứu: { $list }, …
find-r101-outcome-unknown = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt có kết quả khác “đạt” ({ $share }; { $interval }; { $weeks } tuần). Kết quả của { $unknown } lượt khác chưa rõ nghĩa: cận trên đã coi toàn bộ các lượt này là có thay đổi. Mỗi lần qua bước này hồ sơ mất { $owned }. Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.
find-r101-issued-unknown = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt dẫn đến yêu cầu bổ sung, từ chối hoặc rút hồ sơ ({ $share }; { $interval }; { $weeks } tuần). Kết quả của { $unknown } lượt trong số đó chưa rõ nghĩa: cận trên đã coi toàn bộ các lượt này là có thay đổi. Mỗi lần qua bước này hồ sơ mất { $owned }. Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.
find-r101-consequence-unknown = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt kết thúc hồ sơ hoặc chuyển sang bước được nêu là hệ quả ({ $share }; { $interval }; toàn bộ { $weeks } tuần của dữ liệu). Kết quả của { $unknown } lượt trong số đó chưa rõ nghĩa: cận trên đã coi toàn bộ các lượt này là có thay đổi. Cần chuyên viên phân tích xác nhận. Mỗi lần qua bước này hồ sơ mất { $owned }.
find-r102-unknown = { $scope }: trong { $n } lượt mà “{ $first }” đã cho qua, “{ $second }” chỉ có ý kiến khác ở { $found } lượt ({ $share }; { $interval }; { $weeks } tuần). Kết quả của { $unknown } lượt khác chưa rõ nghĩa: cận trên đã coi toàn bộ các lượt này là có ý kiến khác. Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.

report-word-unjudged = Chưa đánh giá do từ ngữ trong dữ liệu chưa rõ nghĩa

note-unknown-outcomes = Kết quả xử lý chưa rõ nghĩa: { $n } trong { $of } ({ $list }). Các kết quả này không được tính là đạt, cũng không được tính là có thay đổi; cần khai báo nghĩa tại mục [outcomes] của tệp nghiên cứu.
note-unknown-outcomes-more = Kết quả xử lý chưa rõ nghĩa: { $n } trong { $of }, thuộc { $words } loại ({ $list }, …; đầy đủ tại stage.outcome_word). Các kết quả này không được tính là đạt, cũng không được tính là có thay đổi; cần khai báo nghĩa tại mục [outcomes] của tệp nghiên cứu.
note-unknown-statuses = Trạng thái chưa rõ nghĩa: của { $n } trong { $of } hồ sơ ({ $list }). Các trạng thái này không làm thay đổi số liệu; cần khai báo nghĩa tại mục [status] của tệp nghiên cứu.
note-unknown-statuses-more = Trạng thái chưa rõ nghĩa: của { $n } trong { $of } hồ sơ, thuộc { $words } loại ({ $list }, …; đầy đủ tại stage.status_word). Các trạng thái này không làm thay đổi số liệu; cần khai báo nghĩa tại mục [status] của tệp nghiên cứu.
note-status-by-part = Nghĩa của { $n } trạng thái được suy ra từ một phần của trạng thái ({ $list }). Nếu không đúng, khai báo lại tại mục [status] của tệp nghiên cứu.
note-ended-unknown = { $n } hồ sơ đã kết thúc nhưng không rõ thời điểm (theo trạng thái, hoặc do ngày kết thúc bị loại). Các hồ sơ này được theo dõi đến thời điểm cuối cùng ghi nhận, không tính vào hồ sơ tồn và không tính vào tỷ lệ đúng hạn nào.
note-value-aside = { $file }, cột “{ $column }”: { $n } giá trị bị loại ({ $why }), ví dụ “{ $value }”. Dòng chứa các giá trị này vẫn được giữ.
note-early-stamps = { $n } mốc thời gian sớm hơn tất cả các mốc khác trên hai năm, sớm nhất là { $first }. Các mốc này được giữ, nhưng kỳ báo cáo và lịch làm việc không bắt đầu từ đó.
note-placeholders = { $file }, cột “{ $column }”: { $n } ô ghi từ thay cho ô trống ({ $list }) và được coi là không ghi nhận.
