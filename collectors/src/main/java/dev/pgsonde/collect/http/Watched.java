package dev.pgsonde.collect.http;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One source as its last reports have it: the newest of them, when it was heard, and sums over all of them. */
record Watched(
        String source, Duration every, @Nullable Report newest, long heardNanos, long rounds, long serverCpuMicros) {
    private static final int PATIENCE_ROUNDS = 3;

    static Watched unheard(String source, Duration every) {
        return new Watched(source, every, null, 0, 0, 0);
    }

    Watched hear(Report report, long nanos) {
        boolean round = report.state() == AgentState.ACTIVE;
        Long cpu = report.serverCpuUs();
        return new Watched(
                source, every, report, nanos, rounds + (round ? 1 : 0), serverCpuMicros + (cpu == null ? 0 : cpu));
    }

    /** Why the agent does not do its work for this source, if it does not. */
    Optional<String> complaint(long nanos) {
        if (newest == null) {
            return Optional.of(source + ": no round yet");
        }
        if (newest.state() == AgentState.STANDBY) {
            return Optional.empty();
        }
        Duration age = Duration.ofNanos(nanos - heardNanos);
        return age.compareTo(every.multipliedBy(PATIENCE_ROUNDS)) < 0
                ? Optional.empty()
                : Optional.of(source + ": the last round ended " + age.toSeconds() + " s ago");
    }
}
