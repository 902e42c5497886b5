package dev.pgsonde.deliver.evidence;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Of all instances, the one that owns the first partition of the agents' topic watches. */
final class Leadership implements ConsumerRebalanceListener, AutoCloseable {
    private final Consumer<String, byte[]> member;
    private final TopicPartition token;
    private boolean isLeader;

    Leadership(Consumer<String, byte[]> member, String topic) {
        this.member = member;
        this.token = new TopicPartition(topic, 0);
        member.subscribe(Set.of(topic), this);
    }

    /** Stays in the group, and says whether this instance is the one now; nothing is read here. */
    boolean isHere(Duration wait) {
        member.poll(wait);
        return isLeader;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        member.pause(partitions);
        isLeader |= partitions.contains(token);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        isLeader &= !partitions.contains(token);
    }

    @Override
    public void close() {
        member.close();
    }
}
