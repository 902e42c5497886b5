package dev.pgsonde.local.bench;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an exporter answered: how long it was, which metrics of the server were in it, and how many series. */
record MetricsText(long bytes, Set<String> families, long series) {
    private static final String SETTINGS = "pg_settings_";

    MetricsText {
        families = Set.copyOf(families);
    }

    static MetricsText parse(String body, long bytes) {
        Set<String> names = body.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(MetricsText::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeIf(name -> !isOfServer(name));
        long series = body.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank() && isOfServer(name(line)))
                .count();
        return new MetricsText(bytes, names, series);
    }

    private static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
            end++;
        }
        return line.substring(0, end);
    }

    /** Neither of the exporter itself nor of the language it is written in. */
    private static boolean isOfServer(String name) {
        return name.startsWith("pg_") && !name.startsWith("pg_exporter_") && !name.startsWith("pg_scrape_");
    }

    /** Each setting is a metric there and a row here: all of them together are one column. */
    long columns() {
        long settings =
                families.stream().filter(name -> name.startsWith(SETTINGS)).count();
        return families.size() - settings + Math.min(settings, 1);
    }
}
