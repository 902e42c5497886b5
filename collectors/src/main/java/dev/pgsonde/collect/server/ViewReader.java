package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.catalog.View.ViewColumn;
import dev.pgsonde.collect.text.UserText;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.TextColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the catalogue's columns of a view's answer, and says once when the two do not agree. */
public final class ViewReader {
    private static final Logger log = LoggerFactory.getLogger(ViewReader.class);

    private static final int LONGEST_QUERY = 4000;

    private final Set<String> ours = Set.copyOf(Catalog.standardNames());
    private final Set<String> complained = new HashSet<>();
    private final Set<String> fractions = new HashSet<>();
    private final Set<String> namedByTexts = new HashSet<>();
    private final TextPool texts = new TextPool();

    public List<Column> read(View view, ResultSet answer) throws SQLException {
        return read(view, answer, answer.getMetaData().getColumnCount(), (row, next) -> {});
    }

    /** Reads what is not of the view: columns from {@code next} on. */
    @FunctionalInterface
    interface Rest {
        void read(ResultSet row, int next) throws SQLException;
    }

    /** The first {@code own} columns are the view's, and {@code rest} reads the others of each row. */
    List<Column> read(View view, ResultSet answer, int own, Rest rest) throws SQLException {
        Map<String, ColumnReader> readers = readers(view, answer.getMetaData(), own);
        while (answer.next()) {
            for (ColumnReader reader : readers.values()) {
                reader.read(answer);
            }
            rest.read(answer, own + 1);
        }
        List<Column> read = new ArrayList<>();
        readers.forEach((name, reader) -> read.add(column(view, name, reader)));
        List<Column> columns = SharedArrays.in(read);
        return view.others() == View.Others.LEFT_OUT ? columns : named(view, columns);
    }

    private Column column(View view, String name, ColumnReader reader) {
        if (reader.isFractions()) {
            fractions.add(view.view() + "." + name);
        }
        ColumnKind kind = view.column(name, reader.isNumbers()).orElseThrow().kind();
        Column read = reader.column(name, kind);
        Column column = ImpossibleCells.without(read);
        if (column != read) {
            complain(
                    view,
                    name,
                    "holds numbers below zero or too large for a " + kind.name().toLowerCase(Locale.ROOT)
                            + "; they are unknown (what may fall is a gauge)");
        }
        return column instanceof TextColumn text && !ours.contains(view.view()) ? scrubbed(text) : column;
    }

    /** A user's view may publish what statements say, but never the secrets in them. */
    private static Column scrubbed(TextColumn text) {
        List<String> values = text.values().stream()
                .map(value -> UserText.told(text.name(), value, LONGEST_QUERY))
                .toList();
        return new TextColumn(text.name(), text.kind(), values, text.absent());
    }

    /**
     * Where a view's labels leave two rows with one name, its texts name them too, from then on: whoever defined it for a
     * system in which every text is a label did not need to mark them.
     */
    private List<Column> named(View view, List<Column> columns) {
        if (!namedByTexts.contains(view.view()) && RowNames.areDistinct(columns)) {
            return columns;
        }
        if (namedByTexts.add(view.view())) {
            log.info("view {}: its labels do not tell its rows apart, so its texts are labels too", view.view());
        }
        return columns.stream().map(ViewReader::asLabel).toList();
    }

    private static Column asLabel(Column column) {
        return column instanceof TextColumn text
                ? new TextColumn(text.name(), ColumnKind.LABEL, text.values(), text.absent())
                : column;
    }

    /** In the catalogue's order, and what it does not describe in the order of the answer. */
    private Map<String, ColumnReader> readers(View view, ResultSetMetaData answer, int own) throws SQLException {
        Map<String, ColumnReader> answered = answered(view, answer, own);
        Map<String, ColumnReader> readers = new LinkedHashMap<>();
        for (Map.Entry<String, ViewColumn> described : view.columns().entrySet()) {
            ColumnReader reader = answered.remove(described.getKey());
            if (reader != null) {
                readers.put(described.getKey(), reader);
                continue;
            }
            if (view.others() == View.Others.LEFT_OUT) {
                complain(view, described.getKey(), "is in the catalogue but not answered");
            }
            if (described.getValue().kind() == ColumnKind.LABEL) {
                throw new SQLException("the answer lacks the label " + described.getKey());
            }
        }
        readers.putAll(answered);
        return readers;
    }

    private Map<String, ColumnReader> answered(View view, ResultSetMetaData answer, int own) throws SQLException {
        Map<String, ColumnReader> answered = new LinkedHashMap<>();
        for (int index = 1; index <= own; index++) {
            String name = answer.getColumnLabel(index);
            if (view.column(name).isPresent()) {
                boolean known = fractions.contains(view.view() + "." + name);
                answered.put(name, ColumnReader.of(index, type(view, answer, index), known, texts));
            } else if (view.others() == View.Others.LEFT_OUT) {
                complain(view, name, "is answered but not in the catalogue; it is left out");
            }
        }
        return answered;
    }

    /** The catalogue's own views say in words what is true; where nobody chose, true is 1 and false is 0. */
    private static int type(View view, ResultSetMetaData answer, int index) throws SQLException {
        boolean truth = answer.getColumnTypeName(index).equals("bool");
        return truth && view.others() != View.Others.LEFT_OUT ? Types.BOOLEAN : answer.getColumnType(index);
    }

    private void complain(View view, String column, String what) {
        if (complained.add(view.view() + "." + column)) {
            log.warn("view {}: column {} {}", view.view(), column, what);
        }
    }
}
