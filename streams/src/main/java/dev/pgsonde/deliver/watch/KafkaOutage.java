package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.streams.alert.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers. Each instance finds an outage for itself, and all of them give it the same id, and the same number
 * to the same transition, as long as they find it within the same ten minutes.
 */
public final class KafkaOutage {
    private static final long SAME_SECONDS = 600;
    private static final int LONGEST_REASON = 300;

    private final String bootstrap;
    private final Duration after;
    private Instant answered;
    private @Nullable Instant failing;
    private @Nullable Alert open;

    public KafkaOutage(String bootstrap, Duration after, Instant now) {
        this.bootstrap = bootstrap;
        this.after = after;
        this.answered = now;
    }

    /** The end of an outage, if there was one. */
    public Optional<Alert> answered(Instant now) {
        Optional<Alert> ended = Optional.ofNullable(open).map(alert -> Lifecycle.resolved(alert, now));
        answered = now;
        failing = null;
        open = null;
        return ended;
    }

    /** An outage, if it has just become one. */
    public Optional<Alert> failed(String reason, Instant now) {
        Instant since = failing == null ? now : failing;
        failing = since;
        if (open != null || Duration.between(since, now).compareTo(after) < 0) {
            return Optional.empty();
        }
        open = firing(reason, now);
        return Optional.of(open);
    }

    private Alert firing(String reason, Instant now) {
        AlertKey key = new AlertKey(Outage.KAFKA_UNREACHABLE, Outage.WHOLE, bootstrap);
        Finding finding = new Finding(
                key,
                "kafka",
                answered,
                new Finding.Measure(
                        Duration.between(answered, now).toSeconds(), after.toSeconds(), "seconds without an answer"),
                "Kafka at " + bootstrap + " does not answer: " + PlainText.of(reason, LONGEST_REASON)
                        + "; no sample is processed and no other alert is notified meanwhile");
        int sequence = (int) (2 * (answered.getEpochSecond() / SAME_SECONDS) + 1);
        return OutageAlerts.firing(finding, now, OutageAlerts.id(key, ""), sequence);
    }
}
