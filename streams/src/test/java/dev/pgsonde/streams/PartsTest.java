package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frame in parts says what the frame says, or nothing at all. */
class PartsTest {
    private static final int ROWS = 12;

    @TempDir
    private Path state;

    @Test
    void inPartsTheyMakeTheSameWindows() {
        assertThat(windows(parts(0, 5), parts(10, 3), parts(20, 12)))
                .isEqualTo(windows(whole(0), whole(10), whole(20)));
    }

    @Test
    void aLostPartCostsResolutionAndNoCount() {
        for (int lost = 0; lost < 3; lost++) {
            List<Sample> some = new ArrayList<>(parts(10, 3));
            some.remove(lost);
            assertThat(total(windows(whole(0), some, parts(20, 3))))
                    .as("without part %s", lost)
                    .isEqualTo(expected());
        }
    }

    @Test
    void aLostPartIsToldAndWhatIsLaidUponItIsAGap() {
        List<Sample> some = parts(20, 3).subList(1, 3);
        try (Pipeline pipeline = pipeline("lost")) {
            feed(pipeline, List.of(whole(0), whole(10), some));
            assertThat(pipeline.rejects())
                    .extracting(Reject::reason)
                    .containsExactly(
                            "part 2 of 3 of the view tables of round 3 came without those before it",
                            "part 3 of 3 of the view tables of round 3 came without those before it");
            end(pipeline, List.of(whole(0)), 30);
            assertThat(pipeline.windows())
                    .filteredOn(window -> window.start().equals(Samples.START))
                    .extracting(WindowColumn::reason)
                    .containsOnly("gap");
        }
    }

    /** As they come from agents that follow each other, resend, or do not know of each other. */
    @Test
    void whateverTheOrderOfPartsNothingIsCountedTwice() {
        Random random = new Random(11);
        List<List<Sample>> runs =
                IntStream.range(0, 100).mapToObj(run -> inAnyOrder(random)).toList();
        try (Pipeline pipeline = pipeline("orders")) {
            List<List<Sample>> rounds = List.of(
                    everyRun(runs, any -> whole(0)), everyRun(runs, run -> run), everyRun(runs, any -> parts(20, 4)));
            feed(pipeline, rounds);
            end(pipeline, rounds, 30);
            List<WindowColumn> windows = pipeline.windows();
            for (int run = 0; run < runs.size(); run++) {
                String source = "run" + run;
                List<WindowColumn> own = windows.stream()
                        .filter(window -> window.source().equals(source))
                        .toList();
                assertThat(total(own)).as("%s: %s", source, runs.get(run)).isEqualTo(expected());
            }
        }
    }

    private static List<Sample> inAnyOrder(Random random) {
        List<Sample> all = new ArrayList<>(parts(10, 1 + random.nextInt(4)));
        all.addAll(otherAgent(parts(10, 1 + random.nextInt(4))));
        all.addAll(parts(10, 1 + random.nextInt(4)));
        if (random.nextBoolean()) {
            Collections.shuffle(all, random);
        }
        all.removeIf(any -> random.nextInt(10) == 0);
        return all;
    }

    /** Each run has a source of its own. */
    private static List<Sample> everyRun(List<List<Sample>> runs, UnaryOperator<List<Sample>> round) {
        return IntStream.range(0, runs.size())
                .boxed()
                .flatMap(run -> round.apply(runs.get(run)).stream().map(sample -> of("run" + run, sample)))
                .toList();
    }

    @Test
    void partsThatSayNoSuchThingAreRejected() {
        try (Pipeline pipeline = pipeline("numbers")) {
            Sample frame = whole(0).get(0);
            for (int[] numbers : new int[][] {{-1, 2}, {2, 2}, {0, 0}, {5, 1}, {0, 100_000}, {0, Integer.MIN_VALUE}}) {
                pipeline.take(frame.part(frame.columns(), List.of(), numbers[0], numbers[1]));
            }
            assertThat(pipeline.rejects()).hasSize(6);
        }
    }

    @Test
    void partsWithOtherColumnsAreNoFrame() {
        try (Pipeline pipeline = pipeline("columns")) {
            List<Sample> both = parts(0, 2);
            Sample other = both.get(1).part(List.of(both.get(1).columns().get(0)), List.of(), 1, 2);
            pipeline.take(both.get(0), other);
            assertThat(pipeline.rejects())
                    .extracting(Reject::reason)
                    .containsExactly("part 2 of 2 of the view tables of round 1 does not fit to those before it");
        }
    }

    private static List<Long> expected() {
        return LongStream.range(0, ROWS).map(row -> 20 * (row + 1)).boxed().toList();
    }

    private static List<Long> total(List<WindowColumn> windows) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> windows.stream()
                        .filter(window -> window.subject().equals("t" + (100 + row)))
                        .map(WindowColumn::total)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum())
                .toList();
    }

    private int directories;

    private List<WindowColumn> windows(List<Sample> first, List<Sample> second, List<Sample> third) {
        List<List<Sample>> rounds = List.of(first, second, third);
        try (Pipeline pipeline = pipeline("s" + directories++)) {
            feed(pipeline, rounds);
            end(pipeline, rounds, 30);
            return pipeline.windows();
        }
    }

    private Pipeline pipeline(String name) {
        return Pipeline.ofWindows(Duration.ofSeconds(30), state.resolve(name));
    }

    private static void feed(Pipeline pipeline, List<List<Sample>> rounds) {
        for (int n = 0; n < rounds.size(); n++) {
            pipeline.take(rounds.get(n).toArray(Observation[]::new));
            end(pipeline, rounds, 10 * n);
        }
    }

    private static void end(Pipeline pipeline, List<List<Sample>> rounds, int second) {
        rounds.get(0).stream()
                .map(Sample::source)
                .distinct()
                .forEach(source -> pipeline.take(
                        new Round(source, "agent", second / 10 + 1, Samples.at(second), 10_000, List.of())));
    }

    private static List<Sample> whole(int second) {
        String[] names =
                IntStream.range(0, ROWS).mapToObj(row -> "t" + (100 + row)).toArray(String[]::new);
        long[] scans = LongStream.range(0, ROWS).map(row -> second * (row + 1)).toArray();
        Sample sample = Samples.sample(
                "tables",
                "table",
                second,
                Samples.INCARNATION,
                List.of(label("table", names), counter("seq_scan", scans)));
        return List.of(due(inRound(sample, "agent", second / 10 + 1), second, 10));
    }

    private static Sample of(String source, Sample sample) {
        return of(source, sample, sample.agent(), sample.round());
    }

    private static Sample inRound(Sample sample, String agent, long round) {
        return of(sample.source(), sample, agent, round);
    }

    private static Sample of(String source, Sample sample, String agent, long round) {
        return new Sample(
                source,
                agent,
                round,
                sample.at(),
                sample.incarnation(),
                sample.view(),
                sample.database(),
                sample.subjectKind(),
                sample.frame(),
                sample.columns(),
                sample.vanished(),
                null,
                sample.since(),
                sample.tick(),
                sample.everyMs(),
                sample.part(),
                sample.parts());
    }

    private static List<Sample> otherAgent(List<Sample> parts) {
        return parts.stream().map(part -> inRound(part, "other", part.round())).toList();
    }

    private static List<Sample> parts(int second, int count) {
        Sample whole = whole(second).get(0);
        return IntStream.range(0, count)
                .mapToObj(n -> whole.part(
                        between(whole.columns(), n * ROWS / count, (n + 1) * ROWS / count), List.of(), n, count))
                .toList();
    }

    private static List<Column> between(List<Column> columns, int from, int to) {
        TextColumn names = (TextColumn) columns.get(0);
        LongColumn scans = (LongColumn) columns.get(1);
        return List.of(
                new TextColumn(names.name(), names.kind(), names.values().subList(from, to), new int[0]),
                new LongColumn(scans.name(), scans.kind(), Arrays.copyOfRange(scans.values(), from, to), new int[0]));
    }
}
