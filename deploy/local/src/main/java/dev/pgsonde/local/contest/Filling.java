package dev.pgsonde.local.contest;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the agents of some servers tell in so many rounds, and if wanted each row of a statement as a record of
 * its own on {@link #ROWS}. Of each record of samples a line is written: its partition, and how many rows it holds.
 */
public final class Filling {
    /** Rows one by one. */
    public static final String ROWS = "contest.rows";

    private final Producer<Bytes, Bytes> producer;
    private final BufferedWriter index;
    private final int partitions;
    private final boolean withRows;
    private final Topics topics = Topics.standard();
    private final WireFormat<Observation> format = WireFormat.of(topics.samples(), new SingleObjectFraming(topics));
    private final RowFormat rowFormat = new RowFormat();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Filling(Producer<Bytes, Bytes> producer, BufferedWriter index, int partitions, boolean withRows) {
        this.producer = producer;
        this.index = index;
        this.partitions = partitions;
        this.withRows = withRows;
    }

    /** Arguments: file of Kafka's client settings, partitions, servers, statements of each, rounds, whether rows too, the file of lines. */
    public static void main(String[] args) throws IOException {
        Lifeline.endWith(System.in);
        int servers = Integer.parseInt(args[2]);
        try (Producer<Bytes, Bytes> producer = Pipeline.at(Path.of(args[0])).producer();
                BufferedWriter index = Files.newBufferedWriter(Path.of(args[6]))) {
            Filling filling = new Filling(producer, index, Integer.parseInt(args[1]), Boolean.parseBoolean(args[5]));
            filling.fill(servers, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        }
    }

    private void fill(int count, int statements, int rounds) throws IOException {
        List<PretendServer> servers = IntStream.range(0, count)
                .mapToObj(n -> new PretendServer("server-" + n, statements, n))
                .toList();
        for (int round = 0; round < rounds; round++) {
            for (int n = 0; n < count; n++) {
                for (Observation observation : servers.get(n).nextRound()) {
                    publish(observation, n % partitions);
                }
            }
        }
        producer.flush();
        Exception e = failure.get();
        if (e != null) {
            throw new IOException("Kafka did not take a record", e);
        }
    }

    private void publish(Observation observation, int partition) throws IOException {
        long at = observation.at().toEpochMilli();
        send(topics.samples().name(), partition, at, observation.source(), format.write(observation));
        int rows = observation instanceof Sample sample ? sample.rows() : 0;
        index.write(partition + " " + rows);
        index.newLine();
        if (withRows && observation instanceof Sample sample && sample.view().equals(RowFormat.VIEW)) {
            for (int row = 0; row < rows; row++) {
                send(ROWS, partition, at, sample.subject(row), rowFormat.write(sample, row));
            }
        }
    }

    private void send(String topic, int partition, long at, String key, byte[] value) {
        Bytes keyBytes = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
        var unused = producer.send(
                new ProducerRecord<>(topic, partition, at, keyBytes, Bytes.wrap(value)),
                (metadata, e) -> failure.compareAndSet(null, e));
    }
}
