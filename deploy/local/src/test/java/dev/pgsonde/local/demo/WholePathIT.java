package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.PipelineServers;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.workload.Workload;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a real PostgreSQL to a row in a real Druid; the streams are killed on the way. */
class WholePathIT {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The detector with the least history that it takes, so that the story is short. */
    private static final String SHAPE = "detection: {baseline: 40, quarantine: 20, warm_up: 20}";

    private static final int TO_LEARN = 30;
    private static final int TO_DETECT = 12;
    private static final Duration TO_MEASURE = Duration.ofSeconds(25);

    private final Metric metric = Catalog.standard().metric(DemoPlan.METRIC).orElseThrow();

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void doubledWalIsFoundAndExplainedAndEveryWindowIsInDruid(int major) throws SQLException, IOException {
        DemoPlan plan = new DemoPlan(major, WINDOW, Workload.Plan.documents(200, 1), false, true, null, null);
        try (PipelineServers servers = PipelineServers.start(PostgresPlan.of(major, plan.serverSettings()))) {
            DemoDatabase database = DemoDatabase.create(
                    servers, plan.workload().table(), plan.workload().seed());
            Pipeline pipeline = Pipeline.at(servers.access());
            try (LiveAnswers answers = new LiveAnswers(pipeline, metric, DemoPlan.SOURCE)) {
                Revived streams = servers.start(new StreamsPlan(WINDOW, SHAPE));
                Revived collector = servers.start(database.watched(WINDOW));
                tellTheStory(servers, plan, database, answers, streams);
                collector.stop();
                assertThatEveryWindowIsInDruid(servers, pipeline, answers);
                DruidQueries queries = new DruidQueries(servers.druid());
                queries.requireSameAs(answers.alerts().get(0));
                queries.requireSameAs(answers.windows(), DemoPlan.SOURCE);
                queries.requireThoseOfTheReadme();
                assertThat(streams.restarts()).isEqualTo(1);
                assertThat(collector.restarts()).isZero();
            }
        }
    }

    private static void tellTheStory(
            PipelineServers servers, DemoPlan plan, DemoDatabase database, LiveAnswers answers, Revived streams)
            throws SQLException {
        try (Workload workload = Workload.start(plan.workload(), database::application);
                WalReadings readings = WalReadings.start(database.superuser(), plan.postgresMajor())) {
            awaitWindows(servers, workload, answers, TO_LEARN / 2);
            kill(streams.current().pid());
            awaitWindows(servers, workload, answers, TO_LEARN);
            assertThat(answers.alerts()).isEmpty();

            Switch change = database.logWholeRows();
            await().atMost(PATIENCE)
                    .until(() -> poll(servers, workload, answers).alerts().size() == 1);
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                poll(servers, workload, answers);
                                return measuredAround(change, readings).filter(WholePathIT::lastsLongEnough);
                            },
                            Optional::isPresent);
            assertThatItIsExplained(
                    answers.alerts().get(0),
                    change,
                    measuredAround(change, readings).orElseThrow());
        }
    }

    private static Optional<WalRatio> measuredAround(Switch change, WalReadings readings) {
        return WalRatio.around(readings.soFar(), change.from(), change.to());
    }

    /** Either end of what was measured may miss a second of commits. */
    private static boolean lastsLongEnough(WalRatio ratio) {
        WalPhase after = ratio.after();
        return after.to().at().isAfter(after.from().at().plus(TO_MEASURE));
    }

    private static void awaitWindows(PipelineServers servers, Workload workload, LiveAnswers answers, int windows) {
        await().atMost(PATIENCE)
                .until(() -> poll(servers, workload, answers).series().known() >= windows);
    }

    /** As the kernel would when memory is short. */
    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static LiveAnswers poll(PipelineServers servers, Workload workload, LiveAnswers answers) {
        servers.check();
        workload.requireWell();
        answers.poll();
        return answers;
    }

    private static void assertThatItIsExplained(Alert alert, Switch change, WalRatio independent) {
        assertThat(alert.metric()).isEqualTo(DemoPlan.METRIC);
        assertThat(alert.ratio()).isCloseTo(independent.ratio(), within(0.15 * independent.ratio()));
        assertThat(alert.detectedAt()).isBefore(change.from().plus(WINDOW.multipliedBy(TO_DETECT + 1)));
        Cause cause = alert.causes().get(0);
        assertThat(cause.kind()).isEqualTo("replica_identity");
        assertThat(cause.subjects()).hasSize(16).contains("app.public.docs_p00", "app.public.docs_p15");
        assertThat(cause.evidence()).contains("images of the old row are").contains("0 % before");
        assertThat(alert.remedy()).contains("ALTER TABLE public.docs_p00 REPLICA IDENTITY DEFAULT;");
    }

    private static void assertThatEveryWindowIsInDruid(
            PipelineServers servers, Pipeline pipeline, LiveAnswers answers) {
        try (CaughtUp caughtUp = CaughtUp.of(pipeline, StreamsPlan.GROUP)) {
            caughtUp.await(PATIENCE, servers::check);
        }
        answers.catchUp();
        List<Window> topic = answers.windows();
        DruidWindows druid = new DruidWindows(servers.druid());
        druid.await(topic.size(), PATIENCE, servers::check);

        RowComparison comparison = RowComparison.of(topic, druid.all());
        assertThat(comparison.onlyOnTopic()).isEmpty();
        assertThat(comparison.onlyInDruid()).isEmpty();
        Continuity continuity = Continuity.of(topic, DemoPlan.SOURCE);
        assertThat(continuity.holes() + continuity.doubles()).isZero();
        assertThat(continuity.windows()).isGreaterThan(TO_LEARN);
    }
}
