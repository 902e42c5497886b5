package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.text.SqlNames;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the names in users' SQL are found in one database, as of one round: in pg_catalog; in schemas of the view's search
 * path in which nobody but a superuser can create objects, or that the configuration trusts; and, for what an extension of
 * a superuser's brings, by the extension's schema.
 *
 * @param relations by name the schema of the extension, as it is to be written
 * @param schemas by name the schemas that are there
 */
record UserNames(Map<String, String> relations, Map<String, String> functions, Map<String, Schema> schemas) {
    static final UserNames NONE = new UserNames(Map.of(), Map.of(), Map.of());

    private static final String CLOSED = OwnSql.of("closed").strip();
    private static final String EXTENSIONS = OwnSql.of("extension_names").replace("{closed}", CLOSED);
    private static final String SCHEMAS = OwnSql.of("schemas").replace("{closed}", CLOSED);

    /** A schema, as it is to be written, and whether nobody but a superuser can create objects in it. */
    record Schema(String quoted, boolean isClosed) {}

    UserNames {
        relations = Map.copyOf(relations);
        functions = Map.copyOf(functions);
        schemas = Map.copyOf(schemas);
    }

    /** {@code visited}: the database is another one than the agent's own, and whoever owns its schemas is not trusted. */
    static UserNames of(Connection connection, List<View> views, boolean visited) throws SQLException {
        if (views.isEmpty()) {
            return NONE;
        }
        Set<String> relations = new HashSet<>();
        Set<String> functions = new HashSet<>();
        views.stream()
                .flatMap(view -> view.sql().values().stream())
                .map(SqlNames::of)
                .forEach(names -> {
                    relations.addAll(names.relations());
                    functions.addAll(names.functions());
                });
        Map<String, String> ofRelations = new HashMap<>();
        Map<String, String> ofFunctions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(EXTENSIONS)) {
            statement.setArray(1, names(connection, relations));
            statement.setArray(2, names(connection, functions));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    boolean isCall = row.getBoolean("is_call");
                    boolean mayBeUsed =
                            row.getBoolean("is_closed") || (!isCall && (row.getBoolean("is_fixed") || !visited));
                    if (mayBeUsed) {
                        (isCall ? ofFunctions : ofRelations).put(row.getString("name"), row.getString("schema"));
                    }
                }
            }
        }
        return new UserNames(ofRelations, ofFunctions, schemas(connection, views));
    }

    private static Map<String, Schema> schemas(Connection connection, List<View> views) throws SQLException {
        Set<String> wanted = views.stream()
                .flatMap(view -> Stream.concat(view.searchPath().stream(), view.trustedSchemas().stream()))
                .collect(Collectors.toSet());
        Map<String, Schema> schemas = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SCHEMAS)) {
            statement.setArray(1, names(connection, wanted));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    schemas.put(
                            row.getString("name"), new Schema(row.getString("schema"), row.getBoolean("is_closed")));
                }
            }
        }
        return schemas;
    }

    private static Array names(Connection connection, Collection<String> names) throws SQLException {
        return connection.createArrayOf("text", names.toArray());
    }

    /** The question with what extensions bring qualified, and with the path on which all else is found. */
    ViewSql in(ViewSql question) {
        String standing = question.standing();
        return new ViewSql(
                question.view(),
                qualified(question.sql()),
                standing == null ? null : qualified(standing),
                path(question.view()));
    }

    private String qualified(String sql) {
        return SqlNames.of(sql).qualified(relations, functions);
    }

    private String path(View view) {
        Stream<String> closed = view.searchPath().stream().filter(name -> isClosed(name));
        return Stream.concat(closed, view.trustedSchemas().stream())
                .distinct()
                .map(schemas::get)
                .filter(schema -> schema != null)
                .map(schema -> schema.quoted() + ", ")
                .collect(Collectors.joining("", "pg_catalog, ", "pg_temp"));
    }

    private boolean isClosed(String name) {
        Schema schema = schemas.get(name);
        return schema != null && schema.isClosed();
    }

    /** The schemas of the view's search path that are passed over, since others than superusers can create objects there. */
    List<String> open(View view) {
        return view.searchPath().stream()
                .filter(name -> schemas.containsKey(name) && !isClosed(name))
                .filter(name -> !view.trustedSchemas().contains(name))
                .toList();
    }
}
