package dev.pgsonde.local.agent;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One source's topic read as it must be: changes laid upon the frame that they name. It lists what cannot be laid. */
final class Reading {
    private final Map<String, Frame> frames = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final PartsOfFrames parts = new PartsOfFrames();

    /** All rows of a view as of a round, by subject, and in each the values by column. */
    record Frame(long round, Map<String, Map<String, @Nullable Object>> rows) {}

    private Reading() {}

    /** Shows {@code each} sample with the whole frame that it leads to. */
    static List<String> complaints(List<Observation> heard, BiConsumer<Sample, Frame> each) {
        Reading reading = new Reading();
        for (Observation observation : heard) {
            if (observation instanceof Marker marker && marker.kind().equals("gap")) {
                reading.frames.clear(); // nobody knows what is missing
            } else if (observation instanceof Sample part && part.unknown() == null) {
                Sample sample = reading.parts.take(part).orElse(null);
                if (sample == null) {
                    continue;
                }
                Frame now = reading.read(sample);
                reading.frames.put(sample.database() + '/' + sample.view(), now);
                each.accept(sample, now);
            }
        }
        return List.copyOf(reading.complaints);
    }

    private Frame read(Sample sample) {
        Frame before = frames.get(sample.database() + '/' + sample.view());
        String what = sample.database() + '/' + sample.view() + " of round " + sample.round();
        if (before != null && before.round() >= sample.round()) {
            complaints.add(what + " comes after round " + before.round());
        }
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        if (sample.frame() == FrameKind.CHANGES) {
            if (before == null || !Objects.equals(before.round(), sample.since())) {
                complaints.add(what + " is laid upon round " + sample.since() + ", but there is "
                        + (before == null ? "none" : before.round()));
            } else {
                rows.putAll(before.rows());
            }
        }
        for (String gone : sample.vanished()) {
            if (rows.remove(gone) == null) {
                complaints.add(what + ": " + gone + " vanished, and was not there");
            }
        }
        for (int row = 0; row < sample.rows(); row++) {
            rows.put(sample.subject(row), values(sample, row));
        }
        return new Frame(sample.round(), rows);
    }

    private static Map<String, @Nullable Object> values(Sample sample, int row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Column column : sample.columns()) {
            values.put(column.name(), column.at(row));
        }
        return values;
    }
}
