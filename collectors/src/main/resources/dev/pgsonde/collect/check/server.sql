SELECT current_setting('server_version_num')::int AS version,
       pg_is_in_recovery() AS standby,
       current_database() AS database,
       current_user::text AS role,
       pg_has_role(current_user, 'pg_monitor', 'USAGE') AS monitors,
       pg_has_role(current_user, 'pg_read_all_settings', 'USAGE') AS reads_settings,
       r.rolsuper OR r.rolreplication AS replicates,
       r.rolconnlimit AS role_limit,
       (SELECT count(*) FROM pg_replication_slots) AS slots,
       (SELECT count(*) FROM pg_replication_slots WHERE slot_name = ?) AS our_slots,
       (SELECT count(*) FROM pg_stat_replication) AS senders,
       (SELECT sum(numbackends)::int FROM pg_stat_database) AS clients,
       EXISTS (SELECT FROM pg_publication WHERE pubname = ?) AS published
  FROM pg_roles AS r
 WHERE r.rolname = current_user
