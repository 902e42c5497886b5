package dev.pgsonde.prove;

import dev.pgsonde.local.stack.ScratchServer;
import dev.pgsonde.prove.SettingsProof.Tally;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.cause.Remedies;
import dev.pgsonde.streams.cause.Remedy;
import dev.pgsonde.streams.cause.RemedyStep;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes settings in a file, applies the remedies, and compares; a batch with which the server does not start is halved. */
final class SettingRounds {
    private static final Set<String> UNSEEN = Set.of("hidden", "");
    /** A list whose elements ALTER SYSTEM puts in quotes on some versions, however they stood in the file before. */
    private static final String QUOTED_ANEW = "unix_socket_directories";

    private final ScratchServer server;
    private final SettingPlace place;
    private final Random random;
    private final Tally tally;
    private final Map<String, String> leftOut;
    /** Nothing is tried again any more. */
    private boolean last;

    SettingRounds(ScratchServer server, SettingPlace place, Random random, Tally tally, Map<String, String> leftOut) {
        this.server = server;
        this.place = place;
        this.random = random;
        this.tally = tally;
        this.leftOut = leftOut;
    }

    /** ALTER SYSTEM itself does not take all. */
    void start(List<SettingCandidate> all) throws Exception {
        run(all.stream()
                .filter(each ->
                        place instanceof SettingPlace.Managed || !each.name().equals("allow_alter_system"))
                .toList());
    }

    private void run(List<SettingCandidate> batch) throws Exception {
        if (batch.isEmpty() || tried(batch)) {
            return;
        }
        if (batch.size() == 1) {
            leftOut.put(batch.get(0).name(), "the server does not start with it");
            return;
        }
        run(batch.subList(0, batch.size() / 2));
        run(batch.subList(batch.size() / 2, batch.size()));
    }

    /** What is set before, and since. */
    private record States(List<String> names, Map<String, List<String>> before, Map<String, List<String>> since) {}

    private States states(List<SettingCandidate> batch) {
        Map<String, List<String>> before = new HashMap<>();
        Map<String, List<String>> since = new HashMap<>();
        for (SettingCandidate each : batch) {
            if (random.nextBoolean()) {
                before.put(each.name(), each.first());
                since.put(each.name(), each.second());
            } else {
                since.put(each.name(), each.first());
            }
        }
        return new States(batch.stream().map(SettingCandidate::name).toList(), before, since);
    }

    /** Whether the server started with it. */
    private boolean tried(List<SettingCandidate> batch) throws Exception {
        States states = states(batch);
        Watcher watcher = new Watcher(List.of("settings"));
        Map<String, String> before = new TreeMap<>();
        if (!settled(states.names(), states.before())) {
            return false;
        }
        try (Connection connection = server.connect()) {
            watcher.look(connection);
            before.putAll(settings(connection));
        }
        if (!settled(states.names(), states.since())) {
            return false;
        }
        Set<String> done = new HashSet<>();
        try (Connection connection = server.connect()) {
            List<Marker> markers = watcher.look(connection);
            List<String> lines = place.lines();
            List<Marker> refused = markers;
            for (int n = 0; n < 2; n++) { // some settings exclude each other until all are as before
                last = n == 1;
                refused = refused.stream()
                        .filter(marker -> !apply(connection, marker, markers, lines, done))
                        .toList();
            }
            server.stop();
            restore(states, done, lines);
        }
        if (!server.start()) {
            throw new AssertionError("the server does not start after the remedies of " + states.names());
        }
        try (Connection connection = server.connect()) {
            compare(before, settings(connection), states, done);
        }
        clear();
        return true;
    }

    private boolean settled(List<String> names, Map<String, List<String>> values) {
        server.stop();
        place.write(names, values);
        if (server.start()) {
            return true;
        }
        clear();
        return false;
    }

    private void clear() {
        server.stop();
        place.write(List.of(), Map.of());
    }

    /** Whether it is over with it. */
    private boolean apply(
            Connection connection, Marker marker, List<Marker> all, List<String> lines, Set<String> taken) {
        Optional<Remedy> remedy = Remedies.of(List.of(marker), all);
        boolean done = remedy.isPresent();
        for (RemedyStep step : remedy.map(Remedy::steps).orElse(List.of())) {
            if (step instanceof RemedyStep.Words words) {
                note(marker, words.words());
                return true;
            }
            if (step instanceof RemedyStep.EditFile edit) {
                done &= edited(edit, lines);
                wrongIf(last && !done, marker, "another line is meant: " + edit);
            }
            if (step instanceof RemedyStep.Sql sql) {
                wrongIf(place instanceof SettingPlace.Managed, marker, "a managed file is shadowed by " + sql);
                done &= executed(connection, marker, sql.statement());
            }
        }
        if (done) {
            taken.add(marker.subject());
        }
        return done;
    }

    /** Whether it is a line of ours, or one of the server's own file that has stood there all the time. */
    private boolean edited(RemedyStep.EditFile edit, List<String> lines) {
        int at = (int) edit.line() - 1;
        if (edit.file().equals(server.data().resolve("postgresql.conf").toString())) {
            return edit.value() != null && server.line(edit.file(), at).startsWith(edit.setting());
        }
        boolean ours = edit.file().equals(place.file().toString()) && at >= 0 && at < lines.size();
        if (ours) {
            lines.set(at, line(edit));
        }
        return ours;
    }

    private static String line(RemedyStep.EditFile edit) {
        String value = edit.value();
        return value == null ? "#" : edit.setting() + " = " + SettingPlace.quoted(List.of(value));
    }

    private boolean executed(Connection connection, Marker marker, String statement) {
        try (Statement running = connection.createStatement()) {
            running.setEscapeProcessing(false);
            running.execute(statement);
            return true;
        } catch (SQLException e) {
            wrongIf(last, marker, statement + ": " + e.getMessage());
            return false;
        }
    }

    /** Words are good enough for what the agent cannot see. */
    private void note(Marker marker, String words) {
        boolean seen = !UNSEEN.contains(marker.partBefore("place").orElse(""))
                && !UNSEEN.contains(marker.partAfter("place").orElse(""))
                && !(followed(marker.partBefore("place")) && followed(marker.partAfter("place")))
                && marker.partBefore("known").isPresent();
        tally.words++;
        if (seen) {
            tally.needlessWords++;
            tally.details.add(marker.subject() + ": " + words);
        }
    }

    /** What the server works out from other settings is taken back with those. */
    private static boolean followed(Optional<String> where) {
        return where.equals(Optional.of("server")) || where.equals(Optional.of("default"));
    }

    private void wrongIf(boolean wrong, Marker marker, String why) {
        if (wrong) {
            tally.wrong++;
            tally.details.add(marker.subject() + ": " + why);
        }
    }

    /** What was not taken back by a remedy is taken back by the test. */
    private void restore(States states, Set<String> done, List<String> edited) throws Exception {
        List<String> lines = place instanceof SettingPlace.Managed ? edited : new ArrayList<>(place.lines());
        for (int n = 0; n < states.names().size(); n++) {
            String name = states.names().get(n);
            if (!done.contains(name)) {
                List<String> value = states.before().get(name);
                String line = value == null ? "#" : name + " = " + SettingPlace.quoted(value);
                if (place instanceof SettingPlace.Managed) {
                    lines.set(n, line);
                } else {
                    lines.removeIf(each -> each.startsWith(name + " = "));
                    lines.add(line);
                }
            }
        }
        server.write(place.file(), lines);
    }

    private void compare(Map<String, String> before, Map<String, String> after, States states, Set<String> done) {
        Set<String> batch = Set.copyOf(states.names());
        before.forEach((name, was) -> {
            if (same(name, was, after.get(name))) {
                tally.takenBack += done.contains(name) ? 1 : 0;
            } else if (batch.contains(name)) {
                tally.wrong++;
                tally.details.add(name + ": " + was + ", then " + after.get(name));
            } else {
                tally.others++;
                tally.details.add("beside: " + name + ": " + was + ", then " + after.get(name));
            }
        });
    }

    private static boolean same(String name, String was, @Nullable String now) {
        if (now == null || !name.equals(QUOTED_ANEW)) {
            return was.equals(now);
        }
        return was.equals(now.replace("\"", ""));
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, concat_ws(' | ', setting, source, sourcefile) FROM pg_settings")) {
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
        }
        return settings;
    }
}
