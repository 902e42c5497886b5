package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RecordValidation;
import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands on a pipeline's topics, and what people add to it. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Topics TOPICS = Topics.standard();

    private final Pipeline pipeline;
    private final Framing framing;

    Ledger(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.framing = pipeline.framing();
    }

    static Topics topics() {
        return TOPICS;
    }

    /** All that a topic holds now, in its order. */
    <V> List<V> read(Topic<V> topic) {
        List<V> found = new ArrayList<>();
        readEach(topic, found::add);
        return found;
    }

    /** The same, one by one; what has been deleted is left out. */
    <V> void readEach(Topic<V> topic, Consumer<V> each) {
        WireFormat<V> format = format(topic);
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readTo(scan.ends(), record -> decoded(format, topic, record.value())
                    .ifPresent(each));
        }
    }

    /** All that a topic holds, and then what comes, until it is enough. */
    <V> void follow(Topic<V> topic, Consumer<V> each, BooleanSupplier enough) {
        WireFormat<V> format = format(topic);
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readUntil(
                    enough, record -> decoded(format, topic, record.value()).ifPresent(each));
        }
    }

    <V> void write(Topic<V> topic, String key, V value) {
        requireValid(value);
        send(topic, key, Bytes.wrap(format(topic).write(value)));
    }

    /** The key is gone from now on. */
    void erase(Topic<?> topic, String key) {
        send(topic, key, null);
    }

    /** Has arrived when this returns. */
    private void send(Topic<?> topic, String key, @Nullable Bytes value) {
        try (Producer<Bytes, Bytes> producer = pipeline.producer()) {
            Bytes name = Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
            producer.send(new ProducerRecord<>(topic.name(), name, value)).get();
        } catch (ExecutionException e) {
            throw new UserError(
                    "Kafka at " + pipeline.bootstrap() + " did not take it: "
                            + String.valueOf(
                                    e.getCause() == null ? e : e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted before Kafka had taken it", e);
        }
    }

    /** Else it would be rejected later, where nobody looks. */
    private static void requireValid(Object value) {
        try {
            RecordValidation.check(value);
        } catch (IOException e) {
            throw new UserError("this cannot be published: " + e.getMessage(), e);
        }
    }

    private <V> WireFormat<V> format(Topic<V> topic) {
        return WireFormat.of(topic, framing);
    }

    /** A record that cannot be read, or that is only the end of a key, hides no other. */
    private static <V> Optional<V> decoded(WireFormat<V> format, Topic<V> topic, @Nullable Bytes value) {
        try {
            return value == null ? Optional.empty() : Optional.of(format.read(value.get()));
        } catch (RegistryUnavailableException e) {
            throw new UserError(topic.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            LOG.warn("{}: a record is passed over: {}", topic.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
