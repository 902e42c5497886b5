package dev.pgsonde.local.scenario;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The stories side by side, each on a server of its own, watched by one agent and one topology. */
final class AllStories {
    /** The detector with the shortest warm-up that it takes, and rules that need not hold for long. */
    static final String SHAPE = """
        detection: {baseline: 80, quarantine: 20, warm_up: 20}
        rules:
          slot_retains_wal: {hold: 6s, limit: 1000000}
          idle_in_transaction: {limit: 5000000}
          pool_over_provisioned: {hold: 10s}
          session_reset_storm: {hold: 10s}
          temp_table_churn: {hold: 10s, limit: 0.3}
          queue_like_table: {hold: 6s}
          commit_bound: {hold: 10s}
          temp_files: {hold: 6s, limit: 500000}
        """;

    private AllStories() {}

    /** Every transition of every alert, why commits were unknown, by server, and what was looked at and not told. */
    record Told(List<Alert> alerts, Map<String, List<String>> reasons, List<Judged> untold) {
        static final Told NOTHING = new Told(List.of(), Map.of(), List.of());

        Told and(Told other) {
            Map<String, List<String>> allReasons = new TreeMap<>(reasons);
            allReasons.putAll(other.reasons);
            return new Told(both(alerts, other.alerts), allReasons, both(untold, other.untold));
        }

        private static <T> List<T> both(List<T> some, List<T> others) {
            return Stream.concat(some.stream(), others.stream()).toList();
        }
    }

    /** What happens on one server. */
    @FunctionalInterface
    interface Story {
        void tell(Place place) throws Exception;
    }

    /** A story, the server that it needs, and whether it is about the machine too. */
    record Setting(String name, Map<String, String> settings, Story story, boolean machine) {}

    static final List<Setting> SETTINGS = List.of(
            new Setting("wal", Stories.with(Map.of("fsync", "on", "wal_level", "logical")), Stories::wal, false),
            new Setting("reading", Stories.PLAIN, Stories::reading, false),
            new Setting("load", Stories.PLAIN, Stories::load, false),
            new Setting(
                    "findings", Stories.with(Map.of("fsync", "on", "wal_level", "replica")), Stories::findings, true));

    static Told tell(int major) throws Exception {
        List<PostgresPlan> plans = SETTINGS.stream()
                .map(setting -> new PostgresPlan(setting.name() + "-" + major, major, setting.settings(), 0))
                .toList();
        ExecutorService tellers = Executors.newFixedThreadPool(plans.size());
        try (AgentTrial trial = AgentTrial.on(plans.toArray(new PostgresPlan[0]))) {
            trial.streams(Place.WINDOW, SHAPE);
            try (Observatory observatory = new Observatory(trial.access())) {
                return tellAll(trial, observatory, tellers);
            }
        } finally {
            tellers.shutdownNow();
        }
    }

    private static Told tellAll(AgentTrial trial, Observatory observatory, ExecutorService tellers) throws Exception {
        List<Callable<Place>> beginnings = new ArrayList<>();
        for (Postgres server : trial.servers()) {
            beginnings.add(() -> new Place(trial, server, observatory));
        }
        List<Place> places = new ArrayList<>();
        for (Future<Place> place : tellers.invokeAll(beginnings)) {
            places.add(place.get());
        }
        trial.agents(
                "agents",
                places.stream()
                        .map(place -> place.agent(setting(place).machine()))
                        .toList());
        List<Callable<Told>> stories = new ArrayList<>();
        for (Place place : places) {
            stories.add(() -> {
                try (place) {
                    setting(place).story().tell(place);
                    return place.told();
                }
            });
        }
        Told all = Told.NOTHING;
        for (Future<Told> told : tellers.invokeAll(stories)) {
            all = all.and(told.get());
        }
        return all;
    }

    private static Setting setting(Place place) {
        return SETTINGS.stream()
                .filter(setting -> place.source().startsWith(setting.name()))
                .findFirst()
                .orElseThrow();
    }
}
