package dev.pgsonde.streams.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnsetTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int ONSET = 25;

    private static Instant at(int window) {
        return START.plus(WINDOW.multipliedBy(window));
    }

    /** One point for each level, of ten units each. */
    private static List<Point> points(double... levels) {
        List<Point> points = new ArrayList<>();
        for (double level : levels) {
            points.add(new Point(at(points.size()), Math.round(10 * level), 10));
        }
        return points;
    }

    private static double[] levels(double before, double after, int hidden, double meanwhile) {
        double[] levels = new double[ONSET + 5];
        for (int n = 0; n < levels.length; n++) {
            levels[n] = n >= ONSET ? after : n >= ONSET - hidden ? meanwhile : before;
        }
        return levels;
    }

    private static Onset seen(List<Point> points, List<Point> ceiling) {
        return Onset.seen(Spell.around(at(ONSET), points), WINDOW, points, ceiling);
    }

    private static Marker identityAt(Instant at) {
        return identity(at, at);
    }

    private static Marker identity(Instant at, Instant last) {
        return new Marker("source", at, "replica_identity", "table", "app.public.docs", "default", "full", null, last);
    }

    @Test
    void withoutACeilingTheOldLevelLastedUntilTheOnset() {
        assertThat(seen(points(levels(100, 200, 0, 0)), List.of()).knownUntil()).isEqualTo(at(ONSET));
    }

    @Test
    void whereTheCeilingHasRisenTheLevelMayHaveTooAndCausesAreAsNear() {
        Onset onset = seen(points(levels(100, 200, 4, 60)), points(levels(110, 210, 4, 900)));

        assertThat(onset.knownUntil()).isEqualTo(at(ONSET - 4));
        assertThat(onset.closeness(identityAt(at(ONSET - 4).plusSeconds(1)))).isCloseTo(1, within(1e-9));
    }

    /** A busy server may be asked late: what is known is when it was last seen as it was before. */
    @Test
    void whatWasNoticedLateIsAsNearAsItMayHaveHappened() {
        Onset onset = seen(points(levels(100, 200, 0, 0)), List.of());
        Instant noticed = at(ONSET + 4);

        assertThat(onset.closeness(identityAt(noticed))).isZero();
        assertThat(onset.closeness(identity(noticed, at(ONSET)))).isCloseTo(1, within(1e-9));
        assertThat(onset.closeness(identity(noticed, at(ONSET + 3)))).isZero();
    }

    @Test
    void whereARestartLiesBeforeTheHiddenWindowsTheOldLevelEndedBeforeIt() {
        List<Point> points = points(levels(100, 200, 4, 60));
        List<Point> ceiling = points(levels(110, 210, 4, 900));
        Instant restarted = at(ONSET - 6);
        points.removeIf(point -> isIn(point, restarted));
        ceiling.removeIf(point -> isIn(point, restarted));

        assertThat(seen(points, ceiling).knownUntil()).isEqualTo(restarted);
    }

    /** Of the two windows that a restart takes away. */
    private static boolean isIn(Point point, Instant restarted) {
        return !point.start().isBefore(restarted) && point.start().isBefore(restarted.plus(WINDOW.multipliedBy(2)));
    }

    @Test
    void aCeilingThatIsAlwaysHighTellsNothing() {
        assertThat(seen(points(levels(100, 200, 0, 0)), points(levels(900, 900, 0, 0)))
                        .knownUntil())
                .isEqualTo(at(ONSET));
    }

    @Test
    void aFallIsNoLaterThanItIsSeen() {
        assertThat(seen(points(levels(200, 100, 0, 0)), points(levels(210, 110, 4, 900)))
                        .knownUntil())
                .isEqualTo(at(ONSET));
    }

    @Test
    void imagesOfTheOldRowAreToldWithoutTheWindowsAroundTheEdge() {
        List<Point> points = points(levels(100, 200, 0, 0));
        List<Point> shares = points(levels(0, 0.5, 1, 0.3));

        BeforeImages images = BeforeImages.around(seen(points, List.of()), shares);

        assertThat(images.before()).hasValue(0);
        assertThat(images.since()).hasValue(0.5);
    }
}
