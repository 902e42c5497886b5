package dev.pgsonde.prove;

import static java.util.Objects.requireNonNull;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Recording;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Bytes;

/** All records of a topic, as bytes. */
final class Recorded {
    private final Topic<?> topic;
    private final List<Message> messages = new ArrayList<>();

    private record Message(long at, Bytes key, Bytes value) {}

    Recorded(Topic<?> topic) {
        this.topic = topic;
    }

    static Recorded of(KafkaAccess kafka, Topic<?> topic) {
        Recorded recorded = new Recorded(topic);
        try (Scan scan = Scan.of(Pipeline.at(kafka), List.of(topic))) {
            scan.readTo(
                    scan.ends(),
                    record -> recorded.messages.add(new Message(record.timestamp(), record.key(), record.value())));
        }
        return recorded;
    }

    /** Of a run that was recorded. */
    static Recorded of(Recording recording, Topic<?> topic) {
        Recorded recorded = new Recorded(topic);
        recording.forEach(entry -> {
            if (entry.topic().equals(topic.name())) {
                recorded.messages.add(
                        new Message(entry.timestampMs(), requireNonNull(entry.key()), requireNonNull(entry.value())));
            }
        });
        return recorded;
    }

    /** What an agent sends in one round. */
    void add(List<Observation> round) {
        Topics topics = Topics.standard();
        WireFormat<Observation> format = WireFormat.of(topics.samples(), new SingleObjectFraming(topics));
        for (Observation observation : round) {
            messages.add(new Message(
                    observation.at().toEpochMilli(),
                    Bytes.wrap(observation.source().getBytes(StandardCharsets.UTF_8)),
                    Bytes.wrap(format.write(observation))));
        }
    }

    void publish(KafkaAccess kafka) throws Exception {
        try (Producer<Bytes, Bytes> producer = Pipeline.at(kafka).producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Message message : messages) {
                sent.add(producer.send(
                        new ProducerRecord<>(topic.name(), null, message.at(), message.key(), message.value())));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    int count() {
        return messages.size();
    }

    /** Of keys and values, before Kafka's clients compress them. */
    long bytes() {
        return messages.stream()
                .mapToLong(message ->
                        message.key().get().length + (long) message.value().get().length)
                .sum();
    }
}
