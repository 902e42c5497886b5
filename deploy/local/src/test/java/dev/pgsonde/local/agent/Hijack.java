package dev.pgsonde.local.agent;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.WatchedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The owner of a database sets traps for the agent, and the agent then asks all that it knows there. */
public final class Hijack {
    private static final Path PGWATCH =
            TestSurroundings.repository().resolve("schemas/src/test/resources/user/pgwatch/metrics.yaml");
    static final List<String> SCHEMAS = List.of("public", "mallory", "agent", "shop");
    private static final Map<String, String> SETTINGS = Map.of("shared_preload_libraries", "pg_stat_statements");
    /** One of which only the traps would make something: the types are those of no operator of pg_catalog. */
    private static final String BAIT = "SELECT 1::int4 / 2::float8";

    /** How many traps there were, how often one was sprung, and whether they work at all. */
    public record Outcome(int traps, long sprung, boolean work, List<String> answered) {}

    private Hijack() {}

    public static Outcome on(int major, List<String> types) throws SQLException, IOException {
        List<View> views = views();
        try (WatchedPostgres place = new WatchedPostgres(major, SETTINGS)) {
            place.run("postgres", "CREATE ROLE mallory LOGIN PASSWORD 'm'", "CREATE DATABASE victim OWNER mallory");
            place.run("victim", "CREATE EXTENSION pg_stat_statements");
            int traps = 0;
            try (Connection owner = place.connect("victim", "mallory", "m")) {
                List<String> sql = Stream.concat(
                                views.stream().flatMap(view -> view.sql().values().stream()), Stream.of(BAIT))
                        .toList();
                for (String schema : SCHEMAS) {
                    run(owner, "CREATE SCHEMA IF NOT EXISTS " + schema);
                    run(owner, "GRANT USAGE ON SCHEMA " + schema + " TO PUBLIC");
                    traps = new Traps(owner, sql, types).set(schema) + traps;
                }
            }
            List<String> answered = new ArrayList<>();
            for (boolean visited : new boolean[] {false, true}) {
                answered.addAll(ask(place.watched("victim").open(), views, visited));
            }
            long sprung = sprung(place);
            return new Outcome(traps, sprung, bait(place), answered);
        }
    }

    private static List<View> views() {
        Catalog ours = Catalog.standard();
        List<View> users = UserCatalog.read(List.of(PGWATCH), ours, null).views();
        return Stream.concat(ours.views().stream(), users.stream())
                .filter(view -> !view.sql().isEmpty())
                .toList();
    }

    /** Twice, since what is asked again is asked otherwise. */
    private static List<String> ask(Session opened, List<View> views, boolean visited) throws SQLException {
        List<String> answered = new ArrayList<>();
        try (Session session = opened) {
            for (int round = 0; round < 2; round++) {
                for (Answer answer : session.look(new Session.Wanted(views, null, true, visited, () -> false))
                        .part()
                        .answers()) {
                    if (answer.unknown() == null) {
                        answered.add(answer.view().view());
                    }
                }
            }
        }
        return answered;
    }

    private static boolean bait(WatchedPostgres place) throws SQLException, IOException {
        long before = sprung(place);
        try (Connection careless =
                place.connect("victim", "agent", place.postgres().password())) {
            run(careless, "SET search_path = pg_catalog, mallory");
            run(careless, BAIT);
        }
        return sprung(place) > before;
    }

    private static long sprung(WatchedPostgres place) throws IOException {
        return sprung(place.log());
    }

    static long sprung(String log) {
        return log.lines()
                .filter(line -> line.contains("LOG:  " + Traps.MARK + " ") && line.contains(" as agent"))
                .count();
    }

    static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            // what he may not do, he does not
        }
    }
}
