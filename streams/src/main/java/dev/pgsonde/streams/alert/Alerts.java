package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.streams.cause.Effects;
import dev.pgsonde.streams.detect.Guard;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the record that people read of a verdict, and carries it through its life. */
public final class Alerts {
    private Alerts() {}

    /** Where a series belongs. */
    public record Place(
            String source, String incarnation, @Nullable String run, String subjectKind, String subject) {}

    /** What the detector found, when that began and when it was found. */
    public record Change(Shift shift, Instant onset, Instant now, Duration window) {}

    /** Why it may have happened, whose doing it is, and whether work has become dearer or more. */
    public record Judgement(List<Cause> causes, List<Contribution> contributions, Optional<Effects> effects) {
        public Judgement {
            causes = List.copyOf(causes);
            contributions = List.copyOf(contributions);
        }
    }

    public static Alert firing(
            Place place, Metric metric, Series series, Change change, Judgement judgement, DruidSql sql) {
        Shift shift = change.shift();
        List<Cause> causes = judgement.causes();
        VerdictClass verdict = Verdicts.of(metric, shift, judgement);
        Instant onset = change.onset();
        double baseline = shift.before();
        double level = level(series.points(), shift, onset);
        Cause first = causes.get(0);
        Alert alert = new Alert(
                id(place, metric, shift, onset),
                place.source(),
                place.incarnation(),
                place.run(),
                metric.metric(),
                metric.unit(),
                shift.isRise() ? Alert.Direction.UP : Alert.Direction.DOWN,
                place.subjectKind(),
                place.subject(),
                severity(verdict),
                Alert.AlertState.FIRING,
                onset,
                change.now(),
                (int) (Duration.between(onset, change.now()).toMillis()
                        / change.window().toMillis()),
                null,
                baseline,
                shift.spread(),
                shift.baselineWindows(),
                level,
                ratio(series.points(), level, baseline),
                shift.score(),
                shift.threshold(),
                series.points(),
                causes,
                first.kind(),
                first.remedy(),
                sql.series(
                        metric,
                        place.source(),
                        place.subject(),
                        onset.minus(change.window().multipliedBy(60)),
                        change.now()),
                Summary.of(place, metric, verdict, baseline, level, first),
                1,
                Alert.AlertStage.FIRING,
                change.now(),
                true,
                null,
                null,
                null,
                told(shift.guards()));
        return alert.meaning(new Alert.Meaning(
                verdict,
                alert.id(),
                List.of(),
                judgement.contributions(),
                judgement.effects().map(Effects::rate).orElse(null),
                judgement.effects().map(Effects::mix).orElse(null)));
    }

    /** Another kind of thing than its series alone says; nobody is woken by it. */
    public static Alert reclassified(Alert alert, VerdictClass verdict, List<Cause> causes, String summary) {
        Alert.Meaning meaning = alert.meaning();
        return alert.explained(
                causes,
                summary,
                new Alert.Meaning(
                        verdict,
                        meaning.incident(),
                        meaning.related(),
                        meaning.contributions(),
                        meaning.rateEffect(),
                        meaning.mixEffect()));
    }

    /** As it stands in the alert of another series that moved at the same time. */
    public static Alert.Related related(Alert alert) {
        return new Alert.Related(
                alert.metric(),
                alert.subjectKind(),
                alert.subject(),
                alert.direction(),
                alert.verdict(),
                alert.baseline(),
                alert.now(),
                alert.ratio());
    }

    /** Of what was nothing it is a lower bound: so many times the least that could have been seen. */
    private static double ratio(List<Point> points, double level, double baseline) {
        long denominators = points.stream().mapToLong(Point::denominator).sum();
        return level / Math.max(baseline, 1.0 / Math.max(1, denominators));
    }

    /** As long as nothing says that it is a page. */
    private static Alert.Severity severity(VerdictClass verdict) {
        return isForTheWorse(verdict) ? Alert.Severity.WARN : Alert.Severity.INFO;
    }

    /** Nobody is woken by what has become better, or is another unit of work. */
    public static boolean isForTheWorse(VerdictClass verdict) {
        return verdict == VerdictClass.REGRESSION || verdict == VerdictClass.HOST_BOUND;
    }

    /** Of the windows since, where they are shown: the detector counts in thousandths. */
    private static double level(List<Point> points, Shift shift, Instant onset) {
        int first = 0;
        while (first < points.size() && points.get(first).start().isBefore(onset)) {
            first++;
        }
        return first == 0 || first == points.size()
                ? shift.now()
                : Level.since(points, first).ratio();
    }

    /** As people are told of them. */
    public static List<dev.pgsonde.schema.Guard> told(List<Guard> guards) {
        return guards.stream()
                .map(guard -> new dev.pgsonde.schema.Guard(guard.name(), guard.value(), guard.limit(), guard.passed()))
                .toList();
    }

    /** The same for every replay, and for nobody else. */
    private static String id(Place place, Metric metric, Shift shift, Instant onset) {
        return id(place, metric.metric(), shift.isRise() ? "UP" : "DOWN", onset);
    }

    static String id(Place place, String metric, String direction, Instant onset) {
        String what = String.join(
                "\n", place.source(), metric, place.subject(), direction, String.valueOf(onset.toEpochMilli()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
