package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.catalog.View.ViewColumn;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the catalogue's columns of a view's answer, and says once when the two do not agree. */
final class ViewReader {
    private static final Logger log = LoggerFactory.getLogger(ViewReader.class);

    private final Set<String> complained = new HashSet<>();

    List<Column> read(View view, ResultSet answer) throws SQLException {
        Map<String, ColumnReader> readers = readers(view, answer.getMetaData());
        while (answer.next()) {
            for (ColumnReader reader : readers.values()) {
                reader.read(answer);
            }
        }
        List<Column> columns = new ArrayList<>();
        readers.forEach((name, reader) ->
                columns.add(reader.column(name, view.column(name).orElseThrow().kind())));
        return columns;
    }

    /** In the catalogue's order, and what it does not describe in the order of the answer. */
    private Map<String, ColumnReader> readers(View view, ResultSetMetaData answer) throws SQLException {
        Map<String, ColumnReader> answered = new LinkedHashMap<>();
        for (int index = 1; index <= answer.getColumnCount(); index++) {
            String name = answer.getColumnLabel(index);
            if (view.column(name).isPresent()) {
                answered.put(name, ColumnReader.of(index, answer.getColumnType(index)));
            } else if (view.others() == View.Others.LEFT_OUT) {
                complain(view, name, "is answered but not in the catalogue; it is left out");
            }
        }
        Map<String, ColumnReader> readers = new LinkedHashMap<>();
        for (Map.Entry<String, ViewColumn> described : view.columns().entrySet()) {
            ColumnReader reader = answered.remove(described.getKey());
            if (reader != null) {
                readers.put(described.getKey(), reader);
                continue;
            }
            complain(view, described.getKey(), "is in the catalogue but not answered");
            if (described.getValue().kind() == ColumnKind.LABEL) {
                throw new SQLException("the answer lacks the label " + described.getKey());
            }
        }
        readers.putAll(answered);
        return readers;
    }

    private void complain(View view, String column, String what) {
        if (complained.add(view.view() + "." + column)) {
            log.warn("view {}: column {} {}", view.view(), column, what);
        }
    }
}
