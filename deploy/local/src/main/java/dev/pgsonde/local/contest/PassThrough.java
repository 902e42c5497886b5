package dev.pgsonde.local.contest;

import dev.pgsonde.process.Lifeline;
import java.time.Duration;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Kafka Streams at its least: what comes in goes out, as bytes, or decoded and encoded again. */
public final class PassThrough {
    private static final String IN = "in";
    private static final String SAME = "same";
    private static final String OUT = "out";

    private PassThrough() {}

    /** Arguments: {@code bytes} or {@code avro}, exactly once or not, file of Kafka's client settings, group, state, threads, topic in, topic out. */
    public static void main(String[] args) {
        Lifeline.endWith(System.in);
        Topology topology = args[0].equals("avro") ? ofRows(args[6], args[7]) : ofBytes(args[6], args[7]);
        KafkaStreams streams = new KafkaStreams(
                topology,
                Settings.streams(args[2], args[3], args[4], Integer.parseInt(args[5]), Boolean.parseBoolean(args[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(5)), "stop"));
        streams.start();
    }

    private static Topology ofBytes(String in, String out) {
        return topology(in, out, new ByteArrayDeserializer(), new ByteArraySerializer());
    }

    private static Topology ofRows(String in, String out) {
        RowFormat format = new RowFormat();
        Deserializer<GenericRecord> reader = (topic, bytes) -> format.read(bytes);
        Serializer<GenericRecord> writer = (topic, record) -> format.write(record);
        return topology(in, out, reader, writer);
    }

    private static <V> Topology topology(String in, String out, Deserializer<V> reader, Serializer<V> writer) {
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), IN, new ByteArrayDeserializer(), reader, in)
                .addProcessor(SAME, Same<V>::new, IN)
                .addSink(OUT, out, new ByteArraySerializer(), writer, SAME);
    }

    /** Hands on. */
    private static final class Same<V> extends ContextualProcessor<byte[], V, byte[], V> {
        @Override
        public void process(Record<byte[], V> record) {
            context().forward(record);
        }
    }
}
