package dev.pgsonde.streams.state;

import dev.pgsonde.streams.delta.Row;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one view of one database as they were last seen. What is recent is shared: so it is to be used for one sample
 * or window, in which nobody else replaces these rows.
 */
public final class SeenRows {
    private final Table<Row> table;
    private final String source;
    private final String view;
    private final String database;
    private final Map<String, Row> recent;

    SeenRows(Table<Row> table, String source, String view, String database, Map<String, Row> recent) {
        this.table = table;
        this.source = source;
        this.view = view;
        this.database = database;
        this.recent = recent;
    }

    public @Nullable Row row(String subject) {
        Row known = recent.get(subject);
        if (known != null) {
            return known;
        }
        Row row = table.get(key(subject));
        if (row != null) {
            remember(subject, row);
        }
        return row;
    }

    /** Of a view with very many rows only some are recent, or all of them would lie in memory. */
    private void remember(String subject, Row row) {
        if (recent.size() < RecentRows.MOST || recent.containsKey(subject)) {
            recent.put(subject, row);
        }
    }

    public void put(String subject, Row row) {
        table.put(key(subject), row);
        remember(subject, row);
    }

    public void remove(String subject) {
        table.delete(key(subject));
        recent.remove(subject);
    }

    private Bytes key(String subject) {
        return table.key(source, view, database, subject);
    }
}
