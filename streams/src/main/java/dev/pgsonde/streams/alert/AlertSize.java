package dev.pgsonde.streams.alert;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Related;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.schema.Guard;
import org.jspecify.annotations.Nullable;

/** How many bytes an alert takes at most when it is published. */
final class AlertSize {
    /** What numbers, instants, frames and lengths take, generously. */
    private static final int ROOM = 2048;

    private static final int OF_POINT = 30;
    private static final int OF_NUMBERS = 60;
    private static final int OF_LENGTH = 5;
    private static final int OF_CHAR = 3;

    private long bytes = ROOM;

    private AlertSize() {}

    static long of(Alert alert) {
        AlertSize size = new AlertSize();
        size.texts(
                alert.id(),
                alert.source(),
                alert.incarnation(),
                alert.run(),
                alert.metric(),
                alert.unit(),
                alert.subjectKind(),
                alert.subject(),
                alert.cause(),
                alert.remedy(),
                alert.druidQuery(),
                alert.summary(),
                alert.author(),
                alert.note(),
                alert.silence(),
                alert.incident(),
                alert.severityReason(),
                alert.origin());
        size.bytes += (long) OF_POINT * alert.series().size();
        alert.causes().forEach(size::add);
        alert.guards().forEach(size::add);
        alert.related().forEach(size::add);
        alert.contributions().forEach(size::add);
        return size.bytes;
    }

    private void add(Cause cause) {
        bytes += OF_NUMBERS;
        texts(cause.kind(), cause.before(), cause.after(), cause.evidence(), cause.remedy());
        cause.subjects().forEach(this::texts);
    }

    private void add(Guard guard) {
        bytes += OF_NUMBERS;
        texts(guard.name());
    }

    private void add(Related related) {
        bytes += OF_NUMBERS;
        texts(related.metric(), related.subjectKind(), related.subject());
    }

    private void add(Contribution part) {
        bytes += OF_NUMBERS;
        texts(part.metric(), part.subjectKind(), part.subject());
    }

    /** In UTF-8; two characters of Java that are one of Unicode take four bytes, not six. */
    private void texts(@Nullable String... texts) {
        for (String text : texts) {
            bytes += OF_LENGTH;
            for (int n = 0; text != null && n < text.length(); n++) {
                bytes += text.charAt(n) < 0x80 ? 1 : OF_CHAR;
            }
        }
    }
}
