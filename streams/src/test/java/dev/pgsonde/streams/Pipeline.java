package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.window.Tumbling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology without a broker: records in, records out. */
final class Pipeline implements AutoCloseable {
    static final Topics TOPICS = Topics.standard();

    private final Formats formats = Formats.of(TOPICS, new SingleObjectFraming(TOPICS));
    private final Refusals refusals = new Refusals();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> samples;
    private final TestInputTopic<String, byte[]> annotations;
    private long samplesTaken;

    private Pipeline(Duration window, Path state) {
        Judgements judgements = new Judgements(new Tumbling(window), Catalog.standard(), Tuning.STANDARD);
        Properties properties = new StreamsSettings(
                        null,
                        null,
                        Map.of("bootstrap.servers", "unused:1"),
                        null,
                        state.toString(),
                        null,
                        null,
                        null,
                        null)
                .properties();
        driver = new TopologyTestDriver(PgsondeTopology.build(formats, judgements, refusals), properties);
        samples = driver.createInputTopic(TOPICS.samples().name(), new StringSerializer(), new ByteArraySerializer());
        annotations =
                driver.createInputTopic(TOPICS.annotations().name(), new StringSerializer(), new ByteArraySerializer());
    }

    static Pipeline ofWindows(Duration window, Path state) {
        return new Pipeline(window, state);
    }

    Pipeline take(Observation... observations) {
        WireFormat<Observation> format = formats.samples();
        for (Observation observation : observations) {
            samples.pipeInput(observation.source(), format.write(observation), observation.at());
            samplesTaken++;
        }
        return this;
    }

    /** How many were given one after the other. */
    long samplesTaken() {
        return samplesTaken;
    }

    /** As a replay does it. */
    void takeAfter(long samplesBefore, Saying saying) {
        TestRecord<String, byte[]> record =
                new TestRecord<>(saying.source(), formats.annotations().write(saying), saying.at());
        record.headers().add(Marker.AFTER_SAMPLES, String.valueOf(samplesBefore).getBytes(StandardCharsets.UTF_8));
        annotations.pipeInput(record);
    }

    /** The bytes that were not read yet. */
    List<byte[]> bytes(Topic<?> topic) {
        return records(topic.name()).stream().map(TestRecord::value).toList();
    }

    Pipeline take(Saying saying) {
        annotations.pipeInput(saying.source(), formats.annotations().write(saying), saying.at());
        return this;
    }

    Pipeline takeAt(Instant timestamp, Observation observation) {
        samples.pipeInput(observation.source(), formats.samples().write(observation), timestamp);
        return this;
    }

    Pipeline takeRaw(String key, byte @Nullable [] value) {
        samples.pipeInput(key, value);
        return this;
    }

    Pipeline takeRaw(String topic, @Nullable String key, byte[] value, long timestamp) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value, timestamp);
        return this;
    }

    /** What came to a topic, as it lies in Kafka. */
    List<TestRecord<String, byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    Alert decodedAlert(byte[] bytes) {
        return read(WireFormat.of(TOPICS.alerts(), formats.framing()), bytes);
    }

    /** Column by column; a record can be read once. */
    List<WindowColumn> windows() {
        return WindowColumn.of(records());
    }

    List<Window> records() {
        return read(TOPICS.windows());
    }

    List<Alert> alerts() {
        return read(TOPICS.alerts());
    }

    /** As they lie in Kafka: key, headers, value, time. */
    List<TestRecord<String, byte[]>> alertRecords() {
        return driver.createOutputTopic(TOPICS.alerts().name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<Judged> judged() {
        return read(TOPICS.judged());
    }

    List<Marker> markers() {
        return read(TOPICS.markers());
    }

    List<Reject> rejects() {
        return read(TOPICS.rejects());
    }

    private <V> List<V> read(Topic<V> topic) {
        WireFormat<V> format = WireFormat.of(topic, formats.framing());
        return driver
                .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(bytes -> read(format, bytes))
                .toList();
    }

    private static <V> V read(WireFormat<V> format, byte[] bytes) {
        try {
            return format.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
