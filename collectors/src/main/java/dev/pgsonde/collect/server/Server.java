package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.DatabasesConfig;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.guard.Cadence;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All of a server's databases that the agent sees, asked in one round for what is due of them. */
public final class Server {
    private static final Duration DISCOVERY = Duration.ofMinutes(1);
    private static final String DATABASES = "databases of the server";

    private final String database;
    private final List<View> views;
    private final @Nullable CaptureConfig capture;
    private final @Nullable Visits visits;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private final Inquiry inquiry = new Inquiry();
    private final Cadence<String> cadence = new Cadence<>();

    public Server(
            Postgres postgres,
            List<View> views,
            @Nullable CaptureConfig capture,
            @Nullable DatabasesConfig databases,
            Timeouts.Limits limits,
            LongSupplier nanos) {
        this.database = postgres.database();
        this.views = List.copyOf(views);
        this.capture = capture;
        this.visits = databases == null ? null : new Visits(postgres, databases, inquiry);
        this.limits = limits;
        this.nanos = nanos;
    }

    /** What was seen in a round: the agent's own database first, then the others. */
    public record Sight(List<Part> parts, @Nullable Ground ground, List<Happening> noticed) {
        public Sight {
            parts = List.copyOf(parts);
            noticed = List.copyOf(noticed);
        }
    }

    /** {@code expected} is the server's clock now, as far as the agent can tell. */
    public Sight look(Session session, Instant expected, boolean anew, BooleanSupplier stopped) throws SQLException {
        if (anew) {
            cadence.restart();
            inquiry.reset();
        }
        long deadline = nanos.getAsLong() + limits.round().toNanos();
        List<View> due = views.stream()
                .filter(view -> cadence.isDue(view.view(), view.every(), expected))
                .toList();
        boolean discover = visits != null && cadence.isDue(DATABASES, DISCOVERY, expected);
        Inquiry.Told own =
                inquiry.ask(session, database, new Session.Wanted(due, capture, discover, false, stopped), expected);
        List<Happening> noticed = new ArrayList<>(own.noticed());
        List<Part> parts = new ArrayList<>();
        parts.add(own.look().part());
        if (visits != null) {
            List<Database> found = own.look().databases();
            if (found != null) {
                visits.hear(found);
            }
            List<View> local = due.stream()
                    .filter(view ->
                            view.scope() == View.Scope.DATABASE && !view.sql().isEmpty())
                    .toList();
            parts.addAll(visits.visit(
                    new Session.Wanted(local, null, false, true, stopped),
                    own.look().part().moment(),
                    () -> nanos.getAsLong() > deadline,
                    noticed));
        }
        inquiry.takeFailed().forEach(cadence::again);
        return new Sight(parts, own.look().ground(), noticed);
    }

    /** Connections that are held beside the session. */
    public int connections() {
        return visits == null ? 0 : visits.connections();
    }

    public void closeVisits() {
        if (visits != null) {
            visits.closeAll();
        }
    }
}
