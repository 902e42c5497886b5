package dev.pgsonde.streams;

import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Sums;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole graph: samples and what people say lead to the processor of windows, closed windows from there to the one that
 * judges them. Five topics go out, and one leads from members of a cluster back to it.
 */
final class PgsondeTopology {
    static final String ALERTS = "alerts";
    static final String JUDGED = "judged";
    static final String MARKERS = "markers";
    static final String MEMBERS = "members";
    static final String REJECTS = "rejects";
    /** The processor that judges. */
    static final String JUDGING = "judging";

    static final String WINDOWS = "windows";

    private static final String SAMPLES = "samples";
    private static final String ANNOTATIONS = "annotations";
    private static final String LOADS = "loads";
    private static final String WINDOWING = "windowing";

    private PgsondeTopology() {}

    static Topology build(Formats formats, Judgements judgements, Refusals refusals) {
        Topics topics = formats.topics();
        Topology topology = new Topology();
        read(topology, SAMPLES, topics.samples());
        read(topology, ANNOTATIONS, topics.annotations());
        read(topology, LOADS, topics.members());
        topology.addProcessor(
                WINDOWING, () -> new WindowProcessor(formats, judgements, refusals), SAMPLES, ANNOTATIONS, LOADS);
        topology.addProcessor(JUDGING, () -> new JudgeProcessor(formats, judgements), WINDOWING);
        topology.addStateStore(
                store(Frames.STORE).withCachingDisabled(), // it remembers what is wanted itself
                WINDOWING,
                JUDGING);
        topology.addStateStore(store(Sums.STORE), WINDOWING);
        topology.addStateStore(store(Findings.STORE), JUDGING);
        write(topology, WINDOWS, topics.windows(), WINDOWING);
        write(topology, MEMBERS, topics.members(), WINDOWING);
        write(topology, MARKERS, topics.markers(), WINDOWING, JUDGING);
        write(topology, REJECTS, topics.rejects(), WINDOWING, JUDGING);
        write(topology, ALERTS, topics.alerts(), JUDGING);
        write(topology, JUDGED, topics.judged(), JUDGING);
        return topology;
    }

    private static void read(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                AutoOffsetReset.earliest(), name, new StringDeserializer(), new ByteArrayDeserializer(), topic.name());
    }

    private static void write(Topology topology, String name, Topic<?> topic, String... from) {
        topology.addSink(name, topic.name(), new StringSerializer(), new ByteArraySerializer(), from);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
