package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.Window;

/** Where answers go. */
interface Outlet {
    void window(Window window);

    void alert(Alert alert);

    void judged(Judged judged);

    void marker(Marker marker);

    void load(MemberLoad load);

    /** To the processor that judges, and to no topic. */
    void handOn(ToJudge given);

    /** A window that is published, and judged. */
    default void closed(Window window) {
        window(window);
        handOn(new ToJudge.Row(window));
    }

    /** Something that happened. */
    default void event(Marker marker) {
        marker(marker);
        handOn(new ToJudge.Event(marker));
    }
}
