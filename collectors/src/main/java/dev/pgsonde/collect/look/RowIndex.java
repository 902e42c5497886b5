package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Sample;
import java.util.Optional;

/** Where each row of a frame stands, by its subject; subjects are made when they are asked for, and not kept. */
final class RowIndex {
    private final int[] slots;
    private final int[] hashes;

    private RowIndex(int rows) {
        this.slots = new int[Math.max(4, Integer.highestOneBit(Math.max(1, rows)) * 4)];
        this.hashes = new int[rows];
    }

    /** Nothing, when two rows have one name. */
    static Optional<RowIndex> of(Sample sample) {
        RowIndex index = new RowIndex(sample.rows());
        for (int row = 0; row < sample.rows(); row++) {
            String subject = sample.subject(row);
            int slot = index.slotOf(sample, subject);
            if (index.slots[slot] != 0) {
                return Optional.empty();
            }
            index.slots[slot] = row + 1;
            index.hashes[row] = subject.hashCode();
        }
        return Optional.of(index);
    }

    /** The row of {@code sample} with this name, or -1. */
    int find(Sample sample, String subject) {
        return slots[slotOf(sample, subject)] - 1;
    }

    /** Where the row with this name is, or the free place where it belongs. */
    private int slotOf(Sample sample, String subject) {
        int hash = subject.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, sample, subject, hash)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean isAt(int row, Sample sample, String subject, int hash) {
        return hashes[row] == hash && sample.subject(row).equals(subject);
    }
}
