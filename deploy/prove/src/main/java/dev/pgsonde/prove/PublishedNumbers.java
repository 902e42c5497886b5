package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.prove.SampleOracle.Ratio;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.window.Figures;
import dev.pgsonde.streams.window.SubjectTerms;
import dev.pgsonde.streams.window.Tumbling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the records of one source's windows come to, by the code that hands them to the detector. */
final class PublishedNumbers {
    private final Catalog catalog = Catalog.standard();
    private final SubjectTerms terms = new SubjectTerms(catalog);
    private final Tumbling windows;
    private final Map<Instant, Figures> open = new HashMap<>();
    /** By metric, then by window, then by subject. */
    private final Map<String, Map<Instant, Map<String, Ratio>>> judged = new HashMap<>();

    private final Map<Instant, List<Window>> withEstimates = new TreeMap<>();
    private int records;

    PublishedNumbers(Duration window) {
        this.windows = new Tumbling(window);
    }

    /** In the order of their topic. A window is judged with its server's record, and what comes later is not. */
    void add(Window record) {
        records++;
        if (record.view().equals(View.SERVER) || record.view().equals("statements")) {
            withEstimates
                    .computeIfAbsent(record.start(), any -> new ArrayList<>())
                    .add(record);
        }
        if (!record.view().equals(View.SERVER)) {
            open.computeIfAbsent(record.start(), any -> new Figures(terms, windows))
                    .add(record);
        } else {
            Figures figures = open.getOrDefault(record.start(), new Figures(terms, windows));
            open.remove(record.start());
            figures.addServer(record);
            catalog.metrics().forEach(metric -> judge(metric, record.start(), figures));
        }
    }

    private void judge(Metric metric, Instant start, Figures figures) {
        Map<String, Ratio> bySubject = new HashMap<>();
        figures.of(metric).forEach((subject, ratio) -> {
            if (ratio.denominator() != 0) {
                bySubject.put(subject, new Ratio(ratio.numerator(), ratio.denominator()));
            }
        });
        judged.computeIfAbsent(metric.metric(), any -> new TreeMap<>()).put(start, bySubject);
    }

    int records() {
        return records;
    }

    /** Windows that were judged, up to that time. */
    List<Instant> starts(Instant end) {
        return judged.values().stream()
                .findFirst()
                .map(byStart -> byStart.keySet().stream()
                        .filter(start -> start.isBefore(end))
                        .toList())
                .orElse(List.of());
    }

    Map<String, Ratio> judged(Metric metric, Instant start) {
        return judged.getOrDefault(metric.metric(), Map.of()).getOrDefault(start, Map.of());
    }

    /** What is estimated of images, which no sample says. */
    OptionalLong estimate(Instant start, List<String> subject, Sum.Term term) {
        List<Window> all = withEstimates.getOrDefault(start, List.of());
        String name = subject.isEmpty() ? term.name() : term.counter();
        long sum = 0;
        boolean isKnown = false;
        for (Window record : all) {
            boolean isOfSubject = subject.isEmpty()
                    ? record.view().equals(View.SERVER)
                    : record.view().equals("statements") && record.subject().equals(Subject.of(subject));
            OptionalLong one = isOfSubject ? record.sums().of(name) : OptionalLong.empty();
            isKnown |= one.isPresent();
            sum += one.orElse(0);
        }
        return isKnown ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
