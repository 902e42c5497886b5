package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.local.demo.MetricSeries.Ratio;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Window;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What functions run is counted once, and who does nothing is not counted: whatever pg_stat_statements is told to track. */
final class NestedProof implements Proof {
    private static final String TRACK = "pg_stat_statements.track";
    private static final String NESTED = "nested_statements_per_commit";
    private static final int FEW_SESSIONS = 5;
    private static final int MANY_SESSIONS = 500;
    private static final String DETECTION = "detection: {baseline: 20, quarantine: 8, warm_up: 20}";
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "max_connections", "600", "shared_preload_libraries", "pg_stat_statements");

    private final Catalog catalog = Catalog.standard();

    @Override
    public String name() {
        return "nested";
    }

    @Override
    public String about() {
        return TRACK
                + " from top to all and back with functions three deep, then 5 to 500 idle sessions: no alert, no ratio moves";
    }

    @Override
    public List<String> parts() {
        return List.of("14", "15", "16", "17", "18");
    }

    /** The windows of one state of the server. */
    private record Phase(String what, List<Window> windows) {
        Optional<Double> ratio(Metric metric) {
            long above = 0;
            long below = 0;
            for (Window window : windows) {
                Optional<Ratio> ratio = Ratio.of(metric, window);
                above += ratio.map(Ratio::numerator).orElse(0L);
                below += ratio.map(Ratio::denominator).orElse(0L);
            }
            return below == 0 ? Optional.empty() : Optional.of((double) above / below);
        }
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Duration window = Duration.ofSeconds(trial.times(2, 10));
        int calm = trial.times(26, 30);
        int count = trial.times(12, 20);
        try (AgentTrial place = AgentTrial.on(Integer.parseInt(trial.part()), SETTINGS);
                NestedCalls calls = NestedCalls.of(place.postgres());
                Sessions sessions = new Sessions(place)) {
            place.run("postgres", "CREATE EXTENSION pg_stat_statements");
            place.streamsOnce(window, DETECTION);
            place.agent("agent", place.config("postgres").replace("every: 1s", "every: " + trial.times(2, 5) + "s"));
            try (Listener<Window> windows = place.listener(place.topics().windows());
                    Listener<Alert> alerts = place.listener(place.topics().alerts());
                    Listener<Marker> markers = place.listener(place.topics().markers())) {
                sessions.open(FEW_SESSIONS);
                Phases phases = new Phases(windows, window, trial);
                Phase top = phases.next("top", calm);
                track(place, "all");
                Phase all = phases.next("all", count);
                track(place, "top");
                Phase again = phases.next("top again", count);
                List<Alert> raised = alerts.all();
                Files.write(
                        trial.directory().resolve("alerts.txt"),
                        raised.stream().map(Alert::toString).toList());
                sessions.open(MANY_SESSIONS);
                Phase many = phases.next(MANY_SESSIONS + " sessions", count);
                calls.requireRunning();
                Files.write(trial.directory().resolve("ratios.txt"), ratios(List.of(top, all, again, many)));
                return List.of(
                        Figure.none("alerts while another depth is tracked", raised.size()),
                        Figure.atLeast("markers of the setting", (double) markers(markers), "", 2),
                        Figure.atLeast(
                                "ratios without times that were compared",
                                (double) ofStatements().count(),
                                "",
                                3),
                        Figure.atMost(
                                "largest change of one of them",
                                Math.max(change(top, all), change(top, again)) * 100,
                                "%",
                                1),
                        Figure.atLeast("nested statements of a commit, while all are tracked", nested(all), "", 0.5),
                        Figure.atMost("largest move of a share of waits", move(again, many), "", 0.05));
            }
        }
    }

    /** Waits for the windows of each state. */
    private record Phases(Listener<Window> windows, Duration length, Trial trial) {
        /** Those that begin after now and a window more, in which both states are. */
        Phase next(String what, int count) {
            Instant from = Instant.now().plus(length);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                List<Window> seen = windows.heard().stream()
                        .filter(window -> window.grain().equals("server")
                                && !window.subjectKind().equals(Window.VIEW)
                                && window.start().isAfter(from))
                        .toList();
                if (seen.size() >= count) {
                    return new Phase(what, seen.subList(0, count));
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError(what + ": " + seen.size() + " of " + count + " windows have come");
                }
                trial.progress().now(what + ": " + seen.size() + " of " + count + " windows");
            }
        }
    }

    private static void track(AgentTrial place, String what) throws SQLException {
        place.run("postgres", "ALTER SYSTEM SET " + TRACK + " = '" + what + "'", "SELECT pg_reload_conf()");
    }

    private static long markers(Listener<Marker> markers) {
        return markers.all().stream()
                .filter(marker ->
                        marker.kind().equals("setting") && marker.subject().contains(TRACK))
                .count();
    }

    private Stream<Metric> ofStatements() {
        return ofServer("statements")
                .filter(metric -> !metric.metric().equals(NESTED)
                        && terms(metric).noneMatch(term -> term.column().endsWith("_us")));
    }

    private Stream<Metric> ofServer(String view) {
        return catalog.metrics().stream()
                .filter(metric -> metric.isOfServer()
                        && terms(metric).anyMatch(term -> term.view().equals(view)));
    }

    private static Stream<Sum.Term> terms(Metric metric) {
        return Stream.of(metric.numerator(), metric.denominator()).flatMap(sum -> sum.terms().stream());
    }

    private double change(Phase before, Phase now) {
        return ofStatements()
                .mapToDouble(metric -> {
                    double was = before.ratio(metric).orElse(0.0);
                    double is = now.ratio(metric).orElse(0.0);
                    return was == 0 ? Math.abs(is) : Math.abs(is / was - 1);
                })
                .max()
                .orElse(Double.MAX_VALUE);
    }

    private List<String> ratios(List<Phase> phases) {
        return phases.stream()
                .flatMap(phase -> ofStatements()
                        .map(metric -> phase.what() + ": " + metric.metric() + " "
                                + phase.ratio(metric).orElse(0.0)))
                .toList();
    }

    private double nested(Phase all) {
        return catalog.metric(NESTED).flatMap(all::ratio).orElse(0.0);
    }

    private double move(Phase before, Phase now) {
        return ofServer("waits")
                .filter(metric -> metric.unit().equals("share"))
                .mapToDouble(metric -> Math.abs(
                        now.ratio(metric).orElse(0.0) - before.ratio(metric).orElse(0.0)))
                .max()
                .orElse(Double.MAX_VALUE);
    }

    /** Sessions that do nothing. */
    private static final class Sessions implements AutoCloseable {
        private final AgentTrial place;
        private final List<Connection> open = new ArrayList<>();

        Sessions(AgentTrial place) {
            this.place = place;
        }

        void open(int all) throws SQLException {
            while (open.size() < all) {
                open.add(place.postgres().connect("postgres"));
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }
}
