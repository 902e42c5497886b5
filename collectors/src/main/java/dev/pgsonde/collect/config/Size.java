package dev.pgsonde.collect.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as PostgreSQL writes it: 512MB, 2GB. */
public record Size(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of("kB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    @JsonCreator
    public static Size parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("write a size as a whole number and kB, MB or GB, for instance 512MB");
        }
        return new Size(Long.parseLong(matcher.group(1)) * unit);
    }

    @Override
    public String toString() {
        return bytes >= 1L << 20 ? (bytes >> 20) + "MB" : (bytes >> 10) + "kB";
    }
}
