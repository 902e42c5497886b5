package dev.pgsonde.local.contest;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Publishes rounds of a small server at a calm rate, each of which ends a window, and notes how long after its last record
 * that record itself could be read, and how long after it the first record of its window could, committed.
 */
public final class Pulse {
    private static final int STATEMENTS = 20;
    private static final int LEAST_PAUSE_MS = 150;
    private static final int MOST_PAUSE_MS = 350;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topics topics = Topics.standard();
    private final SingleObjectFraming framing = new SingleObjectFraming(topics);
    private final WireFormat<Observation> samples = WireFormat.of(topics.samples(), framing);
    private final WireFormat<Window> windows = WireFormat.of(topics.windows(), framing);
    private final Map<Instant, Long> sent = new ConcurrentHashMap<>();
    private final Map<Instant, Long> direct = new ConcurrentHashMap<>();
    private final Map<Instant, Long> answered = new ConcurrentHashMap<>();
    private final String clientConfig;

    private Pulse(String clientConfig) {
        this.clientConfig = clientConfig;
    }

    /** Arguments: broker, rounds that do not count, rounds that do, a file of lines: direct ms, answered ms. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Lifeline.endWith(System.in);
        List<String> lines = new Pulse(args[0]).run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Files.write(Path.of(args[3]), lines);
        System.exit(0); // two threads still read
    }

    private List<String> run(int warm, int counted) throws InterruptedException {
        read(topics.samples(), this::takeSample);
        read(topics.windows(), this::takeWindow);
        List<Instant> ticks = new ArrayList<>();
        Random pauses = new Random(1);
        PretendServer server = new PretendServer("pulse", STATEMENTS, 1);
        Map<String, Object> settings = Settings.producer(clientConfig);
        settings.put("linger.ms", 0);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < warm + counted; n++) {
                ticks.add(send(server.nextRound(), producer));
                pause(LEAST_PAUSE_MS + pauses.nextInt(MOST_PAUSE_MS - LEAST_PAUSE_MS));
            }
            awaitAnswer(ticks.get(ticks.size() - 1));
        }
        return ticks.subList(warm, ticks.size()).stream().map(this::line).toList();
    }

    private Instant send(List<Observation> round, KafkaProducer<String, byte[]> producer) {
        Instant tick = Instant.EPOCH;
        for (Observation observation : round) {
            if (observation instanceof Round end) {
                tick = Objects.requireNonNull(end.tick());
                sent.put(tick, System.nanoTime());
            }
            var unused = producer.send(new ProducerRecord<>(
                    topics.samples().name(),
                    null,
                    observation.at().toEpochMilli(),
                    observation.source(),
                    samples.write(observation)));
        }
        return tick;
    }

    private void awaitAnswer(Instant last) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answered.containsKey(last) && System.nanoTime() < end) {
            pause(LEAST_PAUSE_MS);
        }
    }

    private static void pause(int ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** What was never answered has no number, and whoever reads the lines sees it. */
    private String line(Instant tick) {
        return ms(direct, tick) + " " + ms(answered, tick);
    }

    private double ms(Map<Instant, Long> seen, Instant tick) {
        Long from = sent.get(tick);
        Long to = seen.get(tick);
        return from == null || to == null ? Double.NaN : (to - from) / 1e6;
    }

    private interface Taker {
        void take(byte[] bytes) throws IOException;
    }

    private void read(Topic<?> topic, Taker taker) {
        Thread thread = new Thread(() -> readAll(topic, taker), "read-" + topic.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll(Topic<?> topic, Taker taker) {
        try (Scan scan = Scan.of(Pipeline.at(Path.of(clientConfig)), List.of(topic))) {
            while (true) {
                scan.readSome(record -> take(record.value(), taker));
            }
        }
    }

    private static void take(Bytes value, Taker taker) {
        try {
            taker.take(value.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeSample(byte[] bytes) throws IOException {
        long now = System.nanoTime();
        if (samples.read(bytes) instanceof Round round) {
            direct.putIfAbsent(Objects.requireNonNull(round.tick()), now);
        }
    }

    private void takeWindow(byte[] bytes) throws IOException {
        long now = System.nanoTime();
        answered.putIfAbsent(windows.read(bytes).end(), now);
    }
}
