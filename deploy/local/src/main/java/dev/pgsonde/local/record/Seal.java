package dev.pgsonde.local.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Counts the records that go by and hashes them in their order, each field behind its length. */
final class Seal {
    private static final int ABSENT = -1;

    private final MessageDigest sha = Hashes.sha256();
    private long records;

    void add(Entry entry) {
        update(sha, Bytes.wrap(entry.topic().getBytes(StandardCharsets.UTF_8)));
        update(sha, entry.key());
        update(sha, entry.value());
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(entry.timestampMs()).array());
        if (entry.offset() >= 0) { // recordings of earlier versions do not know it
            sha.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(entry.partition())
                    .putLong(entry.offset())
                    .array());
        }
        records++;
    }

    long records() {
        return records;
    }

    /** The seal is done with: nothing may be added after it was read. */
    String sha256() {
        return HexFormat.of().formatHex(sha.digest());
    }

    static void update(MessageDigest sha, @Nullable Bytes field) {
        byte[] bytes = field == null ? new byte[0] : field.get();
        sha.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(field == null ? ABSENT : bytes.length)
                .array());
        sha.update(bytes);
    }
}
