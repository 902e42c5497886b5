package dev.pgsonde.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is much has an end, and says how much it was. */
class RecordLimitsTest {
    private static final Topics TOPICS = Topics.standard();
    private static final Framing FRAMING = new SingleObjectFraming(TOPICS);
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theFirstNamesAreInFullAndTheOthersCounted() {
        List<String> names = IntStream.range(0, 20_000).mapToObj(n -> "t" + n).toList();
        List<String> once = RecordLimits.first(names, 100);
        List<String> twice = RecordLimits.first(once, 50);

        assertThat(once).hasSize(101).startsWith("t0", "t1").endsWith("and 19900 more");
        assertThat(RecordLimits.first(once, 100)).isEqualTo(once);
        assertThat(twice).hasSize(51).endsWith("and 19950 more");
    }

    @Test
    void aTextThatIsCutIsNotLongerThanItMayBeAndSplitsNoCharacter() {
        assertThat(RecordLimits.shortened("x".repeat(100), 100)).isEqualTo("x".repeat(100));
        assertThat(RecordLimits.shortened("\ud83d\ude00".repeat(100), 61))
                .hasSizeLessThanOrEqualTo(61)
                .endsWith("... and 200 characters in all")
                .doesNotContain("\ud83d.");
    }

    @Test
    void aLongValueFromBeforeIsLeftOutOfAMarkerSinceAPartOfItWouldBeWrong() {
        Marker marker = new Marker("orders", AT, "setting", "setting", "a", "x".repeat(10_000), "y", null).shortened();
        assertThat(marker.before()).isNull();
        assertThat(marker.detail()).isEqualTo("the value before had 10000 characters, and is not kept");
    }

    @Test
    void everyInstantOfEveryRecordIsLookedAt() {
        Instant late = Instant.parse("9999-12-31T00:00:00Z");
        refuses(TOPICS.annotations(), new Silence("orders", AT, "a", "*", "*", "*", late, null, "me"), "Silence.until");
        refuses(TOPICS.annotations(), new SilenceEnded("orders", late, "a", "me"), "SilenceEnded.at");
        refuses(TOPICS.annotations(), new Acknowledgement("orders", late, "a", true, null, "me"), "Acknowledgement.at");
        refuses(
                TOPICS.annotations(),
                new Annotation("orders", late, Annotation.AnnotationKind.NOTE, null, "", "me"),
                "Annotation.at");
        refuses(
                TOPICS.samples(),
                new Marker("orders", AT, "setting", "setting", "a", "x", "y", null, Instant.EPOCH),
                "Marker.not_before");
        refuses(TOPICS.samples(), new Round("orders", "a", 1, AT, 10_000, List.of(), late), "Round.tick");
        refuses(TOPICS.members(), new MemberLoad("1", "orders", AT, late, true, 1L, 1L), "MemberLoad.end");
    }

    @Test
    void anIdentifierIsAnyNumberAndWhatIsAddedUpIsNot() throws IOException {
        WireFormat<Observation> format = WireFormat.of(TOPICS.samples(), FRAMING);
        Sample named = sample(ColumnKind.LABEL);
        assertThat(((Sample) format.read(format.write(named))).columns().get(0)).isInstanceOf(LongColumn.class);
        refuses(TOPICS.samples(), sample(ColumnKind.GAUGE), "query_id is " + Long.MIN_VALUE);
        refuses(TOPICS.samples(), sample(ColumnKind.COUNTER), "query_id is " + Long.MIN_VALUE);
    }

    private static Sample sample(ColumnKind kind) {
        return new Sample(
                "orders",
                "a",
                7,
                AT,
                new Incarnation("7412", 1, AT.minusSeconds(60), Incarnation.Role.PRIMARY),
                "statements",
                "",
                "statement",
                FrameKind.FULL,
                List.of(new LongColumn("query_id", kind, new long[] {Long.MIN_VALUE}, new int[0])),
                List.of(),
                null,
                null);
    }

    private static <V> void refuses(Topic<V> topic, V record, String field) {
        WireFormat<V> format = WireFormat.of(topic, FRAMING);
        assertThatThrownBy(() -> format.read(format.write(record)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining(field);
    }

    /** The script that makes topics has no constant of Java's. */
    @Test
    void topicsTakeWhatProducersSend() throws IOException {
        assertThat(Files.readString(Path.of("../deploy/package/container/topics.sh")))
                .contains("max.message.bytes=" + RecordLimits.LARGEST_RECORD);
    }
}
