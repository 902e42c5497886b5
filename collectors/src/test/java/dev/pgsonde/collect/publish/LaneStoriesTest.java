package dev.pgsonde.collect.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens on the way: every record arrives in order, or is counted in a gap that stands where it belongs. */
final class LaneStoriesTest {
    private static final Bound ROOMY = new Bound(100 << 20, 20_000);
    private static final Bound NARROW = new Bound(60_000, 6_000);

    enum Event {
        WRITE,
        ARRIVE,
        ARRIVE_UNHEARD,
        WAIT,
        FAIL,
        DEAF,
        HEARING,
        CRASH,
        RESTART
    }

    record Step(Event event, int amount) {
        void in(Story story) throws IOException {
            switch (event) {
                case WRITE -> {
                    for (int n = 0; n < amount / 50; n++) {
                        story.write(amount);
                    }
                }
                case ARRIVE -> story.arrive(amount / 100);
                case ARRIVE_UNHEARD -> story.carrier.arriveUnheard();
                case WAIT -> story.wait(amount * 3);
                case FAIL -> story.fail();
                case DEAF -> story.carrier.beDeaf(true);
                case HEARING -> story.carrier.beDeaf(false);
                case CRASH -> story.crash();
                case RESTART -> story.restart();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(20, Event.WRITE),
                Tuple.of(5, Event.ARRIVE),
                Tuple.of(1, Event.ARRIVE_UNHEARD),
                Tuple.of(5, Event.WAIT),
                Tuple.of(1, Event.FAIL),
                Tuple.of(2, Event.DEAF),
                Tuple.of(1, Event.HEARING),
                Tuple.of(1, Event.CRASH),
                Tuple.of(1, Event.RESTART));
        return events.flatMap(event -> Arbitraries.integers().between(1, 1000).map(amount -> new Step(event, amount)))
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }

    @Property(tries = 100)
    void withRoomNothingIsLost(@ForAll("steps") List<Step> steps) {
        assertThat(told(steps, ROOMY)).isZero();
    }

    @Property(tries = 100)
    void withoutRoomTheOldestIsToldMissingInItsPlace(@ForAll("steps") List<Step> steps) {
        Statistics.label("told missing").collect(told(steps, NARROW) > 0);
    }

    private static long told(List<Step> steps, Bound bound) {
        Path directory = temporary();
        try {
            Story story = new Story(directory.resolve("lane"), bound);
            for (Step step : steps) {
                step.in(story);
            }
            story.end();
            return story.check();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(directory);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
