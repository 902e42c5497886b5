package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What stands on a pipeline's topics, and what people add to it. */
final class Ledger {
    private static final Topics TOPICS = Topics.standard();

    private final Pipeline pipeline;

    Ledger(Pipeline pipeline) {
        this.pipeline = pipeline;
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
            scan.readTo(scan.ends(), record -> {
                if (record.value() != null) {
                    each.accept(decoded(format, topic, record.value()));
                }
            });
        }
    }

    /** All that a topic holds, and then what comes, until it is enough. */
    <V> void follow(Topic<V> topic, Consumer<V> each, BooleanSupplier enough) {
        WireFormat<V> format = format(topic);
        try (Scan scan = Scan.of(pipeline, List.of(topic))) {
            scan.readUntil(enough, record -> each.accept(decoded(format, topic, record.value())));
        }
    }

    <V> void write(Topic<V> topic, String key, V value) {
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

    private static <V> WireFormat<V> format(Topic<V> topic) {
        return WireFormat.of(topic, new SingleObjectFraming(TOPICS));
    }

    private static <V> V decoded(WireFormat<V> format, Topic<V> topic, Bytes value) {
        try {
            return format.read(value.get());
        } catch (IOException e) {
            throw new UserError(topic.name() + ": " + e.getMessage(), e);
        }
    }
}
