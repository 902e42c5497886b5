package dev.pgsonde.streams;

import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Reject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes the record that is told of one that could not be taken in; it is never too large for Kafka. */
final class Rejecting {
    /** Of what could not be read: enough to see what it is. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private Rejecting() {}

    static Reject reject(Record<String, byte[]> record, RecordMetadata where, String reason) {
        byte[] all = record.value() == null ? NOTHING : record.value();
        String cut =
                all.length <= MOST_BYTES ? "" : " (the first " + MOST_BYTES + " of " + all.length + " bytes are here)";
        byte[] bytes = all.length > MOST_BYTES ? Arrays.copyOf(all, MOST_BYTES) : all;
        String key = record.key() == null ? "" : record.key();
        return new Reject(
                RecordLimits.shortened(key, RecordLimits.LONGEST_NAME),
                where.topic(),
                where.partition(),
                where.offset(),
                RecordLimits.shortened(reason, RecordLimits.LONGEST_TEXT) + cut,
                ByteBuffer.wrap(bytes));
    }
}
