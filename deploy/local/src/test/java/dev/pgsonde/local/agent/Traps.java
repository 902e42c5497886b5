package dev.pgsonde.local.agent;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of a database puts in the way of whoever reads it: in every schema where he can create objects, functions,
 * operators, types and relations with the names of those that {@code sql} uses. Each writes {@link #MARK} into the server's
 * log when it is used by anybody else.
 */
public final class Traps {
    public static final String MARK = "TRAP SPRUNG";

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final String BODY = " LANGUAGE plpgsql AS 'BEGIN IF current_user <> ''mallory'' THEN RAISE LOG ''"
            + MARK + " %s as %%'', current_user; END IF; RETURN NULL; END'";

    private final Connection owner;
    private final Set<String> words = new TreeSet<>();
    private final List<String> types;
    private int made;

    /** {@code types}: those of which operators and functions are made in all combinations. */
    public Traps(Connection owner, List<String> sql, List<String> types) {
        this.owner = owner;
        this.types = List.copyOf(types);
        for (String text : sql) {
            Matcher word = WORD.matcher(text.toLowerCase(java.util.Locale.ROOT));
            while (word.find()) {
                words.add(word.group());
            }
        }
    }

    /** Answers how many there are now. */
    public int set(String schema) throws SQLException {
        operators(schema);
        functions(schema);
        relations(schema);
        return made;
    }

    private void operators(String schema) throws SQLException {
        List<String> names = list("SELECT DISTINCT oprname FROM pg_catalog.pg_operator WHERE oprname <> '=>'");
        for (String left : types) {
            for (String right : types) {
                String function = schema + ".trap_of_operators";
                make("CREATE FUNCTION " + function + "(a " + left + ", b " + right + ") RETURNS " + left
                        + BODY.formatted("operator"));
                for (String name : names) {
                    make("CREATE OPERATOR " + schema + "." + name + " (LEFTARG = " + left + ", RIGHTARG = " + right
                            + ", PROCEDURE = " + function + ")");
                }
            }
        }
    }

    /** With the arguments that they have in pg_catalog, and with as many of each type. */
    private void functions(String schema) throws SQLException {
        for (String name : list("SELECT DISTINCT proname FROM pg_catalog.pg_proc WHERE prokind = 'f'")) {
            if (!words.contains(name)) {
                continue;
            }
            Set<String> signatures = new TreeSet<>(list("SELECT pg_get_function_identity_arguments(oid)"
                    + " FROM pg_catalog.pg_proc WHERE proname = '" + name + "'"));
            for (String count : list("SELECT DISTINCT pronargs FROM pg_catalog.pg_proc WHERE proname = '" + name
                    + "' AND pronargs BETWEEN 1 AND 4")) {
                for (String type : types) {
                    signatures.add(String.join(", ", java.util.Collections.nCopies(Integer.parseInt(count), type)));
                }
            }
            for (String signature : signatures) {
                String named = schema + ".\"" + name + "\"(" + signature + ")";
                make("CREATE FUNCTION " + named + (signature.contains("OUT ") ? "" : " RETURNS text")
                        + BODY.formatted(name));
            }
        }
    }

    private void relations(String schema) throws SQLException {
        make("CREATE FUNCTION " + schema + ".trap_of_views() RETURNS text" + BODY.formatted("relation"));
        for (String name : list("SELECT relname FROM pg_catalog.pg_class WHERE relkind IN ('r', 'v')"
                + " AND relnamespace = 'pg_catalog'::regnamespace UNION SELECT 'pg_stat_statements'"
                + " UNION SELECT 'pg_stat_statements_info'")) {
            if (words.contains(name)) {
                make("CREATE VIEW " + schema + "." + name + " AS SELECT " + schema + ".trap_of_views() AS trap");
            }
        }
    }

    /** What is not possible, or not for him, is no trap. */
    private void make(String sql) {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
            made++;
        } catch (SQLException e) {
            // such an object is there already, or its name or type is reserved
        }
    }

    private List<String> list(String sql) throws SQLException {
        List<String> list = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                list.add(rows.getString(1));
            }
        }
        return list;
    }
}
