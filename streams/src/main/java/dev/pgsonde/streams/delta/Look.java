package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Sample;
import java.time.Instant;

/**
 * When a view was last looked at, in which round of which agent, in which life of the server, and what its rows held.
 *
 * @param at the server's clock
 * @param tick the edge of that clock at which the round was due; windows know of the view up to there
 * @param course changes when the server's clock has stepped: looks of two courses have no time between them
 */
public record Look(
        Incarnation incarnation, Instant at, Instant tick, long course, String agent, long round, Layout layout) {
    /** Changes say something only to whoever has the frame that they are to be laid upon. */
    public boolean leadsTo(Sample next) {
        long since = next.since() == null ? next.round() - 1 : next.since();
        return next.frame() == FrameKind.FULL || (agent.equals(next.agent()) && since == round);
    }

    /** This look, of a frame that names no columns since nothing in them changed. */
    Look laidOutLike(Look before) {
        return new Look(incarnation, at, tick, course, agent, round, before.layout);
    }
}
