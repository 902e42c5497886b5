SELECT clock_timestamp() AS at,
       'not told' AS system,
       0 AS timeline,
       pg_postmaster_start_time() AS started,
       pg_is_in_recovery() AS standby,
       current_database() AS database,
       current_setting('server_version_num')::int AS version
