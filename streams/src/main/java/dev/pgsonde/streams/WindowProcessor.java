package dev.pgsonde.streams;

import dev.pgsonde.streams.Refusals.Refused;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Parts;
import dev.pgsonde.streams.state.RecordStore;
import dev.pgsonde.streams.state.RefusedException;
import dev.pgsonde.streams.state.Sayings;
import dev.pgsonde.streams.state.Sums;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes windows of the samples of all sources, publishes those that are closed, and hands them on. */
final class WindowProcessor implements Processor<String, byte[], String, Object> {
    private final Formats formats;
    private final Judgements judgements;
    private final Refusals refusals;
    private @Nullable Life life;

    WindowProcessor(Formats formats, Judgements judgements, Refusals refusals) {
        this.formats = formats;
        this.judgements = judgements;
        this.refusals = refusals;
    }

    /** What a processor's life begins with. */
    private record Life(
            ProcessorContext<String, Object> context,
            List<RecordStore> stores,
            SourceRecords records,
            TakingIn takingIn) {}

    @Override
    public void init(ProcessorContext<String, Object> context) {
        RecordStore frameStore = new RecordStore(context.getStateStore(Frames.STORE));
        RecordStore sumStore = new RecordStore(context.getStateStore(Sums.STORE));
        List<RecordStore> stores = List.of(frameStore, sumStore);
        Frames frames = new Frames(frameStore);
        Outgoing outgoing = new Outgoing(formats);
        SourceRecords records = new SourceRecords(
                formats,
                judgements,
                new SourceRecords.Stores(frames, new Parts(frameStore), new Sums(sumStore), new Sayings(sumStore)),
                outgoing);
        life = new Life(context, stores, records, new TakingIn(context, stores, outgoing, frames::rollback));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Life now = Objects.requireNonNull(life);
        RecordMetadata where = now.context().recordMetadata().orElseThrow();
        take(now, record, where);
        List<Holding.Said> due = now.records().passed(record, where);
        now.stores().forEach(RecordStore::commit);
        due.forEach(said -> take(now, said.record(), said.where()));
    }

    private void take(Life now, Record<String, byte[]> record, RecordMetadata where) {
        now.takingIn().take(record, where, () -> {
            Refused refused = refusals.of(where);
            if (refused != null) {
                throw new RefusedException(refused.reason());
            }
            return now.records().take(record, where);
        });
    }
}
