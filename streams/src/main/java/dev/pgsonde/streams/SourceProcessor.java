package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Sums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Everything about one source, in the order of its topic. It remembers, and hands on; others think. */
final class SourceProcessor implements Processor<String, byte[], String, Object> {
    private final Formats formats;
    private final Judgements judgements;
    private @Nullable Source source;

    SourceProcessor(Formats formats, Judgements judgements) {
        this.formats = formats;
        this.judgements = judgements;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        source = new Source(context, formats, judgements);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Objects.requireNonNull(source).process(record);
    }

    /** A processor's life begins with its context: all that needs one is made then. */
    private static final class Source implements Outlet {
        private final ProcessorContext<String, Object> context;
        private final Formats formats;
        private final Sums sums;
        private final Findings findings;
        private final Intake intake;
        private final Closing closing;

        Source(ProcessorContext<String, Object> context, Formats formats, Judgements judgements) {
            this.context = context;
            this.formats = formats;
            sums = new Sums(store(context, Sums.STORE));
            findings = new Findings(store(context, Findings.STORE));
            intake = new Intake(judgements.windows(), new Frames(store(context, Frames.STORE)), sums);
            closing = new Closing(
                    judgements.windows(),
                    sums,
                    new Judging(judgements.catalog(), judgements.tuning(), judgements.windows(), findings, this),
                    this);
        }

        private static KeyValueStore<Bytes, byte[]> store(ProcessorContext<String, Object> context, String name) {
            return context.getStateStore(name);
        }

        void process(Record<String, byte[]> record) {
            String topic = context.recordMetadata().map(RecordMetadata::topic).orElse("");
            try {
                if (topic.equals(formats.topics().annotations().name())) {
                    take(formats.annotations().read(record.value()));
                } else {
                    take(record, formats.samples().read(record.value()));
                }
            } catch (IOException e) {
                reject(record, String.valueOf(e.getMessage()));
            }
        }

        private void take(Record<String, byte[]> record, Observation observation) {
            if (!observation.source().equals(record.key())) {
                reject(record, "the key is not the record's source, " + observation.source());
            } else if (observation instanceof Sample sample) {
                Optional<String> refusal = intake.take(sample);
                refusal.ifPresent(why -> reject(record, why));
            } else if (observation instanceof Marker marker) {
                findings.add(marker);
                marker(marker);
            } else if (observation instanceof Round round) {
                closing.close(round);
            }
        }

        /** Said of a source by people: it names the run that its next windows belong to, and may be a cause. */
        private void take(Annotation annotation) {
            String name = annotation.source();
            switch (annotation.kind()) {
                case RUN_STARTED -> sums.put(name, sums.source(name).running(annotation.run()));
                case RUN_ENDED -> sums.put(name, sums.source(name).running(null));
                case DEPLOYED, NOTE -> {}
            }
            Marker marker = new Marker(
                    name,
                    annotation.at(),
                    annotation.kind().name().toLowerCase(Locale.ROOT),
                    "server",
                    name,
                    null,
                    annotation.run(),
                    annotation.text());
            findings.add(marker);
            marker(marker);
        }

        @Override
        public void window(Window window) {
            forward(
                    PgsondeTopology.WINDOWS,
                    window.source(),
                    window,
                    window.end().toEpochMilli());
        }

        @Override
        public void alert(Alert alert) {
            long at = (alert.endedAt() == null ? alert.detectedAt() : alert.endedAt()).toEpochMilli();
            forward(PgsondeTopology.ALERTS, alert.id(), alert, at);
        }

        @Override
        public void marker(Marker marker) {
            forward(
                    PgsondeTopology.MARKERS,
                    marker.source(),
                    marker,
                    marker.at().toEpochMilli());
        }

        private void reject(Record<String, byte[]> record, String reason) {
            RecordMetadata where = context.recordMetadata().orElseThrow();
            String key = record.key() == null ? "" : record.key();
            byte[] bytes = record.value() == null ? new byte[0] : record.value();
            forward(
                    PgsondeTopology.REJECTS,
                    key,
                    new Reject(key, where.topic(), where.partition(), where.offset(), reason, ByteBuffer.wrap(bytes)),
                    record.timestamp());
        }

        private void forward(String sink, String key, Object value, long timestamp) {
            context.forward(new Record<>(key, value, Math.max(0, timestamp)), sink);
        }
    }
}
