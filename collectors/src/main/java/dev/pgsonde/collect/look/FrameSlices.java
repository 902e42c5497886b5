package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.List;

/** A frame cut into parts that are small enough for Kafka; each is made when it is asked for, so that one is in memory. */
public final class FrameSlices {
    /** What a part takes on its way at most, unless a single row takes more. Kafka's own limit is 1 MB. */
    public static final int MOST_BYTES = 512 << 10;

    private static final int DOUBLE_BYTES = 8;
    /** The row's number among those without a value. */
    private static final int ABSENT_BYTES = 3;

    private static final int LENGTH_BYTES = 3;

    private final Sample whole;
    private final List<Slice> slices = new ArrayList<>();

    /** Some rows, and some subjects that vanished. */
    private record Slice(int row, int endRow, int gone, int endGone) {}

    private FrameSlices(Sample whole) {
        this.whole = whole;
    }

    public static FrameSlices of(Sample whole, int mostBytes) {
        FrameSlices slices = new FrameSlices(whole);
        slices.cut(mostBytes);
        return slices;
    }

    private void cut(int most) {
        int row = 0;
        int gone = 0;
        int endRow = 0;
        int endGone = 0;
        long bytes = 0;
        while (endRow < whole.rows() || endGone < whole.vanished().size()) {
            boolean isRow = endRow < whole.rows();
            long next = isRow ? rowBytes(endRow) : textBytes(whole.vanished().get(endGone));
            if (bytes > 0 && bytes + next > most) {
                slices.add(new Slice(row, endRow, gone, endGone));
                row = endRow;
                gone = endGone;
                bytes = 0;
            }
            bytes += next;
            endRow += isRow ? 1 : 0;
            endGone += isRow ? 0 : 1;
        }
        slices.add(new Slice(row, endRow, gone, endGone));
    }

    public int count() {
        return slices.size();
    }

    public Sample part(int number) {
        if (slices.size() == 1) {
            return whole;
        }
        Slice slice = slices.get(number);
        List<Column> columns = slice.row() == slice.endRow()
                ? List.of()
                : whole.columns().stream()
                        .map(column -> Rows.between(column, slice.row(), slice.endRow()))
                        .toList();
        return whole.part(columns, whole.vanished().subList(slice.gone(), slice.endGone()), number, slices.size());
    }

    private long rowBytes(int row) {
        long bytes = 0;
        for (Column column : whole.columns()) {
            bytes += column.isAbsent(row) ? ABSENT_BYTES : 0;
            if (column instanceof LongColumn numbers) {
                bytes += numberBytes(numbers.values()[row]);
            } else if (column instanceof TextColumn texts) {
                bytes += textBytes(texts.values().get(row));
            } else {
                bytes += DOUBLE_BYTES;
            }
        }
        return bytes;
    }

    /** As Avro writes it: seven bits a byte, small numbers of either sign first. */
    private static int numberBytes(long number) {
        long zigzag = (number << 1) ^ (number >> 63);
        return Math.max(1, (70 - Long.numberOfLeadingZeros(zigzag)) / 7);
    }

    /** In UTF-8; half of a surrogate pair counts three bytes, of which two are needed. */
    private static long textBytes(String text) {
        long bytes = LENGTH_BYTES;
        for (int n = 0; n < text.length(); n++) {
            char each = text.charAt(n);
            bytes += each < 0x80 ? 1 : each < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
