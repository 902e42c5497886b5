package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.detect.Level;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Shift;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the record that people read of a verdict, and carries it through its life. */
public final class Alerts {
    private Alerts() {}

    /** Where a series belongs. */
    public record Place(
            String source, String incarnation, @Nullable String run, String subjectKind, String subject) {}

    public static Alert firing(
            Place place, Metric metric, Series series, Shift shift, Instant now, Duration window, List<Cause> causes) {
        List<Point> points = series.points();
        Instant onset = points.get(shift.onset()).start();
        double baseline = Level.of(points.subList(0, shift.baselineWindows())).ratio();
        double level = Level.since(points, shift.onset()).ratio();
        Cause first = causes.get(0);
        return new Alert(
                id(place, metric, onset),
                place.source(),
                place.incarnation(),
                place.run(),
                metric.metric(),
                metric.unit(),
                Alert.Direction.UP,
                place.subjectKind(),
                place.subject(),
                Alert.Severity.WARN,
                Alert.AlertState.FIRING,
                onset,
                now,
                (int) (Duration.between(onset, now).toMillis() / window.toMillis()),
                null,
                baseline,
                shift.spread(),
                shift.baselineWindows(),
                level,
                level / baseline,
                shift.score(),
                shift.threshold(),
                points,
                causes,
                first.kind(),
                first.remedy(),
                DruidSql.series(metric, place.source(), onset.minus(window.multipliedBy(60)), now),
                summary(place, metric, baseline, level, first));
    }

    public static Alert resolved(Alert alert, Instant now) {
        return new Alert(
                alert.id(),
                alert.source(),
                alert.incarnation(),
                alert.run(),
                alert.metric(),
                alert.unit(),
                alert.direction(),
                alert.subjectKind(),
                alert.subject(),
                alert.severity(),
                Alert.AlertState.RESOLVED,
                alert.onset(),
                alert.detectedAt(),
                alert.windowsToDetect(),
                now,
                alert.baseline(),
                alert.spread(),
                alert.baselineWindows(),
                alert.now(),
                alert.ratio(),
                alert.score(),
                alert.threshold(),
                alert.series(),
                alert.causes(),
                alert.cause(),
                alert.remedy(),
                alert.druidQuery(),
                alert.summary());
    }

    private static String summary(Place place, Metric metric, double baseline, double level, Cause cause) {
        return String.format(
                Locale.ROOT,
                "%s of %s is %.2f times what it was: %.0f instead of %.0f %s; likeliest cause: %s",
                metric.metric(),
                place.source(),
                level / baseline,
                level,
                baseline,
                metric.unit(),
                cause.subjects().isEmpty() ? cause.kind() : cause.evidence());
    }

    /** The same for every replay, and for nobody else. */
    private static String id(Place place, Metric metric, Instant onset) {
        String what = String.join(
                "\n", place.source(), metric.metric(), place.subject(), "UP", String.valueOf(onset.toEpochMilli()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
