package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Watched.WatchedAgent;
import java.time.Duration;
import java.time.Instant;

/**
 * An agent's last report, and how its records arrive.
 *
 * @param since when it was first seen in the condition in which it is
 * @param advanced when its records were last seen to have become more
 * @param interval how long that took the last time; zero while it is not known
 */
record AgentTrack(WatchedAgent last, Instant since, Instant advanced, Duration interval) {
    private static final int INTERVALS_MISSED = 3;
    private static final int LONGEST_REASON = 500;

    static AgentTrack of(WatchedAgent written) {
        return new AgentTrack(written, written.seen(), written.seen(), Duration.ZERO);
    }

    static AgentTrack first(Report report, Instant at) {
        return new AgentTrack(written(report, at, at), at, at, Duration.ZERO);
    }

    AgentTrack next(Report report, Instant at) {
        WatchedAgent now = written(report, last.firstSeen(), at);
        Instant nowSince = now.condition() == last.condition() ? since : at;
        boolean more = report.records() != last.records();
        Duration took = Duration.between(Horizon.later(advanced, nowSince), at);
        boolean known = more && !took.isZero();
        return new AgentTrack(now, nowSince, more ? at : advanced, known ? took : interval);
    }

    private static WatchedAgent written(Report report, Instant firstSeen, Instant at) {
        String reason = report.reason();
        return new WatchedAgent(
                report.agent(),
                condition(report),
                reason == null ? null : PlainText.of(reason, LONGEST_REASON),
                firstSeen,
                at,
                Math.max(0, report.nextWithinMs()),
                report.records());
    }

    /** An agent of an older version says less. */
    private static AgentCondition condition(Report report) {
        if (report.condition() != AgentCondition.UNKNOWN) {
            return report.condition();
        }
        return report.state() == AgentState.ACTIVE ? AgentCondition.SAMPLING : AgentCondition.STANDBY;
    }

    boolean is(AgentCondition condition) {
        return last.condition() == condition;
    }

    /** Samples, and its records arrive as often as they did: one that is asked every hour is not late after minutes. */
    boolean samplesAt(Instant at, Duration silentAfter) {
        return is(AgentCondition.SAMPLING) && (interval.isZero() || isPatient(advanced, at, silentAfter));
    }

    /** Samples again, of which the first record has yet to arrive. */
    boolean beginsAt(Instant at, Duration silentAfter) {
        return is(AgentCondition.SAMPLING) && !advanced.isAfter(since) && isPatient(since, at, silentAfter);
    }

    private boolean isPatient(Instant from, Instant at, Duration silentAfter) {
        Duration usual = interval.multipliedBy(INTERVALS_MISSED);
        Duration most = usual.compareTo(silentAfter) > 0 ? usual : silentAfter;
        return Duration.between(from, at).compareTo(most) < 0;
    }

    /** How long it may say nothing: it has said itself, with some patience, how often it does. */
    Duration limit(Duration silentAfter) {
        Duration told = Duration.ofMillis(last.nextWithinMs());
        return told.compareTo(silentAfter) > 0 ? told : silentAfter;
    }

    boolean isSilent(Horizon horizon, Duration silentAfter) {
        return horizon.silence(last.seen()).compareTo(limit(silentAfter)) >= 0;
    }
}
