package dev.pgsonde.streams;

import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.streams.Holding.Said;
import dev.pgsonde.streams.Refusals.Refused;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Parts;
import dev.pgsonde.streams.state.RecordStore;
import dev.pgsonde.streams.state.RefusedException;
import dev.pgsonde.streams.state.Sayings;
import dev.pgsonde.streams.state.Sums;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the records of all sources, in the order of their topics, each whole or not at all: what a record changes and
 * answers is kept aside until it has been taken in. One that cannot be is told of in {@code rejects}, and leaves nothing
 * else behind.
 */
final class SourceProcessor implements Processor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceProcessor.class);
    private static final int MOST_KINDS_LOGGED = 100;

    private final Formats formats;
    private final Judgements judgements;
    private final Refusals refusals;
    private final Set<String> logged = new HashSet<>();
    private @Nullable Source source;

    SourceProcessor(Formats formats, Judgements judgements, Refusals refusals) {
        this.formats = formats;
        this.judgements = judgements;
        this.refusals = refusals;
    }

    /** What a processor's life begins with. */
    private record Source(
            ProcessorContext<String, byte[]> context,
            List<RecordStore> stores,
            Frames frames,
            Outgoing outgoing,
            SourceRecords records) {}

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        RecordStore frameStore = new RecordStore(context.getStateStore(Frames.STORE));
        RecordStore sumStore = new RecordStore(context.getStateStore(Sums.STORE));
        RecordStore findingStore = new RecordStore(context.getStateStore(Findings.STORE));
        Frames frames = new Frames(frameStore);
        Outgoing outgoing = new Outgoing(formats);
        source = new Source(
                context,
                List.of(frameStore, sumStore, findingStore),
                frames,
                outgoing,
                new SourceRecords(
                        formats,
                        judgements,
                        new SourceRecords.Stores(
                                frames,
                                new Parts(frameStore),
                                new Sums(sumStore),
                                new Sayings(sumStore),
                                new Findings(findingStore)),
                        outgoing));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Source now = Objects.requireNonNull(source);
        RecordMetadata where = now.context().recordMetadata().orElseThrow();
        take(now, record, where);
        List<Said> due = now.records().passed(record, where);
        now.stores().forEach(RecordStore::commit);
        due.forEach(said -> take(now, said.record(), said.where()));
    }

    private void take(Source now, Record<String, byte[]> record, RecordMetadata where) {
        RegistryPause pause = new RegistryPause();
        while (!isDone(now, record, where)) {
            pause.pause();
        }
    }

    /** Whether it has been taken in or rejected; otherwise the schema registry must be asked again. */
    private boolean isDone(Source now, Record<String, byte[]> record, RecordMetadata where) {
        try {
            Refused refused = refusals.of(where);
            if (refused != null) {
                throw new RefusedException(refused.reason());
            }
            now.records().take(record, where).ifPresent(why -> now.outgoing()
                    .reject(Rejecting.reject(record, where, why), record.timestamp()));
        } catch (KafkaException e) {
            undo(now);
            throw e; // the stores or Kafka itself have failed: that is no fault of the record
        } catch (IOException | RuntimeException e) {
            undo(now);
            if (RegistryUnavailableException.isCauseOf(e)) {
                return false;
            }
            now.outgoing().reject(Rejecting.reject(record, where, reason(e, where)), record.timestamp());
        }
        now.stores().forEach(RecordStore::commit);
        now.outgoing().send(now.context());
        return true;
    }

    private static void undo(Source now) {
        now.stores().forEach(RecordStore::rollback);
        now.frames().rollback();
        now.outgoing().discard();
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
