package dev.pgsonde.collect.change;

import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What change capture has read of each table since it began; each number only grows. */
final class TableCounts {
    private record Table(String schema, String name) implements Comparable<Table> {
        @Override
        public int compareTo(Table other) {
            int bySchema = schema.compareTo(other.schema);
            return bySchema != 0 ? bySchema : name.compareTo(other.name);
        }
    }

    private record Counts(
            long inserts, long updates, long deletes, long wholeBefores, long beforeBytes, long afterBytes) {
        static Counts of(Change change) {
            return new Counts(
                    change.operation() == Change.Operation.INSERT ? 1 : 0,
                    change.operation() == Change.Operation.UPDATE ? 1 : 0,
                    change.operation() == Change.Operation.DELETE ? 1 : 0,
                    change.wholeBefore() ? 1 : 0,
                    change.beforeBytes() == null ? 0 : change.beforeBytes(),
                    change.afterBytes() == null ? 0 : change.afterBytes());
        }

        Counts plus(Counts more) {
            return new Counts(
                    inserts + more.inserts,
                    updates + more.updates,
                    deletes + more.deletes,
                    wholeBefores + more.wholeBefores,
                    beforeBytes + more.beforeBytes,
                    afterBytes + more.afterBytes);
        }
    }

    private final Map<Table, Counts> tables = new TreeMap<>();

    synchronized void add(Change change) {
        tables.merge(new Table(change.schema(), change.table()), Counts.of(change), Counts::plus);
    }

    /** The columns of the catalogue's view {@code change_capture}. */
    synchronized List<Column> columns(Instant since) {
        long[] began = new long[tables.size()];
        Arrays.fill(began, ChronoUnit.MICROS.between(Instant.EPOCH, since));
        List<String> schemas = tables.keySet().stream().map(Table::schema).toList();
        List<String> names = tables.keySet().stream().map(Table::name).toList();
        return List.of(
                new TextColumn("schema", ColumnKind.LABEL, schemas, new int[0]),
                new TextColumn("table", ColumnKind.LABEL, names, new int[0]),
                new LongColumn("since", ColumnKind.RESET, began, new int[0]),
                counter("inserts", Counts::inserts),
                counter("updates", Counts::updates),
                counter("deletes", Counts::deletes),
                counter("whole_before_images", Counts::wholeBefores),
                counter("before_bytes", Counts::beforeBytes),
                counter("after_bytes", Counts::afterBytes));
    }

    private LongColumn counter(String name, ToLongFunction<Counts> count) {
        long[] values = tables.values().stream().mapToLong(count).toArray();
        return new LongColumn(name, ColumnKind.COUNTER, values, new int[0]);
    }
}
