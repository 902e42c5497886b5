package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL that takes a change back. */
final class Remedy {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

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
            default -> null;
        };
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
        List<String> labels = labels(subject);
        return labels.subList(Math.max(0, labels.size() - 2), labels.size()).stream()
                .map(Remedy::identifier)
                .collect(Collectors.joining("."));
    }

    private static List<String> labels(String subject) {
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        boolean quoted = false;
        for (int n = 0; n < subject.length(); n++) {
            char each = subject.charAt(n);
            if (each == '"' && quoted && n + 1 < subject.length() && subject.charAt(n + 1) == '"') {
                label.append('"');
                n++;
            } else if (each == '"') {
                quoted = !quoted;
            } else if (each == '.' && !quoted) {
                labels.add(label.toString());
                label.setLength(0);
            } else {
                label.append(each);
            }
        }
        labels.add(label.toString());
        return labels;
    }

    private static String identifier(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
