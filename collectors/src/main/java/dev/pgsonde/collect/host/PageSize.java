package dev.pgsonde.collect.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The size of the pages in which the kernel counts memory, which it tells every process at its start. */
final class PageSize {
    private static final int TELLS_PAGE_SIZE = 6;
    private static final long USUAL = 4096;

    private PageSize() {}

    /** From {@code /proc/self/auxv}: pairs of a kind and a value. */
    static long of(byte[] auxv) {
        ByteBuffer words = ByteBuffer.wrap(auxv).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long kind = words.getLong();
            long value = words.getLong();
            if (kind == TELLS_PAGE_SIZE) {
                return value;
            }
        }
        return USUAL;
    }
}
