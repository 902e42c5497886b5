package dev.pgsonde.streams.delta;

import java.util.Locale;

/** Why a difference is not known. */
public enum Reason {
    FIRST_SAMPLE,
    NEW_ROW,
    VANISHED,
    EVICTED,
    STATISTICS_RESET,
    RESTARTED,
    FAILED_OVER,
    COUNTER_WENT_BACK,
    COLUMNS_CHANGED,
    CLOCK_STEPPED,
    GAP,
    NOT_READ;

    /** As it stands in windows and in Druid. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
