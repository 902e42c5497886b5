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
    private static final String ASK = "SELECT e.extname, quote_ident(n.nspname) AS schema, e.extversion,"
            + " NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE NOT r.rolsuper AND r.rolname <> 'pg_database_owner'"
            + " AND pg_catalog.pg_has_role(r.oid, n.nspowner, 'USAGE')) AS is_fixed"
            + " FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,2})\\b.*");

    /**
     * Where it is, as that is to be written; {@code version} is 110 of 1.10.
     *
     * @param isFixed whether nobody but a superuser can give the schema another name, and its name to another schema
     */
    record Extension(String schema, int version, boolean isFixed) {}

    Extensions {
        byName = Map.copyOf(byName);
    }

    static Extensions of(Statement statement) throws SQLException {
        Map<String, Extension> found = new HashMap<>();
        try (ResultSet answer = statement.executeQuery(ASK)) {
            while (answer.next()) {
                found.put(
                        answer.getString("extname"),
                        new Extension(
                                answer.getString("schema"),
                                version(answer.getString("extversion")),
                                answer.getBoolean("is_fixed")));
            }
        }
        return new Extensions(found);
    }

    boolean lack(View view) {
        return view.extension() != null && !byName.containsKey(view.extension());
    }

    /** Whether the view's extension is where others than superusers could put something else in its place. */
    boolean isMovable(View view) {
        Extension extension = view.extension() == null ? null : byName.get(view.extension());
        return extension != null && !extension.isFixed();
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
                                .orElse(null),
                        SearchPath.SAFE));
    }

    Optional<String> schema(String extension) {
        return Optional.ofNullable(byName.get(extension)).map(Extension::schema);
    }

    private static int version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? 100 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)) : 100;
    }
}
