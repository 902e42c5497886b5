package dev.pgsonde.local.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 over the records (key, value, timestamp) of one topic that does not depend on how keys were spread over
 * partitions or interleaved: for each key, in the order of their bytes, the key and the SHA-256 over its records in
 * their order, each field behind its length.
 */
final class Digest {
    private final long untilMs;
    private final Map<Bytes, MessageDigest> byKey = new TreeMap<>();
    private long records;

    /** Records later than {@code untilMs} are left out. */
    Digest(long untilMs) {
        this.untilMs = untilMs;
    }

    void add(@Nullable Bytes key, @Nullable Bytes value, long timestampMs) {
        if (timestampMs > untilMs) {
            return;
        }
        MessageDigest sha = byKey.computeIfAbsent(key == null ? Bytes.wrap(new byte[0]) : key, any -> Hashes.sha256());
        Seal.update(sha, value);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(timestampMs).array());
        records++;
    }

    /** The digest is done with: nothing may be added after it was read. */
    Answers.Sum sum() {
        MessageDigest whole = Hashes.sha256();
        byKey.forEach((key, sha) -> {
            Seal.update(whole, key);
            whole.update(sha.digest());
        });
        return new Answers.Sum(records, HexFormat.of().formatHex(whole.digest()));
    }
}
