package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.FrameName;
import dev.pgsonde.collect.publish.Disk.DiskFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/** How an entry lies in a file: the length of what follows, its CRC-32C, its kind and fields, and a record's own bytes. */
final class EntryFormat {
    static final int FRAME = 8;
    private static final int LONGEST = 1 << 28;
    private static final byte PARCEL = 0;
    private static final byte GAP = 1;
    private static final byte FRAME_PARCEL = 2;

    private EntryFormat() {}

    /** An entry, and where the next one begins. */
    record Found(Entry entry, long next) {}

    /** Answers how many bytes were written. */
    static long write(DiskFile file, long offset, Entry entry) throws IOException {
        byte[] fields = fields(entry);
        byte[] value = entry instanceof Parcel parcel ? parcel.value() : new byte[0];
        CRC32C sum = new CRC32C();
        sum.update(fields);
        sum.update(value);
        ByteBuffer front = ByteBuffer.allocate(FRAME + fields.length);
        front.putInt(fields.length + value.length).putInt((int) sum.getValue()).put(fields);
        file.write(offset, front.array());
        file.write(offset + front.capacity(), value);
        return FRAME + (long) fields.length + value.length;
    }

    private static byte[] fields(Entry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        DataOutputStream out = new DataOutputStream(bytes);
        if (entry instanceof Gap gap) {
            out.writeByte(GAP);
            out.writeUTF(gap.topic());
            out.writeLong(gap.records());
            out.writeLong(gap.from().toEpochMilli());
            out.writeLong(gap.to().toEpochMilli());
            out.writeUTF(gap.reason());
        } else if (entry instanceof Parcel parcel) {
            FrameName frame = parcel.frame();
            out.writeByte(frame == null ? PARCEL : FRAME_PARCEL);
            out.writeUTF(parcel.topic());
            out.writeUTF(parcel.key());
            out.writeLong(parcel.at().toEpochMilli());
            if (frame != null) {
                out.writeUTF(frame.view());
                out.writeUTF(frame.database());
            }
        }
        return bytes.toByteArray();
    }

    /** Reads the entry at {@code offset}, which must end before {@code end}. */
    static Found read(DiskFile file, long offset, long end) throws IOException {
        if (end - offset < FRAME) {
            throw new UnreadableException("a frame is cut short");
        }
        byte[] frame = new byte[FRAME];
        file.read(offset, frame);
        ByteBuffer numbers = ByteBuffer.wrap(frame);
        int length = numbers.getInt();
        int expected = numbers.getInt();
        if (length <= 0 || length > LONGEST || offset + FRAME + length > end) {
            throw new UnreadableException("a frame has an impossible length");
        }
        byte[] body = new byte[length];
        file.read(offset + FRAME, body);
        CRC32C sum = new CRC32C();
        sum.update(body);
        if ((int) sum.getValue() != expected) {
            throw new UnreadableException("a frame has a wrong checksum");
        }
        return new Found(entry(body), offset + FRAME + length);
    }

    private static Entry entry(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        byte kind = in.readByte();
        String topic = in.readUTF();
        return switch (kind) {
            case PARCEL -> new Parcel(topic, in.readUTF(), Instant.ofEpochMilli(in.readLong()), in.readAllBytes());
            case FRAME_PARCEL -> frameParcel(topic, in);
            case GAP ->
                new Gap(
                        topic,
                        in.readLong(),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        in.readUTF());
            default -> throw new UnreadableException("a frame is of an unknown kind");
        };
    }

    private static Parcel frameParcel(String topic, DataInputStream in) throws IOException {
        String key = in.readUTF();
        Instant at = Instant.ofEpochMilli(in.readLong());
        FrameName frame = new FrameName(in.readUTF(), in.readUTF());
        return new Parcel(topic, key, at, in.readAllBytes(), frame);
    }

    /** What lies here was not written so, or not to its end. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
