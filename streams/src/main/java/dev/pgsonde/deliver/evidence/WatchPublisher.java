package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.PipelineWatch.Changes;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.CloudEvent;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Watched;
import dev.pgsonde.schema.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what the watch has found, all of it or nothing; who is no longer the leader publishes nothing. */
final class WatchPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final WireFormat<Alert> alerts;
    private final WireFormat<Watched> watched;

    WatchPublisher(WatchClients clients) {
        this.topics = clients.topics();
        this.alerts = WireFormat.of(topics.alerts(), clients.framing());
        this.watched = WireFormat.of(topics.watched(), clients.framing());
        this.producer = clients.producer();
    }

    void open() {
        producer.initTransactions();
    }

    /** Has arrived when this returns. */
    void publish(Changes changes, Instant now) {
        producer.beginTransaction();
        for (Alert alert : changes.alerts()) {
            var record = new ProducerRecord<>(
                    topics.alerts().name(), null, now.toEpochMilli(), alert.id(), alerts.write(alert));
            CloudEvent.headers(alert)
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            send(record);
        }
        for (Watched source : changes.watched()) {
            send(new ProducerRecord<>(topics.watched().name(), source.source(), watched.write(source)));
        }
        for (String source : changes.forgotten()) {
            send(new ProducerRecord<>(topics.watched().name(), source, null));
        }
        producer.commitTransaction();
    }

    /** The commit fails when one of them has. */
    private void send(ProducerRecord<String, byte[]> record) {
        var unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close(WatchClients.PATIENCE);
    }
}
