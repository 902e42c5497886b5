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

    /** What one password is for. */
    public record Line(String host, String port, String database, String user, Secret password) {
        private boolean suits(Endpoint endpoint, String name, String role) {
            return is(host, hostOf(endpoint))
                    && is(port, String.valueOf(endpoint.port()))
                    && is(database, name)
                    && is(user, role);
        }

        private static boolean is(String field, String value) {
            return field.equals(ANY) || field.equals(value);
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
                        fields.get(0), fields.get(1), fields.get(2), fields.get(3), new Secret(fields.get(4))));
            }
        }
        return new PasswordFile(lines);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int n = 0; n < line.length(); n++) {
            char c = line.charAt(n);
            if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\' && n + 1 < line.length()) {
                n++;
                field.append(line.charAt(n));
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
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
