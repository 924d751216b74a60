# Recommendations. `place` is an agency, a unit with its agency, or all agencies.

# Names
advise-procedure = { $name } ({ $code })
advise-procedure-code = procedure { $code }
advise-the-procedure = the procedure studied
advise-all-agencies = all agencies
advise-a-year = a year
advise-in-weeks = in the { $weeks } weeks of evidence
advise-yes = yes
advise-no = no

# Who can change it
advise-owner-unknown = To be established: the register names no text for it.
advise-owner-unlisted = To be established: the register doesn't say who owns { $text }.
advise-owner-head = The head of the agency, within its own working.
advise-owner-head-of = The head of { $agency }, within its own working.
advise-owner-province = The chair of the provincial People's Committee, for all agencies and the one-stop system.
advise-owner-named = { $owner }.
advise-owner-named-centre = { $owner }; the province can only propose it.
advise-owner-internal-process = The chair of the People's Committee that issued the internal process.
advise-owner-provincial-decision = The provincial People's Council or People's Committee.
advise-owner-circular = The ministry that issued the circular; the province can only propose it.
advise-owner-decree = The Government; the province can only propose it.
advise-owner-law = The National Assembly; the province can only propose it.

# Whom it helps
advise-helps-applicants = Applicants of { $dossiers } dossiers { $period }: together they wait { $days } less.
advise-helps-both = Applicants of { $dossiers } dossiers { $period }: together they wait { $days } less. Officers are freed of { $work } of work.
advise-helps-goal = Applicants of { $dossiers } online dossiers { $period }: together they would wait { $days } less if the goal is reached. This is a goal, not the time of a thing that is removed.
advise-helps-unknown = Applicants and officers; how much can't be said, since the data has no times of it.

# Labels of charts
advise-short-cut-step = Cut: { $what }
advise-short-merge-steps = Merge: { $what }
advise-short-end-ping-pong = End back-and-forth: { $what }
advise-short-restructure-online = Online path: { $what }
advise-short-delegate = Delegate: { $what }
advise-short-restructure-step = Restructure: { $what }
advise-short-move-staff = Move staff: { $what }
advise-short-secure-closing = Secure closing: { $what }
advise-short-shorten-deadline = Shorten deadline: { $what }

# Tables
advise-table-savings = What each recommendation saves in working days of applicants, in order of rank
advise-table-recommendations = All recommendations, in order of rank
advise-table-packages = What the first recommendations save together, each hour counted once

# C01 cut a check that changes nothing
advise-cut-stamp-title = Cut the step “{ $step }” from { $procedure } ({ $place })
advise-cut-stamp-reason = Of { $n } passes through “{ $step }” in { $weeks } weeks, { $effect } changed anything, at most { $bound } with 95% confidence. Whether dossiers are prepared with more care because the step exists, no data tell: try it on a part of them first.
advise-cut-stamp-reason-bare = Of { $n } passes through “{ $step }” in { $weeks } weeks, { $effect } changed anything. Whether dossiers are prepared with more care because the step exists, no data tell: try it on a part of them first.
advise-cut-stamp-reason-path = Of { $n } passes through “{ $step }” in { $weeks } weeks, { $effect } ended there or took the way that the check opens, at most { $bound } with 95% confidence. This is read from the path, not from a recorded outcome: an analyst must confirm it first. Whether dossiers are prepared with more care because the step exists, no data tell: try it on a part of them first.
advise-cut-stamp-reason-path-bare = Of { $n } passes through “{ $step }” in { $weeks } weeks, { $effect } ended there or took the way that the check opens. This is read from the path, not from a recorded outcome: an analyst must confirm it first. Whether dossiers are prepared with more care because the step exists, no data tell: try it on a part of them first.
advise-cut-stamp-risk = The few faults that it finds pass unseen; dossiers may be prepared with less care once nobody looks.
advise-cut-stamp-safeguard = Before cutting “{ $step }”, check one dossier in twenty drawn by lot for a quarter, and name who answers for the result.
advise-cut-stamp-check = Next quarter, compare the share of dossiers of { $procedure } returned, refused or corrected after the result with this quarter's; it should not have risen.

# C02 cut a second check
advise-cut-duplicate-title = Cut the second check “{ $other_step }” after “{ $step }” from { $procedure } ({ $place })
advise-cut-duplicate-reason = Of { $n } dossiers that “{ $step }” had passed in { $weeks } weeks, “{ $other_step }” found fault with { $effect }, at most { $bound } with 95% confidence. Whether “{ $step }” takes more care because “{ $other_step }” follows, no data tell: try it on a part of the dossiers first.
advise-cut-duplicate-reason-bare = Of { $n } dossiers that “{ $step }” had passed in { $weeks } weeks, “{ $other_step }” found fault with { $effect }. Whether “{ $step }” takes more care because “{ $other_step }” follows, no data tell: try it on a part of the dossiers first.
advise-cut-duplicate-risk = What “{ $step }” overlooks is no longer caught by “{ $other_step }”.
advise-cut-duplicate-safeguard = Write what “{ $other_step }” looked at into the checklist of “{ $step }”, and have one dossier in twenty checked a second time for a quarter.
advise-cut-duplicate-check = Next quarter, compare the share of dossiers of { $procedure } returned or corrected after the result with this quarter's; it should not have risen.

# C03 merge two steps in the same hands
advise-merge-steps-title = Merge “{ $other_step }” into “{ $step }” in { $procedure } ({ $place })
advise-merge-steps-reason = In { $effect } of { $n } hand-overs in { $weeks } weeks, at least { $bound }, the officer who did “{ $step }” also did “{ $other_step }”: it is one step in truth.
advise-merge-steps-reason-bare = In { $effect } of { $n } hand-overs in { $weeks } weeks, the officer who did “{ $step }” also did “{ $other_step }”: it is one step in truth.
advise-merge-steps-risk = Where two people were meant to look, only one did already; merging makes that the rule.
advise-merge-steps-safeguard = Where a text asks for four eyes between “{ $step }” and “{ $other_step }”, restore them instead of merging.
advise-merge-steps-check = Next quarter, the time from the end of “{ $step }” to the end of “{ $other_step }” in { $procedure } should have fallen by the wait between them.

# C04 end a back-and-forth
advise-end-ping-pong-title = End the back-and-forth between { $unit } and { $other_unit } in { $procedure }
advise-end-ping-pong-reason = In { $effect } of { $n } dossiers in { $weeks } weeks, at least { $bound }, the file went from { $unit } to { $other_unit } and back without a recorded result.
advise-end-ping-pong-reason-bare = In { $effect } of { $n } dossiers in { $weeks } weeks, the file went from { $unit } to { $other_unit } and back without a recorded result.
advise-end-ping-pong-reason-path = In { $effect } of { $n } dossiers in { $weeks } weeks, at least { $bound }, the file went from { $unit } to { $other_unit } and back. Hardly any outcome is on record in between: an analyst must confirm first that nothing was decided there.
advise-end-ping-pong-reason-path-bare = In { $effect } of { $n } dossiers in { $weeks } weeks, the file went from { $unit } to { $other_unit } and back. Hardly any outcome is on record in between: an analyst must confirm first that nothing was decided there.
advise-end-ping-pong-risk = A question that was asked for a reason may be left unanswered.
advise-end-ping-pong-safeguard = Agree on one list of what { $other_unit } needs, and let { $unit } ask by message while the file stays.
advise-end-ping-pong-check = Next quarter, count again the dossiers that go from { $unit } to { $other_unit } and back; at most half as many should.

# C05 bring a slow desk to the pace of its peers
advise-slow-desk-title = Bring “{ $step }” of { $procedure } at { $place } to the pace of its peers
advise-slow-desk-reason = At { $place }, dossiers wait { $effect } times as long for “{ $step }” as at the peers, at least { $bound } times ({ $n } runs in { $weeks } weeks).
advise-slow-desk-reason-bare = At { $place }, dossiers wait { $effect } times as long for “{ $step }” as at the peers ({ $n } runs in { $weeks } weeks).
advise-slow-desk-reason-time = At { $place }, “{ $step }” holds dossiers { $effect } times as long as at the peers, at least { $bound } times ({ $n } runs in { $weeks } weeks; the data can't tell waiting from work).
advise-slow-desk-reason-time-bare = At { $place }, “{ $step }” holds dossiers { $effect } times as long as at the peers ({ $n } runs in { $weeks } weeks; the data can't tell waiting from work).
advise-slow-desk-risk = Dossiers there may be harder than elsewhere, or the desk may have fewer officers.
advise-slow-desk-safeguard = Before changing “{ $step }”, compare kinds of dossiers, staff and hand-out with two of the faster agencies.
advise-slow-desk-check = Next quarter, compare the mean wait for “{ $step }” at { $place } with the peers' again; the ratio should have fallen toward 1.

# C05, where the step is a signature
advise-delegate-title = Delegate the signature “{ $step }” of { $procedure } at { $place }
advise-delegate-reason = At { $place }, dossiers wait { $effect } times as long for “{ $step }” as at the peers, at least { $bound } times ({ $n } runs in { $weeks } weeks).
advise-delegate-reason-bare = At { $place }, dossiers wait { $effect } times as long for “{ $step }” as at the peers ({ $n } runs in { $weeks } weeks).
advise-delegate-reason-time = At { $place }, “{ $step }” holds dossiers { $effect } times as long as at the peers, at least { $bound } times ({ $n } runs in { $weeks } weeks; the data can't tell waiting from work).
advise-delegate-reason-time-bare = At { $place }, “{ $step }” holds dossiers { $effect } times as long as at the peers ({ $n } runs in { $weeks } weeks; the data can't tell waiting from work).
advise-delegate-risk = More people may sign, so responsibility may blur.
advise-delegate-safeguard = Name in writing who may sign “{ $step }” for which kinds of dossiers, and keep the difficult ones with the head.
advise-delegate-check = Next quarter, compare the mean wait for “{ $step }” at { $place } with the peers' again; the ratio should have fallen toward 1.

# C06 restructure a step that takes longer than its plan
advise-over-plan-title = Restructure “{ $step }” of { $procedure } so that it keeps its planned time ({ $place })
advise-over-plan-reason = “{ $step }” takes { $effect } times its planned time, at least { $bound } times ({ $n } runs in { $weeks } weeks).
advise-over-plan-reason-bare = “{ $step }” takes { $effect } times its planned time ({ $n } runs in { $weeks } weeks).
advise-over-plan-reason-several = At { $agencies } agencies, “{ $step }” takes { $least } to { $most } times its planned time ({ $n } runs in { $weeks } weeks).
advise-over-plan-risk = The plan itself may be too short; pressing for it then makes work worse, not faster.
advise-over-plan-safeguard = Measure the work in “{ $step }” apart from the waiting first, and correct the plan where the work alone exceeds it.
advise-over-plan-check = Next quarter, compare the time of “{ $step }” in { $procedure } with its plan again; the ratio should have fallen below { $limit }.

# C07 move staff
advise-move-staff-title = Move staff to { $place }
advise-move-staff-reason = Officers at { $place } were at work for { $effect } of their available time over { $weeks } weeks, at least { $bound } ({ $n } runs): near that load, queues grow by themselves.
advise-move-staff-reason-bare = Officers at { $place } were at work for { $effect } of their available time over { $weeks } weeks ({ $n } runs): near that load, queues grow by themselves.
advise-move-staff-reason-growth = At { $place }, { $effect } of what arrived was added to the queue over { $weeks } weeks, at least { $bound } ({ $n } arrivals).
advise-move-staff-reason-growth-bare = At { $place }, { $effect } of what arrived was added to the queue over { $weeks } weeks ({ $n } arrivals).
advise-move-staff-helps = Applicants whose dossiers wait at this desk, and its officers. How much can't be said directly: what shorter queues bring needs a replay of the desk's own arrivals.
advise-move-staff-risk = The unit that gives up staff may itself be overloaded.
advise-move-staff-safeguard = Take staff only from a unit whose load stays below the limit afterwards; begin for one quarter.
advise-move-staff-check = Next quarter, compare load and open work at { $place } and at the unit that gave up staff.

# C08 a path of its own for online dossiers
advise-online-path-title = Give online dossiers of { $procedure } a path of their own
advise-online-path-reason = Online dossiers take { $effect } times as long as those filed at the counter, at least { $bound } times ({ $n } dossiers in { $weeks } weeks): filing online alone changes nothing.
advise-online-path-reason-bare = Online dossiers take { $effect } times as long as those filed at the counter ({ $n } dossiers in { $weeks } weeks): filing online alone changes nothing.
advise-online-path-risk = Steps left out because data replaces paper may miss what only paper showed.
advise-online-path-safeguard = For each step of { $procedure }, list what data replaces it, and keep the counter's path for those who need it.
advise-online-path-check = Next quarter, compare the time of online dossiers of { $procedure } with the counter's again; it should be shorter by at least { $limit }.

# C09 secure the closing of dossiers
advise-secure-closing-title = Secure the closing of dossiers at { $place }
advise-secure-closing-reason = At { $place }, { $effect } of { $n } dossiers were closed many at once shortly before their due date, at least { $bound } ({ $weeks } weeks).
advise-secure-closing-reason-bare = At { $place }, { $effect } of { $n } dossiers were closed many at once shortly before their due date ({ $weeks } weeks).
advise-secure-closing-helps = Leaders and applicants, who can rely on the figures again; no time is saved by it.
advise-secure-closing-risk = The on-time share will look worse at first, because it will be true.
advise-secure-closing-safeguard = Let the system record the moment at which a result is given back, dossier by dossier, and keep every change of it; look for the cause before anyone is judged.
advise-secure-closing-check = Next quarter, count again the dossiers closed many at once at { $place }, and compare the on-time share with what applicants report.

# C10 shorten a deadline
advise-shorten-deadline-title = Shorten the deadline of { $procedure }, after the cuts above
advise-shorten-deadline-reason = Only { $effect } of { $n } dossiers of { $procedure } needed more than half of the deadline in { $weeks } weeks, at most { $bound } with 95% confidence.
advise-shorten-deadline-reason-bare = Only { $effect } of { $n } dossiers of { $procedure } needed more than half of the deadline in { $weeks } weeks.
advise-shorten-deadline-helps = Applicants, who can plan with an earlier date. No step and no wait goes: the work takes as long as before.
advise-shorten-deadline-risk = A shorter promise without less work turns dossiers that are on time today into late ones.
advise-shorten-deadline-safeguard = Shorten only to what 95 in 100 dossiers keep today, and only after needless steps have gone.
advise-shorten-deadline-check = Next quarter, compare the share of dossiers of { $procedure } on time by the new deadline; it should not have fallen.

# Headings of tables
column-label = Recommendation
column-title = Recommendation
column-rank = Rank
column-value = Saving
column-dossiers = Dossiers
column-officer_hours = Officers' hours freed
column-top5_share = Stays among the first five
column-confirm = To be confirmed
column-legal_text = Legal text
column-owner = Who can change it
column-recommendations = First recommendations
