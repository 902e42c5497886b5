package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What mends it that a view cannot be read. */
final class Remedy {
    private Remedy() {}

    static String forLacking(String extension) {
        return "name " + extension + " in shared_preload_libraries, restart the server, and in the database of"
                + " postgres.url run: CREATE EXTENSION " + extension + ";";
    }

    static @Nullable String of(SQLException e, View view, String role) {
        return switch (Refusal.state(e)) {
            case "42501" -> "as a superuser run: GRANT pg_monitor TO " + role + ";";
            case "55000" ->
                view.extension() == null
                        ? null
                        : "name " + view.extension() + " in shared_preload_libraries and restart the server";
            case "57014" -> view.timeout() == null ? "raise timeouts.statement" : "raise the view's timeout";
            case "55P03" -> "end the session that holds the lock";
            case "42883", "42P01", "42703" -> "this server does not have what the view asks for";
            default -> null;
        };
    }
}
