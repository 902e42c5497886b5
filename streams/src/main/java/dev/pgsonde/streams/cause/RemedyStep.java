package dev.pgsonde.streams.cause;

import dev.pgsonde.sql.Quoting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One thing to do, in parts that are quoted only when it is made a text. */
public sealed interface RemedyStep {
    /** A statement to be run, in the database that it is about; {@code clause} says what it costs. */
    record Sql(String database, String statement, String clause) implements RemedyStep {}

    /** A line of a configuration file to be put right by hand: {@code value} in units of the setting's own, null for no line. */
    record EditFile(
            String file,
            long line,
            String setting,
            @Nullable String value,
            Needs needs) implements RemedyStep {}

    /** What no statement can be built for, in words. */
    record Words(String words) implements RemedyStep {}

    /** What makes a setting count. */
    enum Needs {
        RELOAD,
        RESTART,
        NEW_SESSION;

        static Needs of(String context) {
            return switch (context.toLowerCase(Locale.ROOT)) {
                case "postmaster", "internal" -> RESTART;
                case "backend", "superuser-backend" -> NEW_SESSION;
                default -> RELOAD;
            };
        }

        String clause() {
            return switch (this) {
                case RELOAD -> "counts after a reload";
                case RESTART -> "needs a restart of the server";
                case NEW_SESSION -> "counts after a reload, in new sessions";
            };
        }
    }

    /** What is printed of it: SQL, or a comment, so that nothing else can be run. */
    default String text() {
        if (this instanceof Sql sql) {
            return sql.statement();
        }
        if (this instanceof EditFile edit) {
            String what = edit.value() == null
                    ? "take out " + Quoting.setting(edit.setting())
                    : "set " + Quoting.setting(edit.setting()) + " = " + Quoting.inFile(edit.value()) + " again";
            return "-- in the file " + Quoting.told(edit.file())
                    + (edit.line() > 0 ? ", line " + edit.line() : "")
                    + ": " + what + "; " + edit.needs().clause();
        }
        return "-- " + ((Words) this).words();
    }
}
