package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Sample;
import java.time.Instant;

/** When a view was last looked at, in which round of which agent, in which life of the server, and what its rows held. */
public record Look(Incarnation incarnation, Instant at, String agent, long round, Layout layout) {
    /** A frame of changes says something only to whoever has the frame of the round before. */
    public boolean leadsTo(Sample next) {
        return next.frame() == FrameKind.FULL || (agent.equals(next.agent()) && next.round() == round + 1);
    }
}
