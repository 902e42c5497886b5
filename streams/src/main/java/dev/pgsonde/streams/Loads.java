package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Direction;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.cause.Amount;
import dev.pgsonde.streams.cause.Spell;
import dev.pgsonde.streams.state.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * More sessions are no finding by themselves. When they bring no more transactions, and mostly wait for their clients, it
 * is the application that is at its limit, and not the database.
 */
final class Loads {
    private static final String SESSIONS = "open_sessions";
    private static final String THROUGHPUT = "commits_per_second";
    private static final String CLIENTS = "idle_session_share";

    /** Of the growth of sessions, at most so much may come out as throughput. */
    private static final double MOST_GAINED = 0.3;

    /** An agent or a person with psql opens one or two. */
    private static final double LEAST_SESSIONS = 3;

    private static final double MOSTLY = 0.5;
    private static final double SURE = 0.8;

    private final Findings findings;

    Loads(Findings findings) {
        this.findings = findings;
    }

    boolean isLoad(String metric) {
        return metric.equals(SESSIONS);
    }

    Optional<Alert> classified(Alert sessions) {
        Spell spell = Spell.around(sessions.onset(), sessions.series());
        Optional<Around> throughput = around(sessions, spell, THROUGHPUT);
        Optional<Around> waiting = around(sessions, spell, CLIENTS);
        boolean isGrown =
                sessions.direction() == Direction.UP && sessions.now() - sessions.baseline() >= LEAST_SESSIONS;
        if (!isGrown || throughput.isEmpty() || waiting.isEmpty()) {
            return Optional.empty();
        }
        double gained = (throughput.get().ratio() - 1) / (sessions.ratio() - 1);
        boolean bound = gained <= MOST_GAINED && waiting.get().now() >= MOSTLY;
        return bound ? Optional.of(told(sessions, throughput.get(), waiting.get())) : Optional.empty();
    }

    /** What a series came to before and since. */
    private record Around(double before, double now) {
        double ratio() {
            return now / before;
        }
    }

    private Optional<Around> around(Alert alert, Spell spell, String metric) {
        List<Point> points =
                findings.series(alert.source(), metric, alert.source()).points();
        Around around =
                new Around(spell.before(points).ratio(), spell.since(points).ratio());
        return around.before() > 0 && around.now() > 0 ? Optional.of(around) : Optional.empty();
    }

    private static Alert told(Alert sessions, Around throughput, Around waiting) {
        String evidence = String.format(
                Locale.ROOT,
                "%s sessions instead of %s, and %s commits a second instead of %s; %.0f %% of the client"
                        + " sessions waited for their client: the application is the bottleneck, not the database",
                Amount.plain(sessions.now()),
                Amount.plain(sessions.baseline()),
                Amount.plain(throughput.now()),
                Amount.plain(throughput.before()),
                100 * waiting.now());
        List<String> applications =
                sessions.contributions().stream().map(Contribution::subject).toList();
        List<Cause> causes = List.of(
                new Cause(
                        "application",
                        applications,
                        Amount.plain(sessions.baseline()),
                        Amount.plain(sessions.now()),
                        sessions.onset(),
                        SURE,
                        evidence,
                        null),
                new Cause("unknown", List.of(), null, null, sessions.onset(), 1 - SURE, "nothing else", null));
        return Alerts.reclassified(sessions, VerdictClass.APPLICATION_BOUND, causes, evidence);
    }
}
