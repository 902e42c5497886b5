package dev.pgsonde.collect.look;

import static dev.pgsonde.collect.look.Rounds.markers;
import static dev.pgsonde.collect.look.Rounds.moment;
import static dev.pgsonde.collect.look.Rounds.samples;
import static dev.pgsonde.collect.look.Rounds.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeveralDatabasesTest {
    private final Chronicle chronicle = new Chronicle("db", "agent-1", Duration.ofSeconds(10), 30);

    @Test
    void eachDatabaseHasFramesOfItsOwn() {
        tell(0, Part.of(moment(0), List.of(tables(Map.of("a", 1L)))), shop(0, Map.of("a", 7L)));
        List<Sample> samples =
                samples(tell(10, Part.of(moment(10), List.of(tables(Map.of("a", 1L)))), shop(10, Map.of("a", 8L))));
        assertThat(samples).extracting(Sample::database).containsExactly("app", "shop");
        assertThat(samples).extracting(Sample::frame).containsOnly(FrameKind.CHANGES);
        assertThat(samples).extracting(Sample::rows).containsExactly(0, 1);
    }

    @Test
    void aDatabaseThatNobodyCouldAskIsToldOnceAndItsViewsAreUnknown() {
        Part closed = Part.closed(moment(0).in("shop"), List.of(Rounds.TABLES), "no CONNECT", "GRANT ...");
        Part own = Part.of(moment(0), List.of(tables(Map.of("a", 1L))));
        assertThat(markers(tell(0, own, closed)))
                .contains(new Happening("unreadable", "database", "shop", null, "no CONNECT", "GRANT ...")
                        .marker("db", Rounds.START));
        List<Observation> second = tell(10, own, closed);
        assertThat(markers(second)).isEmpty();
        assertThat(samples(second)).extracting(Sample::unknown).containsExactly(null, "no CONNECT");
    }

    @Test
    void whenItCanBeAskedAgainThatIsToldToo() {
        Part own = Part.of(moment(0), List.of());
        tell(0, own, Part.closed(moment(0).in("shop"), List.of(Rounds.TABLES), "no CONNECT", "GRANT ..."));
        assertThat(markers(tell(10, own, shop(10, Map.of("a", 1L)))))
                .extracting(Marker::before, Marker::after)
                .containsExactly(tuple("no CONNECT", null));
    }

    @Test
    void aViewThatIsAskedSeldomIsLaidUponItsOwnLastFrame() {
        tell(0, Part.of(moment(0), List.of(tables(Map.of("a", 1L)))));
        tell(10, Part.of(moment(10), List.of()));
        tell(20, Part.of(moment(20), List.of()));
        Sample sample = samples(tell(30, Part.of(moment(30), List.of(tables(Map.of("a", 2L))))))
                .get(0);
        assertThat(sample.frame()).isEqualTo(FrameKind.CHANGES);
        assertThat(sample.since()).isEqualTo(sample.round() - 3);
    }

    @Test
    void afterAnotherAgentWasInChargeNothingIsComparedWithWhatWasBefore() {
        tell(0, Part.of(moment(0), List.of(Rounds.settings(Map.of("a", "1")))));
        chronicle.restart();
        List<Observation> round = tell(50, Part.of(moment(50), List.of(Rounds.settings(Map.of("a", "2")))));
        assertThat(markers(round)).extracting(Marker::kind).containsExactly("agent_started");
        assertThat(samples(round)).extracting(Sample::frame).containsExactly(FrameKind.FULL);
    }

    private static Part shop(int second, Map<String, Long> scans) {
        return Part.of(moment(second).in("shop"), List.of(tables(scans)));
    }

    private List<Observation> tell(int second, Part... parts) {
        Part first = new Part(moment(second), parts[0].answers(), null, null);
        return chronicle.tell(parts.length == 1 ? List.of(first) : List.of(first, parts[1]), List.of(), false);
    }
}
