package dev.pgsonde.prove.ineffective;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.stack.Trouble.Running;
import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.prove.day.Site;
import dev.pgsonde.prove.ineffective.Trying.Tried;
import dev.pgsonde.schema.Alert;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Each change that cannot act is made where it cannot, which is to be said, and where it does, of which nothing is to be said. */
public final class IneffectiveProof implements Proof {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final String WRITERS = "writers";
    private static final String RELOAD = "SELECT pg_reload_conf()";
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "64MB", "max_connections", "60", "checkpoint_timeout", "15min", "max_wal_size", "2GB");

    @Override
    public String name() {
        return "ineffective";
    }

    @Override
    public String about() {
        return "each change that has no effect where it was made is found there, and not where it acts";
    }

    @Override
    public List<String> parts() {
        return List.of("13", "14", "15", "16", "17", "18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        int major = Integer.parseInt(trial.part());
        List<Tried> tried = new ArrayList<>();
        try (AgentTrial place = AgentTrial.on(major, SETTINGS)) {
            try (Site site = new Site(place.postgres())) {
                tried.addAll(onPrimary(place, site, trial));
            }
        }
        if (!trial.sample()) {
            try (AgentTrial place = AgentTrial.on(major, SETTINGS)) {
                tried.addAll(onStandby(place, trial));
            }
        }
        List<String> wrong = tried.stream()
                .filter(each -> !each.isRight())
                .map(Tried::toString)
                .toList();
        wrong.forEach(trial.progress()::now);
        return List.of(
                Figure.tried("changes", tried.size(), 6),
                Figure.tried(
                        "rules that are found",
                        tried.stream()
                                .filter(Tried::found)
                                .map(Tried::rule)
                                .distinct()
                                .count(),
                        1),
                Figure.none("not found where it cannot act, or found where it acts", wrong.size()));
    }

    private static List<Tried> onPrimary(AgentTrial place, Site site, Trial trial) throws Exception {
        site.run(
                "CREATE TABLE plain (id bigint PRIMARY KEY, n bigint NOT NULL) WITH (fillfactor = 40)",
                "INSERT INTO plain SELECT n, 0 FROM generate_series(0, 199) n");
        site.begin(WRITERS, 1, 40, Playground.edit(20));
        begin(place, Site.DATABASE);
        try (Listener<Alert> alerts = place.listener(place.topics().alerts())) {
            Trying trying = new Trying(trial, alerts, WINDOW);
            commits(site, trying);
            if (!trial.sample()) {
                images(site, trying);
                updates(site, trying);
            }
            site.requireWell();
            return trying.all();
        }
    }

    private static void begin(AgentTrial place, String database) {
        String holds = Catalog.standard().rules().stream()
                .filter(rule -> rule.after() != null)
                .map(Rule::rule)
                .map(rule -> rule + ": {hold: 6s}")
                .collect(Collectors.joining(", "));
        place.streamsOnce(WINDOW, "rules: {" + holds + "}");
        place.agent("agent", place.config(database));
    }

    private static void commits(Site site, Trying trying) throws Exception {
        String rule = "commit_delay_is_alone";
        site.begin("busy", 12, 200, rest());
        trying.acts(rule, "commit_siblings = 2 beside twelve busy sessions", () -> set(site, "commit_siblings", "2"));
        site.end("busy");
        trying.cannotAct(rule, "commit_siblings = 30 beside one session", () -> set(site, "commit_siblings", "30"));
        String standby = "no_standby_to_wait_for";
        trying.acts(standby, "synchronous_commit = off", () -> set(site, "synchronous_commit", "off"));
        trying.meanwhile("synchronous_commit = on", () -> set(site, "synchronous_commit", "on"));
        trying.cannotAct(
                standby,
                "synchronous_commit = local without a standby",
                () -> set(site, "synchronous_commit", "local"));
    }

    private static void images(Site site, Trying trying) throws Exception {
        String rule = "few_images_to_compress";
        site.become(WRITERS, Playground.edit(), 1);
        site.begin("checkpointer", 1, 2, (connection, random) -> execute(connection.createStatement(), "CHECKPOINT"));
        trying.acts(rule, "wal_compression = on with many images", () -> set(site, "wal_compression", "on"));
        site.end("checkpointer");
        site.become(WRITERS, Playground.edit(20), 1);
        trying.cannotAct(rule, "wal_compression = off with few images", () -> set(site, "wal_compression", "off"));
    }

    private static void updates(Site site, Trying trying) throws Exception {
        String rule = "updates_not_heap_only";
        site.begin("touch", 1, 40, Playground.touchHot());
        site.begin(
                "count",
                1,
                40,
                (connection, random) -> execute(
                        connection.createStatement(), "UPDATE plain SET n = n + 1 WHERE id = " + random.nextInt(200)));
        trying.acts(
                rule,
                "fillfactor of a table whose updates are heap-only",
                () -> site.run("ALTER TABLE plain SET (fillfactor = 50)"));
        trying.cannotAct(
                rule,
                "fillfactor of a table with an index on the updated column",
                () -> site.run("ALTER TABLE hot SET (fillfactor = 50)"));
    }

    private static List<Tried> onStandby(AgentTrial place, Trial trial) throws Exception {
        Trouble trouble = place.trouble();
        String rule = "autovacuum_of_standby";
        begin(place, "postgres");
        try (Listener<Alert> alerts = place.listener(place.topics().alerts())) {
            Trying trying = new Trying(trial, alerts, WINDOW);
            trying.acts(rule, "autovacuum_naptime of a primary", () -> setNaptime(place, "30s"));
            Running primary = trouble.running(place.postgres());
            trouble.shutDown(primary);
            trouble.start(trouble.copyAsStandby(primary.data()), primary.port(), SETTINGS, place.postgres());
            trying.cannotAct(rule, "autovacuum_naptime of a standby", () -> setNaptime(place, "20s"));
            return trying.all();
        }
    }

    private static void setNaptime(AgentTrial place, String value) throws Exception {
        place.run("postgres", "ALTER SYSTEM SET autovacuum_naptime = '" + value + "'", RELOAD);
    }

    private static void set(Site site, String name, String value) throws Exception {
        site.run("ALTER SYSTEM SET " + name + " = '" + value + "'", RELOAD);
    }

    /** In a transaction, nearly all the time. */
    private static Crew.Task rest() {
        return (connection, random) -> execute(connection.createStatement(), "SELECT pg_sleep(0.05)");
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        try (statement) {
            statement.execute(sql);
        }
    }
}
