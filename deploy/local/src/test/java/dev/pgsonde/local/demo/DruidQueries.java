package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.local.stack.Druid;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether the SQL that we write, and that we tell people to write, gives the numbers that it should. */
final class DruidQueries {
    private static final Path README = Path.of("..", "..", "streams", "README.md");
    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    /** What of a subject's name no query may stumble over; nobody is called that. */
    private static final String NOBODY = "o'brien.\"a.b\".c";

    private final Druid druid;
    private final DruidSql sql = new DruidSql(Catalog.standard());

    DruidQueries(Druid druid) {
        this.druid = druid;
    }

    private record Ratio(long numerator, long denominator) {}

    /** What the alert shows is what its query says of the same windows. */
    void requireSameAs(Alert alert) throws SQLException {
        Map<Instant, Ratio> answer = ask(alert.druidQuery());
        List<Alert.Point> asked = alert.series().stream()
                .filter(point -> answer.containsKey(point.start()))
                .toList();
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(asked).allSatisfy(point -> assertThat(answer.get(point.start()))
                .isEqualTo(new Ratio(point.numerator(), point.denominator())));
    }

    /** Every metric of servers, in every window, has the numbers that were published; where one is unknown, no row. */
    void requireSameAs(List<Window> published, String source) throws SQLException {
        Instant from =
                published.stream().map(Window::start).min(Instant::compareTo).orElseThrow();
        Instant to = published.stream().map(Window::end).max(Instant::compareTo).orElseThrow();
        for (Metric metric : Catalog.standard().metrics()) {
            String query = sql.series(metric, source, metric.isOfServer() ? source : NOBODY, from, to);
            Map<Instant, Ratio> answer = ask(query);
            if (metric.isOfServer() && query.contains("FROM pgsonde_server")) {
                Map<Instant, Ratio> wanted = new HashMap<>();
                published.stream()
                        .filter(window -> window.grain().equals("server")
                                && window.source().equals(source))
                        .forEach(window -> MetricSeries.Ratio.of(metric, window)
                                .ifPresent(ratio ->
                                        wanted.put(window.start(), new Ratio(ratio.numerator(), ratio.denominator()))));
                answer.values().removeIf(ratio -> ratio.denominator() <= 0);
                assertThat(answer).as(query).isEqualTo(wanted);
            }
        }
        for (Rule rule : Catalog.standard().rules()) {
            ask(sql.series(rule, source, NOBODY, from, to));
        }
    }

    /** The queries of the README work as they stand there. */
    void requireThoseOfTheReadme() throws SQLException, IOException {
        List<String> queries = QUERY.matcher(Files.readString(README))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(queries).hasSize(6);
        for (String query : queries) {
            try (Connection connection = druid.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                assertThat(rows.next() || query.contains("vanished")).as(query).isTrue();
            }
        }
    }

    private Map<Instant, Ratio> ask(String query) throws SQLException {
        Map<Instant, Ratio> answer = new HashMap<>();
        try (Connection connection = druid.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT TIMESTAMP_TO_MILLIS(__time), numerator, denominator FROM (" + query + ")")) {
            while (row.next()) {
                answer.put(Instant.ofEpochMilli(row.getLong(1)), new Ratio(row.getLong(2), row.getLong(3)));
            }
        } catch (SQLException e) {
            throw new SQLException(query, e);
        }
        return answer;
    }
}
