package dev.pgsonde.collect.host;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pressure stall information, of the machine or of a control group. */
final class HostPressure {
    private static final Pattern TOTAL = Pattern.compile("(?m)^(some|full) .*\\btotal=(\\d+)");

    private HostPressure() {}

    static void read(String of, String resource, String text, AnswerRows rows) {
        rows.row()
                .text("of", of)
                .text("resource", resource)
                .number("some_us", total("some", text))
                .number("full_us", total("full", text));
    }

    private static @Nullable Long total(String which, String text) {
        Matcher matcher = TOTAL.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(which)) {
                return Long.valueOf(matcher.group(2));
            }
        }
        return null;
    }
}
