package dev.pgsonde.prove.day;

import dev.pgsonde.schema.Alert;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done to a server, or that its applications do otherwise from then on; and what takes it back.
 *
 * @param isNamed whether an alert names it as the first cause; absent where nothing follows from it that could be named
 */
record Change(
        String name, Step make, Step takeBack, @Nullable Predicate<Alert> isNamed) {
    interface Step {
        void on(Site site) throws Exception;
    }

    static final Step NOTHING = site -> {};

    /** Of one setting of the server. */
    static Change setting(String name, String value) {
        return new Change(
                name + " = " + value,
                site -> site.run("ALTER SYSTEM SET " + name + " = '" + value + "'", "SELECT pg_reload_conf()"),
                site -> site.run("ALTER SYSTEM RESET " + name, "SELECT pg_reload_conf()"),
                isCause("setting", name));
    }

    /** Of one role's setting, which its next sessions have. */
    static Change roleSetting(String role, String name, String value) {
        return new Change(
                name + " = " + value + " of " + role,
                site -> {
                    site.run("ALTER ROLE " + role + " SET " + name + " = '" + value + "'");
                    site.reconnect(role);
                },
                site -> {
                    site.run("ALTER ROLE " + role + " RESET " + name);
                    site.reconnect(role);
                },
                isCause("role_setting", role));
    }

    /** By statements of the database's owner, which a marker of that kind shows. */
    static Change statements(String make, String takeBack, String kind, String subject) {
        return new Change(make, site -> site.run(make), site -> site.run(takeBack), isCause(kind, subject));
    }

    /** By statements that nothing follows from. */
    static Change idle(String make, String takeBack) {
        return new Change(make, site -> site.run(make), site -> site.run(takeBack), null);
    }

    /** An application does something else: the alert says that the work is another, or names the application. */
    static Change habit(String name, String application, Step make, Step takeBack) {
        return new Change(
                name,
                make,
                takeBack,
                alert -> alert.verdict() == Alert.VerdictClass.COMPOSITION
                        || alert.verdict() == Alert.VerdictClass.CHANGE
                        || firstCause(alert).stream().anyMatch(cause -> mentions(cause, application)));
    }

    private static Predicate<Alert> isCause(String kind, String subject) {
        return alert ->
                firstCause(alert).stream().anyMatch(cause -> cause.kind().equals(kind) && mentions(cause, subject));
    }

    private static List<Alert.Cause> firstCause(Alert alert) {
        return alert.causes().stream().limit(1).toList();
    }

    private static boolean mentions(Alert.Cause cause, String word) {
        return cause.subjects().stream().anyMatch(subject -> subject.contains(word))
                || cause.evidence().contains(word);
    }
}
