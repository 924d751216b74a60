# report

# First screen
report-title = Time that administrative procedures take, and recommendations to cut and simplify rules, { $from } to { $to }
report-facts = { $dossiers } dossiers studied, { $open } of them open on { $as_of }
report-made-by = Made by redtape { $version }. Figures rest on recorded dossiers; “held by” says where time passed, not whose fault it was.
report-all-recommendations = All { $n } recommendations
report-on-time-official = On time, as officially reported
report-on-time-official-how = Dossiers closed in the period. Dates compared, not times; without a due date, returned, withdrawn or paused counts as on time.
report-on-time-applicant = On time, as applicants see it
report-on-time-applicant-how = Dossiers received in the period, against the first promise. Open beyond it counts as late.
report-k-of-n = { $k } of { $n } dossiers
report-undecided = Open and not yet due, in neither figure of applicants: { $n } dossiers.
report-without-promise = Without a due date, not in the applicants’ figure: { $n } dossiers.
report-interval-independent = Where fewer than 20 weeks or hardly any late dossiers were at hand, the interval takes dossiers as independent and may be too narrow.
report-trust-low = low
report-trust-medium = medium
report-trust-high = high

# Numbers
report-interval = { $level }% interval: { $range }
report-no-interval = too few weeks for an interval
report-range = { $low } to { $high }
report-below = < { $n }
report-in-window = { $amount } in { $weeks } weeks
report-top-five = Among the first five in { $share } of resamples.
report-heading = { $name } ({ $unit })
report-unit-percent = { $n }%
report-unit-ratio = { $n } times
report-unit-per-week = { $n } a week
report-unit-points = { $n } points
report-unit-work-days-year = { $n } working days a year
report-unit-name-points = percentage points
report-unit-name-work-seconds = working seconds
report-unit-name-work-days = working days
report-unit-name-work-hours = working hours
report-unit-name-wall-seconds = seconds
report-unit-name-wall-days = days
report-unit-name-work-days-per-year = working days a year
report-unit-name-per-week = a week

# Sections
report-section-data = II. Data and scope
report-section-situation = III. How dossiers were handled
report-section-bottlenecks = IV. Bottlenecks
report-section-cuts = V. Rules, steps and papers that could be cut
report-section-online = VI. How real the figures and online services are
report-section-ranking = VII. Ranked recommendations
report-section-appendix = Appendix. Methods and tables
report-data-sentence = The study uses { $dossiers } dossiers with { $runs } step runs; of { $rows } rows read, { $aside } were set aside.
report-situation-both = The official count says { $official } on time; measured against the first promise to the applicant it is { $applicant }.
report-situation-official = The official count says { $official } on time; no dossier of the period had a promise that can be judged yet.
report-situation-applicant = No dossier was closed in the period; of those received and decided, { $applicant } kept the first promise.
report-situation-none = No dossier of the period can be judged against a due date.
report-bottlenecks-found = Bottlenecks that stand at a false-discovery rate of { $alpha }%: { $n }.
report-bottlenecks-nothing = No bottleneck stands at a false-discovery rate of { $alpha }%: the data shows no step, desk or queue that is significantly worse than its plan or its peers.
report-cuts-found = Findings of needless steps or rules that stand at a false-discovery rate of { $alpha }%: { $n }.
report-cuts-nothing = No needless step or rule stands at a false-discovery rate of { $alpha }%.
report-online-found = Findings that put the figures or the online service in doubt and stand at a false-discovery rate of { $alpha }%: { $n }.
report-online-nothing = Nothing that puts the figures or the online service in doubt stands at a false-discovery rate of { $alpha }%.
report-ranking-none = No recommendation: nothing was found that would carry one.
report-ranking-sentence = Recommendations, ranked by the careful end of what they save, weighed by how easily the text can be changed and how far the data can be trusted: { $n }; to be confirmed by an analyst: { $confirm }.
report-not-standing = Tested and not significant: { $n }
report-tests-none = Nothing was tested: the data has too few weeks, or nothing that a test applies to. Descriptions: { $described }.
report-tests-nothing-found = { $tested } hypotheses were tested. If nothing at all were out of the ordinary, chance alone would put about { $by_chance } of them below p = { $alpha }%. After control of false discoveries over the whole study, none stands.
report-tests-found = { $tested } hypotheses were tested. If nothing at all were out of the ordinary, chance alone would put about { $by_chance } of them below p = { $alpha }%. After control of false discoveries over the whole study (q ≤ { $alpha }%), { $found } stand.

# Words of the templates
report-word-summary = I. Summary
report-word-contents = Contents
report-word-first-recommendations = I. Summary: what to change first
report-word-no-recommendation = Nothing was found that would carry a recommendation.
report-word-saves = Saves
report-word-no-saving = The saving can’t be measured with this data.
report-word-confirm = to be confirmed by an analyst
report-word-confirm-short = to be confirmed
report-word-on-time = On time, counted in two ways
report-word-trust = Trust in the data
report-word-swipe = Swipe sideways to see the whole chart.
report-word-sources = Source files
report-word-file = File
report-word-rows-in = Rows read
report-word-rows-used = Rows used
report-word-rows-set-aside = Set aside
report-word-findings-standing = Findings that stand
report-word-findings-described = Descriptions
report-word-descriptive-meaning = These are accounts of where time went or of series too short to test: they have no p and claim nothing beyond the data.
report-word-descriptive = descriptive, not tested
report-word-not-significant = not significant
report-word-effect = Effect
report-word-interval = Interval
report-word-n-open = of them open
report-word-weeks = Weeks
report-word-q-finder = finder
report-word-q-study = study
report-word-margin = Margin
report-word-trust-short = Trust
report-word-null-hypothesis = Null hypothesis:
report-word-basis = Evidence:
report-word-see-chart = Chart:
report-word-legal-text = Legal text
report-word-no-legal-text = The register names none.
report-word-owner = Who can change it
report-word-helps = Whom it helps
report-word-officer-hours = Officers’ time freed
report-word-risk = Risk
report-word-safeguard = Safeguard
report-word-check-next = Check next quarter
report-word-stability = Stability of the rank
report-word-rests-on = Rests on
report-word-rests-on-nothing = No finding.
report-word-tests = How many tests were made
report-word-tests-caption = By finder
report-word-finder = Finder
report-word-tested = Tested
report-word-by-chance = By chance
report-word-found = Found
report-word-untested = Too little data
report-word-methods = Methods in short
report-word-methods-time = Time is working time of the office’s own calendar. Each step owns the working time by which it pushes a dossier forward; together with stopped clocks and the time after the last recorded step this adds up to the dossier’s whole time.
report-word-methods-open = Open dossiers are counted as “at least so long”, never left out and never taken as finished.
report-word-methods-weeks = Every p, q and interval comes from weekly series and allows for weeks that depend on each other. Tests are one-sided, in the direction of harm, against a difference that would matter. q controls false discoveries: q finder among the tests of one finder, q study among all tests of the study.
report-word-methods-savings = A saving is the time that dossiers would not have spent, had the change been in force in the weeks studied; later steps move forward. Time that officers gain is not turned into shorter queues.
report-word-tables = Further tables
report-word-empty-table = No rows.
report-suppressed = Groups too small to show: { $n }.
report-more-rows = Rows left out here, all of them in results.json: { $n }.

# Codes
report-action-cut-step = Cut the step
report-action-merge-steps = Merge steps
report-action-end-ping-pong = End the back and forth
report-action-restructure-online = Restructure for online service
report-action-delegate = Delegate or authorise
report-action-restructure-step = Restructure the step
report-action-move-staff = Move staff
report-action-secure-closing = Secure how dossiers are closed
report-action-shorten-deadline = Shorten the deadline
report-instrument-internal-process = internal process
report-instrument-provincial-decision = decision of the province
report-instrument-circular = circular
report-instrument-decree = decree
report-instrument-law = law
report-basis-outcome = recorded outcomes
report-basis-issued = what the step issued (supplement request, refusal, changed due date)
report-basis-consequence = consequence in the path only: where dossiers end or branch off

# Charts
report-chart-note = Source: { $files }. Reporting period { $from }–{ $to }, data as of { $as_of }. redtape { $version }. { $left_out }
report-file = { $file }
report-files = { $file } and { $others } more
report-left-out-nothing = Nothing left out.
report-left-out = Left out: { $what }.
report-left-out-groups = groups smaller than { $size } ({ $n })
report-left-out-far = dossiers further from their due date than shown ({ $n })
report-left-out-steps = steps that are rare or own less time ({ $n })
report-nothing-significant = { $sentence }; no step or desk is significantly worse than its plan or peers
report-not-recorded = not recorded
report-clock-stopped = Clock stopped
report-after-last-step = After the last recorded step
report-quarter = Q{ $number } { $year }
report-age-bin = { $from } to below { $to } working days
report-age-last = { $from } working days or more
report-holder-this-unit = held by the answering agency
report-holder-applicant = held by the applicant
report-holder-other-agency = held by another agency
report-holder-nobody-recorded = held by nobody on record
report-holder-deadline-too-short = deadline too short for the plan

report-bridge-of = Of the { $gap } points between { $from } and { $to } on time, { $points } come from one rule: “{ $rule }”
report-bridge-largest = From { $from } to { $to } on time; the rule that is worth most, { $points } points: “{ $rule }”
report-bridge-same = However dossiers are counted, { $share } are on time
report-bridge-none = The ways of counting on-time can’t be compared: no dossier of the period can be judged
report-bridge-subtitle = Share of dossiers on time; each row changes one more rule of counting, from the report’s way to the applicant’s; bars in percentage points; whiskers: { $level }% interval from weekly series; a dossier’s end: { $finished }
report-bridge-alt = Waterfall of { $rules } rows: { $title }
report-bridge-report = As the report counts (n = { $n })
report-bridge-applicant = As applicants see it (n = { $n })
report-rule-returned = Returned and withdrawn judged by their dates
report-rule-no-due = Without a due date: not counted
report-rule-by-instant = Time of day compared, not only dates
report-rule-first-promise = First promise instead of the last
report-rule-cohort = Received in the period, not ended in it
report-rule-with-open = Open beyond the promise counted as late
report-rule-applicant = Paused no longer within time
report-way-report = As the report counts
report-way-report-given-back = As the report counts, by the day given back
report-way-decision-766 = Decision 766
report-way-portal = National portal
report-way-applicant = As applicants see it
report-way-report-given-back-how = Dossiers given back in the period; otherwise as the report counts.
report-way-decision-766-how = Dossiers ended in the period, and those unfinished at its end, by the last due date; the time of a supplement is taken out, a second request counts as late.
report-way-portal-how = Dossiers as synced to the portal: ended in the period, and those unfinished at its end, by the last due date sent.
report-no-data-given = no data given
report-finished-result = result ready (NgayKetThucXuLy)
report-finished-returned = result given back (NgayTra)
report-finished-mixed = result ready (NgayKetThucXuLy); where not recorded, given back (NgayTra): { $n } dossiers
report-finished-last-run = finish of the last recorded step
report-finished-portal = as synced to the portal
report-finished-none = no dossier ended in the period
report-interval-weekly = weekly series
report-interval-as-independent = as if dossiers were independent

report-time-wait = { $share } of all waiting is before “{ $step }”
report-time-share = { $share } of dossiers’ time passes at “{ $step }”
report-time-outside = { $share } of dossiers’ time: { $what }
report-time-none = No time of steps is recorded
report-time-subtitle = Working time of a dossier, on average; all { $dossiers } dossiers of the data, { $open } of them open; n = step runs
report-time-alt = Bar chart with { $rows } rows: { $title }

report-delay-step = “{ $step }”
report-delay-held = { $step }
report-delay-at = { $step } ({ $agency })
report-delay-overdue = { $share } of overdue time: { $place }
report-delay-over-plan = Longest beyond its plan: { $place }, { $days } a run
report-delay-stay = Longest stay: { $place }, { $days } a run
report-delay-none-overdue = No dossier is past its due date
report-delay-none-over-plan = No stay beyond a plan can be shown
report-delay-none-stay = No stay at a step can be shown
report-delay-subtitle-overdue = Working time past the due date, by the step that held the dossier and the agency that answers for it; { $dossiers } dossiers studied
report-delay-subtitle-over-plan = Mean working time a run beyond the plan, below the plan as 0; { $dossiers } dossiers studied
report-delay-subtitle-stay = Mean working time a run from arrival to finish; no due dates or plans in the data; { $dossiers } dossiers studied
report-delay-alt = Heat map of steps by agencies: { $title }

report-holds-this-unit = The answering agency
report-holds-other-agency = Another agency
report-holds-applicant = The applicant (clock stopped)
report-holds-nobody-recorded = Nobody on record
report-holds-deadline-too-short = Nobody: deadline too short for the plan
report-held-late = { $late } of overdue time and { $share } of all time: { $holder }
report-held-time = { $share } of dossiers’ time: { $holder }
report-held-none = No time of dossiers is recorded
report-held-subtitle = Working time of { $dossiers } dossiers, { $open } of them open, by who held them, as shares of all time; an account of where time passed, not of whose fault it was
report-held-alt = Bar chart with { $rows } rows: { $title }

report-completion-half = Half of the dossiers received in { $quarter } were finished within { $days }
report-completion-under-half = Fewer than half of the dossiers received in { $quarter } are finished so far
report-completion-none = No curve: the data holds only closed dossiers of a window, or too few
report-completion-subtitle = Share finished by working days since receipt, by quarter of receipt; { $dossiers } dossiers, the { $open } open ones counted as not finished so far; band: { $level }% interval
report-completion-alt = Curves of the share finished over time, one a quarter: { $title }

report-due-late = { $share } of { $n } dossiers with a due date ended after it or are open beyond it
report-due-none = No due dates are recorded
report-due-mark = due date
report-due-subtitle = Dossiers by calendar days from the end of the due date; hollow: open on { $as_of }
report-due-alt = Histogram of days from the due date: { $title }

report-open-overdue = { $overdue } of { $n } open dossiers are past their due date
report-open-none = No dossier is open
report-open-subtitle = Open dossiers by age in working days on { $as_of }
report-open-alt = Bar chart of the age of open dossiers: { $title }

report-savings-top = Largest careful saving: { $recommendation }
report-savings-none = No recommendation with a saving: nothing significant was found that would carry one
report-savings-subtitle-year = Working days of dossiers saved a year, with { $level }% intervals from { $weeks } weeks
report-savings-subtitle-window = Working days of dossiers saved in the { $weeks } weeks studied, with { $level }% intervals
report-savings-alt = Bar chart with { $rows } recommendations: { $title }

report-path-of = { $procedure }: { $sentence }
report-path-waits = { $wait } of waiting for { $service } of work
report-path-stays = { $stay } over the usual steps
report-path-none = No path of a procedure can be shown
report-path-subtitle = The procedure with the longest waiting; mean working time before each step and in it; n = step runs
report-path-subtitle-stays = The procedure whose steps take longest; starts aren’t recorded, so each bar is the whole stay, in the usual order; mean working time; n = step runs
report-path-alt = Path of { $rows } steps with the time of each hand-over: { $title }

# Tables: what a row is
report-table-on-time-ways = Dossiers on time, counted four ways
report-table-on-time-by-agency = Dossiers on time by agency and way of counting
report-table-on-time-by-procedure = Dossiers on time by procedure and way of counting
report-table-on-time-bridge = From the report’s on-time share to the applicant’s, one rule a row (a dossier’s end: { $finished })
report-table-time-by-step = Time that each step owns, all procedures together
report-table-time-by-procedure-step = Time by procedure and step
report-table-time-by-holder = All time of dossiers by who held them, beside the overdue time
report-table-late-by-holder = Overdue time by who held the dossiers
report-table-time-by-unit = Time of dossiers that passed at each unit
report-table-delay-overdue = Overdue time by step and agency
report-table-delay-over-plan = Time beyond plan by step and agency
report-table-delay-stay = Stay by step and agency
report-table-completion = Share finished by quarter of receipt, point by point
report-table-completion-by-quarter = Time to completion by quarter of receipt
report-table-due-date = Dossiers by days from the end of the due date (further before: { $before }, further after: { $after })
report-table-open-age = Open dossiers by age
report-table-path-unnamed = Steps in their usual order (steps not shown: { $others })
report-table-path = Steps of { $procedure } in their usual order (steps not shown: { $others })

# Columns
column-how = Whom it counts, by which rule
column-way = Way of counting
column-finished = A dossier’s end
column-on_time = On time
column-interval_basis = Interval from
column-undecided = Not yet due
column-without_promise = Without due date
column-rule = Rule changed
column-points = Worth
column-changed = Dossiers affected
column-holder = Held by
column-overdue_share = Share of overdue time
column-step = Step
column-agency = Agency
column-procedure = Procedure
column-wait = Waiting
column-service = Work
column-paused = Clock stopped
column-unsplit = Start not recorded
column-share = Share
column-n = n
column-n_open = Open
column-owned = A dossier
column-wait_per_run = Waiting a run
column-service_per_run = Work a run
column-overdue = Overdue
column-over_plan = Beyond plan
column-stay = Whole stay
column-quarter = Quarter
column-days = Time
column-share_finished = Finished
column-low = Low
column-high = High
column-median = Half within
column-median_low = Half within, low
column-median_high = Half within, high
column-ninetieth = 90% within
column-from_day = From
column-to_day = To
column-closed = Closed
column-open = Open
column-age = Age
column-in_time = Not yet due
column-past_due = Past due
