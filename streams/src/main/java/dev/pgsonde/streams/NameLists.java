package dev.pgsonde.streams;

import dev.pgsonde.schema.NameList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of names, each made once: most rows of a view know the same columns. */
final class NameLists {
    private static final int MOST = 10_000;

    private final Map<List<String>, NameList> lists = new HashMap<>();

    NameList of(List<String> names) {
        NameList known = lists.get(names);
        if (known == null) {
            known = NameList.of(names);
            if (lists.size() >= MOST) {
                lists.clear();
            }
            lists.put(known.names(), known);
        }
        return known;
    }
}
