package dev.pgsonde.streams.cause;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.schema.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Causes that nobody told of: a statement, a table, the machine, or how much there is to do. */
public final class Evidence {
    private static final double LEAST_SHARE = 0.25;
    private static final double OF_MEMBER = 0.52;
    private static final double OF_NEW_MEMBER = 0.65;
    private static final double OF_MISSING_INDEX = 0.7;

    private Evidence() {}

    /** The statements and tables that carry most of a change; those that were not there before rather than others. */
    public static List<Cause> ofMembers(Spell spell, List<Contribution> parts, Map<String, String> lackingIndexes) {
        List<Cause> causes = new ArrayList<>();
        for (Contribution part : parts) {
            if (part.share() >= LEAST_SHARE) {
                causes.add(ofMember(spell, part));
                missingIndex(spell, part, lackingIndexes).ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Cause ofMember(Spell spell, Contribution part) {
        boolean isNew = part.before() == 0 && part.rate() == 0;
        double share = Math.min(1, part.share());
        String evidence = isNew
                ? String.format(
                        Locale.ROOT,
                        "%s %s was not there before, and makes up %.0f %% of the change (%s: %s)",
                        part.subjectKind(),
                        part.subject(),
                        100 * part.share(),
                        part.metric(),
                        Amount.plain(part.now()))
                : String.format(
                        Locale.ROOT,
                        "%s %s makes up %.0f %% of the change (%s: %s instead of %s)",
                        part.subjectKind(),
                        part.subject(),
                        100 * part.share(),
                        part.metric(),
                        Amount.plain(part.now()),
                        Amount.plain(part.before()));
        return new Cause(
                isNew ? "new_" + part.subjectKind() : part.subjectKind(),
                List.of(part.subject()),
                isNew ? null : Amount.plain(part.before()),
                Amount.plain(part.now()),
                spell.onset(),
                share * (isNew ? OF_NEW_MEMBER : OF_MEMBER),
                evidence,
                null);
    }

    /** A table that is scanned more has a foreign key that no index serves. */
    private static Optional<Cause> missingIndex(Spell spell, Contribution part, Map<String, String> lackingIndexes) {
        if (!part.subjectKind().equals("table")) {
            return Optional.empty();
        }
        List<String> table = Subject.labels(part.subject());
        return lackingIndexes.entrySet().stream()
                .filter(key -> Subject.labels(key.getKey())
                        .subList(0, Math.min(3, Subject.labels(key.getKey()).size()))
                        .equals(table))
                .findFirst()
                .map(key -> new Cause(
                        "foreign_key_without_index",
                        List.of(key.getKey()),
                        null,
                        null,
                        spell.onset(),
                        Math.min(1, part.share()) * OF_MISSING_INDEX,
                        "no index begins with the columns of the foreign key " + key.getKey()
                                + ", and its table is scanned by each DELETE in the other",
                        Remedies.forKey(key.getKey(), key.getValue())
                                .map(Remedy::text)
                                .orElse(null)));
    }

    /** The machine, or anything else whose rise explains others, when it rose at the onset. */
    public static Optional<Cause> ofRise(Spell spell, Metric metric, List<Point> points, List<String> subjects) {
        Metric.Evidence asked = metric.evidence();
        if (asked == null || points.isEmpty()) {
            return Optional.empty();
        }
        double before = spell.before(points).ratio();
        double now = spell.since(points).ratio();
        if (now - before < asked.leastMore() || now < before * asked.leastTimes()) {
            return Optional.empty();
        }
        return Optional.of(new Cause(
                asked.kind(),
                subjects,
                Amount.plain(before),
                Amount.plain(now),
                spell.onset(),
                asked.prior(),
                metric.metric() + " rose from " + Amount.of(before, metric.unit()) + " to "
                        + Amount.of(now, metric.unit())
                        + (subjects.isEmpty() ? "" : ": " + String.join(", ", subjects)),
                null));
    }
}
