package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.Timekeeping.Place;
import dev.pgsonde.streams.Timekeeping.Turn;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.Parts;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Scale;
import dev.pgsonde.streams.window.Tumbling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
        /** Of what could not be read: enough to see what it is, and never too much for Kafka. */
        private static final int MOST_BYTES = 64 * 1024;

        private final ProcessorContext<String, Object> context;
        private final Formats formats;
        private final Sums sums;
        private final Findings findings;
        private final FrameAssembly assembly;
        private final Intake intake;
        private final OpenAlerts openAlerts;
        private final Closing closing;
        private final Timekeeping timekeeping;
        private final Clusters clusters;

        Source(ProcessorContext<String, Object> context, Formats formats, Judgements judgements) {
            this.context = context;
            this.formats = formats;
            sums = new Sums(store(context, Sums.STORE));
            findings = new Findings(store(context, Findings.STORE));
            Frames frames = new Frames(store(context, Frames.STORE));
            assembly = new FrameAssembly(formats.samples(), new Parts(store(context, Frames.STORE)));
            Tumbling windows = judgements.windows();
            Publishing publishing = new Publishing(windows, sums, this);
            Losses losses = new Losses(judgements.catalog());
            TextIntake texts = new TextIntake(judgements.catalog(), frames, findings, this);
            intake = new Intake(windows, frames, sums, publishing, losses, texts);
            Judge judge = new Judge(judgements.tuning(), windows.length());
            Baselines baselines = new Baselines(judgements.catalog(), findings);
            openAlerts = new OpenAlerts(judge, findings, baselines, this);
            Severities severities = new Severities(
                    judgements.catalog(),
                    findings,
                    openAlerts,
                    new AlertCosts.Sources(judgements.catalog(), findings, baselines, frames, windows.length()));
            Incidents incidents = new Incidents(openAlerts, findings, new Loads(findings), windows.length());
            Explaining explaining = new Explaining(judgements, judge, findings, frames);
            Judging judging = new Judging(
                    judgements, judge, findings, incidents, explaining, severities, new Untold(findings, this));
            Words words = new Words(judgements.catalog(), findings, frames);
            Ruling ruling = new Ruling(judgements, findings, openAlerts, severities, words);
            closing = new Closing(judgements, frames, sums, judging, ruling, severities, publishing, this);
            clusters = new Clusters(sums, closing);
            timekeeping = new Timekeeping(windows, sums, closing, publishing, this);
        }

        private static KeyValueStore<Bytes, byte[]> store(ProcessorContext<String, Object> context, String name) {
            return context.getStateStore(name);
        }

        void process(Record<String, byte[]> record) {
            String topic = context.recordMetadata().map(RecordMetadata::topic).orElse("");
            if (record.value() == null) {
                reject(record, "the record is empty");
                return;
            }
            try {
                if (topic.equals(formats.topics().annotations().name())) {
                    take(record, formats.annotations().read(record.value()));
                } else if (topic.equals(formats.topics().members().name())) {
                    clusters.take(formats.members().read(record.value()));
                } else {
                    take(record, formats.samples().read(record.value()));
                }
            } catch (IOException e) {
                reject(record, String.valueOf(e.getMessage()));
            }
        }

        private void take(Record<String, byte[]> record, Observation observation) {
            String absurdity = Absurdity.of(record.key(), record.timestamp(), observation);
            if (absurdity != null) {
                reject(record, absurdity);
            } else if (observation instanceof Sample sample) {
                take(record, sample);
            } else if (observation instanceof Marker marker) {
                findings.add(marker);
                marker(marker);
            } else if (observation instanceof Round round) {
                take(record, round);
            }
        }

        private void take(Record<String, byte[]> record, Sample sample) {
            FrameAssembly.Outcome outcome = assembly.take(sample, record.value());
            if (outcome instanceof FrameAssembly.Complete complete) {
                takeFrame(record, complete.frame());
            } else if (outcome instanceof FrameAssembly.Refused refused) {
                reject(record, refused.why());
                Standing standing = refused.isLost() ? place(sample).standing() : null;
                if (standing != null) {
                    intake.miss(sample, standing);
                }
            }
        }

        private Place place(Sample sample) {
            return timekeeping.place(new Turn(
                    sample.source(),
                    sample.agent(),
                    sample.round(),
                    sample.tick(),
                    sample.at(),
                    0,
                    sample.incarnation().id()));
        }

        private void takeFrame(Record<String, byte[]> record, Sample sample) {
            Place place = place(sample);
            Optional<String> refusal = Optional.ofNullable(place.refusal());
            if (place.standing() != null) {
                Optional<String> notTaken = intake.take(sample, place.standing());
                refusal = refusal.isPresent() ? refusal : notTaken;
            }
            refusal.ifPresent(why -> reject(record, why));
        }

        private void take(Record<String, byte[]> record, Round round) {
            Place place = timekeeping.place(new Turn(
                    round.source(), round.agent(), round.round(), round.tick(), round.at(), round.everyMs(), ""));
            if (place.refusal() != null) {
                reject(record, place.refusal());
            }
            Standing standing = place.standing();
            if (standing != null && standing.isTimed()) {
                closing.close(round.source(), standing.tick());
                sums.put(round.source(), sums.source(round.source()).lookingEvery(Math.max(0, round.everyMs())));
            }
        }

        private void take(Record<String, byte[]> record, Saying saying) {
            if (!saying.source().equals(record.key())) {
                reject(record, "the key is not the record's source, " + saying.source());
            } else if (saying instanceof Annotation annotation) {
                take(annotation);
            } else {
                openAlerts.take(saying).ifPresent(why -> reject(record, why));
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
        public void window(Scale scale, Window window) {
            forward(
                    PgsondeTopology.windows(scale),
                    window.source(),
                    window,
                    window.end().toEpochMilli());
        }

        @Override
        public void alert(Alert alert) {
            long at = Math.max(0, alert.changedAt().toEpochMilli());
            context.forward(new Record<>(alert.id(), alert, at, AlertHeaders.of(alert)), PgsondeTopology.ALERTS);
        }

        @Override
        public void judged(Judged judged) {
            forward(PgsondeTopology.JUDGED, judged.key(), judged, judged.at().toEpochMilli());
        }

        @Override
        public void marker(Marker marker) {
            forward(
                    PgsondeTopology.MARKERS,
                    marker.source(),
                    marker,
                    marker.at().toEpochMilli());
        }

        @Override
        public void load(MemberLoad load) {
            forward(PgsondeTopology.MEMBERS, load.cluster(), load, load.end().toEpochMilli());
        }

        private void reject(Record<String, byte[]> record, String reason) {
            String why = record.value() == null || record.value().length <= MOST_BYTES
                    ? reason
                    : reason + " (the first " + MOST_BYTES + " of " + record.value().length + " bytes are here)";
            RecordMetadata where = context.recordMetadata().orElseThrow();
            String key = record.key() == null ? "" : record.key();
            byte[] all = record.value() == null ? new byte[0] : record.value();
            byte[] bytes = all.length > MOST_BYTES ? Arrays.copyOf(all, MOST_BYTES) : all;
            forward(
                    PgsondeTopology.REJECTS,
                    key,
                    new Reject(key, where.topic(), where.partition(), where.offset(), why, ByteBuffer.wrap(bytes)),
                    record.timestamp());
        }

        private void forward(String sink, String key, Object value, long timestamp) {
            context.forward(new Record<>(key, value, Math.max(0, timestamp)), sink);
        }
    }
}
