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

/** The whole graph: two topics in, one processor, five topics out, and one that leads from members to their cluster. */
final class PgsondeTopology {
    static final String ALERTS = "alerts";
    static final String JUDGED = "judged";
    static final String MARKERS = "markers";
    static final String MEMBERS = "members";
    static final String REJECTS = "rejects";
    static final String WINDOWS = "windows";

    private static final String SAMPLES = "samples";
    private static final String ANNOTATIONS = "annotations";
    private static final String LOADS = "loads";
    private static final String SOURCE = "source";

    private PgsondeTopology() {}

    static Topology build(Formats formats, Judgements judgements, Refusals refusals) {
        Topics topics = formats.topics();
        Topology topology = new Topology();
        read(topology, SAMPLES, topics.samples());
        read(topology, ANNOTATIONS, topics.annotations());
        read(topology, LOADS, topics.members());
        topology.addProcessor(
                SOURCE, () -> new SourceProcessor(formats, judgements, refusals), SAMPLES, ANNOTATIONS, LOADS);
        topology.addStateStore(store(Frames.STORE).withCachingDisabled(), SOURCE); // it remembers what is wanted itself
        topology.addStateStore(store(Sums.STORE), SOURCE);
        topology.addStateStore(store(Findings.STORE), SOURCE);
        write(topology, WINDOWS, topics.windows());
        write(topology, ALERTS, topics.alerts());
        write(topology, JUDGED, topics.judged());
        write(topology, MARKERS, topics.markers());
        write(topology, MEMBERS, topics.members());
        write(topology, REJECTS, topics.rejects());
        return topology;
    }

    private static void read(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                AutoOffsetReset.earliest(), name, new StringDeserializer(), new ByteArrayDeserializer(), topic.name());
    }

    private static void write(Topology topology, String name, Topic<?> topic) {
        topology.addSink(name, topic.name(), new StringSerializer(), new ByteArraySerializer(), SOURCE);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
