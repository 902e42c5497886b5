package dev.pgsonde.local.agent;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Delta;
import dev.pgsonde.streams.delta.Deltas;
import dev.pgsonde.streams.delta.Frame;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the samples of one source as the streams do, and keeps every difference that they would believe. */
final class Replay {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Map<String, Known> places = new HashMap<>();
    private final PartsOfFrames parts = new PartsOfFrames();
    private final List<Change> changes = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    /** A row's counters between two rounds. */
    record Change(String view, String subject, Point from, Point to, Map<String, Long> counters) {}

    /** A row, or with an empty subject a view, of which nobody can say what happened to it. */
    record Refused(String view, String subject, Point at, Reason reason) {}

    /** A round, and when it was. */
    record Point(long round, Instant at) {
        static Point of(Sample sample) {
            return new Point(sample.round(), sample.at());
        }
    }

    /** A view as it was last seen. */
    private record Known(Look look, Point point, Map<String, Row> rows) {}

    void take(Sample part) {
        parts.take(part).ifPresent(this::takeFrame);
    }

    private void takeFrame(Sample sample) {
        String place = sample.view() + " " + sample.database();
        Known before = places.get(place);
        if (sample.unknown() != null) {
            return;
        }
        Look former = before == null ? null : before.look();
        if (former != null && !former.leadsTo(sample)) {
            refuse(sample, "", Reason.GAP);
            places.remove(place);
            return;
        }
        Frame frame = Frame.of(sample, sample.at(), 0);
        Look now = frame.lookAfter(former);
        Optional<Reason> obstacle = Deltas.obstacle(former, now, LONGEST);
        obstacle.ifPresent(reason -> refuse(sample, "", reason));
        if (obstacle.isPresent() && sample.frame() == FrameKind.CHANGES) {
            places.remove(place);
            return;
        }
        boolean comparable = obstacle.isEmpty() && before != null;
        Map<String, Row> rows = comparable ? Objects.requireNonNull(before).rows() : new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int n = 0; n < sample.rows(); n++) {
            String subject = sample.subject(n);
            seen.add(subject);
            Row row = frame.row(n);
            if (comparable) {
                compare(sample, Objects.requireNonNull(before), subject, rows.get(subject), row);
            }
            rows.put(subject, row);
        }
        if (sample.frame() == FrameKind.FULL) {
            rows.keySet().retainAll(seen);
        } else {
            sample.vanished().forEach(rows::remove);
        }
        places.put(place, new Known(now, Point.of(sample), rows));
    }

    private void compare(Sample sample, Known known, String subject, @Nullable Row before, Row after) {
        Delta delta = Deltas.between(known.look(), before, after, false);
        if (delta instanceof Delta.Unknown unknown) {
            refuse(sample, subject, unknown.reason());
        } else if (delta instanceof Delta.Partial partial) {
            refuse(sample, subject, partial.reason());
        } else if (delta instanceof Delta.Measured measured) {
            changes.add(new Change(
                    sample.view(), subject, known.point(), Point.of(sample), named(sample, measured.change())));
        }
    }

    private static Map<String, Long> named(Sample sample, Values change) {
        Map<String, Long> named = new HashMap<>();
        List<String> names = sample.columns().stream()
                .filter(Replay::isCounter)
                .map(Column::name)
                .toList();
        for (int n = 0; n < names.size(); n++) {
            if (change.known()[n]) {
                named.put(names.get(n), change.numbers()[n]);
            }
        }
        return named;
    }

    private static boolean isCounter(Column column) {
        return column.kind() == ColumnKind.COUNTER && column instanceof LongColumn;
    }

    private void refuse(Sample sample, String subject, Reason reason) {
        refused.add(new Refused(sample.view(), subject, Point.of(sample), reason));
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    List<Refused> refused() {
        return List.copyOf(refused);
    }
}
