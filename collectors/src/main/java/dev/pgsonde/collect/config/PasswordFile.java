package dev.pgsonde.collect.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a {@code .pgpass}: host, port, database and user that a password is for, where {@code *} is any. */
public record PasswordFile(List<Line> lines) {
    static final PasswordFile NONE = new PasswordFile(List.of());
    private static final String ANY = "*";
    private static final int FIELDS = 5;

    public PasswordFile {
        lines = List.copyOf(lines);
    }

    /** What one password is for; null is for any. */
    public record Line(
            @Nullable String host,
            @Nullable String port,
            @Nullable String database,
            @Nullable String user,
            Secret password) {
        private boolean suits(Endpoint endpoint, String name, String role) {
            return is(host, hostOf(endpoint))
                    && is(port, String.valueOf(endpoint.port()))
                    && is(database, name)
                    && is(user, role);
        }

        private static boolean is(@Nullable String field, String value) {
            return field == null || field.equals(value);
        }

        /** A socket where libpq looks by itself goes by this name. */
        private static String hostOf(Endpoint endpoint) {
            return ConnectionSources.SOCKET_DIRECTORIES.contains(endpoint.host()) ? "localhost" : endpoint.host();
        }
    }

    /** Lines that are not of this form are passed over, as libpq does. */
    static PasswordFile parse(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> fields = line.startsWith("#") ? List.of() : fields(line);
            if (fields.size() >= FIELDS) {
                lines.add(new Line(
                        named(fields.get(0)),
                        named(fields.get(1)),
                        named(fields.get(2)),
                        named(fields.get(3)),
                        new Secret(unescaped(fields.get(4)))));
            }
        }
        return new PasswordFile(lines);
    }

    /** Between colons that no backslash precedes. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        for (int n = 0; n < line.length(); n++) {
            if (line.charAt(n) == '\\') {
                n++;
            } else if (line.charAt(n) == ':') {
                fields.add(line.substring(begin, n));
                begin = n + 1;
            }
        }
        fields.add(line.substring(begin));
        return fields;
    }

    private static @Nullable String named(String field) {
        return field.equals(ANY) ? null : unescaped(field);
    }

    private static String unescaped(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }

    @Nullable
    Secret passwordFor(Endpoint endpoint, String database, String user) {
        return lines.stream()
                .filter(line -> line.suits(endpoint, database, user))
                .map(Line::password)
                .findFirst()
                .orElse(null);
    }
}
