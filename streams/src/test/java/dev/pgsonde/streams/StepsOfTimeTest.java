package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.reset;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a clock is stepped and agents are replaced, what was counted is in its window or marked unknown there. */
class StepsOfTimeTest {
    private static final double DAY = 86_400;

    private final Pipeline pipeline;

    StepsOfTimeTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** The first agent's round has closed the window before: what is seen after that belongs to the one that goes on. */
    @Test
    void whatBeganAnewBeforeASecondLookAtTheSameEdgeIsOfTheWindowAfterIt() {
        pipeline.take(statement("agent", 0, 0, 100, -600), round(0));
        pipeline.take(statement("agent", 30, 30, 106, -600), round(30));
        pipeline.take(statement("successor", 33, 30, 9, 31), roundOf("successor", 33, 30));
        pipeline.take(statement("successor", 60, 60, 11, 31), roundOf("successor", 60, 60));

        assertThat(calls())
                .extracting(WindowColumn::start, WindowColumn::total, WindowColumn::reason)
                .containsExactly(tuple(Samples.at(0), 6L, null), tuple(Samples.at(30), 11L, "statistics_reset"));
    }

    /** Its next frame follows on one of a time that nobody believes, so nothing since the last good one is known. */
    @Test
    void allIsUnknownSinceTheLastLookThatWasBelieved() {
        pipeline.take(due(wal(0, 0), 0, 90), round(0));
        pipeline.take(due(wal(30 + DAY, 250), 30 + DAY, 90), round(30 + DAY));
        pipeline.take(round(30), round(60));
        pipeline.take(due(wal(90, 900), 90, 90), round(90));
        pipeline.take(due(wal(120, 1200), 120, 90), round(120));

        assertThat(pipeline.windows())
                .filteredOn(window -> "clock_stepped".equals(window.reason()))
                .extracting(WindowColumn::metric, WindowColumn::start)
                .containsExactlyInAnyOrder(
                        tuple("wal_lsn", Samples.at(0)),
                        tuple("wal_lsn", Samples.at(30)),
                        tuple("wal_lsn", Samples.at(60)));
    }

    @Test
    void allIsUnknownUpToWhereTheClockWasWhenItSteppedBack() {
        pipeline.take(due(wal(0, 0), 0, 90), round(0), round(30), round(60), round(80));
        pipeline.take(
                due(at(2, wal(70, 700)), 70, 90), new Round(Samples.SOURCE, "agent", 2, Samples.at(70), 0, List.of()));
        pipeline.take(
                due(at(3, wal(90, 900)), 90, 90), ended(3, 90), due(at(4, wal(120, 1200)), 120, 90), ended(4, 120));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().startsWith("wal_lsn"))
                .filteredOn(window -> window.start().isBefore(Samples.at(60)))
                .filteredOn(window -> !"first_sample".equals(window.reason()))
                .extracting(WindowColumn::metric, WindowColumn::start, WindowColumn::reason)
                .containsExactlyInAnyOrder(
                        tuple("wal_lsn", Samples.at(0), "clock_stepped"),
                        tuple("wal_lsn", Samples.at(30), "clock_stepped"));
        assertThat(pipeline.rejects()).isEmpty();
    }

    private List<WindowColumn> calls() {
        return pipeline.windows().stream()
                .filter(window -> window.metric().equals("statements.calls"))
                .toList();
    }

    private static Sample statement(String agent, double second, double tick, long calls, double since) {
        Instant began = Samples.at(since);
        Sample sample = Samples.sample(
                "statements",
                "statement",
                second,
                Samples.INCARNATION,
                List.of(
                        label("query_id", "q"),
                        counter("calls", calls),
                        reset("since", began.getEpochSecond() * 1_000_000)));
        return due(by(agent, 1, sample), tick, 10);
    }

    private static Sample at(long round, Sample sample) {
        return by(sample.agent(), round, sample);
    }

    private static Sample by(String agent, long round, Sample sample) {
        return new Sample(
                sample.source(),
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
                sample.unknown(),
                sample.since());
    }

    private static Round ended(long number, double second) {
        return new Round(Samples.SOURCE, "agent", number, Samples.at(second), 10_000, List.of());
    }

    private static Round roundOf(String agent, double second, double tick) {
        return new Round(Samples.SOURCE, agent, 1, Samples.at(second), 10_000, List.of(), Samples.at(tick));
    }
}
