package dev.pgsonde.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.collect.config.Listen;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Report.ViewReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final AtomicLong clock = new AtomicLong();
    private final Face face = Face.open(
            new Listen("127.0.0.1", 0), Map.of("orders", TEN_SECONDS, "stock \"2\"", TEN_SECONDS), clock::get);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        face.close();
    }

    @Test
    void theNewestReportOfEachSourceIsThereAsPrometheusTakesIt() throws Exception {
        face.hear(report("orders", AgentState.ACTIVE, 1_000L, 100));
        face.hear(report("orders", AgentState.ACTIVE, 2_000L, 250));
        face.hear(report("stock \"2\"", AgentState.STANDBY, null, 0));
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body().lines())
                .contains(
                        "# HELP pgsonde_agent_records_total Records that arrived in Kafka.",
                        "# TYPE pgsonde_agent_records_total counter",
                        "pgsonde_agent_records_total{source=\"orders\"} 250.0",
                        "pgsonde_agent_rounds_total{source=\"orders\"} 2.0",
                        "pgsonde_agent_server_cpu_seconds_total{source=\"orders\"} 0.003",
                        "# TYPE pgsonde_agent_active gauge",
                        "pgsonde_agent_active{source=\"orders\"} 1.0",
                        "pgsonde_agent_active{source=\"stock \\\"2\\\"\"} 0.0",
                        "pgsonde_agent_last_round_duration_seconds{source=\"orders\"} 0.5",
                        "pgsonde_agent_spooled_bytes{source=\"orders\"} 4096.0",
                        "pgsonde_agent_lost_records_total{source=\"orders\"} 7.0",
                        "pgsonde_agent_view_rows{database=\"app\",source=\"orders\",view=\"tables\"} 20.0",
                        "pgsonde_agent_view_skipped{database=\"\",source=\"orders\",view=\"wal\"} 1.0")
                .noneMatch(line -> line.startsWith("pgsonde_agent_server_cpu_seconds_total{source=\"stock"));
    }

    @Test
    void metricsAreThereBeforeAnyReport() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void whoSamplesIsReadyWhileHisLastRoundIsYoung() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("orders: no round yet\nstock \"2\": no round yet\n");
        face.hear(report("orders", AgentState.ACTIVE, null, 0));
        face.hear(report("stock \"2\"", AgentState.STANDBY, null, 0));
        clock.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        face.hear(report("stock \"2\"", AgentState.STANDBY, null, 0));
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("orders: the last round ended 31 s ago\n");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void aSourceThatFailsIsNamedEverywhereAndLeavesTheOthersAlone() throws Exception {
        face.hear(report("orders", AgentState.ACTIVE, null, 0));
        face.hear(failing("stock \"2\"", AgentCondition.UNREACHABLE, "connection refused"));
        face.hear(failing("stock \"2\"", AgentCondition.UNREACHABLE, "connection refused"));
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("stock \"2\": unreachable: connection refused\n");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body())
                .isEqualTo("alive\norders: sampling\nstock \"2\": unreachable: connection refused\n");
        assertThat(get("/metrics").body().lines())
                .contains(
                        "pgsonde_agent_condition{condition=\"sampling\",source=\"orders\"} 1.0",
                        "pgsonde_agent_condition{condition=\"unreachable\",source=\"stock \\\"2\\\"\"} 1.0",
                        "pgsonde_agent_failures_total{source=\"orders\"} 0.0",
                        "pgsonde_agent_failures_total{source=\"stock \\\"2\\\"\"} 1.0");
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(uri("/healthz"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aPortInUseIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> Face.open(new Listen("127.0.0.1", face.port()), Map.of(), clock::get))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("127.0.0.1:" + face.port())
                .hasMessageContaining("choose a free port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + face.port() + path);
    }

    private static Report failing(String source, AgentCondition condition, String reason) {
        return new Report(
                source,
                "agent",
                NOON,
                AgentState.STANDBY,
                0,
                0,
                null,
                1_500_000,
                100 << 20,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                condition,
                reason,
                NOON,
                30_000);
    }

    private static Report report(String source, AgentState state, @Nullable Long serverCpuMicros, long records) {
        return new Report(
                source,
                "agent",
                NOON,
                state,
                records,
                500_000,
                serverCpuMicros,
                1_500_000,
                100 << 20,
                2,
                records,
                10_000,
                3,
                4_096,
                7,
                List.of(
                        new ViewReport("tables", "app", 20, 1_000, null, 900, null),
                        new ViewReport("wal", "", 0, 1_000, null, 0, "permission denied")),
                state == AgentState.ACTIVE ? AgentCondition.SAMPLING : AgentCondition.STANDBY,
                null,
                NOON,
                30_000);
    }
}
