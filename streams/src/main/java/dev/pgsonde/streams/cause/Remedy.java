package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL that takes a change back. */
final class Remedy {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** As the view index_facts tells it: unique, method, table, columns. */
    private static final Pattern DEFINITION = Pattern.compile("^(unique )?([a-z]+) on (.+?) \\((.*?)\\)(, |$)");

    private Remedy() {}

    static @Nullable String of(List<Marker> alike) {
        Marker first = alike.get(0);
        String before = first.before();
        if (before == null) {
            return null;
        }
        return switch (first.kind()) {
            case "replica_identity" ->
                alike.stream()
                        .map(marker -> "ALTER TABLE " + tableOf(marker.subject()) + " REPLICA IDENTITY "
                                + identity(String.valueOf(marker.before())) + ";")
                        .collect(Collectors.joining("\n"));
            case "setting" ->
                "ALTER SYSTEM SET " + identifier(first.subject()) + " = '" + before.replace("'", "''")
                        + "'; SELECT pg_reload_conf();";
            case "index" -> first.after() == null ? again(alike) : null;
            default -> null;
        };
    }

    /** Of those whose definition says all; an expression or a condition is not told. */
    private static @Nullable String again(List<Marker> gone) {
        String all = gone.stream()
                .map(marker -> again(marker.subject(), String.valueOf(marker.before())))
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining("\n"));
        return all.isEmpty() ? null : all;
    }

    private static Optional<String> again(String subject, String definition) {
        Matcher index = DEFINITION.matcher(definition);
        if (!index.find() || definition.contains(", partial") || index.group(4).contains("expression")) {
            return Optional.empty();
        }
        List<String> labels = Subject.labels(subject);
        String schema = labels.size() < 2 ? "" : identifier(labels.get(labels.size() - 2)) + ".";
        return Optional.of("CREATE " + (index.group(1) == null ? "" : "UNIQUE ") + "INDEX CONCURRENTLY "
                + identifier(labels.get(labels.size() - 1)) + " ON " + schema + identifier(index.group(3)) + " USING "
                + index.group(2) + " (" + index.group(4) + ");");
    }

    private static String identity(String before) {
        return switch (before) {
            case "nothing" -> "NOTHING";
            case "full" -> "FULL";
            default -> "DEFAULT";
        };
    }

    /** A table's subject is database, schema, table; SQL wants the last two. */
    private static String tableOf(String subject) {
        List<String> labels = Subject.labels(subject);
        return labels.subList(Math.max(0, labels.size() - 2), labels.size()).stream()
                .map(Remedy::identifier)
                .collect(Collectors.joining("."));
    }

    static String identifier(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
