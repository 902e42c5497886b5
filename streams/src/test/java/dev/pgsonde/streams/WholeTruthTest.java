package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.truth.BadlyWatched;
import dev.pgsonde.streams.truth.Ledger;
import dev.pgsonde.streams.truth.Ledger.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What windows say and what they say that is unknown is the whole truth, and nothing else. */
class WholeTruthTest {
    private static final int TRIES = Integer.getInteger("pgsonde.truth.tries", 120);
    private static final int ROUNDS = 60;
    private static final Map<String, Double> LEAST_KNOWN = Map.of("toast", 0.3, "statements", 0.05);

    private static Path state = Path.of("");
    private static int servers;
    private static final Map<String, Known> KNOWN = new TreeMap<>();

    @BeforeContainer
    static void makeRoom() throws IOException {
        state = Files.createTempDirectory("pgsonde-truth");
    }

    @AfterContainer
    static void tidyUp() throws IOException {
        assertThatMuchIsKnown();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Half of what it calls unknown would be a truth as well, and of no use; rows of statements come and go all the time. */
    private static void assertThatMuchIsKnown() {
        assertThat(KNOWN).containsKeys("wal_lsn", "database", "tables", "toast", "statements");
        KNOWN.forEach((view, known) -> assertThat(known.share())
                .as("intervals of %s that are known: %s", view, known)
                .isGreaterThan(LEAST_KNOWN.getOrDefault(view, 0.6)));
    }

    @Property(tries = 5)
    void ofAServerThatNothingBefallsAllIsKnown(@ForAll long seed) {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state.resolve("run-" + servers))) {
            BadlyWatched life = BadlyWatched.charmed("server-" + servers++, seed);
            life.live(ROUNDS).forEach(pipeline::take);
            Ledger ledger = new Ledger(life, pipeline.windows());

            assertThat(ledger.lies()).isEmpty();
            Map<String, Known> lasting = new TreeMap<>(ledger.known());
            lasting.remove("statements");
            assertThat(lasting).containsOnlyKeys("database", "tables", "toast", "wal_lsn");
            assertThat(lasting)
                    .allSatisfy((view, known) -> assertThat(known.exact()).isEqualTo(known.intervals()));
        }
    }

    @Property(tries = 20)
    void whatIsMeasuredIsTheTruthAndTheRestIsMarkedUnknown(@ForAll long seed) {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state.resolve("run-" + servers))) {
            for (int n = 0; n < TRIES / 20; n++) {
                assertThatTheTruthIsTold(pipeline, seed + n);
            }
        }
    }

    private static void assertThatTheTruthIsTold(Pipeline pipeline, long seed) {
        BadlyWatched life = new BadlyWatched("server-" + servers++, seed);
        life.live(ROUNDS).forEach(pipeline::take);
        List<WindowColumn> windows = pipeline.windows();
        Ledger ledger = new Ledger(life, windows);

        assertThat(ledger.lies()).as("seed %d", seed).isEmpty();
        ledger.known().forEach((view, known) -> KNOWN.merge(view, known, Known::and));
    }
}
