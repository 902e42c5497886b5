package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Part;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When prompt views may be asked again: at once where the last answer took little time, later where it took more. */
final class Promptness {
    /** Of the time, one part in so many may go into one view. */
    private static final int SHARE = 500;

    private final Map<String, Instant> next = new HashMap<>();

    boolean isDue(View view, Instant now) {
        Instant earliest = next.get(view.view());
        return earliest != null && !now.isBefore(earliest);
    }

    /** A view that could not be read anywhere is asked as seldom as it would be without this. */
    void answered(List<Part> parts, Instant now) {
        Map<String, Long> micros = new HashMap<>();
        for (Part part : parts) {
            for (Answer answer : part.answers()) {
                if (answer.view().prompt()) {
                    next.remove(answer.view().view());
                    if (answer.unknown() == null) {
                        micros.merge(answer.view().view(), answer.tookMicros(), Long::sum);
                    }
                }
            }
        }
        micros.forEach((view, took) -> next.put(view, now.plus(SHARE * took, ChronoUnit.MICROS)));
    }

    void restart() {
        next.clear();
    }
}
