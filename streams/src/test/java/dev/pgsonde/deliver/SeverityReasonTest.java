package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeverityReasonTest {
    private static final URI ADDRESS = URI.create("https://receiver.test/in");
    private static final String REASON = "warn: it costs 2 sessions of 90, and 5 page";

    static Stream<Format> formats() {
        return Stream.of(
                new Webhook(ADDRESS, Map.of(), null),
                new Slack(ADDRESS, Map.of()),
                new PagerDuty(ADDRESS, Map.of(), "R0UTE"),
                new Alertmanager(ADDRESS, Map.of(), Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whoeverIsWokenReadsWhy(Format format) {
        Alert alert = Told.firing().rated(new Alert.Rating(Alert.Severity.WARN, REASON));

        assertThat(format.message(Transition.of(alert), Instant.parse("2026-03-01T13:00:00Z"))
                        .orElseThrow()
                        .body())
                .contains(REASON);
    }
}
