package dev.pgsonde.collect;

import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.server.Session.Backend;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells once that the role may not read everything, with what mends that, and once that it may. */
final class Rights {
    private static final String LACK =
            "it may not read all statistics: what other roles run, replication and some settings are hidden";

    private boolean lacking;

    Optional<Happening> hear(Backend backend) {
        if (backend.mayReadAll() != lacking) {
            return Optional.empty();
        }
        lacking = !backend.mayReadAll();
        return Optional.of(lacking ? lack(backend) : happening(backend, LACK, null, null));
    }

    static Happening lack(Backend backend) {
        return happening(backend, null, LACK, "as a superuser run: GRANT pg_monitor TO " + backend.role() + ";");
    }

    private static Happening happening(
            Backend backend, @Nullable String before, @Nullable String after, @Nullable String remedy) {
        return new Happening("unreadable", "role", backend.role(), before, after, remedy);
    }
}
