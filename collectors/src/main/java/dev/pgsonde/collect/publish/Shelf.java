package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where segments stand, and beside them what the next process must know. */
interface Shelf {
    /**
     * What an earlier process left, oldest first.
     *
     * @param torn whether more was written than can be read, so that nobody knows how much is missing
     * @param tornAfter the time of the last record before what is missing, if there is one
     */
    record Left(
            List<Segment> segments, boolean torn, @Nullable Instant tornAfter) {
        static final Left NOTHING = new Left(List.of(), false, null);

        public Left {
            segments = List.copyOf(segments);
        }
    }

    Left found() throws IOException;

    Segment begin(long number) throws IOException;

    SpoolState state() throws IOException;

    /** {@code durably}: it lasts when this has returned. */
    void keep(SpoolState state, boolean durably) throws IOException;

    /** The names of segments last from now on; what is in them is for each of them to sync. */
    void syncNames() throws IOException;

    /** The run of the machine: in another one, what was not synced may be gone. */
    UUID boot();

    /** Whether what stands here is there again after the process has ended. */
    boolean lasts();

    /** For people: where the records wait. */
    String name();

    void close() throws IOException;
}
