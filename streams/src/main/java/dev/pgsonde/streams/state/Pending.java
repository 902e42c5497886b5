package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Sample;
import java.time.Instant;

/** A frame of which some parts have come: whose it is, and how many of how many are there. */
public record Pending(String agent, long round, Instant at, int parts, int received) {
    public static Pending of(Sample first) {
        return new Pending(first.agent(), first.round(), first.at(), first.parts(), 0);
    }

    public boolean isOf(Sample part) {
        return round == part.round() && parts == part.parts() && at.equals(part.at()) && agent.equals(part.agent());
    }

    public Pending withOneMore() {
        return new Pending(agent, round, at, parts, received + 1);
    }
}
