SELECT n.nspname AS name, quote_ident(n.nspname) AS schema, {closed} AS is_closed
  FROM pg_namespace n
 WHERE n.nspname = ANY (?::name[])
