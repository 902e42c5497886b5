package dev.pgsonde.collect.http;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source as its reports have it.
 *
 * @param newest the last report of a round, or the last that is about no round while there are none
 * @param last the last report of any kind
 * @param heardNanos when there was last a round, or the agent stood by
 */
record Watched(
        String source,
        Duration every,
        @Nullable Report newest,
        @Nullable Report last,
        long heardNanos,
        Sums sums) {
    private static final int PATIENCE_ROUNDS = 3;

    /** What only grows. */
    record Sums(long rounds, long failures, long serverCpuMicros) {}

    static Watched unheard(String source, Duration every) {
        return new Watched(source, every, null, null, 0, new Sums(0, 0, 0));
    }

    Watched hear(Report report, long nanos) {
        boolean round = report.state() == AgentState.ACTIVE && (newest == null || report.round() != newest.round());
        boolean repeated = report.condition() == AgentCondition.SAMPLING && !round;
        boolean failed = fails(report) && !(last != null && fails(last));
        Long cpu = report.serverCpuUs();
        Sums added = new Sums(
                sums.rounds() + (round ? 1 : 0),
                sums.failures() + (failed ? 1 : 0),
                sums.serverCpuMicros() + (cpu == null ? 0 : cpu));
        boolean well = round || report.condition() == AgentCondition.STANDBY;
        return new Watched(source, every, repeated ? newest : report, report, well ? nanos : heardNanos, added);
    }

    private static boolean fails(Report report) {
        return report.condition() == AgentCondition.UNREACHABLE || report.condition() == AgentCondition.FAILING;
    }

    AgentCondition condition() {
        return last == null ? AgentCondition.UNKNOWN : last.condition();
    }

    /** One line that says how the source fares. */
    String line() {
        String told = condition() == AgentCondition.UNKNOWN
                ? "starting"
                : condition().name().toLowerCase(Locale.ROOT);
        String why = last == null || last.reason() == null ? "" : ": " + last.reason();
        return source + ": " + told + why;
    }

    /** Why the agent does not do its work for this source, if it does not. */
    Optional<String> complaint(long nanos) {
        if (last == null) {
            return Optional.of(source + ": no round yet");
        }
        if (fails(last) || condition() == AgentCondition.STOPPING) {
            return Optional.of(line());
        }
        Duration age = Duration.ofNanos(nanos - heardNanos);
        return age.compareTo(every.multipliedBy(PATIENCE_ROUNDS)) < 0
                ? Optional.empty()
                : Optional.of(source + ": the last round ended " + age.toSeconds() + " s ago");
    }
}
