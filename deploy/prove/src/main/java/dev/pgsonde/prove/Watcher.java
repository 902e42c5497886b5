package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.server.ViewReader;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Marker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks some views as an agent does, and finds what has changed since it asked before. */
final class Watcher {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Chronicle chronicle = new Chronicle("trial", "agent", Duration.ofSeconds(10), 30);
    private final List<View> views;
    private int round;

    Watcher(List<String> views) {
        Catalog catalog = Catalog.standard();
        this.views = views.stream().map(catalog::view).toList();
    }

    List<Marker> look(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        List<Answer> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET search_path = pg_catalog, pg_temp");
            for (View view : views) {
                try (ResultSet answer =
                        statement.executeQuery(view.sqlFor(major).orElseThrow())) {
                    answers.add(Answer.of(view, new ViewReader().read(view, answer), 1));
                }
            }
            statement.execute("RESET search_path");
        }
        Incarnation incarnation = new Incarnation("7", 1, START, Incarnation.Role.PRIMARY);
        Moment moment = new Moment(
                START.plusSeconds(10L * round++), incarnation, connection.getCatalog(), 10_000 * major, 0, 0);
        return chronicle.tell(List.of(Part.of(moment, answers)), List.of(), false).stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker -> !marker.kind().equals("agent_started"))
                .toList();
    }
}
