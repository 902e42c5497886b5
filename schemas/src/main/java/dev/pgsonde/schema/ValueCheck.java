package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What single values of a record may be; each refusal names the field. */
record ValueCheck(String type) {
    static final String NO_NAME = "holds a zero character, which no name of PostgreSQL can";

    /** What lies outside has no place in the order of windows, and is no time of Avro's microseconds either. */
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Longer than any list that was ever published, and short enough to be gone over. */
    private static final int LONGEST_LIST = 100_000;

    void instant(String field, @Nullable Instant at) throws InvalidRecordException {
        if (at != null && (at.isBefore(EARLIEST) || !at.isBefore(LATEST))) {
            throw refused(field, "is " + at + ", and only the years 1971 to 2199 are taken");
        }
    }

    /** Names something: it is there, and not without end. */
    void name(String field, String name) throws InvalidRecordException {
        if (name.isEmpty()) {
            throw refused(field, "is empty");
        }
        text(field, name, RecordLimits.LONGEST_NAME);
    }

    void names(String field, List<String> names) throws InvalidRecordException {
        list(field, names);
        for (String name : names) {
            text(field, name, RecordLimits.LONGEST_SUBJECT);
        }
    }

    void subject(String field, String subject) throws InvalidRecordException {
        text(field, subject, RecordLimits.LONGEST_SUBJECT);
    }

    void text(String field, @Nullable String text) throws InvalidRecordException {
        text(field, text, RecordLimits.LONGEST_TEXT);
    }

    void text(String field, @Nullable String text, int longest) throws InvalidRecordException {
        if (text != null && text.length() > longest) {
            throw refused(field, "has " + text.length() + " characters, and may have " + longest);
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw refused(field, NO_NAME);
        }
    }

    void count(String field, @Nullable Long number) throws InvalidRecordException {
        if (number != null) {
            number(field, number, 0);
        }
    }

    void number(String field, long number, long least) throws InvalidRecordException {
        if (number < least || number > RecordLimits.LARGEST_NUMBER) {
            throw refused(field, "is " + number);
        }
    }

    void fraction(String field, @Nullable Double fraction) throws InvalidRecordException {
        if (fraction != null && !Double.isFinite(fraction)) {
            throw refused(field, "is " + fraction);
        }
    }

    void list(String field, List<?> list) throws InvalidRecordException {
        if (list.size() > LONGEST_LIST) {
            throw refused(field, "has " + list.size() + " entries, and may have " + LONGEST_LIST);
        }
    }

    InvalidRecordException refused(String field, String why) {
        return new InvalidRecordException(type + "." + field + " " + why);
    }
}
