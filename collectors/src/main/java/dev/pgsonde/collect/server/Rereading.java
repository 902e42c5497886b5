package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The questions that find out which rows of a view have changed, made of the view's own: a row's number and mark are
 * hashes and sums of its columns. What a row holds costs the server more to send than to look up, so that asking for two
 * numbers of each row, and then for the rows that differ, is far cheaper where most stand still.
 *
 * @param all every row, with its number and mark at the end
 * @param marks number and mark of every row, and its key
 * @param some as {@code all}, of the rows whose key is in the parameter: at least those that are wanted
 * @param keyed whether a row's key is another than its number
 */
record Rereading(String all, String marks, String some, boolean keyed) {
    /** How many columns stand behind the view's own. */
    static final int OWN = 2;

    private static final Set<String> WHOLE = Set.of("int2", "int4", "int8", "oid");

    /** A column of the view: what the server calls its type, and where it stands. */
    private record Field(String name, String type, int index) {
        boolean isWhole() {
            return WHOLE.contains(type);
        }

        String sql() {
            return "q.\"" + name.replace("\"", "\"\"") + '"';
        }

        String hash() {
            return isWhole()
                    ? "coalesce(hashint8extended(%s::bigint, %d), 0)".formatted(sql(), index)
                    : "coalesce(hashtextextended(%s::text, %d), 0)".formatted(sql(), index);
        }

        /** Weighed, so that two readings that move against each other still move the sum. */
        String term() {
            String value = isWhole() ? "coalesce(%s::bigint, 0)" : "coalesce(hashtext(%s::text)::bigint, 0)";
            return (2 * index + 1) + " * " + value.formatted(sql());
        }
    }

    /** Nothing for a view whose rows no whole number leads to. */
    static Optional<Rereading> of(View.Reread reread, String sql, ResultSetMetaData answer) throws SQLException {
        List<Field> fields = new ArrayList<>();
        for (int index = 1; index <= answer.getColumnCount(); index++) {
            fields.add(new Field(answer.getColumnLabel(index), answer.getColumnTypeName(index), index));
        }
        List<Field> naming = fields.stream()
                .filter(field -> reread.row().contains(field.name()))
                .toList();
        Optional<Field> leading = naming.stream().filter(Field::isWhole).findFirst();
        if (leading.isEmpty() || naming.size() < reread.row().size()) {
            return Optional.empty();
        }
        Field key = leading.get();
        String number = naming.size() == 1
                ? key.sql() + "::bigint"
                : naming.stream().map(Field::hash).collect(Collectors.joining(" # "));
        String mark = fields.stream()
                .filter(field -> reread.when().isEmpty()
                        ? !naming.contains(field)
                        : reread.when().contains(field.name()))
                .map(Field::term)
                .collect(Collectors.joining(" + "));
        String from = " FROM (" + sql + ") q";
        String own = number + " AS pgsonde_number, " + mark + " AS pgsonde_mark";
        String leads = key.sql() + "::bigint AS pgsonde_key";
        return Optional.of(new Rereading(
                "SELECT q.*, " + own + from,
                "SELECT " + own + (naming.size() == 1 ? "" : ", " + leads) + from,
                "SELECT q.*, " + own + from + " WHERE " + chosen(key),
                naming.size() > 1));
    }

    /** Of a table of the system there is an index by its oid. */
    private static String chosen(Field key) {
        return key.type().equals("oid")
                ? key.sql() + " = ANY (?::bigint[]::oid[])"
                : key.sql() + " IN (SELECT unnest(?::bigint[]))";
    }
}
