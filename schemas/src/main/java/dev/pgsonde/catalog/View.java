package dev.pgsonde.catalog;

import dev.pgsonde.schema.ColumnKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One question to a server: its SQL for each version from which it applies, and what each column is. A view without SQL
 * is filled by the agent itself, or estimated by the streams.
 *
 * @param grain the table of windows in Druid that its rows belong to
 * @param every the view is asked at most this often; without it, in every round
 * @param timeout the view's own statement timeout
 * @param extension what the database must have for this; the versions of the SQL are then those of the extension (110
 *     is 1.10), and {@code {extension}} in it stands for the schema in which it was created
 * @param others what becomes of columns that are not described here
 * @param searchPath schemas in which names of the SQL are looked for after pg_catalog, as long as nobody but a superuser can
 *     create objects there
 * @param reread how to tell which rows have changed, for a view of which most do not
 * @param trustedSchemas schemas in which names of the SQL are looked for whoever can create objects there
 * @param loses the counter, as {@code view.column}, that grows when rows of this view are dropped that nobody was told of
 */
public record View(
        String view,
        String about,
        String subject,
        @Nullable String grain,
        @Nullable Scope scope,
        @Nullable Role role,
        @Nullable Duration every,
        @Nullable Duration timeout,
        @Nullable String extension,
        @Nullable Map<Integer, String> sql,
        @Nullable Map<String, ViewColumn> columns,
        @Nullable Others others,
        @Nullable List<String> searchPath,
        @Nullable List<String> trustedSchemas,
        @Nullable String loses,
        @Nullable Reread reread) {
    public static final String DATABASE = "database";
    /** The table of views that have none of their own. */
    public static final String OTHER = "other";
    /** The table of what a server did as a whole, which no view belongs to. */
    public static final String SERVER = "server";
    /** What {@code statement_kinds} says of a statement. */
    public static final String KIND = "kind";

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
     * How to tell which rows of a large view have changed; without number and mark none has, as long as the same ones stand.
     *
     * @param number a whole number of each row's own, in SQL over a row {@code q} of the view
     * @param mark a whole number that is another as soon as the row has changed; where it can be asked of a row by its
     *     number alone, an oid, {@code {number}} stands for that, and only the rows that are known are asked for theirs
     * @param standing for each version from which it applies, a question with one answer: as long as that is the same, no row
     *     has gone and none is called otherwise; nor has one come, unless all rows are asked for their marks
     * @param catalogs in place of {@code standing}: the system catalogs that say what rows there are
     * @param committed another such question, whose answer nothing but a commit can change, so that it is asked after one only
     */
    public record Reread(
            @Nullable String number,
            @Nullable String mark,
            @Nullable Map<Integer, String> standing,
            @Nullable List<String> catalogs,
            @Nullable String committed) {
        /** Their own counters, which come late, and of which a standby has none. */
        private static final String COUNTED = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN string_agg(concat_ws(',',"
                + " pg_stat_get_tuples_inserted(c), pg_stat_get_tuples_updated(c), pg_stat_get_tuples_deleted(c)), ' ')"
                + " END FROM unnest('{%s}'::regclass[]) c";

        public Reread {
            standing = standing == null ? null : Map.copyOf(standing);
            catalogs = catalogs == null ? null : List.copyOf(catalogs);
            if ((number == null) != (mark == null)) {
                throw new IllegalArgumentException("reread needs a number and a mark, or neither");
            }
            if ((standing == null) == (catalogs == null)) {
                throw new IllegalArgumentException("reread needs standing or catalogs, and not both");
            }
        }

        /** The question for this version, if there is one. */
        public Optional<String> standingFor(int version) {
            return catalogs != null
                    ? Optional.of(COUNTED.formatted(String.join(",", catalogs)))
                    : newest(Objects.requireNonNull(standing), version);
        }
    }

    /** What becomes of columns that the catalogue does not describe. */
    public enum Others {
        LEFT_OUT,
        /** As pgwatch has it: {@code tag_*} are labels, {@code epoch_ns} is a clock, other numbers count, the rest is read. */
        COUNTED,
        /** The same, but numbers are readings too. */
        READ
    }

    /**
     * What a column is. {@code unit} ends the names of what is derived from it; {@code marks} names the marker that a
     * change of a fact becomes, and {@code parts} the columns that the marker carries, since a remedy is built from them.
     */
    public record ViewColumn(
            ColumnKind kind,
            @Nullable String unit,
            @Nullable String marks,
            @Nullable List<String> parts) {
        public ViewColumn(ColumnKind kind, @Nullable String unit, @Nullable String marks) {
            this(kind, unit, marks, null);
        }

        public ViewColumn {
            parts = parts == null ? List.of() : List.copyOf(parts);
            if ((kind == ColumnKind.FACT) != (marks != null)) {
                throw new IllegalArgumentException("a fact, and only a fact, names the marker of its changes (marks)");
            }
            if (kind != ColumnKind.FACT && !parts.isEmpty()) {
                throw new IllegalArgumentException("only a fact has parts");
            }
        }

        @Override
        public List<String> parts() {
            return parts == null ? List.of() : parts;
        }
    }

    public View {
        grain = grain == null ? OTHER : grain;
        scope = scope == null ? Scope.SERVER : scope;
        role = role == null ? Role.ANY : role;
        sql = sql == null ? Map.of() : Map.copyOf(sql);
        others = others == null ? Others.LEFT_OUT : others;
        searchPath = searchPath == null ? List.of() : List.copyOf(searchPath);
        trustedSchemas = trustedSchemas == null ? List.of() : List.copyOf(trustedSchemas);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns == null ? Map.of() : columns));
        if (grain.equals(SERVER)) {
            throw new IllegalArgumentException("view " + view + " cannot be of the grain " + SERVER);
        }
        if (columns.isEmpty() && others == Others.LEFT_OUT) {
            throw new IllegalArgumentException("view " + view + " has no columns");
        }
        for (ViewColumn column : columns.values()) {
            for (String part : column.parts()) {
                if (!columns.containsKey(part)) {
                    throw new IllegalArgumentException("view " + view + " has no column " + part + " (parts)");
                }
            }
        }
    }

    @Override
    public String grain() {
        return grain == null ? OTHER : grain;
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

    @Override
    public Map<String, ViewColumn> columns() {
        return columns == null ? Map.of() : columns;
    }

    @Override
    public Others others() {
        return others == null ? Others.LEFT_OUT : others;
    }

    @Override
    public List<String> searchPath() {
        return searchPath == null ? List.of() : searchPath;
    }

    @Override
    public List<String> trustedSchemas() {
        return trustedSchemas == null ? List.of() : trustedSchemas;
    }

    /** The same view, with names looked for in these schemas too, whoever can create objects there. */
    View trusting(List<String> schemas) {
        return new View(
                view,
                about,
                subject,
                grain,
                scope,
                role,
                every,
                timeout,
                extension,
                sql,
                columns,
                others,
                searchPath,
                schemas,
                loses,
                reread);
    }

    /**
     * The newest SQL that this version of the server, or of the view's extension, understands, if any does. An empty text
     * says that from its version on there is none.
     */
    public Optional<String> sqlFor(int version) {
        return newest(sql(), version);
    }

    private static Optional<String> newest(Map<Integer, String> sql, int version) {
        NavigableMap<Integer, String> byVersion = new TreeMap<>(sql);
        return Optional.ofNullable(byVersion.floorEntry(version))
                .map(Map.Entry::getValue)
                .filter(text -> !text.isBlank());
    }

    /** What tells its rows apart, in the order of their names; {@code datname} is the database too. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (scope() == Scope.DATABASE) {
            labels.add(DATABASE);
        }
        columns().forEach((name, column) -> {
            if (column.kind() == ColumnKind.LABEL) {
                labels.add(name.equals("datname") ? DATABASE : name);
            }
        });
        return labels;
    }

    /** Whether another view tells this of its rows, as {@code statement_kinds} does of statements. */
    boolean knowsOfRows(String label) {
        return view.equals("statements") && label.equals(KIND);
    }

    /** What the column of this name is when it holds numbers; nothing when it is to be left out. */
    public Optional<ViewColumn> column(String name) {
        return column(name, true);
    }

    /** What the column of this name is, described or not; nothing when it is to be left out. Only numbers count. */
    public Optional<ViewColumn> column(String name, boolean numbers) {
        ViewColumn described = columns().get(name);
        if (described != null || others() == Others.LEFT_OUT || name.equals("epoch_ns")) {
            return Optional.ofNullable(described);
        }
        if (name.startsWith("tag_")) {
            return Optional.of(new ViewColumn(ColumnKind.LABEL, null, null));
        }
        boolean counts = numbers && others() == Others.COUNTED;
        return Optional.of(new ViewColumn(counts ? ColumnKind.COUNTER : ColumnKind.GAUGE, null, null));
    }
}
