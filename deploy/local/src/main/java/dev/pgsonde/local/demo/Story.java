package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.AlertText;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until the usual is known, changes one thing, and waits until the pipeline says what was changed. */
final class Story {
    /** Until the first window is known. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(90);

    private final DemoPlan plan;
    private final Scene scene;
    private final Board board;
    private final Screen screen;
    private final Plot.Frame frame;

    Story(DemoPlan plan, Scene scene, Metric metric, Board board, Plot.Frame frame) {
        this.plan = plan;
        this.scene = scene;
        this.board = board;
        this.frame = frame;
        this.screen = new Screen(board, frame, metric, plan.window());
    }

    /** What was changed and when; nothing in a calm story. */
    @Nullable
    Switch tell() throws SQLException {
        if (plan.calm()) {
            watch(plan.windowsInAll(), "nothing will be changed");
            end(
                    scene.answers().alerts().isEmpty()
                            ? "No alert, as it should be."
                            : "An alert, although nothing was changed.");
            return null;
        }
        watch(plan.windowsToLearn(), "learning what is usual");
        for (Alert alert : scene.answers().alerts()) {
            throw new UserError("an alert came before anything was changed: " + alert.summary());
        }
        Switch change = scene.database().logWholeRows();
        screen.mark(new Plot.Mark(change.from(), "replica identity full"));
        board.say("  ALTER TABLE ... REPLICA IDENTITY FULL, on each partition");
        Alert alert = awaitAlert(change);
        screen.mark(new Plot.Mark(alert.detectedAt(), "alert"));
        end(String.format(Locale.ROOT, "alert after %d windows", windowsSince(change)));
        board.say("");
        AlertText.lines(alert, frame.zone(), frame.width()).forEach(board::say);
        board.say("");
        return change;
    }

    /** Until so many windows are known, or there is an alert. */
    private void watch(int windows, String what) {
        long end = System.nanoTime()
                + TO_BEGIN.plus(plan.window().multipliedBy(2L * windows)).toNanos();
        while (known() < windows && scene.answers().alerts().isEmpty()) {
            look(String.format(Locale.ROOT, "%s: %d of %d windows", what, known(), windows));
            if (System.nanoTime() > end) {
                throw new UserError(
                        "the streams have answered only " + known() + " of " + windows + " windows in time");
            }
        }
    }

    private Alert awaitAlert(Switch change) {
        long end = System.nanoTime()
                + plan.window().multipliedBy(2L * plan.windowsToDetect()).toNanos();
        Optional<Alert> alert = alertSince(change);
        while (alert.isEmpty()) {
            long since = windowsSince(change);
            look(String.format(Locale.ROOT, "waiting for the alert: %d windows since the change", since));
            if (since > plan.windowsToDetect() || System.nanoTime() > end) {
                throw new UserError("no alert in " + since + " windows since the change");
            }
            alert = alertSince(change);
        }
        return alert.get();
    }

    private Optional<Alert> alertSince(Switch change) {
        return scene.answers().alerts().stream()
                .filter(alert -> alert.metric().equals(DemoPlan.METRIC))
                .filter(alert -> alert.detectedAt().isAfter(change.from()))
                .findFirst();
    }

    private long windowsSince(Switch change) {
        return scene.answers().series().points().stream()
                .filter(point -> point.start().plus(plan.window()).isAfter(change.from()))
                .count();
    }

    private long known() {
        return scene.answers().series().known();
    }

    /** Takes in what has come; a window's records come together, so that the last of them has come when none comes. */
    private void look(String status) {
        boolean more = scene.answers().poll();
        while (more) {
            more = scene.answers().poll();
        }
        scene.check();
        screen.update(scene.answers().series().points(), status);
    }

    private void end(String status) {
        List<MetricSeries.Point> points = scene.answers().series().points();
        screen.draw(points, status);
        board.keep();
    }
}
