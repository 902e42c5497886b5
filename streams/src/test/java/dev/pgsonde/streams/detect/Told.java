package dev.pgsonde.streams.detect;

/** A shift, told after so many windows. */
record Told(int window, Shift shift) {
    int onset() {
        return window + 1 - (shift.span() == Span.TEN ? 10 : 1) * shift.ago();
    }
}
