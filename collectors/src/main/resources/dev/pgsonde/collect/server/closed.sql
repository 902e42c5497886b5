(NOT EXISTS (SELECT FROM pg_roles r
              WHERE NOT r.rolsuper AND r.rolname <> 'pg_database_owner'
                AND (has_schema_privilege(r.oid, n.oid, 'CREATE') OR pg_has_role(r.oid, n.nspowner, 'USAGE')))
 AND NOT EXISTS (SELECT FROM pg_proc f JOIN pg_roles o ON o.oid = f.proowner
                  WHERE f.pronamespace = n.oid AND NOT o.rolsuper)
 AND NOT EXISTS (SELECT FROM pg_operator f JOIN pg_roles o ON o.oid = f.oprowner
                  WHERE f.oprnamespace = n.oid AND NOT o.rolsuper))
