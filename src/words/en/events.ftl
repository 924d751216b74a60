# load: what became of rows that are events of steps.

note-lifecycle-words =
    { $file }: { $n } rows say in column “{ $column }” what no list explains, and were set aside: { $words }. Say in the study file, under [lifecycle], what each word means; ignore is for those that mean nothing.
note-instances-unpaired =
    { $file }: no number of column “{ $column }” has both the beginning and the end of a step, so it can't say which belong together: steps were paired in the order in which they began.
note-events-without-run =
    { $file } has { $n } events that make no step run (skipped steps, events of runs that the file doesn't have): they were set aside and count for the time between first and last event only.
note-traces-named-by =
    { $file }: traces have no “concept:name”; “{ $column }”, which differs in each, was taken as the dossier's code.
note-stages-missing =
    { $file } has no column for these stages, as exports leave out columns without data: { $columns }. They count as never reached.
note-steps-across-files =
    { $n } steps begin in one file of events and end in another: each was put together into one run.

aside-lifecycle-word = no list explains this word of the lifecycle
aside-no-run = an event that makes no step run
aside-synthetic = written by the synchronisation, not a step that anybody did
