package dev.pgsonde.prove.dose;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.JudgedAgain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Windows of one load followed by windows of others, judged as if they had been one. */
final class Splice {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private final Duration window;
    private final Path directory;
    private int number;

    Splice(Duration window, Path directory) {
        this.window = window;
        this.directory = directory;
    }

    /** Some windows of a load; after its last comes its first once more. */
    record Piece(RecordedLoad load, int first, int count) {}

    /** A change that is noticed at the beginning of that window. */
    record Noticed(int window, String kind, String subjectKind, String subject) {}

    /** What was said, and when the last piece began. */
    record Said(List<Alert> alerts, List<Effect> effects, Instant joint) {}

    Said judge(List<Piece> pieces, List<Noticed> changes) {
        Instant next = BEGIN;
        Instant joint = next;
        int windows = 0;
        try (JudgedAgain judge = new JudgedAgain(window, directory.resolve("state-" + number++))) {
            for (Piece piece : pieces) {
                joint = next;
                for (int n = 0; n < piece.count(); n++) {
                    note(judge, changes, windows++, piece.load().source(), next);
                    judge.take(
                            piece.load().at((piece.first() + n) % piece.load().size(), next, window));
                    next = next.plus(window);
                }
            }
            return new Said(judge.alerts(), judge.effects(), joint);
        }
    }

    private static void note(JudgedAgain judge, List<Noticed> changes, int window, String source, Instant at) {
        for (Noticed change : changes) {
            if (change.window() == window) {
                judge.take(new Marker(
                        source,
                        at,
                        change.kind(),
                        change.subjectKind(),
                        change.subject(),
                        "before",
                        "after",
                        null,
                        at.minusSeconds(1)));
            }
        }
    }
}
