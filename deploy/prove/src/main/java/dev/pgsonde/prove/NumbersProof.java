package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.local.demo.DruidWindows;
import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** All metrics, from made-up samples of all views: what is judged, what SQL says, and what an oracle reckons, are the same. */
final class NumbersProof implements Proof {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SOURCE = "of-numbers";
    private static final int DAYS_AGO = 3;

    private final Topics topics = Topics.standard();
    private final SingleObjectFraming framing = new SingleObjectFraming(topics);

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public String about() {
        return "all metrics: what is judged, what the generated SQL gives, what an oracle reckons from the samples, are the same";
    }

    @Override
    public List<String> parts() {
        return List.of("one", "two");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        return Stack.run(
                trial.surroundings(),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(),
                stack -> compare(stack, trial));
    }

    private List<Figure> compare(Stack stack, Trial trial) throws Exception {
        stack.kafka().keepEverything();
        stack.start(new StreamsPlan(WINDOW));
        Random random = trial.random();
        Instant start = LocalDate.now(ZoneOffset.UTC)
                .minusDays(DAYS_AGO)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(Duration.ofHours(1 + random.nextInt(4)));
        Mishaps mishaps = new Mishaps(start, random);
        EveryView server = new EveryView(SOURCE, start, random);
        publish(stack, server, mishaps, start, start.plus(Duration.ofHours(trial.times(1, 3))));
        Instant next = start.plus(Duration.ofDays(2));
        publish(stack, server, mishaps, next, next.plus(Duration.ofMinutes(5))); // the last day is left alone
        Pipeline pipeline = Pipeline.at(stack.kafka().access());
        try (CaughtUp caughtUp = CaughtUp.of(pipeline, StreamsPlan.GROUP)) {
            caughtUp.await(PATIENCE, stack::check);
        }
        PublishedNumbers published = new PublishedNumbers(WINDOW);
        SampleOracle oracle = new SampleOracle(WINDOW, published::estimate);
        read(pipeline, topics.windows(), published::add);
        read(pipeline, topics.samples(), oracle::add);
        trial.progress().now("Druid");
        Comparison comparison = new Comparison(oracle, published, WINDOW, next);
        new DruidWindows(stack.druid()).await(published.records(), PATIENCE, stack::check);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.tried("metrics", Catalog.standard().metrics().size(), 79),
                Figure.atLeast("windows of each metric", comparison.windows(), "", trial.times(100, 300)),
                Figure.tried("numbers judged", comparison.judged(), 0)));
        figures.addAll(stored(stack, trial, comparison, random));
        Differences differences = comparison.differences();
        trial.progress().now(mishaps + "; " + differences);
        figures.add(Figure.none("numbers judged that the oracle has not, and the reverse", differences.judged()));
        figures.add(Figure.none("numbers of SQL that the oracle has not, and the reverse", differences.stored()));
        return figures;
    }

    /** At once, after a restart, and after compaction. */
    private static List<Figure> stored(Stack stack, Trial trial, Comparison comparison, Random random)
            throws SQLException {
        long queries = 0;
        try (StoredNumbers stored = new StoredNumbers(stack.druid(), SOURCE)) {
            comparison.windows(stored);
            comparison.ranges(stored, random, trial.times(1, 20));
            queries += stored.asked();
        }
        trial.progress().now("Druid is killed and started again");
        stack.restartDruid();
        new DruidWindows(stack.druid()).await(comparison.records(), PATIENCE, stack::check);
        List<Figure> figures = new ArrayList<>();
        if (!trial.sample()) {
            trial.progress().now("compaction");
            long days = new DruidCompaction(stack.druid().admin(), PATIENCE).run();
            figures.add(Figure.atLeast("days of tables compacted", (double) days, "", 6));
        }
        try (StoredNumbers stored = new StoredNumbers(stack.druid(), SOURCE)) {
            comparison.windows(stored);
            comparison.hours(stored);
            queries += stored.asked();
        }
        figures.add(Figure.tried("queries", queries, 0));
        return figures;
    }

    private void publish(Stack stack, EveryView server, Mishaps mishaps, Instant start, Instant end) throws Exception {
        Recorded samples = new Recorded(topics.samples());
        for (Instant tick = start; !tick.isAfter(end); tick = tick.plus(EveryView.EVERY)) {
            Instant now = tick;
            samples.add(server.round(tick, view -> mishaps.spare(view.view(), now)));
        }
        samples.publish(stack.kafka().access());
    }

    private <T> void read(Pipeline pipeline, Topic<T> topic, Consumer<T> reader) {
        WireFormat<T> format = WireFormat.of(topic, framing);
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readTo(scan.ends(), record -> {
                try {
                    reader.accept(format.read(record.value().get()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
