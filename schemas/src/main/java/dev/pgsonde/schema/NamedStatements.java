package dev.pgsonde.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The statements that an alert names, and the ids of their texts. Texts are on a topic of their own, so whoever shows an
 * alert looks them up: then no alert depends on which of the two came first.
 */
public final class NamedStatements {
    private static final String STATEMENT = "statement";
    private static final int MOST = 10;
    private static final int DATABASE = 0;
    private static final int QUERY = 2;

    private NamedStatements() {}

    /** The text's id of each statement, by the statement's name. */
    public static SortedMap<String, String> of(Alert alert) {
        Stream<String> own = alert.subjectKind().equals(STATEMENT) ? Stream.of(alert.subject()) : Stream.of();
        Stream<String> causes = alert.causes().stream()
                .filter(cause -> isStatement(cause.kind()))
                .flatMap(cause -> cause.subjects().stream());
        Stream<String> parts = alert.contributions().stream()
                .filter(part -> part.subjectKind().equals(STATEMENT))
                .map(Contribution::subject);
        SortedMap<String, String> ids = new TreeMap<>();
        Stream.of(own, causes, parts)
                .flatMap(names -> names)
                .distinct()
                .filter(name -> Subject.labels(name).size() > QUERY)
                .limit(MOST)
                .forEach(name -> ids.put(name, id(Subject.labels(name))));
        return ids;
    }

    /** The same alert, whose causes say the texts of their statements, as far as they are known. */
    public static Alert withTexts(Alert alert, Map<String, String> textsById) {
        List<Alert.Cause> causes = alert.causes().stream()
                .map(cause -> withTexts(cause, textsById))
                .toList();
        return causes.isEmpty() ? alert : alert.explained(causes, alert.summary(), alert.meaning());
    }

    private static Alert.Cause withTexts(Alert.Cause cause, Map<String, String> textsById) {
        List<String> texts = !isStatement(cause.kind())
                ? List.of()
                : cause.subjects().stream()
                        .map(Subject::labels)
                        .filter(labels -> labels.size() > QUERY)
                        .map(labels -> textsById.get(id(labels)))
                        .filter(Objects::nonNull)
                        .limit(MOST)
                        .toList();
        return texts.isEmpty()
                ? cause
                : new Alert.Cause(
                        cause.kind(),
                        cause.subjects(),
                        cause.before(),
                        cause.after(),
                        cause.at(),
                        cause.score(),
                        cause.evidence() + "; text: " + String.join("; ", texts),
                        cause.remedy());
    }

    private static boolean isStatement(String kind) {
        return kind.equals(STATEMENT) || kind.equals("new_" + STATEMENT);
    }

    private static String id(List<String> labels) {
        return labels.get(DATABASE) + "." + labels.get(QUERY);
    }
}
