package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Window;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricSeriesTest {
    private static final String COMMITS = "database.xact_commit";
    private static final Metric METRIC =
            Catalog.standard().metric("wal_bytes_per_commit").orElseThrow();

    @Test
    void dividesTheTermsAndTakesFullPageImagesOff() {
        assertThat(value(Windows.of(
                        0, Map.of("wal.wal_bytes", 3_000_000L, "wal_images.bytes?", 700_000L, COMMITS, 1520L))))
                .hasValue((3_000_000 - 700_000) / 1520.0);
    }

    @Test
    void isUnknownWhereAPartIsUnknown() {
        assertThat(value(Windows.of(0, Map.of("wal_images.bytes?", 0L, COMMITS, 1500L))))
                .isEmpty();
        assertThat(value(Windows.of(0, Map.of("wal.wal_bytes", 3_000_000L, COMMITS, 1500L))))
                .isEmpty();
        assertThat(value(Windows.of(0, Map.of("wal.wal_bytes", 3_000_000L, "wal_images.bytes?", 0L))))
                .isEmpty();
        assertThat(value(Windows.of(0, Map.of()))).isEmpty();
    }

    @Test
    void keepsWindowsInOrderAndOtherSourcesAndSubjectsOut() {
        MetricSeries series = new MetricSeries(METRIC, "demo");
        MetricSeries others = new MetricSeries(METRIC, "another");
        for (int n : new int[] {2, 0, 1}) {
            Window server =
                    Windows.of(n, Map.of("wal.wal_bytes", 1000L * (n + 1), "wal_images.bytes?", 0L, COMMITS, 1L));
            series.add(server);
            series.add(Windows.of(n, "database", "database", "app", Map.of(COMMITS, 7L)));
            others.add(server);
        }
        assertThat(series.points())
                .extracting(point -> point.value().orElseThrow())
                .containsExactly(1000.0, 2000.0, 3000.0);
        assertThat(series.known()).isEqualTo(3);
        assertThat(others.points()).isEmpty();
    }

    private static OptionalDouble value(Window window) {
        MetricSeries series = new MetricSeries(METRIC, "demo");
        series.add(window);
        return series.points().get(0).value();
    }
}
