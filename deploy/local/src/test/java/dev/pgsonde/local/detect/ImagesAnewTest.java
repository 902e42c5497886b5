package dev.pgsonde.local.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.detect.Recording.Ratio;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ImagesAnewTest {
    private static final long RECORD = 200;
    private static final long IMAGE = 4000;
    private static final Map<String, SortedMap<Long, Ratio>> BY_METRIC = Map.of(
            "wal_records_per_commit", new TreeMap<>(),
            "wal_fpi_share", new TreeMap<>(),
            "image_bytes_per_commit", new TreeMap<>(),
            "wal_bytes_per_commit", new TreeMap<>(),
            "connection_use", new TreeMap<>());

    /** Recorded by something that took every image for seven thousand bytes, and the rest for what was left. */
    @Test
    void whatIsKnownOfImagesNowTakesThePlaceOfWhatWasKnown() {
        for (long at = 0; at < 40; at++) {
            long records = 1000 + at;
            long images = 100 >> (at % 10);
            put("wal_records_per_commit", at, records);
            put("wal_fpi_share", at, images);
            put("image_bytes_per_commit", at, 7000 * images);
            put("wal_bytes_per_commit", at, records * RECORD + (IMAGE - 7000) * images);
            put("connection_use", at, 3);
        }

        ImagesAnew.learn(BY_METRIC);

        assertThat(numerator("wal_bytes_per_commit", 39)).isEqualTo(1039 * RECORD);
        assertThat(numerator("wal_bytes_per_commit", 30)).isEqualTo(1030 * RECORD);
        assertThat(numerator("image_bytes_per_commit", 30)).isEqualTo(100 * IMAGE);
        assertThat(numerator("connection_use", 30)).isEqualTo(3);
    }

    private static void put(String metric, long at, long numerator) {
        windows(metric).put(at, new Ratio((double) numerator, 500));
    }

    private static double numerator(String metric, long at) {
        return windows(metric).getOrDefault(at, new Ratio(Double.NaN, 0)).numerator();
    }

    private static SortedMap<Long, Ratio> windows(String metric) {
        return BY_METRIC.getOrDefault(metric, new TreeMap<>());
    }
}
