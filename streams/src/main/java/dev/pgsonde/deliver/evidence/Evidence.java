package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.PipelineWatch;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Watched;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the watch has to know: what is known so far first, and then what comes. A record that says nothing is left out. */
final class Evidence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Topics topics;
    private final WireFormat<Alert> alerts;
    private final WireFormat<Watched> watched;
    private final WireFormat<Saying> annotations;
    private final WireFormat<Report> agents;
    private final WireFormat<Reject> rejects;
    private final PipelineWatch watch;

    Evidence(WatchClients clients, PipelineWatch watch) {
        this.topics = clients.topics();
        this.alerts = WireFormat.of(topics.alerts(), clients.framing());
        this.watched = WireFormat.of(topics.watched(), clients.framing());
        this.annotations = WireFormat.of(topics.annotations(), clients.framing());
        this.agents = WireFormat.of(topics.agents(), clients.framing());
        this.rejects = WireFormat.of(topics.rejects(), clients.framing());
        this.watch = watch;
        this.consumer = clients.reader();
    }

    /** Reads what goes on, what is expected, and what has been said, to where their topics end now. */
    void restore(Instant now) {
        List<TopicPartition> known = partitions(List.of(topics.alerts(), topics.watched(), topics.annotations()));
        List<TopicPartition> fresh = partitions(List.of(topics.agents(), topics.rejects()));
        List<TopicPartition> all = new ArrayList<>(known);
        all.addAll(fresh);
        consumer.assign(all);
        consumer.seekToBeginning(known);
        consumer.seekToEnd(fresh);
        fresh.forEach(consumer::position);
        Map<TopicPartition, Long> ends = consumer.endOffsets(known);
        while (known.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            read(POLL, now);
        }
        all.removeIf(partition -> partition.topic().equals(topics.alerts().name()));
        consumer.assign(all); // nobody else writes alerts of ours
    }

    private List<TopicPartition> partitions(List<Topic<?>> of) {
        List<TopicPartition> found = new ArrayList<>();
        for (Topic<?> topic : of) {
            var partitions = consumer.partitionsFor(topic.name());
            if (partitions == null || partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
            }
            partitions.forEach(info -> found.add(new TopicPartition(info.topic(), info.partition())));
        }
        return found;
    }

    /** Takes in what has come; waits at most so long for it. */
    void read(Duration wait, Instant now) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            try {
                take(record, now);
            } catch (IOException e) {
                if (RegistryUnavailableException.isCauseOf(e)) {
                    throw new UncheckedIOException(e); // what cannot be read now is not silence
                }
                LOG.debug("{}-{} at {} says nothing", record.topic(), record.partition(), record.offset(), e);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, Instant now) throws IOException {
        String topic = record.topic();
        byte[] value = record.value();
        if (topic.equals(topics.watched().name()) && record.key() != null) {
            watch.restore(record.key(), value == null ? null : watched.read(value));
        } else if (value == null) {
            LOG.debug("{}-{} at {} is empty", topic, record.partition(), record.offset());
        } else if (topic.equals(topics.agents().name())) {
            watch.received(agents.read(value), now);
        } else if (topic.equals(topics.rejects().name())) {
            watch.received(rejects.read(value), now);
        } else if (topic.equals(topics.annotations().name())) {
            watch.received(annotations.read(value));
        } else if (topic.equals(topics.alerts().name())) {
            watch.restore(alerts.read(value));
        }
    }

    /** Where the partitions of reports end now. */
    Map<Integer, Long> ends() {
        return byNumber(consumer.endOffsets(reports()));
    }

    /** How far reports have been read. */
    Map<Integer, Long> positions() {
        return reports().stream().collect(Collectors.toMap(TopicPartition::partition, consumer::position));
    }

    private List<TopicPartition> reports() {
        return consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(topics.agents().name()))
                .toList();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(offset -> offset.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
