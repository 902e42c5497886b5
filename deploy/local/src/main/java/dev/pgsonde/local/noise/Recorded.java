package dev.pgsonde.local.noise;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.demo.MetricSeries;
import dev.pgsonde.local.demo.WindowTally;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Every metric of one server, window by window. */
final class Recorded {
    /** Of the newest windows more may come. */
    private static final int OPEN = 30;

    private final String name;
    private final String source;
    private final List<Metric> metrics;
    private final int leftOut;
    private final SortedMap<Instant, WindowTally> open = new TreeMap<>();
    private final StringBuilder lines = new StringBuilder();
    private Instant closedUpTo = Instant.MIN;
    private int closed;

    /** All but the first windows, so many of which are left out. */
    Recorded(String name, String source, List<Metric> metrics, int leftOut) {
        this.name = name;
        this.source = source;
        this.leftOut = leftOut;
        this.metrics = List.copyOf(metrics);
    }

    void add(Window window) {
        if (!window.source().equals(source) || !window.start().isAfter(closedUpTo)) {
            return;
        }
        open.computeIfAbsent(window.start(), any -> new WindowTally()).add(window);
        while (open.size() > OPEN) {
            closeOldest();
        }
    }

    /** Of what is closed only the lines stay: a recording is long, and made of very many counters. */
    private void closeOldest() {
        closedUpTo = open.firstKey();
        WindowTally tally = open.remove(closedUpTo);
        closed++;
        for (Metric metric : metrics) {
            MetricSeries.Ratio ratio = closed > leftOut ? tally.ratio(metric) : null;
            if (ratio != null) {
                lines.append(closedUpTo.toEpochMilli() + "," + metric.metric() + "," + ratio.numerator() + ","
                        + ratio.denominator() + "\n");
            }
        }
    }

    int windows() {
        return closed + open.size();
    }

    /** One line for each window and metric: when, which, numerator, denominator; compressed. */
    Path writeTo(Path directory) {
        while (!open.isEmpty()) {
            closeOldest();
        }
        Path file = directory.resolve(name + ".csv.gz");
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("t,metric,numerator,denominator\n");
            out.append(lines);
            return file;
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
