package dev.pgsonde.local.detect;

import dev.pgsonde.process.UserError;
import dev.pgsonde.streams.detect.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A series as a table of comma-separated values: what is in each window, and where an event is known. */
record SeriesFile(Trace trace, BitSet events) {
    private static final String EXPECTED =
            "expected a first line t,numerator,denominator or t,value, each with ,event or not";
    /** A ratio may be below nothing in some windows, by how it is measured; its sums are not. */
    private static final double SOME = 0.5;

    static SeriesFile read(BufferedReader in, String name) throws IOException {
        String header = in.readLine();
        if (header == null) {
            throw new UserError(name + ": is empty; " + EXPECTED);
        }
        Columns columns = Columns.of(header.startsWith("\uFEFF") ? header.substring(1) : header, name);
        List<double[]> rows = new ArrayList<>();
        BitSet events = new BitSet();
        int number = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            List<String> cells = cells(line);
            String where = name + ", line " + number;
            if (cells.size() != columns.count()) {
                throw new UserError(
                        where + ": has " + cells.size() + " columns where the first line has " + columns.count());
            }
            events.set(
                    rows.size(),
                    columns.event() >= 0 && !cells.get(columns.event()).isBlank());
            rows.add(columns.row(cells, where));
        }
        if (rows.isEmpty()) {
            throw new UserError(name + ": has a first line and no windows after it");
        }
        return new SeriesFile(
                new Trace(
                        rows.stream().mapToDouble(row -> row[0]).toArray(),
                        rows.stream().mapToDouble(row -> row[1]).toArray()),
                events);
    }

    /** Logarithmic, unless there is much that has no logarithm. */
    Scale scale() {
        int known = 0;
        int negative = 0;
        int values = 0;
        for (int n = 0; n < trace.size(); n++) {
            if (trace.isKnown(n)) {
                known++;
                negative += trace.numerator(n) < 0 ? 1 : 0;
                values += trace.hasDenominator(n) || trace.numerator(n) > 0 ? 0 : 1;
            }
        }
        return values > 0 || negative > SOME * known ? Scale.LINEAR : Scale.LOGARITHMIC;
    }

    /** Which column is where; what is not there is -1. */
    private record Columns(int count, int value, int denominator, int event) {
        static Columns of(String header, String name) {
            List<String> names = cells(header.toLowerCase(Locale.ROOT)).stream()
                    .map(String::strip)
                    .toList();
            List<String> known = List.of("t", "numerator", "denominator", "value", "event");
            boolean quotient = names.contains("numerator") && names.contains("denominator") && !names.contains("value");
            boolean value = names.contains("value") && !names.contains("numerator") && !names.contains("denominator");
            if (!names.contains("t")
                    || quotient == value
                    || !known.containsAll(names)
                    || names.stream().distinct().count() != names.size()) {
                throw new UserError(name + ", line 1: has the columns " + String.join(",", names) + "; " + EXPECTED);
            }
            return new Columns(
                    names.size(),
                    names.indexOf(value ? "value" : "numerator"),
                    names.indexOf("denominator"),
                    names.indexOf("event"));
        }

        double[] row(List<String> cells, String where) {
            double first = number(cells.get(value), where);
            if (denominator < 0) {
                return new double[] {first, Double.NaN};
            }
            double second = number(cells.get(denominator), where);
            if (second < 0) {
                throw new UserError(where + ": the denominator is " + cells.get(denominator)
                        + "; it counts something and cannot be negative");
            }
            return Double.isNaN(second) ? new double[] {Double.NaN, 1} : new double[] {first, second};
        }

        /** Nothing is unknown, which is not zero. */
        private static double number(String cell, String where) {
            if (cell.isBlank()) {
                return Double.NaN;
            }
            try {
                double number = Double.parseDouble(cell.strip());
                if (!Double.isInfinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new UserError(where + ": " + cell + " is not a number; leave it empty when it is unknown", e);
            }
            throw new UserError(where + ": " + cell + " is not finite; leave it empty when it is unknown");
        }
    }

    /** In quotes a comma is a comma, and two quotes are one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int n = 0; n < line.length(); n++) {
            char each = line.charAt(n);
            if (each == '"') {
                quoted = !quoted;
                boolean doubled = quoted && n > 0 && line.charAt(n - 1) == '"';
                cell.append(doubled ? "\"" : "");
            } else if (each == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
