package dev.pgsonde.prove;

import dev.pgsonde.local.stack.ScratchServer;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.cause.Remedies;
import dev.pgsonde.streams.cause.Remedy;
import dev.pgsonde.streams.cause.RemedyStep;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every remedy is the statements that it should be, whatever the names, and run by a superuser changes nothing else. */
final class RemediesProof implements Proof {
    private static final int LEAST = 2_000;
    private static final int MOST = 30;

    @Override
    public String name() {
        return "remedies";
    }

    @Override
    public String about() {
        return "with hostile names, each remedy takes back what was changed and nothing else, run by a superuser";
    }

    @Override
    public List<String> parts() {
        return List.of("13", "14", "15", "16", "17", "18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        HostileNames names = new HostileNames(trial.random());
        Tally tally = new Tally();
        try (ScratchServer server = new ScratchServer(Integer.parseInt(trial.part()))) {
            server.start();
            String database = names.next();
            try (Connection connection = server.connect()) {
                Superuser superuser = new Superuser(connection);
                superuser.run("CREATE ROLE mallory");
                superuser.run("CREATE DATABASE %I", database);
            }
            int rounds = trial.times(3, 60);
            try (Connection connection = server.connect(encoded(database), "postgres")) {
                for (int n = 0; n < rounds; n++) {
                    trial.progress().now("round " + (n + 1) + " of " + rounds);
                    Superuser superuser = new Superuser(connection);
                    superuser.run("SET standard_conforming_strings = " + (n % 2 == 0 ? "on" : "off"));
                    round(superuser, names, tally);
                }
            }
        }
        if (!tally.details.isEmpty()) {
            throw new AssertionError(String.join("\n", tally.details.subList(0, Math.min(MOST, tally.details.size()))));
        }
        return List.of(
                Figure.tried("statements run", tally.statements, LEAST),
                Figure.tried("remedies in words", tally.words, 0),
                Figure.none("texts that are other statements", tally.others),
                Figure.none("changes left or added", tally.differences));
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void round(Superuser superuser, HostileNames names, Tally tally) throws Exception {
        Scene scene = Scene.built(superuser, names);
        Watcher watcher = new Watcher(List.of("tables", "index_facts", "foreign_keys_without_index", "role_settings"));
        watcher.look(superuser.connection());
        Set<String> before = superuser.catalogs();
        scene.change(superuser);
        List<Marker> markers = watcher.look(superuser.connection());
        for (List<Marker> alike : groups(markers)) {
            run(superuser, Remedies.of(alike, List.of()).orElse(null), tally);
        }
        tally.compare(before, superuser.catalogs(), Set.of());
        new RuleRemedies(superuser, scene, tally).run();
        scene.removed(superuser);
    }

    /** Identities first, since they may be by an index that is made again. */
    private static List<List<Marker>> groups(List<Marker> markers) {
        Map<String, List<Marker>> groups = new TreeMap<>();
        for (Marker marker : markers) {
            boolean alone = marker.kind().equals("role_setting");
            groups.computeIfAbsent(marker.kind() + (alone ? marker.subject() : ""), any -> new ArrayList<>())
                    .add(marker);
        }
        groups.remove("foreign_key_without_index");
        return List.copyOf(groups.values());
    }

    private static void run(Superuser superuser, @Nullable Remedy remedy, Tally tally) throws SQLException {
        if (remedy == null) {
            return;
        }
        List<String> expected = new ArrayList<>();
        for (RemedyStep step : remedy.steps()) {
            if (step instanceof RemedyStep.Sql sql) {
                expected.add(sql.statement());
            } else {
                tally.words++;
            }
        }
        List<String> told =
                remedy.text().lines().filter(line -> !line.startsWith("-- ")).toList();
        if (!told.equals(expected)) {
            tally.others++;
            tally.details.add("not the statements that were meant: " + remedy.text());
        }
        for (String statement : told) {
            tally.one(superuser, statement);
        }
    }

    /** What came of it. */
    static final class Tally {
        long statements;
        long words;
        long others;
        long differences;
        final List<String> details = new ArrayList<>();

        void one(Superuser superuser, String statement) throws SQLException {
            statements++;
            try {
                if (superuser.count(statement) != 1) {
                    others++;
                    details.add("more than one statement: " + statement);
                }
            } catch (SQLException e) {
                others++;
                details.add(statement + ": " + e.getMessage());
            }
        }

        /** But for what begins like one of {@code wanted}, both are to be alike; how many of those there are. */
        long compare(Set<String> before, Set<String> after, Set<String> wanted) {
            Set<String> both = new TreeSet<>(before);
            both.addAll(after);
            both.removeIf(each -> before.contains(each) && after.contains(each));
            int all = both.size();
            both.removeIf(each -> wanted.stream().anyMatch(each::startsWith));
            differences += both.size();
            both.forEach(each -> details.add((before.contains(each) ? "gone: " : "added: ") + each));
            return (long) all - both.size();
        }
    }
}
