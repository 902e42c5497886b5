package dev.pgsonde.streams;

import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.streams.state.RecordStore;
import dev.pgsonde.streams.state.RefusedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in records, each whole or not at all: what one changes and answers is kept aside until it has been taken in. One that
 * cannot be is told of in {@code rejects}, and leaves nothing else behind.
 */
final class TakingIn {
    private static final Logger LOG = LoggerFactory.getLogger(TakingIn.class);
    private static final int MOST_KINDS_LOGGED = 100;

    private final ProcessorContext<String, Object> context;
    private final List<RecordStore> stores;
    private final Outgoing outgoing;
    private final Runnable forget;
    private final Set<String> logged = new HashSet<>();

    /** {@code forget} drops what was remembered of a record outside the stores. */
    TakingIn(ProcessorContext<String, Object> context, List<RecordStore> stores, Outgoing outgoing, Runnable forget) {
        this.context = context;
        this.stores = List.copyOf(stores);
        this.outgoing = outgoing;
        this.forget = forget;
    }

    /** What is done with a record. */
    interface Step {
        /** Why it is to be rejected, if so, although what it changes stands; throws when it cannot be taken in at all. */
        Optional<String> take() throws IOException;
    }

    /** Waits as long as the schema registry cannot be asked. */
    void take(Record<String, byte[]> record, RecordMetadata where, Step step) {
        RegistryPause pause = new RegistryPause();
        while (!isDone(record, where, step)) {
            pause.pause();
        }
    }

    /** Whether it has been taken in or rejected; otherwise the schema registry must be asked again. */
    private boolean isDone(Record<String, byte[]> record, RecordMetadata where, Step step) {
        try {
            step.take().ifPresent(why -> outgoing.reject(Rejecting.reject(record, where, why), record.timestamp()));
        } catch (KafkaException e) {
            undo();
            throw e; // the stores or Kafka itself have failed: that is no fault of the record
        } catch (IOException | RuntimeException e) {
            undo();
            if (RegistryUnavailableException.isCauseOf(e)) {
                return false;
            }
            outgoing.reject(Rejecting.reject(record, where, reason(e, where)), record.timestamp());
        }
        stores.forEach(RecordStore::commit);
        outgoing.send(context);
        return true;
    }

    private void undo() {
        stores.forEach(RecordStore::rollback);
        forget.run();
        outgoing.discard();
    }

    /** What was not foreseen is a mistake of ours, and is logged whole; but not for every record that finds it. */
    private String reason(Exception e, RecordMetadata where) {
        if (e instanceof IOException || e instanceof RefusedException) {
            return String.valueOf(e.getMessage());
        }
        StackTraceElement[] trace = e.getStackTrace();
        String kind = e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        if (logged.size() < MOST_KINDS_LOGGED && logged.add(kind)) {
            LOG.warn(
                    "{}-{}: the record {} is rejected, by a mistake of ours",
                    where.topic(),
                    where.partition(),
                    where.offset(),
                    e);
        }
        return "it cannot be taken in (" + e + ")";
    }
}
