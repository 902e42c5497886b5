package dev.pgsonde.local.stack;

import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of one's own, and instances of the streams upon it. */
public final class StreamsPlace implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String DETECTION = "detection: {baseline: 40, quarantine: 20, warm_up: 20}";

    private final StreamsPlan plan;

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Home home = TestSurroundings.of(progress).home();
    private final Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
    private final Kafka kafka = Kafka.start(at, KafkaAccess.here(at.ports().take("Kafka", 0)), 4);
    private final Pipeline pipeline = Pipeline.at(kafka.access());
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(producing(), new StringSerializer(), new ByteArraySerializer());

    public StreamsPlace() {
        this("");
    }

    /** {@code shape}: more lines of the instances' configuration. */
    public StreamsPlace(String shape) {
        plan = new StreamsPlan(Duration.ofSeconds(30), DETECTION + "\n" + shape);
        kafka.keepEverything();
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public Duration window() {
        return plan.window();
    }

    private Map<String, Object> producing() {
        Map<String, Object> settings = new HashMap<>(kafka.access().settings());
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1); // as Pipeline says
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 200 << 20);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 256L << 20);
        return settings;
    }

    MortalBroker broker() {
        return new MortalBroker(kafka, at);
    }

    public Child start(String instance) {
        return children.start(plan.process(kafka.access(), data, instance).program(at));
    }

    /** One that is started again when it dies. */
    Revived keepUp(String instance) {
        return Revived.start(
                children,
                plan.process(kafka.access(), data, instance).program(at),
                progress,
                error -> progress.say(String.valueOf(error.getMessage())));
    }

    /** Does not wait for the broker to have them. */
    List<Future<?>> send(List<ProducerRecord<String, byte[]>> records) {
        List<Future<?>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        return sent;
    }

    public void sendAndWait(List<ProducerRecord<String, byte[]>> records)
            throws ExecutionException, InterruptedException {
        for (Future<?> sent : send(records)) {
            sent.get();
        }
    }

    /** Each under its source's key, at the time that it has. */
    public void say(List<Saying> said) throws ExecutionException, InterruptedException {
        Topics topics = Topics.standard();
        WireFormat<Saying> format = WireFormat.of(topics.annotations(), new SingleObjectFraming(topics));
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Saying saying : said) {
            records.add(new ProducerRecord<>(
                    topics.annotations().name(),
                    null,
                    saying.at().toEpochMilli(),
                    saying.source(),
                    format.write(saying)));
        }
        sendAndWait(records);
    }

    /** Every record of an alert so far. */
    public List<Alert> alerts() {
        Topics topics = Topics.standard();
        WireFormat<Alert> format = WireFormat.of(topics.alerts(), new SingleObjectFraming(topics));
        List<Alert> alerts = new ArrayList<>();
        try (Scan scan = Scan.of(pipeline, List.of(topics.alerts()))) {
            scan.readTo(scan.ends(), record -> {
                try {
                    alerts.add(format.read(record.value().get()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return alerts;
    }

    public void awaitAnswers() {
        producer.flush();
        try (CaughtUp caughtUp = CaughtUp.of(pipeline, StreamsPlan.GROUP)) {
            caughtUp.await(PATIENCE, () -> {});
        }
    }

    /** What has been committed: the records of each key of each topic, in their order. */
    public Map<String, List<String>> answers() {
        Topics topics = Topics.standard();
        List<Topic<?>> outcome =
                List.of(topics.windows(), topics.alerts(), topics.judged(), topics.markers(), topics.rejects());
        Map<String, List<String>> answers = new TreeMap<>();
        try (Scan scan = Scan.of(pipeline, outcome)) {
            scan.readTo(scan.ends(), record -> answers.computeIfAbsent(
                            record.topic() + " "
                                    + text(
                                            record.key() == null
                                                    ? new byte[0]
                                                    : record.key().get()),
                            any -> new ArrayList<>())
                    .add(record.timestamp() + " "
                            + Arrays.hashCode(record.value().get()) + " "
                            + text(record.value().get())));
        }
        return answers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        children.stopAll(Duration.ofSeconds(5));
        data.delete();
    }
}
