package dev.pgsonde.local.detect;

import dev.pgsonde.process.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** One metric of a real server on which nothing was changed, window by window. */
public record Recording(String server, String metric, Duration window, Trace trace) {
    private static final String HEADER = "t,metric,numerator,denominator";

    /** What one window says of a metric. */
    record Ratio(double numerator, double denominator) {}

    /** Those in a directory, as {@code NAME.csv.gz} with the columns t, metric, numerator and denominator. */
    public static List<Recording> in(Path directory) {
        List<Recording> recordings = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return recordings;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.csv.gz")) {
            found.forEach(files::add);
            files.sort(null);
            for (Path file : files) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    recordings.addAll(read(String.valueOf(file.getFileName()).replace(".csv.gz", ""), in));
                }
            }
        } catch (IOException e) {
            throw new UserError(directory + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return recordings;
    }

    private static List<Recording> read(String name, InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        if (!HEADER.equals(lines.readLine())) {
            throw new UserError(name + ".csv.gz: its first line is not " + HEADER);
        }
        Map<String, SortedMap<Long, Ratio>> byMetric = new TreeMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] cells = line.split(",", -1);
            byMetric.computeIfAbsent(cells[1], any -> new TreeMap<>())
                    .put(Long.parseLong(cells[0]), new Ratio(number(cells[2]), number(cells[3])));
        }
        ImagesAnew.learn(byMetric);
        return byMetric.entrySet().stream()
                .map(entry -> of(name, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Recording of(String name, String metric, SortedMap<Long, Ratio> windows) {
        return new Recording(
                name,
                metric,
                shortestStep(windows),
                new Trace(
                        windows.values().stream().mapToDouble(Ratio::numerator).toArray(),
                        windows.values().stream()
                                .mapToDouble(ratio -> Double.isNaN(ratio.denominator()) ? 0 : ratio.denominator())
                                .toArray()));
    }

    /** Windows may be missing, and so lie further apart. */
    private static Duration shortestStep(SortedMap<Long, Ratio> windows) {
        long least = Integer.MAX_VALUE;
        long before = Long.MIN_VALUE / 2;
        for (long at : windows.keySet()) {
            least = Math.min(least, at - before);
            before = at;
        }
        return Duration.ofMillis(least);
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** A metric that stands still, or is nothing most of the time, has no noise to be measured by. */
    public boolean isAlive() {
        int alive = 0;
        for (int n = 0; n < trace.size(); n++) {
            alive += trace.isKnown(n) && trace.numerator(n) > 0 ? 1 : 0;
        }
        return alive > trace.size() / 2;
    }
}
