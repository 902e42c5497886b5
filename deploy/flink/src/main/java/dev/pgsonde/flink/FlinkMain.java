package dev.pgsonde.flink;

import dev.pgsonde.process.Lifeline;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job on a cluster within this JVM, at-least-once, until it is killed. */
public final class FlinkMain {
    /** What has been read is committed then, and a copy of the state made. */
    private static final String CHECKPOINT_EVERY = "1 s";

    private FlinkMain() {}

    /** Arguments: {@code hashmap} or {@code rocksdb}, file of Kafka's client settings, group, directory, threads, topic out. */
    public static void main(String[] args) throws Exception {
        Lifeline.endWith(System.in);
        Properties client = client(Path.of(args[1]));
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(
                Integer.parseInt(args[4]), configuration(args[0], args[3]));
        flink.getConfig().enableObjectReuse();
        flink.fromSource(source(client, args[2]), watermarks(), "samples")
                .keyBy(RowRead::key, Types.STRING)
                .process(new Windowing())
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .sinkTo(sink(client, args[5]));
        flink.execute();
    }

    private static Properties client(Path file) throws IOException {
        Properties client = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            client.load(in);
        }
        return client;
    }

    private static Configuration configuration(String backend, String directory) {
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.type", backend);
        configuration.setString("execution.checkpointing.interval", CHECKPOINT_EVERY);
        configuration.setString("execution.checkpointing.mode", "AT_LEAST_ONCE");
        configuration.setString("execution.checkpointing.storage", "filesystem");
        configuration.setString("execution.checkpointing.dir", "file://" + directory + "/checkpoints");
        configuration.setString("execution.checkpointing.incremental", "true");
        configuration.setString("io.tmp.dirs", directory);
        return configuration;
    }

    private static KafkaSource<RowRead> source(Properties client, String group) {
        return KafkaSource.<RowRead>builder()
                .setProperties(client)
                .setGroupId(group)
                .setTopics(Topics.standard().samples().name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new FrameReader())
                .build();
    }

    private static WatermarkStrategy<RowRead> watermarks() {
        return WatermarkStrategy.<RowRead>forMonotonousTimestamps().withTimestampAssigner((row, at) -> row.tick);
    }

    private static KafkaSink<byte[]> sink(Properties client, String topic) {
        Properties producer = new Properties();
        producer.putAll(client);
        producer.put("compression.type", "lz4");
        producer.put("linger.ms", "5");
        producer.put("batch.size", String.valueOf(128 << 10));
        return KafkaSink.<byte[]>builder()
                .setBootstrapServers(client.getProperty("bootstrap.servers"))
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(KafkaRecordSerializationSchema.<byte[]>builder()
                        .setTopic(topic)
                        .setValueSerializationSchema(new AsItIs())
                        .build())
                .build();
    }

    /** Flink asks for the type of a schema, which a lambda does not tell. */
    private static final class AsItIs implements SerializationSchema<byte[]> {
        @Override
        public byte[] serialize(byte[] bytes) {
            return bytes;
        }
    }
}
