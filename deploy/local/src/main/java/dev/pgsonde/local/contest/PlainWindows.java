package dev.pgsonde.local.contest;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The least that makes windows of samples of one partition: what was last read of each row, and what has been added up of
 * it, in memory. Nothing is remembered over a restart, no reset is noticed, no gap is told, nothing is judged.
 */
final class PlainWindows {
    static final long LENGTH_MS = 30_000;

    /** By source, view and subject. */
    private final Map<String, Map<String, Map<String, Series>>> sources = new HashMap<>();

    private final Map<String, NameList> names = new HashMap<>();
    private final Map<String, Long> open = new HashMap<>();

    /** One row of one view. */
    private static final class Series {
        private final String view;
        private final String subject;
        private final String kind;
        private final Map<String, String> labels;
        private final String incarnation;
        private final NameList metrics;
        private final long[] last;
        private final long[] sums;
        private int samples;

        Series(String subject, Sample sample, NameList metrics) {
            this.view = sample.view();
            this.subject = subject;
            this.kind = sample.subjectKind();
            this.labels = Subject.labels(subject, sample.labels());
            this.incarnation = sample.incarnation().id();
            this.metrics = metrics;
            this.last = new long[metrics.size()];
            this.sums = new long[metrics.size()];
        }

        void take(List<LongColumn> counters, int row, boolean isFirst) {
            for (int n = 0; n < last.length; n++) {
                long value = counters.get(n).values()[row];
                long change = value - last[n];
                // a counter that went back began anew
                sums[n] += isFirst ? 0 : change < 0 ? value : change;
                last[n] = value;
            }
            samples += isFirst ? 0 : 1;
        }

        void publish(String source, Instant start, Instant end, Consumer<Window> out) {
            if (Arrays.stream(sums).anyMatch(sum -> sum != 0)) {
                out.accept(new Window(
                        view,
                        source,
                        start,
                        end,
                        incarnation,
                        null,
                        view,
                        kind,
                        subject,
                        labels,
                        LENGTH_MS,
                        samples,
                        0,
                        false,
                        null,
                        metrics.fingerprint(),
                        NamedNumbers.of(metrics, sums, new BitSet()),
                        NamedNumbers.NONE));
                Arrays.fill(sums, 0);
            }
            samples = 0;
        }
    }

    void take(Sample sample) {
        List<LongColumn> counters = sample.columns().stream()
                .filter(column -> column.kind() == ColumnKind.COUNTER)
                .map(LongColumn.class::cast)
                .toList();
        NameList metrics = names.computeIfAbsent(
                sample.view(),
                view -> NameList.of(counters.stream()
                        .map(Column::name)
                        .map(name -> view + "." + name)
                        .toList()));
        Map<String, Series> series = sources.computeIfAbsent(sample.source(), any -> new HashMap<>())
                .computeIfAbsent(sample.view(), any -> new HashMap<>());
        for (int row = 0; row < sample.rows(); row++) {
            String subject = sample.subject(row);
            Series known = series.get(subject);
            if (known == null && sample.frame() == FrameKind.FULL) {
                known = new Series(subject, sample, metrics);
                known.take(counters, row, true);
                series.put(subject, known);
            } else if (known != null) {
                known.take(counters, row, false);
            }
        }
    }

    /** Publishes a window that has ended. */
    void take(Round round, Consumer<Window> out) {
        long tick = Objects.requireNonNull(round.tick()).toEpochMilli();
        long edge = Math.floorDiv(tick, LENGTH_MS) * LENGTH_MS;
        Long before = open.put(round.source(), edge);
        if (before != null && edge > before) {
            Instant start = Instant.ofEpochMilli(edge - LENGTH_MS);
            Instant end = Instant.ofEpochMilli(edge);
            sources.getOrDefault(round.source(), Map.of()).values().forEach(view -> view.values()
                    .forEach(series -> series.publish(round.source(), start, end, out)));
        }
    }
}
