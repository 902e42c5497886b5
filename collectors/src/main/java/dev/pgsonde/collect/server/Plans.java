package dev.pgsonde.collect.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is asked in every round is planned by the server once a session, and answered in binary. */
final class Plans {
    /** The driver would take these for parameters and escapes. */
    private static final Predicate<String> UNFIT = Pattern.compile("[?{]").asPredicate();

    private final Connection connection;
    private final Map<String, PreparedStatement> bySql = new HashMap<>();

    Plans(Connection connection) {
        this.connection = connection;
    }

    static boolean fit(String sql) {
        return !UNFIT.test(sql);
    }

    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement known = bySql.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            bySql.put(sql, known);
        }
        return known;
    }

    /** It has failed, perhaps because what it was planned for has changed. */
    void forget(String sql) throws SQLException {
        PreparedStatement failed = bySql.remove(sql);
        if (failed != null) {
            failed.close();
        }
    }
}
