package dev.pgsonde.local.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that takes what it is sent, or does not. */
final class FakeReceiver implements AutoCloseable {
    /** How it fares. */
    enum Mood {
        WELL,
        HANGS,
        ERRS,
        HANGS_UP,
        KNOWS_NOBODY,
        REFUSES
    }

    /** One request, and whether it was answered with success. */
    record Request(
            @Nullable String key,
            @Nullable String timestamp,
            @Nullable String signature,
            String body,
            boolean taken) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }

        /** As its sender has to sign it. */
        String signedWith(String secret) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new ArrayList<>();
    private Mood mood = Mood.WELL;

    FakeReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void be(Mood next) {
        mood = next;
        notifyAll();
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> taken() {
        return requests().stream().filter(Request::taken).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            switch (arrived(exchange, body)) {
                case WELL -> exchange.sendResponseHeaders(200, -1);
                case ERRS -> exchange.sendResponseHeaders(500, -1);
                case KNOWS_NOBODY -> exchange.sendResponseHeaders(401, -1);
                case REFUSES -> exchange.sendResponseHeaders(410, -1);
                case HANGS -> awaitAnotherMood();
                case HANGS_UP -> {} // closed without a word
            }
        }
    }

    private synchronized Mood arrived(HttpExchange exchange, String body) {
        requests.add(new Request(
                header(exchange, "Idempotency-Key"),
                header(exchange, "Pgsonde-Timestamp"),
                header(exchange, "Pgsonde-Signature"),
                body,
                mood == Mood.WELL));
        return mood;
    }

    private synchronized void awaitAnotherMood() {
        try {
            while (mood == Mood.HANGS) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        be(Mood.HANGS_UP);
        server.stop(0);
        threads.shutdownNow();
    }
}
