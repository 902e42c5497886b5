package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** Metric definitions of pgwatch's: each gauge that was read twice and each counter that grew is in windows, and what was not read has a reason. */
final class PgwatchProof implements Proof {
    /** The file of pgwatch's own; samples use definitions of ours, in its format. */
    private static final String FILE = "PGSONDE_PGWATCH_METRICS";

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Map<String, String> SETTINGS =
            Map.of("shared_preload_libraries", "pg_stat_statements", "fsync", "off", "track_functions", "all");

    @Override
    public String name() {
        return "pgwatch";
    }

    @Override
    public String about() {
        return "each number of the definitions in the file that " + FILE
                + " names is windowed, or listed with a reason";
    }

    @Override
    public List<String> parts() {
        return List.of("13", "14", "15", "16", "17", "18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Path file = file(trial);
        int major = Integer.parseInt(trial.part());
        UserCatalog own = UserCatalog.read(List.of(file), Catalog.standard(), null);
        Set<String> askable = own.views().stream()
                .filter(view -> view.role() != View.Role.STANDBY)
                .filter(view -> view.sqlFor(major).isPresent())
                .map(View::view)
                .collect(Collectors.toSet());
        try (AgentTrial place = AgentTrial.on(major, SETTINGS);
                Load load = ManyStatements.of(place.postgres());
                Listener<Observation> samples = place.samples();
                Listener<Window> windows = place.listener(place.topics().windows())) {
            place.streamsOnce(WINDOW);
            place.agent(
                    "agent", place.config("postgres").replace("every: 1s", "every: 5s") + "metrics: [" + file + "]\n");
            Read read = new Read(askable);
            long end =
                    System.nanoTime() + Duration.ofSeconds(trial.times(90, 300)).toNanos();
            while (System.nanoTime() < end && !(trial.sample() && read.isComplete())) {
                load.requireWell();
                samples.next().forEach(read::add);
                windows.next().forEach(read::add);
                trial.progress().now(read.toString());
            }
            return figures(read, askable, trial);
        }
    }

    private static Path file(Trial trial) {
        String named = trial.surroundings().environment().get(FILE);
        if (trial.sample()) {
            return trial.surroundings().home().in("schemas/src/test/resources/user/pgwatch/metrics.yaml");
        }
        if (named == null) {
            throw new TestAbortedException(FILE + " is not set: it names pgwatch's own metrics.yaml");
        }
        return Path.of(named).toAbsolutePath();
    }

    private static List<Figure> figures(Read read, Set<String> askable, Trial trial) throws Exception {
        Set<String> missing = read.missing();
        Set<String> silent = new TreeSet<>(askable);
        silent.removeAll(read.views.keySet());
        Files.write(
                trial.directory().resolve("in-no-window.txt"),
                missing.stream().map(name -> name + ": " + read.due.get(name)).toList());
        Files.write(
                trial.directory().resolve("not-read.txt"),
                read.views.entrySet().stream()
                        .filter(view -> !view.getValue().isEmpty())
                        .map(view -> view.getKey() + ": " + view.getValue())
                        .sorted()
                        .toList());
        return List.of(
                Figure.tried("metrics asked", askable.size(), 1),
                Figure.tried("gauges read twice and counters that grew", read.due.size(), 1),
                Figure.none("of these, in no window", missing.size()),
                Figure.none("metrics without a sample and without a reason", silent.size()));
    }

    /** What came of them. */
    private static final class Read {
        private final Set<String> askable;
        /** By view, why it could not be read; empty, if it could. */
        private final Map<String, String> views = new HashMap<>();

        private final Map<String, Integer> samples = new HashMap<>();
        /** Of each view, by subject and column, what was read last. */
        private final Map<String, Map<String, Map<String, Double>>> rows = new HashMap<>();

        /** By number, of which subject it was read first, and when. */
        private final Map<String, String> due = new TreeMap<>();

        private final Set<String> windowed = new TreeSet<>();

        Read(Set<String> askable) {
            this.askable = askable;
        }

        void add(Observation observation) {
            if (!(observation instanceof Sample sample) || !askable.contains(sample.view())) {
                return;
            }
            String reason = sample.unknown();
            views.put(sample.view(), reason == null ? "" : reason);
            samples.merge(sample.view(), 1, Integer::sum);
            Map<String, Map<String, Double>> before =
                    rows.getOrDefault(sample.view() + " " + sample.database(), Map.of());
            boolean isWhole = sample.frame() == FrameKind.FULL && sample.part() == 0;
            Map<String, Map<String, Double>> now = new HashMap<>(isWhole ? Map.of() : before);
            sample.vanished().forEach(now::remove);
            for (int row = 0; row < sample.rows(); row++) {
                String subject = sample.subject(row);
                now.put(subject, numbers(sample, row, before.getOrDefault(subject, Map.of())));
            }
            rows.put(sample.view() + " " + sample.database(), now);
        }

        /** A gauge is due once it has been read twice in a row, a counter once it has grown. */
        private Map<String, Double> numbers(Sample sample, int row, Map<String, Double> before) {
            Map<String, Double> numbers = new HashMap<>();
            for (Column column : sample.columns()) {
                boolean counts = column.kind() == ColumnKind.COUNTER;
                if ((counts || column.kind() == ColumnKind.GAUGE) && column.at(row) instanceof Number number) {
                    Double earlier = before.get(column.name());
                    if (earlier != null && (!counts || number.doubleValue() > earlier)) {
                        due.putIfAbsent(
                                sample.view() + "." + column.name(), sample.subject(row) + " at " + sample.at());
                    }
                    numbers.put(column.name(), number.doubleValue());
                }
            }
            return numbers;
        }

        void add(Window window) {
            if (askable.contains(window.view())) {
                windowed.addAll(window.sums().list().names());
            }
        }

        Set<String> missing() {
            Set<String> missing = new TreeSet<>(due.keySet());
            missing.removeAll(windowed);
            return missing;
        }

        /** All have been asked, and some for long enough. */
        boolean isComplete() {
            return views.keySet().containsAll(askable)
                    && samples.values().stream().allMatch(many -> many > 2)
                    && missing().isEmpty();
        }

        @Override
        public String toString() {
            return views.size() + " of " + askable.size() + " metrics read, "
                    + missing().size() + " of " + due.size() + " numbers in no window";
        }
    }
}
