# Units: `n` comes formatted.
unit-minutes = { $n } min
unit-work-hours = { $n } working hours
unit-work-days = { $n } working days
unit-wall-hours = { $n } hours
unit-wall-days = { $n } days
unit-dossiers = { $n } dossiers
