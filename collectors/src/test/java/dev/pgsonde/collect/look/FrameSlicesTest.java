package dev.pgsonde.collect.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.FrameParts;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.TextColumn;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class FrameSlicesTest {
    private static final WireFormat<Observation> FORMAT =
            WireFormat.of(Topics.standard().samples(), new SingleObjectFraming(Topics.standard()));
    /** What stands before the rows of each part: source, agent, names of columns and so on. */
    private static final int FRONT = 400;

    private static final int LONGEST_ROW = 400;

    @Property(tries = 200)
    void partsAreSmallAndTogetherTheyAreTheFrame(
            @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(max = 100) int vanished,
            @ForAll @IntRange(min = LONGEST_ROW, max = 5_000) int most,
            @ForAll long seed) {
        Sample whole = sample(rows, vanished, new Random(seed));
        FrameSlices slices = FrameSlices.of(whole, most);
        List<Sample> parts =
                IntStream.range(0, slices.count()).mapToObj(slices::part).toList();
        assertThat(FrameParts.together(parts)).contains(whole);
        assertThat(parts).allSatisfy(part -> {
            assertThat(FORMAT.write(part).length).isLessThanOrEqualTo(most + FRONT);
            assertThat(FrameParts.areOfOneFrame(part, parts.get(0))).isTrue();
        });
        assertThat(parts)
                .extracting(Sample::part)
                .containsExactlyElementsOf(
                        IntStream.range(0, slices.count()).boxed().toList());
    }

    private static Sample sample(int rows, int vanished, Random random) {
        List<String> gone =
                IntStream.range(0, vanished).mapToObj(n -> text(random)).toList();
        return Rounds.samples(new Chronicle("db", "agent-1", Duration.ofSeconds(10), 3)
                        .tell(
                                List.of(Part.of(Rounds.moment(0), List.of(Rounds.tables(Map.of("a", 1L))))),
                                List.of(),
                                true))
                .stream()
                .map(any -> new Sample(
                        any.source(),
                        any.agent(),
                        any.round(),
                        any.at(),
                        any.incarnation(),
                        any.view(),
                        any.database(),
                        any.subjectKind(),
                        vanished > 0 ? FrameKind.CHANGES : FrameKind.FULL,
                        rows == 0 ? List.of() : columns(rows, random),
                        gone,
                        null,
                        any.since(),
                        any.tick(),
                        any.everyMs()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Column> columns(int rows, Random random) {
        return List.of(
                new TextColumn(
                        "table",
                        ColumnKind.LABEL,
                        IntStream.range(0, rows).mapToObj(n -> text(random)).toList(),
                        new int[0]),
                new LongColumn(
                        "scans",
                        ColumnKind.COUNTER,
                        random.longs(rows)
                                .map(value -> value >> random.nextInt(64))
                                .toArray(),
                        absent(rows, random)),
                new DoubleColumn("share", ColumnKind.GAUGE, random.doubles(rows).toArray(), absent(rows, random)));
    }

    private static int[] absent(int rows, Random random) {
        return IntStream.range(0, rows).filter(row -> random.nextInt(3) == 0).toArray();
    }

    private static String text(Random random) {
        List<String> letters = List.of("a", "é", "表", "😀", ".");
        return String.join(
                "", Collections.nCopies(1 + random.nextInt(60), letters.get(random.nextInt(letters.size()))));
    }
}
