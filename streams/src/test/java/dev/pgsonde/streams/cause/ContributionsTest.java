package dev.pgsonde.streams.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContributionsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int WINDOWS = 20;
    private static final Instant ONSET = START.plusSeconds(30L * WINDOWS);
    private static final Spell SPELL = Spell.around(ONSET, series(1, 1, 1, 1));

    private final Metric whole = metric("wal_bytes_per_commit");
    private final Metric perCall = metric("wal_bytes_per_call");

    @Test
    void aStatementThatHasBecomeDearerCarriesTheChangeByItsRate() {
        List<Contribution> parts = Contributions.of(
                SPELL,
                whole,
                series(2_000, 1, 3_000, 1),
                perCall,
                Map.of("update", series(1_000, 1, 2_000, 1), "insert", series(1_000, 1, 1_000, 1)));

        assertThat(parts).hasSize(1);
        Contribution update = parts.get(0);
        assertThat(update.subject()).isEqualTo("update");
        assertThat(update.share()).isCloseTo(1, within(1e-9));
        assertThat(update.rate()).isCloseTo(1, within(1e-9));
        assertThat(update.mix()).isZero();
        assertThat(update.before()).isEqualTo(1_000);
        assertThat(update.now()).isEqualTo(2_000);
        assertThat(Effects.byMembers(parts).orElseThrow().isComposition(true, 0.05))
                .isFalse();
    }

    @Test
    void theSameStatementMoreOftenInEachTransactionIsAnotherUnitOfWork() {
        List<Contribution> parts = Contributions.of(
                SPELL, whole, series(1_000, 1, 8_000, 1), perCall, Map.of("insert", series(1_000, 1, 8_000, 8)));

        assertThat(parts.get(0).mix()).isCloseTo(1, within(1e-9));
        assertThat(parts.get(0).rate()).isZero();
        assertThat(Effects.byMembers(parts).orElseThrow().isComposition(true, 0.05))
                .isTrue();
    }

    @Test
    void rateAndMixAddUpToTheShareWhateverMoves() {
        List<Contribution> parts = Contributions.of(
                SPELL,
                whole,
                series(3_000, 2, 9_000, 3),
                perCall,
                Map.of(
                        "a", series(1_000, 4, 5_000, 7),
                        "b", series(2_000, 3, 1_500, 2),
                        "c", series(0, 0, 2_500, 5)));

        assertThat(parts)
                .allSatisfy(part -> assertThat(part.rate() + part.mix()).isCloseTo(part.share(), within(1e-9)));
        assertThat(parts.stream().mapToDouble(Contribution::share).sum()).isCloseTo(1, within(1e-9));
        assertThat(parts)
                .filteredOn(part -> part.subject().equals("c"))
                .singleElement()
                .satisfies(part -> assertThat(part.rate()).isZero());
    }

    @Test
    void batchingIsSeenByTheRowsOfATransactionWithoutAnyStatement() {
        Effects batching = Effects.byWork(SPELL, series(1_600, 1, 5_600, 1), series(1, 1, 4, 1))
                .orElseThrow();
        Effects identity = Effects.byWork(SPELL, series(1_600, 1, 3_200, 1), series(1, 1, 1, 1))
                .orElseThrow();

        assertThat(batching.rate() + batching.mix()).isCloseTo(1, within(1e-9));
        assertThat(batching.isComposition(true, 0.05)).isTrue();
        assertThat(identity.rate()).isCloseTo(1, within(1e-9));
        assertThat(identity.isComposition(true, 0.05)).isFalse();
    }

    @Test
    void dearerRowsAreARegressionAlthoughThereAreMoreOfThem() {
        Effects both = Effects.byWork(SPELL, series(1_600, 1, 12_800, 1), series(1, 1, 4, 1))
                .orElseThrow();

        assertThat(both.dearer()).isCloseTo(2, within(1e-9));
        assertThat(both.isComposition(true, 0.05)).isFalse();
    }

    @Test
    void whatHasBeenScannedByASharedDenominatorIsAllRate() {
        Metric scans = metric("seq_tup_read_per_commit");
        List<Contribution> parts = Contributions.of(
                SPELL,
                scans,
                series(0, 10, 400, 10),
                metric("seq_tup_read_of_table"),
                Map.of("alias_1", series(0, 10, 300, 10), "alias_2", series(0, 10, 100, 10)));

        assertThat(parts).extracting(Contribution::subject).containsExactly("alias_1", "alias_2");
        assertThat(parts).extracting(Contribution::share).containsExactly(0.75, 0.25);
    }

    private static Metric metric(String name) {
        return Catalog.standard().metric(name).orElseThrow();
    }

    /** Twenty windows of the one, then ten of the other. */
    private static List<Point> series(long above, long below, long aboveThen, long belowThen) {
        return Stream.concat(
                        IntStream.range(0, WINDOWS).mapToObj(n -> new Point(START.plusSeconds(30L * n), above, below)),
                        IntStream.range(WINDOWS, WINDOWS + 10)
                                .mapToObj(n -> new Point(START.plusSeconds(30L * n), aboveThen, belowThen)))
                .toList();
    }
}
