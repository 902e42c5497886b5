package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Window;

/** Where answers go. */
interface Outlet {
    void window(Window window);

    void alert(Alert alert);

    void marker(Marker marker);
}
