package dev.pgsonde.streams.alert;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.RecordLimits;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an alert small enough for its topic, its store and its receivers: of what is much the first are told in full, and of
 * the others how many there are.
 */
public final class AlertBounds {
    private static final Pattern MORE_MOVED = Pattern.compile("; and (\\d{1,9}) more series moved with it$");
    private static final Bounds WIDEST = new Bounds(100, 50, 200, RecordLimits.LONGEST_TEXT, 64 << 10);

    private AlertBounds() {}

    /** How many of each there may be, and how long texts and remedies. */
    private record Bounds(int subjects, int causes, int parts, int text, int remedy) {
        Bounds half() {
            return new Bounds(
                    Math.max(1, subjects / 2),
                    Math.max(2, causes / 2),
                    Math.max(1, parts / 2),
                    Math.max(200, text / 2),
                    Math.max(200, remedy / 2));
        }
    }

    /** The same alert where it is small enough already. */
    public static Alert bounded(Alert alert) {
        Alert bounded = cut(alert, WIDEST);
        Bounds bounds = WIDEST;
        while (AlertSize.of(bounded) > RecordLimits.LARGEST_ALERT && !bounds.equals(bounds.half())) {
            bounds = bounds.half();
            bounded = cut(bounded, bounds);
        }
        return bounded;
    }

    private static Alert cut(Alert alert, Bounds bounds) {
        List<Cause> causes = alert.causes().stream()
                .limit(bounds.causes())
                .map(cause -> cut(cause, bounds))
                .toList();
        Alert.Meaning meaning = alert.meaning();
        Alert.Meaning less = new Alert.Meaning(
                meaning.verdict(),
                meaning.incident(),
                meaning.related().stream().limit(bounds.parts()).toList(),
                meaning.contributions().stream().limit(bounds.parts()).toList(),
                meaning.rateEffect(),
                meaning.mixEffect());
        int left = meaning.related().size() - less.related().size();
        return alert.bounded(
                causes, remedy(alert.remedy(), bounds.remedy()), summary(alert.summary(), left, bounds.text()), less);
    }

    private static Cause cut(Cause cause, Bounds bounds) {
        return new Cause(
                cause.kind(),
                RecordLimits.first(cause.subjects(), bounds.subjects()),
                text(cause.before(), bounds.text()),
                text(cause.after(), bounds.text()),
                cause.at(),
                cause.score(),
                RecordLimits.shortened(cause.evidence(), bounds.text()),
                remedy(cause.remedy(), bounds.remedy()));
    }

    private static @Nullable String text(@Nullable String text, int longest) {
        return text == null ? null : RecordLimits.shortened(text, longest);
    }

    /** How many moved with it and are not named is said at the end, once. */
    private static String summary(String summary, int left, int longest) {
        Matcher already = MORE_MOVED.matcher(summary);
        boolean said = already.find();
        long more = left + (said ? Long.parseLong(already.group(1)) : 0);
        String text = RecordLimits.shortened(said ? summary.substring(0, already.start()) : summary, longest);
        return more == 0 ? text : text + "; and " + more + " more series moved with it";
    }

    /** A part of a statement is another statement: only whole lines stay, and where none can, there is no remedy. */
    private static @Nullable String remedy(@Nullable String remedy, int longest) {
        if (remedy == null || remedy.length() <= longest) {
            return remedy;
        }
        int end = remedy.lastIndexOf(";\n", longest);
        return end < 0
                ? null
                : remedy.substring(0, end + 1) + "\n-- not all of it: there are "
                        + remedy.lines().count() + " lines";
    }
}
