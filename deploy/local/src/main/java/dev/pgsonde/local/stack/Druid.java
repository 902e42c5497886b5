package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every Druid service of a small cluster in one process, which reads windows of all lengths and alerts from Kafka. */
public final class Druid {
    static final String NAME = "druid";
    static final List<String> SPECS = List.of("windows", "windows_10x", "windows_120x", "alerts");

    private static final Duration TO_START = Duration.ofSeconds(150);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final List<String> INNER_PORTS =
            List.of("zookeeper", "derby", "coordinator", "historical", "indexer");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JavaProgram program;
    private final Child child;
    private final String broker;
    private final String coordinator;

    private Druid(JavaProgram program, Child child, int brokerPort, int coordinatorPort) {
        this.program = program;
        this.child = child;
        this.broker = "http://127.0.0.1:" + brokerPort;
        this.coordinator = "http://127.0.0.1:" + coordinatorPort;
    }

    static Druid start(Workplace at, int brokerPort) {
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
        Child child = at.children().start(program.in(at.data(), at.archive().flags(program), Farewell.KILLED_FIRST));
        Druid druid = new Druid(program, child, brokerPort, coordinatorPort);
        child.awaitReady(TO_START, druid::isReady);
        return druid;
    }

    /** Takes SQL by HTTP, under {@code /druid/v2/sql}. */
    public String sqlUrl() {
        return broker + "/druid/v2/sql";
    }

    /** Takes SQL by JDBC. */
    public String jdbcUrl() {
        return "jdbc:avatica:remote:url=" + broker + "/druid/v2/sql/avatica/";
    }

    /** The coordinator, which is the overlord as well: takes supervisors and tells how they are. */
    public String adminUrl() {
        return coordinator;
    }

    /** Has a topic ingested as {@code spec} says; <code>${bootstrap}</code> in it stands for Kafka's address. */
    void ingest(Path spec, Map<String, String> values) {
        String filled = Template.fill(spec, values);
        HttpResponse<String> answer = post(coordinator + "/druid/indexer/v1/supervisor", filled);
        if (answer.statusCode() != 200) {
            throw new UserError("Druid refuses " + spec + ": " + answer.statusCode() + " "
                    + answer.body().strip());
        }
    }

    private HttpResponse<String> post(String url, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TO_ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UserError("Druid at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Druid was asked", e);
        }
    }

    /** SQL answers before the overlord leads, and a supervisor can be given to a leader only. */
    private boolean isReady() {
        return answers(coordinator + "/druid/indexer/v1/isLeader") && answers(broker + "/druid/broker/v1/readiness");
    }

    private boolean answers(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(2))
                .build();
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
