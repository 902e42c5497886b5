package dev.pgsonde.streams.window;

import java.util.Optional;

/** How many windows together make one of a coarser kind; each kind is added up from closed ones of the kind before. */
public enum Scale {
    BASE(1),
    TENFOLD(10),
    LONG(120);

    private final int times;

    Scale(int times) {
        this.times = times;
    }

    public Tumbling of(Tumbling base) {
        return base.times(times);
    }

    public Optional<Scale> coarser() {
        return switch (this) {
            case BASE -> Optional.of(TENFOLD);
            case TENFOLD -> Optional.of(LONG);
            case LONG -> Optional.empty();
        };
    }
}
