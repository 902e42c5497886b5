package dev.pgsonde.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema registry in memory: the two calls of Confluent's protocol that we use. It can go away and come back. */
public final class SchemaRegistry implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final List<String> schemas = new ArrayList<>();
    private int port;
    private @Nullable HttpServer server;

    public SchemaRegistry() {
        start();
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** At the same address as before. */
    public void start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            made.createContext("/", this::answer);
            made.start();
            port = made.getAddress().getPort();
            server = made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            String schema =
                    json.readTree(exchange.getRequestBody()).path("schema").asText();
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            send(exchange, 200, Map.of("id", schemas.indexOf(schema) + 1));
            return;
        }
        int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        if (number < 1 || number > schemas.size()) {
            send(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
        } else {
            send(exchange, 200, Map.of("schema", schemas.get(number - 1)));
        }
    }

    private void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        stop();
    }
}
