# What words of the data mean, and what a note or finding says where nobody knows.

find-unknown-word = “{ $word }” ({ $n })
find-unknown-outcomes = “{ $step }” can’t be judged: { $n } outcomes unknown. Say in [outcomes] of the study file what they mean: { $list }
find-unknown-outcomes-more = “{ $step }” can’t be judged: { $n } outcomes unknown, of { $words } kinds. Say in [outcomes] of the study file what they mean: { $list }, …
find-r101-outcome-unknown = { $scope }: of { $n } passes { $changed } had an outcome other than a pass ({ $share }; { $interval }; { $weeks } weeks). Nobody knows what the outcomes of { $unknown } more mean: the bound takes all of them for changes. A dossier spends { $owned } on it each time. Whether people take care because it exists, no data tell: to be confirmed by a trial.
find-r101-issued-unknown = { $scope }: of { $n } passes { $changed } led to a supplement request, a refusal or a withdrawal ({ $share }; { $interval }; { $weeks } weeks). Nobody knows what the outcomes of { $unknown } of them mean: the bound takes all of these for changes. A dossier spends { $owned } on it each time. Whether people take care because it exists, no data tell: to be confirmed by a trial.
find-r101-consequence-unknown = { $scope }: of { $n } passes { $changed } ended the dossier or led to the step named as its consequence ({ $share }; { $interval }; all { $weeks } weeks of the data). Nobody knows what the outcomes of { $unknown } of them mean: the bound takes all of these for changes. An analyst must confirm it. A dossier spends { $owned } on it each time.
find-r102-unknown = { $scope }: of { $n } dossiers that “{ $first }” had passed, “{ $second }” objected to { $found } ({ $share }; { $interval }; { $weeks } weeks). Nobody knows what it said of { $unknown } more: the bound takes all of these for objections. Whether people take care because it exists, no data tell: to be confirmed by a trial.

report-word-unjudged = Not judged, because nobody knows what words of the data mean

note-unknown-outcomes = Outcomes that nobody knows the meaning of: { $n } of { $of } ({ $list }). They are neither passes nor changes; say in [outcomes] of the study file what they mean.
note-unknown-outcomes-more = Outcomes that nobody knows the meaning of: { $n } of { $of }, of { $words } kinds ({ $list }, …; all in stage.outcome_word). They are neither passes nor changes; say in [outcomes] of the study file what they mean.
note-unknown-statuses = Statuses that nobody knows the meaning of: those of { $n } of { $of } dossiers ({ $list }). They change no figure; say in [status] of the study file what they mean.
note-unknown-statuses-more = Statuses that nobody knows the meaning of: those of { $n } of { $of } dossiers, of { $words } kinds ({ $list }, …; all in stage.status_word). They change no figure; say in [status] of the study file what they mean.
note-status-by-part = The meaning of { $n } statuses was taken from a part of them ({ $list }). Where that is wrong, [status] of the study file says otherwise.
note-ended-unknown = { $n } dossiers are over, but nobody knows since when (by their status, or because the date of their end was set aside). They are followed up to their last stamp, and are in no backlog and in no share on time.
note-value-aside = { $file }, column “{ $column }”: { $n } values set aside ({ $why }), such as “{ $value }”. Their rows stay.
note-early-stamps = { $n } dates lie more than two years before all others, the first on { $first }. They are kept, but neither the period nor the calendars begin with them.
note-placeholders = { $file }, column “{ $column }”: { $n } cells hold what stands for nothing ({ $list }) and are taken as not recorded.

report-on-time-law = On time, by the law’s days
report-on-time-law-how = No due dates are recorded. Dossiers received in the period, against the deadline counted from the days that the register gives; open beyond it counts as late.
report-no-promise-at-all = Most or all dossiers closed in the period have no due date ({ $n } of them): a share on time by promises can’t be told.
report-unknown-end = Ended at an unknown time, in no share: { $n } dossiers.
report-unusable = With a result before their receipt, or a due date that was set aside, in no share: { $n } dossiers.
report-situation-applicant-only = Of the dossiers received and decided, { $applicant } kept the first promise; of those closed in the period too few have a due date that they can be judged by.
report-situation-law = No dossier has a due date to be judged by; measured against the days that the register gives, { $law } are on time.
report-finished-no-promise = no due date to judge by
report-way-law = By the law’s days
report-way-law-how = Dossiers received in the period, against the deadline counted from the days that the register gives, dates compared. Open beyond it counts as late.
column-unknown_end = Ended, time unknown
column-unusable = Can’t be judged
column-ended_unknown = Ended at an unknown time

note-ends-unseen = No dossier has a result date, so that none can be told to be open: whatever was still in process looks finished with its last step. By the dossiers received before them, about { $expected } of the last ones would be open. No survival curve, no trend and no before/after is drawn from these data; ask for the date of the result.
report-completion-ends-unseen = No curve: the data have no result dates, so that it can’t be told which dossiers were still open

column-without_receipt = Without a receipt
