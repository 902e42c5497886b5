package dev.pgsonde.collect.publish;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What a segment's file begins with: that it is one, and where its entries end once nothing will be appended. */
final class SegmentHeader {
    static final int BYTES = 20;
    /** These bytes are no header. */
    static final long NONE = -1;

    private static final long MAGIC = 0x5047534F4E444501L; // PGSONDE, 1

    private SegmentHeader() {}

    static byte[] bytes(long sealedAt) {
        byte[] header = new byte[BYTES];
        ByteBuffer out = ByteBuffer.wrap(header).putLong(MAGIC).putLong(sealedAt);
        out.putInt(sum(header));
        return header;
    }

    /** Where the entries of a sealed file of this length end, 0 when it is not sealed. */
    static long sealedAt(byte[] header, long length) {
        ByteBuffer in = ByteBuffer.wrap(header);
        long magic = in.getLong();
        long sealedAt = in.getLong();
        boolean whole = magic == MAGIC && in.getInt() == sum(header) && sealedAt >= 0 && sealedAt <= length;
        return whole ? sealedAt : NONE;
    }

    private static int sum(byte[] header) {
        CRC32C sum = new CRC32C();
        sum.update(header, 0, BYTES - Integer.BYTES);
        return (int) sum.getValue();
    }
}
