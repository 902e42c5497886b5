package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.bench.EarlierVersion;
import dev.pgsonde.local.demo.DruidWindows;
import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.OwnProgram;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** The windows of the same samples as they are, and as they were before, on their topic and in Druid. */
record Shapes(Stack stack, Trial trial, Duration window) {
    private static final String TALL_TABLE = "windows";
    private static final String TALL_GROUP = "tall";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> WIDE =
            new DruidSpecs(Catalog.standard()).supervisors().keySet();
    private static final List<String> JVM = List.of("-Xmx1024m", "-XX:+UseSerialGC");

    /** What there is of one shape, in Druid by table. */
    private record Amount(long records, long topicBytes, Map<String, DruidTables.Size> tables) {
        long rows() {
            return tables.values().stream().mapToLong(DruidTables.Size::rows).sum();
        }

        long bytes() {
            return tables.values().stream().mapToLong(DruidTables.Size::bytes).sum();
        }
    }

    List<Figure> compare(Recorded samples) throws Exception {
        stack.kafka().keepEverything();
        samples.publish(stack.kafka().access());
        trial.progress().now("wide");
        Amount wide = wide();
        trial.progress().now("tall");
        Amount tall = tall();
        trial.progress().now(wide + "; tall: " + tall);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.tried("records, tall", tall.records(), 1),
                Figure.tried("records, wide", wide.records(), 1),
                Figure.tried("bytes on the topic, tall", tall.topicBytes(), 1),
                Figure.tried("bytes on the topic, wide", wide.topicBytes(), 1),
                Figure.tried("rows in Druid, tall", tall.rows(), 1),
                Figure.tried("rows in Druid, wide", wide.rows(), 1),
                Figure.tried("bytes in Druid, tall", tall.bytes(), 1),
                Figure.tried("bytes in Druid, wide", wide.bytes(), 1)));
        if (!trial.sample()) { // what a table and each of its columns take, whatever it holds, is most of a sample
            figures.add(Figure.atMost("records", ratio(wide.records(), tall.records()), "of tall", 1 / 3.0));
            figures.add(Figure.atMost("bytes in Druid", ratio(wide.bytes(), tall.bytes()), "of tall", 0.6));
        }
        return figures;
    }

    private static double ratio(long one, long other) {
        return (double) one / other;
    }

    private Amount wide() throws Exception {
        Revived streams = stack.start(new StreamsPlan(window));
        Recorded windows = windows(StreamsPlan.GROUP);
        streams.stop();
        new DruidWindows(stack.druid()).await(windows.count(), PATIENCE, stack::check);
        return amount(windows, WIDE);
    }

    private Amount tall() throws Exception {
        stack.druid().admin().post("indexer/v1/supervisor/terminateAll", "", "to read nothing");
        KafkaTopic.delete(stack.kafka().access(), Topics.standard().windows().name());
        Path earlier = EarlierVersion.streams(stack, trial.surroundings().progress(), ShapeProof.TALL);
        stack.start(streams(earlier));
        Recorded windows = windows(TALL_GROUP);
        stack.druid().ingest(earlier.resolve("../deploy/druid/windows.json").normalize());
        Awaitility.await("tall windows in Druid").atMost(PATIENCE).until(() -> {
            stack.check();
            return DruidTables.rows(stack.druid(), TALL_TABLE) >= windows.count();
        });
        return amount(windows, Set.of(TALL_TABLE));
    }

    private OwnProgram streams(Path module) {
        Path config = stack.data().secret("tall.yaml", """
                application_id: %s
                kafka: %s
                state: "%s"
                window: %dms
                """.formatted(
                TALL_GROUP, stack.kafka().access().yaml(), stack.data().directory(TALL_GROUP), window.toMillis()));
        return new OwnProgram(
                TALL_GROUP,
                module.toString(),
                JVM,
                "dev.pgsonde.streams.StreamsMain",
                List.of("--config", config.toString(), "--with-parent"));
    }

    private Recorded windows(String group) {
        try (CaughtUp caughtUp = CaughtUp.of(Pipeline.at(stack.kafka().access()), group)) {
            caughtUp.await(PATIENCE, stack::check);
        }
        return Recorded.of(stack.kafka().access(), Topics.standard().windows());
    }

    private Amount amount(Recorded windows, Set<String> tables) throws Exception {
        DruidTables druid = new DruidTables(stack.druid().admin(), tables, PATIENCE);
        druid.publish();
        druid.compact(stack.druid(), stack.home().in("deploy/druid/compaction"));
        return new Amount(windows.count(), windows.bytes(), druid.sizesOfDays(stack.druid()));
    }
}
