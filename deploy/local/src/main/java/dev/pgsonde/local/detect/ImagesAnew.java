package dev.pgsonde.local.detect;

import dev.pgsonde.local.detect.Recording.Ratio;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.ImageSize.Wal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What full-page images made up of a recording's WAL is no fact but learned from the others: so it is learned again, in the
 * way in which it is learned now.
 */
final class ImagesAnew {
    private static final String IMAGES = "image_bytes_per_commit";
    private static final String REST = "wal_bytes_per_commit";
    private static final List<String> ALL_OF_REST = List.of(REST, "wal_bytes_per_changed_row");

    private ImagesAnew() {}

    /** Puts what is learned in the place of what was learned. */
    static void learn(Map<String, SortedMap<Long, Ratio>> byMetric) {
        SortedMap<Long, Ratio> records = byMetric.getOrDefault("wal_records_per_commit", new TreeMap<>());
        SortedMap<Long, Ratio> images = byMetric.getOrDefault("wal_fpi_share", new TreeMap<>());
        SortedMap<Long, Ratio> estimates = byMetric.getOrDefault(IMAGES, new TreeMap<>());
        SortedMap<Long, Ratio> rests = byMetric.getOrDefault(REST, new TreeMap<>());
        ImageSize size = ImageSize.UNKNOWN;
        for (Long at : records.keySet()) {
            Ratio record = records.get(at);
            Ratio image = images.get(at);
            Ratio estimate = estimates.get(at);
            Ratio rest = rests.get(at);
            if (record != null && image != null && estimate != null && rest != null) {
                long bytes = (long) (rest.numerator() + estimate.numerator());
                Wal wal = new Wal((long) record.numerator(), (long) image.numerator(), bytes);
                size = size.after(wal);
                long made = size.of(wal);
                put(estimates, at, made);
                ALL_OF_REST.forEach(metric -> put(byMetric.getOrDefault(metric, new TreeMap<>()), at, bytes - made));
            }
        }
    }

    private static void put(SortedMap<Long, Ratio> windows, Long at, long numerator) {
        windows.computeIfPresent(at, (any, ratio) -> new Ratio((double) numerator, ratio.denominator()));
    }
}
