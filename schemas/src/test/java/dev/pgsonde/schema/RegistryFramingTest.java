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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the two calls of the registry's protocol that we use. */
class RegistryFramingTest {
    private static final Topics TOPICS = Topics.standard();
    private final List<String> schemas = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private HttpServer registry;

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
                .hasMessageContaining("answered 404 to GET /schemas/ids/9");
    }

    private RegistryFraming framing() {
        return new RegistryFraming(
                URI.create("http://127.0.0.1:" + registry.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
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
                    known ? json.writeValueAsString(Map.of("schema", schemas.get(number - 1))) : "");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
