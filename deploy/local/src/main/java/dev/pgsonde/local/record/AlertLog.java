package dev.pgsonde.local.record;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** What a pipeline has said so far, read by itself. */
final class AlertLog {
    private AlertLog() {}

    /** Every state of every alert, in the order of its topic. */
    static List<Alert> read(Pipeline pipeline) {
        Topic<Alert> topic = Topics.standard().alerts();
        List<Alert> alerts = new ArrayList<>();
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readTo(scan.ends(), record -> alerts.add(decoded(topic, record)));
        }
        return alerts;
    }

    /** How long the windows of a pipeline are; nothing when it has not closed one. */
    static Optional<Duration> windowLength(Pipeline pipeline) {
        Topic<Window> topic = Topics.standard().windows();
        List<Window> first = new ArrayList<>();
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            Map<TopicPartition, Long> ends = scan.ends();
            scan.readUntil(() -> !first.isEmpty() || scan.isAt(ends), record -> {
                if (first.isEmpty()) {
                    first.add(decoded(topic, record));
                }
            });
        }
        return first.stream().findFirst().map(window -> Duration.between(window.start(), window.end()));
    }

    private static <V> V decoded(Topic<V> topic, ConsumerRecord<Bytes, Bytes> record) {
        try {
            return WireFormat.of(topic, new SingleObjectFraming(Topics.standard()))
                    .read(record.value().get());
        } catch (IOException e) {
            throw new UncheckedIOException(topic.name() + ": " + e.getMessage(), e);
        }
    }
}
