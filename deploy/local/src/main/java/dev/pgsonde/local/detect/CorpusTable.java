package dev.pgsonde.local.detect;

import dev.pgsonde.local.detect.Corpus.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A table with a line a run and a column a metric, as Otava reads them; each column of numbers is a series. */
final class CorpusTable {
    private CorpusTable() {}

    static List<Labelled> read(Path file) throws IOException {
        List<String[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line.split(line.contains(";") ? ";" : ",", -1));
            }
        }
        List<Labelled> series = new ArrayList<>();
        int columns = lines.isEmpty() ? 0 : lines.get(0).length;
        for (int column = 1; column < columns; column++) {
            double[] values = column(lines, column);
            if (values.length > 0) {
                String name = file.getFileName() + " " + lines.get(0)[column];
                series.add(new Labelled(name, Trace.ofValues(values), false, new TreeSet<>()));
            }
        }
        return series;
    }

    /** Nothing, where one of the cells is no number. */
    private static double[] column(List<String[]> lines, int column) {
        double[] values = new double[lines.size() - 1];
        try {
            for (int n = 0; n < values.length; n++) {
                values[n] = Double.parseDouble(lines.get(n + 1)[column]);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new double[0];
        }
        return values;
    }
}
