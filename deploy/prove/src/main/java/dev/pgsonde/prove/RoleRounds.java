package dev.pgsonde.prove;

import dev.pgsonde.local.stack.ScratchServer;
import dev.pgsonde.prove.SettingsProof.Tally;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.cause.Remedies;
import dev.pgsonde.streams.cause.RemedyStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Changes settings of a role, a database, and a role in a database, applies the remedies, and compares. */
final class RoleRounds {
    private static final String ROLE = "tried\"; --'";
    private static final String DATABASE = "tried $$ db";
    private static final List<String> WHOSE =
            List.of("ALTER ROLE %1$I SET", "ALTER DATABASE %2$I SET", "ALTER ROLE %1$I IN DATABASE %2$I SET");

    private final ScratchServer server;
    private final Random random;
    private final Tally tally;
    private final Map<String, String> leftOut;

    RoleRounds(ScratchServer server, Random random, Tally tally, Map<String, String> leftOut) {
        this.server = server;
        this.random = random;
        this.tally = tally;
        this.leftOut = leftOut;
    }

    void run(List<SettingCandidate> all) throws Exception {
        if (!server.restart()) {
            throw new AssertionError("the server does not start");
        }
        try (Connection connection = server.connect()) {
            execute(connection, formatted(connection, "CREATE ROLE %1$I SUPERUSER", List.of()));
            execute(connection, formatted(connection, "CREATE DATABASE %2$I", List.of()));
            Set<String> tried = new HashSet<>();
            for (SettingCandidate each : all) {
                if (random.nextBoolean()) {
                    setEverywhere(connection, each.name(), each.first());
                    tried.add(each.name());
                }
            }
            Watcher watcher = new Watcher(List.of("role_settings"));
            watcher.look(connection);
            Set<String> before = stored(connection);
            for (SettingCandidate each : all) {
                setEverywhere(connection, each.name(), tried.contains(each.name()) ? each.second() : each.first());
            }
            Set<String> changed = stored(connection);
            List<Marker> markers = watcher.look(connection);
            Set<String> hidden = new HashSet<>();
            for (Marker marker : markers) {
                apply(connection, marker, markers, hidden);
            }
            compare(before, changed, stored(connection), hidden, markers);
        }
    }

    private void setEverywhere(Connection connection, String name, List<String> values) throws SQLException {
        for (String whose : WHOSE) {
            String list = IntStream.range(0, values.size())
                    .mapToObj(n -> "%" + (n + 4) + "$L")
                    .collect(Collectors.joining(", "));
            try {
                execute(connection, formatted(connection, whose + " %3$I = " + list, with(name, values)));
            } catch (SQLException e) {
                leftOut.put(
                        name + " of a role",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
    }

    private static List<String> with(String name, List<String> values) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(values);
        return all;
    }

    /** The server's own quoting, so that ours is not judged by itself. */
    private static String formatted(Connection connection, String template, List<String> more) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT format(?, VARIADIC ?::text[])")) {
            List<String> all = new ArrayList<>(List.of(ROLE, DATABASE));
            all.addAll(more);
            statement.setString(1, template);
            statement.setArray(2, connection.createArrayOf("text", all.toArray()));
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private void apply(Connection connection, Marker marker, List<Marker> all, Set<String> hidden) {
        for (RemedyStep step : Remedies.of(List.of(marker), all).orElseThrow().steps()) {
            if (step instanceof RemedyStep.Sql sql) {
                try {
                    execute(connection, sql.statement());
                } catch (SQLException e) {
                    tally.wrong++;
                    tally.details.add(sql.statement() + ": " + e.getMessage());
                }
            } else {
                tally.words++;
                hidden.add(marker.partAfter("name").orElse(""));
                if (marker.partBefore("known").isPresent() && !step.text().contains("RESET ALL")) {
                    tally.needlessWords++;
                    tally.details.add(step.text());
                }
            }
        }
    }

    /** What is hidden has no marker, or one with words. */
    private void compare(
            Set<String> before, Set<String> changed, Set<String> after, Set<String> hidden, List<Marker> markers) {
        Set<String> seen = markers.stream()
                .map(marker -> marker.partAfter("name").orElse(""))
                .collect(Collectors.toSet());
        Set<String> differences = new TreeSet<>(before);
        differences.addAll(after);
        differences.removeIf(each -> before.contains(each) && after.contains(each));
        for (String each : differences) {
            String name = each.substring(each.indexOf(' ') + 1, each.indexOf('='));
            if (seen.contains(name) && !hidden.contains(name)) {
                tally.wrong++;
                tally.details.add("of a role: " + each);
            }
        }
        tally.takenBack += changed.stream()
                .filter(each -> !before.contains(each) && !after.contains(each))
                .count();
    }

    private static Set<String> stored(Connection connection) throws SQLException {
        Set<String> stored = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT setrole || '/' || setdatabase || ' ' || unnest(setconfig) FROM pg_db_role_setting")) {
            while (row.next()) {
                stored.add(row.getString(1));
            }
        }
        return stored;
    }
}
