package dev.pgsonde.prove.dose;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.prove.day.Site;
import dev.pgsonde.prove.day.Traffic;
import dev.pgsonde.prove.dose.Doses.Count;
import dev.pgsonde.schema.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A steady load, recorded at doses of more WAL: what is said of pieces of these recordings that are put together. */
public final class DosesProof implements Proof {
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "shared_buffers", "64MB",
            "checkpoint_timeout", "1h",
            "max_wal_size", "8GB",
            "max_connections", "60");

    /** As shares of what a document's edit wrote before. */
    private static final List<Double> DOSES = List.of(0.0, 0.05, 0.1, 0.25, 1.0);

    private static final int MAJOR = 17;

    @Override
    public String name() {
        return "doses";
    }

    @Override
    public String about() {
        return "5 to 100 % more WAL for each commit, and nothing at all, in steady loads: what effects and alerts say of it";
    }

    @Override
    public List<String> parts() {
        return List.of("edits", "shop", "mixed");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Duration window = Duration.ofSeconds(trial.times(1, 5));
        Traffic traffic = Traffic.valueOf(trial.part().toUpperCase(Locale.ROOT));
        Map<Double, RecordedLoad> recorded = recorded(trial, traffic, window);
        return new DoseFindings(trial, recorded, window).figures();
    }

    private static Map<Double, RecordedLoad> recorded(Trial trial, Traffic traffic, Duration window) throws Exception {
        int length = trial.times(75, 96);
        Time time = new Time(trial, window);
        Map<Double, RecordedLoad> recorded = new TreeMap<>();
        try (AgentTrial place = AgentTrial.on(MAJOR, SETTINGS);
                Site site = new Site(place.postgres())) {
            Doses doses = Doses.begin(site, traffic);
            place.streamsOnce(window);
            place.agent("agent", place.config(Site.DATABASE));
            try (Listener<Window> windows = place.listener(place.topics().windows())) {
                // until all pages are written that are ever written, and no more images come
                time.pass(trial.times(20, 18), "begins");
                Count before = doses.count();
                time.pass(trial.times(8, 6), "is counted");
                double usual = doses.count().walPerEdit(before);
                for (double dose : trial.sample() ? List.of(0.0, 1.0) : DOSES) {
                    doses.set(dose * usual);
                    time.pass(2, "has another dose");
                    Instant from = Instant.now();
                    Count first = doses.count();
                    time.pass(length + 2, "is recorded with " + Math.round(dose * 100) + " % more WAL");
                    double wal = doses.count().walPerCommit(first);
                    Instant to = Instant.now();
                    time.pass(2, "is recorded");
                    recorded.put(dose, RecordedLoad.between(windows.all(), from, to, wal));
                }
                site.requireWell();
            }
        }
        return recorded;
    }
}
