package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Effect.Measured;
import dev.pgsonde.schema.Marker;
import java.util.List;
import java.util.Locale;

/** A change whose own windows, before and after, show that the metric moved with it. */
public record MeasuredCause(KnownChange change, Measured measured) {
    private static final double SCORE = 0.97;
    /** Of what is known of such changes, to order two that came together. */
    private static final double OF_PRIOR = 0.02;

    Cause cause(String metric, List<Marker> all) {
        Marker first = change.markers().get(0);
        return new Cause(
                change.kind(),
                change.identity().subjects(),
                first.before(),
                first.after(),
                change.at(),
                SCORE + OF_PRIOR * change.prior(metric),
                String.format(
                        Locale.ROOT,
                        "%s changed from %s to %s: %s in the %d windows before, %s in the %d since, %.1f standard errors apart",
                        change.text(),
                        first.before(),
                        first.after(),
                        Amount.plain(measured.before()),
                        measured.windowsBefore(),
                        Amount.plain(measured.after()),
                        measured.windowsAfter(),
                        Math.abs(measured.score())),
                Remedies.of(change.markers(), all).map(Remedy::text).orElse(null));
    }

    boolean isOf(Marker marker) {
        return change.markers().contains(marker);
    }
}
