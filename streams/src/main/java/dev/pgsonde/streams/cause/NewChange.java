package dev.pgsonde.streams.cause;

import dev.pgsonde.catalog.Rule.After;
import dev.pgsonde.schema.Marker;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the newest change of which a rule says whether it acts. */
public final class NewChange {
    private NewChange() {}

    public static Optional<Marker> newest(After after, List<Marker> markers) {
        return markers.stream().filter(marker -> isOne(after, marker)).reduce((earlier, later) -> later);
    }

    /** In a few words. */
    public static String text(Marker change) {
        return change.kind().replace('_', ' ') + " " + change.subject() + " from " + change.before() + " to "
                + change.after();
    }

    private static boolean isOne(After after, Marker marker) {
        return Mechanism.kindOf(marker).equals(after.kind())
                && fits(after.of(), Mechanism.nameOf(marker))
                && fits(after.from(), marker.before())
                && fits(after.to(), marker.after());
    }

    private static boolean fits(@Nullable Pattern pattern, @Nullable String text) {
        return pattern == null || (text != null && pattern.matcher(text).matches());
    }
}
