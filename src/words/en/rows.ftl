# rows: which rows are one dossier, one step run, one name.

aside-repeated-run = another file has the same step run: one of them counts
aside-outdated-run = another file has this step run in a later state
aside-repeated-pause = another file has the same stopped clock: one of them counts
aside-outdated-pause = another file has this stopped clock in a later state
aside-lost-digits = a code that was saved as a number and has lost its digits

note-duplicate-dossiers =
    { $n } rows of dossiers, of { $dossiers } dossiers, give an older state of a dossier that another row gives too: the newest state counts (of the export with the later day, else the one with the later last stamp, then the fuller one). The others are in set-aside.csv.
note-duplicates-differ =
    { $n } dossiers stand in several rows that differ in { $fields } ({ $codes }): these may be different dossiers under one code. If agencies number their dossiers alike, name both columns as the key: dossier_id = ["agency’s column", "number’s column"].
note-duplicates-due = Of { $n } dossiers, the due date differs between exports; that of the newest state counts.
note-repeated-runs =
    { $across } step runs stand in more than one file and count once; { $outdated } were exported again in a later state, which counts.
note-equal-runs =
    { $n } step runs are equal to another one of the same file in every respect. They count as real repetitions; if the export repeats rows by mistake, set  repeats = "drop"  in its [[input]].
note-dropped-runs = { $n } step runs that are equal to another one of the same file were set aside, as the study file asks.
note-repeated-pauses =
    { $across } stopped clocks stand in more than one file and count once; { $outdated } were exported again in a later state, which counts.
note-first-stamp =
    { $n } dossiers have neither a receipt nor a day on which they were handed in: their first stamp stands for the receipt. Of { $of_result } of them it is their result, so that how long they took isn’t known.
note-submitted = { $n } dossiers have no receipt: the day on which they were handed in stands for it.
note-codes-as-numbers =
    { $file } has { $n } codes of dossiers as numbers, such as { $given } for { $code }: they were compared without a decimal part and without zeros in front, where that leaves no two codes alike.
note-unknown-names = { $n } names that the study file replaces by others occur nowhere in the data: { $names }.
note-register-unmatched =
    Of { $n } procedures of the data, { $unmatched } are not in the register; of { $of_register } in the register, { $unused } are not in the data. Codes were compared with and without an agency’s suffix.

field-agency-or-receipt = agency, procedure or receipt
