SELECT max(backend_start) AS started
  FROM pg_stat_get_activity(NULL)
 WHERE backend_type = 'checkpointer'
