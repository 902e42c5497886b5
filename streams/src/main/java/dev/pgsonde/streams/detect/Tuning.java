package dev.pgsonde.streams.detect;

/**
 * How much history a verdict needs, and how sure it must be.
 *
 * @param baseline windows that a series is compared with
 * @param quarantine the newest windows, which never are part of the baseline
 * @param warmUp baseline windows before the first verdict
 * @param threshold standard errors that a shift must stand out by
 * @param thresholdNearEvent the same, where something is known to have happened at the onset
 * @param resolveAfter windows back near the reference that end an alert
 * @param acceptAfter windows after which what was new is normal
 */
public record Tuning(
        int baseline,
        int quarantine,
        int warmUp,
        double threshold,
        double thresholdNearEvent,
        int resolveAfter,
        int acceptAfter) {
    public static final Tuning STANDARD = new Tuning(60, 20, 30, 6, 4.5, 5, 120);

    public Tuning {
        if (warmUp < 10 || baseline < warmUp || quarantine < 8) {
            throw new IllegalArgumentException(
                    "detection needs warm_up >= 10, baseline >= warm_up and quarantine >= 8, not " + warmUp + ", "
                            + baseline + " and " + quarantine);
        }
        if (thresholdNearEvent < 3 || threshold < thresholdNearEvent) {
            throw new IllegalArgumentException("detection needs threshold >= threshold_near_event >= 3, not "
                    + threshold + " and " + thresholdNearEvent);
        }
    }

    public int history() {
        return baseline + quarantine;
    }
}
