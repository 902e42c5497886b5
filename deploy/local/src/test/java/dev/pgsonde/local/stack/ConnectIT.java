package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.collect.server.ServerCpu;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent connects as psql would: by client certificate, by Unix socket, by service and by password file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectIT {
    private static final String ME = System.getProperty("user.name");
    private static final String RULES = """
            local   all all               peer
            host    all postgres      all scram-sha-256
            hostssl all by_certificate all cert clientcert=verify-full
            host    all by_password   all scram-sha-256
            """;

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Path files = data.path().resolve("files");
    private final ServerUser server = ServerUser.find();
    private int port;

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        Files.createDirectory(files);
        Files.setPosixFilePermissions(files, DataDirectory.mode("rwxr-xr-x"));
        Files.setPosixFilePermissions(data.path(), DataDirectory.mode("rwxr-xr-x"));
        Certificates.make(files);
        Path sockets = Files.createDirectory(files.resolve("run"));
        Files.setPosixFilePermissions(sockets, DataDirectory.mode("rwxr-xr-x"));
        Path rules = Files.writeString(files.resolve("pg_hba.conf"), RULES);
        List.of(sockets, rules, files.resolve("server.key")).forEach(server::give);
        Home home = TestSurroundings.of(progress).home();
        Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
        PostgresPlan plan = PostgresPlan.of(
                17,
                Map.of(
                        "ssl", "on",
                        "ssl_ca_file", path("ca.crt"),
                        "ssl_cert_file", path("server.crt"),
                        "ssl_key_file", path("server.key"),
                        "hba_file", rules.toString(),
                        "unix_socket_directories", sockets.toString()));
        port = at.ports().take("PostgreSQL", 0);
        try (Progress.Step step = progress.begin("PostgreSQL")) {
            Postgres postgres = Postgres.start(at, plan.at(port), step);
            try (Connection connection = postgres.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE by_certificate LOGIN");
                statement.execute("CREATE ROLE by_password LOGIN PASSWORD 'ge:heim'");
                statement.execute("CREATE ROLE \"" + ME + "\" LOGIN");
                statement.execute("CREATE DATABASE app");
            }
        }
    }

    @AfterAll
    void stopAll() {
        children.stopAll(Duration.ofSeconds(10));
        data.delete();
    }

    @ParameterizedTest
    @CsvSource({"client.key, client.crt", "client-rsa.key, client.crt", "client-ec.key, client-ec.crt"})
    void aClientCertificateOpensTheDoor(String key, String certificate) throws IOException, SQLException {
        String url = "host=localhost port=" + port + " user=by_certificate dbname=app sslmode=verify-full";
        Map<String, String> environment =
                Map.of("PGSSLROOTCERT", path("ca.crt"), "PGSSLCERT", path(certificate), "PGSSLKEY", path(key));
        assertThat(ask(url, environment, "SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                .isEqualTo("/CN=by_certificate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host=localhost | other.crt | not issued by any that is trusted here
            host=127.0.0.1 | ca.crt    | is for another host name
            """)
    void aServerThatCannotProveItselfIsOneReadableLine(String host, String root, String message) {
        String url = host + " port=" + port + " user=by_password dbname=app sslmode=verify-full";
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> ask(url, Map.of("PGSSLROOTCERT", path(root)), "SELECT 1"))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e)
                        .extracting(Throwable::getMessage)
                        .asString()
                        .doesNotContain("\n"));
    }

    @Test
    void theNameMayStandInTheCertificateWhileTheAddressIsGiven() throws IOException, SQLException {
        Files.writeString(files.resolve("pass"), "localhost:*:app:by_password:ge\\:heim\n");
        Files.setPosixFilePermissions(files.resolve("pass"), DataDirectory.mode("rw-------"));
        String url = "host=localhost hostaddr=127.0.0.1 port=" + port + " user=by_password dbname=app";
        assertThat(ask(
                        url,
                        Map.of(
                                "PGPASSFILE", path("pass"),
                                "PGSSLMODE", "verify-full",
                                "PGSSLROOTCERT", path("ca.crt")),
                        "SELECT ssl::text || ' ' || current_user FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                .isEqualTo("true by_password");
    }

    @Test
    void aUnixSocketKnowsWhoWeAre() throws IOException, SQLException {
        Files.writeString(
                files.resolve("services"), "[local]\nhost=" + path("run") + "\nport=" + port + "\ndbname=app\n");
        String everything = "SELECT current_user || ' ' || coalesce(inet_client_addr()::text, 'here') || ' '"
                + " || length(repeat('x', 5000000))";
        assertThat(ask("service=local", Map.of("PGSERVICEFILE", path("services")), everything))
                .isEqualTo(ME + " here 5000000");
    }

    /** What takes long is cut short by the timeout of the socket, also of one that is not TCP's. */
    @Test
    void aUnixSocketHasATimeout() {
        String url = "host=" + path("run") + " port=" + port + " dbname=app";
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ask(url, Map.of(), "SELECT pg_sleep(30)"))
                .withStackTraceContaining("SocketTimeoutException");
    }

    private String path(String name) {
        return files.resolve(name).toString();
    }

    private String ask(String url, Map<String, String> variables, String question) throws IOException, SQLException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", path("nothing-there"));
        Path file = Files.writeString(files.resolve("collector.yaml"), """
                source: test
                postgres: {url: "%s"}
                kafka: {bootstrap.servers: "nowhere:1"}
                every: 500ms
                timeouts: {socket: 2s}
                """.formatted(url));
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, environment);
        var address = new Machine(environment).discover(config.postgres()).address();
        var postgres =
                new dev.pgsonde.collect.server.Postgres(address, config.limits(), System::nanoTime, ServerCpu.UNSEEN);
        try (Connection connection = postgres.connectFirst();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return String.valueOf(answer.getString(1));
        }
    }
}
