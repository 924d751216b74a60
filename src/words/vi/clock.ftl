note-due-beyond-calendar =
    { $n } hồ sơ có ngày hẹn trả nằm ngoài lịch làm việc (lịch có từ { $first } đến { $last }): không tính được thời gian làm việc cho phép và thời gian quá hạn tính theo giờ làm việc của các hồ sơ này. Việc đúng hạn hay quá hạn vẫn được tính.
note-before-calendar =
    { $n } hồ sơ được tiếp nhận trước ngày { $first }, là ngày đầu tiên của lịch làm việc được dùng: thời gian làm việc của các hồ sơ này tính từ ngày đó, thời gian theo lịch thường tính từ lúc tiếp nhận.
note-provisional-days =
    Thời gian giải quyết hoặc thời hạn của { $n } hồ sơ đi qua những ngày mà khi lập lịch chưa có quyết định là nghỉ hay làm việc (sớm nhất là { $first }, muộn nhất là { $last }). Thời gian làm việc của các hồ sơ này có thể thay đổi; khi đã có quyết định, hãy ghi các ngày đó vào lịch riêng (docs/study.md).
