package dev.pgsonde.collect;

import dev.pgsonde.collect.host.HostFiller;
import dev.pgsonde.collect.host.ServerFacts;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.collect.wait.Activity;
import dev.pgsonde.collect.wait.ActivityLook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is seen of the server between rounds: where it is, and what its sessions do. */
final class Glances {
    private static final Logger log = LoggerFactory.getLogger(Glances.class);

    private final Duration every;
    private final Activity activity;
    private final @Nullable HostFiller host;
    private Instant next = Instant.MAX;
    private int major;

    /** {@code every} is zero when nobody wants to know what sessions do. */
    Glances(Duration every, Activity activity, @Nullable HostFiller host) {
        this.every = every;
        this.activity = activity;
        this.host = host;
    }

    /** A session has been opened, perhaps on another machine than the one before. */
    void begin(Session session, Moment opened) throws SQLException {
        major = opened.major();
        next = every.isZero() ? Instant.MAX : opened.at();
        if (host != null) {
            try {
                host.meet(session.use(ServerFacts::ask));
            } catch (SQLException e) {
                session.throwIfLost(e);
                log.warn("the server does not tell where it is: {}", Refusal.reason(e));
            }
        }
    }

    /** When the next look is due, on the server's clock. */
    Instant next() {
        return next;
    }

    void take(Session session, Instant now) throws SQLException {
        next = now.plus(every);
        try {
            look(session);
        } catch (SQLException e) {
            session.throwIfLost(e);
            activity.missed(Refusal.reason(e));
        }
    }

    private void look(Session session) throws SQLException {
        session.useAgain(ActivityLook.sql(major), answer -> {
            ActivityLook.hear(answer, activity);
            return true;
        });
        Optional<String> blocking = ActivityLook.blockingSql(major, activity);
        if (blocking.isPresent()) {
            session.use(statement -> {
                try (ResultSet answer = statement.executeQuery(blocking.get())) {
                    ActivityLook.hearBlocking(answer, activity);
                }
                return true;
            });
        }
    }
}
