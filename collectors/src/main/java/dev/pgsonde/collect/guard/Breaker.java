package dev.pgsonde.collect.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves in peace what failed several times in a row: it is not asked again before a pause is over, and each further
 * failure makes the pause longer.
 */
public final class Breaker<K> {
    private static final int FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration DENIED_PAUSE = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 5;

    private final Map<K, Trouble> troubles = new HashMap<>();

    private record Trouble(
            int failures, String reason, @Nullable Instant until) {}

    /** Why {@code what} must not be asked at {@code now}, or nothing. */
    public Optional<String> refusal(K what, Instant now) {
        Trouble trouble = troubles.get(what);
        if (trouble == null || trouble.until() == null || !now.isBefore(trouble.until())) {
            return Optional.empty();
        }
        if (trouble.failures() == 0) {
            return Optional.of(trouble.reason() + "; asked again at " + trouble.until());
        }
        return Optional.of("left in peace until " + trouble.until() + ", for it failed " + trouble.failures()
                + " times: " + trouble.reason());
    }

    /** Answers whether that opened the breaker, which was closed until now. */
    public boolean failed(K what, String reason, Instant now) {
        Trouble before = troubles.get(what);
        int failures = before == null ? 1 : before.failures() + 1;
        Instant until = failures < FAILURES ? null : now.plus(pause(failures - FAILURES));
        troubles.put(what, new Trouble(failures, reason, until));
        return failures == FAILURES;
    }

    /** It was refused at once, and will be until somebody grants it: that costs little, and may end at any time. */
    public void denied(K what, String reason, Instant now) {
        troubles.put(what, new Trouble(0, reason, now.plus(DENIED_PAUSE)));
    }

    /** Answers whether that closed the breaker, which was open until now. */
    public boolean succeeded(K what) {
        Trouble before = troubles.remove(what);
        return before != null && before.failures() >= FAILURES;
    }

    /** Everything may be asked again: the server, or the way to it, is another one. */
    public void reset() {
        troubles.clear();
    }

    private static Duration pause(int doublings) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(doublings, DOUBLINGS));
    }
}
