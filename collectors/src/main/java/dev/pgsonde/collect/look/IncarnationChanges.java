package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Incarnation;
import java.util.List;
import java.util.Locale;

/** A failover to another timeline, role or system, whose start is nobody's restart; or else a restart. */
final class IncarnationChanges {
    private IncarnationChanges() {}

    static List<Happening> between(String source, Incarnation before, Incarnation now) {
        if (!withoutStart(now).equals(withoutStart(before))) {
            return List.of(new Happening("failover", "server", source, withoutStart(before), withoutStart(now), null));
        }
        if (!now.postmasterStart().equals(before.postmasterStart())) {
            return List.of(new Happening(
                    "restart",
                    "server",
                    source,
                    before.postmasterStart().toString(),
                    now.postmasterStart().toString(),
                    null));
        }
        return List.of();
    }

    private static String withoutStart(Incarnation incarnation) {
        return "system " + incarnation.system() + ", timeline " + incarnation.timeline() + ", "
                + incarnation.role().name().toLowerCase(Locale.ROOT);
    }
}
