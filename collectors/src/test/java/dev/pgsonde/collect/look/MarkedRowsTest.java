package dev.pgsonde.collect.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarkedRowsTest {
    /** What a row says; a name may be absent. */
    private record Said(long count, @Nullable String name) {}

    @Test
    void aChangedRowKeepsItsPlaceAndANewOneComesLast() {
        MarkedRows before = rows(Map.of(1L, new Said(10, "a"), 2L, new Said(20, "b"), 3L, new Said(30, "c")));
        MarkedRows changed = rows(Map.of(0L, new Said(1, null), 2L, new Said(21, "b")));
        assertThat(before.with(changed).orElseThrow().numbers()).containsExactly(1, 2, 3, 0);
    }

    @Test
    void otherColumnsCannotBePutTogether() {
        MarkedRows before = rows(Map.of(1L, new Said(10, "a")));
        MarkedRows other = new MarkedRows(
                new long[] {1}, new long[] {1}, List.of(before.columns().get(0)));
        assertThat(before.with(other)).isEmpty();
    }

    @Test
    void twoRowsWithOneNumberAreNotDistinct() {
        assertThat(new MarkedRows(new long[] {1, 1}, new long[] {1, 2}, List.of()).areDistinct())
                .isFalse();
    }

    /** Whatever changes and comes: what was read of it, and what stood still, are all there is. */
    @Property
    void whatHasChangedAndWhatStoodStillAreAllThereIs(@ForAll long seed) {
        Random random = new Random(seed);
        Map<Long, Said> truth = new TreeMap<>();
        MarkedRows known = rows(truth);
        for (int step = 0; step < 12; step++) {
            Map<Long, Said> changed = new TreeMap<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                changed.put(
                        (long) random.nextInt(20), new Said(random.nextInt(1000), random.nextBoolean() ? "x" : null));
            }
            truth.putAll(changed);
            known = known.with(rows(changed)).orElseThrow();
            assertThat(said(known)).isEqualTo(truth);
        }
    }

    private static MarkedRows rows(Map<Long, Said> said) {
        Map<Long, Said> sorted = new TreeMap<>(said);
        long[] numbers = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
        List<Said> all = List.copyOf(sorted.values());
        List<String> names = new ArrayList<>();
        List<Integer> absent = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            String name = all.get(row).name();
            names.add(name == null ? "" : name);
            if (name == null) {
                absent.add(row);
            }
        }
        long[] counts = all.stream().mapToLong(Said::count).toArray();
        List<Column> columns = List.of(
                new LongColumn("count", ColumnKind.COUNTER, counts, new int[0]),
                new TextColumn(
                        "name",
                        ColumnKind.LABEL,
                        names,
                        absent.stream().mapToInt(Integer::intValue).toArray()));
        return new MarkedRows(numbers, all.stream().mapToLong(Said::hashCode).toArray(), columns);
    }

    private static Map<Long, Said> said(MarkedRows rows) {
        Map<Long, Said> said = new TreeMap<>();
        for (int row = 0; row < rows.numbers().length; row++) {
            Object name = rows.columns().get(1).at(row);
            said.put(
                    rows.numbers()[row],
                    new Said((long) Objects.requireNonNull(rows.columns().get(0).at(row)), (String) name));
        }
        return said;
    }
}
