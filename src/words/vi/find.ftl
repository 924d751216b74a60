# find: nội dung của phát hiện. `scope` là nơi phát hiện; `interval` là một trong các thông điệp find-interval.
find-tests-title = Mọi kiểm định của nghiên cứu này, có ý nghĩa hay không
find-everything = Toàn bộ hồ sơ
find-interval = khoảng tin cậy { $level } từ { $low } đến { $high }
find-no-interval = không có khoảng tin cậy: { $weeks } tuần là quá ít để kiểm định, đây chỉ là mô tả
find-bound = với độ tin cậy 95 %, không quá { $high }

find-measure-wait = thời gian chờ, từ khi có thể bắt đầu bước đến khi bắt đầu xử lý
find-measure-sojourn = thời gian từ khi có thể bắt đầu bước đến khi hoàn thành (dữ liệu không ghi thời điểm bắt đầu)

find-b101-title = Bước xử lý lâu hơn quy trình nội bộ
find-b101 = { $scope }: mỗi lượt xử lý mất { $mean } trong khi quy trình nội bộ quy định { $planned }, gấp { $ratio } lần ({ $interval }; { $n } lượt xử lý trong { $weeks } tuần). Tổng thời gian vượt quy định là { $excess }.
find-b101-null = Thời gian của các lượt xử lý vượt quy định không quá { $margin }.

find-b102-title = Chậm hơn nơi khác
find-b102 = { $scope }: { $mean } mỗi lượt xử lý so với { $peers } ở những nơi khác ({ $measure }). Sau khi loại trừ yếu tố ngẫu nhiên giữa { $groups } nơi cùng loại, thời gian này gấp { $ratio } lần nơi khác ({ $interval }; { $n } lượt xử lý trong { $weeks } tuần).
find-b102-harder = { $scope }: { $mean } mỗi lượt xử lý so với { $peers } ở những nơi khác ({ $measure }). Sau khi loại trừ yếu tố ngẫu nhiên giữa { $groups } nơi cùng loại, thời gian này gấp { $ratio } lần nơi khác ({ $interval }; { $n } lượt xử lý trong { $weeks } tuần). Công chức ở đây cũng xử lý mỗi lượt lâu hơn nơi khác: nếu hồ sơ ở đây phức tạp hơn thì đó là lý do.
find-b102-busy = { $scope }: { $mean } mỗi lượt xử lý so với { $peers } ở những nơi khác ({ $measure }). Sau khi loại trừ yếu tố ngẫu nhiên giữa { $groups } nơi cùng loại, thời gian này gấp { $ratio } lần nơi khác ({ $interval }; { $n } lượt xử lý trong { $weeks } tuần). Bộ phận này bận hơn 85 % thời gian làm việc nên khoảng tin cậy có thể hẹp hơn thực tế.
find-b102-null = Thời gian cao hơn nơi khác không quá { $margin }.

find-b103-title = Tỷ trọng thời gian quá hạn
find-b103-this-unit = { $scope }: hồ sơ nằm tại cơ quan chủ trì giải quyết; { $share } thời gian quá hạn của thủ tục thuộc bước này ({ $overdue } của { $n } hồ sơ quá hạn). Đây là thống kê thời gian, không phải kiểm định.
find-b103-other-agency = { $scope }: hồ sơ nằm tại cơ quan khác; { $share } thời gian quá hạn của thủ tục thuộc bước này ({ $overdue } của { $n } hồ sơ quá hạn). Đây là thống kê thời gian, không phải kiểm định.
find-b103-applicant = { $scope }: hồ sơ chờ người nộp, trong thời gian tạm dừng tính hạn; { $share } thời gian quá hạn của thủ tục ({ $overdue } của { $n } hồ sơ quá hạn). Đây là thống kê thời gian, không phải kiểm định.
find-b103-nobody = { $scope }: không ghi nhận ai giữ hồ sơ sau bước cuối cùng; { $share } thời gian quá hạn của thủ tục ({ $overdue } của { $n } hồ sơ quá hạn). Đây là thống kê thời gian, không phải kiểm định.
find-b103-deadline = { $scope }: không bước nào vượt thời gian quy định mà hồ sơ vẫn quá hạn: thời hạn giải quyết quá ngắn so với quy trình. { $share } thời gian quá hạn của thủ tục ({ $overdue } của { $n } hồ sơ quá hạn). Đây là thống kê thời gian, không phải kiểm định.

find-b104-title = Bộ phận quá tải
find-b104 = { $scope }: cán bộ, công chức xử lý hồ sơ trong { $utilisation } thời gian làm việc ({ $interval }; { $n } lượt xử lý trong { $weeks } tuần). Hồ sơ đã chờ tại đây { $waited }.
find-b104-null = Mức sử dụng thời gian làm việc không quá { $limit }.

find-b105-title = Hồ sơ tồn đọng tăng dần
find-b105 = { $scope }: { $growth } số lượt đến bị tồn lại ({ $interval }): số lượt đến nhiều hơn số lượt hoàn thành { $added }, trên tổng số { $n } lượt trong { $weeks } tuần.
find-b105-null = Số lượt tồn thêm không quá { $limit } số lượt đến.

find-i101-title = Nộp trực tuyến không nhanh hơn nộp trực tiếp
find-i101 = { $scope }: hồ sơ nộp trực tuyến mất trung bình { $online }, nộp trực tiếp mất { $counter } (gấp { $ratio } lần; { $interval }; { $n } hồ sơ trong { $weeks } tuần; mỗi hồ sơ chỉ tính đến mốc thời gian mà chín trên mười hồ sơ đã giải quyết xong).
find-i101-null = Nộp trực tuyến nhanh hơn nộp trực tiếp ít nhất { $margin }.

find-i102-title = Kết thúc hàng loạt hồ sơ sát ngày hẹn trả kết quả
find-i102 = { $scope }: { $bulk } trên { $n } hồ sơ ({ $share }; { $interval }; { $weeks } tuần) được kết thúc cùng lúc từ { $size } hồ sơ trở lên trong một phút, trong vòng { $day } trước thời điểm hẹn trả hoặc đúng thời điểm hẹn trả.
find-i102-null = Không quá { $limit } số hồ sơ được kết thúc cùng lúc từ { $size } hồ sơ trở lên ngay trước thời điểm hẹn trả.

find-r101-title = Bước kiểm tra không làm thay đổi kết quả
find-r101-outcome = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt có kết quả khác “đạt” ({ $share }; { $interval }; { $weeks } tuần). Mỗi lần qua bước này hồ sơ mất { $owned }. Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.
find-r101-issued = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt dẫn đến yêu cầu bổ sung, từ chối hoặc rút hồ sơ ({ $share }; { $interval }; { $weeks } tuần). Mỗi lần qua bước này hồ sơ mất { $owned }. Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.
find-r101-consequence = { $scope }: trong { $n } lượt kiểm tra, { $changed } lượt kết thúc hồ sơ hoặc chuyển sang bước được nêu là hệ quả ({ $share }; { $interval }; toàn bộ { $weeks } tuần của dữ liệu). Dữ liệu không ghi kết quả kiểm tra nên cần chuyên viên phân tích xác nhận. Mỗi lần qua bước này hồ sơ mất { $owned }.
find-r101-null = Bước kiểm tra làm thay đổi ít nhất { $limit } số hồ sơ đi qua.

find-r102-title = Lần kiểm tra thứ hai không phát hiện gì thêm
find-r102 = { $scope }: trong { $n } lượt mà “{ $first }” đã cho qua, “{ $second }” chỉ có ý kiến khác ở { $found } lượt ({ $share }; { $interval }; { $weeks } tuần). Dữ liệu không cho biết người làm hồ sơ có cẩn thận hơn nhờ có bước này hay không: cần xác nhận bằng thí điểm.
find-r102-null = Lần kiểm tra thứ hai có ý kiến khác ở ít nhất { $limit } số lượt mà lần thứ nhất đã cho qua.

find-r103-title = Hai bước do cùng một người thực hiện
find-r103 = { $scope }: trong { $same } trên { $n } trường hợp, cùng một cán bộ, công chức thực hiện cả hai bước liên tiếp ({ $share }; { $interval }; { $weeks } tuần).
find-r103-null = Không quá { $limit } số cặp bước do cùng một người thực hiện.

find-r104-title = Hồ sơ chuyển qua lại giữa hai bộ phận
find-r104 = { $scope }: { $gone } trên { $n } hồ sơ ({ $share }; { $interval }; { $weeks } tuần) được chuyển từ “{ $first }” sang “{ $second }” rồi trở lại mà không có kết quả nào, mất tổng cộng { $owned }.
find-r104-path = { $scope }: { $gone } trên { $n } hồ sơ ({ $share }; { $interval }; { $weeks } tuần) được chuyển từ “{ $first }” sang “{ $second }” rồi trở lại, mất tổng cộng { $owned }. Hầu như không có kết quả xử lý nào được ghi nhận ở giữa: cần chuyên viên phân tích xác nhận rằng ở đó không quyết định gì.
find-r104-null = Không quá { $limit } số hồ sơ của thủ tục chuyển qua lại giữa hai bộ phận này.

find-r105-title = Thời hạn dài hơn mức công việc cần
find-r105 = { $scope }: { $needed } trên { $n } hồ sơ ({ $share }; { $interval }; { $weeks } tuần) cần hơn một nửa thời hạn giải quyết, trung bình là { $deadline }.
find-r105-null = Ít nhất { $limit } số hồ sơ cần hơn một nửa thời hạn giải quyết.

find-trust-bulk = { $n } cơ quan kết thúc hàng loạt hồ sơ sát ngày hẹn trả: thời gian giải quyết và tỷ lệ đúng hạn tính đến đó chỉ cho biết khi nào nút lệnh được bấm.
find-trust-online = Ở { $n } thủ tục, nộp trực tuyến không nhanh hơn nộp trực tiếp: kênh ghi trong dữ liệu có thể không phải kênh đã dùng thật.
find-trust-nothing = Không kiểm định nào về tính trung thực của dữ liệu cho kết quả bất lợi.

column-code = Mã phát hiện
column-other_step = Bước thứ hai
column-unit = Bộ phận
column-other_unit = Bộ phận thứ hai
column-effect = Mức ảnh hưởng
column-margin = Ngưỡng
column-weeks = Số tuần
column-p = p
column-q_finder = q trong cùng loại phát hiện
column-q_study = q toàn nghiên cứu
