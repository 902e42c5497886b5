package dev.pgsonde.local.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Series that others have published, in their own formats, with what people said has changed in them. */
public record Corpus(List<Labelled> series) {
    private static final String LABELS = "expected_timestamps.json";
    /** A series that is over before a detector has begun says nothing of it. */
    private static final int LEAST = 50;

    public Corpus {
        series = List.copyOf(series);
    }

    /** A series, whether people have looked through it, and the places that they found. */
    public record Labelled(String name, Trace trace, boolean isLabelled, TreeSet<Integer> changes) {}

    public static Corpus below(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UserError(directory + ": there is no such directory; --corpus takes one with series in it");
        }
        List<Labelled> series = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".json") && !name.equals(LABELS)) {
                    series.addAll(json(file));
                } else if (name.endsWith(".csv")) {
                    series.addAll(CorpusTable.read(file));
                }
            }
        } catch (IOException e) {
            throw new UserError(directory + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return new Corpus(
                series.stream().filter(each -> each.trace().size() >= LEAST).toList());
    }

    private static List<Labelled> json(Path file) throws IOException {
        JsonNode tree = new ObjectMapper().readTree(file.toFile());
        String name = String.valueOf(file.getFileName());
        if (tree.has("test_runs")) {
            return List.of(talos(
                    name,
                    tree.get("test_runs"),
                    labels(file.resolveSibling(LABELS)).path(name)));
        }
        if (tree.has("values")) {
            double[] values = new double[tree.get("values").size()];
            for (int n = 0; n < values.length; n++) {
                values[n] = tree.get("values").get(n).asDouble();
            }
            return List.of(new Labelled(name, Trace.ofValues(values), false, new TreeSet<>()));
        }
        return List.of();
    }

    private static JsonNode labels(Path file) throws IOException {
        return Files.exists(file) ? new ObjectMapper().readTree(file.toFile()) : new ObjectMapper().createObjectNode();
    }

    /** Runs are in the order of their time; a label is the time of the first run that shows the change. */
    private static Labelled talos(String name, JsonNode runs, JsonNode labels) {
        double[] values = new double[runs.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = runs.get(n).get(3).asDouble();
        }
        TreeSet<Integer> changes = new TreeSet<>();
        for (JsonNode label : labels) {
            int at = 0;
            while (at < values.length && runs.get(at).get(2).asLong() < label.asLong()) {
                at++;
            }
            changes.add(at);
        }
        return new Labelled(name, Trace.ofValues(values), labels.isArray(), changes);
    }
}
