package dev.pgsonde.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Statements that carry a password in every way that we know of, run by the superuser of a server of our own. */
final class SecretWorkload {
    static final String SECRET = "hunter2";

    private static final List<String> STATEMENTS = List.of(
            "CREATE EXTENSION IF NOT EXISTS dblink",
            "CREATE ROLE \"quiet keeper\" LOGIN PASSWORD 'hunter2'",
            "ALTER ROLE \"quiet keeper\" PASSWORD $x$hunter2$x$ VALID UNTIL '2099-01-01'",
            "alter role \"quiet keeper\" set my.secret to hunter2",
            "ALTER SYSTEM SET primary_conninfo = 'host=10.0.0.1 password=hunter2'",
            "ALTER/* hunter2 */SYSTEM SET restore_command TO 'curl -u x:hunter2 %f'",
            "ALTER SYSTEM RESET restore_command",
            "SELECT 'hunter2' /* hunter2 */",
            "SELECT 1 -- hunter2",
            "SET my.secret = hunter2",
            "set Session my . secret To \"hunter2\"",
            "SELECT set_config('my.secret', 'hunter2', false)",
            "DO $$ BEGIN PERFORM 'hunter2'; END $$",
            "DO LANGUAGE plpgsql 'BEGIN PERFORM 1; /* hunter2 */ END'",
            "COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; : hunter2'",
            "CREATE TABLE kept (a text DEFAULT 'hunter2', CHECK (a <> E'hunter2\\''))",
            "COMMENT ON TABLE kept IS 'hunter2'",
            "INSERT INTO kept VALUES ('hunter2'), ('x'\n'hunter2')",
            "CREATE TABLE copied AS SELECT a FROM kept WHERE a LIKE '%hunter2%'",
            "CREATE VIEW seen AS SELECT a FROM kept WHERE a = 'hunter2'",
            "CREATE INDEX found ON kept (a) WHERE a = 'hunter2'",
            "CREATE FUNCTION f(a text DEFAULT 'hunter2') RETURNS text LANGUAGE sql SET my.secret = hunter2"
                    + " AS $$ SELECT 'hunter2' $$",
            "PREPARE p AS SELECT $1::text, 'hunter2' /* hunter2 */",
            "EXECUTE p('hunter2')",
            "DEALLOCATE p",
            "EXPLAIN (COSTS OFF) SELECT a FROM kept WHERE a = 'hunter2'",
            "NOTIFY told, 'hunter2'",
            "CREATE FOREIGN DATA WRAPPER wrapper OPTIONS (secret 'hunter2')",
            "CREATE SERVER elsewhere FOREIGN DATA WRAPPER wrapper OPTIONS (host 'h', dbname 'hunter2')",
            "CREATE USER MAPPING FOR postgres SERVER elsewhere OPTIONS (user 'u', password 'hunter2')",
            "CREATE SUBSCRIPTION sub CONNECTION 'host=127.0.0.1 password=hunter2' PUBLICATION p"
                    + " WITH (connect = false)",
            "ALTER SUBSCRIPTION sub CONNECTION 'host=127.0.0.1 port=1 password=hunter2'",
            "ALTER SUBSCRIPTION sub SET (slot_name = NONE)",
            "DROP SUBSCRIPTION sub");

    private SecretWorkload() {}

    static void run(Connection superuser, String conninfo) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("SELECT * FROM dblink('" + conninfo
                    + " options=''-c my.secret=hunter2''', 'SELECT ''hunter2''')" + " AS answer(a text)");
            statement.execute("BEGIN; DECLARE c CURSOR FOR SELECT 'hunter2'; SET LOCAL my.secret = hunter2; COMMIT");
        }
    }
}
