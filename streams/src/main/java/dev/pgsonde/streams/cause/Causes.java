package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.RecordLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ranks what happened around an onset: how near it was, and whether such a thing can move such a metric. */
public final class Causes {
    private static final String UNKNOWN = "unknown";
    private static final String INDEX = "index";
    private static final double CERTAIN = 0.99;
    /** Of thousands of tables nobody reads more; the evidence says how many there are. */
    private static final int MOST_NAMED = 100;

    private Causes() {}

    /** The causes, likeliest first; "unknown" is always one of them. */
    public static List<Cause> rank(
            String metric, Onset onset, List<Marker> markers, BeforeImages images, List<Cause> evidence) {
        Map<List<String>, List<Marker>> groups = new LinkedHashMap<>();
        Priors priors = new Priors(metric);
        for (Marker marker : markers) {
            if (onset.closeness(marker) > 0 && priors.of(marker) > 0) {
                groups.computeIfAbsent(groupOf(marker), any -> new ArrayList<>())
                        .add(marker);
            }
        }
        List<Cause> causes = new ArrayList<>(evidence);
        groups.values().forEach(alike -> causes.add(cause(metric, onset, alike, images, remedy(alike, markers))));
        double best = causes.stream().mapToDouble(Cause::score).max().orElse(0);
        causes.add(new Cause(
                UNKNOWN, List.of(), null, null, onset.at(), 1 - best, "nothing else that was seen explains it", null));
        causes.sort(Comparator.comparingDouble(Cause::score).reversed());
        return causes;
    }

    /** Events that could move the metric, for the detector, which asks for less proof beside one. */
    public static List<Instant> eventsFor(String metric, List<Marker> markers) {
        Priors priors = new Priors(metric);
        return markers.stream()
                .filter(marker -> priors.of(marker) > 0)
                .map(Marker::at)
                .distinct()
                .toList();
    }

    /** Tables whose identity changed alike are one cause, and so are indexes that went together; a setting is one by itself. */
    private static List<String> groupOf(Marker marker) {
        if (marker.kind().equals(INDEX)) {
            return List.of(marker.kind(), marker.after() == null ? "gone" : marker.before() == null ? "new" : "other");
        }
        String subject = marker.subjectKind().equals("table") ? "" : marker.subject();
        return List.of(marker.kind(), subject, String.valueOf(marker.before()), String.valueOf(marker.after()));
    }

    private static Cause cause(
            String metric, Onset onset, List<Marker> alike, BeforeImages images, @Nullable String remedy) {
        Marker first = alike.get(0);
        boolean identity = first.kind().equals("replica_identity");
        double score = Mechanism.prior(metric, first) * onset.closeness(first);
        if (identity && images.rose()) {
            score = Math.min(CERTAIN, 1 - (1 - score) / 2);
        }
        String what = alike.size() == 1
                ? first.kind() + " of " + first.subject()
                : first.kind() + " of " + alike.size() + " "
                        + (first.subjectKind().equals(INDEX) ? "indexes" : first.subjectKind() + "s");
        double lag = Duration.between(onset.at(), first.at()).toMillis() / 1000.0;
        String evidence = String.format(
                Locale.ROOT,
                "%s changed from %s to %s, seen %.1f s %s the start of the first window of the new level%s",
                what,
                first.before(),
                first.after(),
                Math.abs(lag),
                lag < 0 ? "before" : "after",
                identity ? images.text() : "");
        return new Cause(
                first.kind(),
                RecordLimits.first(
                        alike.stream().map(Marker::subject).distinct().toList(), MOST_NAMED),
                first.before(),
                first.after(),
                first.at(),
                score,
                evidence,
                remedy);
    }

    private static @Nullable String remedy(List<Marker> alike, List<Marker> all) {
        return Remedies.of(alike, all).map(Remedy::text).orElse(null);
    }
}
