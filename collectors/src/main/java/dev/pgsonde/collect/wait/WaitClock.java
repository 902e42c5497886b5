package dev.pgsonde.collect.wait;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long sessions have waited, where the server does not say it (before 14): since the first look that saw the wait, if
 * every look since has seen it. The true wait is longer, by less than the time between two looks.
 */
final class WaitClock {
    private Map<LockWait, Long> since = Map.of();

    /** All waits of one look, which was at {@code nowMicros}. */
    List<LockWait> timed(List<LockWait> waits, long nowMicros) {
        Map<LockWait, Long> still = new HashMap<>();
        List<LockWait> timed = waits.stream()
                .map(wait -> {
                    if (wait.waitMicros() != null) {
                        return wait;
                    }
                    long begin = since.getOrDefault(wait, nowMicros);
                    still.put(wait, begin);
                    return wait.waiting(nowMicros - begin);
                })
                .toList();
        since = still;
        return timed;
    }

    /** Nobody waited at the last look. */
    void stop() {
        since = Map.of();
    }
}
