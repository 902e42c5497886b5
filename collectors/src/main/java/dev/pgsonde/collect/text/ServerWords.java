package dev.pgsonde.collect.text;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * What may be told of the server's own words: its first line, and what stands there in quotes only when that can be a
 * name and no value of a row or of somebody's SQL.
 */
public final class ServerWords {
    private static final int LONGEST = 200;
    /** Connections, roles, databases, schemas, transactions, limits, locks, and the server's own state. */
    private static final Set<String> CLASSES_THAT_QUOTE_NAMES =
            Set.of("08", "28", "3D", "3F", "25", "40", "53", "54", "55", "57", "58");
    /** Of privileges, tables, columns, functions and other objects. */
    private static final Set<String> STATES_THAT_QUOTE_NAMES = Set.of("42501", "42P01", "42703", "42883", "42704");
    /** Raised by a function, in the words of whoever wrote it. */
    private static final String RAISED = "P0";
    /** As messages quote in any language; what is quoted may hold quotes too. */
    private static final String QUOTES = "\"'`\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u300c\u300e";

    private ServerWords() {}

    public static String of(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith(RAISED)) {
            return "a function raised an error of its own (" + state + ")";
        }
        String message = Objects.requireNonNullElse(e.getMessage(), "no reason given");
        String line = message.lines().findFirst().orElse("").strip();
        String told = (quotesNames(state) ? line : upToQuote(line)).replaceFirst("\\.$", "");
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + "...";
    }

    private static boolean quotesNames(String state) {
        return STATES_THAT_QUOTE_NAMES.contains(state)
                || (state.length() == 5 && CLASSES_THAT_QUOTE_NAMES.contains(state.substring(0, 2)));
    }

    private static String upToQuote(String line) {
        for (int n = 0; n < line.length(); n++) {
            if (QUOTES.indexOf(line.charAt(n)) >= 0) {
                return line.substring(0, n) + "?";
            }
        }
        return line;
    }
}
