package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.round;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FractionsTest {
    @TempDir
    private Path state;

    /** A tenth is no sum of powers of two: sums of doubles would depend on their order. */
    @Test
    void fractionsAddUpExactly() {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state)) {
            pipeline.take(timings(0, 0.1, 5), round(0));
            for (int n = 1; n <= 3; n++) {
                pipeline.take(timings(10 * n, 0.1 + 0.1 * n, n == 2 ? Double.NaN : 7.25), round(10 * n));
            }

            NamedNumbers sums = pipeline.records().stream()
                    .filter(window ->
                            window.view().equals("timings") && window.start().equals(Samples.at(0)))
                    .findFirst()
                    .map(Window::sums)
                    .orElseThrow();
            assertThat(sums.names()).containsExactly("timings.ms", "timings.load");
            assertThat(sums.fraction(0)).isEqualTo(0.3);
            assertThat(sums.fraction(1)).isEqualTo(7.25 + 7.25);
        }
    }

    private static Sample timings(double second, double ms, double load) {
        return Samples.sample(
                "timings",
                "server",
                second,
                Samples.INCARNATION,
                List.of(
                        new DoubleColumn("ms", ColumnKind.COUNTER, new double[] {ms}, new int[0]),
                        new DoubleColumn("load", ColumnKind.GAUGE, new double[] {load}, new int[0])));
    }
}
