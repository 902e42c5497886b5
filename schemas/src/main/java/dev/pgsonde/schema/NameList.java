package dev.pgsonde.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Names in an order, and what is made of them for every record that has them: their bytes, and a fingerprint of the set. */
public final class NameList {
    public static final NameList NONE = new NameList(List.of());

    private final List<String> names;
    private final int hash;
    private final byte[][] encoded;
    private final String fingerprint;

    private NameList(List<String> names) {
        this.names = names;
        this.hash = names.hashCode();
        this.encoded = names.stream().map(NameList::encoded).toArray(byte[][]::new);
        this.fingerprint = fingerprint(names);
    }

    public static NameList of(List<String> names) {
        return new NameList(List.copyOf(names));
    }

    public List<String> names() {
        return names;
    }

    public int size() {
        return encoded.length;
    }

    /** The same for the same names, in whatever order: rows in which other columns are known are kept apart by it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** A name as Avro has it: its length, and its bytes. */
    byte[] encoded(int place) {
        return encoded[place];
    }

    private static byte[] encoded(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[bytes.length + 5];
        int at = 0;
        int left = bytes.length << 1; // zigzag, as no length is negative
        while ((left & ~0x7F) != 0) {
            all[at++] = (byte) ((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        all[at++] = (byte) left;
        System.arraycopy(bytes, 0, all, at, bytes.length);
        return Arrays.copyOf(all, at + bytes.length);
    }

    private static String fingerprint(List<String> names) {
        CRC32C sum = new CRC32C();
        names.stream().sorted().forEach(name -> {
            sum.update(name.getBytes(StandardCharsets.UTF_8));
            sum.update(0);
        });
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof NameList that && hash == that.hash && names.equals(that.names));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
