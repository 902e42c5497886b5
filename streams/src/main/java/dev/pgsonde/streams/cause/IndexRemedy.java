package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.sql.Quoting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Creates indexes again that are gone: those of partitioned tables first, then the others, which are attached to them. */
final class IndexRemedy {
    private static final String REST = "the topic pgsonde.markers has them all";
    private static final String LOCKS = "blocks writes to the table for a moment; its partitions' indexes follow";
    private static final String IDENTIFIES = "takes an ACCESS EXCLUSIVE lock on the table for a moment";
    private static final String ATTACHES = "takes an ACCESS EXCLUSIVE lock on the index for a moment";

    private IndexRemedy() {}

    static Optional<Remedy> of(List<Marker> gone) {
        Map<String, Marker> bySubject = new LinkedHashMap<>();
        for (Marker marker : gone) {
            if (marker.before() != null) {
                bySubject.merge(
                        marker.subject(),
                        marker,
                        (one, other) -> one.beforeParts().isEmpty() ? other : one);
            }
        }
        if (bySubject.isEmpty()) {
            return Optional.empty();
        }
        List<LostIndex> lost = bySubject.values().stream().map(LostIndex::of).toList();
        List<RemedyStep> steps = new ArrayList<>();
        lost.stream().filter(LostIndex::isPartitioned).forEach(index -> create(index, steps));
        lost.stream().filter(index -> !index.isPartitioned()).forEach(index -> create(index, steps));
        Map<Boolean, List<LostIndex>> parts = lost.stream()
                .filter(index -> index.isSayable() && index.parent().isPresent())
                .collect(Collectors.partitioningBy(index -> bySubject.containsKey(index.parentSubject())));
        parts.getOrDefault(true, List.of()).forEach(index -> attach(index, steps));
        parts.getOrDefault(false, List.of()).stream()
                .map(index -> index.parent().orElse(""))
                .distinct()
                .forEach(parent -> steps.add(new RemedyStep.Words("of those above, some were parts of the index "
                        + parent + ": if that has gone too, create it ON ONLY its table, then attach them to it")));
        return Optional.of(new Remedy(steps, REST));
    }

    private static void create(LostIndex index, List<RemedyStep> steps) {
        Optional<String> obstacle = index.obstacle();
        if (obstacle.isPresent()) {
            steps.add(new RemedyStep.Words(obstacle.get()));
            return;
        }
        steps.add(new RemedyStep.Sql(
                index.database(), index.create(), index.isPartitioned() ? LOCKS : Remedies.CONCURRENTLY));
        if (index.identified()) {
            String identity = "ALTER TABLE " + index.table() + " REPLICA IDENTITY USING INDEX "
                    + Quoting.identifier(index.name()) + ";";
            steps.add(new RemedyStep.Sql(index.database(), identity, IDENTIFIES));
        }
    }

    private static void attach(LostIndex index, List<RemedyStep> steps) {
        String attach = "ALTER INDEX " + index.parent().orElse("") + " ATTACH PARTITION " + index.qualified() + ";";
        steps.add(new RemedyStep.Sql(index.database(), attach, ATTACHES));
    }

    static String told(Marker marker) {
        List<String> labels = Subject.labels(marker.subject());
        return labels.stream().allMatch(Quoting::isName) ? Quoting.qualified(labels) : Quoting.told(marker.subject());
    }
}
