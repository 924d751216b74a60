# check: what an analyst must look at before a study is run.

check-title = Data check
check-private = For the analyst alone: this page shows values of the files and the smallest groups. It is no report.
check-study =
    { $dossiers } dossiers, { $open } of them open on { $as_of }; { $runs } step runs; reporting period { $from } to { $to }; { $weeks } weeks of evidence
check-attention = What to look at first
check-no-attention = Nothing stands out: every column could be read, and every word is known.
check-measures = What can be measured
check-measures-caption = Each later measure, and what these data lack for it
check-notes = How the data were read
check-files = The files, column by column
check-set-aside = What was set aside
check-set-aside-caption = Every reason, with the rows that could not be used and the values left out of rows that stayed
check-set-aside-note = Each of them is in set-aside.csv. Values that may be the name of a person are not shown.
check-nothing-aside = Every row could be used, and every value.
check-lists = What the columns hold
check-totals = The national portal’s totals beside the study’s own counts
check-cannot = Can’t be measured
check-note = note: { $note }
check-more = and { $n } more
check-folder = Details: { $page }

check-rows = { $file }: { $in } rows read = { $used } used + { $aside } set aside
check-rows-values = { $file }: { $in } rows read = { $used } used + { $aside } set aside; { $values } values of used rows set aside
check-column = “{ $heading }” ({ $column }): { $unreadable } unreadable, { $odd } odd
check-example = row { $row }: “{ $value }”: { $reason }
check-example-hidden = row { $row }: value not shown: { $reason }
check-hidden = (not shown: may be a name)
check-reason = { $reason }: { $rows } rows, { $values } values
check-measure = { $measure }: { $why }
check-heading-read-as = { $heading } ({ $column })
check-filled = { $n } ({ $share })
check-columns-of = Columns of { $file }
check-examples = Examples

check-can-yes = yes
check-can-partly = in part
check-can-cannot = no

check-column-measure = Measure
check-column-can = Possible
check-column-why = Why not, or not whole
check-column-heading = Column (read as)
check-column-filled = Filled
check-column-unreadable = Unreadable
check-column-odd = Odd
check-column-read = Values
check-column-reason = Reason
check-column-rows = Rows
check-column-values = Values
check-column-name = Name in the data
check-column-dossiers = Dossiers
check-column-runs = Step runs
check-column-meaning = Taken to mean

check-list-procedures = Procedures ({ $n })
check-list-agencies = Agencies ({ $n })
check-list-units = Units ({ $n })
check-list-steps = Steps ({ $n })
check-list-statuses = Statuses ({ $n })
check-list-outcomes = Outcomes of steps ({ $n })
check-list-channels = Channels ({ $n })

look-rows = { $file }: { $n } of { $of } rows could not be used.
look-unreadable = { $file }, “{ $column }”: { $n } values can’t be read.
look-odd = { $file }, “{ $column }”: { $n } values can be read but can’t be right, or mean nothing.
look-empty = { $file }, “{ $column }”: empty in all { $n } rows.
look-outcomes = { $n } outcomes of steps whose meaning is not known ({ $words }): say it in [outcomes] of the study file.
look-statuses = { $n } statuses whose meaning is not known ({ $words }): say it in [status] of the study file.
look-procedures = { $n } procedures of the data that the register doesn’t know ({ $words }).
look-names = { $n } pairs of names that may be one: see names-to-confirm.csv, and put those that are into [names] of the study file.

known-register = in the register
unknown-register = not in the register
means-unknown = not known
means-open = open
means-closed = closed
means-withdrawn = withdrawn by the applicant
means-refused = refused
means-ended = ended in another way
means-supplement = waits for a supplement
means-fee = waits for a payment
means-stopped = stopped
means-passed = nothing changed
means-returned = sent back
means-moved-on = went on; no outcome

read-text = text
read-number = numbers
read-days = days
read-due-days = days, each to its end
read-minutes = times to the minute
read-seconds = times to the second
read-dmy = day first
read-mdy = month first
read-ymd = year first
read-codes = codes
read-planned = in { $unit }
unit-of-minutes = minutes
unit-of-hours = hours
unit-of-days = office days
unit-of-quarter-days = quarters of an office day

kind-dossiers = one row a dossier
kind-runs = one row a step run or event
kind-pauses = one row a stopped clock
kind-portal = one row a dossier, as synced to the national portal
kind-portal-totals = one row an agency’s totals, as the national portal shows them
kind-wide = one row a dossier, a column a stage
kind-log = a log of dossiers and events
kind-register = the register

field-dossier-id = dossier’s code
field-procedure-code = procedure’s code
field-procedure-name = procedure’s name
field-receiving-agency = receiving agency
field-agency = resolving agency
field-channel = channel
field-applicant-kind = kind of applicant
field-status = status
field-submitted-at = filed
field-received-at = received
field-first-due-at = first due date
field-due-at = due date
field-result-at = result ready
field-returned-at = result given back
field-step = step
field-unit = unit
field-officer = officer
field-outcome = outcome
field-lifecycle = transition
field-instance = instance of a run
field-enabled-at = may begin
field-started-at = started
field-finished-at = finished
field-planned-min = planned time
field-paused-at = clock stopped
field-resumed-at = clock goes on
field-reason = reason
field-received = received
field-resolved = resolved
field-early = resolved early
field-on-time = on time
field-overdue = overdue
field-in-process = in process
field-in-process-overdue = in process, overdue
field-from-on = first day
field-to-on = last day

measure-on-time = Share on time, as reported and as applicants see it
measure-law-deadline = Due dates against the deadline that the law gives
measure-portal = Share on time as the national portal counts it
measure-portal-totals = The study’s counts beside the portal’s totals
measure-completion = How long dossiers take, open ones counted
measure-split = Waiting told from work, step by step
measure-stops = The applicant’s time told from the office’s
measure-plan = Steps against their planned time (B101)
measure-chance = Findings tested against chance (p-values)
measure-checks = Checks that change nothing, or repeat another (R101, R102)
measure-hands = Steps in a row by the same hands (R103)
measure-to-and-fro = Dossiers that go to and fro between units (R104)
measure-load = Load and queues by unit (B104, B105)
measure-peers = Agencies compared with their peers (B102)
measure-channels = Online beside counter (I101)
measure-bulk-closing = Closing in bulk and made-up stamps (I102)
measure-legal-basis = The text that each cut would have to amend
measure-yearly = Savings a year

why-no-due = No dossier has a due date.
why-some-due = { $n } dossiers ({ $share }) have no due date; each way of counting says what it does with them.
why-last-run = No result is recorded: the last finish of a dossier’s steps stands for it.
why-no-receipt = No receipt is recorded: the time begins with the filing or the first stamp.
why-some-receipt = { $n } dossiers have no receipt: their time begins with the filing or the first stamp.
why-no-law-days = No register gives the law’s days for the procedures of the data.
why-some-law-days = { $n } dossiers are of procedures for which the register gives no days.
why-no-portal = There is no file of what was synced (kind = "portal").
why-no-portal-totals = There is no file of the portal’s totals (kind = "portal_totals").
why-by-closing = The data look chosen by date of closing: slow dossiers that are still open are missing. Ask for an export by date of receipt.
why-no-runs = There are no step runs.
why-no-starts = No start of a step is recorded: waiting and work can’t be told apart. Ask for the system’s own table of steps.
why-some-starts = The start is known of { $share } of step runs only.
why-no-stops = No stopped clock is recorded (kind = "pauses"): all time counts as the office’s.
why-no-plan = Neither the files nor the register give planned times.
why-few-weeks = There are { $n } whole weeks of data; tests need { $needed }.
why-no-outcomes = No outcome of a step is recorded: whether a check changes anything can’t be judged by it.
why-unknown-outcomes = { $n } outcomes, of { $runs } step runs, are words whose meaning is not known.
why-no-officers = No officer is recorded.
why-some-officers = { $share } of step runs have no officer.
why-no-officers-load = No officer is recorded: queues can be told, not how busy a unit is.
why-no-units = No unit is recorded.
why-one-agency = There is one agency only.
why-no-channels = No channel is recorded.
why-nothing-online = No dossier was filed on line.
why-all-online = All dossiers were filed on line: there is nothing to compare with.
why-no-results = No result is recorded.
why-results-are-days = Results are days without a time.
why-finishes-are-days = Finishes of steps are days without a time.
why-no-legal-texts = There is no register of legal texts.
why-no-year = There are { $n } weeks of data, less than a year: savings are told for these weeks only, unless the study file gives yearly_dossiers.

aside-total-row = a row of totals: it sums the others
aside-unknown-agency = no dossier is of this agency
aside-repeated-agency = this agency comes twice for the same days

report-table-portal-totals = The national portal’s totals beside the study’s counts, and the way of counting that comes closest
report-table-portal-ways = The share on time by each way of counting, and how far the portal’s lies from it
column-from_on = From
column-to_on = To
column-portal_received = Received, portal
column-received = Received, study
column-portal_on_time = On time, portal
column-portal_n = On time and overdue, portal
column-portal_share = Share on time, portal
column-portal_difference = Portal’s less the study’s
column-closest = Way that comes closest
column-explained = Explained by that way
column-unexplained = Left unexplained
