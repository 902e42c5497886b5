package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.at;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Input and output by device, from {@code /proc/diskstats}. */
final class HostDisks {
    /** The unit of {@code /proc/diskstats}, whatever the device's own sectors are. */
    private static final long SECTOR_BYTES = 512;

    private static final long MILLIS = 1000;

    private HostDisks() {}

    /** @param serves what lies on which device: 'data', 'wal' */
    static void read(
            String diskstats, Predicate<String> isPartition, Map<String, Set<String>> serves, AnswerRows rows) {
        diskstats.lines().map(line -> line.strip().split("\\s+", -1)).forEach(words -> {
            String device = words[2];
            if (!isPartition.test(device) && !isUnused(words)) {
                read(device, words, serves.getOrDefault(device, Set.of()), rows);
            }
        });
    }

    private static void read(String device, String[] words, Set<String> serves, AnswerRows rows) {
        rows.row()
                .text("device", device)
                .text("serves", serves.isEmpty() ? null : String.join(", ", serves))
                .number("reads", at(words, 3))
                .number("read_bytes", at(words, 5) * SECTOR_BYTES)
                .number("read_us", at(words, 6) * MILLIS)
                .number("writes", at(words, 7))
                .number("write_bytes", at(words, 9) * SECTOR_BYTES)
                .number("write_us", at(words, 10) * MILLIS)
                .number("in_flight", at(words, 11))
                .number("busy_us", at(words, 12) * MILLIS)
                .number("queued_us", at(words, 13) * MILLIS);
        if (words.length > 16) {
            rows.number("discards", at(words, 14)).number("discard_bytes", at(words, 16) * SECTOR_BYTES);
        }
        if (words.length > 19) {
            rows.number("flushes", at(words, 18)).number("flush_us", at(words, 19) * MILLIS);
        }
    }

    /** Loop and memory devices are made in advance, and most are never used. */
    private static boolean isUnused(String[] words) {
        return at(words, 3) == 0 && at(words, 7) == 0;
    }
}
