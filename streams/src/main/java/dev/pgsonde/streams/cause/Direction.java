package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which way a setting moves WAL with its full-page images: what else moves them comes at the same time, and the other way too. */
final class Direction {
    private static final Set<String> METRICS = Set.of("wal_bytes_per_commit_with_images");
    /** What more of the setting does. */
    private static final Map<String, Integer> BY_SETTING = Map.of(
            "full_page_writes", 1,
            "wal_log_hints", 1,
            "wal_compression", -1,
            "checkpoint_timeout", -1,
            "max_wal_size", -1);

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private Direction() {}

    /** 1 up, -1 down, 0 unknown. */
    static int of(String metric, Marker marker) {
        int more = METRICS.contains(metric) ? BY_SETTING.getOrDefault(Mechanism.nameOf(marker), 0) : 0;
        return more * (int) Math.signum(size(marker.after()) - size(marker.before()));
    }

    /** Of a number that; off is less than anything else. */
    private static double size(@Nullable String value) {
        Matcher number = NUMBER.matcher(String.valueOf(value));
        if (number.lookingAt()) {
            return Double.parseDouble(number.group());
        }
        return "off".equals(value) ? 0 : 1;
    }
}
