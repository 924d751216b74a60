# Units: `n` comes formatted.
unit-minutes = { $n } min
unit-work-hours = { $n } working hours
unit-work-days = { $n } working days
unit-wall-hours = { $n } hours
unit-wall-days = { $n } days
unit-work-hours-one = 1 working hour
unit-work-days-one = 1 working day
unit-wall-hours-one = 1 hour
unit-wall-days-one = 1 day
