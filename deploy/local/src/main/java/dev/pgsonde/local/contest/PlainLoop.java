package dev.pgsonde.local.contest;

import dev.pgsonde.process.Lifeline;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A loop around poll: decodes samples, adds up windows in memory, and produces them; commits as often as the topology. */
public final class PlainLoop {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final String out;
    private final WireFormat<Observation> samples;
    private final WireFormat<Window> windows;
    private final Map<Integer, PlainWindows> byPartition = new HashMap<>();

    private PlainLoop(String clientConfig, String group, String out) {
        Topics topics = Topics.standard();
        SingleObjectFraming framing = new SingleObjectFraming(topics);
        this.consumer = new KafkaConsumer<>(
                Settings.consumer(clientConfig, group), new StringDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(Settings.producer(clientConfig), new StringSerializer(), new ByteArraySerializer());
        this.out = out;
        this.samples = WireFormat.of(topics.samples(), framing);
        this.windows = WireFormat.of(topics.windows(), framing);
        consumer.subscribe(List.of(topics.samples().name()));
    }

    /** Arguments: file of Kafka's client settings, group, threads, topic out. */
    public static void main(String[] args) {
        Lifeline.endWith(System.in);
        for (int n = 0; n < Integer.parseInt(args[2]); n++) {
            PlainLoop loop = new PlainLoop(args[0], args[1], args[3]);
            new Thread(loop::run, "loop-" + n).start();
        }
    }

    private void run() {
        long committed = System.nanoTime();
        while (true) {
            consumer.poll(POLL).forEach(this::take);
            if (System.nanoTime() - committed > Settings.COMMIT_MS * 1_000_000L) {
                producer.flush();
                consumer.commitSync();
                committed = System.nanoTime();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        PlainWindows plain = byPartition.computeIfAbsent(record.partition(), any -> new PlainWindows());
        Observation observation = read(record.value());
        if (observation instanceof Sample sample) {
            plain.take(sample);
        } else if (observation instanceof Round round) {
            plain.take(round, this::produce);
        }
    }

    private Observation read(byte[] bytes) {
        try {
            return samples.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("this is no sample", e);
        }
    }

    private void produce(Window window) {
        var unused = producer.send(
                new ProducerRecord<>(out, null, window.end().toEpochMilli(), window.source(), windows.write(window)));
    }
}
