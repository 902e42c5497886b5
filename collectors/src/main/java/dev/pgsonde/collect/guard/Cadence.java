package dev.pgsonde.collect.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When something is due again: once in every multiple of its own period on the server's clock, and at the beginning. */
public final class Cadence<K> {
    private final Map<K, Long> last = new HashMap<>();

    /** Answers whether {@code what} is due at {@code now}, and then takes it as done. */
    public boolean isDue(K what, @Nullable Duration every, Instant now) {
        if (every == null) {
            return true;
        }
        long period = Math.floorDiv(now.toEpochMilli(), Math.max(1, every.toMillis()));
        Long before = last.put(what, period);
        return before == null || before != period;
    }

    /** What was done in vain is due again. */
    public void again(K what) {
        last.remove(what);
    }

    /** All of it is due again. */
    public void restart() {
        last.clear();
    }
}
