# What reading did with values: why they were set aside, how columns were read.

aside-placeholder-date = a date that stands for none
aside-never-date = a date that stands for “never”
aside-unknown-value = an error, or a formula that nobody has computed yet
aside-far-date = far from all other dates of the study

note-order-value =
    { $file }, column { $columns }: dates are read with the { $order ->
        [mdy] month
        [ymd] year
       *[dmy] day
    } first, since “{ $value }” (row { $row }) can't be read otherwise.
note-order-others =
    { $file }, column { $columns }: dates are read with the { $order ->
        [mdy] month
        [ymd] year
       *[dmy] day
    } first, as in the other columns of the file; their own values leave it open.
note-order-country =
    { $file }, column { $columns }: all dates can be read in two ways, such as “{ $value }” (row { $row }). They were read with the day first, since the headings or the time zone are Vietnamese; set order in [input.dates] if that is wrong.
note-short-years =
    { $file }, column { $columns }: years have two digits, as in “{ $value }” (row { $row }): 69 to 99 were taken as 19.., the others as 20...
note-days-as-written =
    { $file }, column { $columns }: all { $n } stamps are midnights{ $offset ->
        [none] { "" }
       *[other] {" "}of the offset { $offset }
    }. They were read as days, as they are written, whatever zone they are of.
note-due-midnights =
    { $file }, column { $columns }: { $n } due stamps are midnights beside others with a time of day. They were read as instants, 0:00 at the beginning of that day; if they mean the whole day, export them without a time.
note-due-days =
    { $file }, column { $columns }: all { $n } stamps are midnights. They were read as days, and a due day lasts to its end.
note-planned-marks =
    { $file }, column { $columns }: “{ $value }” (row { $row }) was read with { $marks ->
        [thousands] a mark that parts thousands
       *[decimal] a decimal mark
    }, as the other values of the column show.
note-planned-unit =
    { $file }, column { $columns }: its heading names { $unit ->
        [hours] hours: planned times were read as hours.
        [days] days: planned times were read as days of the office.
       *[other] its unit, which planned times were read in.
    } Set planned in [input.units] if that is wrong.
note-utc-by-format =
    { $file }, column { $columns }: stamps are of an old kind (INT96) that keeps no time zone and is written in UTC; they were read so.
