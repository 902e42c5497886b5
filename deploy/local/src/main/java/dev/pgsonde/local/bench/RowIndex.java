package dev.pgsonde.local.bench;

import java.util.Arrays;
import java.util.List;

/** How many rows the records of a topic hold, so that what a reader has committed can be said in rows. */
final class RowIndex {
    /** Of each partition, how many rows lie before each offset, and after the last one all of them. */
    private final List<long[]> before;

    private RowIndex(List<long[]> before) {
        this.before = before;
    }

    /** Lines of {@code partition rows}, in the order of the partitions' records. */
    static RowIndex of(List<String> lines, int partitions) {
        long[][] before = new long[partitions][lines.size() + 1];
        int[] ends = new int[partitions];
        for (String line : lines) {
            int blank = line.indexOf(' ');
            int partition = Integer.parseInt(line.substring(0, blank));
            int end = ends[partition]++;
            before[partition][end + 1] = before[partition][end] + Long.parseLong(line.substring(blank + 1));
        }
        for (int n = 0; n < partitions; n++) {
            before[n] = Arrays.copyOf(before[n], ends[n] + 1);
        }
        return new RowIndex(List.of(before));
    }

    /** Up to the next offset of each partition. */
    long rows(List<Long> next) {
        long rows = 0;
        for (int n = 0; n < before.size(); n++) {
            long[] ofPartition = before.get(n);
            rows += ofPartition[(int) Math.min(next.get(n), ofPartition.length - 1)];
        }
        return rows;
    }

    long all() {
        return before.stream()
                .mapToLong(ofPartition -> ofPartition[ofPartition.length - 1])
                .sum();
    }

    long records() {
        return before.stream().mapToLong(ofPartition -> ofPartition.length - 1).sum();
    }
}
