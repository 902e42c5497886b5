package dev.pgsonde.streams.state;

import dev.pgsonde.streams.delta.Row;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of the views that were seen last: nearly all of them are wanted again in the next round. */
final class RecentRows {
    static final int MOST = 20_000;

    /** The view that was wanted last comes last. */
    private final Map<Place, Map<String, Row>> views = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(String source, String view, String database) {}

    /** Forgets all of them: the store knows them. */
    void clear() {
        views.clear();
    }

    /** Those of one view of one database, to be added to; in return, those that were wanted longest ago go. */
    Map<String, Row> of(String source, String view, String database) {
        Map<String, Row> wanted = views.computeIfAbsent(new Place(source, view, database), any -> new HashMap<>());
        int size = views.values().stream().mapToInt(Map::size).sum();
        for (Iterator<Map<String, Row>> each = views.values().iterator(); size > MOST; ) {
            Map<String, Row> oldest = each.next();
            size -= oldest.size();
            oldest.clear();
            if (oldest != wanted) {
                each.remove();
            }
        }
        return wanted;
    }
}
