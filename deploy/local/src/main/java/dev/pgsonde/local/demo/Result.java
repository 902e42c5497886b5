package dev.pgsonde.local.demo;

import dev.pgsonde.local.record.Answers;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a demo found out. */
record Result(
        DemoPlan plan,
        @Nullable Switch change,
        List<Alert> alerts,
        List<WalReading> readings,
        List<Window> topic,
        List<WindowRow> druid,
        RowComparison comparison,
        Continuity continuity,
        Answers answers,
        int restarts,
        long memoryMb,
        Duration took) {
    Result {
        alerts = List.copyOf(alerts);
        readings = List.copyOf(readings);
        topic = List.copyOf(topic);
        druid = List.copyOf(druid);
    }

    /** The alert that the story waits for. */
    Optional<Alert> alert() {
        return alerts.stream()
                .filter(alert -> alert.metric().equals(DemoPlan.METRIC))
                .findFirst();
    }

    Optional<WalRatio> independent() {
        return change == null ? Optional.empty() : WalRatio.around(readings, change.from(), change.to());
    }

    /** Windows that had ended between the change and the alert, the one in which it was made included. */
    long windowsAfterSwitch(Alert alert) {
        Instant from = change == null ? alert.onset() : change.from();
        long ms = Duration.between(from, alert.detectedAt()).toMillis();
        return -Math.floorDiv(-ms, plan.window().toMillis());
    }

    /** What must hold whatever the story was; each complaint is one line. */
    List<String> complaints() {
        return Stream.of(
                        comparison.equal()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "Druid and the topic differ: %d windows only on the topic, %d only in Druid",
                                        comparison.onlyOnTopic().size(),
                                        comparison.onlyInDruid().size()),
                        continuity.isWhole()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "the server's windows have %d holes, and %d were made twice",
                                        continuity.holes(),
                                        continuity.doubles()),
                        plan.calm() && !alerts.isEmpty()
                                ? "an alert although nothing was changed: "
                                        + alerts.get(0).summary()
                                : "")
                .filter(complaint -> !complaint.isEmpty())
                .toList();
    }
}
