package dev.pgsonde.prove.questions;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The last day in PostgreSQL: typed, a column for each number; and as JSON, a table for each view with all of its columns in one
 * value, as pgwatch keeps them. What is kept is the difference over each window: pgwatch keeps counters, and its queries have
 * to subtract first.
 */
record PostgresLoad(Numbers numbers, Scale scale, Connection connection) {
    /** PostgreSQL cuts off longer names. */
    private static final int LONGEST_NAME = 60;

    static String table(Facts facts) {
        return "typed_" + facts.view();
    }

    static String column(Facts facts, String number) {
        return number.length() <= LONGEST_NAME
                ? '"' + number + '"'
                : "c" + facts.numbers().indexOf(number);
    }

    static String jsonTable(String number) {
        return "json_" + number.substring(0, number.indexOf('.'));
    }

    /** A row as it is copied. */
    private interface Writer {
        void write(StringBuilder out, String head, int server, int subject, long window);
    }

    /** Times are written and asked for without a zone. */
    void begin() throws SQLException {
        run("SET TIME ZONE 'UTC'");
    }

    void typed(Facts facts, int to) throws SQLException {
        String table = table(facts);
        String labels = facts.labels().stream()
                .map(label -> ", \"" + label + "\" text NOT NULL")
                .collect(Collectors.joining());
        String columns = facts.numbers().stream()
                .map(number -> ", " + column(facts, number) + " bigint")
                .collect(Collectors.joining());
        run("CREATE TABLE " + table + " (time timestamptz NOT NULL, source text NOT NULL" + labels + columns + ")");
        copy(facts, to, table, (out, head, server, subject, window) -> {
            out.append(head);
            facts.labels(subject).forEach(label -> out.append('\t').append(label));
            for (int place = 0; place < facts.numbers().size(); place++) {
                out.append('\t').append(numbers.of(server, subject, facts.number(place), window));
            }
            out.append('\n');
        });
        run("CREATE INDEX ON " + table + " (source, time)", "VACUUM ANALYZE " + table);
    }

    void json(Facts facts, int to) throws SQLException {
        Map<String, List<String>> byTable = new LinkedHashMap<>();
        facts.numbers().forEach(number -> byTable.computeIfAbsent(jsonTable(number), any -> new ArrayList<>())
                .add(number));
        for (Map.Entry<String, List<String>> entry : byTable.entrySet()) {
            String table = entry.getKey() + (facts.view().equals("server") ? "_of_server" : "");
            run("CREATE TABLE " + table
                    + " (time timestamptz NOT NULL, dbname text NOT NULL, data jsonb NOT NULL, tag_data jsonb)");
            copy(facts, to, table, (out, head, server, subject, window) -> {
                out.append(head).append("\t{");
                String comma = "";
                for (String number : entry.getValue()) {
                    long value = numbers.of(
                            server, subject, facts.number(facts.numbers().indexOf(number)), window);
                    out.append(comma).append('"').append(number.substring(number.indexOf('.') + 1));
                    out.append("\": ").append(value);
                    comma = ", ";
                }
                out.append("}\t").append(tags(facts, subject)).append('\n');
            });
            run("CREATE INDEX ON " + table + " (dbname, time)", "VACUUM ANALYZE " + table);
        }
    }

    private static String tags(Facts facts, int subject) {
        List<String> values = facts.labels(subject);
        List<String> tags = new ArrayList<>();
        for (int n = 0; n < values.size(); n++) {
            tags.add("\"" + facts.labels().get(n) + "\": \"" + values.get(n) + "\"");
        }
        return tags.isEmpty() ? "\\N" : "{" + String.join(", ", tags) + "}";
    }

    private void copy(Facts facts, int to, String table, Writer writer) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        long start = Scale.lastDay().toEpochMilli();
        StringBuilder out = new StringBuilder();
        for (int window = 0; window < scale.windows(); window++) {
            long at = start + window * Scale.WINDOW.toMillis();
            out.setLength(0);
            for (int server = 0; server < to; server++) {
                String head = Instant.ofEpochMilli(at) + "\t" + Scale.server(server);
                for (int row = 0; row < facts.rows(); row++) {
                    int subject = facts.subject(row, WideRows.number(at));
                    writer.write(out, head, server, subject, WideRows.number(at));
                }
            }
            byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
