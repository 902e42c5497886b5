package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extensions of one database: where they are, and in which version. */
record Extensions(Map<String, Extension> byName) {
    private static final String ASK = "SELECT e.extname, quote_ident(n.nspname) AS schema, e.extversion"
            + " FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,2})\\b.*");

    /** {@code version} is 110 of 1.10. */
    record Extension(String schema, int version) {}

    Extensions {
        byName = Map.copyOf(byName);
    }

    static Extensions of(Statement statement) throws SQLException {
        Map<String, Extension> found = new HashMap<>();
        try (ResultSet answer = statement.executeQuery(ASK)) {
            while (answer.next()) {
                found.put(
                        answer.getString("extname"),
                        new Extension(answer.getString("schema"), version(answer.getString("extversion"))));
            }
        }
        return new Extensions(found);
    }

    boolean lack(View view) {
        return view.extension() != null && !byName.containsKey(view.extension());
    }

    /** What to ask a server of {@code major} for a view, if there is anything. */
    Optional<ViewSql> question(View view, int major) {
        if (view.extension() == null) {
            return question(view, major, "");
        }
        Extension extension = byName.get(view.extension());
        return extension == null ? Optional.empty() : question(view, extension.version(), extension.schema());
    }

    private static Optional<ViewSql> question(View view, int version, String schema) {
        Optional<String> standing = Optional.ofNullable(view.reread()).flatMap(reread -> reread.standingFor(version));
        return view.sqlFor(version)
                .map(sql -> new ViewSql(
                        view,
                        sql.replace("{extension}", schema),
                        standing.map(asked -> asked.replace("{extension}", schema))
                                .orElse(null)));
    }

    Optional<String> schema(String extension) {
        return Optional.ofNullable(byName.get(extension)).map(Extension::schema);
    }

    private static int version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? 100 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)) : 100;
    }
}
