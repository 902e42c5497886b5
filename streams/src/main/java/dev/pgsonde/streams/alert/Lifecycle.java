package dev.pgsonde.streams.alert;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Silence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Every transition of an alert: each has the number after the one before, and none goes back in time. */
public final class Lifecycle {
    private Lifecycle() {}

    /** All of an alert that changes in its life. */
    private record Life(
            AlertState state,
            @Nullable Instant endedAt,
            AlertStage stage,
            boolean told,
            @Nullable String author,
            @Nullable String note,
            @Nullable String silence) {
        static Life of(Alert alert) {
            return new Life(
                    alert.state(),
                    alert.endedAt(),
                    alert.stage(),
                    alert.told(),
                    alert.author(),
                    alert.note(),
                    alert.silence());
        }

        Life acknowledged(String by, @Nullable String said) {
            return new Life(state, endedAt, stage, told, by, said, silence).going();
        }

        Life silencedBy(@Nullable String id) {
            return new Life(state, endedAt, stage, told, author, note, id).going();
        }

        Life ended(AlertStage how, Instant at) {
            return new Life(AlertState.RESOLVED, at, how, told, author, note, silence);
        }

        /** A silence is stronger than an acknowledgement, and outlived by it. */
        private Life going() {
            AlertStage next = silence != null
                    ? AlertStage.SILENCED
                    : author != null ? AlertStage.ACKNOWLEDGED : AlertStage.FIRING;
            return new Life(state, endedAt, next, told || silence == null, author, note, silence);
        }
    }

    /** What is told first; nobody is told of what was silenced before it began. */
    public static Alert opened(Alert alert, @Nullable Silence silence) {
        if (silence == null) {
            return alert;
        }
        Life life = Life.of(alert);
        Life untold = new Life(life.state(), null, life.stage(), false, null, null, silence.id()).going();
        return with(alert, untold, alert.sequence(), alert.detectedAt());
    }

    /** The same alert, found to be graver: what was said of it still holds. */
    public static Alert escalated(Alert alert, Alert.Rating rating, Instant at) {
        return next(alert.rated(rating), Life.of(alert), at);
    }

    /** In the same transition: a silence of warnings keeps no page. */
    public static Alert covered(Alert alert, @Nullable Silence silence) {
        Life life = Life.of(alert).silencedBy(silence == null ? null : silence.id());
        return with(alert, life, alert.sequence(), alert.changedAt());
    }

    /** The same alert, of which more is known. */
    public static Alert grown(Alert alert, Alert.Meaning meaning, Instant at) {
        return next(alert.meaning(meaning), Life.of(alert), at);
    }

    public static Alert acknowledged(Alert alert, Acknowledgement acknowledgement) {
        Life life = Life.of(alert).acknowledged(acknowledgement.author(), acknowledgement.note());
        return next(alert, life, acknowledgement.at());
    }

    public static Alert silenced(Alert alert, Silence silence, Instant at) {
        return next(alert, Life.of(alert).silencedBy(silence.id()), at);
    }

    public static Alert unsilenced(Alert alert, Instant at) {
        return next(alert, Life.of(alert).silencedBy(null), at);
    }

    public static Alert resolved(Alert alert, Instant at) {
        return next(alert, Life.of(alert).ended(AlertStage.RESOLVED, later(alert.changedAt(), at)), at);
    }

    /** The new level is normal: because it has lasted. */
    public static Alert accepted(Alert alert, Instant at) {
        return next(alert, Life.of(alert).ended(AlertStage.ACCEPTED, later(alert.changedAt(), at)), at);
    }

    /** The new level is normal: because somebody said so. */
    public static Alert accepted(Alert alert, Acknowledgement acknowledgement) {
        Instant at = later(alert.changedAt(), acknowledgement.at());
        Life life = Life.of(alert)
                .acknowledged(acknowledgement.author(), acknowledgement.note())
                .ended(AlertStage.ACCEPTED, at);
        return next(alert, life, at);
    }

    private static Alert next(Alert alert, Life life, Instant at) {
        return with(alert, life, alert.sequence() + 1, later(alert.changedAt(), at));
    }

    /** Whoever acknowledges has a clock of his own. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Alert with(Alert alert, Life life, int sequence, Instant changedAt) {
        Alert next = new Alert(
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
                life.state(),
                alert.onset(),
                alert.detectedAt(),
                alert.windowsToDetect(),
                life.endedAt(),
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
                alert.summary(),
                sequence,
                life.stage(),
                changedAt,
                life.told(),
                life.author(),
                life.note(),
                life.silence(),
                alert.guards());
        return next.meaning(alert.meaning()).rated(alert.rating()).from(alert.origin());
    }
}
