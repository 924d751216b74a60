# find: what findings say. `scope` names the place; `interval` is one of the find-interval messages.
find-tests-title = Every test of this study, whether it stands or not
find-everything = All dossiers
find-interval = { $level } interval { $low } to { $high }
find-no-interval = no interval: { $weeks } weeks are too few for a test, this is a description
find-bound = with 95% confidence at most { $high }

find-measure-wait = waiting time, from the moment the step could begin to its start
find-measure-sojourn = time from the moment the step could begin to its end (the data have no starts)

find-b101-title = Step takes longer than planned
find-b101 = { $scope }: a run takes { $mean } where the internal process plans { $planned }, { $ratio } times as long ({ $interval }; { $n } runs in { $weeks } weeks). That is { $excess } beyond the plan in all.
find-b101-null = The runs take at most { $margin } longer than planned.

find-b102-title = Slower than its peers
find-b102 = { $scope }: { $mean } a run against { $peers } at its peers ({ $measure }). Allowing for chance among { $groups } like it, that is { $ratio } times the peers' time ({ $interval }; { $n } runs in { $weeks } weeks).
find-b102-harder = { $scope }: { $mean } a run against { $peers } at its peers ({ $measure }). Allowing for chance among { $groups } like it, that is { $ratio } times the peers' time ({ $interval }; { $n } runs in { $weeks } weeks). Its officers also work longer on a run than those of the peers: where its dossiers are harder ones, this is why.
find-b102-busy = { $scope }: { $mean } a run against { $peers } at its peers ({ $measure }). Allowing for chance among { $groups } like it, that is { $ratio } times the peers' time ({ $interval }; { $n } runs in { $weeks } weeks). The desk is busy for more than 85% of its time, so that the interval is rather too narrow.
find-b102-null = The time is at most { $margin } above its peers'.

find-b103-title = Share of delay
find-b103-this-unit = { $scope }: held by the answering agency, { $share } of this procedure's overdue time fell to this step ({ $overdue } over { $n } overdue dossiers). An account of where time went, not a test.
find-b103-other-agency = { $scope }: held by another agency, { $share } of this procedure's overdue time fell to this step ({ $overdue } over { $n } overdue dossiers). An account of where time went, not a test.
find-b103-applicant = { $scope }: held by the applicant, with the clock stopped, { $share } of this procedure's overdue time ({ $overdue } over { $n } overdue dossiers). An account of where time went, not a test.
find-b103-nobody = { $scope }: held by nobody on record, after the last step, { $share } of this procedure's overdue time ({ $overdue } over { $n } overdue dossiers). An account of where time went, not a test.
find-b103-deadline = { $scope }: no step went beyond its plan and yet the dossiers were late: the deadline is too short for the plan. { $share } of this procedure's overdue time ({ $overdue } over { $n } overdue dossiers). An account of where time went, not a test.

find-b104-title = Overloaded desk
find-b104 = { $scope }: the officers are at work on dossiers for { $utilisation } of their working time ({ $interval }; { $n } runs in { $weeks } weeks). Dossiers waited { $waited } here.
find-b104-null = Utilisation is at most { $limit }.

find-b105-title = Growing queue
find-b105 = { $scope }: of all that arrives, { $growth } stays ({ $interval }): { $added } more runs came than were completed, of { $n } in { $weeks } weeks.
find-b105-null = At most { $limit } of what arrives is added to the queue.

find-i101-title = On line no faster than at the counter
find-i101 = { $scope }: filed on line a dossier takes { $online } on average, at the counter { $counter } ({ $ratio } times as long; { $interval }; { $n } dossiers in { $weeks } weeks; each cut off at the time within which nine of ten are closed).
find-i101-null = Filing on line is faster than the counter by at least { $margin }.

find-i102-title = Closed in bulk just before the due date
find-i102 = { $scope }: { $bulk } of { $n } dossiers ({ $share }; { $interval }; { $weeks } weeks) were closed { $size } or more in the same minute, within { $day } before their due date or exactly at it.
find-i102-null = At most { $limit } of the closings are in a bulk of { $size } or more just before the due date.

find-r101-title = Check that changes nothing
find-r101-outcome = { $scope }: of { $n } passes { $changed } had an outcome other than a pass ({ $share }; { $interval }; { $weeks } weeks). A dossier spends { $owned } on it each time. Whether people take care because it exists, no data tell: to be confirmed by a trial.
find-r101-issued = { $scope }: of { $n } passes { $changed } led to a supplement request, a refusal or a withdrawal ({ $share }; { $interval }; { $weeks } weeks). A dossier spends { $owned } on it each time. Whether people take care because it exists, no data tell: to be confirmed by a trial.
find-r101-consequence = { $scope }: of { $n } passes { $changed } ended the dossier or led to the step named as its consequence ({ $share }; { $interval }; all { $weeks } weeks of the data). No outcomes are recorded: an analyst must confirm it. A dossier spends { $owned } on it each time.
find-r101-null = The check changes at least { $limit } of what passes it.

find-r102-title = Second check finds nothing new
find-r102 = { $scope }: of { $n } dossiers that “{ $first }” had passed, “{ $second }” objected to { $found } ({ $share }; { $interval }; { $weeks } weeks). Whether people take care because it exists, no data tell: to be confirmed by a trial.
find-r102-null = The second check objects to at least { $limit } of what the first has passed.

find-r103-title = Two steps in the same hands
find-r103 = { $scope }: in { $same } of { $n } cases one officer did both steps in a row ({ $share }; { $interval }; { $weeks } weeks).
find-r103-null = At most { $limit } of the pairs are in the same hands.

find-r104-title = To and fro between two units
find-r104 = { $scope }: { $gone } of { $n } dossiers ({ $share }; { $interval }; { $weeks } weeks) went from “{ $first }” to “{ $second }” and back with nothing decided, and spent { $owned } on it.
find-r104-path = { $scope }: { $gone } of { $n } dossiers ({ $share }; { $interval }; { $weeks } weeks) went from “{ $first }” to “{ $second }” and back, and spent { $owned } on it. Hardly any outcome is on record in between: an analyst must confirm that nothing was decided there.
find-r104-null = At most { $limit } of the procedure's dossiers go to and fro between these units.

find-r105-title = Deadline longer than the work needs
find-r105 = { $scope }: { $needed } of { $n } dossiers ({ $share }; { $interval }; { $weeks } weeks) needed more than half of the deadline, which is { $deadline } on average.
find-r105-null = At least { $limit } of the dossiers need more than half of their deadline.

find-trust-bulk = Agencies that close dossiers in bulk just before the due date: { $n }. Durations and on-time shares that end there say when the button was pressed.
find-trust-online = Procedures in which filing on line is no faster than at the counter: { $n }. The channel on record may not be the one that was used.
find-trust-nothing = No test of the data's integrity stands against them.

column-code = Finder
column-other_step = Second step
column-unit = Unit
column-other_unit = Second unit
column-effect = Effect
column-margin = Margin
column-weeks = Weeks
column-p = p
column-q_finder = q within the finder
column-q_study = q in the study
