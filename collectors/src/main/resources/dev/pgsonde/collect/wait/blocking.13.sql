-- a session that waits for another's transaction holds the lock of the row, which names the table
SELECT b.blocked, b.blocker, l.locktype AS lock_type, l.mode AS lock_mode,
       n.nspname || '.' || c.relname AS relation,
       NULL::bigint AS wait_us
  FROM (SELECT w.pid AS blocked, pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.pid)) AS blocker
          FROM pg_catalog.unnest(ARRAY[{waiting}]) w(pid)) b
  LEFT JOIN pg_catalog.pg_locks l ON l.pid = b.blocked AND NOT l.granted
  LEFT JOIN pg_catalog.pg_locks t ON t.pid = b.blocked AND t.granted AND t.locktype = 'tuple'
  LEFT JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
  LEFT JOIN pg_catalog.pg_class c
    ON c.oid = coalesce(l.relation, t.relation) AND coalesce(l.database, t.database) = d.oid
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
