package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Window;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricSeriesTest {
    private static final Metric METRIC =
            Catalog.standard().metric("wal_bytes_per_commit").orElseThrow();

    @Test
    void dividesSumsOverAllSubjectsAndTakesFullPageImagesOff() {
        assertThat(value(
                        Windows.of(0, "server", "wal.wal_bytes", 3_000_000L),
                        Windows.of(0, "server", "wal_images.bytes", 700_000L),
                        Windows.of(0, "database", "database.xact_commit", 1500L),
                        Windows.of(0, "database", "database.xact_commit", 20L)))
                .hasValue((3_000_000 - 700_000) / 1520.0);
    }

    @Test
    void aServerThatCountsNoImagesIsShownWithThem() {
        assertThat(value(
                        Windows.of(0, "server", "wal.wal_bytes", 3_000_000L),
                        Windows.of(0, "database", "database.xact_commit", 1500L)))
                .hasValue(2000);
    }

    @Test
    void isUnknownWhereAPartIsUnknown() {
        assertThat(value(
                        Windows.of(0, "server", "wal.wal_bytes", null),
                        Windows.of(0, "database", "database.xact_commit", 1500L)))
                .isEmpty();
        assertThat(value(Windows.of(0, "server", "wal.wal_bytes", 3_000_000L))).isEmpty();
        assertThat(value(
                        Windows.of(0, "server", "wal.wal_bytes", 3_000_000L),
                        Windows.of(0, "database", "database.xact_commit", 1500L),
                        Windows.of(0, "view", "database", null)))
                .isEmpty();
        assertThat(value(
                        Windows.covering(3900, 0, "server", "wal.wal_bytes", 3_000_000L),
                        Windows.of(0, "database", "database.xact_commit", 1500L)))
                .isEmpty();
    }

    @Test
    void keepsWindowsInOrderAndOtherSourcesOut() {
        MetricSeries series = new MetricSeries(METRIC, "demo");
        MetricSeries others = new MetricSeries(METRIC, "another");
        for (int n : new int[] {2, 0, 1}) {
            Window bytes = Windows.of(n, "server", "wal.wal_bytes", 1000L * (n + 1));
            Window commits = Windows.of(n, "database", "database.xact_commit", 1L);
            series.add(bytes);
            series.add(commits);
            others.add(bytes);
        }
        assertThat(series.points())
                .extracting(MetricSeries.Point::start)
                .containsExactly(Windows.start(0), Windows.start(1), Windows.start(2));
        assertThat(series.known()).isEqualTo(3);
        assertThat(others.points()).isEmpty();
    }

    private static OptionalDouble value(Window... windows) {
        MetricSeries series = new MetricSeries(METRIC, "demo");
        for (Window window : windows) {
            series.add(window);
        }
        return series.points().get(0).value();
    }
}
