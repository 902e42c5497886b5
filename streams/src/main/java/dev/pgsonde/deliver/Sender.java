package dev.pgsonde.deliver;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts one message, and says what came of it within the time it has. */
final class Sender {
    /** A token that is being changed, a route that is being rolled out, a receiver that is not ready: all of them pass. */
    private static final Set<Integer> MAY_PASS = Set.of(401, 403, 404, 408, 409, 425, 429);

    private final HttpClient client;
    private final Duration timeout;

    Sender(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /** No redirect is followed, since it would take an alert and its signature to somebody else. */
    static Sender within(Duration timeout) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        return new Sender(client, timeout);
    }

    Answer send(Message message, String key) throws InterruptedException {
        HttpRequest request;
        try {
            request = request(message, key);
        } catch (IllegalArgumentException e) {
            return new Answer.Refused("no request can be made of it: " + e.getMessage());
        }
        return send(request);
    }

    private HttpRequest request(Message message, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(message.to())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "pgsonde")
                .POST(BodyPublishers.ofString(message.body(), StandardCharsets.UTF_8));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        message.headers().forEach(request::header);
        return request.build();
    }

    /** The client's own time ends with the answer's headers; this one ends with all of it. */
    private Answer send(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request, head -> new FirstWords());
        try {
            return answer(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.Failed("no answer within " + timeout.toMillis() + " ms", null);
        } catch (ExecutionException e) {
            return new Answer.Failed(reason(e.getCause() == null ? e : e.getCause()), null);
        } finally {
            exchange.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        String words = response.body().strip().replaceAll("\\s+", " ");
        String reason = "HTTP " + status + (words.isEmpty() ? "" : ": " + words);
        boolean isFinal = status >= 400 && status < 500 && !MAY_PASS.contains(status);
        return isFinal ? new Answer.Refused(reason) : new Answer.Failed(reason, asked(response));
    }

    /** Retry-After in seconds, or as a date, which is compared with the receiver's own Date: no two clocks agree. */
    private static @Nullable Duration asked(HttpResponse<String> response) {
        String after = response.headers().firstValue("Retry-After").orElse("");
        if (after.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(after));
        }
        try {
            return Duration.between(date(response.headers().firstValue("Date").orElse("")), date(after));
        } catch (DateTimeException e) {
            return null; // not asked, or not in a form that anybody knows
        }
    }

    private static Instant date(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }

    private static String reason(Throwable e) {
        String said = e.getMessage();
        return said == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + said;
    }
}
