package dev.pgsonde.streams.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a source's windows have come, and under which incarnation and run the next one stands. */
public record SourceState(
        Instant firstOpen, String incarnation, @Nullable String run) {
    public static final SourceState NEW = new SourceState(Instant.EPOCH, "", null);

    public SourceState closedUpTo(Instant end) {
        return new SourceState(end.isAfter(firstOpen) ? end : firstOpen, incarnation, run);
    }

    public SourceState in(String newIncarnation) {
        return new SourceState(firstOpen, newIncarnation, run);
    }

    public SourceState running(@Nullable String newRun) {
        return new SourceState(firstOpen, incarnation, newRun);
    }
}
