package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.MarkedRows;
import dev.pgsonde.schema.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads large views again and again, and of each only the rows that have changed since it was read last. */
final class Rereader {
    /** Where more than one row in so many has changed, all of them are read, for so many rounds. */
    private static final int WORTHWHILE = 4;

    private final Plans plans;
    private final ViewReader reader;
    private final Consumer<Statement> running;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> unsuited = new HashSet<>();

    /** What a view held; {@code wholeRounds} are to come in which all of it is read. */
    private record Known(Rereading questions, MarkedRows rows, int wholeRounds) {
        Known with(MarkedRows now, int rounds) {
            return new Known(questions, now, rounds);
        }
    }

    Rereader(Plans plans, ViewReader reader, Consumer<Statement> running) {
        this.plans = plans;
        this.reader = reader;
        this.running = running;
    }

    boolean suits(View view, String sql) {
        return view.reread() != null && !unsuited.contains(sql);
    }

    /** It has failed: the next answer begins anew, and without any trick when it was not for want of time. */
    void forget(String sql, boolean late) throws SQLException {
        Known failed = known.remove(sql);
        if (failed != null) {
            plans.forget(failed.questions().all());
            plans.forget(failed.questions().marks());
            plans.forget(failed.questions().some());
            if (!late) {
                unsuited.add(sql);
            }
        }
    }

    List<Column> read(View view, String sql) throws SQLException {
        Known before = known.get(sql);
        if (before == null) {
            return first(view, sql);
        }
        if (before.wholeRounds() > 0) {
            return all(view, sql, before, before.wholeRounds() - 1);
        }
        Now now = marks(before.questions());
        int[] outdated = before.rows().outdated(now.rows());
        if (outdated.length * WORTHWHILE > now.keys().length) {
            return all(view, sql, before, WORTHWHILE);
        }
        if (outdated.length == 0 && now.keys().length == before.rows().numbers().length) {
            return before.rows().columns();
        }
        long[] keys = Arrays.stream(outdated).mapToLong(row -> now.keys()[row]).toArray();
        Optional<MarkedRows> merged = before.rows().with(now.rows(), some(view, before.questions(), keys));
        if (merged.isEmpty()) {
            return all(view, sql, before, 0);
        }
        known.put(sql, before.with(merged.get(), 0));
        return merged.get().columns();
    }

    private List<Column> first(View view, String sql) throws SQLException {
        PreparedStatement plain = plans.of(sql);
        Optional<Rereading> questions =
                view.reread() == null ? Optional.empty() : Rereading.of(view.reread(), sql, plain.getMetaData());
        if (questions.isEmpty()) {
            unsuited.add(sql);
            running.accept(plain);
            try (ResultSet answer = plain.executeQuery()) {
                return reader.read(view, answer);
            }
        }
        plans.forget(sql);
        return all(view, sql, new Known(questions.get(), new MarkedRows(new long[0], new long[0], List.of()), 0), 0);
    }

    private List<Column> all(View view, String sql, Known before, int wholeRounds) throws SQLException {
        MarkedRows rows = rows(view, plans.of(before.questions().all()));
        if (rows.areDistinct()) {
            known.put(sql, before.with(rows, wholeRounds));
        } else {
            known.remove(sql);
            unsuited.add(sql);
        }
        return rows.columns();
    }

    /** The key leads to other rows too, which do no harm. */
    private MarkedRows some(View view, Rereading questions, long[] keys) throws SQLException {
        PreparedStatement question = plans.of(questions.some());
        question.setObject(1, keys);
        return rows(view, question);
    }

    private MarkedRows rows(View view, PreparedStatement question) throws SQLException {
        running.accept(question);
        Own own = new Own();
        try (ResultSet answer = question.executeQuery()) {
            List<Column> columns =
                    reader.read(view, answer, answer.getMetaData().getColumnCount() - Rereading.OWN, own::read);
            return own.rows(columns);
        }
    }

    private Now marks(Rereading questions) throws SQLException {
        PreparedStatement question = plans.of(questions.marks());
        running.accept(question);
        Own own = new Own();
        Own keys = new Own();
        try (ResultSet answer = question.executeQuery()) {
            while (answer.next()) {
                own.read(answer, 1);
                if (questions.keyed()) {
                    keys.read(answer, 2);
                }
            }
            MarkedRows rows = own.rows(List.of());
            return new Now(rows, questions.keyed() ? keys.rows(List.of()).marks() : rows.numbers());
        }
    }

    /** How the rows are marked now, and what leads to each. */
    @SuppressWarnings("ArrayRecordComponent") // as in MarkedRows
    private record Now(MarkedRows rows, long[] keys) {}

    /** The two columns that are no part of the view. */
    static final class Own {
        private long[] numbers = new long[64];
        private long[] marks = new long[64];
        private int count;

        void read(ResultSet row, int first) throws SQLException {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
                marks = Arrays.copyOf(marks, 2 * count);
            }
            numbers[count] = row.getLong(first);
            marks[count++] = row.getLong(first + 1);
        }

        MarkedRows rows(List<Column> columns) {
            return new MarkedRows(Arrays.copyOf(numbers, count), Arrays.copyOf(marks, count), columns);
        }
    }
}
