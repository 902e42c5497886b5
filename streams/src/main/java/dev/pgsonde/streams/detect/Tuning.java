package dev.pgsonde.streams.detect;

/**
 * How much history a verdict needs, and how sure it must be.
 *
 * @param baseline windows of the past that a series is judged by
 * @param quarantine the newest windows, which never are part of them
 * @param warmUp past windows before the first verdict
 * @param warn standard deviations that a shift must stand out by to be told
 * @param page the same, to wake somebody
 * @param nearEvent what both are multiplied with where something is known to have happened at the onset
 * @param resolveAfter windows back near the reference that end an alert
 * @param acceptAfter windows after which what was new is normal
 */
public record Tuning(
        int baseline,
        int quarantine,
        int warmUp,
        double warn,
        double page,
        double nearEvent,
        int resolveAfter,
        int acceptAfter) {
    public static final Tuning STANDARD = new Tuning(190, 30, 30, 4.8, 7, 0.75, 5, 120);

    /** For results of a build each: they are few, and what has changed is meant to stay. */
    public static final Tuning RESULTS = new Tuning(190, 30, 20, 5, 7, 0.75, 5, 30);

    public Tuning {
        if (warmUp < 20 || baseline < warmUp || quarantine < 8) {
            throw new IllegalArgumentException(
                    "detection needs warm_up >= 20, baseline >= warm_up and quarantine >= 8, not " + warmUp + ", "
                            + baseline + " and " + quarantine);
        }
        if (warn < 3 || page < warn) {
            throw new IllegalArgumentException("detection needs page >= warn >= 3, not " + page + " and " + warn);
        }
        if (!(nearEvent > 0.5 && nearEvent <= 1)) {
            throw new IllegalArgumentException("detection needs near_event from 0.5 to 1, not " + nearEvent);
        }
        if (resolveAfter < 1 || acceptAfter <= resolveAfter) {
            throw new IllegalArgumentException(
                    "detection needs accept_after > resolve_after >= 1, not " + acceptAfter + " and " + resolveAfter);
        }
    }

    /** Told only halfway from a note to a page. */
    public Tuning stricter() {
        return new Tuning(baseline, quarantine, warmUp, (warn + page) / 2, page, nearEvent, resolveAfter, acceptAfter);
    }

    public int history() {
        return baseline + quarantine;
    }
}
