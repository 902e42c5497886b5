package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.server;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands on the topic, the stream goes on, and the source's next windows are right. */
class RobustnessTest {
    private static final double YEAR_2099 = since("2099-01-01T00:00:00Z");

    private final Pipeline pipeline;

    RobustnessTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void poisonIsRejectedWithItsBytes() {
        goOnAfter(() -> pipeline.takeRaw(Samples.SOURCE, "poison".getBytes(StandardCharsets.UTF_8)));

        assertThat(rejected()).singleElement().satisfies(reject -> {
            assertThat(reject.reason()).contains("single-object encoding");
            assertThat(StandardCharsets.UTF_8.decode(reject.bytes()).toString()).isEqualTo("poison");
        });
    }

    @Test
    void anEmptyRecordIsRejected() {
        goOnAfter(() -> pipeline.takeRaw(Samples.SOURCE, null));

        assertThat(rejected()).extracting(Reject::reason).containsExactly("the record is empty");
    }

    @Test
    void anUnknownSchemaIsRejectedAndSaysWhatToDo() {
        byte[] bytes = bytes(wal(30, 1));
        bytes[5] ^= 0x55;
        goOnAfter(() -> pipeline.takeRaw(Samples.SOURCE, bytes));

        assertThat(rejected()).singleElement().satisfies(reject -> assertThat(reject.reason())
                .contains("does not know: upgrade the reader"));
    }

    /** The length of a text is claimed to be a gigabyte: nobody may try to make room for it. */
    @Test
    void aBrokenLengthIsRejected() {
        byte[] head = Arrays.copyOf(bytes(wal(30, 1)), 10);
        byte[] broken = ByteBuffer.allocate(16)
                .put(head)
                .put(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 'x'})
                .array();
        goOnAfter(() -> pipeline.takeRaw(Samples.SOURCE, broken));

        assertThat(rejected()).hasSize(1);
    }

    @Test
    void whateverIsBrokenInTheRecordsOfOneSourceAnothersAreRight() {
        Random random = new Random(7);
        byte[] whole = bytes(due(server("wal", 10, counter("a", 1, 2), counter("b", 3, 4)), 10, 10));
        String other = "fuzzed";
        System.arraycopy(other.getBytes(StandardCharsets.UTF_8), 0, whole, 11, other.length());
        goOnAfter(() -> {
            for (int n = 0; n < 3000; n++) {
                byte[] bytes = whole.clone();
                for (int changes = 0; changes <= n % 3; changes++) {
                    bytes[17 + random.nextInt(bytes.length - 17)] = (byte) random.nextInt();
                }
                pipeline.takeRaw(other, bytes);
            }
        });

        assertThat(rejected()).hasSizeGreaterThan(1000);
    }

    @Test
    void aNegativeCounterIsRejected() {
        goOnAfter(() -> pipeline.take(due(server("wal_io", 20, counter("flushes", -5)), 20, 10)));

        assertThat(rejected()).extracting(Reject::reason).containsExactly("the counter flushes is -5 in row 0");
    }

    @Test
    void twoRowsOfOneNameAreRejected() {
        goOnAfter(() -> pipeline.take(due(server("wal_io", 20, counter("flushes", 5, 6)), 20, 10)));

        assertThat(rejected()).singleElement().satisfies(reject -> assertThat(reject.reason())
                .contains("have the same name"));
    }

    @Test
    void aLargeRecordIsRejectedInASmallOne() {
        byte[] large = new byte[8 << 20];
        goOnAfter(() -> pipeline.takeRaw(Samples.SOURCE, large));

        assertThat(rejected()).singleElement().satisfies(reject -> {
            assertThat(reject.bytes().remaining()).isEqualTo(64 * 1024);
            assertThat(reject.reason()).contains("of 8388608 bytes");
        });
    }

    @Test
    void aClockAheadOfKafkasIsRejected() {
        goOnAfter(() -> pipeline.takeAt(Samples.at(20), wal(YEAR_2099, 1)));

        assertThat(rejected()).singleElement().satisfies(reject -> assertThat(reject.reason())
                .contains("more than a day after it came to Kafka"));
    }

    /** As an agent would send it whose server has such a clock. */
    @Test
    void oneRoundOfAnAbsurdYearMovesNoWindow() {
        goOnAfter(() -> pipeline.take(due(wal(YEAR_2099, 250), YEAR_2099, 10), round(YEAR_2099)));

        assertThat(rejected()).hasSize(2);
    }

    /** They are believed, and so are the two that come after. */
    @Test
    void twoRoundsOfAnAbsurdYearAreAGapOfSeventyYearsAndForgotten() {
        pipeline.take(due(wal(0, 0), 0, 10), round(0));
        pipeline.take(due(wal(YEAR_2099, 250), YEAR_2099, 10), round(YEAR_2099));
        pipeline.take(due(wal(YEAR_2099 + 10, 260), YEAR_2099 + 10, 10), round(YEAR_2099 + 10));
        for (int second = 10; second <= 90; second += 10) {
            pipeline.take(due(wal(second, 100L * second), second, 10), round(second));
        }

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("wal_lsn.lsn_bytes") && window.reason() == null)
                .extracting(WindowColumn::start, WindowColumn::total)
                .containsExactly(tuple(Samples.at(30), 3000L), tuple(Samples.at(60), 3000L));
    }

    @Test
    void anAbsurdYearBeforeAllOthersIsForgotten() {
        pipeline.take(due(wal(YEAR_2099, 250), YEAR_2099, 10), round(YEAR_2099));
        pipeline.take(due(wal(0, 1000), 0, 10), round(0), due(wal(10, 1100), 10, 10), round(10));
        pipeline.take(due(wal(30, 1300), 30, 10), round(30), due(wal(60, 1600), 60, 10), round(60));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("wal_lsn.lsn_bytes") && window.reason() == null)
                .filteredOn(window -> window.start().equals(Samples.at(30)))
                .extracting(WindowColumn::total)
                .containsExactly(300L);
    }

    /** Kafka's timestamp is the same producer's, and may be as wrong. */
    @Test
    void aYearThatNoWindowHasAPlaceForIsRejectedWhateverKafkasTimestamp() {
        goOnAfter(() -> pipeline.take(wal(since("2250-01-01T00:00:00Z"), 1), wal(since("1969-06-01T00:00:00Z"), 1)));

        assertThat(rejected()).extracting(Reject::reason).allSatisfy(reason -> assertThat(reason)
                .startsWith("Sample.at is "));
    }

    @Test
    void namesThatNoServerCanHaveAreRejected() {
        Sample sample = wal(20, 200);
        goOnAfter(() -> pipeline.take(named("a\0b", "wal_lsn", sample))
                .take(named(Samples.SOURCE, "wal_lsn\0", sample))
                .take(due(server("wal_io", 20, label("kind", "a\0b"), counter("flushes", 5)), 20, 10)));

        assertThat(rejected()).extracting(Reject::reason).hasSize(3).allSatisfy(reason -> assertThat(reason)
                .contains("holds a zero character"));
    }

    private static double since(String year) {
        return Duration.between(Samples.START, Instant.parse(year)).toSeconds();
    }

    private static Sample named(String source, String view, Sample sample) {
        return new Sample(
                source,
                sample.agent(),
                sample.round(),
                sample.at(),
                sample.incarnation(),
                view,
                sample.database(),
                sample.subjectKind(),
                sample.frame(),
                sample.columns(),
                sample.vanished(),
                null,
                null);
    }

    @Test
    void aTickFarFromItsClockIsRejected() {
        goOnAfter(() -> pipeline.take(due(wal(20, 200), YEAR_2099, 10)));

        assertThat(rejected()).singleElement().satisfies(reject -> assertThat(reject.reason())
                .contains("it was due at"));
    }

    /** Between two good rounds. */
    private void goOnAfter(Runnable trouble) {
        pipeline.take(due(wal(0, 0), 0, 10), round(0));
        trouble.run();
        pipeline.take(due(wal(30, 300), 30, 10), round(30), due(wal(60, 600), 60, 10), round(60));
    }

    private List<Reject> rejected() {
        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("wal_lsn.lsn_bytes"))
                .filteredOn(window ->
                        window.start().equals(Samples.at(30)) && window.source().equals(Samples.SOURCE))
                .extracting(WindowColumn::total, WindowColumn::reason)
                .containsExactly(tuple(300L, null));
        return pipeline.rejects();
    }

    private static byte[] bytes(Sample sample) {
        return Formats.of(Pipeline.TOPICS, new SingleObjectFraming(Pipeline.TOPICS))
                .samples()
                .write(sample);
    }
}
