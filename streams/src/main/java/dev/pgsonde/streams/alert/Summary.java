package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.streams.cause.Amount;
import java.util.Locale;

/** A change in one sentence. */
final class Summary {
    private Summary() {}

    static String of(
            Alerts.Place place, Metric metric, VerdictClass verdict, double baseline, double level, Cause cause) {
        String change = baseline > 0
                ? String.format(Locale.ROOT, "is %.2f times what it was", level / baseline)
                : "has appeared";
        String of = metric.isOfServer() ? place.source() : metric.subject() + " " + place.subject();
        return metric.metric() + " of " + of + " " + change + ": " + Amount.plain(level) + " instead of "
                + Amount.plain(baseline) + " " + metric.unit() + kind(verdict) + "; likeliest cause: "
                + (cause.subjects().isEmpty() ? cause.kind() : cause.evidence());
    }

    private static String kind(VerdictClass verdict) {
        return switch (verdict) {
            case COMPOSITION -> "; more or less is done in each unit of work, which itself costs what it did";
            case HOST_BOUND -> "; the machine is busy with something else";
            default -> "";
        };
    }
}
