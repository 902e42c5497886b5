package dev.pgsonde.deliver;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the topic has said so far: it is compacted, so that its whole length is a few records an alert. */
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Mailbox mailbox;

    History(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Puts what each partition said before the offset that is given for it into {@code standing}. */
    void replay(Map<TopicPartition, Long> until, Standing standing) {
        if (until.isEmpty()) {
            return;
        }
        try (Consumer<String, byte[]> consumer = mailbox.reader().get()) {
            consumer.assign(until.keySet());
            consumer.seekToBeginning(until.keySet());
            while (until.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < until.getOrDefault(partition, 0L)) {
                        learn(record, partition, standing);
                    }
                }
            }
        }
    }

    private void learn(ConsumerRecord<String, byte[]> record, TopicPartition partition, Standing standing) {
        try {
            standing.put(partition, mailbox.readPatiently(record));
        } catch (IOException e) {
            LOG.debug("passed over {}-{}", partition, record.offset(), e); // its own letter tells of it
        }
    }
}
