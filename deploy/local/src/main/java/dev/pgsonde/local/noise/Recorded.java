package dev.pgsonde.local.noise;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.demo.MetricSeries;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Every metric of one server, window by window. */
final class Recorded {
    private final String name;
    private final String source;
    private final List<Metric> metrics;
    private final int leftOut;
    private final StringBuilder lines = new StringBuilder();
    private int windows;

    /** All but the first windows, so many of which are left out. */
    Recorded(String name, String source, List<Metric> metrics, int leftOut) {
        this.name = name;
        this.source = source;
        this.leftOut = leftOut;
        this.metrics = List.copyOf(metrics);
    }

    /** Only the lines stay: a recording is long. */
    void add(Window window) {
        if (!window.source().equals(source) || !window.grain().equals(View.SERVER)) {
            return;
        }
        windows++;
        for (Metric metric : metrics) {
            if (windows > leftOut) {
                MetricSeries.Ratio.of(metric, window)
                        .ifPresent(ratio -> lines.append(window.start().toEpochMilli() + "," + metric.metric() + ","
                                + ratio.numerator() + "," + ratio.denominator() + "\n"));
            }
        }
    }

    int windows() {
        return windows;
    }

    /** One line for each window and metric: when, which, numerator, denominator; compressed. */
    Path writeTo(Path directory) {
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
