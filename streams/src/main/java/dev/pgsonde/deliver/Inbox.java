package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.RegistryUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's letters, in the order of their topic. What has not been dealt with is never committed. It is read even
 * while nothing can be delivered, so that the group keeps its member; when too many wait, the rest waits in Kafka.
 */
final class Inbox implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST = 500;

    private final Mailbox mailbox;
    private final Consumer<String, byte[]> consumer;
    private final InstantSource clock;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private final Queue<ConsumerRecord<String, byte[]>> unread = new ArrayDeque<>();
    private boolean waitsForRegistry;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private final Standing standing = new Standing();

    Inbox(Mailbox mailbox, Consumer<String, byte[]> consumer, InstantSource clock) {
        this.mailbox = mailbox;
        this.consumer = consumer;
        this.clock = clock;
    }

    void open() {
        consumer.subscribe(Set.of(mailbox.topic()), this);
    }

    /** Takes in what has come; waits at most so long for it. */
    void poll(Duration wait) {
        if (letters.size() + unread.size() >= MOST) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        consumer.poll(wait).forEach(unread::add);
        readAll();
    }

    /** What cannot be read because the schema registry is away is no letter yet: it is tried again at each poll. */
    private void readAll() {
        try {
            while (!unread.isEmpty()) {
                letters.add(letter(unread.element()));
                unread.remove();
            }
            waitsForRegistry = false;
        } catch (RegistryUnavailableException e) {
            if (!waitsForRegistry) {
                LOG.warn("{}: {}", consumer.groupMetadata().groupId(), e.getMessage());
            }
            waitsForRegistry = true;
        }
    }

    private Letter letter(ConsumerRecord<String, byte[]> record) throws RegistryUnavailableException {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        String id = record.key() == null ? "" : record.key();
        long next = record.offset() + 1;
        try {
            Alert alert = mailbox.read(record);
            return new Letter(alert, "", alert.id(), partition, record.offset(), next, clock.instant());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (IOException e) {
            return new Letter(
                    null, String.valueOf(e.getMessage()), id, partition, record.offset(), next, clock.instant());
        }
    }

    @Nullable
    Letter next() {
        return letters.peek();
    }

    /** The alerts that go on, as far as they have been dealt with. */
    List<Alert> standing() {
        return standing.all();
    }

    /** What goes on of the same alert, as it was last dealt with. */
    @Nullable
    Alert standing(Letter letter) {
        return standing.of(letter.partition(), letter.id());
    }

    /** The first letter has been dealt with, whatever came of it. */
    void done(Letter letter) {
        letters.removeFirst();
        if (letter.alert() != null) {
            standing.put(letter.partition(), letter.alert());
        }
        if (letter.next() != null) {
            done.put(letter.partition(), new OffsetAndMetadata(letter.next()));
        }
    }

    /** After a failure it is tried again with the next: until then, a restart delivers once more. */
    void commit() {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done);
            done.clear();
        } catch (CommitFailedException | RetriableException e) {
            LOG.warn("{}: not committed yet: {}", consumer.groupMetadata().groupId(), e.getMessage());
        }
    }

    /** What is new to this receiver begins with what goes on now; what it knows goes on from where it was. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Set<TopicPartition> assigned = Set.copyOf(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        Map<TopicPartition, Long> fresh = new HashMap<>();
        Map<TopicPartition, Long> before = new HashMap<>();
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata known = committed.get(partition);
            if (known == null) {
                fresh.put(partition, ends.getOrDefault(partition, 0L));
            } else {
                before.put(partition, known.offset());
            }
        }
        before.putAll(fresh);
        new History(mailbox).replay(before, standing);
        fresh.forEach(this::begin);
    }

    /** Nothing is committed before the last of them has arrived: else a restart would leave the others out. */
    private void begin(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        List<Alert> open = standing.of(partition);
        for (int n = 0; n < open.size(); n++) {
            Alert alert = open.get(n);
            Long next = n == open.size() - 1 ? Long.valueOf(offset) : null;
            letters.add(new Letter(alert, "", alert.id(), partition, offset - open.size() + n, next, clock.instant()));
        }
        if (open.isEmpty()) {
            done.put(partition, new OffsetAndMetadata(offset));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        letters.removeIf(letter -> partitions.contains(letter.partition()));
        unread.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
        for (TopicPartition partition : partitions) {
            done.remove(partition);
            standing.forget(partition);
        }
    }

    @Override
    public void close() {
        commit();
        consumer.close();
    }
}
