# study and load: notes about the data, and why rows were set aside.

note-mixed-offsets =
    The data mix stamps with a time zone offset ({ $with }) and without one ({ $without }): the latter were taken as local time of { $zone }. If they are of another zone, durations between the two kinds are wrong.
note-repeated-heading = { $file } has more than one column “{ $column }”; the last of them was read.
note-other-events =
    { $file } has { $n } events that neither start nor finish a step (suspended, assigned, …): they count for the time between first and last event only.

aside-not-a-date = not a date in the order that the study file gives
aside-out-of-range = outside what such a value can be
aside-not-a-number = not a number
aside-missing = a value that every row needs is missing
aside-ragged = another number of values than headings
aside-lonely = a code and nothing else, as in a row of totals or a signature
aside-dossier = its dossier was set aside
aside-stray = an event that belongs to no dossier
