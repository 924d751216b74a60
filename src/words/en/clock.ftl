note-due-beyond-calendar =
    { $n } dossiers have a due date on a day that their calendar doesn’t know (it is known from { $first } to { $last }): their allowed working time, and how late they are in it, is not counted. Whether they are on time is.
note-before-calendar =
    { $n } dossiers were received before { $first }, the first day that the calendar is read for: their working time counts from that day, their time on the wall from the receipt.
note-provisional-days =
    The time or the deadline of { $n } dossiers goes over days of which it was not decided, when the calendar was written, whether they are worked (the first is { $first }, the last { $last }). Their working time may change; put decided days into a calendar of your own (docs/study.md).
