package dev.pgsonde.local.record;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pipeline has said so far, read by itself. */
final class AlertLog {
    private static final Logger LOG = LoggerFactory.getLogger(AlertLog.class);

    private AlertLog() {}

    /** Every state of every alert, in the order of its topic. */
    static List<Alert> read(Pipeline pipeline) {
        Topic<Alert> topic = Topics.standard().alerts();
        List<Alert> alerts = new ArrayList<>();
        WireFormat<Alert> format = WireFormat.of(topic, pipeline.framing());
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readTo(scan.ends(), record -> decoded(format, record).ifPresent(alerts::add));
        }
        return alerts;
    }

    /** How long the windows of a pipeline are; nothing when it has not closed one. */
    static Optional<Duration> windowLength(Pipeline pipeline) {
        Topic<Window> topic = Topics.standard().windows();
        List<Window> first = new ArrayList<>();
        WireFormat<Window> format = WireFormat.of(topic, pipeline.framing());
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            Map<TopicPartition, Long> ends = scan.ends();
            scan.readUntil(() -> !first.isEmpty() || scan.isAt(ends), record -> {
                if (first.isEmpty()) {
                    decoded(format, record).ifPresent(first::add);
                }
            });
        }
        return first.stream().findFirst().map(window -> Duration.between(window.start(), window.end()));
    }

    /** A record that cannot be read hides no other. */
    private static <V> Optional<V> decoded(WireFormat<V> format, ConsumerRecord<Bytes, Bytes> record) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.of(format.read(record.value().get()));
        } catch (RegistryUnavailableException e) {
            throw new UserError(record.topic() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            LOG.warn("{}: a record is passed over: {}", record.topic(), e.getMessage());
            return Optional.empty();
        }
    }
}
