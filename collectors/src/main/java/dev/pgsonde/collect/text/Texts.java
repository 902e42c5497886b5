package dev.pgsonde.collect.text;

import dev.pgsonde.collect.config.TextsConfig;
import dev.pgsonde.schema.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which texts are asked for, and when: each once, seldom enough that the server spends at most a hundredth of
 * one core on it, and ever more seldom while it refuses.
 */
final class Texts {
    private static final int MOST_REMEMBERED = 50_000;
    /** The server reads the texts of all statements whether it is asked for one or for all. */
    private static final int MOST_AT_ONCE = 2_000;

    private static final int SHARE_OF_A_CORE = 100;
    private static final int MOST_DOUBLINGS = 6;

    private final long everyNanos;
    private final SeenIds seen = new SeenIds(MOST_REMEMBERED);
    private long askedNanos;
    private long pauseNanos;
    private int failures;

    Texts(TextsConfig config) {
        everyNanos = config.every().toNanos();
    }

    /** What to ask for now, of the rows of the view of statements. */
    Optional<TextQuestion> due(List<Column> statements, long nanos) {
        if (nanos - askedNanos < pauseNanos) {
            return Optional.empty();
        }
        Set<StatementId> unseen = unseen(statements);
        return unseen.isEmpty() ? Optional.empty() : Optional.of(new TextQuestion(unseen));
    }

    /** Those that are not in the answer are not asked for again: the server no longer has their texts. */
    void answered(TextQuestion question, long asked, long answered) {
        question.ids().forEach(seen::add);
        failures = 0;
        pause(asked, answered, everyNanos);
    }

    void failed(long asked, long failed) {
        pause(asked, failed, everyNanos << Math.min(++failures, MOST_DOUBLINGS));
    }

    private void pause(long asked, long ended, long atLeast) {
        askedNanos = asked;
        pauseNanos = Math.max(atLeast, SHARE_OF_A_CORE * (ended - asked));
    }

    private Set<StatementId> unseen(List<Column> statements) {
        Column databases = column(statements, "database");
        Column queryIds = column(statements, "query_id");
        Set<StatementId> unseen = new HashSet<>();
        for (int row = 0; row < databases.rows() && unseen.size() < MOST_AT_ONCE; row++) {
            Object database = databases.at(row);
            Object queryId = queryIds.at(row);
            if (database != null && queryId != null) {
                StatementId id = new StatementId(database.toString(), whole(queryId));
                if (!seen.contains(id)) {
                    unseen.add(id);
                }
            }
        }
        return unseen;
    }

    /** Some views have it as text. */
    private static long whole(Object queryId) {
        return queryId instanceof Long whole ? whole : Long.parseLong(queryId.toString());
    }

    private static Column column(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the view of statements has no column " + name));
    }
}
