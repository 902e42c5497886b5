SELECT datname AS name,
       current_user::text AS role,
       has_database_privilege(datname, 'CONNECT') AS may_connect,
       datname = current_database() AS ours
  FROM pg_database
 WHERE datallowconn
   AND NOT datistemplate
 ORDER BY datname
