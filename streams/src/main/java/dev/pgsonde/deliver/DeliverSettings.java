package dev.pgsonde.deliver;

import dev.pgsonde.schema.RegistrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration file, whole. Its defaults stand here and nowhere else. */
record DeliverSettings(
        Map<String, String> kafka,
        @Nullable RegistrySettings schemaRegistry,
        @Nullable String group,
        @Nullable String instance,
        @Nullable Duration timeout,
        @Nullable Retry retry,
        List<ReceiverSettings> receivers) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** How a receiver that fails is tried again. */
    record Retry(
            @Nullable Duration first,
            @Nullable Duration most,
            @Nullable Duration giveUpAfter) {
        static final Retry STANDARD = new Retry(null, null, null);

        Backoff backoff() {
            return new Backoff(
                    or(first, Duration.ofSeconds(1)),
                    or(most, Duration.ofMinutes(1)),
                    or(giveUpAfter, Duration.ofHours(6)));
        }
    }

    DeliverSettings {
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing: name a Kafka broker as host:port");
        }
        if (receivers == null || receivers.isEmpty()) {
            throw new IllegalArgumentException("receivers is missing: name at least one who is to be told");
        }
        if (receivers.stream().map(ReceiverSettings::name).distinct().count() < receivers.size()) {
            throw new IllegalArgumentException("two receivers have the same name");
        }
        if (timeout != null && (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0)) {
            throw new IllegalArgumentException("timeout must be more than 0 and at most 1min");
        }
        kafka = Map.copyOf(kafka);
        receivers = List.copyOf(receivers);
    }

    Duration patience() {
        return or(timeout, Duration.ofSeconds(10));
    }

    Backoff backoff() {
        return or(retry, Retry.STANDARD).backoff();
    }

    String groupOf(Receiver receiver) {
        return or(group, "pgsonde-deliver") + "-" + receiver.name();
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
