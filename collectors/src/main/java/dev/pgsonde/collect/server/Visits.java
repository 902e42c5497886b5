package dev.pgsonde.collect.server;

import dev.pgsonde.collect.config.DatabasesConfig;
import dev.pgsonde.collect.guard.Breaker;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other databases of the server, visited in turn, each through a connection that is kept as long as no more than the
 * configured number of them are open.
 */
final class Visits {
    private static final Logger log = LoggerFactory.getLogger(Visits.class);

    private final Postgres postgres;
    private final DatabasesConfig config;
    private final Inquiry inquiry;
    private final Breaker<String> breaker = new Breaker<>();
    /** The one visited longest ago comes first. */
    private final Map<String, Session> open = new LinkedHashMap<>();

    private List<Database> databases = List.of();

    Visits(Postgres postgres, DatabasesConfig config, Inquiry inquiry) {
        this.postgres = postgres;
        this.config = config;
        this.inquiry = inquiry;
    }

    /** What the server has said of its databases; those that are gone lose their connections. */
    void hear(List<Database> found) {
        databases = found.stream()
                .filter(database -> config.takes(database.name()))
                .sorted(Comparator.comparing(Database::name))
                .toList();
        List<String> names = databases.stream().map(Database::name).toList();
        List.copyOf(open.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(this::close);
    }

    /** One part for each database; {@code late} says when there is no more time in the round. */
    List<Part> visit(Session.Wanted wanted, Moment moment, BooleanSupplier late, List<Happening> noticed) {
        List<Part> parts = new ArrayList<>();
        for (Database database : databases) {
            if (wanted.stopped().getAsBoolean()) {
                return parts;
            }
            parts.add(visit(database, wanted, moment, late.getAsBoolean(), noticed));
        }
        return parts;
    }

    private Part visit(Database database, Session.Wanted wanted, Moment moment, boolean late, List<Happening> noticed) {
        Moment there = moment.in(database.name());
        if (!database.mayConnect()) {
            return Part.closed(there, wanted.views(), "the role may not connect to the database", database.remedy());
        }
        Optional<String> refusal = late ? Optional.of(Answer.LATE) : breaker.refusal(database.name(), moment.at());
        if (refusal.isPresent()) {
            return Part.closed(there, wanted.views(), refusal.get(), null);
        }
        try {
            Inquiry.Told told = inquiry.ask(session(database.name()), database.name(), wanted, moment.at());
            breaker.succeeded(database.name());
            if (!told.look().part().moment().incarnation().equals(moment.incarnation())) {
                close(database.name());
                return Part.closed(there, wanted.views(), "another server answered in the middle of the round", null);
            }
            noticed.addAll(told.noticed());
            return told.look().part();
        } catch (SQLException e) {
            close(database.name());
            breaker.failed(database.name(), Refusal.reason(e), moment.at());
            return Part.closed(there, wanted.views(), Refusal.reason(e), null);
        }
    }

    private Session session(String database) throws SQLException {
        Session session = open.remove(database);
        if (session == null) {
            if (open.size() >= config.most()) {
                close(open.keySet().iterator().next());
            }
            session = postgres.open(database);
        }
        open.put(database, session);
        return session;
    }

    private void close(String database) {
        Session session = open.remove(database);
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("the connection to {} was gone already: {}", database, Refusal.reason(e));
            }
        }
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
        breaker.reset();
    }

    int connections() {
        return open.size();
    }
}
