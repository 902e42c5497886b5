package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One transition on its way to one receiver.
 *
 * @param alert {@code null} when the record could not be read, and {@code flaw} says why
 * @param next the offset to go on from once it has arrived; {@code null} when more belongs to it
 * @param seen when it was read: the time in which it must arrive begins there
 */
record Letter(
        @Nullable Alert alert,
        String flaw,
        String id,
        TopicPartition partition,
        long offset,
        @Nullable Long next,
        Instant seen) {
    /** The same at every try, and for no other transition. */
    String key() {
        return alert == null ? id + "@" + partition + "-" + offset : alert.key();
    }

    boolean isSameAs(@Nullable Letter other) {
        return other != null && partition.equals(other.partition) && offset == other.offset;
    }
}
