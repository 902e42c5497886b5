package dev.pgsonde.prove.questions;

import dev.pgsonde.local.druid.DruidAdmin;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;

/** What a fleet is asked, of wide and of tall tables in Druid, of typed columns and of JSON in PostgreSQL: the same answers, and how long they took. */
public final class QuestionsProof implements Proof {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** With what else it takes, a Druid of 2 GB. */
    private static final String HEAP = "1400m";

    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "1GB", "work_mem", "64MB", "fsync", "off", "max_wal_size", "8GB", "timezone", "UTC");

    private static final String ABSENT = "SELECT segment_id FROM sys.segments WHERE is_active = 1 AND is_available = 0";
    private static final Map<String, String> EXACTLY = Map.of("useApproximateTopN", "false");

    @Override
    public String name() {
        return "questions";
    }

    @Override
    public String about() {
        return "ten questions of a fleet: wide tables answer within a second, 10 times faster than tall ones, 5 times faster than JSON";
    }

    @Override
    public List<String> parts() {
        return List.of("all");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Scale scale = trial.sample() ? Scale.SAMPLE : Scale.FULL;
        LargerDruid druid = new LargerDruid(trial.directory().resolve("clone"), HEAP);
        return Stack.run(
                druid.in(trial.surroundings()),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(PostgresPlan.of(17, SETTINGS)),
                stack -> ask(stack, scale, trial));
    }

    private static List<Figure> ask(Stack stack, Scale scale, Trial trial) throws Exception {
        stack.druid().admin().post("indexer/v1/supervisor/terminateAll", "", "to read nothing of Kafka's");
        Random random = trial.random();
        Numbers numbers = new Numbers(random.nextLong());
        Alerts alerts = Alerts.of(scale, random);
        try (Connection postgres = stack.postgres().get(0).connect("postgres")) {
            postgres(new PostgresLoad(numbers, scale, postgres), specs(stack), alerts, trial);
            druid(stack, new WideRows(numbers, scale, trial.directory()), alerts, trial);
            // Druid closes what is not used for five minutes, and loading takes longer
            try (Connection druid = stack.druid().connect(EXACTLY)) {
                awaitTables(druid);
                return figures(asked(stack, new Round(scale, random, druid, postgres), trial), trial);
            }
        }
    }

    private static Round asked(Stack stack, Round round, Trial trial) throws Exception {
        int rounds = trial.times(3, 20);
        for (int n = 0; n < rounds; n++) {
            trial.progress().now("round " + (n + 1) + " of " + rounds);
            stack.check();
            round.ask();
        }
        return round;
    }

    private static Path specs(Stack stack) {
        return stack.home().in("deploy/druid");
    }

    private static void postgres(PostgresLoad load, Path specs, Alerts alerts, Trial trial) throws SQLException {
        trial.progress().now("PostgreSQL: the server's rows");
        Facts server = Facts.server(specs);
        load.begin();
        load.typed(server, load.scale().servers());
        load.json(server, load.scale().servers());
        for (Facts facts : Facts.OF_SUBJECTS) {
            trial.progress().now("PostgreSQL: " + facts.view());
            load.typed(facts, load.scale().compared());
            load.json(facts, load.scale().compared());
        }
        alerts.copy(load.connection());
    }

    private static void druid(Stack stack, WideRows rows, Alerts alerts, Trial trial) throws IOException {
        Scale scale = rows.scale();
        DruidAdmin admin = stack.druid().admin();
        DruidLoad load = new DruidLoad(admin, rows.directory(), PATIENCE);
        Facts server = Facts.server(specs(stack));
        for (int day = 0; day < scale.days(); day++) {
            trial.progress().now("files of " + (day + 1) + " days");
            rows.wide(server, scale.servers(), day);
        }
        rows.tall(server, scale.servers());
        for (Facts facts : Facts.OF_SUBJECTS) {
            rows.wide(facts, scale.detailed(), 0);
            rows.tall(facts, scale.compared());
        }
        for (int day = 1; day < scale.statementDays(); day++) {
            rows.wide(Facts.STATEMENTS, 1, day);
        }
        alerts.write(rows.directory());
        List<Facts> all = new ArrayList<>(Facts.OF_SUBJECTS);
        all.add(server);
        for (Facts facts : all) {
            trial.progress().now("Druid: " + facts.table());
            load.wide(facts, specs(stack));
        }
        trial.progress().now("Druid: the tall table");
        load.tall();
        load.alerts();
    }

    /** Every table is there, and all of it. */
    private static void awaitTables(Connection druid) {
        Awaitility.await("tables in Druid")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> Round.rows(druid, ABSENT).isEmpty()
                        && Round.rows(druid, "SELECT COUNT(*) FROM " + Alerts.TABLE)
                                        .size()
                                == 1);
    }

    private static List<Figure> figures(Round round, Trial trial) {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.tried("questions", Questions.all().size(), 10),
                Figure.tried("times asked", round.asked(), 1),
                Figure.none("answers that differ", round.different().size())));
        if (!round.different().isEmpty()) {
            trial.progress().now(round.different().get(0));
        }
        if (!trial.sample()) {
            figures.add(Figure.atMost("slowest of wide tables, p95", round.slowest(), "ms", 1000));
            figures.add(Figure.atLeast("fleet, wide against tall", round.least(Question.Store.TALL), "times", 10));
            figures.add(
                    Figure.atLeast("fleet and top, wide against JSON", round.least(Question.Store.JSON), "times", 5));
            figures.addAll(round.times());
        }
        return figures;
    }
}
