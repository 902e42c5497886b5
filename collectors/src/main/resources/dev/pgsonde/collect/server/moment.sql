SELECT clock_timestamp() AS at,
       (SELECT system_identifier::text FROM pg_control_system()) AS system,
       CASE WHEN pg_is_in_recovery()
            THEN greatest((SELECT received_tli FROM pg_stat_wal_receiver),
                          (SELECT timeline_id FROM pg_control_checkpoint()))
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int
       END AS timeline,
       pg_postmaster_start_time() AS started,
       pg_is_in_recovery() AS standby,
       current_database() AS database,
       current_setting('server_version_num')::int AS version
