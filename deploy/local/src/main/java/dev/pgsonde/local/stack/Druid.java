package dev.pgsonde.local.stack;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.druid.DruidAdmin;
import dev.pgsonde.local.stack.Program.Farewell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every Druid service of a small cluster in one process, which reads windows and alerts from Kafka. */
public final class Druid {
    static final String NAME = "druid";
    private static final String SPEC = ".json";
    private static final String ALERTS = "alerts";

    /** Of all slots: one compaction takes two. */
    private static final String SLOTS_TO_COMPACT = "0.2";

    private static final Duration TO_START = Duration.ofSeconds(150);
    private static final List<String> INNER_PORTS = List.of("zookeeper", "coordinator", "historical", "indexer");
    private static final String PASSWORD_VARIABLE = "PGSONDE_DRUID_PASSWORD";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JavaProgram program;
    private final Supplier<Child> starter;
    private volatile Child child;
    private final Access access;
    private final String broker;
    private final String coordinator;

    /** What it needs to know of others, and others of it. */
    private record Access(Home home, DruidLogin login, KafkaAccess kafka) {}

    private Druid(JavaProgram program, Supplier<Child> starter, Access access, int brokerPort, int coordinatorPort) {
        this.access = access;
        this.program = program;
        this.starter = starter;
        this.child = starter.get();
        this.broker = "http://127.0.0.1:" + brokerPort;
        this.coordinator = "http://127.0.0.1:" + coordinatorPort;
    }

    static Druid start(Workplace at, int brokerPort, KafkaAccess kafka) {
        Path home = at.home().in("deploy/druid");
        List<String> flags = new ArrayList<>();
        flags.add("-Dpgsonde.druid.data=" + at.data().directory(NAME));
        flags.add("-Dpgsonde.druid.broker.port=" + brokerPort);
        int coordinatorPort = 0;
        for (String service : INNER_PORTS) {
            int port = at.ports().take("Druid's " + service, 0);
            flags.add("-Dpgsonde.druid." + service + ".port=" + port);
            coordinatorPort = service.equals("coordinator") ? port : coordinatorPort;
        }
        JavaProgram program = new JavaProgram(
                NAME,
                at.home().jars("deploy/druid"),
                List.of(home.resolve("jvm.args")),
                flags,
                "dev.pgsonde.druid.DruidMain",
                List.of(home.resolve("conf").toString(), "--with-parent"));
        Access access = new Access(at.home(), DruidLogin.in(at.data()), kafka);
        Supplier<Child> starter = () -> at.children()
                .start(program.in(at.data(), at.archive().flags(program), Farewell.KILLED_FIRST)
                        .with(environment(access)));
        Druid druid = new Druid(program, starter, access, brokerPort, coordinatorPort);
        druid.child.awaitReady(TO_START, druid::isReady);
        return druid;
    }

    /** Kills it, and starts it again upon what it had. */
    void restart(Consumer<Child> onDeath) {
        child.kill();
        child = starter.get();
        child.awaitReady(TO_START, this::isReady);
        child.onDeath(onDeath);
    }

    private static Map<String, String> environment(Access access) {
        Map<String, String> environment = new HashMap<>(IngestionSpec.environment(access.kafka()));
        environment.put(PASSWORD_VARIABLE, access.login().password());
        return environment;
    }

    /** Who may ask it. */
    public DruidLogin login() {
        return access.login();
    }

    /** Takes SQL by HTTP, under {@code /druid/v2/sql}. */
    public String sqlUrl() {
        return broker + "/druid/v2/sql";
    }

    /** Takes SQL by JDBC. */
    public String jdbcUrl() {
        return "jdbc:avatica:remote:url=" + broker + "/druid/v2/sql/avatica/";
    }

    public Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** With a context of all its queries. */
    public Connection connect(Map<String, String> context) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(context);
        properties.put("user", DruidLogin.USER);
        properties.put("password", login().password());
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** Has all topics ingested that it is meant to know, and days compacted when they are over. */
    void ingestAll() {
        new DruidSpecs(Catalog.standard()).supervisors().keySet().forEach(table -> {
            ingest(access.home().in("deploy/druid/" + table + SPEC));
            submit("coordinator/v1/config/compaction", access.home().in("deploy/druid/compaction/" + table + SPEC));
        });
        ingest(access.home().in("deploy/druid/" + ALERTS + SPEC));
        admin().post("coordinator/v1/config/compaction/taskslots?ratio=" + SLOTS_TO_COMPACT, "", "slots to compact");
    }

    /** Has a topic read as a supervisor spec says, for Kafka where it is here. */
    public void ingest(Path spec) {
        submit("indexer/v1/supervisor", spec);
    }

    private void submit(String what, Path spec) {
        admin().post(what, IngestionSpec.of(spec, access.kafka()), spec.toString());
    }

    /** The coordinator, which is the overlord as well: takes supervisors and tells how they are. */
    public DruidAdmin admin() {
        return new DruidAdmin(http, URI.create(coordinator), login().header());
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", login().header());
    }

    /** SQL answers before the overlord leads, and a supervisor can be given to a leader only. */
    private boolean isReady() {
        return answers(coordinator + "/druid/indexer/v1/isLeader") && answers(broker + "/druid/broker/v1/readiness");
    }

    private boolean answers(String url) {
        HttpRequest request = request(url).timeout(Duration.ofSeconds(2)).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Child child() {
        return child;
    }

    ClassArchive.Source classes() {
        return new ClassArchive.Source(program, child);
    }
}
