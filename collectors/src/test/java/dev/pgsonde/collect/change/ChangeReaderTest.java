package dev.pgsonde.collect.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChangeReaderTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("body", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("db", Schema.STRING_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    @Test
    void anUpdateUnderTheDefaultIdentityHasNoImageBefore() {
        assertThat(read("u", null, row("ab"))).isEqualTo(change(Change.Operation.UPDATE, null, 10L, false));
    }

    @Test
    void aDeleteUnderTheDefaultIdentityHasOnlyTheKey() {
        assertThat(read("d", row(null), null)).isEqualTo(change(Change.Operation.DELETE, 8L, null, false));
    }

    @Test
    void underFullTheImageBeforeIsWhole() {
        assertThat(read("u", row("ab"), row("abcd"))).isEqualTo(change(Change.Operation.UPDATE, 10L, 12L, true));
    }

    @Test
    void aLargeValueThatWasNotSentTakesNothing() {
        assertThat(read("u", null, row(ValueSize.UNAVAILABLE)))
                .isEqualTo(change(Change.Operation.UPDATE, null, 8L, false));
    }

    @Test
    void aHeartbeatIsNoChange() {
        Schema beat = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
        SourceRecord record =
                new SourceRecord(Map.of(), Map.of(), "heartbeat", null, null, beat, new Struct(beat).put("ts_ms", 1L));
        assertThat(new ChangeReader("db").read(record)).isEmpty();
    }

    @Test
    void sizesAreThoseOfTheValues() {
        byte[] placeholder = ValueSize.UNAVAILABLE.getBytes(StandardCharsets.UTF_8);
        assertThat(ValueSize.of("aü€😀")).isEqualTo("aü€😀".getBytes(StandardCharsets.UTF_8).length);
        assertThat(ValueSize.of(ByteBuffer.wrap(new byte[5]))).isEqualTo(5);
        assertThat(ValueSize.of(ByteBuffer.wrap(placeholder))).isZero();
        assertThat(ValueSize.of(List.of(1, 2, 3))).isEqualTo(12);
        assertThat(ValueSize.of(List.of(ValueSize.UNAVAILABLE))).isZero();
        assertThat(ValueSize.of(true)).isEqualTo(1);
        assertThat(ValueSize.of(1.5)).isEqualTo(8);
    }

    @Test
    void countsOnlyGrow() {
        TableCounts counts = new TableCounts();
        counts.add(change(Change.Operation.UPDATE, 10L, 12L, true));
        counts.add(change(Change.Operation.UPDATE, null, 12L, false));
        counts.add(change(Change.Operation.DELETE, 8L, null, false));
        assertThat(counts.columns(Instant.EPOCH))
                .extracting(column -> column.at(0))
                .containsExactly("public", "docs", 0L, 0L, 2L, 1L, 1L, 18L, 24L);
    }

    private static @Nullable Change read(String operation, @Nullable Struct before, @Nullable Struct after) {
        Struct source = new Struct(SOURCE)
                .put("db", "app")
                .put("schema", "public")
                .put("table", "docs")
                .put("txId", 7L)
                .put("lsn", 99L)
                .put("ts_us", 1_000_000L);
        Struct envelope = new Struct(ENVELOPE)
                .put("before", before)
                .put("after", after)
                .put("source", source)
                .put("op", operation);
        SourceRecord record =
                new SourceRecord(Map.of(), Map.of(), "docs", KEY, new Struct(KEY).put("id", 1L), ENVELOPE, envelope);
        return new ChangeReader("db").read(record).orElse(null);
    }

    private static Struct row(@Nullable String body) {
        return new Struct(ROW).put("id", 1L).put("body", body);
    }

    private static Change change(
            Change.Operation operation, @Nullable Long before, @Nullable Long after, boolean wholeBefore) {
        return new Change(
                "db", "app", "public", "docs", operation, 7, 99, Instant.ofEpochSecond(1), before, after, wholeBefore);
    }
}
