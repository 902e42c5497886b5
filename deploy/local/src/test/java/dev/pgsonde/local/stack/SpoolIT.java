package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.collect.config.Size;
import dev.pgsonde.collect.config.SpoolConfig;
import dev.pgsonde.collect.publish.Broker;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker dies and comes back, while an agent goes on writing. */
class SpoolIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SOURCE = "orders";
    private static final int ROUND = 10;
    private static final int RECORD = 20_000;

    private final Topics topics = Topics.standard();
    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Home home = TestSurroundings.of(progress).home();
    private final Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));

    @TempDir
    private Path folder;

    private Kafka kafka;
    private MortalBroker broker;
    private Outbox outbox;
    private long written;

    @BeforeEach
    void startAll() {
        kafka = Kafka.start(at, KafkaAccess.here(at.ports().take("Kafka", 0)), 2);
        broker = new MortalBroker(kafka, at);
        outbox = open("256MB");
    }

    @AfterEach
    void stopAll() {
        outbox.close();
        children.stopAll(Duration.ofSeconds(10));
        data.delete();
    }

    @Test
    void nothingIsLostAndOrderIsKeptWhileTheBrokerIsAwayAndTheAgentStartsAnew() throws IOException {
        write(200);
        await().atMost(PATIENCE).until(() -> outbox.throughput().records() == 200);
        broker.kill();
        write(600); // three times what may be on its way
        assertThat(outbox.throughput().spooledRecords()).isPositive();
        outbox.close();
        broker.comeBack();
        outbox = open("256MB");
        write(200);
        awaitArrival();
        assertThat(outbox.throughput().lostRecords()).isZero();
        assertThatTheyAreAllInOrder(numbers(markers("record")), numbersTo(1000));
        assertThat(markers("gap")).isEmpty();
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatDidNotFitIsToldExactlyWhereItIsMissing() throws IOException {
        outbox.close();
        outbox = open("16MB");
        write(200);
        await().atMost(PATIENCE).until(() -> outbox.throughput().records() == 200);
        broker.kill();
        write(1500); // 30 MB
        long lost = outbox.throughput().lostRecords();
        broker.comeBack();
        awaitArrival();
        List<Marker> all = markers("record", "gap");
        List<Marker> gaps =
                all.stream().filter(marker -> marker.kind().equals("gap")).toList();
        assertThat(gaps).hasSize(1);
        int place = all.indexOf(gaps.get(0));
        long before = number(all.get(place - 1));
        long after = number(all.get(place + 1));
        assertThat(after - before - 1).isEqualTo(lost).isPositive();
        assertThat(gaps.get(0).detail()).startsWith(lost + " records were lost: ");
        assertThat(gaps.get(0).before()).isEqualTo(time(before + 1).toString());
        assertThat(gaps.get(0).after()).isEqualTo(time(after - 1).toString());
        assertThat(after % ROUND).as("a round begins after the gap").isEqualTo(1);
        List<Long> rest = new ArrayList<>(numbersTo(1700));
        rest.removeIf(number -> number > before && number < after);
        assertThatTheyAreAllInOrder(numbers(markers("record")), rest);
    }

    private static void assertThatTheyAreAllInOrder(List<Long> numbers, List<Long> expected) {
        assertThat(expected.stream().filter(number -> !numbers.contains(number)))
                .as("missing")
                .isEmpty();
        assertThat(IntStream.range(1, numbers.size())
                        .filter(n -> numbers.get(n) <= numbers.get(n - 1))
                        .mapToObj(n -> numbers.get(n) + " after " + numbers.get(n - 1)))
                .as("out of order, or repeated")
                .isEmpty();
    }

    private Outbox open(String max) {
        return Outbox.open(
                new Broker(kafka.access().settings()),
                topics,
                new SingleObjectFraming(topics),
                new Outbox.Sender(SOURCE, false),
                new SpoolConfig(folder.resolve("spool"), Size.parse(max)),
                System::nanoTime);
    }

    private void write(int records) {
        for (int n = 0; n < records; n++) {
            written++;
            String detail = written + " " + "x".repeat(RECORD);
            outbox.write(new Marker(SOURCE, time(written), "record", "agent", "", null, null, detail));
            if (written % ROUND == 0) {
                outbox.endOfRound(time(written));
            }
        }
    }

    private void awaitArrival() {
        await().atMost(PATIENCE).until(() -> {
            assertThat(broker.isAlive()).isTrue();
            return outbox.throughput().spooledRecords() == 0;
        });
        await().atMost(PATIENCE).until(() -> markers("record").stream().anyMatch(last -> number(last) == written));
    }

    private static Instant time(long number) {
        return BEGINNING.plusSeconds(number);
    }

    private static List<Long> numbersTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Long> numbers(List<Marker> markers) {
        return markers.stream().map(SpoolIT::number).toList();
    }

    private static long number(Marker marker) {
        String detail = String.valueOf(marker.detail());
        return Long.parseLong(detail.substring(0, detail.indexOf(' ')));
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.walk(folder.resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".segment")).toList();
        }
    }

    /** All of these kinds, as a reader finds them. */
    private List<Marker> markers(String... kinds) throws IOException {
        WireFormat<Observation> format = WireFormat.of(topics.samples(), new SingleObjectFraming(topics));
        List<Marker> markers = new ArrayList<>();
        Map<String, Object> settings = Map.copyOf(kafka.access().settings());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(topics.samples().name())
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                    if (format.read(each.value()) instanceof Marker marker
                            && List.of(kinds).contains(marker.kind())) {
                        markers.add(marker);
                    }
                }
            }
        }
        return markers;
    }
}
