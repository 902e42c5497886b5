package dev.pgsonde.prove.dose;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.stack.Trouble.Running;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.prove.day.Site;
import dev.pgsonde.prove.day.Traffic;
import dev.pgsonde.prove.dose.Doses.Count;
import dev.pgsonde.prove.dose.Splice.Noticed;
import dev.pgsonde.prove.dose.Splice.Piece;
import dev.pgsonde.prove.dose.Splice.Said;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A load, a stop with a change, a restart and a reset of the statistics, and the load again. */
public final class AgainProof implements Proof {
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "shared_buffers", "64MB",
            "checkpoint_timeout", "1h",
            "max_wal_size", "8GB",
            "max_connections", "60",
            "full_page_writes", "off");

    private static final int MAJOR = 17;
    private static final double CHANGED = 0.25;
    private static final int FIRST = 72;
    private static final int STOPPED = 60;
    private static final int SECOND = 36;
    private static final int SOON = 12;
    private static final String CAUSE = "setting";

    @Override
    public String name() {
        return "again";
    }

    @Override
    public String about() {
        return "a load that stops for a change, a restart and a reset, and goes on: 25 % more WAL is found with its cause, nothing is not";
    }

    @Override
    public List<String> parts() {
        return List.of("1", "2", "3", "4", "5", "6");
    }

    /** What was recorded: loads before a stop, what goes on during one, and loads after it. */
    private record Recorded(
            List<RecordedLoad> first, List<RecordedLoad> stopped, List<RecordedLoad> same, List<RecordedLoad> more) {}

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Duration window = Duration.ofSeconds(trial.times(1, 5));
        Random random = trial.random();
        List<Traffic> traffics = List.of(Traffic.values());
        Recorded recorded = recorded(trial, traffics.get(random.nextInt(traffics.size())), window);
        Splice splice = new Splice(window, trial.directory());
        int count = trial.times(2, 7);
        int found = 0;
        int alarms = 0;
        for (int n = 0; n < count; n++) {
            trial.progress().now("pair " + (n + 1) + " of " + count);
            Said changed = pair(splice, recorded, recorded.more(), random);
            found += isFound(changed, window) ? 1 : 0;
            List<Alert> begun = Incidents.begun(
                    pair(splice, recorded, recorded.same(), random).alerts());
            alarms += begun.size();
            begun.forEach(alert -> trial.progress().now("nothing was changed: " + alert.summary()));
        }
        return List.of(
                Figure.tried("pairs", count, 40),
                Figure.tried(
                        "changed by a quarter, and found with its cause: what is left of one miss in ten",
                        10L * found - 9L * count,
                        0),
                Figure.tried("alarms", alarms, 0),
                Figure.tried("unchanged: what is left of one alarm in twenty pairs", count - 20L * alarms, 0));
    }

    private static boolean isFound(Said said, Duration window) {
        Instant end = said.joint().plus(window.multipliedBy(SOON));
        return said.alerts().stream()
                .anyMatch(alert ->
                        !alert.changedAt().isAfter(end) && alert.cause().equals(CAUSE));
    }

    private static Said pair(Splice splice, Recorded recorded, List<RecordedLoad> seconds, Random random) {
        RecordedLoad first = one(recorded.first(), random);
        RecordedLoad stopped = one(recorded.stopped(), random);
        RecordedLoad second = one(seconds, random);
        int change = first.size() + STOPPED / 2;
        return splice.judge(
                List.of(
                        new Piece(first, 0, first.size()),
                        new Piece(stopped, 0, STOPPED),
                        new Piece(second, 0, second.size())),
                List.of(
                        new Noticed(change, CAUSE, CAUSE, "wal_level"),
                        new Noticed(change + 1, "restart", "server", first.source())));
    }

    private static RecordedLoad one(List<RecordedLoad> loads, Random random) {
        return loads.get(random.nextInt(loads.size()));
    }

    private static Recorded recorded(Trial trial, Traffic traffic, Duration window) throws Exception {
        Recorded recorded = new Recorded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Time time = new Time(trial, window);
        try (AgentTrial place = AgentTrial.on(MAJOR, SETTINGS);
                Site site = new Site(place.postgres())) {
            Doses doses = Doses.begin(site, traffic);
            place.streamsOnce(window);
            place.agent("agent", place.config(Site.DATABASE));
            try (Listener<Window> windows = place.listener(place.topics().windows())) {
                Tape tape = new Tape(windows, time);
                time.pass(12, "begins");
                Count before = doses.count();
                time.pass(6, "is counted");
                double usual = doses.count().walPerEdit(before);
                Running server = place.trouble().running(place.postgres());
                for (int n = 0; n < trial.times(1, 2); n++) {
                    recorded.first().add(tape.record(trial.times(45, FIRST), "is recorded"));
                    for (double dose : List.of(0.0, CHANGED)) {
                        site.end();
                        doses.set(dose * usual);
                        recorded.stopped().add(tape.record(trial.times(8, 12), "has stopped"));
                        server = restarted(place, site, server);
                        traffic.begin(site);
                        (dose == 0 ? recorded.same() : recorded.more())
                                .add(tape.record(trial.times(20, SECOND), "goes on, with " + dose + " more"));
                    }
                    doses.set(0);
                    time.pass(6, "is as it was");
                }
                site.requireWell();
            }
        }
        return recorded;
    }

    private static Running restarted(AgentTrial place, Site site, Running server) throws Exception {
        Trouble trouble = place.trouble();
        trouble.shutDown(server);
        Running next = trouble.start(server.data(), server.port(), SETTINGS, place.postgres());
        site.run("SELECT pg_stat_reset()", "SELECT pg_stat_statements_reset()");
        return next;
    }

    /** Records what is published. */
    private record Tape(Listener<Window> windows, Time time) {
        RecordedLoad record(int length, String what) {
            Instant from = Instant.now();
            time.pass(length + 1, what);
            Instant to = Instant.now();
            time.pass(2, what);
            return RecordedLoad.between(windows.all(), from, to, 0);
        }
    }
}
