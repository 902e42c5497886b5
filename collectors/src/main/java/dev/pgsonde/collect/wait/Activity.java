package dev.pgsonde.collect.wait;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.AnswerRows;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the looks at {@code pg_stat_activity} say together: what is counted grows for ever, what is read is told once a
 * round and forgotten. For one thread.
 */
public final class Activity implements Filler {
    private static final int MOST_WAITS = 10_000;
    private static final Set<String> VIEWS =
            Set.of("looks", "waits", "wait_classes", "sessions", "long_transactions", "blocking", "lock_roots");

    private final WaitTally waits;
    private final WaitClassTally waitClasses = new WaitClassTally();
    private final SessionTally sessions = new SessionTally();
    private final LongTransactions longTransactions = new LongTransactions();
    private final BlockingTally blocking = new BlockingTally();
    private final LockRootTally lockRoots = new LockRootTally();
    private final WaitClock waitClock = new WaitClock();
    private Map<Integer, SessionSeen> last = Map.of();

    private long sinceMicros;
    private long lookedMicros;
    private long knownMicros;
    private long toldMicros;
    private long had;
    private long missed;
    private long seen;
    private long hidden;
    private @Nullable String lastMiss;
    private @Nullable Moment round;
    private long hadBeforeRound;
    private boolean heard;

    public Activity() {
        this(MOST_WAITS);
    }

    Activity(int mostWaits) {
        waits = new WaitTally(mostWaits);
    }

    /** What a look saw, and when by the server's clock; a clock that went back counts as one that stood still. */
    public void hear(List<SessionSeen> look, Instant at) {
        long now = Math.max(micros(at), lookedMicros + 1);
        sinceMicros = sinceMicros == 0 ? now : sinceMicros;
        knownMicros = lookedMicros == 0 ? now : Math.max(lookedMicros, toldMicros);
        waits.add(look, knownMicros);
        waitClasses.add(look, knownMicros);
        sessions.add(look);
        longTransactions.add(look);
        lookedMicros = now;
        had++;
        seen += look.size();
        hidden += look.stream().filter(SessionSeen::isHidden).count();
        Map<Integer, SessionSeen> byPid = new HashMap<>();
        look.forEach(session -> byPid.put(session.pid(), session));
        last = byPid;
        if (waiting().isEmpty()) {
            waitClock.stop();
        }
    }

    /** Who of those that waited at the last look waited for whom. */
    public void hearBlocking(List<LockWait> lockWaits) {
        LockChains chains = new LockChains(lockWaits, last);
        blocking.add(waitClock.timed(lockWaits, lookedMicros), chains, last);
        lockRoots.add(chains, last, Math.max(knownMicros, toldMicros));
    }

    /** A look could not be had. */
    public void missed(String why) {
        missed++;
        lastMiss = why;
    }

    /** The sessions that waited for a heavyweight lock at the last look. */
    List<SessionSeen> waiting() {
        return last.values().stream().filter(SessionSeen::waitsForLock).toList();
    }

    /** The backend types of the last look, by process id. */
    public Map<Integer, String> backendTypes() {
        return last.values().stream()
                .filter(session -> !session.isHidden())
                .collect(Collectors.toMap(SessionSeen::pid, SessionSeen::backendType));
    }

    @Override
    public Set<String> views() {
        return VIEWS;
    }

    @Override
    public Optional<Answer> answer(View view, Moment moment) {
        if (!moment.equals(round)) {
            round = moment;
            heard = had > hadBeforeRound;
            hadBeforeRound = had;
        }
        if (view.view().equals("looks")) {
            return Optional.of(looks(view, moment));
        }
        return heard ? Optional.of(told(view, moment)) : Optional.of(Answer.unknown(view, notHeard(), 0));
    }

    private Answer told(View view, Moment moment) {
        switch (view.view()) {
            case "waits" -> {
                AnswerRows rows = new AnswerRows(view, WaitTally.TEXTS);
                waits.tell(rows);
                toldMicros = Math.max(toldMicros, micros(moment.at()));
                return rows.answer(0);
            }
            case "wait_classes" -> {
                AnswerRows rows = new AnswerRows(view, WaitClassTally.TEXTS);
                waitClasses.write(rows);
                toldMicros = Math.max(toldMicros, micros(moment.at()));
                return rows.answer(0);
            }
            case "lock_roots" -> {
                AnswerRows rows = new AnswerRows(view, LockRootTally.TEXTS);
                lockRoots.write(rows);
                toldMicros = Math.max(toldMicros, micros(moment.at()));
                return rows.answer(0);
            }
            case "sessions" -> {
                AnswerRows rows = new AnswerRows(view, SessionTally.TEXTS);
                sessions.tell(rows);
                return rows.answer(0);
            }
            case "long_transactions" -> {
                AnswerRows rows = new AnswerRows(view, LongTransactions.TEXTS);
                longTransactions.tell(rows);
                return rows.answer(0);
            }
            case "blocking" -> {
                AnswerRows rows = new AnswerRows(view, BlockingTally.TEXTS);
                blocking.tell(rows);
                return rows.answer(0);
            }
            default -> throw new IllegalArgumentException("not a view of sessions: " + view.view());
        }
    }

    private Answer looks(View view, Moment moment) {
        sinceMicros = sinceMicros == 0 ? micros(moment.at()) : sinceMicros;
        return new AnswerRows(view, Set.of("last_miss"))
                .row()
                .number("since", sinceMicros)
                .number("had", had)
                .number("missed", missed)
                .number("sessions", seen)
                .number("hidden", hidden)
                .number("lost", waits.lost())
                .text("last_miss", lastMiss)
                .answer(0);
    }

    private String notHeard() {
        return lastMiss == null ? "no look at the sessions since the last round" : "no look: " + lastMiss;
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
