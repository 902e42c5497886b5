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

    /** Within a transaction the driver holds so many rows of an answer at once, and not all of them. */
    static final int FETCHED_ROWS = 1000;

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
            known.setFetchSize(FETCHED_ROWS);
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
