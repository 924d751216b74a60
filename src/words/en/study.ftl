# study and load: notes about the data, and why rows were set aside.

note-unclear-stamps =
    { $n } stamps without an offset fall in an hour that the clock of { $zone } skipped or showed twice: in a skipped hour they were taken an hour later, in a doubled one as its first. Durations from or to them may be wrong by an hour.
note-mixed-offsets =
    The data mix stamps with a time zone offset ({ $with }) and without one ({ $without }): the latter were taken as local time of { $zone }. If they are of another zone, durations between the two kinds are wrong.
note-repeated-heading = { $file } has more than one column “{ $column }”; the last of them was read.

aside-not-a-date = not a day that exists, or not written as the rest of the column
aside-out-of-range = outside what such a value can be
aside-not-a-number = not a number
aside-missing = a value that every row needs is missing
aside-ragged = another number of values than headings
aside-lonely = a code and nothing else, as in a row of totals or a signature
aside-stray = an event that belongs to no dossier
aside-after-as-of = after the as-of date
aside-duplicate-dossier = another row gives a newer state of this dossier
aside-ends-before-start = ends before it starts
aside-no-stamp = no date at all
aside-unknown-dossier = no such dossier in the dossier files


note-faults = { $n } dossiers have a result before their receipt: how long they took isn't known, and they count in no makespan and in no share on time.
note-runs-after-result = { $n } dossiers have steps that began after their result: those own no time.
note-open = { $n } dossiers are still open: they are counted as not finished so far, never as finished and never left out.
note-closed-without-end = { $n } dossiers are over by their status but have no date of their end: nobody knows when they ended.
note-open-with-end = { $n } dossiers are open by their status but have a result date: they are counted as closed on it.
note-no-result = No dossier has a result date: the last finish of its steps stands for it.
note-deadline =
    Deadlines were counted anew from the day after receipt. Of { $n } dossiers whose clock never stopped, { $equal } were promised for just that day, { $later } for a later and { $earlier } for an earlier one.
note-deadline-stopped =
    Of { $n } dossiers whose clock was stopped, { $equal } were promised for the day on which the deadline ends if it { $regime } (the rule that fits these data best), { $later } for a later and { $earlier } for an earlier one.
regime-shifted = is moved by the days of the stop
regime-from_zero = is counted from zero when the clock goes on
regime-unmoved = runs on as if the clock had not stopped
note-other-day =
    { $n } agencies work by a calendar whose day is longer or shorter than { $hours } hours: their times, too, are shown in working days of { $hours } hours.
note-no-start = The start is known of { $share } of step runs only: of the others, waiting and work can’t be told apart.
note-enabling =
    Of { $n } step runs, the moment from which they could begin is recorded of { $recorded }; of { $finish } it is taken from the finish of the step before, of { $receipt } from the receipt, and of { $unknown } it is not known. Waiting counts from that moment.


study-trust-set-aside = { $n } of { $of } rows could not be read and were set aside
study-table-summary = The study in figures


column-open_dossiers = Open dossiers
column-closed_dossiers = Closed dossiers
column-step_runs = Step runs
column-open_runs = Open step runs
column-officers = Officers
column-faults = Result before receipt
column-runs_after_result = Dossiers with work after the result
column-late_unfloored = Closed after the due instant
column-event_span_mean_wall_s = First to last stamp, mean (s)
column-event_span_median_wall_s = First to last stamp, median (s)
column-event_span_p90_wall_s = First to last stamp, 90th percentile (s)
column-makespan_closed_mean_wall_s = Receipt to result of closed dossiers, mean (s)
column-start_known_share = Step runs with known start
study-trust-untested = The data allow no test of their integrity (channels, closings), so that nothing is known for or against them.
note-by-closing = The export looks chosen by date of closing: { $open } of about { $expected } open dossiers are there among those received last. No survival curve, no trend and no before/after is drawn from it; ask for an export by date of receipt, with the open dossiers.
note-no-due = No dossier has a due date that can be used: no share on time can be told by promises. The report’s own rule would count every one of them as on time.
