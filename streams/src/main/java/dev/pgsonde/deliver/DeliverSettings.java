package dev.pgsonde.deliver;

import dev.pgsonde.deliver.watch.WatchLimits;
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
        @Nullable Watch watch,
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

    /** From when on an outage of pgsonde itself is one, and whether that is watched at all. */
    record Watch(
            @Nullable Boolean off,
            @Nullable String streams,
            @Nullable Duration silentAfter,
            @Nullable Duration stoppedAfter,
            @Nullable Integer rejects,
            @Nullable Duration kafkaAfter,
            @Nullable Duration forgetAfter) {
        static final Watch STANDARD = new Watch(null, null, null, null, null, null, null);

        /** A limit that cannot be is found when the file is read. */
        Watch {
            limits(silentAfter, stoppedAfter, rejects, kafkaAfter, forgetAfter);
        }

        private static WatchLimits limits(
                @Nullable Duration silentAfter,
                @Nullable Duration stoppedAfter,
                @Nullable Integer rejects,
                @Nullable Duration kafkaAfter,
                @Nullable Duration forgetAfter) {
            WatchLimits standard = WatchLimits.STANDARD;
            return new WatchLimits(
                    or(silentAfter, standard.silentAfter()),
                    or(stoppedAfter, standard.stoppedAfter()),
                    or(rejects, standard.rejects()),
                    or(kafkaAfter, standard.kafkaAfter()),
                    or(forgetAfter, standard.forgetAfter()));
        }

        WatchLimits limits() {
            return limits(silentAfter, stoppedAfter, rejects, kafkaAfter, forgetAfter);
        }

        boolean isOn() {
            return !Boolean.TRUE.equals(off);
        }

        String application() {
            return or(streams, "pgsonde-streams");
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

    Watch watching() {
        return or(watch, Watch.STANDARD);
    }

    String groupOf(Receiver receiver) {
        return or(group, "pgsonde-deliver") + "-" + receiver.name();
    }

    /** No receiver's name holds a colon. */
    String groupOfWatch() {
        return or(group, "pgsonde-deliver") + ":watch";
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
