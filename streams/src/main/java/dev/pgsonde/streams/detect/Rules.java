package dev.pgsonde.streams.detect;

import java.util.List;

/**
 * How long, how sure and how sudden a change of levels, or of tens of them, must be.
 *
 * @param scales how many of the newest are compared with those before them
 * @param leastReference fewer before them are no level
 * @param sudden whether it must have come at once
 */
record Rules(
        Span span,
        List<Integer> scales,
        double warn,
        double page,
        double nearEvent,
        int leastReference,
        boolean sudden) {
    private static final double SLOWER = 1;

    Rules {
        scales = List.copyOf(scales);
    }

    static Rules ofLevels(Tuning tuning) {
        return new Rules(
                Span.LEVEL,
                List.of(6, 8, 10, 12, 16, 20, 25, 30),
                tuning.warn(),
                tuning.page(),
                tuning.nearEvent(),
                20,
                true);
    }

    /** What comes slowly cannot be told from what comes and goes slowly but by more of it. */
    static Rules ofTens(Tuning tuning) {
        return new Rules(
                Span.TEN,
                List.of(4, 6, 8, 12, 16, 20),
                tuning.warn() + SLOWER,
                tuning.page() + SLOWER,
                tuning.nearEvent(),
                8,
                false);
    }

    /** Only so many newest, and only if they are enough to wake somebody. */
    Rules paging(int newest) {
        return new Rules(span, List.of(newest), page, page, nearEvent, leastReference, sudden);
    }

    /** The age of something that is so many levels, or tens of them, old. */
    int levels(int ago) {
        return span == Span.TEN ? Detector.TEN * ago : ago;
    }
}
