package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectLineTest {
    private static final Route ALL = new Route(Severity.INFO, List.of("*"), List.of("*"), List.of("*"));

    private final HttpServer server;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private Instant now = Told.ENDED;

    DirectLineTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String type = new ObjectMapper()
                    .readTree(exchange.getRequestBody())
                    .path("type")
                    .asText();
            if (status == 200) {
                taken.add(type);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anOutageAndItsEndAreSentAndTriedUntilTheyAreTaken() throws InterruptedException {
        DirectLine line = line(null);
        status = 503;
        line.notice(outage(AlertStage.FIRING));
        line.work();
        assertThat(taken).isEmpty();
        status = 200;
        pass(line, 5);
        assertThat(taken).containsExactly("dev.pgsonde.alert.firing");

        line.notice(outage(AlertStage.RESOLVED));
        pass(line, 5);
        assertThat(taken).containsExactly("dev.pgsonde.alert.firing", "dev.pgsonde.alert.resolved");
    }

    @Test
    void whoWasNotSentTheBeginningIsNotSentTheEnd() throws InterruptedException {
        DirectLine line = line(null);
        status = 503;
        line.notice(outage(AlertStage.FIRING));
        line.work();
        line.notice(outage(AlertStage.RESOLVED));
        status = 200;
        pass(line, 5);

        assertThat(taken).isEmpty();
    }

    @Test
    void aHeartbeatIsSentAsOftenAsItIsWanted() throws InterruptedException {
        pass(line(Duration.ofMinutes(1)), 3);
        assertThat(taken).containsExactly("dev.pgsonde.heartbeat", "dev.pgsonde.heartbeat", "dev.pgsonde.heartbeat");
    }

    private static Alert outage(AlertStage stage) {
        return Told.alert("kafka_unreachable", "pgsonde", Severity.PAGE, stage, true)
                .from(Alert.OF_DELIVERY);
    }

    /** A minute goes by before each step. */
    private void pass(DirectLine line, int steps) throws InterruptedException {
        for (int n = 0; n < steps; n++) {
            now = now.plusSeconds(60);
            line.work();
        }
    }

    private DirectLine line(@Nullable Duration heartbeat) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        Receiver receiver = new Receiver(
                "hook",
                ALL,
                new Webhook(address, Map.of(), null),
                Veil.over(address, new ArrayList<>()),
                null,
                heartbeat);
        return new DirectLine(
                receiver,
                new DirectLine.Means(
                        Sender.within(Duration.ofSeconds(5)),
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofHours(6)),
                        () -> now,
                        new Random(7)));
    }
}
