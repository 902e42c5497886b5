package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import java.util.Optional;
import java.util.Set;

/** Fills views that have no SQL: what the agent knows by other means than by asking the server in its round. */
public interface Filler {
    /** The names of the views that it fills. */
    Set<String> views();

    /** What the view holds at this round's moment; nothing when it has nothing to say of it. */
    Optional<Answer> answer(View view, Moment moment);
}
