package dev.pgsonde.collect.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pgsonde.collect.config.Listen;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Report;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Answers {@code /metrics}, {@code /healthz} and {@code /readyz} from the newest reports, and nothing else. */
public final class Face implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int BACKLOG = 16;

    private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();
    private final Map<String, Watched> sources = new TreeMap<>();
    private final LongSupplier nanos;
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Face::daemon);

    private Face(HttpServer server, Map<String, Duration> periods, LongSupplier nanos) {
        this.server = server;
        this.nanos = nanos;
        periods.forEach((source, every) -> sources.put(source, Watched.unheard(source, every)));
        server.setExecutor(thread);
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@code periods}: every source that this process watches, and how often. */
    public static Face open(Listen listen, Map<String, Duration> periods, LongSupplier nanos) {
        bound();
        InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
        try {
            return new Face(HttpServer.create(address, BACKLOG), periods, nanos);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    "listen: cannot listen on " + listen.host() + ":" + listen.port() + " (" + e.getMessage()
                            + "); choose a free port and an address of this machine, or leave listen out",
                    e);
        }
    }

    /** The JDK's server takes its limits from the process; whoever set one himself keeps it. */
    private static void bound() {
        Map.of(
                        "sun.net.httpserver.maxReqTime", "5",
                        "sun.net.httpserver.maxRspTime", "10",
                        "sun.net.httpserver.maxIdleConnections", "8",
                        "sun.net.httpserver.idleInterval", "15",
                        "sun.net.httpserver.maxReqHeaders", "64",
                        "jdk.httpserver.maxConnections", "32")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    }

    /** Any thread may call this. */
    public synchronized void hear(Report report) {
        Watched before = sources.get(report.source());
        if (before == null) {
            throw new IllegalArgumentException("nobody said that " + report.source() + " would be watched");
        }
        sources.put(report.source(), before.hear(report, nanos.getAsLong()));
    }

    private synchronized List<Watched> now() {
        return List.copyOf(sources.values());
    }

    /** The port, also where any free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, TEXT, bytes("only GET and HEAD are answered\n"));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> send(exchange, 200, format.getContentType(), metrics());
                case "/healthz" -> send(exchange, 200, TEXT, health());
                case "/readyz" -> ready(exchange);
                default -> send(exchange, 404, TEXT, bytes("there are /metrics, /healthz and /readyz\n"));
            }
        }
    }

    private byte[] metrics() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(out, Metrics.of(now()));
        return out.toByteArray();
    }

    /** The process lives: to start it again would not help a source that fails, and would cost the others. */
    private byte[] health() {
        StringBuilder text = new StringBuilder("alive\n");
        now().forEach(watched -> text.append(watched.line()).append('\n'));
        return bytes(text.toString());
    }

    private void ready(HttpExchange exchange) throws IOException {
        long at = nanos.getAsLong();
        List<String> complaints = new ArrayList<>();
        now().forEach(watched -> watched.complaint(at).ifPresent(complaints::add));
        boolean ready = complaints.isEmpty();
        send(exchange, ready ? 200 : 503, TEXT, bytes(ready ? "ready\n" : String.join("\n", complaints) + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
