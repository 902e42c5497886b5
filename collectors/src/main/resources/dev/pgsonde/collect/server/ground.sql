SELECT current_setting('wal_level') AS wal_level,
       pg_is_in_recovery() AS standby,
       current_user AS role,
       (SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       EXISTS (SELECT FROM pg_publication WHERE pubname = ?) AS published,
       pg_size_bytes(current_setting('max_slot_wal_keep_size')) AS most_retained,
       s.slot_name,
       s.active_pid,
       s.plugin = 'pgoutput' AND s.database = current_database() AS ours,
       s.wal_status,
       s.confirmed_flush_lsn::text AS confirmed,
       CASE WHEN NOT pg_is_in_recovery()
            THEN pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)::bigint
       END AS retained
  FROM (VALUES (1)) AS one
  LEFT JOIN pg_replication_slots AS s ON s.slot_name = ?
