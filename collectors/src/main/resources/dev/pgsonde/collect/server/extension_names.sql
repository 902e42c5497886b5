SELECT m.name, m.is_call, quote_ident(n.nspname) AS schema,
       NOT EXISTS (SELECT FROM pg_roles r
                    WHERE NOT r.rolsuper AND r.rolname <> 'pg_database_owner' AND pg_has_role(r.oid, n.nspowner, 'USAGE'))
         AS is_fixed,
       {closed} AS is_closed
  FROM (SELECT c.relname AS name, false AS is_call, c.relnamespace AS namespace, d.refobjid AS extension
          FROM pg_class c
          JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
         WHERE c.relname = ANY (?::name[]) AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
           AND NOT EXISTS (SELECT FROM pg_class k WHERE k.relname = c.relname AND k.relnamespace = 'pg_catalog'::regnamespace)
         UNION
        SELECT p.proname, true, p.pronamespace, d.refobjid
          FROM pg_proc p
          JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
         WHERE p.proname = ANY (?::name[]) AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
           AND NOT EXISTS (SELECT FROM pg_proc k WHERE k.proname = p.proname AND k.pronamespace = 'pg_catalog'::regnamespace)
       ) m
  JOIN pg_namespace n ON n.oid = m.namespace
  JOIN pg_extension e ON e.oid = m.extension
  JOIN pg_roles o ON o.oid = e.extowner AND o.rolsuper
 WHERE n.nspname <> 'pg_catalog'
