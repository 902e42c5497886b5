package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.Tool;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A postgres_exporter that runs beside the agent and is scraped when we like. */
final class Exporter {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(3);

    private final Child child;
    private final long pid;
    private final HttpRequest scrape;
    private final HttpClient http = HttpClient.newHttpClient();

    private Exporter(Child child, Path binary, int port) {
        this.child = child;
        this.scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(TO_ANSWER)
                .build();
        child.awaitReady(TO_START, this::answers);
        this.pid = find(child, binary);
    }

    /** {@code flags} are its own, beside where it listens and what it watches. */
    static Exporter start(Stack stack, ExporterChoice choice, String database, List<String> flags) {
        int port = stack.port(choice.name(), 0);
        List<String> command = new ArrayList<>(List.of(choice.binary().toString()));
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.addAll(flags);
        String address = "postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                .formatted(
                        Fixture.MONITOR,
                        stack.postgres().get(0).password(),
                        stack.postgres().get(0).port(),
                        database);
        String name = choice.name() + "-" + database;
        Child child = stack.start(new Tool(name, command, Map.of("DATA_SOURCE_NAME", address)));
        return new Exporter(child, choice.binary(), port);
    }

    private boolean answers() {
        try {
            return http.send(scrape, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an exporter was started", e);
        }
    }

    private static long find(Child keeper, Path binary) {
        String name = String.valueOf(binary.getFileName());
        return ProcessHandle.of(keeper.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info()
                        .command()
                        .filter(path -> path.endsWith(name))
                        .isPresent())
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new UserError(binary + " has ended; its log: " + keeper.log()));
    }

    long pid() {
        return pid;
    }

    MetricsText scrape() {
        try (InputStream body =
                http.send(scrape, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            return MetricsText.read(body);
        } catch (IOException e) {
            throw new UserError("the exporter does not answer: " + e.getMessage() + " (log: " + child.log() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an exporter was asked", e);
        }
    }

    void stop() {
        child.stop(TO_STOP);
    }
}
