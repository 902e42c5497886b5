package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What mends it that a view cannot be read. */
final class Remedy {
    private static final String NOT_HERE = "this server does not have what the view asks for";

    private Remedy() {}

    private static String passedOver(View view, List<String> open) {
        return ", or it is in a schema that is passed over because others than superusers can put code there; if you trust"
                + " them, write in the agent's configuration: trusted_schemas: {" + view.view() + ": " + open + "}";
    }

    static final String MOVABLE =
            "its schema belongs to a role that is no superuser, and that could put code of its own in"
                    + " its place; as a superuser run ALTER SCHEMA ... OWNER TO for it";

    static String forLacking(String extension) {
        return "name " + extension + " in shared_preload_libraries, restart the server, and in the database of"
                + " postgres.url run: CREATE EXTENSION " + extension + ";";
    }

    static @Nullable String of(SQLException e, View view, String role, List<String> open) {
        return switch (Refusal.state(e)) {
            case "42501" -> "as a superuser run: GRANT pg_monitor TO " + role + ";";
            case "55000" ->
                view.extension() == null
                        ? null
                        : "name " + view.extension() + " in shared_preload_libraries and restart the server";
            case "57014" -> view.timeout() == null ? "raise timeouts.statement" : "raise the view's timeout";
            case "55P03" -> "end the session that holds the lock";
            case "42883", "42P01", "42703", "42704" -> open.isEmpty() ? NOT_HERE : NOT_HERE + passedOver(view, open);
            default -> null;
        };
    }
}
