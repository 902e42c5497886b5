package dev.pgsonde.prove.day;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A change that was made, when it was taken back, and what it moved. */
record Event(Change change, Instant made, Instant takenBack, List<Movement> movements) {
    private static final int SOON = 8;
    /** What is known of a window is known when it is over, and a busy machine reads it a little later. */
    private static final int LATE = 2;

    /** A checkpoint moves the WAL of all commits for a while, and is no change. */
    boolean hasMoved() {
        return change.isNamed() != null && !movements.isEmpty();
    }

    boolean isWorse() {
        return movements.stream().anyMatch(Movement::isWorse);
    }

    /** Whether an alert that names the change came soon enough, or an effect where nothing got worse. */
    boolean isNamed(Said said, Duration window) {
        Predicate<Alert> named = change.isNamed();
        return (named != null && said.alerts().stream().anyMatch(alert -> isAfter(alert, window) && named.test(alert)))
                || (!isWorse()
                        && said.effects().stream().anyMatch(effect -> isAfter(effect, window) && isShown(effect)));
    }

    /** Something that moved for the better has moved in that direction by this effect; WAL may have, with its images. */
    private boolean isShown(Effect effect) {
        return movements.stream()
                .anyMatch(movement -> effect.metric()
                                .startsWith(movement.metric().metric())
                        && effect.outcome() == (movement.held() > movement.before() ? Outcome.ROSE : Outcome.FELL));
    }

    private boolean isAfter(Effect effect, Duration window) {
        Duration near = window.multipliedBy(LATE);
        Instant noticed = effect.change().at();
        return noticed.isAfter(made.minus(near))
                && noticed.isBefore(made.plus(near))
                && effect.at().isBefore(made.plus(window.multipliedBy(SOON + LATE)));
    }

    private boolean isAfter(Alert alert, Duration window) {
        Instant end = made.plus(window.multipliedBy(SOON + LATE));
        return alert.detectedAt().isAfter(made) && alert.changedAt().isBefore(end);
    }

    /** Whether an alert may be about it, or about what took it back. */
    boolean explains(Alert alert, Duration window) {
        Duration near = window.multipliedBy(LATE + 1L);
        return alert.onset().isAfter(made.minus(near)) && alert.onset().isBefore(takenBack.plus(near));
    }

    @Override
    public String toString() {
        return change.name() + " at " + made + ": "
                + (movements.isEmpty()
                        ? "nothing moved"
                        : String.join(
                                ", ", movements.stream().map(Movement::toString).toList()));
    }
}
