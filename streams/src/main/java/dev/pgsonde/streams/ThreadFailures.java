package dev.pgsonde.streams;

import dev.pgsonde.streams.state.StateVersionException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TopologyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the failure of a thread means: configuration and rights are for people to put right, and end the process; whatever
 * else happens may pass, and a thread in its place goes on from the last commit.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

    private static final List<Class<? extends Throwable>> FINAL = List.of(
            AuthorizationException.class,
            AuthenticationException.class,
            ConfigException.class,
            InvalidTopicException.class,
            MissingSourceTopicException.class,
            StateVersionException.class,
            TopologyException.class,
            UnsupportedVersionException.class,
            Error.class);

    /** Kafka Streams has no exception of its own for it. */
    private static final String OTHER_PARTITIONS = "has invalid partitions";

    private static final int DEEPEST = 20;

    private final Duration pause;

    ThreadFailures(Duration pause) {
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        if (isFinal(failure)) {
            LOG.error("stopping, since this does not pass by itself: {}", root.getMessage(), failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread has failed, and another goes on in its place: {}", root.getMessage(), failure);
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    static boolean isFinal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Throwable each = cause;
            if (FINAL.stream().anyMatch(kind -> kind.isInstance(each))
                    || String.valueOf(each.getMessage()).contains(OTHER_PARTITIONS)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
