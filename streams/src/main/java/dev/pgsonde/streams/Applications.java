package dev.pgsonde.streams;

import dev.pgsonde.schema.Subject;
import dev.pgsonde.streams.state.Frames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who sent a statement: the applications that were seen at it, and where it is too short to be seen, those that have
 * sessions of its user in its database.
 */
final class Applications {
    private static final String WAITS = "waits";
    private static final String SESSIONS = "sessions";
    private static final int APPLICATION = 2;
    private static final int QUERY = 7;
    /** Of a statement's name. */
    private static final int STATEMENT_QUERY = 2;

    private final Frames frames;
    private final String source;

    Applications(Frames frames, String source) {
        this.frames = frames;
        this.source = source;
    }

    /** Those that were seen most often first. */
    List<String> of(String statement) {
        List<String> sent = Subject.labels(statement);
        Map<String, Integer> seen = new TreeMap<>();
        frames.gauges(source, WAITS).keySet().stream()
                .map(Subject::labels)
                .filter(labels -> isOf(sent, labels))
                .filter(labels -> labels.size() > QUERY && labels.get(QUERY).equals(sent.get(STATEMENT_QUERY)))
                .forEach(labels -> seen.merge(labels.get(APPLICATION), 1, Integer::sum));
        if (seen.isEmpty()) {
            frames.gauges(source, SESSIONS).keySet().stream()
                    .map(Subject::labels)
                    .filter(labels -> isOf(sent, labels))
                    .forEach(labels -> seen.merge(labels.get(APPLICATION), 1, Integer::sum));
        }
        List<String> applications = new ArrayList<>(seen.keySet());
        applications.sort(Comparator.comparing((String name) -> seen.getOrDefault(name, 0))
                .reversed());
        return applications;
    }

    /** The same database and the same user. */
    private static boolean isOf(List<String> statement, List<String> labels) {
        return labels.size() > APPLICATION
                && statement.size() > STATEMENT_QUERY
                && labels.subList(0, APPLICATION).equals(statement.subList(0, APPLICATION));
    }
}
