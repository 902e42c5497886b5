SELECT datname,
       quote_ident(datname) AS quoted,
       quote_ident(current_user) AS role,
       has_database_privilege(oid, 'CONNECT') AS may_connect
  FROM pg_database
 WHERE datallowconn AND NOT datistemplate AND datname <> current_database()
