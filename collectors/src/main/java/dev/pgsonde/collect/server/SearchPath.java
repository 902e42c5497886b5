package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the names in a view's SQL are looked for: in pg_catalog first, and then only where the view says. It holds until
 * the transaction ends or the savepoint before it is rolled back to.
 */
public final class SearchPath {
    /** What every view has that says nothing. */
    public static final String STANDARD = "SET LOCAL search_path = pg_catalog, pg_temp";

    private static final String EXTENSIONS = "$extensions";
    private static final String OF_EXTENSIONS = "(SELECT string_agg(DISTINCT quote_ident(nspname), ', ')"
            + " FROM pg_extension JOIN pg_namespace AS n ON n.oid = extnamespace"
            + " WHERE nspname <> 'pg_catalog')";

    private SearchPath() {}

    /** What is to be executed before the view is asked, and {@link #STANDARD} after it. */
    public static Optional<String> before(View view) {
        if (view.searchPath().isEmpty()) {
            return Optional.empty();
        }
        String schemas = view.searchPath().stream()
                .map(schema -> schema.equals(EXTENSIONS) ? OF_EXTENSIONS : "quote_ident(" + literal(schema) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(
                "SELECT set_config('search_path', concat_ws(', ', 'pg_catalog', " + schemas + ", 'pg_temp'), true)");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
