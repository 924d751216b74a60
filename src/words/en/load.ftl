# What reading did with values: why they were set aside, how columns were read.

aside-placeholder-date = a date that stands for none
aside-never-date = a date that stands for “never”
aside-unknown-value = an error, or a formula that nobody has computed yet
aside-far-date = far from all other dates of the study
