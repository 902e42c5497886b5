package dev.pgsonde.streams;

import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a record waits for the schema registry in its place: not so long that Kafka takes the thread for dead. Then the
 * thread begins again at the last commit, which loses nothing either.
 */
final class RegistryPause {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryPause.class);
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration IN_ALL = Duration.ofSeconds(60);

    private Duration next = Duration.ofMillis(200);
    private Duration waited = Duration.ZERO;

    void pause() {
        if (waited.isZero()) {
            LOG.warn("the schema registry does not say in what schema a record was written: waiting for it");
        }
        if (waited.compareTo(IN_ALL) > 0) {
            throw new StreamsException("the schema registry is not available");
        }
        try {
            Thread.sleep(next.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("interrupted while waiting for the schema registry", e);
        }
        waited = waited.plus(next);
        next = next.multipliedBy(2).compareTo(MOST) > 0 ? MOST : next.multipliedBy(2);
    }
}
