package dev.pgsonde.local.record;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** How a recording is an Avro object container file: entries, and behind the last of them an end that seals them. */
final class Layout {
    private static final Schema ENTRY = entry().name("partition")
            .type()
            .intType()
            .intDefault(-1)
            .name("offset")
            .type()
            .longType()
            .longDefault(-1)
            .endRecord();
    private static final Schema END = SchemaBuilder.record("End")
            .namespace("dev.pgsonde.recording")
            .fields()
            .requiredLong("entries")
            .requiredString("sha256")
            .endRecord();

    /** Avro's container does not know how long it should be: without an end, a file cut between two blocks looks whole. */
    static final Schema SCHEMA = Schema.createUnion(ENTRY, END);

    /** What earlier versions wrote, and this one reads. */
    static final Schema BEFORE = Schema.createUnion(entry().endRecord(), END);

    /** What stands behind the last entry. */
    record End(long entries, String sha256) {}

    private Layout() {}

    private static SchemaBuilder.FieldAssembler<Schema> entry() {
        return SchemaBuilder.record("Entry")
                .namespace("dev.pgsonde.recording")
                .fields()
                .requiredString("topic")
                .name("key")
                .type()
                .nullable()
                .bytesType()
                .noDefault()
                .name("value")
                .type()
                .nullable()
                .bytesType()
                .noDefault()
                .requiredLong("timestamp");
    }

    static GenericRecord write(Entry entry) {
        GenericRecord record = new GenericData.Record(ENTRY);
        record.put("topic", entry.topic());
        record.put("key", buffer(entry.key()));
        record.put("value", buffer(entry.value()));
        record.put("timestamp", entry.timestampMs());
        record.put("partition", entry.partition());
        record.put("offset", entry.offset());
        return record;
    }

    static GenericRecord write(End end) {
        GenericRecord record = new GenericData.Record(END);
        record.put("entries", end.entries());
        record.put("sha256", end.sha256());
        return record;
    }

    static boolean isEnd(GenericRecord record) {
        return record.getSchema().getName().equals(END.getName());
    }

    static Entry entry(GenericRecord record) {
        return new Entry(
                record.get("topic").toString(),
                bytes(record.get("key")),
                bytes(record.get("value")),
                (long) record.get("timestamp"),
                (int) record.get("partition"),
                (long) record.get("offset"));
    }

    static End end(GenericRecord record) {
        return new End((long) record.get("entries"), record.get("sha256").toString());
    }

    private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes.get());
    }

    private static @Nullable Bytes bytes(@Nullable Object field) {
        if (field == null) {
            return null;
        }
        ByteBuffer buffer = ((ByteBuffer) field).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Bytes.wrap(bytes);
    }
}
