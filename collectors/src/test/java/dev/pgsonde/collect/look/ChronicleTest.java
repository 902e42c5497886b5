package dev.pgsonde.collect.look;

import static dev.pgsonde.collect.look.Rounds.PRIMARY;
import static dev.pgsonde.collect.look.Rounds.markers;
import static dev.pgsonde.collect.look.Rounds.moment;
import static dev.pgsonde.collect.look.Rounds.samples;
import static dev.pgsonde.collect.look.Rounds.settings;
import static dev.pgsonde.collect.look.Rounds.tables;
import static dev.pgsonde.collect.look.Rounds.wal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChronicleTest {
    private static final Incarnation RESTARTED =
            new Incarnation("7", 1, PRIMARY.postmasterStart().plusSeconds(60), Incarnation.Role.PRIMARY);
    private static final Incarnation PROMOTED =
            new Incarnation("7", 2, PRIMARY.postmasterStart(), Incarnation.Role.PRIMARY);

    private final Chronicle chronicle = new Chronicle("db", "agent-1", Duration.ofSeconds(10), 3);

    @Test
    void theFirstRoundTellsThatTheAgentStartedAndNoChange() {
        assertThat(markers(tell(0, settings(Map.of("work_mem", "4MB")))))
                .containsExactly(
                        marker(0, new Happening("agent_started", "agent", "agent-1", null, null, "PostgreSQL 18")));
    }

    @Test
    void aChangedFactIsWhatTheCatalogueCallsIt() {
        tell(0, settings(Map.of("work_mem", "4MB")));
        assertThat(markers(tell(10, settings(Map.of("work_mem", "8MB")))))
                .containsExactly(marker(10, changed("work_mem", "4MB", "8MB")));
    }

    @Test
    void aFactIsToldWithWhatItIsMadeOfUnlessThatIsTooLong() {
        tell(0, Rounds.placed("a", "4096", "auto"));

        assertThat(markers(tell(10, Rounds.placed("b", "x".repeat(40_000), "file"))))
                .singleElement()
                .satisfies(marker -> {
                    assertThat(marker.beforeParts())
                            .containsExactly(new Marker.Part("known", "4096"), new Marker.Part("place", "auto"));
                    assertThat(marker.afterParts()).isEmpty();
                });
    }

    @Test
    void aFactThatAppearsHasNoBeforeAndOneThatVanishesNoAfter() {
        tell(0, settings(Map.of("a", "1")));
        assertThat(markers(tell(10, settings(Map.of("b", "2")))))
                .containsExactly(marker(10, changed("b", null, "2")), marker(10, changed("a", "1", null)));
    }

    @Test
    void aFactIsComparedAcrossARestartAndAcrossRoundsInWhichItWasUnknown() {
        tell(0, settings(Map.of("wal_level", "replica")));
        tell(10, Answer.unknown(Rounds.SETTINGS, "canceled", 1));
        List<Observation> round = chronicle.tell(
                List.of(Part.of(moment(20, RESTARTED), List.of(settings(Map.of("wal_level", "logical"))))),
                List.of(),
                true);
        assertThat(markers(round)).extracting(Marker::kind).containsExactly("restart", "unreadable", "setting");
    }

    @Test
    void anotherTimelineIsAFailoverAndMakesEveryFrameFull() {
        tell(0, tables(Map.of("a", 1L)));
        List<Observation> round = chronicle.tell(
                List.of(Part.of(moment(10, PROMOTED), List.of(tables(Map.of("a", 1L))))), List.of(), false);
        assertThat(markers(round)).extracting(Marker::kind).containsExactly("failover");
        assertThat(samples(round)).extracting(Sample::frame).containsExactly(FrameKind.FULL);
    }

    @Test
    void anotherServersStartIsNoRestart() {
        tell(0, wal(100, 1));
        Incarnation other =
                new Incarnation("8", 1, PRIMARY.postmasterStart().plusSeconds(60), Incarnation.Role.PRIMARY);
        List<Observation> round =
                chronicle.tell(List.of(Part.of(moment(10, other), List.of(wal(5, 2)))), List.of(), false);
        assertThat(markers(round)).extracting(Marker::kind).containsExactly("failover");
    }

    @Test
    void aResetOfAllRowsIsOneMarkerForTheView() {
        tell(0, wal(100, 1_000_000));
        assertThat(markers(tell(10, wal(5, 2_000_000))))
                .containsExactly(marker(
                        10,
                        new Happening(
                                "statistics_reset",
                                "view",
                                "wal",
                                "1970-01-01T00:00:01Z",
                                "1970-01-01T00:00:02Z",
                                null)));
    }

    @Test
    void anotherResetTimeAfterARestartIsNoReset() {
        tell(0, wal(100, 1_000_000));
        List<Observation> round =
                chronicle.tell(List.of(Part.of(moment(10, RESTARTED), List.of(wal(5, 2_000_000)))), List.of(), false);
        assertThat(markers(round)).extracting(Marker::kind).containsExactly("restart");
    }

    @Test
    void aFullFrameComesFirstAndThenEveryThirdRound() {
        assertThat(List.of(frame(0), frame(10), frame(20), frame(30), frame(40)))
                .containsExactly(
                        FrameKind.FULL, FrameKind.CHANGES, FrameKind.CHANGES, FrameKind.FULL, FrameKind.CHANGES);
    }

    @Test
    void aViewThatWasUnknownComesBackAsWhatChangedSinceItWasKnown() {
        Answer rows = tables(Map.of("a", 1L));
        tell(0, rows);
        List<Observation> round = tell(10, Answer.unknown(Rounds.TABLES, "canceled", 1));
        assertThat(samples(round)).extracting(Sample::unknown).containsExactly("canceled");
        Sample back = samples(tell(20, rows)).get(0);
        assertThat(back.frame()).isEqualTo(FrameKind.CHANGES);
        assertThat(back.since()).isEqualTo(back.round() - 2);
    }

    @Test
    void markersStandBeforeSamplesAndTheEndOfTheRoundStandsLast() {
        tell(0, settings(Map.of("a", "1")), wal(1, 1));
        assertThat(tell(10, settings(Map.of("a", "2")), wal(2, 1)))
                .extracting(Observation::getClass)
                .isEqualTo(List.of(Marker.class, Sample.class, Sample.class, Round.class));
    }

    @Test
    void roundsAreNumberedByTheClockAndCarryTheCostOfEachView() {
        tell(0, wal(1, 1));
        assertThat(tell(10, wal(1, 1)))
                .last()
                .isEqualTo(new Round(
                        "db",
                        "agent-1",
                        Rounds.START.getEpochSecond() / 10 + 1,
                        Rounds.START.plusSeconds(10),
                        10_000,
                        List.of(new Round.ViewCost("wal", 1, 1)),
                        Rounds.START.plusSeconds(10)));
    }

    private List<Observation> tell(int second, Answer... answers) {
        return chronicle.tell(List.of(Part.of(moment(second), List.of(answers))), List.of(), false);
    }

    private FrameKind frame(int second) {
        return samples(tell(second, tables(Map.of("a", 1L)))).get(0).frame();
    }

    /** It was looked at for the first time at the start. */
    private static Happening changed(String setting, @Nullable String before, @Nullable String after) {
        return new Happening("setting", "setting", setting, before, after, null, Rounds.START);
    }

    private static Marker marker(int second, Happening happening) {
        return happening.marker("db", Rounds.START.plusSeconds(second));
    }
}
