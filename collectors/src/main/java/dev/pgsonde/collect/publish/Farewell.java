package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.Carrier.Kind;
import dev.pgsonde.collect.publish.Carrier.Outcome;

/** An agent's last report, which says that it stops: sent when nothing waits before it, and again until it has arrived. */
final class Farewell {
    private enum Stage {
        WAITS,
        SENT,
        ARRIVED
    }

    private final Parcel report;
    private volatile Stage stage = Stage.WAITS;

    Farewell(Parcel report) {
        this.report = report;
    }

    boolean hasArrived() {
        return stage == Stage.ARRIVED;
    }

    void sendThrough(Lane lane) {
        if (stage == Stage.WAITS) {
            stage = Stage.SENT;
            if (!lane.mention(report, this::ended)) {
                stage = Stage.WAITS;
            }
        }
    }

    private void ended(Outcome outcome) {
        stage = outcome.kind() == Kind.ARRIVED ? Stage.ARRIVED : Stage.WAITS;
    }
}
