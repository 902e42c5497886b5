package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import org.jspecify.annotations.Nullable;

/**
 * What a database is asked for a view.
 *
 * @param standing the question whose answer stays the same as long as the view has the same rows; absent for a view that is
 *     read whole
 * @param path the schemas in which names are looked for
 */
record ViewSql(View view, String sql, @Nullable String standing, String path) {}
