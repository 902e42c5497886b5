package dev.pgsonde.local.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgsonde.local.alert.AckCommand;
import dev.pgsonde.local.alert.AlertsCommand;
import dev.pgsonde.local.alert.ExplainCommand;
import dev.pgsonde.local.alert.SilenceCommand;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.DeliverTrial;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people type, against a real Kafka; the streams' part is played by the test. */
final class AlertsIT {
    private static final Topics TOPICS = Topics.standard();

    private static DeliverTrial trial;
    private static Publisher publisher;

    @BeforeAll
    static void start() throws Exception {
        trial = new DeliverTrial();
        publisher = new Publisher(trial.access());
        publisher.put(Publisher.alert("orders", "aa11", 1, AlertStage.FIRING));
        publisher.put(Publisher.alert("orders", "bb22", 1, AlertStage.FIRING));
        publisher.put(Publisher.alert("orders", "bb22", 2, AlertStage.RESOLVED));
    }

    @AfterAll
    static void stop() {
        publisher.close();
        trial.close();
    }

    @Test
    void whatGoesOnIsListedAndWhatIsOverOnDemand() throws IOException {
        assertThat(told(AlertsCommand::new)).contains("aa11").doesNotContain("bb22");
        assertThat(told(AlertsCommand::new, "--state", "resolved"))
                .contains("bb22")
                .doesNotContain("aa11");
        assertThat(told(AlertsCommand::new, "--source", "other*")).isEqualTo("No alert open.\n");
        assertThat(new ObjectMapper()
                        .readTree(told(AlertsCommand::new, "--json"))
                        .path("windows_to_detect")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void anAlertIsExplained() {
        assertThat(told(ExplainCommand::new, "bb")).contains("1 600 -> 3 200", "resolved, transition 2", "SELECT 1");
        assertThat(told(ExplainCommand::new, "zz")).startsWith("no alert zz");
    }

    @Test
    void aSilenceIsSaidListedAndEnded() {
        String said = told(SilenceCommand::new, "--source", "ord*", "--metric", "wal_*", "--for", "2h");
        assertThat(said).contains("source orders, metric wal_*");
        String id = said.substring(0, said.indexOf(' '));

        assertThat(told(SilenceCommand::new, "--list")).contains(id);
        assertThat(told(SilenceCommand::new, "--end", id)).startsWith("ended " + id);
        assertThat(told(SilenceCommand::new, "--list")).doesNotContain(id);
        assertThat(said("orders", Silence.class)).singleElement().satisfies(silence -> assertThat(
                        Duration.between(silence.at(), silence.until()))
                .isCloseTo(Duration.ofHours(2), Duration.ofSeconds(1)));
        assertThat(said("orders", SilenceEnded.class))
                .extracting(SilenceEnded::id)
                .containsExactly(id);
    }

    @Test
    void anAcknowledgementIsSaidAndItsAnswerAwaited() throws ExecutionException, InterruptedException {
        publisher.put(Publisher.alert("crm", "cc33", 1, AlertStage.FIRING));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                () -> told(AckCommand::new, "cc33", "--note", "looking", "--author", "ann"));
        await().until(() -> !said("crm", Acknowledgement.class).isEmpty());
        publisher.put(Publisher.alert("crm", "cc33", 2, AlertStage.ACKNOWLEDGED));

        assertThat(answer.get()).isEqualTo("wal_bytes_per_commit of crm: acknowledged\n");
        assertThat(said("crm", Acknowledgement.class)).singleElement().satisfies(said -> {
            assertThat(said.alert()).isEqualTo("cc33");
            assertThat(said.note()).isEqualTo("looking");
            assertThat(said.author()).isEqualTo("ann");
            assertThat(said.accept()).isFalse();
        });
    }

    @Test
    void anyConsumerReadsThemWithTheSchemaAlone() throws InterruptedException {
        List<String> read = new CopyOnWriteArrayList<>();
        Thread own = new Thread(() -> {
            try {
                AlertsOnYourOwn.read(
                        trial.clientConfig(),
                        TestSurroundings.repository()
                                .resolve("schemas/src/main/avro/alert.avsc")
                                .toFile(),
                        alert -> read.add(alert.get("id") + "-" + alert.get("sequence") + " " + alert.get("stage")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptException e) {
                Thread.currentThread().interrupt(); // the test has seen enough
            }
        });
        own.start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(read).contains("aa11-1 FIRING", "bb22-1 FIRING", "bb22-2 RESOLVED"));
        own.interrupt();
        own.join();
    }

    private static <S extends Saying> List<S> said(String source, Class<S> kind) {
        WireFormat<Saying> format = WireFormat.of(TOPICS.annotations(), new SingleObjectFraming(TOPICS));
        List<S> found = new ArrayList<>();
        try (Scan scan = Scan.of(trial.pipeline(), List.of(TOPICS.annotations()))) {
            scan.readTo(scan.ends(), record -> {
                try {
                    Saying saying = format.read(record.value().get());
                    if (kind.isInstance(saying) && saying.source().equals(source)) {
                        found.add(kind.cast(saying));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return found;
    }

    /** What a command prints, or the one line in which it complains. */
    private static String told(Function<Surroundings, Callable<Integer>> command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings usual = TestSurroundings.of(new ToldProgress());
        Surroundings world = new Surroundings(
                usual.home(),
                Map.of("USER", "tester"),
                usual.progress(),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        StringWriter complaint = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--client-config", trial.clientConfig().toString()));
        new CommandLine(command.apply(world))
                .setErr(new PrintWriter(complaint, true))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().print(e.getMessage());
                    return 1;
                })
                .execute(all.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8) + complaint;
    }
}
