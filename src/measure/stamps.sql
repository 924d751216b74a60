-- Every actual stamp, with the name of its field.
  select dossier_id, 'received_at' as field, received_at as stamp_at from raw.dossier
  union all select dossier_id, 'submitted_at', submitted_at from raw.dossier
  union all select dossier_id, 'result_at', result_at from raw.dossier
  union all select dossier_id, 'returned_at', returned_at from raw.dossier
  union all select dossier_id, 'first_event_at', first_event_at from raw.dossier
  union all select dossier_id, 'last_event_at', last_event_at from raw.dossier
  union all select dossier_id, 'enabled_at', enabled_at from raw.step_run
  union all select dossier_id, 'started_at', started_at from raw.step_run
  union all select dossier_id, 'finished_at', finished_at from raw.step_run
  union all select dossier_id, 'received_at', received_at from raw.step_run
  union all select dossier_id, 'result_at', result_at from raw.step_run
  union all select dossier_id, 'paused_at', paused_at from raw.pause
  union all select dossier_id, 'resumed_at', resumed_at from raw.pause
