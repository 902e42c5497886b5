package dev.pgsonde.catalog;

import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one file of a user's says. */
sealed interface UserDocument {
    String file();

    /** A view in our own format. */
    record OwnView(String file, View view) implements UserDocument {}

    /** Metrics and presets in pgwatch's. */
    record Definitions(String file, List<PgwatchMetric> metrics, Map<String, Preset> presets) implements UserDocument {
        public Definitions {
            metrics = List.copyOf(metrics);
            presets = Map.copyOf(presets);
        }
    }

    /** Which metrics somebody wants, and how many seconds apart, as it is written. */
    record Preset(String file, String name, Map<String, String> seconds) {
        static final String RECOMMENDATIONS = "recommendations";
        private static final String RECOMMENDATION = "reco_";

        public Preset {
            seconds = Map.copyOf(seconds);
        }

        /** The metrics that are switched on. */
        Map<String, Duration> intervals() {
            Map<String, Duration> intervals = new LinkedHashMap<>();
            seconds.forEach((metric, written) -> {
                Duration interval = parse(metric, written);
                if (!interval.isZero()) {
                    intervals.put(metric, interval);
                }
            });
            return intervals;
        }

        /** pgwatch asks for all {@code reco_*} where a preset says recommendations. */
        static String asked(String metric, Map<String, Duration> intervals) {
            boolean together = !intervals.containsKey(metric) && metric.startsWith(RECOMMENDATION);
            return together ? RECOMMENDATIONS : metric;
        }

        private Duration parse(String metric, String written) {
            if (!written.matches("\\d{1,9}(\\.\\d+)?")) {
                throw new UserError(file + ": preset " + name + ": " + metric + " has the interval " + written
                        + "; write a number of seconds");
            }
            return Duration.ofMillis((long) (Double.parseDouble(written) * 1000));
        }
    }
}
