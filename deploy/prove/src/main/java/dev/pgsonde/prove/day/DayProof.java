package dev.pgsonde.prove.day;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A change every few minutes, as in a day of people who try things out: each that moves something is named, and little else. */
public final class DayProof implements Proof {
    private static final int WARM_UP = 30;
    private static final int BETWEEN = 17;
    private static final int HELD = 15;
    private static final int AFTERWARDS = 12;
    private static final String DETECTION = "detection: {warm_up: 20}";
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "shared_buffers", "64MB",
            "checkpoint_timeout", "15min",
            "max_wal_size", "2GB",
            "max_connections", "60",
            "track_wal_io_timing", "on");

    @Override
    public String name() {
        return "day";
    }

    @Override
    public String about() {
        return "changes and what are none, one every few minutes: what moved by the server's own counters is named within 8 windows";
    }

    @Override
    public List<String> parts() {
        return List.of("13", "14", "15", "16", "17", "18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Duration window = Duration.ofSeconds(trial.times(2, 5));
        Random random = trial.random();
        List<Change> changes = new ArrayList<>(Changes.all());
        Collections.shuffle(changes, random);
        List<Traffic> traffics = List.of(Traffic.values());
        Traffic traffic = traffics.get(random.nextInt(traffics.size()));
        Map<String, String> settings = settings(Integer.parseInt(trial.part()));
        try (AgentTrial place = AgentTrial.on(Integer.parseInt(trial.part()), settings);
                Site site = new Site(place.postgres())) {
            traffic.begin(site);
            place.streamsOnce(window, DETECTION);
            place.agent("agent", place.config(Site.DATABASE) + "texts: {every: 2s}\n");
            try (Listener<Alert> alerts = place.listener(place.topics().alerts());
                    Listener<Effect> effects = place.listener(place.topics().effects());
                    Clock clock = new Clock(site, window, trial.progress())) {
                clock.pass(WARM_UP, traffic + " begins");
                List<Event> events = new ArrayList<>();
                for (Change change : changes.subList(0, trial.times(2, 15))) {
                    clock.pass(BETWEEN + random.nextInt(5) - 2, "between changes");
                    events.add(made(change, site, clock));
                }
                clock.pass(AFTERWARDS, "afterwards");
                return figures(new Observed(events, new Said(alerts.all(), effects.all()), window), trial);
            }
        }
    }

    /** 13 cannot say how long it writes WAL. */
    private static Map<String, String> settings(int major) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        if (major < 14) {
            settings.remove("track_wal_io_timing");
        }
        return settings;
    }

    private static Event made(Change change, Site site, Clock clock) throws Exception {
        int made = clock.now();
        change.make().on(site);
        clock.pass(HELD, change.name());
        int takenBack = clock.now();
        change.takeBack().on(site);
        List<Movement> movements = Movement.all(
                Catalog.standard(), clock.readings(made - HELD, made), clock.readings(made, takenBack), clock.window());
        return new Event(
                change,
                clock.readings(made, made).get(0).at(),
                clock.readings(takenBack, takenBack).get(0).at(),
                movements);
    }

    /** What was done, and what was said. */
    private record Observed(List<Event> events, Said said, Duration window) {
        List<Event> missed() {
            return events.stream()
                    .filter(event -> event.hasMoved() && !event.isNamed(said, window))
                    .toList();
        }

        /** Incidents that began beside no change, or beside one that moved nothing. */
        List<Alert> others() {
            return said.alerts().stream()
                    .filter(alert -> alert.sequence() == 1 && alert.id().equals(alert.incident()))
                    .filter(alert -> alert.verdict() != VerdictClass.FINDING)
                    .filter(alert ->
                            events.stream().noneMatch(event -> event.hasMoved() && event.explains(alert, window)))
                    .toList();
        }

        long pagesForNothing() {
            return others().stream()
                    .filter(alert -> alert.severity() == Severity.PAGE)
                    .count();
        }
    }

    private static List<Figure> figures(Observed observed, Trial trial) throws IOException {
        List<Event> missed = observed.missed();
        List<Alert> others = observed.others();
        Files.write(
                trial.directory().resolve("events.txt"),
                observed.events().stream()
                        .map(event -> (missed.contains(event) ? "missed: " : "") + event)
                        .toList());
        Files.write(
                trial.directory().resolve("alerts.txt"),
                observed.said().alerts().stream().map(Alert::toString).toList());
        Files.write(
                trial.directory().resolve("effects.txt"),
                observed.said().effects().stream().map(Effect::toString).toList());
        Files.write(
                trial.directory().resolve("others.txt"),
                others.stream().map(Alert::toString).toList());
        missed.forEach(event -> trial.progress().now("missed: " + event));
        others.forEach(alert -> trial.progress().now("beside: " + alert.summary()));
        long moved = observed.events().stream().filter(Event::hasMoved).count();
        return List.of(
                Figure.tried("changes", observed.events().size(), 90),
                Figure.tried("of these moved something", moved, 40),
                Figure.tried("missed", missed.size(), 0),
                Figure.tried(
                        "at least 19 of 20 are named: what is missed of one in twenty", moved - 20L * missed.size(), 0),
                Figure.tried("other incidents", others.size(), 0),
                Figure.tried(
                        "at most one for ten changes: what is left of one in ten",
                        observed.events().size() - 10L * others.size(),
                        0),
                Figure.none("pages for nothing", observed.pagesForNothing()));
    }
}
