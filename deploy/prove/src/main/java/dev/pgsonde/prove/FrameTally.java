package dev.pgsonde.prove;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an agent has published, counted: frames are too many to be kept. */
final class FrameTally {
    private final WireFormat<Observation> format =
            WireFormat.of(Topics.standard().samples(), new SingleObjectFraming(Topics.standard()));
    /** The rounds in which a view was published whole. */
    private final Map<String, List<Long>> whole = new HashMap<>();

    private final Map<String, Integer> rows = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private long largest;
    private long gaps;
    private int parts;
    private int rounds;

    void take(byte[] record) throws IOException {
        largest = Math.max(largest, record.length);
        Observation observation = format.read(record);
        if (observation instanceof Sample sample) {
            take(sample);
        } else if (observation instanceof Marker marker) {
            gaps += marker.kind().equals("gap") ? 1 : 0;
        } else if (observation instanceof Round) {
            rounds++;
        }
    }

    private void take(Sample sample) {
        String name = sample.database() + "/" + sample.view();
        parts = Math.max(parts, sample.parts());
        if (sample.unknown() != null) {
            unknown.add(name + ": " + sample.unknown());
        } else if (sample.frame() == FrameKind.FULL && sample.part() == 0) {
            whole.computeIfAbsent(name, any -> new ArrayList<>()).add(sample.round());
            rows.put(name, sample.rows());
        } else if (sample.frame() == FrameKind.FULL) {
            rows.merge(name, sample.rows(), Integer::sum);
        }
    }

    int rounds() {
        return rounds;
    }

    long largestKb() {
        return largest / 1000;
    }

    long gaps() {
        return gaps;
    }

    int parts() {
        return parts;
    }

    /** The rows of the last whole frame of a view. */
    int rows(String view) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/" + view))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Whole frames that follow another one of their view within fewer than {@code rounds} rounds. */
    long tooMany(int most) {
        long tooMany = 0;
        for (List<Long> each : whole.values()) {
            for (int n = 1; n < each.size(); n++) {
                tooMany += each.get(n) - each.get(n - 1) < most ? 1 : 0;
            }
        }
        return tooMany;
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }
}
