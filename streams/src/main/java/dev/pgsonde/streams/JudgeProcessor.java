package dev.pgsonde.streams;

import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.RecordStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Judges closed windows, by what they came to and what happened meanwhile; of frames it only reads what rows were last. */
final class JudgeProcessor implements Processor<String, ToJudge, String, Object> {
    private final Formats formats;
    private final Judgements judgements;
    private @Nullable Life life;

    JudgeProcessor(Formats formats, Judgements judgements) {
        this.formats = formats;
        this.judgements = judgements;
    }

    /** What a processor's life begins with. */
    private record Life(ProcessorContext<String, Object> context, JudgedRecords records, TakingIn takingIn) {}

    @Override
    public void init(ProcessorContext<String, Object> context) {
        RecordStore findingStore = new RecordStore(context.getStateStore(Findings.STORE));
        Frames frames = new Frames(new RecordStore(context.getStateStore(Frames.STORE)));
        Outgoing outgoing = new Outgoing(formats);
        JudgedRecords records = new JudgedRecords(judgements, new Findings(findingStore), frames, outgoing);
        life = new Life(context, records, new TakingIn(context, List.of(findingStore), outgoing, () -> {}));
    }

    @Override
    public void process(Record<String, ToJudge> record) {
        Life now = Objects.requireNonNull(life);
        ToJudge given = record.value();
        if (given instanceof ToJudge.Row row) {
            take(now, record, row);
        } else if (given instanceof ToJudge.Event event) {
            take(now, record, event.marker().source(), () -> now.records().take(event.marker()));
        } else if (given instanceof ToJudge.Said said) {
            now.takingIn().take(said.record(), said.where(), () -> now.records().take(said));
        }
    }

    private static void take(Life now, Record<String, ToJudge> record, ToJudge.Row row) {
        String source = row.window().source();
        if (row.isServer()) {
            take(now, record, source, () -> now.records().close(row.window()));
            now.records().forget();
        } else {
            take(now, record, source, () -> now.records().add(row.window()));
        }
    }

    /** What cannot be judged is told of as a reject of the record that it came with. */
    private static void take(Life now, Record<String, ToJudge> record, String source, Runnable step) {
        RecordMetadata where = now.context().recordMetadata().orElseThrow();
        now.takingIn().take(new Record<>(source, new byte[0], record.timestamp()), where, () -> {
            step.run();
            return Optional.empty();
        });
    }
}
