package dev.pgsonde.local.noise;

import dev.pgsonde.catalog.Metric;
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
    private final List<MetricSeries> series;
    private final List<Metric> metrics;

    Recorded(String name, String source, List<Metric> metrics) {
        this.name = name;
        this.source = source;
        this.metrics = List.copyOf(metrics);
        series =
                metrics.stream().map(metric -> new MetricSeries(metric, source)).toList();
    }

    void add(Window window) {
        if (window.source().equals(source)) {
            series.forEach(each -> each.add(window));
        }
    }

    /** Of the metric that most is known of. */
    long windows() {
        return series.stream().mapToLong(MetricSeries::known).max().orElse(0);
    }

    /** One line for each window and metric: when, which, numerator, denominator; compressed. */
    Path writeTo(Path directory) {
        Path file = directory.resolve(name + ".csv.gz");
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("t,metric,numerator,denominator\n");
            for (int n = 0; n < series.size(); n++) {
                for (MetricSeries.Point point : series.get(n).points()) {
                    MetricSeries.Ratio ratio = point.ratio();
                    if (ratio != null) {
                        out.write(point.start().toEpochMilli() + ","
                                + metrics.get(n).metric() + "," + ratio.numerator() + "," + ratio.denominator() + "\n");
                    }
                }
            }
            return file;
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
