package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.RunFile;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.workload.DocumentTable;
import dev.pgsonde.local.workload.Workload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Everything that runs while the story is told: the database and its workload, the agent, the streams, and who watches. */
final class Scene implements AutoCloseable {
    private final Stack stack;
    private final Pipeline pipeline;
    private final DemoDatabase database;
    private final Workload workload;
    private final WalReadings readings;
    private final Revived streams;
    private final Revived collector;
    private final LiveAnswers answers;
    private final RunFile.Published runFile;

    private Scene(Stack stack, DemoPlan plan, Metric metric, DemoDatabase database, Path runFiles) throws SQLException {
        this.stack = stack;
        this.database = database;
        pipeline = Pipeline.at(stack.kafka().access());
        workload = Workload.start(plan.workload(), database::application);
        readings = WalReadings.start(database.superuser(), plan.postgresMajor());
        streams = stack.start(new StreamsPlan(plan.window(), plan.shape()));
        collector = stack.start(database.watched(plan.window()));
        answers = new LiveAnswers(pipeline, metric, DemoPlan.SOURCE);
        runFile = runFile(plan).publish(runFiles);
    }

    static Scene set(Stack stack, DemoPlan plan, Metric metric, Progress progress, Path runFiles) throws SQLException {
        Postgres server = stack.postgres().get(0);
        DocumentTable table = plan.workload().table();
        DemoDatabase database;
        try (Progress.Step step = progress.begin("Documents")) {
            step.now("loading");
            database = DemoDatabase.create(server, table, plan.workload().seed());
            step.done(String.format(
                    Locale.ROOT,
                    "%,d of %.1f kB in %d partitions",
                    table.rows(),
                    table.bodyBytes() / 1000.0,
                    table.partitions()));
        }
        Scene scene = new Scene(stack, plan, metric, database, runFiles);
        progress.say(String.format(
                Locale.ROOT,
                "  Collector and streams: started; %d clients run up to %d transactions a second",
                plan.workload().clients(),
                plan.workload().perSecond()));
        return scene;
    }

    private RunFile runFile(DemoPlan plan) {
        return new RunFile(
                ProcessHandle.current().pid(),
                pipeline.bootstrap(),
                StreamsPlan.GROUP,
                plan.window().toString(),
                plan.shape(),
                null,
                stack.kafka().clientConfig().toString());
    }

    /** Fails as soon as anything has that cannot be started again. */
    void check() {
        stack.check();
        workload.requireWell();
    }

    /** Ends all that makes new samples. */
    void quieten() {
        workload.close();
        readings.close();
        collector.stop();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    DemoDatabase database() {
        return database;
    }

    LiveAnswers answers() {
        return answers;
    }

    WalReadings readings() {
        return readings;
    }

    int restarts() {
        return streams.restarts() + collector.restarts();
    }

    @Override
    public void close() {
        runFile.close();
        answers.close();
        workload.close();
        readings.close();
    }
}
