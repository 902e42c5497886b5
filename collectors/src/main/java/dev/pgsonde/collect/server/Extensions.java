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

    /** The SQL of a view for a server of {@code major}, if there is any. */
    Optional<String> sql(View view, int major) {
        if (view.extension() == null) {
            return view.sqlFor(major);
        }
        Extension extension = byName.get(view.extension());
        if (extension == null) {
            return Optional.empty();
        }
        return view.sqlFor(extension.version()).map(sql -> sql.replace("{extension}", extension.schema()));
    }

    Optional<String> schema(String extension) {
        return Optional.ofNullable(byName.get(extension)).map(Extension::schema);
    }

    private static int version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? 100 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)) : 100;
    }
}
