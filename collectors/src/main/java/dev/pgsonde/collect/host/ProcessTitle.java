package dev.pgsonde.collect.host;

import java.util.List;
import java.util.Optional;

/** What kind of process of PostgreSQL's bears a title, in the words of {@code pg_stat_activity.backend_type}. */
final class ProcessTitle {
    private static final String PREFIX = "postgres: ";

    /** What a title begins with, and the backend type; the longer of two with a common beginning comes first. */
    private record Kind(String title, String backendType) {
        Kind(String both) {
            this(both, both);
        }

        boolean matches(String text) {
            return text.startsWith(title)
                    && (text.length() == title.length() || " :".indexOf(text.charAt(title.length())) >= 0);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("autovacuum launcher"),
            new Kind("autovacuum worker"),
            new Kind("logical replication launcher"),
            new Kind("logical replication parallel apply worker", "logical replication parallel worker"),
            new Kind("logical replication tablesync worker", "logical replication tablesync worker"),
            new Kind("logical replication apply worker", "logical replication apply worker"),
            new Kind("logical replication worker"),
            new Kind("parallel worker"),
            new Kind("background writer"),
            new Kind("checkpointer"),
            new Kind("walwriter"),
            new Kind("walsender"),
            new Kind("walreceiver"),
            new Kind("walsummarizer"),
            new Kind("slotsync worker"),
            new Kind("io worker"),
            new Kind("startup"),
            new Kind("archiver"),
            new Kind("logger"),
            new Kind("stats collector"));

    private ProcessTitle() {}

    static boolean isOfPostgres(String title) {
        return title.startsWith(PREFIX);
    }

    /** Nothing when the title is not one of PostgreSQL's children: then it is of the first process, or not set yet. */
    static Optional<String> backendType(String title) {
        if (!isOfPostgres(title)) {
            return Optional.empty();
        }
        String rest = title.substring(PREFIX.length()).strip();
        Optional<String> known = known(rest);
        int cluster = rest.indexOf(": ");
        if (known.isEmpty() && cluster > 0) {
            rest = rest.substring(cluster + 2);
            known = known(rest);
        }
        String words = rest;
        return Optional.of(known.orElseGet(() -> isClient(words) ? "client backend" : "background worker"));
    }

    private static Optional<String> known(String text) {
        return KINDS.stream()
                .filter(kind -> kind.matches(text))
                .map(Kind::backendType)
                .findFirst();
    }

    /** USER DATABASE HOST(PORT) or [local], then what it does. */
    private static boolean isClient(String text) {
        String[] words = text.split(" ", -1);
        return words.length >= 3 && (words[2].equals("[local]") || words[2].matches("\\S+\\(\\d+\\)"));
    }
}
