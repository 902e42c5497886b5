package dev.pgsonde.collect.change;

import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Change.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Takes the sizes out of a decoded change and leaves the values behind. */
record ChangeReader(String source) {
    private static final Map<String, Operation> OPERATIONS =
            Map.of("c", Operation.INSERT, "u", Operation.UPDATE, "d", Operation.DELETE, "t", Operation.TRUNCATE);

    /** Nothing, for records that are about no row: heartbeats. */
    Optional<Change> read(SourceRecord record) {
        if (!(record.value() instanceof Struct envelope) || envelope.schema().field("op") == null) {
            return Optional.empty();
        }
        Operation operation = OPERATIONS.get(envelope.getString("op"));
        if (operation == null) {
            return Optional.empty();
        }
        Struct origin = envelope.getStruct("source");
        Struct before = image(envelope, "before");
        return Optional.of(new Change(
                source,
                origin.getString("db"),
                origin.getString("schema"),
                origin.getString("table"),
                operation,
                whole(origin, "txId"),
                whole(origin, "lsn"),
                Instant.EPOCH.plus(whole(origin, "ts_us"), ChronoUnit.MICROS),
                size(before),
                size(image(envelope, "after")),
                before != null && holdsMoreThan(keys(record.keySchema()), before)));
    }

    private static @Nullable Struct image(Struct envelope, String name) {
        return envelope.schema().field(name) == null ? null : envelope.getStruct(name);
    }

    private static @Nullable Long size(@Nullable Struct image) {
        return image == null ? null : ValueSize.of(image);
    }

    private static long whole(Struct origin, String field) {
        Long value = origin.getInt64(field);
        return value == null ? 0 : value;
    }

    private static Set<String> keys(@Nullable Schema key) {
        return key == null ? Set.of() : key.fields().stream().map(Field::name).collect(Collectors.toSet());
    }

    private static boolean holdsMoreThan(Set<String> keys, Struct image) {
        return image.schema().fields().stream()
                .filter(field -> !keys.contains(field.name()))
                .anyMatch(field -> ValueSize.isThere(image.getWithoutDefault(field.name())));
    }
}
