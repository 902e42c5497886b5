package dev.pgsonde.collect;

import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Short looks at the server's sessions between rounds. */
final class Glances {
    private final Duration every;
    private Instant next = Instant.MAX;

    Glances(Duration every) {
        this.every = every;
    }

    void begin(Moment opened) {
        next = every.isZero() ? Instant.MAX : opened.at();
    }

    /** When the next one is due, on the server's clock. */
    Instant next() {
        return next;
    }

    void take(Session session, Instant now) throws SQLException {
        next = now.plus(every);
    }
}
