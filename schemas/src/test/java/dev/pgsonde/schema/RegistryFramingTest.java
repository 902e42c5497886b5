package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the two calls of the registry's protocol that we use. */
class RegistryFramingTest {
    private static final Topics TOPICS = Topics.standard();
    private final List<String> schemas = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<String> logins = new ArrayList<>();
    private HttpServer registry;
    private @Nullable Instead instead;

    /** What is answered to everything. */
    private record Instead(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", this::answer);
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void aRecordIsFramedByItsNumberAndFoundByIt() throws IOException {
        WireFormat<Observation> writer = WireFormat.of(TOPICS.samples(), framing());
        WireFormat<Observation> reader = WireFormat.of(TOPICS.samples(), framing());

        byte[] bytes = writer.write(RoundTripTest.sample());

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(reader.read(bytes)).isEqualTo(RoundTripTest.sample());
        assertThat(subjects).containsExactly("/subjects/pgsonde.samples-dev.pgsonde.Sample/versions");
    }

    @Test
    void aNumberThatTheRegistryDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> WireFormat.of(TOPICS.samples(), framing()).read(new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("knows no schema of the number 9");
    }

    /** Whatever a proxy, a login or a server in trouble answers, it says nothing about the schema. */
    @ParameterizedTest
    @CsvSource({"404,", "404,<html>", "401,", "403,{}", "500,", "503,", "200,<html>", "200,{}", "429,"})
    void whatIsNotTheRegistrysOwnAnswerIsWaitedFor(int status, String body) {
        instead = new Instead(status, body == null ? "" : body);
        byte[] bytes = {0, 0, 0, 0, 9, 1};
        assertThatThrownBy(() -> WireFormat.of(TOPICS.samples(), framing()).read(bytes))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> WireFormat.of(TOPICS.samples(), framing()).write(RoundTripTest.sample()))
                .matches(RegistryUnavailableException::isCauseOf);
    }

    @Test
    void oneThatDoesNotAnswerIsWaitedFor() {
        registry.stop(0);
        assertThatThrownBy(() -> WireFormat.of(TOPICS.samples(), framing()).read(new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aSchemaThatIsNotAvrosIsTheRecordsOwnFault() {
        instead = new Instead(200, "{\"schema\": \"{\\\"type\\\": \\\"rec\"}");
        assertThatThrownBy(() -> WireFormat.of(TOPICS.samples(), framing()).read(new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void eachTopicHasASubjectOfItsOwn() throws IOException {
        Framing framing = framing();
        WireFormat<Window> one = WireFormat.of(TOPICS.windows(), framing);
        framing.learn(List.of(TOPICS.windows(), TOPICS.judged()));
        assertThat(subjects)
                .containsExactly(
                        "/subjects/pgsonde.windows-dev.pgsonde.Window/versions",
                        "/subjects/pgsonde.judged-dev.pgsonde.Judged/versions");
        assertThat(one).isNotNull();
    }

    @Test
    void aLoginIsSent() throws IOException {
        URI url = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
        new RegistryFraming(new RegistrySettings(url, "me", "s3cret", null, null)).learn(List.of(TOPICS.windows()));
        new RegistryFraming(new RegistrySettings(url, null, null, "t0ken", null)).learn(List.of(TOPICS.windows()));
        assertThat(logins).containsExactly("Basic bWU6czNjcmV0", "Bearer t0ken");
        assertThat(new RegistrySettings(url, "me", "s3cret", null, null).toString())
                .doesNotContain("s3cret");
    }

    private RegistryFraming framing() {
        return new RegistryFraming(
                RegistrySettings.at("http://127.0.0.1:" + registry.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        if (login != null) {
            logins.add(login);
        }
        if (instead != null) {
            send(exchange, instead.status(), instead.body());
            return;
        }
        ObjectMapper json = new ObjectMapper();
        if (exchange.getRequestMethod().equals("POST")) {
            subjects.add(path);
            schemas.add(json.readTree(exchange.getRequestBody()).path("schema").asText());
            send(exchange, 200, json.writeValueAsString(Map.of("id", schemas.size())));
        } else {
            int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            boolean known = number <= schemas.size();
            send(
                    exchange,
                    known ? 200 : 404,
                    known
                            ? json.writeValueAsString(Map.of("schema", schemas.get(number - 1)))
                            : "{\"error_code\": 40403}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
