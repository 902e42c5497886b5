package dev.pgsonde.catalog;

import dev.pgsonde.schema.ColumnKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One question to a server: its SQL for each server version from which it applies, and what each column is. A view
 * without SQL is filled by the agent itself.
 */
public record View(
        String view,
        String about,
        String subject,
        @Nullable Scope scope,
        @Nullable Role role,
        @Nullable Map<Integer, String> sql,
        Map<String, ViewColumn> columns) {
    /** Where a view is asked: once for the server, or in each database. */
    public enum Scope {
        SERVER,
        DATABASE
    }

    /** Which servers can answer. */
    public enum Role {
        ANY,
        PRIMARY,
        STANDBY
    }

    /**
     * What a column is. {@code unit} ends the names of what is derived from it; {@code marks} names the marker that a
     * change of a fact becomes.
     */
    public record ViewColumn(
            ColumnKind kind,
            @Nullable String unit,
            @Nullable String marks) {
        public ViewColumn {
            if ((kind == ColumnKind.FACT) != (marks != null)) {
                throw new IllegalArgumentException("a fact, and only a fact, names the marker of its changes (marks)");
            }
        }
    }

    public View {
        scope = scope == null ? Scope.SERVER : scope;
        role = role == null ? Role.ANY : role;
        sql = sql == null ? Map.of() : Map.copyOf(sql);
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("view " + view + " has no columns");
        }
    }

    @Override
    public Scope scope() {
        return scope == null ? Scope.SERVER : scope;
    }

    @Override
    public Role role() {
        return role == null ? Role.ANY : role;
    }

    @Override
    public Map<Integer, String> sql() {
        return sql == null ? Map.of() : sql;
    }

    /** The newest SQL that a server of {@code major} understands, if it has the view at all. */
    public Optional<String> sqlFor(int major) {
        NavigableMap<Integer, String> byMajor = new TreeMap<>(sql());
        return Optional.ofNullable(byMajor.floorEntry(major)).map(Map.Entry::getValue);
    }
}
