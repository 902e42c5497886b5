SELECT coalesce(l.pid, a.pid) AS pid,
       coalesce(l.held, false) AS held,
       coalesce(a.usesysid = me.usesysid AND a.datid = me.datid AND a.application_name = ?, false) AS marked,
       coalesce(a.usename::text, '') AS role,
       coalesce(a.application_name, '') AS application,
       a.backend_start AS started,
       (date_part('epoch', clock_timestamp() - a.state_change) * 1000)::bigint AS quiet_ms
  FROM (SELECT pid, true AS held
          FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = ?::int::oid AND objid = ?::int::oid
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) l
  FULL JOIN pg_stat_activity a ON a.pid = l.pid
 CROSS JOIN (SELECT usesysid, datid FROM pg_stat_activity WHERE pid = pg_backend_pid()) me
 WHERE l.held OR (a.usesysid = me.usesysid AND a.datid = me.datid AND a.application_name = ?)
