package dev.pgsonde.collect.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class DifferenceTest {
    private final Chronicle chronicle = new Chronicle("db", "agent", Duration.ofSeconds(10), 1000);

    @Property
    void changesAppliedToTheFrameBeforeGiveTheFrame(
            @ForAll("scans") Map<String, Long> before, @ForAll("scans") Map<String, Long> after) {
        Chronicle fresh = new Chronicle("db", "agent", Duration.ofSeconds(10), 1000);
        Sample first = only(fresh, 0, before);
        Sample second = only(fresh, 10, after);
        Map<String, List<Object>> rows = rows(first);
        rows.keySet().removeAll(second.vanished());
        rows.putAll(rows(second));
        assertThat(second.frame()).isEqualTo(FrameKind.CHANGES);
        assertThat(rows).isEqualTo(rows(only(new Chronicle("db", "agent", Duration.ofSeconds(10), 1), 10, after)));
    }

    @Test
    void anUnchangedViewNamesNoColumns() {
        only(chronicle, 0, Map.of("a", 1L));
        Sample second = only(chronicle, 10, Map.of("a", 1L));
        assertThat(second.rows()).isZero();
        assertThat(second.columns()).isEmpty();
        assertThat(second.since()).isEqualTo(second.round() - 1);
        assertThat(second.vanished()).isEmpty();
    }

    @Test
    void onlyTheRowThatDiffersIsPublishedAndTheGoneOneNamed() {
        only(chronicle, 0, Map.of("a", 1L, "b", 2L, "c", 3L));
        Sample second = only(chronicle, 10, Map.of("a", 1L, "b", 5L));
        assertThat(rows(second)).isEqualTo(Map.of("app.b", List.of("b", 5L)));
        assertThat(second.vanished()).containsExactly("app.c");
    }

    @Provide
    Arbitrary<Map<String, Long>> scans() {
        return Arbitraries.maps(
                        Arbitraries.of("a", "b", "c", "d.e", "f\"g", ""),
                        Arbitraries.longs().between(-1, 3))
                .ofMaxSize(6);
    }

    private static Sample only(Chronicle chronicle, int second, Map<String, Long> scans) {
        return chronicle
                .tell(List.of(Part.of(Rounds.moment(second), List.of(Rounds.tables(scans)))), List.of(), false)
                .stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<Object>> rows(Sample sample) {
        Map<String, List<Object>> rows = new HashMap<>();
        for (int row = 0; row < sample.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (Column column : sample.columns()) {
                values.add(Objects.requireNonNullElse(column.at(row), "null"));
            }
            rows.put(sample.subject(row), values);
        }
        return rows;
    }
}
