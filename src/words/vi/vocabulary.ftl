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

report-on-time-law = Đúng hạn theo số ngày luật định
report-on-time-law-how = Dữ liệu không ghi ngày hẹn trả. Hồ sơ tiếp nhận trong kỳ, so với thời hạn tính từ số ngày trong danh mục thủ tục; đang giải quyết mà đã quá thời hạn tính là quá hạn.
report-no-promise-at-all = Phần lớn hoặc toàn bộ hồ sơ kết thúc trong kỳ không có ngày hẹn trả ({ $n } hồ sơ): không tính được tỷ lệ đúng hẹn.
report-unknown-end = Đã kết thúc nhưng không rõ thời điểm, không tính vào tỷ lệ nào: { $n } hồ sơ.
report-unusable = Có kết quả trước khi tiếp nhận, hoặc ngày hẹn trả bị loại, không tính vào tỷ lệ nào: { $n } hồ sơ.
report-situation-applicant-only = Trong số hồ sơ tiếp nhận đã đánh giá được, { $applicant } giữ đúng lần hẹn đầu tiên; quá ít hồ sơ kết thúc trong kỳ có ngày hẹn trả để đánh giá.
report-situation-law = Không hồ sơ nào có ngày hẹn trả để đánh giá; so với số ngày trong danh mục thủ tục, { $law } hồ sơ đúng hạn.
report-finished-no-promise = không có ngày hẹn trả để đánh giá
report-way-law = Theo số ngày luật định
report-way-law-how = Hồ sơ tiếp nhận trong kỳ, so với thời hạn tính từ số ngày trong danh mục thủ tục, so ngày. Đang giải quyết mà đã quá thời hạn tính là quá hạn.
column-unknown_end = Đã kết thúc, không rõ lúc nào
column-unusable = Không đánh giá được
column-ended_unknown = Kết thúc không rõ thời điểm

note-ends-unseen = Không hồ sơ nào có ngày kết quả nên không biết hồ sơ nào đang giải quyết: hồ sơ chưa xong cũng giống như đã xong ở bước cuối cùng. Căn cứ hồ sơ tiếp nhận trước đó, khoảng { $expected } trong số hồ sơ gần nhất lẽ ra còn đang giải quyết. Không vẽ đường thời gian hoàn thành, không nêu xu hướng và không so sánh trước – sau từ dữ liệu này; cần bổ sung ngày có kết quả.
report-completion-ends-unseen = Không vẽ đường thời gian hoàn thành: dữ liệu không có ngày kết quả nên không biết hồ sơ nào còn đang giải quyết

column-without_receipt = Không rõ lúc tiếp nhận
