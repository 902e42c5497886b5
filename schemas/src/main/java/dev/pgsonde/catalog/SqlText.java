package dev.pgsonde.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as somebody wrote it, taken apart far enough to tell whether it is one statement that only reads. */
record SqlText(List<String> statements) {
    /** What is no part of a statement's words, or must not be cut within. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>--[^\\n]*|/\\*)"
                    + "|(?<quoted>\\b[eE]'[^'\\\\]*+(?:(?:''|\\\\.)[^'\\\\]*+)*+'|'[^']*+'|\"[^\"]*+\""
                    + "|(?<![\\w$])(?<dollar>\\$(?:[A-Za-z_]\\w*)?\\$)[\\s\\S]*?\\k<dollar>)"
                    + "|(?<end>;)",
            Pattern.DOTALL);

    private static final Pattern NESTING = Pattern.compile("/\\*|\\*/");
    private static final Set<String> READING = Set.of("select", "with", "values", "table", "show");
    private static final Pattern CHANGING = Pattern.compile(
            "\\bas\\s+(?:(?:not\\s+)?materialized\\s+)?\\(\\s*(insert|update|delete|merge)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ELSEWHERE = Pattern.compile(
            "show\\s+(pool_\\w+|stats\\w*|totals|pools|clients|servers|lists|databases|users|config|mem|fds|sockets"
                    + "|active_sockets|peers|peer_pools|dns_\\w+|state|version)\\s*",
            Pattern.CASE_INSENSITIVE);

    SqlText {
        statements = List.copyOf(statements);
    }

    /** Statements without comments; literals are empty, since nobody judges them. */
    static SqlText of(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length() && token.find(at)) {
            statement.append(text, at, token.start());
            at = token.end();
            if (token.group("end") != null) {
                add(statements, statement);
            } else if (token.group("quoted") != null) {
                statement.append("''");
            } else {
                statement.append(' ');
                at = token.group("comment").startsWith("--") ? at : endOfComment(text, at);
            }
        }
        statement.append(text.substring(at));
        add(statements, statement);
        return new SqlText(statements);
    }

    /** Comments nest in PostgreSQL. */
    private static int endOfComment(String text, int start) {
        Matcher mark = NESTING.matcher(text);
        int at = start;
        int depth = 1;
        while (depth > 0 && mark.find(at)) {
            depth += mark.group().equals("/*") ? 1 : -1;
            at = mark.end();
        }
        return depth == 0 ? at : text.length();
    }

    private static void add(List<String> statements, StringBuilder statement) {
        String words = statement.toString().strip();
        if (!words.isEmpty()) {
            statements.add(words);
        }
        statement.setLength(0);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Why this cannot be asked of PostgreSQL in a round, if it cannot. */
    Optional<Problem> problem() {
        if (isEmpty()) {
            return Optional.of(new Problem("has no SQL", "give it SQL, or take it out"));
        }
        if (statements.size() > 1) {
            return Optional.of(new Problem(
                    "has " + statements.size() + " statements in one text",
                    "leave the one that asks, and run the others by hand"));
        }
        String statement = statements.get(0);
        if (ELSEWHERE.matcher(statement).matches()) {
            return Optional.of(new Problem(
                    "asks a connection pooler (" + statement.toLowerCase(Locale.ROOT) + "), not PostgreSQL",
                    "watch the pooler by other means"));
        }
        return problemOfOne(statement);
    }

    private static Optional<Problem> problemOfOne(String statement) {
        String first = statement.replaceFirst("^[(\\s]+", "").split("\\W", 2)[0];
        if (!READING.contains(first.toLowerCase(Locale.ROOT))) {
            return Optional.of(new Problem(
                    "begins with " + (first.isEmpty() ? "no word" : first)
                            + ", and only SELECT, WITH, VALUES, TABLE and SHOW read",
                    "ask with one of them"));
        }
        Matcher changing = CHANGING.matcher(statement);
        return changing.find()
                ? Optional.of(new Problem(
                        "changes data (" + changing.group(1).toUpperCase(Locale.ROOT) + "), and a round only reads",
                        "leave the changing to somebody else"))
                : Optional.empty();
    }

    /** What is wrong, and what to do. */
    record Problem(String reason, String whatToDo) {}
}
