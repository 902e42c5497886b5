package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Effect.ChangeIdentity;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.RecordLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that was changed, by one marker or by several that say the same of many tables at once.
 *
 * @param earliest when it was last seen to be as before
 */
public record KnownChange(List<Marker> markers, Instant earliest, Instant at) {
    /** What follows from a change, and is none. */
    private static final String CONSEQUENCE = "foreign_key_without_index";

    private static final double LIKELY = 0.2;
    private static final int MOST_NAMED = 100;
    /** What people say of a source: a deployment, the start of a run. */
    private static final String SAID = "source";

    public KnownChange {
        markers = List.copyOf(markers);
    }

    /** In the order of time; markers of one kind that came within a window of each other are one change. */
    public static List<KnownChange> of(List<Marker> markers, Duration window) {
        Map<List<String>, KnownChange> newest = new LinkedHashMap<>();
        List<KnownChange> changes = new ArrayList<>();
        for (Marker marker : markers) {
            if (!Mechanism.isChange(marker.kind()) || marker.kind().equals(CONSEQUENCE)) {
                continue;
            }
            List<String> group = Causes.groupOf(marker);
            KnownChange before = newest.get(group);
            KnownChange next = before != null && before.includes(marker, window)
                    ? before.with(marker)
                    : new KnownChange(List.of(marker), marker.earliest(), marker.at());
            changes.remove(before == null || next.markers.size() == 1 ? next : before);
            changes.add(next);
            newest.put(group, next);
        }
        return changes;
    }

    /** Soon after the others; or of one of their subjects, noticed a second time by what is looked at seldom. */
    private boolean includes(Marker marker, Duration window) {
        return !marker.at().isAfter(at.plus(window)) || isNoticedAgain(marker);
    }

    private boolean isNoticedAgain(Marker marker) {
        return !marker.earliest().isAfter(at)
                && markers.stream().anyMatch(known -> known.subject().equals(marker.subject()));
    }

    private KnownChange with(Marker marker) {
        List<Marker> more = new ArrayList<>(markers);
        more.add(marker);
        if (isNoticedAgain(marker)) {
            return new KnownChange(more, earliest, at);
        }
        return new KnownChange(
                more,
                marker.earliest().isBefore(earliest) ? marker.earliest() : earliest,
                marker.at().isAfter(at) ? marker.at() : at);
    }

    public String kind() {
        return markers.get(0).kind();
    }

    public String subjectKind() {
        return markers.get(0).subjectKind();
    }

    public List<String> subjects() {
        return markers.stream().map(Marker::subject).distinct().toList();
    }

    public boolean isLikelyToMove(String metric) {
        return prior(metric) >= LIKELY;
    }

    /** Whether the metric could move that way by it. */
    public boolean canMove(String metric, boolean rises) {
        int direction = Direction.of(metric, markers.get(0));
        return direction == 0 || direction > 0 == rises;
    }

    /** Whether what is seen beside both may be this one's doing as well as the other's. */
    public boolean weighsAgainst(KnownChange other, String metric) {
        return isLikelyToMove(metric) || !other.isLikelyToMove(metric);
    }

    double prior(String metric) {
        return Mechanism.prior(metric, markers.get(0));
    }

    /** The server does the same work otherwise; what people say of a source may mean other work too. */
    public boolean isOfServer() {
        return !subjectKind().equals(SAID);
    }

    public ChangeIdentity identity() {
        Marker first = markers.get(0);
        return new ChangeIdentity(
                at, kind(), RecordLimits.first(subjects(), MOST_NAMED), first.before(), first.after());
    }

    /** In a few words. */
    public String text() {
        List<String> all = subjects();
        return kind() + " of " + (all.size() == 1 ? all.get(0) : all.size() + " " + subjectKind() + "s");
    }
}
