package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Annotation.AnnotationKind;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Kafka interleaves topics and sources as it likes; the answers of one source must not depend on it. */
class OrderTest {
    private static final List<String> SOURCES = List.of("a", "b", "c");
    private static final int ROUNDS = 9;

    private Path state = Path.of("");
    private int runs;

    @BeforeProperty
    void makeRoom() throws IOException {
        state = Files.createTempDirectory("pgsonde-order");
    }

    @AfterProperty
    void tidyUp() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 15)
    void orderOfUnrelatedSourcesDoesNotMatter(@ForAll long seed) {
        assertThat(windows(shuffled(seed), false)).isEqualTo(windows(shuffled(0), false));
    }

    /** A run is announced a window before the round that closes the next one: that is all the order it needs. */
    @Property(tries = 15)
    void anAnnotationMayComeBeforeOrAmongTheSamplesOfItsWindow(@ForAll long seed) {
        List<WindowColumn> inRun = windows(shuffled(seed), true);

        assertThat(inRun).isNotEmpty().allSatisfy(window -> assertThat(window.run())
                .isEqualTo("run-1"));
    }

    /** Each source's rounds in their order, the sources mixed. */
    private static List<Observation> shuffled(long seed) {
        Random random = new Random(seed);
        List<Deque<Observation>> queues = new ArrayList<>();
        SOURCES.forEach(source -> queues.add(rounds(source)));
        List<Observation> mixed = new ArrayList<>();
        while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
            Deque<Observation> queue = queues.get(random.nextInt(queues.size()));
            if (!queue.isEmpty()) {
                mixed.add(queue.removeFirst());
            }
        }
        return mixed;
    }

    private static Deque<Observation> rounds(String source) {
        Deque<Observation> rounds = new ArrayDeque<>();
        for (int n = 0; n < ROUNDS; n++) {
            Sample wal = Samples.wal(10 * n + 0.01, 1_000L * n * source.hashCode());
            rounds.add(new Sample(
                    source,
                    "agent",
                    n,
                    wal.at(),
                    wal.incarnation(),
                    wal.view(),
                    "",
                    "server",
                    wal.frame(),
                    wal.columns(),
                    List.of(),
                    null,
                    null));
            rounds.add(new Round(source, "agent", n, wal.at(), 10_000, List.of()));
        }
        return rounds;
    }

    private List<WindowColumn> windows(List<Observation> observations, boolean annotated) {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state.resolve("run-" + runs++))) {
            if (annotated) {
                SOURCES.forEach(source -> pipeline.take(
                        new Annotation(source, Samples.at(0), AnnotationKind.RUN_STARTED, "run-1", "", "ci")));
            }
            observations.forEach(pipeline::take);
            return pipeline.windows().stream()
                    .sorted(Comparator.comparing(WindowColumn::source).thenComparing(WindowColumn::start))
                    .toList();
        }
    }
}
