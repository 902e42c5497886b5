package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.window.Tumbling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The half of the topology that judges, without a broker: windows and markers that were published go in, alerts and effects come out. */
public final class JudgedAgain implements AutoCloseable {
    private static final Topics TOPICS = Topics.standard();
    private static final String WINDOWS = "again.windows";
    private static final String MARKERS = "again.markers";
    private static final String READING = "reading";

    private final Formats formats = Formats.of(TOPICS, new SingleObjectFraming(TOPICS));
    private final WireFormat<Window> windows = WireFormat.of(TOPICS.windows(), formats.framing());
    private final WireFormat<Marker> markers = WireFormat.of(TOPICS.markers(), formats.framing());
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> ofWindows;
    private final TestInputTopic<String, byte[]> ofMarkers;

    public JudgedAgain(Duration window, Path state) {
        Judgements judgements = new Judgements(new Tumbling(window), Catalog.standard(), Tuning.STANDARD);
        Topology topology = new Topology();
        topology.addSource(READING, new StringDeserializer(), new ByteArrayDeserializer(), WINDOWS, MARKERS);
        topology.addProcessor("handing", Handing::new, READING);
        topology.addProcessor(PgsondeTopology.JUDGING, () -> new JudgeProcessor(formats, judgements), "handing");
        topology.addStateStore(store(Frames.STORE), PgsondeTopology.JUDGING);
        topology.addStateStore(store(Findings.STORE), PgsondeTopology.JUDGING);
        write(topology, PgsondeTopology.MARKERS, TOPICS.markers());
        write(topology, PgsondeTopology.REJECTS, TOPICS.rejects());
        write(topology, PgsondeTopology.ALERTS, TOPICS.alerts());
        write(topology, PgsondeTopology.EFFECTS, TOPICS.effects());
        write(topology, PgsondeTopology.JUDGED, TOPICS.judged());
        driver = new TopologyTestDriver(
                topology,
                new StreamsSettings(
                                null,
                                null,
                                Map.of("bootstrap.servers", "unused:1"),
                                null,
                                state.toString(),
                                null,
                                null,
                                null,
                                null)
                        .properties());
        ofWindows = driver.createInputTopic(WINDOWS, new StringSerializer(), new ByteArraySerializer());
        ofMarkers = driver.createInputTopic(MARKERS, new StringSerializer(), new ByteArraySerializer());
    }

    private static void write(Topology topology, String name, Topic<?> topic) {
        topology.addSink(
                name, topic.name(), new StringSerializer(), new ByteArraySerializer(), PgsondeTopology.JUDGING);
    }

    private static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    /** Hands on what was published as it was handed on before. */
    private final class Handing extends ContextualProcessor<String, byte[], String, ToJudge> {
        @Override
        public void process(Record<String, byte[]> record) {
            boolean isWindow = context().recordMetadata().orElseThrow().topic().equals(WINDOWS);
            try {
                context()
                        .forward(record.withValue(
                                isWindow
                                        ? new ToJudge.Row(windows.read(record.value()))
                                        : new ToJudge.Event(markers.read(record.value()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public void take(Marker marker) {
        ofMarkers.pipeInput(marker.source(), markers.write(marker), marker.at());
    }

    /** All of one window. */
    public void take(List<Window> all) {
        all.stream().filter(window -> !isServer(window)).forEach(this::take);
        all.stream().filter(JudgedAgain::isServer).forEach(this::take);
    }

    private void take(Window window) {
        ofWindows.pipeInput(window.source(), windows.write(window), window.end());
    }

    private static boolean isServer(Window window) {
        return window.view().equals(View.SERVER);
    }

    public List<Alert> alerts() {
        return read(TOPICS.alerts());
    }

    public List<Effect> effects() {
        return read(TOPICS.effects());
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
