package dev.pgsonde.local.scenario;

import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import dev.pgsonde.schema.Alert;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** One server of the trial, who works on it, and what the streams say of it. */
final class Place implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(2);
    /** Until the detector judges: its shortest warm-up, and the newest six. */
    private static final int TO_LEARN = 30;

    /** A busy machine may take its time; the agent's rounds do not. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String DATABASE = "app";

    private final AgentTrial trial;
    private final Postgres server;
    private final Observatory observatory;
    private final List<Crew> crews = new ArrayList<>();
    private final Set<String> hired = new HashSet<>();

    Place(AgentTrial trial, Postgres server, Observatory observatory) throws SQLException {
        this.trial = trial;
        this.server = server;
        this.observatory = observatory;
        try (Connection owner = server.connect("postgres")) {
            Playground.run(owner, "CREATE DATABASE " + DATABASE);
        }
        run("CREATE EXTENSION pg_stat_statements");
        try (Connection owner = server.connect(DATABASE)) {
            Playground.create(owner);
        }
    }

    String source() {
        return server.name();
    }

    Postgres server() {
        return server;
    }

    AgentTrial trial() {
        return trial;
    }

    /**
     * What its agent is told: to look often, since nobody here has minutes, and at the machine only where the story asks for
     * it, since all of them share one.
     */
    String agent(boolean machine) {
        return """
            source: %s
            postgres:
              url: %s
              user: %s
              password: "%s"
            kafka: %s
            every: %dms
            activity_every: 400ms
            texts:
              every: 1s
            host: %s
            """.formatted(
                        source(),
                        server.jdbcUrl(DATABASE),
                        Postgres.SUPERUSER,
                        server.password(),
                        trial.access().yaml(),
                        WINDOW.toMillis(),
                        machine ? "on" : "off");
    }

    Crew crew(String application, int clients, double perSecond, Crew.Task task) throws SQLException {
        hire(application);
        Crew crew = Crew.start(application, () -> connect(application), clients, perSecond, task);
        crews.add(crew);
        return crew;
    }

    private void hire(String application) throws SQLException {
        if (hired.add(application)) {
            run("CREATE ROLE \"" + application + "\" SUPERUSER LOGIN PASSWORD '" + server.password() + "'");
        }
    }

    /** Each application has a role of its own, by the same name. */
    Connection connect(String application) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(DATABASE) + "?ApplicationName=" + application, application, server.password());
    }

    void run(String... sql) throws SQLException {
        try (Connection owner = server.connect(DATABASE)) {
            Playground.run(owner, sql);
        }
    }

    void learn() {
        awaitWindows(TO_LEARN);
    }

    /** So many windows more than there are now. */
    void pass(int windows) {
        awaitWindows(observatory.windows(source()) + windows);
    }

    private void awaitWindows(int windows) {
        await(source() + " has " + windows + " windows").atMost(PATIENCE).until(() -> {
            crews.forEach(Crew::requireWell);
            return observatory.windows(source()) >= windows;
        });
    }

    /** Until there is such an alert, or for so many windows: whether it came is for the test to say. */
    Optional<Alert> watchFor(int windows, Predicate<Alert> such) {
        int end = observatory.windows(source()) + windows;
        try {
            await().atMost(PATIENCE)
                    .until(() -> observatory.first(source(), such).isPresent() || observatory.windows(source()) >= end);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(source() + " has " + observatory.windows(source()) + " windows", e);
        }
        return observatory.first(source(), such);
    }

    /** What was said so far: after the story nobody works here any more, which is a change too. */
    AllStories.Told told() {
        List<String> reasons = List.copyOf(observatory.reasons(source(), "database"));
        return new AllStories.Told(
                observatory.alerts(source()), Map.of(source(), reasons), observatory.judged(source()));
    }

    void endCrews() {
        crews.forEach(Crew::close);
        crews.clear();
    }

    @Override
    public void close() {
        endCrews();
    }
}
