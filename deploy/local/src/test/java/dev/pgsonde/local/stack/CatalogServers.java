package dev.pgsonde.local.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Servers on which every view of the catalogue has something to say. */
final class CatalogServers {
    private static final String AGENT = "agent";
    private static final String PASSWORD = "only-in-this-test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROW_FILTERS = 15;

    private CatalogServers() {}

    static Postgres start(Workplace at, int major) {
        Map<String, String> settings = Map.of(
                "wal_level", "logical",
                "shared_preload_libraries", "pg_stat_statements",
                "track_functions", "all",
                "hot_standby_feedback", "on",
                "fsync", "off",
                "max_prepared_transactions", "2");
        PostgresPlan plan = PostgresPlan.of(major, settings);
        try (Progress.Step step = new ToldProgress().begin(plan.name())) {
            return Postgres.start(at, plan.at(at.ports().take(plan.name(), 0)), step);
        }
    }

    static Connection asAgent(String jdbcUrl) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, AGENT, PASSWORD);
    }

    /** Its sessions end before the views are asked: only then are all of its counts there. */
    static void work(Postgres postgres, int major) throws SQLException, IOException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + AGENT + " LOGIN PASSWORD '" + PASSWORD + "' IN ROLE pg_monitor");
            statement.execute("CREATE SCHEMA \"Extra parts\"");
            statement.execute("GRANT USAGE ON SCHEMA \"Extra parts\" TO " + AGENT);
            statement.execute("CREATE EXTENSION pg_stat_statements SCHEMA \"Extra parts\"");
            for (String sql : script().split(";\n", -1)) {
                statement.execute(sql);
            }
            if (major >= ROW_FILTERS) {
                statement.execute("CREATE PUBLICATION partial FOR TABLE app.log_1 (at, parent_id) WHERE (at > 3)");
                statement.execute("CREATE PUBLICATION whole FOR TABLES IN SCHEMA \"Odd.schema\"");
            }
        }
        try (Connection connection = postgres.connect("postgres")) {
            await().atMost(PATIENCE)
                    .until(() -> truth(
                            connection,
                            "SELECT sum(calls) = 2 FROM pg_stat_user_functions" + " WHERE funcname = 'twice'"));
            await().atMost(PATIENCE)
                    .until(() -> truth(
                            connection,
                            "SELECT n_tup_ins = 20 AND vacuum_count = 1 AND idx_scan > 0"
                                    + " FROM pg_stat_user_tables WHERE relname = 'parent'"));
        }
    }

    private static String script() throws IOException {
        try (InputStream in = CatalogServers.class.getResourceAsStream("catalog-workload.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean truth(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** A table, and an index of another one, as ALTER TABLE and REINDEX hold them for hours. */
    static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE app.log_1 IN ACCESS EXCLUSIVE MODE");
            statement.execute("REINDEX INDEX app.child_second");
        }
    }

    /** The address of a server that follows another. */
    static String follow(Workplace at, Postgres primary, Connection owner) throws Exception {
        Path from = at.data().path().resolve(primary.name()).resolve("data");
        Path into = from.resolveSibling("standby");
        copy(owner, from, into);
        int port = at.ports().take("standby", 0);
        ServerUser user = ServerUser.find();
        for (Path file : List.of(into.resolve("standby.signal"), into.resolve("backup_label"))) {
            user.give(file);
        }
        List<String> command = List.of(
                from.resolveSibling("bin/postgres").toString(),
                "-D",
                into.toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_preload_libraries=pg_stat_statements",
                "-c",
                "max_prepared_transactions=2",
                "-c",
                "hot_standby_feedback=on",
                "-c",
                "wal_level=logical",
                "-c",
                "primary_slot_name=follower",
                "-c",
                "primary_conninfo=host=127.0.0.1 port=" + primary.port() + " user=follower password=hunter2");
        Child child = at.children()
                .start(new Program(
                        "standby", user.running(command), at.data().log("standby"), Program.Farewell.ASKED_LAST));
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        child.awaitReady(PATIENCE, () -> answers(url));
        return url;
    }

    private static boolean answers(String url) {
        try (Connection connection = asAgent(url)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // not yet: it replays before it lets anybody in
        }
    }

    private static void copy(Connection owner, Path from, Path into) throws Exception {
        boolean former = owner.getMetaData().getDatabaseMajorVersion() < 15;
        try (Statement statement = owner.createStatement()) {
            statement.execute("CREATE ROLE follower LOGIN REPLICATION PASSWORD 'hunter2'");
            statement.execute("SELECT pg_create_physical_replication_slot('follower', true)");
            statement.execute(
                    former ? "SELECT pg_start_backup('copy', true, false)" : "SELECT pg_backup_start('copy', true)");
            int code = new ProcessBuilder("cp", "-a", from.toString(), into.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code > 1) { // 1: a file was gone before it could be copied, which replay makes good
                throw new IOException("cp ended with " + code);
            }
            String stop = former ? "pg_stop_backup(false, false)" : "pg_backup_stop(false)";
            try (ResultSet answer = statement.executeQuery("SELECT labelfile FROM " + stop)) {
                answer.next();
                Files.writeString(into.resolve("backup_label"), answer.getString(1));
            }
        }
        Files.deleteIfExists(into.resolve("postmaster.pid"));
        Files.createFile(into.resolve("standby.signal"));
        try (Stream<Path> slots = Files.list(into.resolve("pg_replslot"))) {
            for (Path slot : slots.toList()) {
                Files.deleteIfExists(slot.resolve("state"));
                Files.deleteIfExists(slot);
            }
        }
    }
}
