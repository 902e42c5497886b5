package dev.pgsonde.streams;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.streams.state.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What part each subject of a metric has had of the whole since some time. */
record Shares(Findings findings, Instant since) {
    private static final int TOLD = 5;
    private static final double LEAST = 0.05;

    List<Contribution> of(String source, Metric metric) {
        List<Contribution> all = new ArrayList<>();
        double whole = 0;
        for (String subject : findings.roster(source, metric.metric())) {
            double numerator = 0;
            double denominator = 0;
            for (Point point : findings.series(source, metric.metric(), subject).points()) {
                boolean counts = !point.start().isBefore(since);
                numerator += counts ? point.numerator() : 0;
                denominator += counts ? point.denominator() : 0;
            }
            whole += numerator;
            if (denominator > 0) {
                all.add(new Contribution(
                        metric.metric(), metric.subject(), subject, numerator, 0, 0, 0, numerator / denominator));
            }
        }
        double total = whole;
        return all.stream()
                .filter(part -> total > 0 && part.share() >= LEAST * total)
                .map(part -> new Contribution(
                        part.metric(), part.subjectKind(), part.subject(), part.share() / total, 0, 0, 0, part.now()))
                .sorted(Comparator.comparingDouble(Contribution::share).reversed())
                .limit(TOLD)
                .toList();
    }
}
