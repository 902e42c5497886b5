package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Incarnation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A restart, or a failover to another timeline, role or system. */
final class IncarnationChanges {
    private IncarnationChanges() {}

    static List<Happening> between(String source, Incarnation before, Incarnation now) {
        List<Happening> changes = new ArrayList<>();
        if (!now.postmasterStart().equals(before.postmasterStart())) {
            changes.add(new Happening(
                    "restart",
                    "server",
                    source,
                    before.postmasterStart().toString(),
                    now.postmasterStart().toString(),
                    null));
        }
        if (!withoutStart(now).equals(withoutStart(before))) {
            changes.add(new Happening("failover", "server", source, withoutStart(before), withoutStart(now), null));
        }
        return changes;
    }

    private static String withoutStart(Incarnation incarnation) {
        return "system " + incarnation.system() + ", timeline " + incarnation.timeline() + ", "
                + incarnation.role().name().toLowerCase(Locale.ROOT);
    }
}
