package dev.pgsonde.local.bench;

/** What was promised of a figure, and the figure. */
record Goal(String name, String about, Bound bound, String unit, Figure figure) {
    /** On which side of the target a figure is good. */
    enum Direction {
        AT_MOST,
        AT_LEAST
    }

    /** The target itself is good. */
    record Bound(Direction direction, double target) {
        static Bound atMost(double target) {
            return new Bound(Direction.AT_MOST, target);
        }

        static Bound atLeast(double target) {
            return new Bound(Direction.AT_LEAST, target);
        }

        boolean admits(double value) {
            return direction == Direction.AT_MOST ? value <= target : value >= target;
        }
    }

    /** What was not measured does not hold. */
    boolean holds() {
        return figure instanceof Figure.Measured measured && bound.admits(measured.value());
    }

    /** Whether it was left out on purpose, so that nothing can be said of it. */
    boolean isLeftOut() {
        return figure instanceof Figure.LeftOut;
    }
}
