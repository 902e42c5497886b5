package dev.pgsonde.streams.detect;

/** Student's distribution by way of the normal one (Wallace's approximation): good to a hundredth from two degrees on. */
final class StudentT {
    private StudentT() {}

    /** The normal score that is as unlikely as this t. */
    static double score(double t, double freedom) {
        double size = Math.sqrt(freedom * StrictMath.log1p(t * t / freedom)) * correction(freedom);
        return Math.copySign(size, t);
    }

    /** The t that is as unlikely as this normal score. */
    static double quantile(double score, double freedom) {
        double root = score / correction(freedom);
        return Math.copySign(Math.sqrt(freedom * StrictMath.expm1(root * root / freedom)), score);
    }

    private static double correction(double freedom) {
        return (8 * freedom + 1) / (8 * freedom + 3);
    }
}
