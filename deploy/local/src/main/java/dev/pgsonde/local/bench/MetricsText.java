package dev.pgsonde.local.bench;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** What an exporter answered: how long it was, which metrics of the server were in it, and how many series. */
record MetricsText(long bytes, Set<String> families, long series) {
    private static final String SETTINGS = "pg_settings_";

    MetricsText {
        families = Set.copyOf(families);
    }

    /** Line by line, since some answers are larger than our heap. */
    static MetricsText read(InputStream body) throws IOException {
        Counting counting = new Counting(body);
        BufferedReader lines = new BufferedReader(new InputStreamReader(counting, StandardCharsets.UTF_8));
        Set<String> families = new TreeSet<>();
        long series = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String name = name(line);
            if (isOfServer(name)) {
                families.add(name);
                series++;
            }
        }
        return new MetricsText(counting.bytes, families, series);
    }

    private static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    /** Neither a comment, nor of the exporter itself, nor of the language it is written in. */
    private static boolean isOfServer(String name) {
        return name.startsWith("pg_") && !name.startsWith("pg_exporter_") && !name.startsWith("pg_scrape_");
    }

    /** Each setting is a metric there and a row here: all of them together are one column. */
    long columns() {
        long settings =
                families.stream().filter(name -> name.startsWith(SETTINGS)).count();
        return families.size() - settings + Math.min(settings, 1);
    }

    private static final class Counting extends FilterInputStream {
        private long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            bytes += Math.max(0, some);
            return some;
        }
    }
}
