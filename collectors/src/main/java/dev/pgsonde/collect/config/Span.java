package dev.pgsonde.collect.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: 100ms, 10s, 5min, 1h. */
public record Span(Duration length) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    @JsonCreator
    public static Span parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("write a time as a whole number and ms, s, min or h, for instance 10s");
        }
        return new Span(unit.multipliedBy(Long.parseLong(matcher.group(1))));
    }

    static Span ofMillis(long millis) {
        return new Span(Duration.ofMillis(millis));
    }

    long millis() {
        return length.toMillis();
    }

    @Override
    public String toString() {
        return millis() % 1000 == 0 ? millis() / 1000 + "s" : millis() + "ms";
    }
}
