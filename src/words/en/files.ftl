note-other-sheets =
    { $file }: sheet “{ $sheet }” was read. Other sheets that can be seen were not: { $others }.
note-hidden-sheets =
    { $file }: sheet “{ $sheet }” was read. Hidden sheets were not: { $others }.
note-encoding =
    { $file } is not in UTF-8. Its text makes sense in { $encoding }, and so it was read.
note-encoding-case =
    { $file } is in TCVN3, whose capital letters with a tone look like small ones: names may differ from other files in case alone.
note-escaped =
    { $file } writes quotation marks within values as \"; it was read so.
note-long-cell =
    { $n ->
        [one] { $file }: one quoted value has more than 20 lines, most of them with separators (it begins in row { $row }). If a quotation mark was left open there, it has swallowed rows.
       *[other] { $file }: { $n } quoted values have more than 20 lines, most of them with separators (the first begins in row { $row }). If a quotation mark was left open there, it has swallowed rows.
    }
note-no-list =
    { $n ->
        [one] { $file }: one record has nothing at { $list } and gives no row.
       *[other] { $file }: { $n } records have nothing at { $list } and give no rows.
    }
note-unsplit-limits =
    { $n ->
        [one] { $file }: the time limit of one procedure can't be split (run together, or none is stated); the text is kept whole.
       *[other] { $file }: the time limits of { $n } procedures can't be split (run together, or none is stated); the text is kept whole.
    }
note-unsplit-documents =
    { $n ->
        [one] { $file }: the documents of one procedure run together and can't be split; the text is kept whole.
       *[other] { $file }: the documents of { $n } procedures run together and can't be split; the text is kept whole.
    }
note-unsplit-texts =
    { $n ->
        [one] { $file }: the legal texts of one procedure run together and can't be split; the text is kept whole.
       *[other] { $file }: the legal texts of { $n } procedures run together and can't be split; the text is kept whole.
    }
note-limits-differ =
    { $n ->
        [one] { $file }: one procedure has different time limits for its channels; none of them is taken as its only one.
       *[other] { $file }: { $n } procedures have different time limits for their channels; none of them is taken as the only one.
    }
