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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads large views again and again, and of each only the rows that have changed since it was read last. */
final class Rereader {
    /** Where more than one row in so many has changed, all of them are read, for so many times. */
    private static final int WORTHWHILE = 4;
    /** All rows are read once in so many times, whatever stands: some changes of names are told late or never. */
    private static final int AT_MOST = 30;

    private static final int AT_MOST_RARELY = 6;

    private final Plans plans;
    private final ViewReader reader;
    private final Consumer<Statement> running;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> unsuited = new HashSet<>();

    /** What a view held, and how often it has been read in parts since; less than never are times to read all. */
    private record Known(
            Rereading questions, MarkedRows rows, @Nullable Standing standing, int times) {}

    Rereader(Plans plans, ViewReader reader, Consumer<Statement> running) {
        this.plans = plans;
        this.reader = reader;
        this.running = running;
    }

    boolean suits(ViewSql question) {
        return question.standing() != null && Plans.fit(question.sql()) && !unsuited.contains(question.sql());
    }

    /** It has failed: the next answer begins anew, and without any trick when it was not for want of time. */
    void forget(ViewSql question, boolean late) throws SQLException {
        if (!suits(question)) {
            return;
        }
        known.remove(question.sql());
        Rereading questions = questions(question);
        for (String asked : questions.asked()) {
            plans.forget(asked);
        }
        if (!late) {
            unsuited.add(question.sql());
        }
    }

    List<Column> read(ViewSql question) throws SQLException {
        Known before = known.get(question.sql());
        Rereading questions = before == null ? questions(question) : before.questions();
        Standing standing = standing(questions, before == null ? null : before.standing());
        if (before == null
                || standing == null
                || !standing.isAs(before.standing())
                || before.times() >= mostTimes(question.view())) {
            return all(question, questions, standing, 0);
        }
        if (before.times() < 0) {
            return all(question, questions, standing, before.times() + 1);
        }
        MarkedRows changed = changed(question.view(), before);
        Optional<MarkedRows> rows = before.rows().with(changed);
        if (rows.isEmpty()) {
            return all(question, questions, standing, 0);
        }
        boolean many = changed.numbers().length * WORTHWHILE > rows.get().numbers().length;
        int times = many ? -WORTHWHILE : before.times() + 1;
        known.put(question.sql(), new Known(questions, rows.get(), standing, times));
        return rows.get().columns();
    }

    private static int mostTimes(View view) {
        return view.every() == null ? AT_MOST : AT_MOST_RARELY;
    }

    private static Rereading questions(ViewSql question) {
        View.Reread reread = question.view().reread();
        if (reread == null || question.standing() == null) {
            throw new IllegalArgumentException(question.view().view() + " is read whole");
        }
        return Rereading.of(reread, question.sql(), question.standing());
    }

    private @Nullable Standing standing(Rereading questions, @Nullable Standing before) throws SQLException {
        String told = answer(questions.standing());
        if (told == null || questions.committed() == null) {
            return told == null ? null : new Standing(told, null, null);
        }
        String snapshot = answer(Standing.SNAPSHOT);
        if (before != null && Objects.equals(snapshot, before.snapshot())) {
            return new Standing(told, snapshot, before.committed());
        }
        return new Standing(told, snapshot, answer(questions.committed()));
    }

    private @Nullable String answer(String question) throws SQLException {
        PreparedStatement asked = plans.of(question);
        running.accept(asked);
        try (ResultSet answer = asked.executeQuery()) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    private List<Column> all(ViewSql question, Rereading questions, @Nullable Standing standing, int times)
            throws SQLException {
        MarkedRows rows = rows(question.view(), plans.of(questions.all()));
        if (rows.areDistinct()) {
            known.put(question.sql(), new Known(questions, rows, standing, times));
        } else {
            known.remove(question.sql());
            unsuited.add(question.sql());
        }
        return rows.columns();
    }

    private MarkedRows changed(View view, Known before) throws SQLException {
        String changed = before.questions().changed();
        if (changed == null) {
            return MarkedRows.NONE;
        }
        PreparedStatement asked = plans.of(changed);
        asked.setObject(1, before.rows().numbers());
        asked.setObject(2, before.rows().marks());
        return rows(view, asked);
    }

    private MarkedRows rows(View view, PreparedStatement asked) throws SQLException {
        running.accept(asked);
        Own own = new Own();
        try (ResultSet answer = asked.executeQuery()) {
            List<Column> columns =
                    reader.read(view, answer, answer.getMetaData().getColumnCount() - Rereading.OWN, own::read);
            return own.rows(columns);
        }
    }

    /** The two columns that are no part of the view. */
    private static final class Own {
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
