package dev.pgsonde.local.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Old days become rows of an hour in a real Druid; ratios stay what they were, and compaction leaves those days alone. */
class CoarseningIT {
    private static final String TABLE = DruidSql.PREFIX + "server";
    private static final Topics TOPICS = Topics.standard();
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HOURS = 3;
    private static final int WINDOWS = (int) Duration.ofHours(HOURS).dividedBy(WINDOW);
    private static final List<String> BOTH = List.of("database.xact_commit", "wal.wal_bytes");

    private final Metric metric =
            Catalog.standard().metric("wal_bytes_per_commit").orElseThrow();
    private final DruidSql sql = new DruidSql(Catalog.standard());
    private final Random random = new Random();
    private final LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(Coarsening.AFTER_DAYS + 6);
    private final LocalDate young = old.plusDays(7);

    @Test
    void ratiosOfOldDaysStayWhatTheyWere() throws Exception {
        Stack.run(
                TestSurroundings.of(new ToldProgress()),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(),
                stack -> {
                    publish(stack);
                    tryIt(new Trial(stack.druid().admin(), stack));
                    return 0;
                });
    }

    private void tryIt(Trial trial) throws SQLException {
        trial.awaitRows(4L * WINDOWS);
        trial.settle();
        Map<String, Long> before = trial.ratios();
        trial.compact();
        assertThat(trial.rows(old)).isEqualTo(2L * WINDOWS);
        assertThat(trial.ratios()).isEqualTo(before);

        Coarsening coarsening = new Coarsening(trial.druid(), new DruidSpecs(Catalog.standard()));
        LocalDate limit = LocalDate.now(ZoneOffset.UTC).minusDays(Coarsening.AFTER_DAYS);
        List<Coarsening.Task> due = coarsening.due(limit);
        assertThat(due).extracting(Coarsening.Task::table, Coarsening.Task::day).containsExactly(tuple(TABLE, old));
        due.forEach(coarsening::submit);

        // the windows of an hour in which one side is missing are a row of their own
        await().atMost(PATIENCE).until(() -> trial.rows(old) == 2L * HOURS * 2);
        await().atMost(PATIENCE).until(() -> coarsening.due(limit).isEmpty() && !coarsening.isAtWork(TABLE));
        assertThat(trial.rows(young)).isEqualTo(2L * WINDOWS);
        assertThat(trial.ratios()).isEqualTo(before);
        trial.compact();
        assertThat(trial.rows(old)).isEqualTo(2L * HOURS * 2);
        assertThat(coarsening.due(limit)).isEmpty();
    }

    /** Two servers, on an old day and on a younger one; in every tenth window of theirs a side of the ratio is unknown. */
    private void publish(Stack stack) throws InterruptedException, ExecutionException {
        WireFormat<Window> format = WireFormat.of(TOPICS.windows(), new SingleObjectFraming(TOPICS));
        Map<String, Object> settings = new HashMap<>(stack.kafka().access().settings());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (LocalDate day : List.of(old, young)) {
                Instant first = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(5, ChronoUnit.HOURS);
                for (int n = 0; n < WINDOWS; n++) {
                    for (String source : List.of("a", "b")) {
                        Window window = window(source, first.plus(WINDOW.multipliedBy(n)), n % 10 == 3);
                        sent.add(producer.send(
                                new ProducerRecord<>(TOPICS.windows().name(), source, format.write(window))));
                    }
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private Window window(String source, Instant start, boolean half) {
        NamedNumbers sums = half
                ? NamedNumbers.of(BOTH.subList(0, 1), random.nextInt(1000))
                : NamedNumbers.of(BOTH, random.nextInt(1000), random.nextInt(1_000_000));
        return new Window(
                "server",
                source,
                start,
                start.plus(WINDOW),
                "1-1-1-primary",
                null,
                "server",
                "server",
                source,
                Map.of(),
                WINDOW.toMillis(),
                3,
                3,
                false,
                null,
                half ? "half" : "both",
                sums,
                NamedNumbers.NONE);
    }

    /** What is asked of Druid. */
    private final class Trial {
        private final DruidAdmin druid;
        private final Stack stack;

        Trial(DruidAdmin druid, Stack stack) {
            this.druid = druid;
            this.stack = stack;
        }

        DruidAdmin druid() {
            return druid;
        }

        void awaitRows(long rows) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SQLException.class) // there is no table before the first row
                    .until(() -> rows(old) + rows(young) == rows);
        }

        /** Segments can be compacted once no task has anything to do with them any more. */
        void settle() {
            druid.post("indexer/v1/supervisor/" + TABLE + "/suspend", "", "to be suspended");
            await().atMost(PATIENCE).until(() -> !isAtWork());
            assertThat(druid.get("coordinator/v1/metadata/datasources/" + TABLE + "/segments"))
                    .hasSize(2 * HOURS);
        }

        private boolean isAtWork() {
            for (JsonNode task : druid.get("indexer/v1/tasks?datasource=" + TABLE)) {
                if (task.path("status").asText().equals("RUNNING")) {
                    return true;
                }
            }
            return false;
        }

        /** As the coordinator does by itself every half hour, until it finds nothing more to do; the newest day is left alone. */
        void compact() {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
                druid.post("coordinator/v1/compaction/compact", "", "to compact");
                JsonNode status = druid.get("coordinator/v1/compaction/status?dataSource=" + TABLE)
                        .at("/latestStatus/0");
                assertThat(status.path("intervalCountCompacted").asInt())
                        .as("%s", status)
                        .isEqualTo(1);
                assertThat(status.path("bytesAwaitingCompaction").asLong(1))
                        .as("%s", status)
                        .isZero();
                assertThat(isAtWork()).isFalse();
            });
        }

        long rows(LocalDate day) throws SQLException {
            Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            String rows = "SELECT COUNT(*) FROM " + TABLE + " WHERE __time >= MILLIS_TO_TIMESTAMP("
                    + from.toEpochMilli() + ") AND __time < MILLIS_TO_TIMESTAMP("
                    + from.plus(1, ChronoUnit.DAYS).toEpochMilli() + ")";
            return numbers(rows).get(0);
        }

        /** Of each server, day and hour, both sides of the ratio. */
        Map<String, Long> ratios() throws SQLException {
            Map<String, Long> all = new HashMap<>();
            for (LocalDate day : List.of(old, young)) {
                for (int hour = 5; hour < 5 + HOURS; hour++) {
                    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(hour, ChronoUnit.HOURS);
                    for (String source : List.of("a", "b")) {
                        String series = sql.series(metric, source, source, from, from.plus(1, ChronoUnit.HOURS));
                        List<Long> sums = numbers("SELECT SUM(numerator), SUM(denominator) FROM (" + series + ")");
                        all.put(source + from + " above", sums.get(0));
                        all.put(source + from + " below", sums.get(1));
                    }
                }
            }
            return all;
        }

        private List<Long> numbers(String query) throws SQLException {
            try (Connection connection = stack.druid().connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                List<Long> numbers = new ArrayList<>();
                assertThat(row.next()).isTrue();
                for (int n = 1; n <= row.getMetaData().getColumnCount(); n++) {
                    numbers.add(row.getLong(n));
                }
                return numbers;
            }
        }
    }
}
