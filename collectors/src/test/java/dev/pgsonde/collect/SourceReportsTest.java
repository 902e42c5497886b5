package dev.pgsonde.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SourceReportsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Report> told = new ArrayList<>();
    private final SourceReports.Pace pace = SourceReports.Pace.of(Duration.ofSeconds(10));
    private final SourceReports reports = new SourceReports(
            "orders",
            pace,
            new Reporter("orders", "run 1", pace.nextWithin(), nanos::get),
            told::add,
            nanos::get,
            () -> NOON.plusNanos(nanos.get()));

    @Test
    void aFailureIsToldAtOnceAndThenRepeatedWithItsNewestReason() {
        reports.fail(AgentCondition.UNREACHABLE, "refused");
        pass(5);
        reports.fail(AgentCondition.UNREACHABLE, "no route");
        reports.repeat();
        assertThat(told).hasSize(1);
        pass(15);
        reports.repeat();
        assertThat(told).extracting(Report::reason).containsExactly("refused", "no route");
        assertThat(told).extracting(Report::conditionSince).containsOnly(NOON);
        assertThat(told).extracting(Report::nextWithinMs).containsOnly(30_000L);
    }

    @Test
    void nothingIsRepeatedBeforeItIsTime() {
        reports.standBy(NOON);
        pass(19);
        reports.repeat();
        assertThat(told).hasSize(1);
    }

    @Test
    void whoStandsByAndDoesNothingForLongFails() {
        reports.standBy(NOON);
        pass(20);
        reports.repeat();
        pass(20);
        reports.repeat();
        assertThat(told)
                .extracting(Report::condition)
                .containsExactly(AgentCondition.STANDBY, AgentCondition.STANDBY, AgentCondition.FAILING);
        assertThat(told.get(2).reason()).isEqualTo("no round has ended for 40 s");
    }

    @Test
    void aStopIsTheLastWord() {
        reports.standBy(NOON);
        reports.stopping();
        reports.standBy(NOON);
        reports.fail(AgentCondition.FAILING, "too late");
        pass(60);
        reports.repeat();
        assertThat(told).extracting(Report::condition).containsExactly(AgentCondition.STANDBY, AgentCondition.STOPPING);
        assertThat(told.get(1).nextWithinMs()).isZero();
    }

    @Test
    void slowRoundsMayBeSilentForLongerButNeverForMoreThanAMinute() {
        assertThat(SourceReports.Pace.of(Duration.ofSeconds(1)).silence()).isEqualTo(Duration.ofSeconds(11));
        assertThat(SourceReports.Pace.of(Duration.ofMinutes(5)).silence()).isEqualTo(Duration.ofMinutes(1));
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
