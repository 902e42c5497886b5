package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Annotation.AnnotationKind;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class HoldsAfterTest {
    private static final Topics TOPICS = Topics.standard();
    private static final Framing FRAMING = new SingleObjectFraming(TOPICS);
    private static final WireFormat<Saying> SAYINGS = WireFormat.of(TOPICS.annotations(), FRAMING);
    private static final WireFormat<Marker> MARKERS = WireFormat.of(TOPICS.markers(), FRAMING);

    private static final long NOON = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();

    private final HoldsAfter holdsAfter = new HoldsAfter(FRAMING);

    @Test
    void aDecisionCountsTheSamplesOfItsSourceUpToTheOneBeforeIt() {
        tenSamplesOfEach();
        Entry said = said("a", 3_500, 7);
        holdsAfter.add(said);
        holdsAfter.add(decision("1@7", "1@14"));

        assertThat(holdsAfter.samplesBefore(said)).isEqualTo(8);
    }

    @Test
    void aDecisionFromBeforeTheFirstSampleHoldsAtOnce() {
        tenSamplesOfEach();
        holdsAfter.add(decision("1@7", "1@-1"));

        assertThat(holdsAfter.samplesBefore(said("a", 3_500, 7))).isZero();
    }

    @Test
    void withoutADecisionItsOwnInstantCounts() {
        tenSamplesOfEach();
        holdsAfter.add(decision("1@8", "1@14"));

        assertThat(holdsAfter.samplesBefore(said("a", 3_500, 7))).isEqualTo(4);
        assertThat(holdsAfter.samplesBefore(said("a", 99_000, 6))).isEqualTo(10);
        assertThat(holdsAfter.samplesBefore(said("nobody", 3_500, 5))).isZero();
    }

    /** Of two sources in turn, one a second: those of the first have even offsets. */
    private void tenSamplesOfEach() {
        for (int n = 0; n < 20; n++) {
            String source = n % 2 == 0 ? "a" : "b";
            holdsAfter.add(
                    new Entry(TOPICS.samples().name(), bytes(source), bytes("a sample"), NOON + 1000L * (n / 2), 1, n));
        }
    }

    private static Entry said(String source, long atMs, long offset) {
        Annotation note =
                new Annotation(source, Instant.ofEpochMilli(NOON + atMs), AnnotationKind.NOTE, null, "x", "ann");
        return new Entry(TOPICS.annotations().name(), bytes(source), Bytes.wrap(SAYINGS.write(note)), NOON, 1, offset);
    }

    private static Entry decision(String said, String after) {
        Marker marker = new Marker(
                "a",
                Instant.ofEpochMilli(NOON),
                "note",
                "server",
                "a",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new Marker.Part(Marker.SAID, said), new Marker.Part(Marker.AFTER_SAMPLES, after)));
        return new Entry(TOPICS.markers().name(), bytes("a"), Bytes.wrap(MARKERS.write(marker)), 1, 1, 0);
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
