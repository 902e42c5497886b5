package dev.pgsonde.prove.questions;

import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.questions.Question.Asked;
import dev.pgsonde.prove.questions.Question.Kind;
import dev.pgsonde.prove.questions.Question.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Asks every question of every store, in turn, and keeps how long each took. */
final class Round {
    private static final double MILLION = 1e6;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.95;

    private final Scale scale;
    private final Random random;
    private final Connection druid;
    private final Connection postgres;
    private final List<Question> questions = Questions.all();
    private final Map<String, List<Double>> millis = new HashMap<>();
    private final List<String> different = new ArrayList<>();
    private long asked;

    Round(Scale scale, Random random, Connection druid, Connection postgres) {
        this.scale = scale;
        this.random = random;
        this.druid = druid;
        this.postgres = postgres;
    }

    void ask() throws SQLException {
        for (Question question : questions) {
            Asked what = what(question);
            List<String> wide = List.of();
            for (Store store : Store.values()) {
                String sql = question.sql().get(store);
                if (sql != null) {
                    List<String> rows = timed(question, store, what.in(store, sql));
                    if (store == Store.WIDE) {
                        wide = rows;
                    }
                    compare(question, store, wide, rows);
                }
            }
        }
    }

    /** Of a fleet the whole day; of a server from a third of it to all of it. */
    private Asked what(Question question) {
        Duration all = Duration.between(Scale.lastDay(), scale.end());
        long hours = Math.max(1, all.toHours());
        long from = question.kind() == Kind.FLEET ? 0 : random.nextLong(Math.max(1, hours * 2 / 3));
        Instant start = Scale.lastDay().plus(Duration.ofHours(from));
        Instant middle = start.plus(Duration.between(start, scale.end()).dividedBy(2));
        String source = Scale.server(random.nextInt(scale.compared()));
        String query = Facts.STATEMENTS.labels(random.nextInt(10)).get(2);
        return new Asked(text(start), text(middle), text(scale.end()), source, query);
    }

    private static String text(Instant at) {
        return at.toString().replace("T", " ").replace("Z", "");
    }

    private List<String> timed(Question question, Store store, String sql) throws SQLException {
        long begun = System.nanoTime();
        List<String> rows = rows(store.isDruid() ? druid : postgres, sql);
        millis.computeIfAbsent(key(question, store), any -> new ArrayList<>())
                .add((System.nanoTime() - begun) / MILLION);
        asked++;
        return rows;
    }

    private static String key(Question question, Store store) {
        return question.name() + ", " + store.name().toLowerCase(Locale.ROOT);
    }

    /** Each as its columns. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                String[] row = new String[columns];
                for (int n = 0; n < columns; n++) {
                    row[n] = result.getString(n + 1);
                }
                rows.add(String.join(" | ", Arrays.asList(row)));
            }
        } catch (SQLException e) {
            throw new SQLException(sql, e);
        }
        return rows;
    }

    private void compare(Question question, Store store, List<String> wide, List<String> rows) {
        List<String> one = wide.stream().sorted().toList();
        List<String> other = rows.stream().sorted().toList();
        if (one.isEmpty() || !one.equals(other)) {
            different.add(key(question, store) + ": " + first(other, one) + ", wide: " + first(one, other));
        }
    }

    private static String first(List<String> of, List<String> butNot) {
        return of.size() + " rows, "
                + of.stream().filter(row -> !butNot.contains(row)).findFirst().orElse("none");
    }

    long asked() {
        return asked;
    }

    List<String> different() {
        return different;
    }

    /** Of the slowest question. */
    double slowest() {
        return questions.stream()
                .mapToDouble(question -> quantile(question, Store.WIDE, NEARLY_ALL))
                .max()
                .orElseThrow();
    }

    /** How many times longer than of wide tables the median is, of the question for which that is least. */
    double least(Store store) {
        return questions.stream()
                .filter(question -> question.sql().containsKey(store))
                .filter(question ->
                        question.kind() == Kind.FLEET || (store == Store.JSON && question.kind() == Kind.TOP))
                .mapToDouble(question -> quantile(question, store, MEDIAN) / quantile(question, Store.WIDE, MEDIAN))
                .min()
                .orElseThrow();
    }

    /** All of them, as they are. */
    List<Figure> times() {
        List<Figure> figures = new ArrayList<>();
        for (Question question : questions) {
            for (Store store : Store.values()) {
                if (question.sql().containsKey(store)) {
                    figures.add(shown(key(question, store) + ", p50", quantile(question, store, MEDIAN)));
                    figures.add(shown(key(question, store) + ", p95", quantile(question, store, NEARLY_ALL)));
                }
            }
        }
        return figures;
    }

    private static Figure shown(String name, double value) {
        return Figure.atLeast(name, value, "ms", 0);
    }

    private double quantile(Question question, Store store, double share) {
        double[] sorted = millis.getOrDefault(key(question, store), List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
