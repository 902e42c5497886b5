package dev.pgsonde.schema;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One topic: its name, the records it carries, and how long Kafka keeps them. */
public record Topic<V>(String name, List<Class<? extends V>> carries, Retention retention) {
    public Topic {
        carries = List.copyOf(carries);
    }

    /** What it carries, as the records that they are. */
    public List<Class<? extends Record>> records() {
        return carries.stream()
                .<Class<? extends Record>>map(type -> type.asSubclass(Record.class))
                .toList();
    }

    /** How long records stay, {@code null} for ever; of a compacted topic only the newest of each key does. */
    public record Retention(@Nullable Duration keep, boolean compacted) {
        static Retention days(int days) {
            return new Retention(Duration.ofDays(days), false);
        }

        static Retention ofNewestOfEachKey() {
            return new Retention(null, true);
        }

        Retention andNewestOfEachKey() {
            return new Retention(keep, true);
        }
    }
}
