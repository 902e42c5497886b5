SELECT datname,
       current_user::text AS role,
       has_database_privilege(oid, 'CONNECT') AS may_connect
  FROM pg_database
 WHERE datallowconn AND NOT datistemplate AND datname <> current_database()
