package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.KafkaOutage;
import dev.pgsonde.schema.Alert;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka now and then where alerts end: it answers only if there is a leader for each of their partitions. */
public final class KafkaProbe implements AutoCloseable {
    private final WatchClients clients;
    private final Duration every;
    private final KafkaOutage outage;
    private final Consumer<Alert> notices;
    private final InstantSource clock;
    private final Admin admin;

    /** What has to be notified without Kafka goes to {@code notices}. */
    public KafkaProbe(
            WatchClients clients, Duration after, Duration every, Consumer<Alert> notices, InstantSource clock) {
        this.clients = clients;
        this.every = every;
        this.outage = new KafkaOutage(clients.bootstrap(), after, clock.instant());
        this.notices = notices;
        this.clock = clock;
        this.admin = clients.admin();
    }

    public void work() throws InterruptedException {
        try {
            ask();
            outage.answered(clock.instant()).ifPresent(notices);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RetriableException && !(cause instanceof UnknownTopicOrPartitionException)) {
                outage.failed(String.valueOf(cause.getMessage()), clock.instant())
                        .ifPresent(notices);
            } else {
                outage.answered(clock.instant()).ifPresent(notices); // a refusal is an answer, and shows elsewhere
            }
        }
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
    }

    private void ask() throws ExecutionException, InterruptedException {
        String topic = clients.topics().alerts().name();
        KafkaFuture<?> ends = admin.listOffsets(
                        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                                .flatMap(description -> description.partitions().stream())
                                .collect(Collectors.toMap(
                                        info -> new TopicPartition(topic, info.partition()),
                                        any -> OffsetSpec.latest())))
                .all();
        ends.get();
    }

    @Override
    public void close() {
        admin.close(WatchClients.PATIENCE);
    }
}
