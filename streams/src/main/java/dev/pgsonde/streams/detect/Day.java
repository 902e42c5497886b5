package dev.pgsonde.streams.detect;

/**
 * Where a series usually stands at each hour of the day.
 *
 * @param hours what is usual, of each of the 24
 * @param hour the one that is not over yet, or {@link #NO_HOUR}
 * @param sum of its levels so far, of which there are {@code count}
 * @param seen hours without a break in between
 */
public record Day(Track hours, int hour, double sum, int count, int seen) {
    public static final int NO_HOUR = -1;
    public static final Day NONE = new Day(Track.EMPTY, NO_HOUR, 0, 0, 0);

    private static final int HOURS = 24;
    private static final int ENOUGH = 3 * HOURS;
    private static final double NEWER = 0.3;
    private static final double HALF = 0.5;

    /** With one more level, which belongs to that hour. */
    Day plus(int newHour, double value) {
        if (newHour == NO_HOUR) {
            return this;
        }
        if (newHour == hour) {
            return new Day(hours, hour, sum + value, count + 1, seen);
        }
        if (hour == NO_HOUR) {
            return new Day(Track.of(new float[HOURS]), newHour, value, 1, 0);
        }
        boolean follows = newHour == (hour + 1) % HOURS;
        int together = follows ? seen + 1 : seen < ENOUGH ? 0 : seen;
        return new Day(over(), newHour, value, 1, Math.min(ENOUGH, together));
    }

    /** The hours with the mean of the one that is over; what it was on other days is forgotten slowly. */
    private Track over() {
        float[] next = new float[HOURS];
        for (int n = 0; n < HOURS; n++) {
            next[n] = hours.at(n);
        }
        double mean = sum / count;
        double known = seen < HOURS ? mean : next[hour] + NEWER * (mean - next[hour]);
        next[hour] = (float) (Math.rint(known * Scale.STEPS) / Scale.STEPS);
        return Track.of(next);
    }

    /** The same, all of it at another level. */
    Day moved(double by) {
        return new Day(hours.moved(by), hour, sum + by * count, count, seen);
    }

    /** What comes at this hour every day is no change: it must be as unusual for the hour and those beside it. */
    Guard guard(int sign, double level, double size) {
        if (seen < ENOUGH || hour == NO_HOUR) {
            return Guard.atLeast("same_hour", size, 0);
        }
        double least = size;
        for (int beside = HOURS - 1; beside <= HOURS + 1; beside++) {
            least = Math.min(least, sign * (level - hours.at((hour + beside) % HOURS)));
        }
        return Guard.atLeast("same_hour", least, HALF * size);
    }
}
