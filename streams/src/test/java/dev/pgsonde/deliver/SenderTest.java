package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
    private final Sender sender = Sender.within(Duration.ofMillis(1_500));
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Map<String, List<String>>> requests = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private Behaviour behaviour = exchange -> exchange.sendResponseHeaders(200, -1);

    /** What the receiver does with a request. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    SenderTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getRequestBody().readAllBytes();
            behaviour.answer(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void saysTheKeyAndThatItIsJson() throws InterruptedException {
        assertThat(send()).isEqualTo(new Answer.Taken());
        assertThat(requests.take())
                .containsEntry("Idempotency-key", List.of("id-1"))
                .containsEntry("Content-type", List.of("application/json"))
                .doesNotContainKey("Upgrade");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 410, 413, 415, 422})
    void whatIsTheMessagesOwnFaultIsFinal(int status) throws InterruptedException {
        behaviour = exchange -> {
            byte[] why = "invalid_payload".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, why.length);
            exchange.getResponseBody().write(why);
        };
        assertThat(send()).isEqualTo(new Answer.Refused("HTTP " + status + ": invalid_payload"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 408, 409, 425, 429, 500, 502, 503})
    void whatMayPassIsNot(int status) throws InterruptedException {
        behaviour = exchange -> exchange.sendResponseHeaders(status, -1);

        assertThat(send()).isEqualTo(new Answer.Failed("HTTP " + status, null));
    }

    @Test
    void aReceiverMayAskForTime() throws InterruptedException {
        behaviour = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            exchange.sendResponseHeaders(429, -1);
        };
        assertThat(send()).isEqualTo(new Answer.Failed("HTTP 429", Duration.ofSeconds(30)));
    }

    @Test
    void aReceiverMayAskForTimeByADate() throws InterruptedException {
        behaviour = exchange -> {
            String later = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(2));
            exchange.getResponseHeaders().set("Retry-After", later);
            exchange.sendResponseHeaders(503, -1);
        };
        assertThat(send()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(failed.asked())
                .isBetween(Duration.ofSeconds(115), Duration.ofSeconds(120)));
    }

    @Test
    void noAnswerIsAFailureInTime() throws InterruptedException {
        behaviour = exchange -> waitForTheEnd();

        assertThat(send()).isInstanceOf(Answer.Failed.class);
    }

    /** The client's own timeout ends where the headers do. */
    @Test
    void anAnswerThatBeginsAndNeverEndsIsOneToo() throws InterruptedException {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            waitForTheEnd();
        };
        assertThat(send()).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void anEndlessAnswerIsReadNoFurtherThanItsBeginning() throws InterruptedException {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(500, 0);
            byte[] much = "no ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(much);
            }
        };
        assertThat(send()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(failed.reason())
                .startsWith("HTTP 500: no no no")
                .hasSizeLessThan(400));
    }

    @Test
    void whatNoRequestCanBeMadeOfIsFinal() throws InterruptedException {
        Message broken = new Message(URI.create("http://127.0.0.1:1/"), Map.of("X", "two\nlines"), "{}");

        assertThat(sender.send(broken, "id-1")).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void nobodyThereIsAFailure() throws InterruptedException {
        server.stop(0);

        assertThat(send()).isInstanceOf(Answer.Failed.class);
    }

    private void waitForTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer send() throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return sender.send(new Message(address, Map.of(), "{}"), "id-1");
    }
}
