SELECT (SELECT extversion FROM pg_extension WHERE extname = 'pg_stat_statements') AS version,
       (SELECT default_version FROM pg_available_extensions WHERE name = 'pg_stat_statements') AS available,
       (SELECT quote_ident(n.nspname)
          FROM pg_extension AS e
          JOIN pg_namespace AS n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_stat_statements') AS schema
