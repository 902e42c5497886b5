package dev.pgsonde.streams.detect;

/** On which scale a series' changes are of equal size. */
public enum Scale {
    /** Multiples: what a ratio of sums or any other positive quantity is measured in. */
    LOGARITHMIC {
        @Override
        double of(double level) {
            return Math.rint(StrictMath.log(Math.max(level, LEAST)) * STEPS) / STEPS;
        }

        @Override
        public double level(double value) {
            return StrictMath.exp(value);
        }

        @Override
        double floor(double relative, double usual) {
            return StrictMath.log1p(relative);
        }

        @Override
        public boolean isNothing(double value) {
            return value <= NOTHING;
        }
    },
    /** Differences, for values that may be zero or negative; relative to what is usual for the series. */
    LINEAR {
        @Override
        double of(double level) {
            return level;
        }

        @Override
        public double level(double value) {
            return value;
        }

        @Override
        double floor(double relative, double usual) {
            return relative * usual;
        }

        @Override
        public boolean isNothing(double value) {
            return false;
        }
    };

    /** Logarithms are kept in thousandths, which a state store packs into one byte or two each. */
    public static final double STEPS = 1024;

    private static final double LEAST = 1e-9;
    private static final double NOTHING = StrictMath.log(2 * LEAST);

    abstract double of(double level);

    public abstract double level(double value);

    /** Whether the level was zero, of which there are no multiples. */
    public abstract boolean isNothing(double value);

    /** The smallest difference worth telling, of a series whose values are usually so far from nothing. */
    abstract double floor(double relative, double usual);
}
