package dev.pgsonde.collect.wait;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Incarnation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions of an order database, named for what they do. */
final class Sessions {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Catalog CATALOG = Catalog.standard();

    private Sessions() {}

    static SessionSeen active(int pid, String application) {
        return session(pid, application, "active", "-", "-", 7L, 1_000L, 1_000L);
    }

    static SessionSeen idle(int pid, String application) {
        return session(pid, application, "idle", "Client", "ClientRead", 7L, null, 5_000L);
    }

    static SessionSeen idleInTransaction(int pid, String application, long transactionMicros, long idleMicros) {
        return session(
                pid, application, "idle in transaction", "Client", "ClientRead", 7L, transactionMicros, idleMicros);
    }

    static SessionSeen waitingForLock(int pid, String application) {
        return session(pid, application, "active", "Lock", "transactionid", 7L, 2_000L, 2_000L);
    }

    static SessionSeen checkpointer(int pid) {
        return new SessionSeen(
                pid, "", "", "", "checkpointer", "", "Activity", "CheckpointerMain", null, null, null, null);
    }

    static SessionSeen parallelWorker(int pid, int leader, String type, String event) {
        return new SessionSeen(
                pid, "orders", "app", "shop", "parallel worker", "active", type, event, 7L, 1L, 1L, leader);
    }

    private static SessionSeen session(
            int pid,
            String application,
            String state,
            String type,
            String event,
            Long query,
            @Nullable Long age,
            Long since) {
        return new SessionSeen(
                pid, "orders", "app", application, "client backend", state, type, event, query, age, since, null);
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    static Moment round(int second) {
        return new Moment(
                at(second), new Incarnation("7", 1, START, Incarnation.Role.PRIMARY), "orders", 180000, second, second);
    }

    static Answer answer(Filler filler, String view, Moment moment) {
        return filler.answer(CATALOG.view(view), moment).orElseThrow();
    }

    /** Each row as its values, in the catalogue's order, with a space between. */
    static List<String> rows(Answer answer) {
        List<String> rows = new ArrayList<>();
        int count = answer.columns().isEmpty() ? 0 : answer.columns().get(0).rows();
        for (int n = 0; n < count; n++) {
            int row = n;
            rows.add(answer.columns().stream()
                    .map(column -> Objects.toString(column.at(row)))
                    .collect(Collectors.joining(" ")));
        }
        return rows;
    }

    static Column column(Answer answer, String name) {
        return answer.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
