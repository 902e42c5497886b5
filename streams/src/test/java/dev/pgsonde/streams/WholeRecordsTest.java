package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.commits;
import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.server;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.RecordFuzz;
import dev.pgsonde.schema.RecordFuzz.Fuzzed;
import dev.pgsonde.schema.RecordLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each record is taken in whole or not at all, however much it is or whatever it says. */
class WholeRecordsTest {
    private static final int EVERY = 10;
    private static final int CALM = 60;
    private static final int ROUNDS = 76;
    private static final int TABLES = 20_000;

    private final Random random = new Random(11);

    @TempDir
    private Path state;

    @Test
    void whateverRecordsOfOthersSayASourcesAnswersAreWhatTheyWere() {
        List<String> calm = answers("calm", pipeline -> {});
        RecordFuzz fuzz = new RecordFuzz(random);
        long[] rejected = new long[1];
        List<String> fuzzed = answers("fuzzed", pipeline -> {
            for (int n = 0; n < 100; n++) {
                Fuzzed record = fuzz.next(random.nextInt(2000) == 0);
                pipeline.takeRaw(record.topic(), record.key(), record.bytes(), record.timestamp());
            }
            rejected[0] += pipeline.rejects().stream()
                    .peek(reject -> assertThat(reject.reason()).doesNotContain("it cannot be taken in ("))
                    .count();
        });

        assertThat(fuzzed).isEqualTo(calm);
        assertThat(calm.stream().filter(answer -> answer.startsWith("pgsonde.alerts")))
                .isNotEmpty();
        assertThat(rejected[0]).isBetween(500L, 100L * ROUNDS - 500);
    }

    /** What the bystander's records came to, as bytes. */
    private List<String> answers(String name, Consumer<Pipeline> beforeEachRound) {
        List<String> answers = new ArrayList<>();
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(EVERY), state.resolve(name))) {
            for (int n = 0; n < ROUNDS; n++) {
                beforeEachRound.accept(pipeline);
                pass(pipeline, n, 1600, 3200);
                for (String topic : List.of("pgsonde.windows", "pgsonde.markers", "pgsonde.judged")) {
                    pipeline.records(topic).stream()
                            .filter(record -> record.key().startsWith(Samples.SOURCE))
                            .forEach(record -> answers.add(topic + text(record)));
                }
                pipeline.records("pgsonde.alerts").stream()
                        .filter(record -> new String(
                                        record.headers().lastHeader("ce_source").value(), StandardCharsets.UTF_8)
                                .contains(Samples.SOURCE))
                        .forEach(record -> answers.add("pgsonde.alerts" + text(record)));
            }
        }
        return answers;
    }

    private static String text(TestRecord<String, byte[]> record) {
        return record.key() + " " + record.timestamp() + " " + Arrays.hashCode(record.value());
    }

    private static void pass(Pipeline pipeline, int n, long before, long since) {
        double second = (double) n * EVERY;
        long commits = 1000L * n;
        long bytes =
                before * 1000 * Math.min(n, CALM) + since * 1000 * Math.max(0, n - CALM) + (n * 37L % 11) * 20_000L;
        pipeline.take(
                due(wal(second, bytes), second, EVERY),
                due(
                        server(
                                "wal",
                                second,
                                counter("wal_records", 5 * commits),
                                counter("wal_bytes", bytes),
                                counter("wal_fpi", 0)),
                        second,
                        EVERY),
                due(commits(second, commits), second, EVERY),
                round(second));
    }

    @Test
    void twentyThousandTablesAreOneAlertThatIsSmallAndNamesHowManyTheyAre() {
        try (Pipeline pipeline = Pipeline.ofWindows(Duration.ofSeconds(EVERY), state)) {
            for (int n = 0; n <= CALM; n++) {
                pass(pipeline, n, 1600, 3200);
            }
            for (int n = 0; n < TABLES; n++) {
                pipeline.take(new Marker(
                        Samples.SOURCE,
                        Samples.at(CALM * EVERY + 1),
                        "replica_identity",
                        "table",
                        "app.public.a_table_with_a_rather_long_name_of_its_own_" + n,
                        "default",
                        "full",
                        null));
            }
            for (int n = CALM + 1; n < ROUNDS; n++) {
                pass(pipeline, n, 1600, 3200);
            }

            List<TestRecord<String, byte[]>> records = pipeline.records("pgsonde.alerts");
            assertThat(records).isNotEmpty();
            assertThat(records)
                    .allSatisfy(record -> assertThat(record.value()).hasSizeLessThan(RecordLimits.LARGEST_ALERT));
            Alert alert = pipeline.decodedAlert(records.get(0).value());
            Cause cause = alert.causes().get(0);
            assertThat(cause.subjects()).hasSize(101).endsWith("and 19900 more");
            assertThat(alert.summary()).contains("20000 tables");
            assertThat(pipeline.rejects()).isEmpty();
        }
    }
}
