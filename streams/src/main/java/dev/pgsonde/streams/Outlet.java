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
}
